//! The zone's headline figures, each with the trend of two years under it.

use duoyuan_core::view::{Board, Figure};
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::components::{FigureCell, Size, Sparkline};
use crate::held::held;
use crate::prefs::words;

/// The tiles, in the order of the configuration.
#[component]
pub fn Headline(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let all = move || board.with(|board| board.as_ref().map_or_else(Vec::new, |b| b.headline.clone()));
    let tile = move |first: Figure| {
        let code = first.code.clone();
        let figure = held(first, move || {
            board.with(|board| board.as_ref()?.headline.iter().find(|figure| figure.code == code).cloned())
        });
        let points = held(Vec::new(), move || {
            let code = figure.with(|figure| figure.code.clone());
            board.with(|b| Some(b.as_ref()?.trends.iter().find(|trend| trend.code == code)?.points.clone()))
        });
        view! {
            <li class="tile">
                <FigureCell figure size=Size::Headline/>
                <Sparkline points/>
            </li>
        }
    };
    view! {
        <section class="headline-room" aria-label=move || w.t(key::HEADLINES)>
            <ul class="headlines one-stop">
                <For each=all key=|figure| figure.code.clone() children=tile/>
            </ul>
        </section>
    }
}
