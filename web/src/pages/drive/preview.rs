//! A page of the wall in small, drawn by what draws it there.

use duoyuan_core::view::Board;
use duoyuan_core::wall::{Spotlight, WallPage};
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::pages::wall::StagePage;
use crate::prefs::words;

/// The page; while the wall turns by itself, that it does.
#[component]
pub fn Preview(
    board: Memo<Option<Board>>,
    #[prop(into)] page: Signal<Option<WallPage>>,
    #[prop(into)] spotlight: Signal<Option<Spotlight>>,
) -> impl IntoView {
    let w = words();
    let is_held = Memo::new(move |_| page.with(Option::is_some));
    view! {
        <div class="wall-preview" inert=true>
            <Show
                when=move || is_held.get()
                fallback=move || view! { <p class="wall-turns">{move || w.t(key::DRIVE_TURNS)}</p> }
            >
                <div class="wall"><div class="wall-page"><StagePage board page spotlight/></div></div>
            </Show>
        </div>
    }
}
