//! The wall: nothing to touch, pages that turn by themselves until somebody drives it, sizes that come from the room's
//! height. It keeps what it last had when the line is lost, says so, and goes on by itself.

mod flows;
mod headline;
mod park;
mod ranking;
mod reporting;
mod spot;
mod stage;
mod targets;
mod top;

use std::time::Duration;

use duoyuan_core::period::Month;
use duoyuan_core::view::Board;
use duoyuan_core::wall::{WallPages, pages};
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;

use crate::held::kept;
use crate::live::live;
use crate::place::place;
use crate::prefs::{Prefs, Theme};
use crate::session::session;
pub use stage::{StagePage, wall_state};
use top::Top;

/// How long a page stands: long enough to be read aloud.
const TURN: Duration = Duration::from_secs(20);

/// The page `/wall`: the board for a large screen that nobody touches.
#[component]
pub fn WallPage() -> impl IntoView {
    let live = live();
    force_theme();
    // What was once here stays, whatever happens to the line.
    let board = kept(move || live.board().get());
    let all = all_pages(board);
    let wall = wall_state(live);
    let turned = RwSignal::new(0_usize);
    // What the driver shows, as long as there is such a page.
    let held = Memo::new(move |_| {
        let page = wall.with(|wall| wall.as_ref()?.page.clone())?;
        all.with(|all| all.all().any(|it| *it == page)).then_some(page)
    });
    let leaf = Memo::new(move |_| {
        held.get().or_else(|| all.with(|all| all.turning.get(turned.get() % all.turning.len().max(1)).cloned()))
    });
    let spotlight = Memo::new(move |_| held.get().and_then(|_| wall.with(|wall| wall.as_ref()?.spotlight.clone())));
    if let Ok(turning) = set_interval_with_handle(move || turned.update(|count| *count = count.wrapping_add(1)), TURN) {
        on_cleanup(move || turning.clear());
    }
    let count = move || all.with(|all| all.turning.len());
    view! {
        <main class="wall" aria-live="off">
            <Top board/>
            <div class="wall-page"><StagePage board page=leaf spotlight/></div>
            <ol class="wall-dots" class:driven=move || held.with(Option::is_some) aria-hidden="true">
                {move || (0..count()).map(|index| view! {
                    <li class:here=move || held.with(Option::is_none) && index == turned.get() % count().max(1)></li>
                }).collect_view()}
            </ol>
        </main>
    }
}

/// The pages that turn by themselves, and those of the parks.
pub fn all_pages(board: Memo<Option<Board>>) -> Memo<WallPages> {
    let live = live();
    Memo::new(move |_| {
        let sharing = live.sharing();
        board.with(|board| {
            sharing.with(|sharing| board.as_ref().map_or_else(Default::default, |board| pages(board, sharing.as_ref())))
        })
    })
}

/// `?theme=light` for projectors, `?theme=dark` for LED walls; taken back when the wall is left.
fn force_theme() {
    let prefs = expect_context::<Prefs>();
    let place = place();
    Effect::new(move || {
        prefs.forced.set(match place.asked("theme").as_deref() {
            Some("light") => Some(Theme::Light),
            Some("dark") => Some(Theme::Dark),
            _ => None,
        });
    });
    on_cleanup(move || {
        let _ = prefs.forced.try_set(None);
    });
}

/// The zone's name and the month, for the pages' titles.
fn month_of(board: Memo<Option<Board>>) -> Memo<Option<Month>> {
    Memo::new(move |_| board.with(|board| board.as_ref().map(|board| board.month)))
}

/// A park's name as a wall shows it.
fn park_name(id: &duoyuan_core::id::ParkId) -> String {
    session().park_name(id)
}
