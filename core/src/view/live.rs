//! What an audience's open screens are kept up to date with.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::board::{Board, board};
use super::desk::{Asked, asked};
use super::openness::{OpennessLive, openness_live};
use super::park::{ParkPage, park};
use super::platform::{ParkDesk, WorkSummary, park_desk, work_summary};
use super::queue::queue;
use super::sharing::{Market, Selection, Sharing, market, market_todo, sharing};
use crate::access::Scope;
use crate::period::Basis;
use crate::series::Seen;

/// The live document of an audience: streamed whole at first, then as patches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Live {
    /// Position of the journal it is computed at.
    pub position: u64,
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
    /// Openness in small, for the leading group and its office.
    pub openness: Option<OpennessLive>,
    /// The own work in numbers, for an owner of platforms.
    pub work: Option<WorkSummary>,
    /// The own bookings in numbers, for a park's office.
    pub bookings: Option<ParkDesk>,
}

/// The live document of a scope.
pub fn live(seen: Seen<'_>, now: Timestamp) -> Live {
    let is_park = matches!(seen.scope(), Scope::Park(_));
    let is_owner = matches!(seen.scope(), Scope::Owner(_));
    let own = match seen.scope() {
        Scope::Park(id) => park(seen, id, None, Basis::Cumulative, now),
        Scope::Leading | Scope::Office | Scope::Owner(_) | Scope::Display => None,
    };
    Live {
        position: seen.position(),
        board: board(seen, None, Basis::Cumulative, now),
        park: own,
        asked: match seen.scope() {
            Scope::Park(park) => asked(seen, park, now),
            Scope::Leading | Scope::Office | Scope::Owner(_) | Scope::Display => Vec::new(),
        },
        waiting: queue(seen, now).map(|queue| queue.waiting.len()),
        sharing: if is_park || is_owner { None } else { sharing(seen, &Selection::default(), now) },
        market: if is_park { market(seen, now) } else { None },
        todo: market_todo(seen, now),
        openness: openness_live(seen, now),
        work: work_summary(seen, now),
        bookings: park_desk(seen, now),
    }
}
