//! The register: everything that follows from the entries about platforms.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::booking::{Booking, BookingId};
use super::calendar::{Calendar, Slot};
use super::entitlement::Change;
use super::resource::Resource;
use super::tally::Tallies;
use super::{Details, Event};
use crate::access::Actor;
use crate::id::{ParkId, PlatformId, ResourceId};

/// All platforms and bookings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    pub(crate) platforms: BTreeMap<PlatformId, Platform>,
    /// By position, ascending.
    pub(crate) bookings: Vec<Booking>,
}

/// A platform with what follows from its history.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Platform {
    pub details: Details,
    pub position: u64,
    pub registered: Timestamp,
    pub resources: BTreeMap<ResourceId, Held>,
    pub openness: BTreeMap<ParkId, Vec<Change>>,
    pub active: BTreeSet<BookingId>,
    pub tallies: Tallies,
}

/// A resource with its calendar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Held {
    pub resource: Resource,
    pub since: Date,
    /// The day it was retired.
    pub until: Option<Date>,
    pub calendar: Calendar,
    pub maintenance: BTreeMap<u64, Maintenance>,
}

/// A maintenance window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Maintenance {
    pub slot: Slot,
    pub why: String,
}

impl Register {
    pub(crate) fn apply(&mut self, _position: u64, _at: Timestamp, _by: Actor, _event: Event) {}
}
