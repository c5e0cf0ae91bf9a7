//! An owner's working list.

use crate::series::Seen;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::booking::BookingLine;
use super::catalogue::{Maintenance, Ratings};
use crate::id::{OwnerId, PlatformId};

/// What an owner has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OwnerWork))]
pub struct Work {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The owner.
    pub owner: OwnerId,
    /// Counted.
    pub summary: WorkSummary,
    /// Requests that wait for an answer, the most urgent first.
    pub waiting: Vec<BookingLine>,
    /// Agreed on and not over, with a slot that touches today.
    pub today: Vec<BookingLine>,
    /// Agreed on, of later days.
    pub upcoming: Vec<BookingLine>,
    /// The slot is over, or there is none: use is to be recorded.
    pub to_record: Vec<BookingLine>,
    /// Another time was offered, and the park has not answered.
    pub proposed: Vec<BookingLine>,
    /// In waiting lines.
    pub waitlisted: Vec<BookingLine>,
    /// Maintenance going on or to come.
    pub maintenance: Vec<Maintenance>,
    /// What users said, by platform.
    pub ratings: Vec<RatedPlatform>,
}

/// What users said of a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatedPlatform {
    /// The platform.
    pub platform: PlatformId,
    /// What they said.
    pub ratings: Ratings,
}

/// An owner's work in numbers: small enough to be streamed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OwnerWorkSummary))]
pub struct WorkSummary {
    /// Requests that wait for an answer.
    pub waiting: u32,
    /// Of these: the clock has run far enough for a reminder.
    pub reminded: u32,
    /// Of these: overdue.
    pub overdue: u32,
    /// When the next answer is due.
    pub next_due: Option<Timestamp>,
    /// Bookings of today.
    pub today: u32,
    /// Use to be recorded.
    pub to_record: u32,
    /// The newest entry that concerns the owner's platforms: a screen that shows them asks again when it changes.
    pub changed: u64,
}

/// The working list of an owner: for itself, and for the office.
pub fn work(_seen: Seen<'_>, _owner: &OwnerId, _now: Timestamp) -> Option<Work> {
    None
}

/// The scope's own work in numbers.
pub fn work_summary(_seen: Seen<'_>, _now: Timestamp) -> Option<WorkSummary> {
    None
}
