//! The register: what there is, and to whom it is open.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::access::Scope;
use crate::id::{KindId, OwnerId, ParkId, PlatformId, ResourceId};
use crate::period::{Month, day_of};
use crate::platform::{Change, Evidence, Held, Openness, Platform, Resource, Slot};
use crate::series::Seen;
use crate::words::{Message, key};

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

/// A platform of the register: what it is and has, to whom it is open, and what its users said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlatformCard {
    /// The platform's id, by which requests name it: `testing_lab`.
    pub platform: PlatformId,
    /// The institution that owns it, by its id: `service_centre`.
    pub owner: OwnerId,
    /// The kind of platform, by its id in the configuration: `innovation`.
    pub kind: KindId,
    /// Name of the platform, as users read it.
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

/// A resource of a platform (an instrument, places, a credit line or a service), and what keeps it from being used.
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
    /// Of a credit line: how much of it is neither promised nor lent out. Not told to a park: what goes from it between
    /// two looks is another park's credit.
    pub left: Option<Decimal>,
    /// Bookings of it that are not over; told to its owner and the leading group's office.
    pub bookings: Option<u32>,
}

impl ResourceCard {
    /// Why it cannot be taken out of the register now: what the rules would say.
    pub fn kept_by(&self) -> Option<Message> {
        let message = |key| Message::new(key).with("resource", &self.resource.name);
        let lent = self.left.map(|left| self.resource.capacity.saturating_sub(left)).unwrap_or_default();
        match self.bookings {
            Some(count) if count > 0 => Some(message(key::PF_RESOURCE_BOOKED).with("count", count.to_string())),
            _ if lent > Decimal::ZERO => {
                let taken = lent.normalize().to_string();
                Some(message(key::PF_CREDIT_OUT).with("taken", taken).with("unit", &self.resource.unit))
            }
            _ => None,
        }
    }
}

/// A maintenance window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Maintenance {
    /// Position of the entry that set it: what it is lifted by.
    pub id: u64,
    /// The platform the resource belongs to, by its id: `testing_lab`.
    pub platform: PlatformId,
    /// Name of the platform, as users read it.
    pub platform_name: String,
    /// The resource that cannot be used meanwhile, by its id within the platform.
    pub resource: ResourceId,
    /// Name of the resource, as users read it.
    pub resource_name: String,
    /// The stretch of time in which the resource cannot be used.
    pub slot: Slot,
    /// Why it cannot be used, as the parks read it.
    pub why: String,
}

/// How open a platform is to a park.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entitled {
    /// The park to which the platform is open or closed, by its id: `xiuwu`.
    pub park: ParkId,
    /// How open; nothing when nobody has said anything.
    pub openness: Option<Openness>,
    /// The day from whose beginning, Beijing time, that is in force; nothing when nobody has said anything.
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
    /// So many that they can be shown, counted by score.
    Shown {
        /// 满意.
        satisfied: u32,
        /// 基本满意.
        fair: u32,
        /// 不满意.
        unsatisfied: u32,
    },
}

/// Whether the scope may know of a platform of that owner.
pub(crate) fn platform_is_visible(seen: Seen<'_>, owner: &OwnerId) -> bool {
    seen.scope().opens() && !matches!(seen.scope(), Scope::Owner(own) if own != owner)
}

/// The register as the scope may see it; nothing where platforms are not kept.
pub fn catalogue(seen: Seen<'_>, now: Timestamp) -> Option<Catalogue> {
    seen.zone().openness.as_ref().filter(|_| seen.scope().opens())?;
    let state = seen.state();
    let visible = state.platforms.platforms.iter();
    let visible = visible.filter(|(_, platform)| platform_is_visible(seen, &platform.details.owner));
    let mut platforms: Vec<PlatformCard> = visible.map(|(id, platform)| card(seen, id, platform, now)).collect();
    let place = |owner: &OwnerId| seen.zone().owners.iter().position(|it| it.id == *owner);
    platforms.sort_by_key(|card| (place(&card.owner), card.platform.clone()));
    Some(Catalogue { position: seen.position(), demo: state.is_demo(), platforms })
}

/// Whether what belongs to a park may be shown: to itself, and to all who are no park.
pub(crate) fn shows_park(seen: Seen<'_>, park: &ParkId) -> bool {
    !matches!(seen.scope(), Scope::Park(own) if own != park)
}

pub(super) fn card(seen: Seen<'_>, id: &PlatformId, platform: &Platform, now: Timestamp) -> PlatformCard {
    let details = platform.details.clone();
    let today = day_of(now);
    let members = seen.zone().active(Month::of(today)).filter(|park| shows_park(seen, &park.id));
    let tells = matches!(seen.scope(), Scope::Office | Scope::Owner(_));
    let resource = |resource: &Resource| {
        let held = platform.resources.get(&resource.id)?;
        let rated = seen.zone().openness.as_ref()?.rated.iter().find(|it| Some(&it.id) == resource.rated.as_ref());
        Some(ResourceCard {
            since: held.since,
            rated_hours: rated.map(|rated| rated.hours),
            maintenance: maintenance(id, platform, &resource.id, held, now),
            left: (held.is_credit() && !seen.is_told()).then(|| held.left()),
            bookings: tells.then(|| booked(seen, platform, &resource.id)),
            resource: resource.clone(),
        })
    };
    PlatformCard {
        platform: id.clone(),
        owner: details.owner,
        kind: details.kind,
        name: details.name,
        rules: details.rules,
        evidence: details.evidence,
        registered: platform.registered,
        resources: details.resources.iter().filter_map(resource).collect(),
        openness: members.map(|park| entitled(&park.id, platform.openness_on(&park.id, today))).collect(),
        ratings: ratings(seen, platform),
    }
}

fn booked(seen: Seen<'_>, platform: &Platform, resource: &ResourceId) -> u32 {
    let active = platform.active.iter().filter_map(|id| seen.state().platforms.booking(*id));
    active.filter(|booking| booking.request.resource == *resource).count() as u32
}

/// Windows that are not over.
pub(super) fn maintenance(
    id: &PlatformId,
    platform: &Platform,
    resource: &ResourceId,
    held: &Held,
    now: Timestamp,
) -> Vec<Maintenance> {
    let windows = held.maintenance.iter().filter(|(_, window)| window.slot.to > now);
    let shown = windows.map(|(position, window)| Maintenance {
        id: *position,
        platform: id.clone(),
        platform_name: platform.details.name.clone(),
        resource: resource.clone(),
        resource_name: held.resource.name.clone(),
        slot: window.slot,
        why: window.why.clone(),
    });
    let mut all: Vec<Maintenance> = shown.collect();
    all.sort_by_key(|window| window.slot);
    all
}

pub(super) fn entitled(park: &ParkId, change: Option<&Change>) -> Entitled {
    Entitled {
        park: park.clone(),
        openness: change.map(|change| change.openness.clone()),
        since: change.map(|change| change.since),
        evidence: change.map(|change| change.evidence.clone()),
        position: change.map(|change| change.position),
    }
}

/// What all users ever said and has become public, or that they are too few.
pub(super) fn ratings(seen: Seen<'_>, platform: &Platform) -> Ratings {
    let limits = seen.zone().openness.as_ref().map(|rules| &rules.limits);
    let shown_from = limits.map_or(u32::MAX, |limits| limits.ratings_shown_from.whole() as u32);
    let [satisfied, fair, unsatisfied] = platform.ratings.all();
    if satisfied + fair + unsatisfied < shown_from {
        return Ratings::Hidden { shown_from };
    }
    Ratings::Shown { satisfied, fair, unsatisfied }
}
