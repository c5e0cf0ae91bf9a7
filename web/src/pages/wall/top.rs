//! The wall's pinned head: the zone, whether it is live, whether it is made up. Each page says its own period.

use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::components::{DemoMark, LinkState};
use crate::prefs::words;
use crate::session::session;

/// The head.
#[component]
pub fn Top() -> impl IntoView {
    let (session, w) = (session(), words());
    let zone = move || session.zone(|zone| zone.short.clone()).unwrap_or_default();
    Effect::new(move || document().set_title(&format!("{} · {}", zone(), w.t(key::PRODUCT_LINE))));
    view! {
        <header class="wall-top">
            <h1>{zone}</h1>
            <DemoMark/>
            <LinkState/>
        </header>
    }
}
