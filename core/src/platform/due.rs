//! When a request is to be answered by.

use jiff::Timestamp;

use super::booking::Booking;
use crate::openness::Limits;

/// When an answer is due: the configured hours (48) after the request, or after its turn came in the waiting line; and
/// in any case before its slot begins. Asked for on Monday at nine for Tuesday at ten, it is due on Tuesday at ten;
/// for Thursday at ten, on Wednesday at nine. Nothing where time has no such moment.
pub(crate) fn due(booking: &Booking, limits: &Limits) -> Option<Timestamp> {
    let by_hours = booking.clock.checked_add(limits.response_hours.hours()).ok()?;
    Some(booking.asked.map_or(by_hours, |slot| by_hours.min(slot.from)))
}

/// From when on the owner is reminded: as long before an answer is due as the rules remind before their last hour
/// (48 − 36 = 12 hours), and at once when it is due earlier than that.
pub(crate) fn remind(booking: &Booking, limits: &Limits) -> Option<Timestamp> {
    let ahead = limits.response_hours.hours().checked_sub(limits.remind_hours.hours())?;
    Some(due(booking, limits)?.checked_sub(ahead).ok()?.max(booking.clock))
}

/// Whether an answer at `at` is, or would be, too late. The last of the hours is still in time; the moment the slot
/// begins is not.
pub(crate) fn is_late(booking: &Booking, limits: &Limits, at: Timestamp) -> bool {
    let slot_began = booking.asked.is_some_and(|slot| at >= slot.from);
    slot_began || due(booking, limits).is_some_and(|due| at > due)
}
