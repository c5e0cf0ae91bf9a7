//! Maintenance, and what an owner states of its own use.

use rust_decimal::Decimal;

use super::promote::promoted;
use super::slot::span;
use super::{Case, Decided, Event, conflict, invalid, not_found, number, said};
use crate::format;
use crate::id::{PlatformId, ResourceId};
use crate::period::{Month, day_of};
use crate::platform::booking::{Stage, Step};
use crate::platform::calendar::Slot;
use crate::platform::register::Held;
use crate::platform::register::Maintenance;
use crate::platform::{Class, Mode};
use crate::words::{Message, key};

pub(super) fn set(
    case: &Case<'_>,
    id: &PlatformId,
    resource: &ResourceId,
    slot: Slot,
    why: &str,
    cancel_bookings: bool,
) -> Decided {
    let platform = case.platform(id)?;
    case.acts_for(&platform.details.owner)?;
    let held = case.resource(platform, resource)?;
    let why = said(why, key::REASON_NEEDED)?;
    if held.resource.mode != Mode::Calendar {
        return Err(invalid(Message::new(key::PF_NO_CALENDAR).with("resource", &held.resource.name)));
    }
    if slot.from >= slot.to {
        return Err(invalid(Message::new(key::PF_SLOT_UPSIDE_DOWN)));
    }
    if slot.to <= case.now {
        let message = Message::new(key::PF_SLOT_PAST).with("from", crate::format::moment(slot.from));
        return Err(invalid(message.with("now", crate::format::moment(case.now))));
    }
    let same = |window: &&Maintenance| window.slot == slot && window.why == why;
    if held.maintenance.values().any(|window| same(&window)) {
        return Err(conflict(Message::new(key::PF_MAINTENANCE_TWICE).with("slot", span(slot))));
    }
    let register = &case.state.platforms;
    let holds = held.calendar.holds(slot).filter_map(|hold| register.booking(hold.booking));
    let stands = |stage| matches!(stage, Stage::Requested | Stage::Proposed | Stage::Accepted);
    let in_the_way: Vec<_> = holds.filter(|booking| stands(booking.stage)).collect();
    if let (false, Some(first)) = (cancel_bookings, in_the_way.first()) {
        let message = Message::new(key::PF_BOOKINGS_IN_THE_WAY).with("count", in_the_way.len().to_string());
        let message = message.with("park", case.park_name(&first.request.park));
        return Err(conflict(message.with("slot", first.request.slot.map_or_else(String::new, span))));
    }
    let mut after = Held::clone(held);
    after.maintenance.insert(u64::MAX, Maintenance { slot, why: why.clone() });
    let (platform_id, resource) = (id.clone(), resource.clone());
    let mut events = vec![Event::MaintenanceSet { platform: platform_id, resource, slot, why: why.clone() }];
    for booking in &in_the_way {
        if let Some(slot) = booking.held() {
            after.calendar.release(booking.id, slot);
        }
        events.push(Event::Booking { booking: booking.id, step: Step::Cancelled { reason: why.clone() } });
    }
    events.extend(promoted(case, platform, after));
    Ok(events)
}

pub(super) fn lift(case: &Case<'_>, maintenance: u64) -> Decided {
    let none = || not_found(key::PF_NO_MAINTENANCE, &maintenance.to_string());
    let (id, resource) = case.state.platforms.maintenance.get(&maintenance).ok_or_else(none)?;
    let platform = case.platform(id).map_err(|_| none())?;
    case.acts_for(&platform.details.owner)?;
    let held = platform.resources.get(resource).ok_or_else(none)?;
    if held.maintenance.get(&maintenance).is_none_or(|window| window.slot.to <= case.now) {
        return Err(conflict(Message::new(key::PF_MAINTENANCE_OVER)));
    }
    let mut after = Held::clone(held);
    after.maintenance.remove(&maintenance);
    let mut events = vec![Event::MaintenanceLifted { maintenance }];
    events.extend(promoted(case, platform, after));
    Ok(events)
}

pub(super) fn own_use(
    case: &Case<'_>,
    id: &PlatformId,
    resource: &ResourceId,
    month: Month,
    hours: Decimal,
    income: Decimal,
) -> Decided {
    let platform = case.platform(id)?;
    case.acts_for(&platform.details.owner)?;
    let held = case.resource(platform, resource)?;
    if held.resource.class != Class::Instrument {
        return Err(invalid(Message::new(key::PF_NO_INSTRUMENT).with("resource", &held.resource.name)));
    }
    number(hours, key::PF_BAD_HOURS_USED)?;
    number(income, key::PF_BAD_INCOME)?;
    let this_month = Month::of(day_of(case.now));
    if month > this_month || month < this_month.plus(-24) {
        let message = Message::new(key::PF_OWN_USE_MONTH).with("month", crate::format::month(month));
        return Err(invalid(message));
    }
    // Rated hours count from then on, and so do hours.
    if month < Month::of(held.since) {
        let message = Message::new(key::PF_OWN_USE_BEFORE).with("resource", &held.resource.name);
        return Err(invalid(message.with("since", held.since.to_string())));
    }
    let most = Decimal::from(31 * 24).saturating_mul(held.resource.capacity);
    if hours > most {
        let message = Message::new(key::PF_OWN_USE_TOO_LONG).with("found", format::exact(hours));
        return Err(invalid(message.with("most", format::exact(most))));
    }
    let stated = platform.own_use.get(&(month, resource.clone()));
    if stated.is_some_and(|stated| stated.hours == hours && stated.income == income) {
        let message = Message::new(key::PF_OWN_USE_TWICE).with("resource", &held.resource.name);
        return Err(conflict(message.with("month", crate::format::month(month))));
    }
    let (platform, resource) = (id.clone(), resource.clone());
    Ok(vec![Event::OwnUse { platform, resource, month, hours, income }])
}
