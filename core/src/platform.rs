//! Platforms 平台 (policy Art. 5, 7): what they have, to whom they are open, who asks for them and what became
//! of it.
//!
//! A booking is known by the position of the entry that made it. A request holds its slot until it is answered:
//! first come, first served, so that the second to ask is told at once, and no owner can promise twice.

pub mod booking;
pub mod calendar;
mod credit;
mod credit_code;
mod decide;
mod due;
pub mod entitlement;
mod free;
mod hours;
mod ratings;
mod register;
pub mod resource;
mod tally;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{KindId, OwnerId, ParkId, PlatformId, ResourceId};
use crate::kept::kept;
use crate::period::Month;

pub use booking::{Booking, BookingId, Enterprise, Evidence, Request, Score, Stage, Step, Usage};
pub use calendar::Slot;
pub use credit_code::{CodeProblem, CreditCode};
pub(crate) use decide::{decide, permitted};
pub(crate) use due::{due, is_late, remind};
pub(crate) use entitlement::Change;
pub use entitlement::Openness;
pub(crate) use free::free;
pub(crate) use hours::open as open_hours;
pub use register::Register;
pub(crate) use register::{Held, Platform};
pub(crate) use tally::{Answer, Tally};

pub use resource::{Class, Hours, Mode, Opening, Price, Resource};

/// What an owner says of a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlatformDetails))]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// Who owns it.
    pub owner: OwnerId,
    /// The kind of platform, by its id in the configuration: `innovation`.
    pub kind: KindId,
    /// Name of the platform, as users read it.
    pub name: String,
    /// Rules of use, in short.
    #[serde(default)]
    pub rules: String,
    /// The documents it is run under.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// What it has.
    pub resources: Vec<Resource>,
}

/// What happened to platforms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A platform was entered in the register.
    Registered {
        /// The platform's id, by which everything later names it: `testing_lab`.
        platform: PlatformId,
        /// What it is.
        details: Details,
    },
    /// What a platform is was changed, whole. A resource that is no longer listed is retired.
    Changed {
        /// The platform that was changed, by its id: `testing_lab`.
        platform: PlatformId,
        /// What it is now.
        details: Details,
    },
    /// A platform was opened to a park, or closed. What was in force before stays in the history.
    OpennessSet {
        /// The platform that was opened or closed, by its id: `testing_lab`.
        platform: PlatformId,
        /// The park it was opened or closed to, by its id: `xiuwu`.
        park: ParkId,
        /// Open, open under a condition, or closed for a reason.
        openness: Openness,
        /// From the beginning of this day in Beijing.
        since: Date,
        /// The document that says so.
        evidence: Evidence,
    },
    /// A resource cannot be used for a time; the window is known by this entry's position.
    MaintenanceSet {
        /// The platform the resource belongs to, by its id: `testing_lab`.
        platform: PlatformId,
        /// The resource that cannot be used, by its id within the platform.
        resource: ResourceId,
        /// The stretch of time in which it cannot be used.
        slot: Slot,
        /// Why it cannot be used, as the parks read it.
        why: String,
    },
    /// A window was taken back, or ended early.
    MaintenanceLifted {
        /// Position of the entry that set it.
        maintenance: u64,
    },
    /// A park asked for a resource; the booking is known by this entry's position.
    Requested {
        /// What the park asks for: resource, slot, amount, for which enterprise and what purpose.
        request: Request,
        /// Whether it waits for a slot that is taken.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waitlisted: bool,
    },
    /// Something happened to a booking.
    Booking {
        /// Number of the booking: the position of the entry that made it.
        booking: BookingId,
        /// What happened to it: accepted, declined, used and so on.
        step: Step,
    },
    /// An owner stated its own use of an instrument in a month; a later statement replaces it.
    OwnUse {
        /// The platform the instrument belongs to, by its id: `testing_lab`.
        platform: PlatformId,
        /// The instrument the owner used itself, by its id within the platform.
        resource: ResourceId,
        /// The month of the use, written `2026-10`.
        month: Month,
        /// Effective hours 有效机时 of the owner's own work.
        hours: Decimal,
        /// Income from within the owner, in yuan.
        income: Decimal,
    },
}

/// What somebody wants done with platforms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Enter a platform in the register.
    Register {
        /// The id the platform is to have, free so far: `testing_lab`.
        platform: PlatformId,
        /// What it is.
        details: Details,
    },
    /// Change what a platform is.
    Change {
        /// The platform to change, by its id: `testing_lab`.
        platform: PlatformId,
        /// What it is to be.
        details: Details,
    },
    /// Open a platform to a park, or close it.
    SetOpenness {
        /// The platform to open or close, by its id: `testing_lab`.
        platform: PlatformId,
        /// The park to open or close it to, by its id: `xiuwu`.
        park: ParkId,
        /// Open, open under a condition, or closed for a reason.
        openness: Openness,
        /// From this day.
        since: Date,
        /// The document that says so.
        evidence: Evidence,
    },
    /// Set a maintenance window.
    SetMaintenance {
        /// The platform the resource belongs to, by its id: `testing_lab`.
        platform: PlatformId,
        /// The resource that cannot be used, by its id within the platform.
        resource: ResourceId,
        /// The stretch of time in which it cannot be used; not over yet.
        slot: Slot,
        /// Why it cannot be used, as the parks read it.
        why: String,
        /// Whether bookings in the window are to be cancelled; otherwise they stand against it.
        cancel_bookings: bool,
    },
    /// Take a window back, or end it early.
    LiftMaintenance {
        /// Position of the entry that set it.
        maintenance: u64,
    },
    /// Ask for a resource.
    Request {
        /// What the park asks for: resource, slot, amount, for which enterprise and what purpose.
        request: Request,
        /// Whether to wait in line when the slot is taken.
        wait: bool,
    },
    /// Take a booking one step on.
    Step {
        /// Number of the booking: the position of the entry that made it.
        booking: BookingId,
        /// What is to happen to it: accept, decline, record use and so on.
        step: Step,
    },
    /// State the owner's own use of an instrument in a month.
    StateOwnUse {
        /// The platform the instrument belongs to, by its id: `testing_lab`.
        platform: PlatformId,
        /// The instrument the owner used itself, by its id within the platform.
        resource: ResourceId,
        /// The month of the use, written `2026-10`: this one, or one of the 24 before.
        month: Month,
        /// Effective hours.
        hours: Decimal,
        /// Income from within the owner, in yuan.
        income: Decimal,
    },
}

kept!(struct Details { owner, kind, name, rules, evidence, resources });
