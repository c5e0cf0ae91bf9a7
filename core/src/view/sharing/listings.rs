//! Offers and needs by what is asked for: as many as are asked, newest first.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::market::ListingLine;
use super::viewer::Viewer;
use crate::access::Scope;
use crate::id::{ElementId, ListingId, ParkId};
use crate::period::day_of;
use crate::series::Seen;
use crate::sharing::{Listing, ListingStatus, Side};

/// Lines when no number is asked for, and by how many more there are each time.
pub const LISTINGS_PAGE: usize = 50;
/// Lines at most.
const MOST: usize = 1000;

/// Which offers and needs are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListingsAsked {
    /// One alone.
    pub listing: Option<ListingId>,
    /// Offers or needs alone.
    pub side: Option<Side>,
    /// Of one kind.
    pub element: Option<ElementId>,
    /// Standing so.
    pub status: Option<ListingStatus>,
    /// A park's alone.
    pub park: Option<ParkId>,
    /// All but the viewer's own.
    pub others: bool,
    /// How many lines; a page when zero.
    pub count: usize,
}

/// Offers and needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Listings {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The viewer's park; the leading group's office has none.
    pub park: Option<ParkId>,
    /// Newest first.
    pub lines: Vec<ListingLine>,
    /// How many there are.
    pub count: u32,
}

/// Offers and needs: a park's own, whatever became of them, and what others offer it now; all of them for the
/// leading group's office.
pub fn listings(seen: Seen<'_>, asked: &ListingsAsked, now: Timestamp) -> Option<Listings> {
    let rules = seen.zone().sharing.as_ref()?;
    let own = match seen.scope() {
        Scope::Park(park) => Some(park),
        Scope::Office => None,
        _ => return None,
    };
    let (state, today) = (seen.state(), day_of(now));
    let is_own = |it: &Listing| own == Some(&it.park);
    let is_told = |it: &Listing| own.is_none() || is_own(it) || (it.is_active(today) && it.is_seen_by(seen.scope()));
    let is_asked = |it: &Listing| {
        asked.listing.is_none_or(|only| only == it.id)
            && asked.side.is_none_or(|side| side == it.posted.side)
            && asked.element.as_ref().is_none_or(|element| *element == it.posted.element)
            && asked.status.is_none_or(|status| status == it.status(today))
            && asked.park.as_ref().is_none_or(|park| *park == it.park)
            && !(asked.others && is_own(it))
    };
    let found: Vec<&Listing> = state.sharing.all_listings().rev().filter(|it| is_told(it) && is_asked(it)).collect();
    let shown = if asked.count == 0 { LISTINGS_PAGE } else { asked.count.min(MOST) };
    let viewer = Viewer { seen, rules, now };
    Some(Listings {
        position: seen.position(),
        demo: state.is_demo(),
        park: own.cloned(),
        count: found.len() as u32,
        lines: found.into_iter().take(shown).map(|it| viewer.listing(it)).collect(),
    })
}
