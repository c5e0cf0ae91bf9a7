//! The register: what an owner says of its platforms, and to whom they are open.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rust_decimal::Decimal;

use super::promote::promoted;
use super::slot::nothing;
use super::{Case, Decided, Event, conflict, evidence, invalid, name, not_found, number, positive, said, short};
use crate::format;
use crate::id::{ParkId, PlatformId};
use crate::period::day_of;
use crate::platform::booking::Evidence;
use crate::platform::calendar::Slot;
use crate::platform::register::Held;
use crate::platform::register::Platform;
use crate::platform::{Details, Hours, Mode, Opening, Openness, Resource};
use crate::state::Rejection;
use crate::words::{Message, key};
use crate::zone::is_id;

/// Resources of a platform.
const MOST_RESOURCES: usize = 500;
/// Documents of a platform.
const MOST_DOCUMENTS: usize = 50;
/// How far ahead openness may be decided.
const AHEAD_DAYS: i64 = 366;

pub(super) fn register(case: &Case<'_>, id: &PlatformId, details: &Details) -> Decided {
    case.acts_for(&details.owner)?;
    // Whose it is, and what, is told to nobody: an owner sees its own platforms alone.
    if case.state.platforms.platform(id).is_some() {
        return Err(conflict(Message::new(key::PF_ID_TAKEN).with("found", id.as_str())));
    }
    well_formed(id.as_str())?;
    // `/platforms/free` asks what is free.
    if id.as_str() == "free" {
        return Err(invalid(Message::new(key::PF_ID_RESERVED).with("found", id.as_str())));
    }
    sound(case, details)?;
    Ok(vec![Event::Registered { platform: id.clone(), details: details.clone() }])
}

pub(super) fn change(case: &Case<'_>, id: &PlatformId, details: &Details) -> Decided {
    let platform = case.platform(id)?;
    case.acts_for(&platform.details.owner)?;
    case.acts_for(&details.owner)?;
    sound(case, details)?;
    if platform.details == *details {
        return nothing();
    }
    keeps_promises(case, platform, details)?;
    let mut events = vec![Event::Changed { platform: id.clone(), details: details.clone() }];
    for resource in details.resources.iter().filter(|resource| resource.mode == Mode::Calendar) {
        let Some(held) = platform.resources.get(&resource.id) else { continue };
        if resource.capacity > held.resource.capacity {
            let mut after = Held::clone(held);
            after.resource = resource.clone();
            events.extend(promoted(case, platform, after));
        }
    }
    Ok(events)
}

/// What was promised stands: a resource with bookings is not taken away, and not made smaller than they need.
fn keeps_promises(case: &Case<'_>, platform: &Platform, details: &Details) -> Result<(), Rejection> {
    let booked = |id: &crate::id::ResourceId| {
        let bookings = platform.active.iter().filter_map(|id| case.state.platforms.booking(*id));
        bookings.filter(|booking| booking.request.resource == *id).count()
    };
    let ahead = Slot { from: case.now, to: Timestamp::MAX };
    for (id, held) in platform.resources.iter().filter(|(_, held)| held.until.is_none()) {
        let now = details.resources.iter().find(|resource| resource.id == *id);
        let stays = now.is_some_and(|now| now.mode == held.resource.mode && now.class == held.resource.class);
        let count = booked(id);
        if !stays && count > 0 {
            let message = Message::new(key::PF_RESOURCE_BOOKED).with("resource", &held.resource.name);
            return Err(conflict(message.with("count", count.to_string())));
        }
        let lent = held.lent();
        if !stays && lent > Decimal::ZERO {
            let message = Message::new(key::PF_CREDIT_OUT).with("resource", &held.resource.name);
            return Err(conflict(message.with("taken", format::exact(lent)).with("unit", &held.resource.unit)));
        }
        if let Some(now) = now.filter(|now| now.capacity < lent) {
            let message = Message::new(key::PF_CAPACITY_BOOKED).with("resource", &now.name);
            return Err(conflict(message.with("booked", format::exact(lent)).with("unit", &now.unit)));
        }
        let peak = held.calendar.peak(ahead, None);
        if let Some(now) = now.filter(|now| now.mode == Mode::Calendar && now.capacity < peak) {
            let message = Message::new(key::PF_CAPACITY_BOOKED).with("resource", &now.name);
            return Err(conflict(message.with("booked", format::exact(peak)).with("unit", &now.unit)));
        }
    }
    Ok(())
}

