//! The calendars: all resources on a day, or one resource through a week. Picking hours leads to the request.

use duoyuan_core::access::Role;
use duoyuan_core::format;
use duoyuan_core::id::ResourceId;
use duoyuan_core::period::day_of;
use duoyuan_core::platform::{Mode, Resource, Slot};
use duoyuan_core::view::{PlatformPage, strip, strip_day, strip_hours};
use duoyuan_core::words::key;
use jiff::ToSpan;
use jiff::civil::Date;
use leptos::prelude::*;

use super::condition_of;
use crate::clock::Clock;
use crate::components::{Button, Kind, Strip, StripRow};
use crate::pages::booking::Asking;
use crate::prefs::words;
use crate::session::session;

/// Days of the calendars the server tells of.
const SHOWN_DAYS: i64 = 28;

/// The calendars of a platform, and its services without one.
#[component]
pub fn Calendar(page: Memo<Option<PlatformPage>>, asking: RwSignal<Option<Asking>>) -> impl IntoView {
    let (w, session, clock) = (words(), session(), expect_context::<Clock>());
    let today = Memo::new(move |_| day_of(clock.now()));
    // An hour more is past: the strip is made anew then, not every second.
    let hour =
        Memo::new(move |_| jiff::Timestamp::from_second(clock.now().as_second() / 3600 * 3600).unwrap_or_default());
    let week = RwSignal::new(None::<ResourceId>);
    let picked = RwSignal::new(None::<(String, Slot)>);
    let resources = Memo::new(move |_| {
        let all = page.with(|page| page.as_ref().map(|page| page.card.resources.clone()).unwrap_or_default());
        all.into_iter().map(|it| it.resource).filter(|it| it.mode == Mode::Calendar).collect::<Vec<Resource>>()
    });
    let services = move || {
        let all = page.with(|page| page.as_ref().map(|page| page.card.resources.clone()).unwrap_or_default());
        all.into_iter().map(|it| it.resource).filter(|it| it.mode == Mode::Request).collect::<Vec<Resource>>()
    };
    let standard = session
        .zone(|zone| zone.openness.as_ref().map(|rules| rules.standard_hours.clone()))
        .flatten()
        .unwrap_or_default();
    // Settled when the page is opened: days do not turn over under who reads them.
    let open = untrack(|| resources.with(|all| strip_day(all.iter(), &standard, clock.now())));
    let shift = RwSignal::new(untrack(|| today.get()).until(open).map_or(0, |span| i64::from(span.get_days())));
    let first = Memo::new(move |_| today.get().saturating_add(shift.get().days()));
    let rows = Memo::new(move |_| {
        let resources = resources.get();
        page.with(|page| {
            let Some(page) = page else { return Vec::new() };
            let hours = strip_hours(resources.iter(), &standard);
            let row = |resource: &Resource, day: Date| {
                let maintenance = page.card.resources.iter().flat_map(|it| it.maintenance.clone()).collect::<Vec<_>>();
                strip(resource, &standard, (&page.taken, &maintenance), (day, hours.clone()), hour.get())
            };
            match week.get().and_then(|id| resources.iter().find(|it| it.id == id)) {
                None => resources
                    .iter()
                    .map(|it| StripRow { id: it.id.to_string(), name: it.name.clone(), hours: row(it, first.get()) })
                    .collect(),
                Some(resource) => (0..7)
                    .map(|ahead| first.get().saturating_add(i64::from(ahead).days()))
                    .map(|day| StripRow {
                        id: format!("{}/{day}", resource.id),
                        name: format::platform::day(day, w.lang()),
                        hours: row(resource, day),
                    })
                    .collect(),
            }
        })
    });
    let is_park = move || matches!(session.role(), Some(Role::Park(_)));
    let ask = move |resource: Resource, slot: Option<Slot>| {
        page.with_untracked(|page| {
            page.iter().for_each(|page| {
                let condition = condition_of(page, session.own_park().as_ref());
                let (platform, name) = (page.card.platform.clone(), page.card.name.clone());
                let left = page.card.resources.iter().find(|it| it.resource.id == resource.id).and_then(|it| it.left);
                asking.set(Some(Asking { platform, name, resource: resource.clone(), left, condition, slot }));
            });
        });
    };
    let ask_picked = move |()| {
        let Some((row, slot)) = picked.get_untracked() else { return };
        let found = resources
            .with_untracked(|all| all.iter().find(|it| row.split('/').next() == Some(it.id.as_str())).cloned());
        if let Some(resource) = found {
            ask(resource, Some(slot));
        }
    };
    let option = move |resource: Resource| {
        let id = resource.id.to_string();
        view! { <option value=id.clone() selected=move || week.with(|week| week.as_ref().is_some_and(|it| it.as_str() == id))>{resource.name}</option> }
    };
    let heading = move || match week.get() {
        None => format::platform::day(first.get(), w.lang()),
        Some(_) => format!(
            "{}—{}",
            format::platform::day(first.get(), w.lang()),
            format::platform::day(first.get().saturating_add(6.days()), w.lang())
        ),
    };
    let stride = move || if week.with(Option::is_some) { 7 } else { 1 };
    view! {
        <section class="calendar" class:hidden=move || resources.with(Vec::is_empty)>
            <div class="calendar-head">
                <h2 aria-live="polite">{heading}</h2>
                <Button disabled=Signal::derive(move || shift.get() <= 0) on_press=Callback::new(move |()| shift.update(|shift| *shift = (*shift - stride()).max(0)))>"‹ "{move || w.t(key::PW_EARLIER)}</Button>
                <Button disabled=Signal::derive(move || shift.get() == 0) on_press=Callback::new(move |()| shift.set(0))>{move || w.t(key::PW_TODAY)}</Button>
                <Button on_press=Callback::new(move |()| shift.update(|shift| *shift = (*shift + stride()).min(SHOWN_DAYS - stride())))>{move || w.t(key::PW_LATER)}" ›"</Button>
                <select aria-label=move || w.t(key::PW_SHOW_CALENDAR)
                    on:change=move |ev| { picked.set(None); week.set(Some(event_target_value(&ev)).filter(|it| !it.is_empty()).map(ResourceId::new)) }>
                    <option value="" selected=move || week.with(Option::is_none)>{move || w.t(key::PW_ALL_ON_DAY)}</option>
                    {move || resources.get().into_iter().map(option).collect_view()}
                </select>
            </div>
            <Strip caption=Signal::derive(move || format!("{} {}", w.t(key::PW_CALENDAR), heading())) rows picked on_pick=Callback::new(move |it| picked.set(Some(it)))/>
            <Show when=is_park>
                <p class="calendar-picked">
                    <span aria-live="polite">{move || picked.get().map_or_else(|| w.t(key::PW_PICK_HINT).to_owned(), |(_, slot)| format::platform::slot(slot, w.lang()))}</span>
                    <Button kind=Kind::Primary disabled=Signal::derive(move || picked.with(Option::is_none)) on_press=Callback::new(ask_picked)>{move || w.t(key::PW_ASK_SLOT)}"…"</Button>
                </p>
            </Show>
        </section>
        <Show when=move || is_park() && !services().is_empty()>
            <section class="bookings">
                <h2>{move || w.t(key::PW_SERVICES)}</h2>
                <p class="slot-buttons">
                    {move || services().into_iter().map(|resource| {
                        let name = resource.name.clone();
                        view! { <Button on_press=Callback::new(move |()| ask(resource.clone(), None))>{w.with(key::PW_ASK_FOR, "name", name)}"…"</Button> }
                    }).collect_view()}
                </p>
            </section>
        </Show>
    }
}
