//! A platform opened: its card, its history and its calendars.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::catalogue::{Entitled, PlatformCard, card, entitled, platform_is_visible, shows_park};
use crate::id::{ParkId, PlatformId, ResourceId};
use crate::platform::{BookingId, Slot};
use crate::series::Seen;

/// A platform opened: its card, its history and its calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlatformPage {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The platform itself, as the catalogue lists it.
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
    /// The resource that is taken, by its id within the platform.
    pub resource: ResourceId,
    /// The stretch of time it is taken for.
    pub slot: Slot,
    /// How much of the capacity.
    pub amount: Decimal,
    /// By which booking, for those who may see it.
    pub booking: Option<BookingId>,
    /// By which park, for those who may see it.
    pub park: Option<ParkId>,
}

/// A platform with its calendars from today on.
pub fn platform(seen: Seen<'_>, id: &PlatformId, now: Timestamp) -> Option<PlatformPage> {
    let state = seen.state();
    let platform = state.platforms.platform(id)?;
    if !platform_is_visible(seen, &platform.details.owner) {
        return None;
    }
    let to = now.checked_add(CALENDAR).unwrap_or(Timestamp::MAX);
    let range = Slot { from: now, to };
    let mut history: Vec<Entitled> = Vec::new();
    for (park, changes) in platform.openness.iter().filter(|(park, _)| shows_park(seen, park)) {
        history.extend(changes.iter().map(|change| entitled(park, Some(change))));
    }
    history.sort_by_key(|line| std::cmp::Reverse(line.position));
    let mut taken = Vec::new();
    for (resource, held) in &platform.resources {
        for hold in held.calendar.holds(range) {
            let booking = state.platforms.booking(hold.booking).filter(|it| shows_park(seen, &it.request.park));
            taken.push(Taken {
                resource: resource.clone(),
                slot: hold.slot,
                amount: hold.amount,
                booking: booking.map(|booking| booking.id),
                park: booking.map(|booking| booking.request.park.clone()),
            });
        }
    }
    let card = card(seen, id, platform, now);
    Some(PlatformPage { position: seen.position(), demo: state.is_demo(), card, history, taken, range })
}

/// How far calendars are shown.
const CALENDAR: SignedDuration = SignedDuration::from_hours(24 * 28);
