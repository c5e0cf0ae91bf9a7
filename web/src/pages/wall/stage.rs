//! One page of the wall, drawn: on the wall itself, and small on the tablet that drives it.

use duoyuan_core::view::Board;
use duoyuan_core::wall::{Spotlight, WallPage, WallState};
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::flows::FlowsPage;
use super::headline::HeadlinePage;
use super::park::ParkPage;
use super::ranking::RankingPage;
use super::reporting::ReportingPage;
use super::spot::Spotted;
use super::targets::TargetsPage;
use crate::live::Live;
use crate::prefs::words;
use crate::reading::read_text;

/// A page with what is pointed at on it. The next page is drawn before anything is painted, so that nothing is ever
/// blank between two.
#[component]
pub fn StagePage(
    board: Memo<Option<Board>>,
    #[prop(into)] page: Signal<Option<WallPage>>,
    #[prop(into)] spotlight: Signal<Option<Spotlight>>,
) -> impl IntoView {
    let w = words();
    provide_context(Spotted(spotlight));
    let page = Memo::new(move |_| page.get());
    move || match page.get() {
        Some(WallPage::Headline) => view! { <HeadlinePage board/> }.into_any(),
        Some(WallPage::Ranking(code)) => view! { <RankingPage board code/> }.into_any(),
        Some(WallPage::Reporting) => view! { <ReportingPage board/> }.into_any(),
        Some(WallPage::Targets) => view! { <TargetsPage board/> }.into_any(),
        Some(WallPage::Flows) => view! { <FlowsPage/> }.into_any(),
        Some(WallPage::Park(park)) => view! { <ParkPage board park/> }.into_any(),
        None => view! { <p class="wall-waiting">{w.t(key::WALL_WAITING)}</p> }.into_any(),
    }
}

/// What the wall is told to show. Of two states the one with the larger number holds, whichever came last.
pub fn wall_state(live: Live) -> Memo<Option<WallState>> {
    Memo::new(move |last: Option<&Option<WallState>>| {
        let told = live.wall.with(|text| text.as_deref().and_then(read_text::<WallState>));
        let last = last.cloned().flatten();
        match (told, last) {
            (Some(told), Some(last)) if told.seq < last.seq => Some(last),
            (Some(told), _) => Some(told),
            (None, last) => last,
        }
    })
}
