//! What a park has asked for, what is to be done about it, and what became of it.

use duoyuan_core::access::Role;
use duoyuan_core::platform::{BookingId, Stage};
use duoyuan_core::view::BookingLine;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::booking::{Lines, Outcome, Ring, Told};
use super::platforms::PlatformWays;
use crate::api::platforms;
use crate::components::{Empty, ErrorNote, Export, PageFrame, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;

/// What the address names: the booking just asked for.
const NEW: &str = "new";
/// So many that are to be rated are shown at once.
const RATED_FIRST: usize = 10;
/// And so many that are over.
const OVER_FIRST: usize = 3;

/// Where the booking stands that was stored at `position`.
pub fn where_new(position: u64) -> String {
    format!("{}?{NEW}={position}", Page::Bookings.path())
}

/// The page `/bookings`: what a park has asked for.
#[component]
pub fn BookingsPage() -> impl IntoView {
    let (w, live, session, place) = (words(), live(), session(), place());
    let is_office = untrack(|| session.role()) == Some(Role::Office);
    // The leading group's office names whose bookings it looks at.
    let of = Memo::new(move |_| {
        let first = || session.zone(|zone| zone.parks.first().map(|park| park.id.to_string())).flatten();
        if is_office { place.asked("park").or_else(first) } else { None }
    });
    let asked = quiet(
        move || {
            live.position.track();
            Some(of.get())
        },
        |park| async move { platforms::bookings(park.as_deref()).await },
    );
    let also = Signal::derive(move || {
        let park = of.get().or_else(|| session.own_park().map(|park| park.to_string()));
        park.map(|park| ("park", park)).into_iter().collect::<Vec<_>>()
    });
    let heading = if is_office { key::GW_PARK_BOOKINGS } else { key::PW_MY_BOOKINGS };
    let reload = Callback::new(move |()| asked.retry());
    let told = Told::provide();
    let open = Memo::new(move |_| asked.data.with(|it| it.as_ref().map(|it| it.open.clone()).unwrap_or_default()));
    let over = Memo::new(move |_| asked.data.with(|it| it.as_ref().map(|it| it.over.clone()).unwrap_or_default()));
    let at = move |stages: &'static [Stage]| {
        Signal::derive(move || {
            open.with(|lines| {
                lines.iter().filter(|line| stages.contains(&line.stage)).cloned().collect::<Vec<BookingLine>>()
            })
        })
    };
    let unrated = Signal::derive(move || split(&over.get(), true));
    // What has ended last, first: what became of an act is seen.
    let rest = Signal::derive(move || {
        let mut rest = split(&over.get(), false);
        rest.sort_by_key(|line| std::cmp::Reverse(line.changed_at));
        rest
    });
    // Told once: the address forgets it.
    let asked_for = untrack(|| place.asked(NEW)).and_then(|id| id.parse().ok()).map(BookingId);
    Effect::new(move |told_before: Option<bool>| {
        let found = asked_for.and_then(|id| open.with(|lines| lines.iter().find(|line| line.booking == id).cloned()));
        match found.filter(|_| told_before != Some(true)) {
            Some(line) => {
                told.sent(line.booking, format!("{}，{}", line.platform_name, line.resource_name));
                place.ask(&[(NEW, None)]);
                true
            }
            None => told_before.unwrap_or_default(),
        }
    });
    let is_here = Memo::new(move |_| asked.data.with(Option::is_some));
    let is_empty = Memo::new(move |_| open.with(Vec::is_empty) && over.with(Vec::is_empty));
    view! {
        <PageFrame title=Signal::derive(move || w.t(heading).to_owned())>
            <div class="board-top"><PlatformWays/><Export name="bookings" also/></div>
            <h1 class="visually-hidden">{move || w.t(heading)}</h1>
            {is_office.then(|| view! { <OfPark of/> })}
            <ErrorNote error=asked.error retry=reload/>
            <Outcome told/>
            {move || match (is_here.get(), is_empty.get()) {
                (false, _) => view! { <Skeleton class="openness-skeleton"/> }.into_any(),
                (_, true) => view! {
                    <Empty
                        text=Signal::derive(move || w.t(key::PW_NO_BOOKINGS).to_owned())
                        hint=Signal::derive(move || w.t(key::PW_NO_BOOKINGS_HINT).to_owned())
                    />
                }.into_any(),
                _ => view! {
                    <div class="booking-columns">
                        <div>
                            <Lines title=key::PW_TO_AGREE lines=at(&[Stage::Proposed]) ring=Ring::Park reload/>
                            <Lines title=key::PW_ASKED lines=at(&[Stage::Requested]) ring=Ring::Park reload/>
                            <Lines title=key::PW_IN_LINE lines=at(&[Stage::Waitlisted]) ring=Ring::Park reload/>
                            <Lines title=key::PW_AGREED none=key::PW_AGREED_NONE lines=at(&[Stage::Accepted, Stage::CheckedIn]) ring=Ring::Park reload/>
                        </div>
                        <div>
                            <Lines title=key::PW_TO_RATE first=RATED_FIRST lines=unrated ring=Ring::Park reload/>
                            <Lines title=key::PW_OVER none=key::PW_OVER_NONE first=OVER_FIRST lines=rest ring=Ring::Park reload/>
                        </div>
                    </div>
                }.into_any(),
            }}
        </PageFrame>
    }
}

/// Whose bookings are shown, for the leading group's office.
#[component]
fn OfPark(of: Memo<Option<String>>) -> impl IntoView {
    let (w, session, place) = (words(), session(), place());
    let parks = session.zone(|zone| zone.parks.clone()).unwrap_or_default();
    let option = move |park: duoyuan_core::zone::Park| {
        let id = park.id.to_string();
        view! { <option value=park.id.to_string() selected=move || of.with(|of| of.as_deref() == Some(id.as_str()))>{park.short}</option> }
    };
    view! {
        <p class="bookings-of">
            <label>
                <span>{move || w.t(key::MARKET_PARK)}</span>
                <select on:change=move |ev| place.ask(&[("park", Some(event_target_value(&ev).as_str()))])>{parks.into_iter().map(option).collect_view()}</select>
            </label>
        </p>
    }
}

/// What can be rated, or all the rest.
fn split(lines: &[BookingLine], can_rate: bool) -> Vec<BookingLine> {
    lines.iter().filter(|line| line.acts.is_empty() != can_rate).cloned().collect()
}
