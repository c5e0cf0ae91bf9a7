//! Calls about platforms: how open they are, what is free, bookings and what becomes of them.

use duoyuan_core::api::{
    self as contract, AnotherTime, NewBooking, NewMaintenance, NewOpenness, NewPlatform, Note, Nothing, OwnUse, Rating,
    Reason, Repayment,
};
use duoyuan_core::as_of::AsOf;
use duoyuan_core::id::{ParkId, PlatformId, ResourceId};
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::platform::{BookingId, Details, Evidence, Openness, Request, Slot, Step};
use duoyuan_core::view::{
    Availability, BookingPage, Catalogue, MyBookings, OpennessExplained, OpennessPage, PlatformPage, Search, Work,
};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::json;

use super::request::{Answered, ask, send};
use super::{ApiError, Stored};

/// How open the platforms are; of this year when no month is named.
pub async fn openness(month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<OpennessPage> {
    ask(contract::OPENNESS.at().asking(&super::shown(month, basis, as_of))).await
}

/// A measure with the entries behind it, over all platforms or of one.
pub async fn explained(
    measure: Measure,
    platform: Option<&PlatformId>,
    period: Period,
    as_of: Option<AsOf>,
) -> Answered<OpennessExplained> {
    let basis = if period.from == period.to { Basis::Month } else { Basis::Cumulative };
    let mut query = super::shown(Some(period.to), basis, as_of);
    query.extend(platform.iter().map(|platform| ("platform", platform.to_string())));
    ask(contract::MEASURE.at(&measure.id().to_owned()).asking(&query)).await
}

/// The register: every platform that may be seen.
pub async fn catalogue() -> Answered<Catalogue> {
    ask(contract::PLATFORMS.at()).await
}

/// A platform with its calendars.
pub async fn platform(id: &PlatformId) -> Answered<PlatformPage> {
    ask(contract::PLATFORM.at(id)).await
}

/// What is free in a stretch of time.
pub async fn free(search: &Search) -> Answered<Availability> {
    let Search { range, platform, resource, kind, class, amount, minutes } = search;
    let mut query = vec![("from", range.from.to_string()), ("to", range.to.to_string())];
    query.extend([("amount", amount.to_string()), ("minutes", minutes.to_string())]);
    let class = class.and_then(|class| json!(class).as_str().map(str::to_owned));
    let named = [
        ("platform", platform.as_ref().map(ToString::to_string)),
        ("resource", resource.as_ref().map(ToString::to_string)),
        ("kind", kind.as_ref().map(ToString::to_string)),
        ("class", class),
    ];
    query.extend(named.into_iter().filter_map(|(name, value)| Some((name, value?))));
    ask(contract::FREE.at().asking(&query)).await
}

/// A park's bookings; the own ones when none is named.
pub async fn bookings(park: Option<&str>) -> Answered<MyBookings> {
    let query: Vec<_> = park.iter().map(|park| ("park", (*park).to_owned())).collect();
    ask(contract::BOOKINGS.at().asking(&query)).await
}

/// A booking with its history.
pub async fn booking(id: BookingId) -> Answered<BookingPage> {
    ask(contract::BOOKING.at(&id)).await
}

/// What an owner has to do; the own list when none is named.
pub async fn work(owner: Option<&str>) -> Answered<Work> {
    let query: Vec<_> = owner.iter().map(|owner| ("owner", (*owner).to_owned())).collect();
    ask(contract::WORK.at().asking(&query)).await
}

/// Asks for a resource; with `wait`, in line when the slot is taken. The park is the one that is logged in.
pub async fn request(request: &Request, wait: bool) -> Answered<Stored> {
    let Request { platform, resource, enterprise, slot, amount, purpose, .. } = request.clone();
    let body = NewBooking { platform, resource, enterprise, slot, amount, purpose, wait };
    send(contract::ASK.at(), &body).await
}

/// Takes a booking one step on.
pub async fn step(booking: BookingId, step: &Step) -> Answered<Stored> {
    match step.clone() {
        Step::Accepted { note } => send(contract::ACCEPT_BOOKING.at(&booking), &Note { note }).await,
        Step::Declined { note } => send(contract::DECLINE_BOOKING.at(&booking), &Reason { reason: note }).await,
        Step::Proposed { slot, note } => send(contract::PROPOSE_TIME.at(&booking), &AnotherTime { slot, note }).await,
        Step::Agreed => send(contract::AGREE_TIME.at(&booking), &Nothing {}).await,
        Step::Cancelled { reason } => send(contract::CANCEL_BOOKING.at(&booking), &Reason { reason }).await,
        Step::CheckedIn => send(contract::CHECK_IN.at(&booking), &Nothing {}).await,
        Step::NoShow => send(contract::NO_SHOW.at(&booking), &Nothing {}).await,
        Step::Used(usage) => send(contract::RECORD_USE.at(&booking), &usage).await,
        Step::Repaid { credit } => send(contract::REPAY.at(&booking), &Repayment { credit }).await,
        Step::Rated { score, note } => send(contract::RATE.at(&booking), &Rating { score, note }).await,
        // Follows by itself, is never asked for.
        Step::Promoted => Err(ApiError::Unreadable),
    }
}

/// Opens a platform to a park, or closes it.
pub async fn set_openness(
    platform: &PlatformId,
    park: &ParkId,
    openness: &Openness,
    since: Date,
    evidence: &Evidence,
) -> Answered<Stored> {
    let body = NewOpenness { park: park.clone(), openness: openness.clone(), since, evidence: evidence.clone() };
    send(contract::OPEN_PLATFORM.at(platform), &body).await
}

/// Sets a maintenance window.
pub async fn set_maintenance(
    platform: &PlatformId,
    resource: &ResourceId,
    slot: Slot,
    why: &str,
    cancel_bookings: bool,
) -> Answered<Stored> {
    let body = NewMaintenance { resource: resource.clone(), slot, why: why.to_owned(), cancel_bookings };
    send(contract::MAINTAIN.at(platform), &body).await
}

/// Takes a maintenance window back.
pub async fn lift_maintenance(maintenance: u64) -> Answered<Stored> {
    ask(contract::LIFT_MAINTENANCE.at(&maintenance)).await
}

/// States the owner's own use of an instrument in a month.
pub async fn own_use(
    platform: &PlatformId,
    resource: &ResourceId,
    month: Month,
    hours: Decimal,
    income: Decimal,
) -> Answered<Stored> {
    let body = OwnUse { resource: resource.clone(), month, hours, income };
    send(contract::OWN_USE.at(platform), &body).await
}

/// Enters a platform in the register.
pub async fn register(platform: &PlatformId, details: &Details) -> Answered<Stored> {
    send(contract::REGISTER_PLATFORM.at(), &NewPlatform { platform: platform.clone(), details: details.clone() }).await
}

/// Changes what a platform is.
pub async fn change(platform: &PlatformId, details: &Details) -> Answered<Stored> {
    send(contract::CHANGE_PLATFORM.at(platform), details).await
}
