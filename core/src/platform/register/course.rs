//! The course of a booking, and the sums that change with it.

use std::sync::Arc;

use super::Register;
use crate::period::{Month, day_of};
use crate::platform::booking::{Booking, BookingId, Done, Stage, Step};
use crate::platform::tally::Answer;
use crate::platform::{Class, ratings};

impl Register {
    pub(super) fn take_step(&mut self, id: BookingId, done: Done) {
        // Out while one of them changes: the calendar must let go of the old slot before it takes the new one.
        let mut bookings = std::mem::take(&mut self.bookings);
        if let Some(booking) = bookings.get_mut(&id) {
            self.change(Arc::make_mut(booking), done);
        }
        self.bookings = bookings;
    }

    fn change(&mut self, booking: &mut Booking, done: Done) {
        self.release(booking);
        let position = done.position;
        let (answered_before, from) = (booking.answered, booking.stage);
        advance(booking, done);
        self.hold(booking);
        self.count(booking, answered_before.is_none() && booking.answered.is_some(), from);
        if let Some(platform) = self.platforms.get_mut(&booking.request.platform) {
            platform.changed = position;
            if booking.stage.is_over() {
                platform.active.remove(&booking.id);
            }
        }
        if let Some(mine) = self.parks.get_mut(&booking.request.park) {
            mine.changed = position;
            if booking.stage.is_over() {
                mine.active.remove(&booking.id);
            }
        }
    }

    /// Adds to the sums what the booking's last step adds: whether it was the first answer, and where the booking
    /// stood before it.
    fn count(&mut self, booking: &Booking, is_answer: bool, from: Stage) {
        let enterprise = self.enterprise(&booking.request.enterprise.code);
        let Some(platform) = self.platforms.get_mut(&booking.request.platform) else { return };
        let class = platform.resources.get(&booking.request.resource).map(|held| held.resource.class);
        let park = &booking.request.park;
        let Some(done) = booking.last() else { return };
        let at = done.at;
        let waited = Answer::at(booking.clock, booking.asked.map(|slot| slot.from), at);
        if is_answer {
            platform.tallies.at(at, park).answers.push(waited);
        }
        match &done.step {
            Some(Step::Used(usage)) => {
                let Some(used) = booking.used_at() else { return };
                let tally = platform.tallies.at(used, park);
                tally.done += 1;
                tally.valid += 1;
                tally.ended += 1;
                tally.came += u32::from(booking.request.slot.is_some());
                tally.hours = tally.hours.saturating_add(usage.hours);
                if class == Some(Class::Instrument) {
                    tally.instrument_hours = tally.instrument_hours.saturating_add(usage.hours);
                    let served = tally.of_instrument(&booking.request.resource);
                    served.hours = served.hours.saturating_add(usage.hours);
                    served.income = served.income.saturating_add(usage.income);
                }
                tally.income = tally.income.saturating_add(usage.income);
                tally.last_use = tally.last_use.max(Some(used));
                if let Some(enterprise) = enterprise {
                    tally.served(enterprise);
                }
            }
            Some(Step::Declined { .. }) => {
                let tally = platform.tallies.at(at, park);
                tally.valid += 1;
                tally.ended += u32::from(from != Stage::Waitlisted);
            }
            Some(Step::Cancelled { .. }) => {
                let tally = platform.tallies.at(at, park);
                tally.valid += u32::from(!done.by_park);
                if from != Stage::Waitlisted {
                    tally.ended += 1;
                    tally.withdrawn += u32::from(done.by_park);
                }
                if from == Stage::Requested {
                    tally.unanswered.push(waited);
                }
            }
            Some(Step::NoShow) => {
                let due = booking.request.slot.map_or(at, |slot| slot.from);
                let tally = platform.tallies.at(due, park);
                tally.no_shows += 1;
                tally.ended += 1;
            }
            Some(Step::Rated { score, .. }) => {
                ratings::count(&mut platform.tallies.at(at, park).ratings, *score);
                let month = Month::of(day_of(at));
                platform.ratings.take(done.position, month, park.clone(), *score, self.ratings_from);
            }
            _ => {}
        }
    }
}

/// The booking after a step.
fn advance(booking: &mut Booking, done: Done) {
    let answer = |booking: &mut Booking| {
        booking.answered.get_or_insert(done.at);
    };
    match &done.step {
        None => return,
        Some(Step::Promoted) => (booking.stage, booking.clock) = (Stage::Requested, done.at),
        Some(Step::Accepted { .. }) => {
            answer(booking);
            booking.stage = Stage::Accepted;
        }
        Some(Step::Declined { .. }) => {
            // Nobody has an answer to a place in a line waiting: the clock has not begun.
            if booking.stage == Stage::Requested {
                answer(booking);
            }
            booking.stage = Stage::Declined;
        }
        Some(Step::Proposed { slot, .. }) => {
            answer(booking);
            (booking.stage, booking.request.slot) = (Stage::Proposed, Some(*slot));
        }
        Some(Step::Agreed) => booking.stage = Stage::Accepted,
        Some(Step::Cancelled { .. }) => booking.stage = Stage::Cancelled,
        Some(Step::CheckedIn) => booking.stage = Stage::CheckedIn,
        Some(Step::NoShow) => booking.stage = Stage::NoShow,
        Some(Step::Used(usage)) => (booking.stage, booking.usage) = (Stage::Done, Some(usage.clone())),
        Some(Step::Repaid { credit }) => booking.repaid = booking.repaid.saturating_add(*credit),
        Some(Step::Rated { score, .. }) => booking.rating = Some(*score),
    }
    booking.steps.push(done);
}
