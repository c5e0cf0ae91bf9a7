//! An owner's working list.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::booking::{BookingLine, clock, line};
use super::catalogue::{Maintenance, Ratings, maintenance, ratings};
use crate::access::Scope;
use crate::id::{OwnerId, PlatformId};
use crate::period::day_of;
use crate::platform::{Booking, Stage};
use crate::series::Seen;

/// What an owner has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OwnerWork))]
pub struct Work {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The owner of platforms whose working list it is, by its id: `service_centre`.
    pub owner: OwnerId,
    /// The same work in numbers.
    pub summary: WorkSummary,
    /// Requests that wait for an answer, the most urgent first.
    pub waiting: Vec<BookingLine>,
    /// Agreed on and not over, with a slot that touches today.
    pub today: Vec<BookingLine>,
    /// Agreed on, of later days.
    pub upcoming: Vec<BookingLine>,
    /// The slot is over, or there is none: use is to be recorded.
    pub to_record: Vec<BookingLine>,
    /// Another time was offered, and the park has not answered.
    pub proposed: Vec<BookingLine>,
    /// Credit that is drawn and not paid back, the oldest first.
    pub owed: Vec<BookingLine>,
    /// Requests in waiting lines, for slots that are taken.
    pub waitlisted: Vec<BookingLine>,
    /// Maintenance going on or to come.
    pub maintenance: Vec<Maintenance>,
    /// What users said, by platform.
    pub ratings: Vec<RatedPlatform>,
}

/// What users said of a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatedPlatform {
    /// The platform that was rated, by its id: `testing_lab`.
    pub platform: PlatformId,
    /// Name of the platform, as users read it.
    pub name: String,
    /// What its users said of it.
    pub ratings: Ratings,
}

/// An owner's work in numbers: small enough to be streamed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OwnerWorkSummary))]
pub struct WorkSummary {
    /// Requests that wait for an answer.
    pub waiting: u32,
    /// Of these: the clock has run far enough for a reminder.
    pub reminded: u32,
    /// Of these: overdue.
    pub overdue: u32,
    /// When the next answer is due.
    pub next_due: Option<Timestamp>,
    /// Bookings of today.
    pub today: u32,
    /// Use to be recorded.
    pub to_record: u32,
    /// The newest entry that concerns the owner's platforms: a screen that shows them asks again when it changes.
    pub changed: u64,
}

/// The working list of an owner: for itself, and for the office.
pub fn work(seen: Seen<'_>, owner: &OwnerId, now: Timestamp) -> Option<Work> {
    let sees = match seen.scope() {
        Scope::Office => true,
        Scope::Owner(own) => own == owner,
        Scope::Leading | Scope::Park(_) | Scope::Display => false,
    };
    if !sees || seen.zone().owner(owner).is_none() || seen.zone().openness.is_none() {
        return None;
    }
    let state = seen.state();
    let mut work = Work {
        position: seen.position(),
        demo: state.is_demo(),
        owner: owner.clone(),
        summary: summary(seen, owner, now),
        waiting: Vec::new(),
        today: Vec::new(),
        upcoming: Vec::new(),
        to_record: Vec::new(),
        proposed: Vec::new(),
        owed: Vec::new(),
        waitlisted: Vec::new(),
        maintenance: Vec::new(),
        ratings: Vec::new(),
    };
    for (id, platform) in state.platforms.of_owner(owner) {
        for booking in platform.active.iter().filter_map(|id| state.platforms.booking(*id)) {
            let Some(line) = line(seen, booking, now) else { continue };
            match place(booking, now) {
                Place::Waiting => work.waiting.push(line),
                Place::Today => work.today.push(line),
                Place::Upcoming => work.upcoming.push(line),
                Place::ToRecord => work.to_record.push(line),
                Place::Proposed => work.proposed.push(line),
                Place::Waitlisted => work.waitlisted.push(line),
                Place::Over => {}
            }
        }
        for (resource, held) in &platform.resources {
            let drawn = held.credit.keys().filter_map(|id| state.platforms.booking(*id));
            let drawn = drawn.filter(|booking| booking.stage == Stage::Done);
            work.owed.extend(drawn.filter_map(|booking| line(seen, booking, now)));
            work.maintenance.extend(maintenance(id, platform, resource, held, now));
        }
        work.ratings.push(RatedPlatform {
            platform: id.clone(),
            name: platform.details.name.clone(),
            ratings: ratings(seen, platform),
        });
    }
    work.owed.sort_by_key(|line| line.booking);
    work.waiting.sort_by_key(|line| (line.clock.as_ref().map(|clock| clock.due), line.booking));
    for lines in [&mut work.today, &mut work.upcoming, &mut work.to_record, &mut work.proposed] {
        lines.sort_by_key(|line| (line.request.slot, line.booking));
    }
    Some(work)
}

/// The scope's own work in numbers.
pub fn work_summary(seen: Seen<'_>, now: Timestamp) -> Option<WorkSummary> {
    seen.zone().openness.as_ref()?;
    match seen.scope() {
        Scope::Owner(owner) => Some(summary(seen, owner, now)),
        _ => None,
    }
}

fn summary(seen: Seen<'_>, owner: &OwnerId, now: Timestamp) -> WorkSummary {
    let mut sum = WorkSummary::default();
    let Some(rules) = seen.zone().openness.as_ref() else { return sum };
    let register = &seen.state().platforms;
    for (_, platform) in register.of_owner(owner) {
        sum.changed = sum.changed.max(platform.changed);
        for booking in platform.active.iter().filter_map(|id| register.booking(*id)) {
            match place(booking, now) {
                Place::Waiting => {
                    let Some(clock) = clock(booking, &rules.limits, now) else { continue };
                    sum.waiting += 1;
                    sum.reminded += u32::from(clock.reminded);
                    sum.overdue += u32::from(clock.overdue);
                    if !clock.overdue {
                        sum.next_due = Some(sum.next_due.map_or(clock.due, |due| due.min(clock.due)));
                    }
                }
                Place::Today => sum.today += 1,
                Place::ToRecord => sum.to_record += 1,
                _ => {}
            }
        }
    }
    sum
}

/// In which list a booking stands.
enum Place {
    Waiting,
    Today,
    Upcoming,
    ToRecord,
    Proposed,
    Waitlisted,
    Over,
}

fn place(booking: &Booking, now: Timestamp) -> Place {
    match booking.stage {
        Stage::Requested => Place::Waiting,
        Stage::Proposed => Place::Proposed,
        Stage::Waitlisted => Place::Waitlisted,
        Stage::Accepted | Stage::CheckedIn => match booking.request.slot {
            None => Place::ToRecord,
            Some(slot) if slot.to <= now => Place::ToRecord,
            Some(slot) if day_of(slot.from) <= day_of(now) => Place::Today,
            Some(_) => Place::Upcoming,
        },
        Stage::Done | Stage::Declined | Stage::Cancelled | Stage::NoShow => Place::Over,
    }
}
