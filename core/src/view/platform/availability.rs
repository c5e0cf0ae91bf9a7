//! What is free in a range of time, across all platforms a park may use.

use crate::series::Seen;
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{KindId, PlatformId, ResourceId};
use crate::platform::{Class, Slot};

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Search {
    /// The stretch of time.
    pub range: Slot,
    /// On one platform alone.
    pub platform: Option<PlatformId>,
    /// One resource of it alone.
    pub resource: Option<ResourceId>,
    /// Of one kind alone.
    pub kind: Option<KindId>,
    /// Of one class alone.
    pub class: Option<Class>,
    /// How much of the capacity is needed.
    pub amount: Decimal,
    /// Free for at least so long at a stretch.
    pub minutes: u32,
}

/// What is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The stretch of time, cut to what can be booked.
    pub range: Slot,
    /// Resources with something free, by platform; those without calendar are listed too, without slots.
    pub resources: Vec<Free>,
}

/// A resource with what is free of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FreeResource))]
pub struct Free {
    /// The platform.
    pub platform: PlatformId,
    /// The resource.
    pub resource: ResourceId,
    /// Under which condition, when the platform is open under one.
    pub condition: Option<String>,
    /// When, earliest first; nothing for what has no calendar.
    pub slots: Vec<Slot>,
}

/// What is free for the park of the scope (for the office: at all).
pub fn availability(_seen: Seen<'_>, _search: &Search, _now: Timestamp) -> Option<Availability> {
    None
}
