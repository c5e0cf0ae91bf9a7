//! What is allowed with platforms, and the sentence when it is not.

mod ask;
mod credit;
mod promote;
mod register;
mod slot;
mod step;
mod upkeep;

use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::booking::{Booking, BookingId, Evidence};
use super::register::{Held, Platform};
use super::{Command, Event};
use crate::access::{Actor, Role};
use crate::id::{OwnerId, PlatformId, ResourceId};
use crate::openness::Rules;
use crate::state::{self, Rejection, RejectionKind, State};
use crate::words::{Key, Message, key};
use crate::zone::Zone;

pub(crate) use step::permitted;

/// Longest text, in characters.
const LONGEST_TEXT: usize = 2000;
/// Longest name, in characters.
const LONGEST_NAME: usize = 100;
/// No amount, price or number of hours is larger: sums over a zone stay exact.
const LARGEST: i64 = 1_000_000_000;

type Decided = Result<Vec<Event>, Rejection>;

/// Judges a command about platforms.
pub(crate) fn decide(
    state: &State,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<state::Event>, Rejection> {
    let case = Case::new(state, actor, now)?;
    let events = match command {
        Command::Register { platform, details } => register::register(&case, platform, details),
        Command::Change { platform, details } => register::change(&case, platform, details),
        Command::SetOpenness { platform, park, openness, since, evidence } => {
            register::set_openness(&case, platform, park, openness, *since, evidence)
        }
        Command::SetMaintenance { platform, resource, slot, why, cancel_bookings } => {
            upkeep::set(&case, platform, resource, *slot, why, *cancel_bookings)
        }
        Command::LiftMaintenance { maintenance } => upkeep::lift(&case, *maintenance),
        Command::Request { request, wait } => ask::request(&case, request, *wait),
        Command::Step { booking, step } => step::step(&case, *booking, step),
        Command::StateOwnUse { platform, resource, month, hours, income } => {
            upkeep::own_use(&case, platform, resource, *month, *hours, *income)
        }
    };
    events.map(|events| events.into_iter().map(state::Event::Platform).collect())
}

/// What a command is judged against.
struct Case<'a> {
    state: &'a State,
    zone: &'a Zone,
    rules: &'a Rules,
    role: &'a Role,
    now: Timestamp,
}

impl<'a> Case<'a> {
    fn new(state: &'a State, actor: &'a Actor, now: Timestamp) -> Result<Self, Rejection> {
        let zone = state.zone().ok_or_else(|| conflict(Message::new(key::NOT_CONFIGURED)))?;
        let rules = zone.openness.as_ref().ok_or_else(|| conflict(Message::new(key::PF_NOT_CONFIGURED)))?;
        Ok(Self { state, zone, rules, role: &actor.role, now })
    }

    /// A platform the actor may know of: an owner knows its own alone; a wall and who keeps accounts, none.
    fn platform(&self, id: &PlatformId) -> Result<&'a Platform, Rejection> {
        let found = self.state.platforms.platform(id);
        let is_known = |platform: &&Platform| match self.role {
            Role::Owner(own) => *own == platform.details.owner,
            Role::Display | Role::Operator => false,
            Role::Leading | Role::Office | Role::Park(_) => true,
        };
        found.filter(is_known).ok_or_else(|| not_found(key::PF_NO_PLATFORM, id.as_str()))
    }

    /// A resource that is not retired.
    fn resource(&self, platform: &'a Platform, id: &ResourceId) -> Result<&'a Held, Rejection> {
        let held = platform.resources.get(id).map(Arc::as_ref).filter(|held| held.until.is_none());
        held.ok_or_else(|| {
            let known = platform.details.resources.iter().map(|resource| resource.id.as_str()).collect::<Vec<_>>();
            let message = Message::new(key::PF_NO_RESOURCE).with("found", id.as_str());
            Rejection::new(RejectionKind::NotFound, message.with("known", known.join("、")))
        })
    }

    /// A booking the actor has a part in: its park, or the platform's owner. The leading group and its office, who see
    /// bookings, are told that they have none; to all others there is no such booking.
    fn booking(&self, id: BookingId) -> Result<(&'a Booking, &'a Platform), Rejection> {
        let register = &self.state.platforms;
        let none = || not_found(key::PF_NO_BOOKING, &id.to_string());
        let booking = register.booking(id).ok_or_else(none)?;
        let platform = register.platform(&booking.request.platform).ok_or_else(none)?;
        let has_part = match self.role {
            Role::Park(park) => *park == booking.request.park,
            Role::Owner(owner) => *owner == platform.details.owner,
            Role::Leading | Role::Office => return Err(Rejection::forbidden(key::PF_ONLY_PARTIES)),
            Role::Display | Role::Operator => false,
        };
        if has_part { Ok((booking, platform)) } else { Err(none()) }
    }

    /// The owner itself may act for its platforms, and the office for all.
    fn acts_for(&self, owner: &OwnerId) -> Result<(), Rejection> {
        match self.role {
            Role::Office => Ok(()),
            Role::Owner(own) if own == owner => Ok(()),
            _ => Err(Rejection::forbidden(key::PF_ONLY_OWNER)),
        }
    }

    /// A park's short name.
    fn park_name(&self, park: &crate::id::ParkId) -> String {
        self.zone.park(park).map_or_else(|| park.to_string(), |park| park.short.clone())
    }
}

fn invalid(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Invalid, message)
}

fn conflict(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Conflict, message)
}

fn not_found(key: Key, found: &str) -> Rejection {
    Rejection::new(RejectionKind::NotFound, Message::new(key).with("found", found.chars().take(40).collect::<String>()))
}

/// A text that must say something.
fn said(text: &str, missing: Key) -> Result<String, Rejection> {
    let text = text.trim();
    if text.is_empty() {
        return Err(invalid(Message::new(missing)));
    }
    short(text).map(ToOwned::to_owned)
}

/// A text that may be empty.
fn short(text: &str) -> Result<&str, Rejection> {
    if text.chars().count() > LONGEST_TEXT {
        return Err(invalid(Message::new(key::TEXT_TOO_LONG)));
    }
    Ok(text.trim())
}

fn name(text: &str, wrong: Key) -> Result<(), Rejection> {
    if text.trim().is_empty() || text.chars().count() > LONGEST_NAME {
        return Err(invalid(Message::new(wrong).with("most", LONGEST_NAME.to_string())));
    }
    Ok(())
}

/// A number within what can be meant: zero or more, up to a thousand million, four decimals.
fn number(value: Decimal, wrong: Key) -> Result<(), Rejection> {
    if value < Decimal::ZERO || value > Decimal::from(LARGEST) || value.normalize().scale() > 4 {
        return Err(invalid(Message::new(wrong).with("found", value.to_string())));
    }
    Ok(())
}

/// The same, and not zero.
fn positive(value: Decimal, wrong: Key) -> Result<(), Rejection> {
    if value.is_zero() {
        return Err(invalid(Message::new(wrong).with("found", value.to_string())));
    }
    number(value, wrong)
}

fn evidence(evidence: &Evidence) -> Result<(), Rejection> {
    name(&evidence.document, key::PF_BAD_EVIDENCE)?;
    match &evidence.digest {
        Some(digest) if !crate::document::is_digest(digest) => {
            Err(invalid(Message::new(key::FILE_GONE).with("document", &evidence.document)))
        }
        _ => Ok(()),
    }
}
