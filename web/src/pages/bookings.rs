//! What a park has asked for, what is to be done about it, and what became of it.

use duoyuan_core::platform::Stage;
use duoyuan_core::view::BookingLine;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::booking::{Lines, Outcome, Ring, Told};
use super::platforms::PlatformWays;
use crate::api::platforms;
use crate::components::{Empty, ErrorNote, PageFrame, Skeleton};
use crate::live::live;
use crate::prefs::words;
use crate::quiet::quiet;

/// `/bookings`.
#[component]
pub fn BookingsPage() -> impl IntoView {
    let (w, live) = (words(), live());
    let asked = quiet(
        move || {
            live.position.track();
            Some(())
        },
        |()| async { platforms::bookings().await },
    );
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
    let rest = Signal::derive(move || split(&over.get(), false));
    let is_here = Memo::new(move |_| asked.data.with(Option::is_some));
    let is_empty = Memo::new(move |_| open.with(Vec::is_empty) && over.with(Vec::is_empty));
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::PW_MY_BOOKINGS).to_owned())>
            <PlatformWays/>
            <h1 class="visually-hidden">{move || w.t(key::PW_MY_BOOKINGS)}</h1>
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
                            <Lines title=key::PW_AGREED none=key::PW_AGREED_NONE lines=at(&[Stage::Accepted, Stage::CheckedIn]) ring=Ring::Park reload/>
                            <Lines title=key::PW_ASKED lines=at(&[Stage::Requested]) ring=Ring::Park reload/>
                            <Lines title=key::PW_IN_LINE lines=at(&[Stage::Waitlisted]) ring=Ring::Park reload/>
                        </div>
                        <div>
                            <Lines title=key::PW_TO_RATE lines=unrated ring=Ring::Park reload/>
                            <Lines title=key::PW_OVER none=key::PW_OVER_NONE lines=rest ring=Ring::Park reload/>
                        </div>
                    </div>
                }.into_any(),
            }}
        </PageFrame>
    }
}

/// What can be rated, or all the rest.
fn split(lines: &[BookingLine], can_rate: bool) -> Vec<BookingLine> {
    lines.iter().filter(|line| line.acts.is_empty() != can_rate).cloned().collect()
}
