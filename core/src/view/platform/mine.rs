//! A park's bookings.

use crate::series::Seen;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::booking::BookingLine;
use crate::id::ParkId;

/// A park's bookings, the next first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyBookings {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The park.
    pub park: ParkId,
    /// Counted.
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

/// A park's bookings: for its office, and for the leading group's office.
pub fn my_bookings(_seen: Seen<'_>, _park: &ParkId, _now: Timestamp) -> Option<MyBookings> {
    None
}

/// The bookings of the scope's own park in numbers.
pub fn park_desk(_seen: Seen<'_>, _now: Timestamp) -> Option<ParkDesk> {
    None
}
