//! A park's bookings.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::booking::{BookingLine, line};
use crate::access::Scope;
use crate::id::ParkId;
use crate::platform::{BookingId, Stage};
use crate::series::Seen;

/// A park's bookings, the next first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyBookings {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The park whose bookings these are, by its id: `xiuwu`.
    pub park: ParkId,
    /// The same bookings in numbers.
    pub desk: ParkDesk,
    /// What is not over, by slot; what has no slot by request.
    pub open: Vec<BookingLine>,
    /// What is over, newest first; the last hundred.
    pub over: Vec<BookingLine>,
}

/// A park's bookings in numbers: small enough to be streamed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkDesk {
    /// Waiting for an owner's answer.
    pub requested: u32,
    /// Another time was offered: the park must say yes or no.
    pub to_agree: u32,
    /// In a waiting line.
    pub waitlisted: u32,
    /// Agreed on, and not over.
    pub accepted: u32,
    /// Done, and not yet rated, of the last 90 days.
    pub to_rate: u32,
    /// The newest entry that concerns the park's bookings: a screen that shows them asks again when it changes.
    pub changed: u64,
}

/// Bookings listed that are over.
const OVER: usize = 100;
/// For how long one is reminded of a rating.
const TO_RATE: SignedDuration = SignedDuration::from_hours(24 * 90);

/// A park's bookings: for its office, and for the leading group's office.
pub fn my_bookings(seen: Seen<'_>, park: &ParkId, now: Timestamp) -> Option<MyBookings> {
    let sees = match seen.scope() {
        Scope::Office => true,
        Scope::Park(own) => own == park,
        Scope::Leading | Scope::Owner(_) | Scope::Display => false,
    };
    if !sees || seen.zone().park(park).is_none() || seen.zone().openness.is_none() {
        return None;
    }
    let state = seen.state();
    let (mut open, mut over) = (Vec::new(), Vec::new());
    if let Some(mine) = state.platforms.parks.get(park) {
        let lined = |id: &BookingId| line(seen, state.platforms.booking(*id)?, now);
        open.extend(mine.active.iter().filter_map(lined));
        let ended = mine.all.iter().rev().filter(|id| !mine.active.contains(*id));
        over.extend(ended.take(OVER).filter_map(lined));
    }
    open.sort_by_key(|line| (line.request.slot.is_none(), line.request.slot, line.booking));
    let desk = counted(seen, park, now);
    Some(MyBookings { position: seen.position(), demo: state.is_demo(), park: park.clone(), desk, open, over })
}

/// The bookings of the scope's own park in numbers.
pub fn park_desk(seen: Seen<'_>, now: Timestamp) -> Option<ParkDesk> {
    seen.zone().openness.as_ref()?;
    match seen.scope() {
        Scope::Park(park) => Some(counted(seen, park, now)),
        _ => None,
    }
}

fn counted(seen: Seen<'_>, park: &ParkId, now: Timestamp) -> ParkDesk {
    let register = &seen.state().platforms;
    let Some(mine) = register.parks.get(park) else { return ParkDesk::default() };
    let mut desk = ParkDesk { changed: mine.changed, ..ParkDesk::default() };
    for booking in mine.active.iter().filter_map(|id| register.booking(*id)) {
        match booking.stage {
            Stage::Requested => desk.requested += 1,
            Stage::Proposed => desk.to_agree += 1,
            Stage::Waitlisted => desk.waitlisted += 1,
            Stage::Accepted | Stage::CheckedIn => desk.accepted += 1,
            Stage::Done | Stage::Declined | Stage::Cancelled | Stage::NoShow => {}
        }
    }
    let since = now.saturating_sub(TO_RATE).unwrap_or(Timestamp::MIN);
    // Requests are in order of time, and use follows them within the months one can book ahead.
    let recent = mine.all.iter().rev().take(1000).filter_map(|id| register.booking(*id));
    let unrated = recent.filter(|booking| booking.stage == Stage::Done && booking.rating.is_none());
    desk.to_rate = unrated.filter(|booking| booking.last().is_some_and(|done| done.at >= since)).count() as u32;
    desk
}
