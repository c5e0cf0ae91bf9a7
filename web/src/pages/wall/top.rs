//! The wall's pinned head: the zone, whether it is live, whether it is made up, when its figures last changed, and what
//! time it is. Each page says its own period.

use duoyuan_core::format;
use duoyuan_core::view::Board;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::clock::Clock;
use crate::components::{DemoMark, LinkState};
use crate::pages::board::changed;
use crate::prefs::words;
use crate::session::session;

/// The head of the wall: the name of the zone, the month and the clock.
#[component]
pub fn Top(board: Memo<Option<Board>>) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    // Changes once a minute.
    let now = Memo::new(move |_| format::wall_clock(clock.now(), w.lang()));
    let changed = changed(board);
    let data = Memo::new(move |_| {
        let at = changed.get()?;
        Some(w.with(key::WALL_DATA_TIME, "when", format::data_time(at, clock.now(), w.lang())))
    });
    let zone = move || session.zone(|zone| zone.short.clone()).unwrap_or_default();
    Effect::new(move || document().set_title(&format!("{} · {}", zone(), w.t(key::PRODUCT_LINE))));
    view! {
        <header class="wall-top">
            <h1>{zone}</h1>
            <p class="wall-times">
                <time class="wall-clock">{now}</time>
                <span>{data}</span>
            </p>
            <DemoMark/>
            <LinkState/>
        </header>
    }
}
