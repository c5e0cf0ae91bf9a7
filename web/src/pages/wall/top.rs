//! The wall's pinned head: the zone, the period, whether it is live, whether it is made up.

use duoyuan_core::format;
use duoyuan_core::view::Board;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::components::{DemoMark, LinkState};
use crate::prefs::words;
use crate::session::session;

/// The head.
#[component]
pub fn Top(board: Memo<Option<Board>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let zone = move || session.zone(|zone| zone.short.clone()).unwrap_or_default();
    let period = Memo::new(move |_| board.with(|board| board.as_ref().map(|b| (b.month, b.basis))));
    Effect::new(move || document().set_title(&format!("{} · {}", zone(), w.t(key::PRODUCT_LINE))));
    view! {
        <header class="wall-top">
            <h1>{zone}</h1>
            <p class="wall-period">
                {move || period.get().map(|(month, basis)| format::period(month, basis, w.lang()))}
            </p>
            <DemoMark/>
            <LinkState/>
        </header>
    }
}
