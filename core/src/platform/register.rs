//! The register: everything that follows from the entries about platforms.

mod apply;
mod course;

use std::sync::Arc;

use imbl::{HashMap, OrdMap, OrdSet};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Details;
use super::booking::{Booking, BookingId};
use super::calendar::{Calendar, Slot};
use super::entitlement::{self, Change};
use super::ratings::Ratings;
use super::resource::{Class, Resource};
use super::tally::Tallies;
use crate::id::{OwnerId, ParkId, PlatformId, ResourceId};
use crate::kept::{Input, Kept, Output, kept};
use crate::period::Month;

/// All platforms and bookings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    pub(crate) platforms: OrdMap<PlatformId, Platform>,
    /// By position, ascending. Each has a place of its own, so that one that changes is copied alone.
    bookings: OrdMap<BookingId, Arc<Booking>>,
    pub(crate) parks: OrdMap<ParkId, Mine>,
    /// Where each maintenance window belongs.
    pub(crate) maintenance: OrdMap<u64, (PlatformId, ResourceId)>,
    /// How many ratings become public together, as configured when they were given.
    pub(crate) ratings_from: i64,
    /// Enterprises by code, numbered as they come.
    enterprises: HashMap<String, u32>,
}

/// What is a park's.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mine {
    /// Bookings that are not over.
    pub active: OrdSet<BookingId>,
    /// All of the park's bookings, in the order in which they were asked for.
    pub all: OrdSet<BookingId>,
    /// The newest entry that concerns it.
    pub changed: u64,
}

/// A platform with what follows from its history.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Platform {
    pub details: Details,
    pub position: u64,
    pub registered: Timestamp,
    pub resources: OrdMap<ResourceId, Arc<Held>>,
    pub openness: OrdMap<ParkId, Vec<Change>>,
    /// Bookings that are not over.
    pub active: OrdSet<BookingId>,
    /// All of the platform's bookings, in the order in which they were asked for.
    pub all: OrdSet<BookingId>,
    pub own_use: OrdMap<(Month, ResourceId), OwnUse>,
    pub tallies: Tallies,
    /// What users said, as it becomes public.
    pub ratings: Ratings,
    /// The newest entry that concerns it.
    pub changed: u64,
}

/// A resource with its calendar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Held {
    pub resource: Resource,
    pub since: Date,
    /// The day it was retired.
    pub until: Option<Date>,
    pub calendar: Calendar,
    /// Waiting for a slot that is taken, in order.
    pub waiting: OrdSet<BookingId>,
    pub maintenance: OrdMap<u64, Maintenance>,
    /// Of a credit line: what each booking takes of it.
    pub credit: OrdMap<BookingId, Decimal>,
}

/// A maintenance window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Maintenance {
    pub slot: Slot,
    pub why: String,
}

/// An owner's statement of its own use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnUse {
    pub position: u64,
    pub at: Timestamp,
    pub hours: Decimal,
    pub income: Decimal,
}

impl Register {
    pub(crate) fn booking(&self, id: BookingId) -> Option<&Booking> {
        self.bookings.get(&id).map(Arc::as_ref)
    }

    /// Every booking there ever was, the oldest first.
    pub(crate) fn all_bookings(&self) -> impl Iterator<Item = &Arc<Booking>> {
        self.bookings.values()
    }

    pub(crate) fn set_bookings(&mut self, all: impl Iterator<Item = Arc<Booking>>) {
        self.bookings = all.map(|booking| (booking.id, booking)).collect();
    }

    pub(crate) fn platform(&self, id: &PlatformId) -> Option<&Platform> {
        self.platforms.get(id)
    }

    /// The resource of a booking.
    pub(crate) fn held(&self, booking: &Booking) -> Option<&Held> {
        self.platforms.get(&booking.request.platform)?.resources.get(&booking.request.resource).map(Arc::as_ref)
    }

    /// Platforms of an owner.
    pub(crate) fn of_owner<'a>(&'a self, owner: &'a OwnerId) -> impl Iterator<Item = (&'a PlatformId, &'a Platform)> {
        self.platforms.iter().filter(move |(_, platform)| platform.details.owner == *owner)
    }

    /// The number of an enterprise that was once served.
    pub(crate) fn enterprise(&self, code: &str) -> Option<u32> {
        self.enterprises.get(code).copied()
    }
}

impl Platform {
    /// A resource, to be changed.
    pub(crate) fn held_mut(&mut self, id: &ResourceId) -> Option<&mut Held> {
        self.resources.get_mut(id).map(Arc::make_mut)
    }

    /// What is in force for a park on a day.
    pub(crate) fn openness_on(&self, park: &ParkId, day: Date) -> Option<&Change> {
        entitlement::on(self.openness.get(park)?, day)
    }
}

impl Platform {
    /// Whether a resource was in the register on any day of a month.
    pub(crate) fn was_listed(&self, resource: &ResourceId, month: Month) -> bool {
        self.resources.get(resource).is_some_and(|held| {
            Month::of(held.since) <= month && held.until.is_none_or(|until| month <= Month::of(until))
        })
    }

    /// Whether a resource is an instrument whose own use in a month its owner has stated. A month that nobody has
    /// stated is not one of zero hours: what needs own hours leaves it out, above and below.
    pub(crate) fn has_stated(&self, resource: &ResourceId, month: Month) -> bool {
        self.own_use.contains_key(&(month, resource.clone()))
            && self.was_listed(resource, month)
            && self.resources.get(resource).is_some_and(|held| held.resource.class == Class::Instrument)
    }
}

impl Held {
    /// Whether it is in the register on a day.
    pub(crate) fn is_listed(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day < until)
    }

    /// The first maintenance window that touches a slot.
    pub(crate) fn maintained(&self, slot: Slot) -> Option<&Maintenance> {
        let windows = self.maintenance.values().filter(|window| window.slot.overlaps(slot));
        windows.min_by_key(|window| window.slot)
    }
}

kept!(struct Mine { active, all, changed });
kept!(struct Platform { details, position, registered, resources, openness, active, all, own_use, tallies, ratings, changed });
kept!(struct Held { resource, since, until, calendar, waiting, maintenance, credit });
kept!(struct Maintenance { slot, why });
kept!(struct OwnUse { position, at, hours, income });

/// Without its bookings, which are kept in pieces.
impl Kept for Register {
    fn keep(&self, out: &mut Output<'_>) {
        let Self { platforms, bookings: _, parks, maintenance, ratings_from, enterprises } = self;
        platforms.keep(out);
        parks.keep(out);
        maintenance.keep(out);
        ratings_from.keep(out);
        enterprises.keep(out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        Some(Self {
            platforms: Kept::restore(from)?,
            bookings: OrdMap::new(),
            parks: Kept::restore(from)?,
            maintenance: Kept::restore(from)?,
            ratings_from: Kept::restore(from)?,
            enterprises: Kept::restore(from)?,
        })
    }
}
