//! The parks in the order of one indicator: a bar, a name and a number each.

use duoyuan_core::format;
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::view::{Board, Figure, RankBy, rank_lines};
use duoyuan_core::wall::Spotlight;
use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::Better;
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::park_name;
use super::spot::spotted;
use crate::components::{ChangeMark, Number, ParkMark, StatusBadge};
use crate::held::held;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The wall's page of the parks in order.
#[component]
pub fn RankingPage(board: Memo<Option<Board>>, code: Code) -> impl IntoView {
    let (session, w) = (session(), words());
    let indicator = session.source(&code);
    let better = indicator.as_ref().map_or(Better::Higher, |indicator| indicator.better);
    let unit = indicator.as_ref().map(|indicator| indicator.unit);
    let name = session.source_name(&code);
    let (ranked, own) = (code.clone(), code.clone());
    let figures = Memo::new(move |_| {
        board.with(|board| {
            let lines = board.as_ref().map_or(&[][..], |board| &board.parks);
            let of = |line: &duoyuan_core::view::ParkLine| line.figures.iter().find(|f| f.code == code).cloned();
            lines.iter().filter_map(|line| Some((line.park.clone(), of(line)?))).collect::<Vec<_>>()
        })
    });
    let order = Memo::new(move |_| {
        let ranking = board.with(|board| {
            rank_lines(board.as_ref().map_or(&[][..], |board| &board.parks), &ranked, RankBy::Level, better)
        });
        let ranked = ranking.ranked.into_iter().map(|ranked| ranked.park);
        ranked.chain(ranking.outside.into_iter().map(|(park, _)| park)).collect::<Vec<_>>()
    });
    let longest =
        Memo::new(move |_| figures.with(|all| all.iter().filter_map(|(_, f)| f.value?.to_f64()).fold(0.0, f64::max)));
    let title = move || {
        let period = figures.with(|all| all.first().map(|(_, f)| format::period(f.month, f.basis, w.lang())));
        let unit = unit.map_or("", |unit| say::unit(unit, w.lang()));
        let message = Message::new(key::WALL_RANKING).with("name", name.clone()).with("unit", unit);
        w.say(&message.with("period", period.unwrap_or_default()))
    };
    view! {
        <section class="wall-ranking">
            <h2>{title}</h2>
            <ol>
                <For
                    each=move || order.get()
                    key=ParkId::clone
                    children=move |park| view! { <Line board park code=own.clone() figures longest/> }
                />
            </ol>
        </section>
    }
}

#[component]
fn Line(
    board: Memo<Option<Board>>,
    park: ParkId,
    code: Code,
    figures: Memo<Vec<(ParkId, Figure)>>,
    longest: Memo<f64>,
) -> impl IntoView {
    let name = park_name(&park);
    let spot = Spotlight { park: Some(park.clone()), code };
    let status = {
        let park = park.clone();
        Memo::new(move |_| {
            board.with(|board| board.as_ref()?.parks.iter().find(|line| line.park == park).and_then(|line| line.status))
        })
    };
    let look = move || figures.with(|all| all.iter().find(|(id, _)| *id == park).map(|(_, figure)| figure.clone()));
    let Some(first) = untrack(&look) else { return ().into_any() };
    let figure = held(first, look);
    let has_value = Memo::new(move |_| figure.with(|figure| figure.value.is_some()));
    let width = move || {
        let value = figure.with(|figure| figure.value).and_then(|value| value.to_f64()).unwrap_or_default();
        let share = if longest.get() > 0.0 { (value / longest.get() * 100.0).clamp(0.0, 100.0) } else { 0.0 };
        format!("{share:.2}")
    };
    view! {
        <li class=spotted(spot)>
            <span class="wall-park">{name}<ParkMark status/></span>
            <svg class="wall-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width=width height="10"/>
            </svg>
            <Number figure/>
            // Without a value there is nothing to say beside its reason.
            {move || has_value.get().then(|| view! {
                <StatusBadge status=Signal::derive(move || figure.with(|figure| figure.status))/>
                <ChangeMark change=Signal::derive(move || figure.with(|figure| figure.year_on_year)) short=true/>
            })}
        </li>
    }
    .into_any()
}
