//! Taking a booking one step on.

use jiff::Timestamp;

use super::promote::promoted;
use super::slot::Wanted;
use super::{Case, Decided, Event, conflict, invalid, number, said, short};
use crate::access::Scope;
use crate::format;
use crate::openness::Limits;
use crate::platform::booking::{Booking, BookingId, Stage, Step, Usage};
use crate::platform::calendar::{Hold, Slot};
use crate::platform::register::Held;
use crate::platform::{Class, Mode};
use crate::state::{Rejection, State};
use crate::view::BookingAct as Act;
use crate::words::{Key, Message, key};

/// Which side of a booking acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Park,
    Owner,
}

pub(super) fn step(case: &Case<'_>, id: BookingId, step: &Step) -> Decided {
    let (booking, platform) = case.booking(id)?;
    let held =
        case.state.platforms.held(booking).ok_or_else(|| super::not_found(key::PF_NO_BOOKING, &id.to_string()))?;
    let side = if matches!(case.role, crate::access::Role::Park(_)) { Side::Park } else { Side::Owner };
    let Some(act) = act(step) else { return Err(Rejection::forbidden(key::PF_ONLY_PARTIES)) };
    may(&case.rules.limits, booking, held, side, act, case.now)?;
    let step = match step {
        Step::Accepted { note } => {
            case.is_lendable(held, booking.request.amount)?;
            Step::Accepted { note: short(note)?.to_owned() }
        }
        Step::Repaid { credit } => {
            super::credit::repayment_fits(booking, *credit)?;
            step.clone()
        }
        Step::Declined { note } => Step::Declined { note: said(note, key::PF_DECLINE_WHY)? },
        Step::Cancelled { reason } => Step::Cancelled { reason: said(reason, key::PF_CANCEL_WHY)? },
        Step::Rated { score, note } => Step::Rated { score: *score, note: short(note)?.to_owned() },
        Step::Proposed { slot, note } => {
            let wanted = Wanted { held, slot: *slot, amount: booking.request.amount, except: Some(id) };
            if booking.request.slot == Some(*slot) {
                return Err(invalid(Message::new(key::PF_SAME_SLOT)));
            }
            case.fits(&wanted)?;
            case.is_open(platform, &booking.request.park, slot.from)?;
            if !case.is_left(&wanted) {
                return Err(case.taken(&wanted));
            }
            Step::Proposed { slot: *slot, note: short(note)?.to_owned() }
        }
        Step::Used(usage) => {
            usage_fits(&case.rules.limits, booking, held, usage)?;
            step.clone()
        }
        Step::Agreed | Step::CheckedIn | Step::NoShow | Step::Promoted => step.clone(),
    };
    let mut events = vec![Event::Booking { booking: id, step: step.clone() }];
    if held.resource.mode == Mode::Calendar && !held.waiting.is_empty() {
        let mut after = held.clone();
        after.waiting.remove(&id);
        if let Some(slot) = booking.held() {
            after.calendar.release(id, slot);
        }
        if let Some(slot) = keeps(booking, &step, case.now) {
            after.calendar.take(Hold { booking: id, slot, amount: booking.request.amount });
        }
        events.extend(promoted(case, platform, after));
    }
    Ok(events)
}

/// What the booking will hold after the step.
fn keeps(booking: &Booking, step: &Step, now: Timestamp) -> Option<Slot> {
    match step {
        Step::Declined { .. } | Step::Cancelled { .. } => None,
        Step::Proposed { slot, .. } => Some(*slot),
        Step::NoShow | Step::Used(_) => booking.cut(now),
        _ => booking.held(),
    }
}

fn act(step: &Step) -> Option<Act> {
    Some(match step {
        Step::Promoted => return None,
        Step::Accepted { .. } => Act::Accept,
        Step::Declined { .. } => Act::Decline,
        Step::Proposed { .. } => Act::Propose,
        Step::Agreed => Act::Agree,
        Step::Cancelled { .. } => Act::Cancel,
        Step::CheckedIn => Act::CheckIn,
        Step::NoShow => Act::NoShow,
        Step::Used(_) => Act::Use,
        Step::Repaid { .. } => Act::Repay,
        Step::Rated { .. } => Act::Rate,
    })
}

