//! The parks side by side. A tap on an indicator's head puts them in its order and shows its trend.

mod row;

use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::view::{Board, ParkLine, RankBy, rank_lines};
use duoyuan_core::words::key;
use duoyuan_core::zone::Better;
use leptos::prelude::*;

use crate::components::use_rank_by;
use crate::place::place;
use crate::prefs::words;
use crate::say;
use crate::session::{Session, session};
use row::Row;

/// The table of the parks, in the order of the ranking.
#[component]
pub fn Parks(board: Memo<Option<Board>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let codes = Memo::new(move |_| {
        board.with(|board| {
            let line = board.as_ref().and_then(|board| board.parks.first());
            line.map_or_else(Vec::new, |line| line.figures.iter().map(|figure| figure.code.clone()).collect::<Vec<_>>())
        })
    });
    let (place, by) = (place(), use_rank_by());
    // The address keeps whose order it is.
    let chosen = Memo::new(move |_| {
        let named = place.asked("indicator").map(Code::new)?;
        codes.with(|codes| codes.contains(&named)).then_some(named)
    });
    // The first indicator is the zone's own idea of what matters most.
    let sorted = Memo::new(move |_| chosen.get().or_else(|| codes.with(|codes| codes.first().cloned())));
    let places = Memo::new(move |_| {
        let code = sorted.get();
        board.with(|board| {
            places(session, board.as_ref().map_or(&[][..], |board| &board.parks), code.as_ref(), by.get())
        })
    });
    let rows = move || places.with(|places| places.iter().map(|(park, _)| park.clone()).collect::<Vec<_>>());
    let heads = move || codes.get().into_iter().map(|code| view! { <Head code sorted/> }).collect_view();
    let trend_of = move || sorted.get().map(|code| w.with(key::TREND_HEAD, "name", session.source_name(&code)));
    view! {
        <p class="scroll-hint" aria-hidden="true">{move || w.t(key::SCROLL_HINT)}</p>
        <div class="parks-scroll">
            <table class="parks one-stop" class:by-growth=move || by.get() == RankBy::Growth>
                <caption class="visually-hidden">{move || w.t(key::PARKS_SIDE_BY_SIDE)}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="park-head">{move || w.t(key::PARK)}</th>
                        {heads}
                        <th scope="col" class="trend-head">{trend_of}</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=rows
                        key=ParkId::clone
                        children=move |park| view! { <Row board park codes sorted places/> }
                    />
                </tbody>
            </table>
        </div>
    }
}

/// An indicator's head: name, unit, and whether the parks are in its order.
#[component]
fn Head(code: Code, sorted: Memo<Option<Code>>) -> impl IntoView {
    let (session, w, place, by) = (session(), words(), place(), use_rank_by());
    let is_sorted = {
        let code = code.clone();
        Memo::new(move |_| sorted.with(|sorted| sorted.as_ref() == Some(&code)))
    };
    let indicator = session.source(&code);
    let unit = indicator.as_ref().map(|indicator| indicator.unit);
    let is_lower = indicator.is_some_and(|indicator| indicator.better == Better::Lower);
    let direction = if is_lower { "ascending" } else { "descending" };
    let name = session.source_name(&code);
    view! {
        <th scope="col" aria-sort=move || is_sorted.get().then_some(direction) class:sorted=is_sorted>
            <button type="button" on:click=move |_| place.ask(&[("indicator", Some(code.as_str()))])>
                <span class="head-name">{name}</span>
                <span class="head-unit">
                    {move || if is_sorted.get() && by.get() == RankBy::Growth {
                        Some(w.t(key::YEAR_ON_YEAR_SHORT))
                    } else {
                        unit.map(|unit| say::unit(unit, w.lang()))
                    }}
                    <span aria-hidden="true">{move || is_sorted.get().then_some(if is_lower { " ↑" } else { " ↓" })}</span>
                </span>
            </button>
        </th>
    }
}

/// The parks in the order of an indicator, with their ranks; those without a value come last, without one.
fn places(session: Session, parks: &[ParkLine], code: Option<&Code>, by: RankBy) -> Vec<(ParkId, Option<usize>)> {
    let Some(code) = code else { return Vec::new() };
    let better = session.source(code).map_or(Better::Higher, |indicator| indicator.better);
    let ranking = rank_lines(parks, code, by, better);
    let ranked = ranking.ranked.into_iter().map(|ranked| (ranked.park, Some(ranked.rank)));
    ranked.chain(ranking.outside.into_iter().map(|(park, _)| (park, None))).collect()
}
