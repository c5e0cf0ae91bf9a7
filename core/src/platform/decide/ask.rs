//! A park asks for a resource.

use super::slot::Wanted;
use super::{Case, Decided, Event, conflict, invalid, name, positive, said};
use crate::access::Role;
use crate::format;
use crate::period::{Month, day_of};
use crate::platform::booking::{Enterprise, Request};
use crate::platform::{CreditCode, Mode};
use crate::state::Rejection;
use crate::words::{Message, key};

/// Requests of one park that may wait for one platform at once: a slip of a script must not fill a calendar.
const MOST_ACTIVE: usize = 200;

pub(super) fn request(case: &Case<'_>, asked: &Request, wait: bool) -> Decided {
    if *case.role != Role::Park(asked.park.clone()) {
        return Err(Rejection::forbidden(key::PF_ONLY_OWN_PARK));
    }
    let month = Month::of(day_of(case.now));
    if !case.zone.park(&asked.park).is_some_and(|park| park.is_active(month)) {
        return Err(conflict(Message::new(key::PF_NOT_A_MEMBER)));
    }
    // What is asked for today is used in its own month: who has left by then has nothing to use.
    let then = asked.slot.map_or(month, |slot| Month::of(day_of(slot.from)));
    if case.zone.park(&asked.park).is_some_and(|park| !park.is_active(then)) {
        return Err(conflict(Message::new(key::PF_NOT_A_MEMBER_THEN).with("month", format::month(then))));
    }
    let platform = case.platform(&asked.platform)?;
    let held = case.resource(platform, &asked.resource)?;
    let purpose = said(&asked.purpose, key::PF_PURPOSE_NEEDED)?;
    name(&asked.enterprise.name, key::PF_BAD_ENTERPRISE)?;
    let code = CreditCode::parse(&asked.enterprise.code).map_err(|problem| invalid(problem.message()))?;
    positive(asked.amount, key::PF_BAD_AMOUNT)?;
    let resource = &held.resource;
    if asked.amount > resource.capacity || (resource.mode == Mode::Calendar && !asked.amount.fract().is_zero()) {
        let message = Message::new(key::PF_AMOUNT_TOO_LARGE).with("resource", &resource.name);
        let message = message.with("capacity", format::exact(resource.capacity));
        return Err(invalid(message.with("unit", &resource.unit).with("found", format::exact(asked.amount))));
    }
    let at = asked.slot.map_or(case.now, |slot| slot.from.max(case.now));
    case.is_open(platform, &asked.park, at)?;
    let own = |id| case.state.platforms.booking(id).is_some_and(|booking| booking.request.park == asked.park);
    if platform.active.iter().filter(|id| own(**id)).count() >= MOST_ACTIVE {
        return Err(conflict(Message::new(key::PF_TOO_MANY).with("most", MOST_ACTIVE.to_string())));
    }
    let waitlisted = match (resource.mode, asked.slot) {
        (Mode::Listed, _) => return Err(conflict(Message::new(key::PF_LISTED_ONLY).with("resource", &resource.name))),
        // What is left of a credit line is the owner's to say: to a park it would tell what others have borrowed.
        (Mode::Request, None) => false,
        (Mode::Request, Some(_)) => {
            return Err(invalid(Message::new(key::PF_NO_SLOT_WANTED).with("resource", &resource.name)));
        }
        (Mode::Calendar, None) => {
            return Err(invalid(Message::new(key::PF_SLOT_NEEDED).with("resource", &resource.name)));
        }
        (Mode::Calendar, Some(slot)) => {
            let wanted = Wanted { held, slot, amount: asked.amount, except: None };
            case.fits(&wanted)?;
            let left = case.is_left(&wanted);
            if !left && !wait {
                return Err(case.taken(&wanted));
            }
            !left
        }
    };
    let enterprise = Enterprise { code: code.as_str().to_owned(), name: asked.enterprise.name.trim().to_owned() };
    Ok(vec![Event::Requested { request: Request { enterprise, purpose, ..asked.clone() }, waitlisted }])
}
