//! One park on the wall: its compared indicators, each with its change and its place among the parks.

use duoyuan_core::format;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::{Board, Figure};
use duoyuan_core::wall::Spotlight;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::spot::spotted;
use crate::components::{ChangeMark, Number, StatusBadge};
use crate::held::held;
use crate::prefs::words;
use crate::session::session;

/// The wall's page of a park.
#[component]
pub fn ParkPage(board: Memo<Option<Board>>, park: ParkId) -> impl IntoView {
    let (session, w) = (session(), words());
    let id = park.clone();
    let figures = Memo::new(move |_| {
        board
            .with(|board| {
                let line = board.as_ref()?.parks.iter().find(|line| line.park == id)?;
                Some(line.figures.clone())
            })
            .unwrap_or_default()
    });
    let id = park.clone();
    let title = move || {
        board.with(|board| {
            let board = board.as_ref()?;
            let message = Message::new(key::WALL_PARK).with("park", session.park_name_in(&id, board.month));
            Some(w.say(&message.with("period", format::period(board.month, board.basis, w.lang()))))
        })
    };
    let tile = move |first: Figure| {
        let code = first.code.clone();
        let spot = Spotlight { park: Some(park.clone()), code: code.clone() };
        let figure = held(first, move || figures.with(|all| all.iter().find(|it| it.code == code).cloned()));
        view! { <Tile figure spot/> }
    };
    view! {
        <section class="wall-headline wall-of-park">
            <h2>{title}</h2>
            <ul class="wall-tiles">
                <For each=move || figures.get() key=|figure| figure.code.clone() children=tile/>
            </ul>
        </section>
    }
}

#[component]
fn Tile(figure: Memo<Figure>, spot: Spotlight) -> impl IntoView {
    let (session, w) = (session(), words());
    let name = move || figure.with(|figure| session.source_name(&figure.code));
    let has_value = Memo::new(move |_| figure.with(|figure| figure.value.is_some()));
    view! {
        <li class=spotted(spot)>
            <span class="wall-name">{name}</span>
            <Number figure unit=true/>
            <span class="wall-foot">
                {move || has_value.get().then(|| view! {
                    <ChangeMark
                        change=Signal::derive(move || figure.with(|figure| figure.year_on_year))
                        label=Signal::derive(move || w.t(key::YEAR_ON_YEAR_SHORT))
                        short=true
                    />
                    <StatusBadge status=Signal::derive(move || figure.with(|figure| figure.status))/>
                })}
            </span>
        </li>
    }
}
