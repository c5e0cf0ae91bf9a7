//! Bookings: a park asks, an owner answers, and so on. One route a step.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use duoyuan_core::access::Role;
use duoyuan_core::api::{self, AnotherTime, Done, NewBooking, Note, Nothing, Rating, Reason, Repayment};
use duoyuan_core::id::{OwnerId, ParkId};
use duoyuan_core::platform::{BookingId, Command, Request, Step, Usage};
use duoyuan_core::view::{self, BookingPage, MyBookings, Work};
use serde::Deserialize;

use super::extract::{Json, Viewer, query};
use super::look_back::{LookBack, LookBackText};
use super::openapi::Problems;
use super::platforms::{carry_out, look};
use super::{App, Problem};

/// `{booking}` in the path.
pub struct At(BookingId);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found = Path::<u64>::from_request_parts(parts, state).await;
        found.map(|Path(id)| Self(BookingId(id))).map_err(|_| Problem::not_found())
    }
}

/// Whose list; the viewer's own when it is left out.
#[derive(Deserialize)]
struct WhoseText {
    park: Option<String>,
    owner: Option<String>,
}

/// Whose list is asked for.
pub struct Whose {
    park: Option<ParkId>,
    owner: Option<OwnerId>,
}

impl<S: Send + Sync> FromRequestParts<S> for Whose {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let axum::extract::Query(text) = query::<S, WhoseText>(parts, state).await?;
        Ok(Self { park: text.park.map(ParkId::new), owner: text.owner.map(OwnerId::new) })
    }
}

/// A park's bookings: its own, or for the leading group's office anybody's.
#[utoipa::path(get, path = api::BOOKINGS.path, tag = "bookings",
    params(LookBackText, ("park" = Option<String>, Query, description = "the own park when absent")),
    responses((status = 200, body = MyBookings), Problems))]
pub async fn mine(
    State(app): State<App>,
    viewer: Viewer,
    back: LookBack,
    whose: Whose,
) -> Result<axum::Json<MyBookings>, Problem> {
    let own = whose.park.or_else(|| own_park(&viewer)).ok_or_else(Problem::not_found)?;
    look(app, viewer, back, move |seen, now| view::my_bookings(seen, &own, now)).await
}

/// An owner's working list: its own, or for the leading group's office anybody's.
#[utoipa::path(get, path = api::WORK.path, tag = "bookings",
    params(LookBackText, ("owner" = Option<String>, Query, description = "the own one when absent")),
    responses((status = 200, body = Work), Problems))]
pub async fn work(
    State(app): State<App>,
    viewer: Viewer,
    back: LookBack,
    whose: Whose,
) -> Result<axum::Json<Work>, Problem> {
    let own = match &viewer.who.actor.role {
        Role::Owner(owner) => Some(owner.clone()),
        _ => None,
    };
    let owner = whose.owner.or(own).ok_or_else(Problem::not_found)?;
    look(app, viewer, back, move |seen, now| view::work(seen, &owner, now)).await
}

/// A booking with everything that happened to it.
#[utoipa::path(get, path = api::BOOKING.path, tag = "bookings",
    params(LookBackText, ("booking" = u64, Path)), responses((status = 200, body = BookingPage), Problems))]
pub async fn booking(
    State(app): State<App>,
    viewer: Viewer,
    back: LookBack,
    At(id): At,
) -> Result<axum::Json<BookingPage>, Problem> {
    look(app, viewer, back, move |seen, now| view::booking(seen, id, now)).await
}

/// Asks for a resource; the booking is known by the position answered.
#[utoipa::path(post, path = api::ASK.path, tag = "bookings", request_body = NewBooking,
    responses((status = 201, body = Done), Problems))]
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Json(body): Json<NewBooking>,
) -> Result<(StatusCode, axum::Json<Done>), Problem> {
    let NewBooking { platform, resource, enterprise, slot, amount, purpose, wait } = body;
    // Who is no park is told so by the rules.
    let park = own_park(&viewer).unwrap_or_else(|| ParkId::new(""));
    let request = Request { platform, resource, park, enterprise, slot, amount, purpose };
    let done = carry_out(app, viewer, Command::Request { request, wait }).await?;
    Ok((StatusCode::CREATED, done))
}

fn own_park(viewer: &Viewer) -> Option<ParkId> {
    match &viewer.who.actor.role {
        Role::Park(park) => Some(park.clone()),
        _ => None,
    }
}

/// One route a step: what it is called, what it is told, and the step it asks for.
macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident $operation:ident $body:ident |$told:pat_param| $step:expr;)*) => {
        $(
            $(#[$doc])*
            #[utoipa::path(post, path = api::$operation.path, tag = "bookings", params(("booking" = u64, Path)),
                request_body = $body, responses((status = 200, body = Done), Problems))]
            pub async fn $name(
                State(app): State<App>,
                viewer: Viewer,
                At(booking): At,
                Json($told): Json<$body>,
            ) -> Result<axum::Json<Done>, Problem> {
                carry_out(app, viewer, Command::Step { booking, step: $step }).await
            }
        )*
    };
}

steps! {
    /// The owner accepts.
    accept ACCEPT_BOOKING Note |Note { note }| Step::Accepted { note };
    /// The owner declines, and says why.
    decline DECLINE_BOOKING Reason |Reason { reason }| Step::Declined { note: reason };
    /// The owner offers another time, which is held.
    propose PROPOSE_TIME AnotherTime |AnotherTime { slot, note }| Step::Proposed { slot, note };
    /// The park takes the other time.
    agree AGREE_TIME Nothing |Nothing {}| Step::Agreed;
    /// The park or the owner cancels, and says why.
    cancel CANCEL_BOOKING Reason |Reason { reason }| Step::Cancelled { reason };
    /// Somebody has come.
    check_in CHECK_IN Nothing |Nothing {}| Step::CheckedIn;
    /// Nobody has come: the rest of the slot is free.
    no_show NO_SHOW Nothing |Nothing {}| Step::NoShow;
    /// The owner records what was used.
    record RECORD_USE Usage |usage| Step::Used(usage);
    /// The owner records that credit was paid back.
    repay REPAY Repayment |Repayment { credit }| Step::Repaid { credit };
    /// The park rates, once.
    rate RATE Rating |Rating { score, note }| Step::Rated { score, note };
}
