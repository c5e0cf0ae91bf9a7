//! The waiting line: when something becomes free, those who wait get it in the order they came.

use super::{Case, Event};
use crate::platform::booking::Step;
use crate::platform::calendar::Hold;
use crate::platform::register::{Held, Platform};

/// Who gets a turn when `after` is the resource as it will be.
pub(super) fn promoted(case: &Case<'_>, platform: &Platform, mut after: Held) -> Vec<Event> {
    let mut events = Vec::new();
    for id in std::mem::take(&mut after.waiting) {
        let Some(booking) = case.state.platforms.booking(id) else { continue };
        let Some(slot) = booking.request.slot.filter(|slot| slot.from > case.now) else { continue };
        let amount = booking.request.amount;
        let left = after.calendar.peak(slot, None).saturating_add(amount) <= after.resource.capacity;
        let open = case.is_open(platform, &booking.request.park, slot.from).is_ok();
        if left && open && after.maintained(slot).is_none() {
            after.calendar.take(Hold { booking: id, slot, amount });
            events.push(Event::Booking { booking: id, step: Step::Promoted });
        }
    }
    events
}
