//! Whether a slot can be had, and if not, why, and what is free.

use jiff::{SignedDuration, Timestamp};

use super::{Case, Decided, conflict, invalid};
use crate::format;
use crate::id::ParkId;
use crate::period::day_of;
use crate::platform::booking::BookingId;
use crate::platform::calendar::Slot;
use crate::platform::entitlement::Openness;
use crate::platform::free::{nearest, open_hours};
use crate::platform::hours;
use crate::platform::register::{Held, Platform};
use crate::state::Rejection;
use crate::words::{Message, key};
use rust_decimal::Decimal;

/// The longest slot of all, whatever a resource says: a year.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 366);

/// What a slot is wanted for.
pub(super) struct Wanted<'a> {
    pub held: &'a Held,
    pub slot: Slot,
    pub amount: Decimal,
    /// The booking that moves, when it is not a new one.
    pub except: Option<BookingId>,
}

impl Case<'_> {
    /// Everything but whether others were first.
    pub(super) fn fits(&self, wanted: &Wanted<'_>) -> Result<(), Rejection> {
        let Wanted { held, slot, .. } = wanted;
        if slot.from >= slot.to {
            return Err(invalid(Message::new(key::PF_SLOT_UPSIDE_DOWN)));
        }
        if slot.from <= self.now {
            let message = Message::new(key::PF_SLOT_PAST).with("from", format::moment(slot.from));
            return Err(invalid(message.with("now", format::moment(self.now))));
        }
        let days = self.rules.limits.ahead_days.whole();
        let latest = self.now.saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MAX);
        if slot.from > latest {
            let message = Message::new(key::PF_SLOT_TOO_FAR).with("days", days.to_string());
            return Err(invalid(message.with("until", day_of(latest).to_string())));
        }
        let own = held.resource.longest_hours.map(|hours| SignedDuration::from_hours(i64::from(hours)));
        let longest = own.unwrap_or(LONGEST).min(LONGEST);
        if slot.length() > longest {
            let message = Message::new(key::PF_SLOT_TOO_LONG).with("resource", &held.resource.name);
            return Err(invalid(message.with("hours", longest.as_hours().to_string())));
        }
        if let Some(openings) = open_hours(held, &self.rules.standard_hours)
            && !hours::covers(openings, *slot)
        {
            let hours = hours::of_day(openings, day_of(slot.from));
            let key = if hours.is_empty() { key::PF_CLOSED_THAT_DAY } else { key::PF_CLOSED_THEN };
            let message = Message::new(key).with("resource", &held.resource.name);
            return Err(invalid(message.with("day", day_of(slot.from).to_string()).with("hours", hours)));
        }
        if let Some(window) = held.maintained(*slot) {
            let message = Message::new(key::PF_SLOT_MAINTAINED).with("resource", &held.resource.name);
            let message = message.with("until", format::moment(window.slot.to)).with("why", &window.why);
            return Err(conflict(message));
        }
        Ok(())
    }

    /// Whether enough is left.
    pub(super) fn is_left(&self, wanted: &Wanted<'_>) -> bool {
        let Wanted { held, slot, amount, except } = wanted;
        held.calendar.peak(*slot, *except).saturating_add(*amount) <= held.resource.capacity
    }

    /// Who was first, and what is free nearest. A park is told of others by their names and nothing more.
    pub(super) fn taken(&self, wanted: &Wanted<'_>) -> Rejection {
        let Wanted { held, slot, amount, except } = wanted;
        let mut holders: Vec<String> = Vec::new();
        let others = held.calendar.holds(*slot).filter(|hold| Some(hold.booking) != *except);
        for booking in others.filter_map(|hold| self.state.platforms.booking(hold.booking)) {
            let name = self.park_name(&booking.request.park);
            if !holders.contains(&name) {
                holders.push(name);
            }
        }
        let free = nearest(held, &self.rules.standard_hours, *slot, *amount, self.now);
        let key = if free.is_some() { key::PF_SLOT_TAKEN } else { key::PF_SLOT_TAKEN_NONE_FREE };
        let message = Message::new(key).with("slot", span(*slot)).with("who", holders.join("、"));
        conflict(match free {
            Some(free) => message.with("free", span(free)),
            None => message,
        })
    }

    /// Whether a platform is open to a park on the day something is to begin.
    pub(super) fn is_open(&self, platform: &Platform, park: &ParkId, at: Timestamp) -> Result<(), Rejection> {
        let day = day_of(at);
        let message =
            |key| Message::new(key).with("platform", &platform.details.name).with("park", self.park_name(park));
        match platform.openness_on(park, day).map(|change| (&change.openness, change.since)) {
            Some((Openness::Open | Openness::Conditional(_), _)) => Ok(()),
            Some((Openness::Closed(why), since)) => {
                Err(conflict(message(key::PF_CLOSED).with("since", since.to_string()).with("why", why)))
            }
            None => match platform.openness.get(park).and_then(|history| history.first()) {
                Some(first) => Err(conflict(message(key::PF_NOT_OPEN_YET).with("since", first.since.to_string()))),
                None => Err(conflict(message(key::PF_NEVER_OPENED))),
            },
        }
    }
}

/// `2026-11-06 08:00—10:00`; the day of the end when it is another.
pub(super) fn span(slot: Slot) -> String {
    let (from, to) = (format::moment(slot.from), format::moment(slot.to));
    match (from.split_once(' '), to.split_once(' ')) {
        (Some((day, _)), Some((same, hour))) if day == same => format!("{from}—{hour}"),
        _ => format!("{from}—{to}"),
    }
}

/// Nothing happens.
pub(super) fn nothing() -> Decided {
    Ok(Vec::new())
}
