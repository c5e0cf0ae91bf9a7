//! Calls about platforms: how open they are, what is free, bookings and what becomes of them.

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
use serde_json::{Value, json};

use super::Stored;
use super::request::{Answered, delete, get, post, put};

/// How open the platforms are; of this year when no month is named.
pub async fn openness(month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<OpennessPage> {
    get(&super::asked("/api/v1/openness", &super::shown(month, basis, as_of))).await
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
    get(&super::asked(&format!("/api/v1/openness/{}", measure.id()), &query)).await
}

/// The register: every platform that may be seen.
pub async fn catalogue() -> Answered<Catalogue> {
    get("/api/v1/platforms").await
}

/// A platform with its calendars.
pub async fn platform(id: &PlatformId) -> Answered<PlatformPage> {
    get(&format!("/api/v1/platforms/{id}")).await
}

/// What is free in a stretch of time.
pub async fn free(search: &Search) -> Answered<Availability> {
    let Search { range, platform, resource, kind, class, amount, minutes } = search;
    let mut address =
        format!("/api/v1/platforms/free?from={}&to={}&amount={amount}&minutes={minutes}", range.from, range.to);
    let class = class.and_then(|class| json!(class).as_str().map(str::to_owned));
    let named = [
        ("platform", platform.as_ref().map(ToString::to_string)),
        ("resource", resource.as_ref().map(ToString::to_string)),
        ("kind", kind.as_ref().map(ToString::to_string)),
        ("class", class),
    ];
    for (name, value) in named {
        if let Some(value) = value {
            address.push_str(&format!("&{name}={value}"));
        }
    }
    get(&address).await
}

/// A park's bookings; the own ones when none is named.
pub async fn bookings(park: Option<&str>) -> Answered<MyBookings> {
    get(&park.map_or_else(|| "/api/v1/bookings".to_owned(), |park| format!("/api/v1/bookings?park={park}"))).await
}

/// A booking with its history.
pub async fn booking(id: BookingId) -> Answered<BookingPage> {
    get(&format!("/api/v1/bookings/{id}")).await
}

/// What an owner has to do; the own list when none is named.
pub async fn work(owner: Option<&str>) -> Answered<Work> {
    get(&owner.map_or_else(|| "/api/v1/work".to_owned(), |owner| format!("/api/v1/work?owner={owner}"))).await
}

/// Asks for a resource; with `wait`, in line when the slot is taken. The park is the one that is logged in.
pub async fn request(request: &Request, wait: bool) -> Answered<Stored> {
    let Request { platform, resource, enterprise, slot, amount, purpose, .. } = request;
    let body = json!({
        "platform": platform, "resource": resource, "enterprise": enterprise, "slot": slot, "amount": amount,
        "purpose": purpose, "wait": wait,
    });
    post("/api/v1/bookings", &body).await
}

/// Takes a booking one step on.
pub async fn step(booking: BookingId, step: &Step) -> Answered<Stored> {
    let (act, body) = match step {
        Step::Accepted { note } => ("accept", json!({ "note": note })),
        Step::Declined { note } => ("decline", json!({ "reason": note })),
        Step::Proposed { slot, note } => ("propose", json!({ "slot": slot, "note": note })),
        Step::Agreed => ("agree", json!({})),
        Step::Cancelled { reason } => ("cancel", json!({ "reason": reason })),
        Step::CheckedIn => ("check-in", json!({})),
        Step::NoShow => ("no-show", json!({})),
        Step::Used(usage) => ("use", json!(usage)),
        Step::Repaid { credit } => ("repayment", json!({ "credit": credit })),
        Step::Rated { score, note } => ("rating", json!({ "score": score, "note": note })),
        // Follows by itself, is never asked for.
        Step::Promoted => ("promote", Value::Null),
    };
    post(&format!("/api/v1/bookings/{booking}/{act}"), &body).await
}

/// Opens a platform to a park, or closes it.
pub async fn set_openness(
    platform: &PlatformId,
    park: &ParkId,
    openness: &Openness,
    since: Date,
    evidence: &Evidence,
) -> Answered<Stored> {
    let body = json!({ "park": park, "openness": openness, "since": since, "evidence": evidence });
    post(&format!("/api/v1/platforms/{platform}/openness"), &body).await
}

/// Sets a maintenance window.
pub async fn set_maintenance(
    platform: &PlatformId,
    resource: &ResourceId,
    slot: Slot,
    why: &str,
    cancel_bookings: bool,
) -> Answered<Stored> {
    let body = json!({ "resource": resource, "slot": slot, "why": why, "cancel_bookings": cancel_bookings });
    post(&format!("/api/v1/platforms/{platform}/maintenance"), &body).await
}

/// Takes a maintenance window back.
pub async fn lift_maintenance(maintenance: u64) -> Answered<Stored> {
    delete(&format!("/api/v1/maintenance/{maintenance}")).await
}

/// States the owner's own use of an instrument in a month.
pub async fn own_use(
    platform: &PlatformId,
    resource: &ResourceId,
    month: Month,
    hours: Decimal,
    income: Decimal,
) -> Answered<Stored> {
    let body = json!({ "resource": resource, "month": month, "hours": hours, "income": income });
    post(&format!("/api/v1/platforms/{platform}/own-use"), &body).await
}

/// Enters a platform in the register.
pub async fn register(platform: &PlatformId, details: &Details) -> Answered<Stored> {
    post("/api/v1/platforms", &json!({ "platform": platform, "details": details })).await
}

/// Changes what a platform is.
pub async fn change(platform: &PlatformId, details: &Details) -> Answered<Stored> {
    put(&format!("/api/v1/platforms/{platform}"), details).await
}
