//! The wall's pinned head: the zone, whether it is live, whether it is made up, when its figures last changed, and what
//! time it is. Each page says its own period.

use duoyuan_core::format;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::clock::Clock;
use crate::components::{DemoMark, LinkState};
use crate::live::live;
use crate::prefs::words;
use crate::session::session;

/// The head.
#[component]
pub fn Top() -> impl IntoView {
    let (session, w, live, clock) = (session(), words(), live(), expect_context::<Clock>());
    // Once a minute: a wall that changes every second draws the eyes.
    let time = Memo::new(move |_| format::clock(clock.now()));
    let changed = Memo::new(move |_| live.board.with(|board| board.as_ref().and_then(|board| board.changed_at)));
    let data_time = move || {
        // Of its date nothing changes before midnight, so that the clock need not be followed.
        time.track();
        let now = untrack(move || clock.now());
        changed.get().map(|at| w.with(key::WALL_DATA_TIME, "when", format::data_time(at, now, w.lang())))
    };
    let zone = move || session.zone(|zone| zone.short.clone()).unwrap_or_default();
    Effect::new(move || document().set_title(&format!("{} · {}", zone(), w.t(key::PRODUCT_LINE))));
    view! {
        <header class="wall-top">
            <h1>{zone}</h1>
            <DemoMark/>
            <LinkState/>
            <p class="wall-times"><span>{data_time}</span><time>{time}</time></p>
        </header>
    }
}
