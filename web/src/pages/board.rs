//! The leading group's board: what the zone stands at, the parks side by side, who is late.

mod headline;
mod meters;
mod news;
mod parks;
mod reporting;
mod since;

use duoyuan_core::access::Role;
use duoyuan_core::period::Basis;
use duoyuan_core::view::Board;
use duoyuan_core::words::key;
use duoyuan_core::{format, period::Month};
use jiff::Timestamp;
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::components::{
    Empty, ErrorNote, Export, PageFrame, PastPicker, PastRoom, PeriodPicker, Position, RankSwitch, Skeleton,
    StatusLegend, but_for_past, use_position,
};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;
use headline::Headline;
use meters::Meters;
pub use meters::{Progress, share};
use parks::Parks;
use reporting::ReportingList;
use since::News;
pub use since::address as change_address;

/// A board and what is wrong with getting it.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The last one that came; it stays while the next is on its way.
    pub board: Memo<Option<Board>>,
    /// Why there is no newer one.
    pub error: RwSignal<Option<ApiError>>,
    /// Asks the server for the board once more.
    pub retry: Callback<()>,
}

/// The board of a position: the newest cumulative one is streamed, every other one is asked for.
pub fn use_board(position: Position) -> Shown {
    let live = live();
    let other = quiet(
        move || {
            live.position.track();
            (!position.is_newest()).then(|| (position.month.get(), position.basis.get(), position.as_of.get()))
        },
        |(month, basis, as_of)| async move { api::board(month, basis, as_of).await.map(|board| (as_of, board)) },
    );
    let board = position.shown(
        move || position.is_newest().then(|| live.board()),
        other.data,
        move |board| position.is_at(board.month, board.basis),
    );
    Shown { board, error: other.error, retry: Callback::new(move |()| other.retry()) }
}

/// When a figure of the board last changed.
pub fn changed(board: Memo<Option<Board>>) -> Memo<Option<Timestamp>> {
    Memo::new(move |_| board.with(|board| board.as_ref().and_then(|board| board.changed_at)))
}

/// What month and stretch of time the figures of the board are of.
pub fn shown_at(board: Memo<Option<Board>>) -> Memo<Option<(Month, Basis)>> {
    Memo::new(move |_| board.with(|board| board.as_ref().map(|board| (board.month, board.basis))))
}

/// The page of the board, with its head and what is said when there is none.
#[component]
pub fn BoardPage() -> impl IntoView {
    let w = words();
    let position = use_position();
    let shown = use_board(position);
    let board = shown.board;
    let months = Memo::new(move |_| board.with(|board| board.as_ref().map_or_else(Vec::new, |b| b.months.clone())));
    let (changed, shown_at) = (changed(board), shown_at(board));
    let is_here = Memo::new(move |_| board.with(Option::is_some));
    let is_empty = Memo::new(move |_| board.with(|board| board.as_ref().is_some_and(|b| b.months.is_empty())));
    view! {
        <PageFrame
            title=Signal::derive(move || w.t(key::WAY_BOARD).to_owned())
            tools=move || view! { <PeriodPicker position months shown=shown_at/> }
            changed
        >
            <ErrorNote error=but_for_past(shown.error) retry=shown.retry/>
            {move || match (is_here.get(), is_empty.get()) {
                (false, _) => view! { <PastRoom error=shown.error><Waiting/></PastRoom> }.into_any(),
                (true, true) => view! { <NothingYet board/> }.into_any(),
                (true, false) => view! { <Whole board/> }.into_any(),
            }}
        </PageFrame>
    }
}

/// Room of the board's size.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="board" aria-busy="true">
            <Skeleton class="board-title"/>
            <Skeleton class="headlines"/>
            <div class="board-body"><Skeleton class="parks-room"/><Skeleton class="side-room"/></div>
        </div>
    }
}

/// Nothing is approved yet: who has reported is all there is to say.
#[component]
fn NothingYet(board: Memo<Option<Board>>) -> impl IntoView {
    let (w, session) = (words(), session());
    // The office is the one who can begin.
    let is_office = untrack(|| session.role()) == Some(Role::Office);
    let hint = if is_office { key::BOARD_EMPTY_OFFICE } else { key::BOARD_EMPTY_HINT };
    view! {
        <div class="board">
            <Empty
                text=Signal::derive(move || w.t(key::BOARD_EMPTY).to_owned())
                hint=Signal::derive(move || w.t(hint).to_owned())
            />
            <div class="side alone"><ReportingList board/></div>
        </div>
    }
}

/// The board itself: tiles, charts and the table of the parks.
#[component]
fn Whole(board: Memo<Option<Board>>) -> impl IntoView {
    let place = place();
    let is_past = Memo::new(move |_| place.as_of().is_some());
    view! {
        <div class="board">
            <div class="board-top">
                <Title board/>
                <div class="board-tools"><PastPicker/><RankSwitch/><Export name="board"/></div>
            </div>
            <Headline board/>
            <div class="board-body">
                <div class="main-column">
                    <Parks board/>
                    <Footing board/>
                </div>
                <div class="side">
                    // Beside what was, what has changed since comes first.
                    {move || is_past.get().then(|| view! { <News board/> })}
                    <ReportingList board/>
                    <Meters board/>
                    {move || (!is_past.get()).then(|| view! { <News board/> })}
                </div>
            </div>
        </div>
    }
}

/// What stretch of time the figures are of: said by the data, not by the control.
#[component]
fn Title(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let period = shown_at(board);
    let text = move |(month, basis): (Month, Basis)| {
        w.with(key::BOARD_TITLE, "period", format::period(month, basis, w.lang()))
    };
    view! { <h1 class="board-title">{move || period.get().map(text)}</h1> }
}

/// Where the figures come from and as of when, and what the marks mean.
#[component]
fn Footing(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let changed = changed(board);
    view! {
        <footer class="footing">
            <StatusLegend/>
            <p>{move || changed.get().map(|at| w.with(key::BOARD_SOURCE, "when", format::moment(at)))}</p>
        </footer>
    }
}
