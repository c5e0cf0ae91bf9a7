//! Asking parks for overdue reports 催报: once a day a park and month, so that it keeps its weight.

use jiff::Timestamp;

use super::{Decision, conflict, not_a_member, office, zone};
use crate::access::{Actor, Scope};
use crate::format;
use crate::id::ParkId;
use crate::period::{Month, day_of};
use crate::report::Reminder;
use crate::series::Seen;
use crate::state::{Event, Rejection, RejectionKind, State};
use crate::view;
use crate::words::{Message, key};

/// All of them or none: a list with one that may not be asked changes nothing.
pub(crate) fn remind(state: &State, actor: &Actor, parks: &[ParkId], month: Month, now: Timestamp) -> Decision {
    office(actor)?;
    let zone = zone(state)?;
    if parks.is_empty() {
        return Err(Rejection::new(RejectionKind::Invalid, Message::new(key::REMIND_NOBODY)));
    }
    let mut events: Vec<Event> = Vec::new();
    for park in parks {
        let active = zone.park(park).filter(|park| park.is_active(month));
        let name = active.ok_or_else(|| not_a_member(zone, park, month))?.name_in(month);
        let about = |key| Message::new(key).with("park", name).with("month", format::month(month));
        let seen = Seen::new(state, &Scope::Office);
        if !seen.is_some_and(|seen| view::is_overdue(seen, park, month, now)) {
            return Err(conflict(about(key::REMIND_NOT_LATE)));
        }
        if let Some(last) = last(state, park, month).filter(|last| day_of(last.at) == day_of(now)) {
            return Err(conflict(about(key::REMIND_ONCE_A_DAY).with("when", format::moment(last.at))));
        }
        let event = Event::ReportReminded { park: park.clone(), month };
        if !events.contains(&event) {
            events.push(event);
        }
    }
    Ok(events)
}

fn last<'a>(state: &'a State, park: &ParkId, month: Month) -> Option<&'a Reminder> {
    state.reminders(park, month).last()
}
