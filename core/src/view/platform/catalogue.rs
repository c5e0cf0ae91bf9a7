//! The register: what there is, and to whom it is open.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{KindId, OwnerId, ParkId, PlatformId, ResourceId};
use crate::platform::{BookingId, Evidence, Openness, Resource, Slot};
use crate::series::Seen;

/// Platforms a scope may know of: all of them, or an owner's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up: 演示数据.
    pub demo: bool,
    /// By owner, then by id.
    pub platforms: Vec<PlatformCard>,
}

/// A platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlatformCard {
    /// Its id.
    pub platform: PlatformId,
    /// Who owns it.
    pub owner: OwnerId,
    /// Its kind.
    pub kind: KindId,
    /// Its name.
    pub name: String,
    /// Rules of use.
    pub rules: String,
    /// The documents it is run under.
    pub evidence: Vec<Evidence>,
    /// Since when it is in the register.
    pub registered: Timestamp,
    /// What it has.
    pub resources: Vec<ResourceCard>,
    /// To whom it is open today: for a park itself alone, for the others every park.
    pub openness: Vec<Entitled>,
    /// What users said.
    pub ratings: Ratings,
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceCard {
    /// What it is.
    pub resource: Resource,
    /// Since when it is in the register.
    pub since: Date,
    /// Its name of rated hours, with the hours a year, when it has.
    pub rated_hours: Option<Decimal>,
    /// Maintenance that is going on or to come.
    pub maintenance: Vec<Maintenance>,
}

/// A maintenance window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Maintenance {
    /// Position of the entry that set it: what it is lifted by.
    pub id: u64,
    /// The platform.
    pub platform: PlatformId,
    /// The resource.
    pub resource: ResourceId,
    /// When.
    pub slot: Slot,
    /// Why.
    pub why: String,
}

/// How open a platform is to a park.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entitled {
    /// The park.
    pub park: ParkId,
    /// How open; nothing when nobody has said anything.
    pub openness: Option<Openness>,
    /// Since when.
    pub since: Option<Date>,
    /// The document that says so.
    pub evidence: Option<Evidence>,
    /// Position of the entry that set it.
    pub position: Option<u64>,
}

/// What users said of a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlatformRatings))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Ratings {
    /// Too few to show: who rated could be told.
    Hidden {
        /// From how many on they are shown.
        shown_from: u32,
    },
    /// Enough.
    Shown {
        /// 满意.
        satisfied: u32,
        /// 基本满意.
        fair: u32,
        /// 不满意.
        unsatisfied: u32,
    },
}

/// A platform opened: its card, its history and its calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlatformPage {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// It.
    pub card: PlatformCard,
    /// Every change of openness the scope may see, newest first.
    pub history: Vec<Entitled>,
    /// What is taken of its calendars in `range`, by resource and time.
    pub taken: Vec<Taken>,
    /// The stretch of time of the calendars.
    pub range: Slot,
}

/// Part of a resource that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TakenResource))]
pub struct Taken {
    /// The resource.
    pub resource: ResourceId,
    /// When.
    pub slot: Slot,
    /// How much of the capacity.
    pub amount: Decimal,
    /// By which booking, for those who may see it.
    pub booking: Option<BookingId>,
    /// By which park, for those who may see it.
    pub park: Option<ParkId>,
}

/// Whether the scope may know of a platform of that owner.
pub(crate) fn platform_is_visible(seen: Seen<'_>, owner: &OwnerId) -> bool {
    !matches!(seen.scope(), crate::access::Scope::Owner(own) if own != owner)
}

/// The register as the scope may see it; nothing where platforms are not kept.
pub fn catalogue(_seen: Seen<'_>, _now: Timestamp) -> Option<Catalogue> {
    None
}

/// A platform with its calendars from today on.
pub fn platform(_seen: Seen<'_>, _id: &PlatformId, _now: Timestamp) -> Option<PlatformPage> {
    None
}
