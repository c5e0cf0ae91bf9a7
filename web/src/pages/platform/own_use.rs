//! The owner's own use of an instrument in a month: what utilisation counts besides the bookings.

use duoyuan_core::id::ResourceId;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::platform::Class;
use duoyuan_core::view::PlatformPage;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rust_decimal::Decimal;

use crate::api::{ApiError, platforms};
use crate::clock::Clock;
use crate::components::{Button, ErrorNote};
use crate::prefs::words;

/// Months that can be stated.
const MONTHS: i32 = 24;

/// The form; nothing where there are no instruments.
#[component]
pub fn OwnUse(page: Memo<Option<PlatformPage>>, reload: Callback<()>) -> impl IntoView {
    let (w, clock) = (words(), expect_context::<Clock>());
    let instruments = page.with_untracked(|page| {
        let all = page.iter().flat_map(|page| &page.card.resources).filter(|it| it.resource.class == Class::Instrument);
        all.map(|it| (it.resource.id.clone(), it.resource.name.clone())).collect::<Vec<_>>()
    });
    let this = untrack(|| Month::of(day_of(clock.now())));
    let resource = RwSignal::new(instruments.first().map(|(id, _)| id.clone()));
    let month = RwSignal::new(this.previous());
    let (hours, income) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let done = RwSignal::new(false);
    let number = move |value: RwSignal<String>| match value.get().trim() {
        "" => Some(Decimal::ZERO),
        text => text.parse().ok(),
    };
    let is_short = Signal::derive(move || {
        hours.with(|it| it.trim().is_empty()) || number(hours).is_none() || number(income).is_none()
    });
    let send = move || {
        let found = untrack(|| Some((page.get()?.card.platform, resource.get()?, number(hours)?, number(income)?)));
        let Some((platform, resource, used, earned)) = found.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        error.set(None);
        done.set(false);
        spawn_local(async move {
            let answer = platforms::own_use(&platform, &resource, month.get_untracked(), used, earned).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    done.set(true);
                    hours.set(String::new());
                    income.set(String::new());
                }
                Err(refusal) => error.set(Some(refusal)),
            }
            reload.try_run(());
        });
    };
    let field = move |label: Key, value: RwSignal<String>| {
        view! {
            <label><span>{move || w.t(label)}</span><input type="text" inputmode="decimal" autocomplete="off"
                prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/></label>
        }
    };
    let months = this.plus(1 - MONTHS).to(this).rev();
    let option = move |it: Month| {
        view! {
            <option value=it.to_string() selected=move || month.get() == it>{duoyuan_core::format::month(it)}</option>
        }
    };
    (!instruments.is_empty()).then(|| view! {
        <section class="bookings">
            <h2>{move || w.t(key::PW_OWN_USE)}</h2>
            <form class="booking-form" on:submit=move |ev| { ev.prevent_default(); send() }>
                <div class="use-fields">
                    <label><span>{move || w.t(key::PW_RESOURCE)}</span>
                        <select on:change=move |ev| resource.set(Some(ResourceId::new(event_target_value(&ev))))>
                            {instruments.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
                        </select>
                    </label>
                    <label><span>{move || w.t(key::PW_OWN_USE_MONTH)}</span>
                        <select on:change=move |ev| if let Ok(chosen) = event_target_value(&ev).parse() { month.set(chosen) }>
                            {months.map(option).collect_view()}
                        </select>
                    </label>
                    {field(key::PW_USE_HOURS, hours)}
                    {field(key::PW_OWN_INCOME, income)}
                </div>
                <ErrorNote error/>
                <p class="notice-actions">
                    <Button busy disabled=is_short>{move || w.t(key::PW_SAVE)}</Button>
                    <span class="quiet-text" role="status">{move || done.get().then(|| format!("✓ {}", w.t(key::PW_OWN_USE_DONE)))}</span>
                </p>
            </form>
        </section>
    })
}
