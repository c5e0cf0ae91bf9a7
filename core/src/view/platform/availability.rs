//! What is free in a range of time, across all platforms a park may use.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::catalogue::platform_is_visible;
use crate::access::Scope;
use crate::id::{KindId, PlatformId, ResourceId};
use crate::period::day_of;
use crate::platform::{Class, Mode, Openness, Slot, free};
use crate::series::Seen;

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
    /// The platform the resource belongs to, by its id: `testing_lab`.
    pub platform: PlatformId,
    /// The resource that is free, by its id within the platform.
    pub resource: ResourceId,
    /// Under which condition, when the platform is open under one.
    pub condition: Option<String>,
    /// When, earliest first; nothing for what has no calendar.
    pub slots: Vec<Slot>,
}

/// The longest stretch of time that is searched at once.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 62);

/// What is free for the park of the scope; for the office and an owner, what is free at all.
pub fn availability(seen: Seen<'_>, search: &Search, now: Timestamp) -> Option<Availability> {
    let rules = seen.zone().openness.as_ref().filter(|_| seen.scope().opens())?;
    let state = seen.state();
    let ahead = SignedDuration::from_hours(24 * rules.limits.ahead_days.whole());
    let latest = now.checked_add(ahead).unwrap_or(Timestamp::MAX);
    let from = search.range.from.max(now);
    let to = search.range.to.min(latest).min(from.checked_add(LONGEST).unwrap_or(Timestamp::MAX));
    let range = Slot { from, to: to.max(from) };
    let least = SignedDuration::from_mins(i64::from(search.minutes));
    let mut resources = Vec::new();
    for (id, platform) in &state.platforms.platforms {
        let asked = search.platform.as_ref().is_none_or(|only| only == id)
            && search.kind.as_ref().is_none_or(|only| *only == platform.details.kind);
        if !asked || !platform_is_visible(seen, &platform.details.owner) {
            continue;
        }
        let change = match seen.scope() {
            Scope::Park(park) => match platform.openness_on(park, day_of(range.from)) {
                Some(change) if change.openness.is_open() => Some(change),
                _ => continue,
            },
            _ => None,
        };
        let condition = change.and_then(|change| match &change.openness {
            Openness::Conditional(which) => Some(which.clone()),
            _ => None,
        });
        for (resource, held) in platform.resources.iter().filter(|(_, held)| held.until.is_none()) {
            let it = &held.resource;
            let asked = search.class.is_none_or(|only| only == it.class)
                && search.resource.as_ref().is_none_or(|only| only == resource);
            if !asked || it.mode == Mode::Listed || search.amount > it.capacity {
                continue;
            }
            let mut slots = free(held, &rules.standard_hours, range, search.amount);
            slots.retain(|slot| slot.length() >= least);
            if it.mode == Mode::Calendar && slots.is_empty() {
                continue;
            }
            let (platform, resource, condition) = (id.clone(), resource.clone(), condition.clone());
            resources.push(Free { platform, resource, condition, slots });
        }
    }
    Some(Availability { position: seen.position(), demo: state.is_demo(), range, resources })
}
