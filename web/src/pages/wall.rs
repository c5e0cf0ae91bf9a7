//! The wall: nothing to touch, pages that turn by themselves, sizes that come from the room's height. It keeps
//! what it last had when the line is lost, says so, and goes on by itself.

mod flows;
mod headline;
mod ranking;
mod reporting;
mod targets;
mod top;

use std::time::Duration;

use duoyuan_core::id::Code;
use duoyuan_core::period::Month;
use duoyuan_core::view::Board;
use duoyuan_core::words::key;
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;

use crate::held::kept;
use crate::live::live;
use crate::place::place;
use crate::prefs::{Prefs, Theme, words};
use crate::session::session;
use flows::{FlowsPage, has_flows};
use headline::HeadlinePage;
use ranking::RankingPage;
use reporting::ReportingPage;
use targets::TargetsPage;
use top::Top;

/// How long a page stands: long enough to be read aloud.
const TURN: Duration = Duration::from_secs(20);
/// Indicators whose ranking is shown, the first compared ones.
const RANKINGS: usize = 3;

/// A page of the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Leaf {
    Headline,
    Ranking(Code),
    Reporting,
    Targets,
    Flows,
}

/// The page `/wall`: the board for a large screen that nobody touches.
#[component]
pub fn WallPage() -> impl IntoView {
    let (live, w) = (live(), words());
    force_theme();
    // What was once here stays, whatever happens to the line.
    let board = kept(move || live.board().get());
    let leaves = Memo::new(move |_| {
        let mut leaves = board.with(|board| board.as_ref().map_or_else(Vec::new, leaves));
        if live.sharing().with(has_flows) {
            leaves.push(Leaf::Flows);
        }
        leaves
    });
    let turned = RwSignal::new(0_usize);
    let leaf = Memo::new(move |_| {
        leaves.with(|leaves| (!leaves.is_empty()).then(|| leaves[turned.get() % leaves.len()].clone()))
    });
    if let Ok(turning) = set_interval_with_handle(move || turned.update(|count| *count = count.wrapping_add(1)), TURN) {
        on_cleanup(move || turning.clear());
    }
    let count = move || leaves.with(Vec::len);
    view! {
        <main class="wall" aria-live="off">
            <Top board/>
            <div class="wall-page">
                {move || match leaf.get() {
                    Some(Leaf::Headline) => view! { <HeadlinePage board/> }.into_any(),
                    Some(Leaf::Ranking(code)) => view! { <RankingPage board code/> }.into_any(),
                    Some(Leaf::Reporting) => view! { <ReportingPage board/> }.into_any(),
                    Some(Leaf::Targets) => view! { <TargetsPage board/> }.into_any(),
                    Some(Leaf::Flows) => view! { <FlowsPage/> }.into_any(),
                    None => view! { <p class="wall-waiting">{w.t(key::WALL_WAITING)}</p> }.into_any(),
                }}
            </div>
            <ol class="wall-dots" aria-hidden="true">
                {move || (0..count()).map(|index| view! {
                    <li class:here=move || index == turned.get() % count().max(1)></li>
                }).collect_view()}
            </ol>
        </main>
    }
}

/// What there is to turn through.
fn leaves(board: &Board) -> Vec<Leaf> {
    let has_figures = !board.months.is_empty();
    let compared = board.parks.first().into_iter().flat_map(|line| line.figures.iter().map(|f| f.code.clone()));
    let rankings = compared.take(RANKINGS).map(Leaf::Ranking);
    let mut leaves = Vec::new();
    if has_figures {
        leaves.push(Leaf::Headline);
        leaves.extend(rankings);
    }
    leaves.push(Leaf::Reporting);
    if has_figures && !board.meters.is_empty() {
        leaves.push(Leaf::Targets);
    }
    leaves
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
