//! The zone's headline figures, as large as six of them may be.

use duoyuan_core::format;
use duoyuan_core::view::{Board, Figure};
use duoyuan_core::wall::Spotlight;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::spot::spotted;
use crate::components::{ChangeMark, Number, StatusBadge};
use crate::held::held;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The wall's page of the headline figures.
#[component]
pub fn HeadlinePage(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let title = move || {
        let period = board.with(|board| board.as_ref().map(|b| format::period(b.month, b.basis, w.lang())));
        period.map(|period| w.with(key::BOARD_TITLE, "period", period))
    };
    let all = move || board.with(|board| board.as_ref().map_or_else(Vec::new, |b| b.headline.clone()));
    let tile = move |first: Figure| {
        let code = first.code.clone();
        let figure = held(first, move || {
            board.with(|board| board.as_ref()?.headline.iter().find(|figure| figure.code == code).cloned())
        });
        let spot = Spotlight { park: None, code: figure.with_untracked(|figure| figure.code.clone()) };
        view! { <Tile figure spot/> }
    };
    view! {
        <section class="wall-headline">
            <h2>{title}</h2>
            <ul class="wall-tiles">
                <For each=all key=|figure| figure.code.clone() children=tile/>
            </ul>
        </section>
    }
}

#[component]
fn Tile(figure: Memo<Figure>, spot: Spotlight) -> impl IntoView {
    let (session, w) = (session(), words());
    let name = move || figure.with(|figure| session.source_name(&figure.code));
    let has_value = Memo::new(move |_| figure.with(|figure| figure.value.is_some()));
    let missing = move || {
        let count = figure.with(|figure| figure.missing.len());
        (count > 0).then(|| w.with(key::MISSING_PARKS, "n", count.to_string()))
    };
    view! {
        <li class=spotted(spot)>
            <span class="wall-name">{name}<span class="missing">{missing}</span></span>
            <Number figure unit=true/>
            <span class="wall-foot">
                {move || has_value.get().then(|| view! {
                    <ChangeMark
                        change=Signal::derive(move || figure.with(|figure| figure.year_on_year))
                        label=Signal::derive(move || w.t(key::YEAR_ON_YEAR_SHORT))
                    />
                    <span class="wall-scope">{move || figure.with(|figure| say::covers(figure, w.lang()))}</span>
                    <StatusBadge status=Signal::derive(move || figure.with(|figure| figure.status))/>
                })}
            </span>
        </li>
    }
}
