//! Whether parks stand in the order of their level or of their growth: kept in the page's address.

use duoyuan_core::view::RankBy;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::place::place;
use crate::prefs::words;

/// What the address says: `?by=growth`.
pub fn use_rank_by() -> Memo<RankBy> {
    let place = place();
    Memo::new(move |_| place.asked("by").as_deref().and_then(RankBy::named).unwrap_or_default())
}

/// The switch between the order by level (按总量) and by growth (按增速); the address keeps it.
#[component]
pub fn RankSwitch() -> impl IntoView {
    let (w, place, by) = (words(), place(), use_rank_by());
    let button = move |this: RankBy, word| {
        let pressed = move || (by.get() == this).to_string();
        let choose = move |_| place.ask(&[("by", (this != RankBy::Level).then_some(this.name()))]);
        view! { <button type="button" aria-pressed=pressed on:click=choose>{move || w.t(word)}</button> }
    };
    view! {
        <div class="segments" role="group" aria-label=move || w.t(key::RANK_BY)>
            {button(RankBy::Level, key::BY_LEVEL)}
            {button(RankBy::Growth, key::BY_GROWTH)}
        </div>
    }
}