pub(super) fn set_openness(
    case: &Case<'_>,
    id: &PlatformId,
    park: &ParkId,
    openness: &Openness,
    since: Date,
    document: &Evidence,
) -> Decided {
    let platform = case.platform(id)?;
    case.acts_for(&platform.details.owner)?;
    if case.zone.park(park).is_none() {
        return Err(not_found(key::PF_NO_PARK, park.as_str()));
    }
    let openness = match openness {
        Openness::Open => Openness::Open,
        Openness::Conditional(which) => Openness::Conditional(said(which, key::PF_CONDITION_NEEDED)?),
        Openness::Closed(why) => Openness::Closed(said(why, key::PF_CLOSED_WHY)?),
    };
    evidence(document)?;
    let latest = day_of(case.now).saturating_add(AHEAD_DAYS.days());
    if since > latest {
        let message = Message::new(key::PF_SINCE_TOO_FAR).with("since", since.to_string());
        return Err(invalid(message.with("latest", latest.to_string())));
    }
    let last = platform.openness.get(park).and_then(|history| history.last());
    if let Some(last) = last {
        if since < last.since {
            // History is not rewritten: what was said to be open then, was.
            let message = Message::new(key::PF_SINCE_BEFORE_LAST).with("since", since.to_string());
            return Err(conflict(message.with("last", last.since.to_string())));
        }
        if last.openness == openness && last.evidence == *document {
            return nothing();
        }
    }
    let (platform, park) = (id.clone(), park.clone());
    Ok(vec![Event::OpennessSet { platform, park, openness, since, evidence: document.clone() }])
}

fn well_formed(id: &str) -> Result<(), Rejection> {
    if is_id(id) { Ok(()) } else { Err(invalid(Message::new(key::PF_BAD_ID).with("found", id))) }
}

fn sound(case: &Case<'_>, details: &Details) -> Result<(), Rejection> {
    if case.zone.owner(&details.owner).is_none() {
        return Err(not_found(key::PF_NO_OWNER, details.owner.as_str()));
    }
    if !case.rules.kinds.iter().any(|kind| kind.id == details.kind) {
        let known: Vec<&str> = case.rules.kinds.iter().map(|kind| kind.id.as_str()).collect();
        let message = Message::new(key::PF_NO_KIND).with("found", details.kind.as_str());
        return Err(invalid(message.with("known", known.join("、"))));
    }
    name(&details.name, key::PF_BAD_PLATFORM_NAME)?;
    short(&details.rules)?;
    if details.evidence.len() > MOST_DOCUMENTS {
        return Err(invalid(Message::new(key::PF_EVIDENCE_COUNT).with("most", MOST_DOCUMENTS.to_string())));
    }
    details.evidence.iter().try_for_each(evidence)?;
    if details.resources.is_empty() || details.resources.len() > MOST_RESOURCES {
        return Err(invalid(Message::new(key::PF_RESOURCES_COUNT).with("most", MOST_RESOURCES.to_string())));
    }
    let mut ids = BTreeSet::new();
    for resource in &details.resources {
        well_formed(resource.id.as_str())?;
        if !ids.insert(&resource.id) {
            return Err(invalid(Message::new(key::PF_RESOURCE_TWICE).with("found", resource.id.as_str())));
        }
        sound_resource(case, resource)?;
    }
    Ok(())
}

fn sound_resource(case: &Case<'_>, resource: &Resource) -> Result<(), Rejection> {
    name(&resource.name, key::PF_BAD_RESOURCE_NAME)?;
    name(&resource.unit, key::PF_BAD_UNIT)?;
    positive(resource.capacity, key::PF_BAD_CAPACITY)?;
    number(resource.value.unwrap_or(Decimal::ZERO), key::PF_BAD_VALUE)?;
    if let Some(price) = &resource.price {
        number(price.amount, key::PF_BAD_PRICE)?;
        name(&price.per, key::PF_BAD_UNIT)?;
    }
    if resource.mode == Mode::Calendar && !resource.capacity.fract().is_zero() {
        return Err(invalid(Message::new(key::PF_CAPACITY_WHOLE).with("resource", &resource.name)));
    }
    if let Some(rated) = resource.rated.as_ref().filter(|id| !case.rules.rated.iter().any(|it| it.id == **id)) {
        let known: Vec<&str> = case.rules.rated.iter().map(|it| it.id.as_str()).collect();
        let message = Message::new(key::PF_NO_RATED).with("found", rated.as_str());
        return Err(invalid(message.with("known", known.join("、"))));
    }
    if resource.longest_hours == Some(0) {
        return Err(invalid(Message::new(key::PF_BAD_LONGEST).with("resource", &resource.name)));
    }
    match &resource.hours {
        Hours::Own(openings) if openings.is_empty() || !openings.iter().all(is_opening) => {
            Err(invalid(Message::new(key::PF_BAD_HOURS).with("resource", &resource.name)))
        }
        _ => Ok(()),
    }
}

/// Weekdays in order, and hours that begin on their day and end by the end of the next.
pub(crate) fn is_opening(opening: &Opening) -> bool {
    let days = &opening.weekdays;
    let in_order = !days.is_empty() && days.is_sorted_by(|a, b| a < b) && days.iter().all(|day| (1..=7).contains(day));
    in_order && opening.from < 1440 && opening.from < opening.to && opening.to <= 2880
}