/// Whether this side may do that now: what a button asks, and what a command is held to.
fn may(limits: &Limits, booking: &Booking, held: &Held, side: Side, act: Act, now: Timestamp) -> Result<(), Rejection> {
    use Stage::{Accepted, CheckedIn, Done, Proposed, Requested, Waitlisted};
    let (sides, stages): (&[Side], &[Stage]) = match act {
        Act::Accept => (&[Side::Owner], &[Requested]),
        Act::Decline => (&[Side::Owner], &[Requested, Waitlisted]),
        Act::Propose => (&[Side::Owner], &[Requested, Proposed, Accepted]),
        Act::Agree => (&[Side::Park], &[Proposed]),
        Act::Cancel if side == Side::Owner => (&[Side::Owner], &[Proposed, Accepted]),
        Act::Cancel => (&[Side::Park], &[Requested, Waitlisted, Proposed, Accepted]),
        Act::CheckIn => (&[Side::Owner, Side::Park], &[Accepted]),
        Act::NoShow => (&[Side::Owner], &[Accepted]),
        Act::Use => (&[Side::Owner], &[Accepted, CheckedIn]),
        Act::Repay => (&[Side::Owner], &[Done]),
        Act::Rate => (&[Side::Park], &[Done]),
    };
    if !sides.contains(&side) {
        let key = if side == Side::Park { key::PF_OWNER_DOES_THIS } else { key::PF_PARK_DOES_THIS };
        return Err(Rejection::forbidden(key));
    }
    if !stages.contains(&booking.stage) {
        let last = booking.last();
        let message = Message::new(already(booking.stage)).with("who", last.map_or("", |done| done.by.as_str()));
        let when = last.map_or_else(String::new, |done| format::moment(done.at));
        return Err(conflict(message.with("when", when)));
    }
    if act == Act::Rate && booking.rating.is_some() {
        return Err(conflict(Message::new(key::PF_RATED_ALREADY)));
    }
    if act == Act::Repay && (!held.is_credit() || booking.taken_credit().is_zero()) {
        return Err(conflict(Message::new(key::PF_NOTHING_OWED)));
    }
    let needs_calendar = matches!(act, Act::Propose | Act::CheckIn | Act::NoShow);
    let Some(slot) = booking.request.slot else {
        return if needs_calendar {
            Err(invalid(Message::new(key::PF_NO_CALENDAR).with("resource", &held.resource.name)))
        } else {
            Ok(())
        };
    };
    let too_early = |key, from: Timestamp| conflict(Message::new(key).with("from", format::moment(from)));
    match act {
        Act::Accept | Act::Agree if slot.from <= now => {
            Err(conflict(Message::new(key::PF_LAPSED).with("from", format::moment(slot.from))))
        }
        Act::CheckIn => {
            let from = slot.from.saturating_sub(limits.check_in_minutes.minutes()).unwrap_or(slot.from);
            if now < from {
                Err(too_early(key::PF_CHECK_IN_EARLY, from))
            } else if now >= slot.to {
                Err(conflict(Message::new(key::PF_CHECK_IN_LATE).with("to", format::moment(slot.to))))
            } else {
                Ok(())
            }
        }
        Act::NoShow => {
            let from = slot.from.saturating_add(limits.no_show_minutes.minutes()).unwrap_or(slot.from);
            if now < from { Err(too_early(key::PF_NO_SHOW_EARLY, from)) } else { Ok(()) }
        }
        Act::Use if now <= slot.from => Err(too_early(key::PF_USE_EARLY, slot.from)),
        _ => Ok(()),
    }
}

/// That it is at another stage: what somebody else may just have done.
fn already(stage: Stage) -> Key {
    match stage {
        Stage::Requested => key::PF_ALREADY_REQUESTED,
        Stage::Waitlisted => key::PF_ALREADY_WAITLISTED,
        Stage::Proposed => key::PF_ALREADY_PROPOSED,
        Stage::Accepted => key::PF_ALREADY_ACCEPTED,
        Stage::CheckedIn => key::PF_ALREADY_CHECKED_IN,
        Stage::Done => key::PF_ALREADY_DONE,
        Stage::Declined => key::PF_ALREADY_DECLINED,
        Stage::Cancelled => key::PF_ALREADY_CANCELLED,
        Stage::NoShow => key::PF_ALREADY_NO_SHOW,
    }
}

fn usage_fits(limits: &Limits, booking: &Booking, held: &Held, usage: &Usage) -> Result<(), Rejection> {
    number(usage.hours, key::PF_BAD_HOURS_USED)?;
    number(usage.samples, key::PF_BAD_SAMPLES)?;
    number(usage.credit, key::PF_BAD_CREDIT)?;
    number(usage.income, key::PF_BAD_INCOME)?;
    if let Some(slot) = booking.request.slot {
        let tolerance = limits.use_tolerance_hours.hours();
        let most = slot.length().checked_add(tolerance).unwrap_or(slot.length());
        // Hours of all that was booked together: three desks for a day are three days.
        let most = rust_decimal::Decimal::from(most.as_mins()) / rust_decimal::Decimal::from(60);
        let most = most.saturating_mul(booking.request.amount);
        if usage.hours > most {
            let message = Message::new(key::PF_USE_TOO_LONG).with("found", format::exact(usage.hours));
            return Err(invalid(message.with("most", format::number(most, 1))));
        }
    }
    if held.resource.class == Class::Credit && usage.credit > booking.request.amount {
        let message = Message::new(key::PF_CREDIT_TOO_LARGE).with("found", format::exact(usage.credit));
        return Err(invalid(message.with("most", format::exact(booking.request.amount))));
    }
    Ok(())
}

/// What the viewer may do with a booking now.
pub(crate) fn permitted(state: &State, scope: &Scope, booking: &Booking, now: Timestamp) -> Vec<Act> {
    const ALL: [Act; 10] = [
        Act::Accept,
        Act::Decline,
        Act::Propose,
        Act::Agree,
        Act::Cancel,
        Act::CheckIn,
        Act::NoShow,
        Act::Use,
        Act::Repay,
        Act::Rate,
    ];
    let side = match scope {
        Scope::Park(_) => Side::Park,
        Scope::Owner(_) => Side::Owner,
        Scope::Leading | Scope::Office | Scope::Display => return Vec::new(),
    };
    let rules = state.zone().and_then(|zone| zone.openness.as_ref());
    let (Some(rules), Some(held)) = (rules, state.platforms.held(booking)) else { return Vec::new() };
    ALL.into_iter().filter(|act| may(&rules.limits, booking, held, side, *act, now).is_ok()).collect()
}
