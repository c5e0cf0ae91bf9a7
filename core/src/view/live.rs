//! What an audience's open screens are kept up to date with.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::board::{Board, board};
use super::desk::{Asked, asked};
use super::meeting::EditionShown;
use super::openness::{OpennessLive, openness_live};
use super::park::{ParkPage, park};
use super::platform::{ParkDesk, WorkSummary, park_desk, work_summary};
use super::queue::queue;
use super::sharing::{Market, Selection, Sharing, market, market_todo, sharing};
use super::task::{TaskTally, task_tally};
use crate::access::Scope;
use crate::area::Area;
use crate::period::{Basis, day_of};
use crate::series::Seen;

/// The live document of an audience: streamed whole at first, then as patches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Live {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// The edition 会议版 that the board, sharing and openness of the document are of, while one is frozen; absent for
    /// parks and owners, and while all of it is what is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<EditionShown>,
    /// The newest board, for all but the parks' offices.
    pub board: Option<Board>,
    /// The own page, for a park's office.
    pub park: Option<ParkPage>,
    /// Submissions waiting, for the office.
    pub waiting: Option<usize>,
    /// What the office has asked a park's office for and still waits for.
    #[serde(default)]
    pub asked: Vec<Asked>,
    /// What flows between the parks this year, for all but the parks' offices.
    #[serde(default)]
    pub sharing: Option<Sharing>,
    /// The own market, for a park's office.
    #[serde(default)]
    pub market: Option<Market>,
    /// In how many matches a park's office, or the leading group's, is to do something: as many as its market lists.
    #[serde(default)]
    pub todo: Option<u32>,
    /// How many supervised tasks stand where, for those who have some: parks' offices, the leading group and its office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<TaskTally>,
    /// Openness in small, for the leading group and its office.
    pub openness: Option<OpennessLive>,
    /// The own work in numbers, for an owner of platforms.
    pub work: Option<WorkSummary>,
    /// The own bookings in numbers, for a park's office.
    pub bookings: Option<ParkDesk>,
}

/// The live document of a scope, of which one made before is `before`, at the moment `then`: parts that nothing has
/// touched since, and that the day and the minute leave as they were, are taken over. It is the one that [`live`] makes.
pub fn live_after(seen: Seen<'_>, now: Timestamp, before: Live, then: Timestamp) -> Live {
    if before.edition.is_some() {
        return live(seen, now);
    }
    // A scope's position is never beyond the journal's, so that what is touched after it may be older, never newer.
    let is_touched = |areas: &[Area]| seen.state().touched(areas) > before.position;
    // Reports become late at the end of a day; answers are due at any minute.
    let is_new_day = day_of(then) != day_of(now);
    let is_new_minute = then.as_second().div_euclid(60) != now.as_second().div_euclid(60);
    // The board may name what is made of more than reports, and then of the minute too.
    let named = seen.zone().board_areas();
    let is_named = !named.is_empty() && (is_touched(&named) || is_new_minute);
    let parts = Parts {
        reports: is_touched(&[Area::Reports]) || is_new_day || is_named,
        sharing: is_touched(&[Area::Sharing]) || is_new_minute,
        platforms: is_touched(&[Area::Platforms]) || is_new_minute,
        tasks: is_touched(&[Area::Tasks]) || is_new_day,
    };
    let (mut document, position) = (before, seen.position());
    parts.make(seen, now, &mut document);
    document.position = position;
    document.board.iter_mut().for_each(|it| it.position = position);
    document.park.iter_mut().for_each(|it| it.position = position);
    document.sharing.iter_mut().for_each(|it| it.position = position);
    document.market.iter_mut().for_each(|it| it.position = position);
    document
}

/// The live document of a scope that is shown an edition, whose own document is taken over where `before` has it: `shown`
/// is what the edition shows, `seen` what is so. What waits for the office is told as it is now, because it goes on
/// working; nothing else moves. Nothing when no edition is shown to the scope.
pub fn live_of_edition(seen: Seen<'_>, shown: Seen<'_>, now: Timestamp, before: Option<Live>) -> Option<Live> {
    let edition = EditionShown::of(seen.state().edition_shown(seen.scope())?);
    let kept = before.filter(|before| before.edition.as_ref() == Some(&edition));
    let mut document = kept.unwrap_or_else(|| live(shown, edition.at));
    document.position = seen.position();
    document.edition = Some(edition);
    document.waiting = queue(seen, now).map(|queue| queue.waiting.len());
    document.todo = market_todo(seen, now);
    document.tasks = task_tally(seen, now).filter(TaskTally::is_any);
    Some(document)
}

/// Which parts of the document are to be made.
struct Parts {
    reports: bool,
    sharing: bool,
    platforms: bool,
    tasks: bool,
}

/// The live document of a scope.
pub fn live(seen: Seen<'_>, now: Timestamp) -> Live {
    let mut document = Live {
        position: seen.position(),
        edition: None,
        board: None,
        park: None,
        asked: Vec::new(),
        waiting: None,
        sharing: None,
        market: None,
        todo: None,
        tasks: None,
        openness: None,
        work: None,
        bookings: None,
    };
    Parts { reports: true, sharing: true, platforms: true, tasks: true }.make(seen, now, &mut document);
    document
}

impl Parts {
    fn make(&self, seen: Seen<'_>, now: Timestamp, document: &mut Live) {
        if self.reports {
            reports(seen, now, document);
        }
        if self.sharing {
            exchange(seen, now, document);
        }
        if self.platforms {
            document.openness = openness_live(seen, now);
            document.work = work_summary(seen, now);
            document.bookings = park_desk(seen, now);
        }
        if self.tasks {
            document.tasks = task_tally(seen, now).filter(TaskTally::is_any);
        }
    }
}

/// What is made of the reports.
fn reports(seen: Seen<'_>, now: Timestamp, document: &mut Live) {
    document.board = board(seen, None, Basis::Cumulative, now);
    document.waiting = queue(seen, now).map(|queue| queue.waiting.len());
    if let Scope::Park(own) = seen.scope() {
        document.park = park(seen, own, None, Basis::Cumulative, now);
        document.asked = asked(seen, own, now);
    }
}

/// What is made of offers, needs and transfers.
fn exchange(seen: Seen<'_>, now: Timestamp, document: &mut Live) {
    match seen.scope() {
        Scope::Park(_) => document.market = market(seen, now),
        Scope::Owner(_) => {}
        Scope::Leading | Scope::Office | Scope::Display => {
            document.sharing = sharing(seen, &Selection::default(), now);
        }
    }
    document.todo = market_todo(seen, now);
}
