//! Taking entries in. What does not fit changes nothing.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{Held, Maintenance, OwnUse, Platform, Register};
use crate::access::{Actor, Role};
use crate::id::{PlatformId, ResourceId};
use crate::period::day_of;
use crate::platform::booking::{Booking, BookingId, Done, Request, Stage};
use crate::platform::calendar::Slot;
use crate::platform::entitlement::Change;
use crate::platform::{Details, Event};

impl Register {
    pub(crate) fn apply(&mut self, position: u64, at: Timestamp, by: Actor, event: Event) {
        match event {
            Event::Registered { platform, details } | Event::Changed { platform, details } => {
                self.set(position, at, platform, details);
            }
            Event::OpennessSet { platform, park, openness, since, evidence } => {
                let Some(platform) = self.touch(&platform, position) else { return };
                let history = platform.openness.entry(park.clone()).or_default();
                let place = history.partition_point(|change| change.since <= since);
                history.insert(place, Change { position, at, since, openness, evidence });
                self.parks.entry(park).or_default().changed = position;
            }
            Event::MaintenanceSet { platform, resource, slot, why } => {
                let Some(held) = self.touch(&platform, position) else { return };
                let Some(held) = held.held_mut(&resource) else { return };
                held.maintenance.insert(position, Maintenance { slot, why });
                self.maintenance.insert(position, (platform, resource));
            }
            Event::MaintenanceLifted { maintenance } => self.lift(position, at, maintenance),
            Event::Requested { request, waitlisted } => self.request(position, at, &by, request, waitlisted),
            Event::Booking { booking, step } => {
                let by_park = matches!(by.role, Role::Park(_));
                let done = Done { position, at, by: by.name.into(), by_park, step: Some(step) };
                self.take_step(booking, done);
            }
            Event::OwnUse { platform, resource, month, hours, income } => {
                if let Some(platform) = self.touch(&platform, position) {
                    platform.own_use.insert((month, resource), OwnUse { position, at, hours, income });
                }
            }
        }
    }

    fn touch(&mut self, platform: &PlatformId, position: u64) -> Option<&mut Platform> {
        let platform = self.platforms.get_mut(platform)?;
        platform.changed = position;
        Some(platform)
    }

    fn set(&mut self, position: u64, at: Timestamp, id: PlatformId, details: Details) {
        let today = day_of(at);
        let platform = self.platforms.entry(id).or_insert_with(|| Platform {
            details: details.clone(),
            position,
            registered: at,
            resources: Default::default(),
            openness: Default::default(),
            active: Default::default(),
            all: Default::default(),
            own_use: Default::default(),
            tallies: Default::default(),
            ratings: Default::default(),
            changed: position,
        });
        let listed = |id: &ResourceId| details.resources.iter().any(|resource| resource.id == *id);
        let gone: Vec<_> = platform.resources.keys().filter(|id| !listed(id)).cloned().collect();
        for id in &gone {
            if let Some(held) = platform.held_mut(id) {
                held.until.get_or_insert(today);
            }
        }
        for resource in &details.resources {
            let held = platform.resources.entry(resource.id.clone()).or_insert_with(|| {
                Arc::new(Held {
                    resource: resource.clone(),
                    since: today,
                    until: None,
                    calendar: Default::default(),
                    waiting: Default::default(),
                    maintenance: Default::default(),
                    credit: Default::default(),
                })
            });
            let held = Arc::make_mut(held);
            held.resource = resource.clone();
            held.until = None;
        }
        platform.details = details;
        platform.changed = position;
    }

    /// A window that has not begun goes; one that has begun ends.
    fn lift(&mut self, position: u64, at: Timestamp, maintenance: u64) {
        let Some((platform, resource)) = self.maintenance.remove(&maintenance) else { return };
        let Some(platform) = self.touch(&platform, position) else { return };
        let Some(held) = platform.held_mut(&resource) else { return };
        let Some(window) = held.maintenance.get_mut(&maintenance) else { return };
        match window.slot.common(Slot { from: Timestamp::MIN, to: at }) {
            Some(past) => window.slot = past,
            None => {
                held.maintenance.remove(&maintenance);
            }
        }
    }

    fn request(&mut self, position: u64, at: Timestamp, by: &Actor, request: Request, waitlisted: bool) {
        let id = BookingId(position);
        // Looked for first: to ask for a place to write copies what is shared.
        if !self.enterprises.contains_key(&request.enterprise.code) {
            self.enterprises.insert(request.enterprise.code.clone(), self.enterprises.len() as u32);
        }
        let Some(platform) = self.touch(&request.platform, position) else { return };
        platform.active.insert(id);
        platform.all.insert(id);
        let mine = self.parks.entry(request.park.clone()).or_default();
        mine.active.insert(id);
        mine.all.insert(id);
        mine.changed = position;
        let asked = Done { position, at, by: by.name.as_str().into(), by_park: true, step: None };
        let booking = Booking {
            id,
            asked: request.slot,
            request,
            stage: if waitlisted { Stage::Waitlisted } else { Stage::Requested },
            waitlisted,
            clock: at,
            answered: None,
            steps: vec![asked],
            usage: None,
            repaid: Default::default(),
            rating: None,
        };
        self.hold(&booking);
        self.bookings.insert(id, Arc::new(booking));
    }

    /// Enters what a booking keeps into its resource's calendar.
    pub(super) fn hold(&mut self, booking: &Booking) {
        let Some(platform) = self.platforms.get_mut(&booking.request.platform) else { return };
        let Some(held) = platform.held_mut(&booking.request.resource) else { return };
        if booking.stage == Stage::Waitlisted {
            held.waiting.insert(booking.id);
        } else {
            held.waiting.remove(&booking.id);
        }
        held.owe(booking);
        if let Some(slot) = booking.held().filter(|slot| slot.length() > SignedDuration::ZERO) {
            let amount = booking.request.amount;
            held.calendar.take(crate::platform::calendar::Hold { booking: booking.id, slot, amount });
        }
    }

    /// Takes out of its resource's calendar what a booking keeps.
    pub(super) fn release(&mut self, booking: &Booking) {
        let Some(platform) = self.platforms.get_mut(&booking.request.platform) else { return };
        let Some(held) = platform.held_mut(&booking.request.resource) else { return };
        if let Some(slot) = booking.held() {
            held.calendar.release(booking.id, slot);
        }
    }
}
