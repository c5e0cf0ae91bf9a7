//! The ranking as a table: what a screen reader reads, and where every number can be tapped.

use duoyuan_core::figure::Gap;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::{Board, Figure, Ranking};
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::components::{FigureCell, ParkMark};
use crate::held::held;
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// The table; parks without a value stand below, outside the ranking.
#[component]
pub fn Table(
    board: Memo<Option<Board>>,
    figures: Memo<Vec<(ParkId, Figure)>>,
    ranking: Memo<Ranking>,
) -> impl IntoView {
    let w = words();
    // Another indicator is another table: its figures are other figures, not changed ones.
    let code = Memo::new(move |_| figures.with(|figures| figures.first().map(|(_, figure)| figure.code.clone())));
    let rows = move || {
        ranking.with(|ranking| {
            let ranked = ranking.ranked.iter().map(|ranked| ranked.park.clone());
            let parks = ranked.chain(ranking.outside.iter().map(|(park, _): &(ParkId, Gap)| park.clone()));
            parks.map(|park| (code.get(), park)).collect::<Vec<_>>()
        })
    };
    view! {
        <table class="ranking-table one-stop">
            <caption class="visually-hidden">{move || w.t(key::WAY_RANKING)}</caption>
            <thead>
                <tr>
                    <th scope="col">{move || w.t(key::PLACE)}</th>
                    <th scope="col">{move || w.t(key::PARK)}</th>
                    <th scope="col" class="right">{move || w.t(key::VALUE_AND_CHANGE)}</th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=rows
                    key=Clone::clone
                    children=move |(_, park)| view! { <Row board park figures ranking/> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(
    board: Memo<Option<Board>>,
    park: ParkId,
    figures: Memo<Vec<(ParkId, Figure)>>,
    ranking: Memo<Ranking>,
) -> impl IntoView {
    let (session, w) = (session(), words());
    let place = {
        let park = park.clone();
        Memo::new(move |_| ranking.with(|r| r.ranked.iter().find(|ranked| ranked.park == park).map(|r| r.rank)))
    };
    let status = {
        let park = park.clone();
        Memo::new(move |_| {
            board.with(|board| board.as_ref()?.parks.iter().find(|line| line.park == park).and_then(|line| line.status))
        })
    };
    let name = {
        let park = park.clone();
        let month = Memo::new(move |_| board.with(|board| board.as_ref().map(|board| board.month)));
        move || month.get().map(|month| session.park_name_in(&park, month))
    };
    let look = {
        let park = park.clone();
        move || figures.with(|all| all.iter().find(|(id, _)| *id == park).map(|(_, figure)| figure.clone()))
    };
    let figure = untrack(&look).map(|first| held(first, look));
    view! {
        <tr>
            <td>{move || place.get().map_or_else(|| w.t(key::OUTSIDE).to_owned(), |place| place.to_string())}</td>
            <th scope="row"><a href=Page::Park(park.clone()).path()>{name}</a><ParkMark status/></th>
            <td>{figure.map(|figure| view! { <FigureCell figure/> })}</td>
        </tr>
    }
}
