//! The register of platforms: what there is, to whom it is open, what is free.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use duoyuan_core::api::{self, Done, NewMaintenance, NewOpenness, NewPlatform, OwnUse};
use duoyuan_core::id::{KindId, PlatformId, ResourceId};
use duoyuan_core::platform::{Class, Command, Details, Slot};
use duoyuan_core::series::Seen;
use duoyuan_core::view::{self, Availability, Catalogue, PlatformPage, Search};
use duoyuan_core::words::{Message, key};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::documents::{handed_in, of_evidence};
use super::extract::{Json, Named, Viewer, query};
use super::look_back::{LookBack, NowOnly};
use super::openapi::Problems;
use super::{App, Problem};

/// The register.
#[utoipa::path(get, path = api::PLATFORMS.path, tag = "platforms", responses((status = 200, body = Catalogue), Problems))]
pub async fn catalogue(State(app): State<App>, viewer: Viewer, _: NowOnly) -> Result<axum::Json<Catalogue>, Problem> {
    look(app, viewer, LookBack(None), view::catalogue).await
}

/// A platform with its calendars.
#[utoipa::path(get, path = api::PLATFORM.path, tag = "platforms", params(("platform" = String, Path)),
    responses((status = 200, body = PlatformPage), Problems))]
pub async fn platform(
    State(app): State<App>,
    viewer: Viewer,
    _: NowOnly,
    Named(id): Named,
) -> Result<axum::Json<PlatformPage>, Problem> {
    let id = PlatformId::new(id);
    look(app, viewer, LookBack(None), move |seen, now| view::platform(seen, &id, now)).await
}

/// What is free in a range of time, across all platforms.
#[utoipa::path(get, path = api::FREE.path, tag = "platforms",
    params(("from" = String, Query, description = "2026-11-06T08:00:00+08:00"), ("to" = String, Query),
        ("platform" = Option<String>, Query), ("resource" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("class" = Option<Class>, Query), ("amount" = Option<String>, Query, description = "1 when absent"),
        ("minutes" = Option<u32>, Query, description = "at least so long at a stretch; 30 when absent")),
    responses((status = 200, body = Availability), Problems))]
pub async fn free(
    State(app): State<App>,
    viewer: Viewer,
    _: NowOnly,
    asked: Asked,
) -> Result<axum::Json<Availability>, Problem> {
    look(app, viewer, LookBack(None), move |seen, now| view::availability(seen, &asked.0, now)).await
}

/// Enters a platform in the register.
#[utoipa::path(post, path = api::REGISTER_PLATFORM.path, tag = "platforms", request_body = NewPlatform,
    responses((status = 201, body = Done), Problems))]
pub async fn register(
    State(app): State<App>,
    viewer: Viewer,
    Json(body): Json<NewPlatform>,
) -> Result<(StatusCode, axum::Json<Done>), Problem> {
    let NewPlatform { platform, details } = body;
    let done = carry_out(app, viewer, Command::Register { platform, details }).await?;
    Ok((StatusCode::CREATED, done))
}

/// Changes what a platform is, whole.
#[utoipa::path(put, path = api::CHANGE_PLATFORM.path, tag = "platforms", params(("platform" = String, Path)),
    request_body = Details, responses((status = 200, body = Done), Problems))]
pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Named(id): Named,
    Json(details): Json<Details>,
) -> Result<axum::Json<Done>, Problem> {
    carry_out(app, viewer, Command::Change { platform: PlatformId::new(id), details }).await
}

/// Opens a platform to a park, or closes it.
#[utoipa::path(post, path = api::OPEN_PLATFORM.path, tag = "platforms",
    params(("platform" = String, Path)), request_body = NewOpenness, responses((status = 200, body = Done), Problems))]
pub async fn open(
    State(app): State<App>,
    viewer: Viewer,
    Named(id): Named,
    Json(body): Json<NewOpenness>,
) -> Result<axum::Json<Done>, Problem> {
    let NewOpenness { park, openness, since, evidence } = body;
    let platform = PlatformId::new(id);
    carry_out(app, viewer, Command::SetOpenness { platform, park, openness, since, evidence }).await
}

/// Sets a maintenance window; it is lifted by the position answered.
#[utoipa::path(post, path = api::MAINTAIN.path, tag = "platforms",
    params(("platform" = String, Path)), request_body = NewMaintenance,
    responses((status = 200, body = Done), Problems))]
pub async fn maintain(
    State(app): State<App>,
    viewer: Viewer,
    Named(id): Named,
    Json(body): Json<NewMaintenance>,
) -> Result<axum::Json<Done>, Problem> {
    let NewMaintenance { resource, slot, why, cancel_bookings } = body;
    let platform = PlatformId::new(id);
    carry_out(app, viewer, Command::SetMaintenance { platform, resource, slot, why, cancel_bookings }).await
}

/// Takes a maintenance window back, or ends it early.
#[utoipa::path(delete, path = api::LIFT_MAINTENANCE.path, tag = "platforms",
    params(("maintenance" = u64, Path)), responses((status = 200, body = Done), Problems))]
pub async fn lift(
    State(app): State<App>,
    viewer: Viewer,
    id: Result<Path<u64>, axum::extract::rejection::PathRejection>,
) -> Result<axum::Json<Done>, Problem> {
    let Path(maintenance) = id.map_err(|_| Problem::not_found())?;
    carry_out(app, viewer, Command::LiftMaintenance { maintenance }).await
}

/// States the owner's own use of an instrument in a month.
#[utoipa::path(post, path = api::OWN_USE.path, tag = "platforms",
    params(("platform" = String, Path)), request_body = OwnUse, responses((status = 200, body = Done), Problems))]
pub async fn own_use(
    State(app): State<App>,
    viewer: Viewer,
    Named(id): Named,
    Json(body): Json<OwnUse>,
) -> Result<axum::Json<Done>, Problem> {
    let OwnUse { resource, month, hours, income } = body;
    let platform = PlatformId::new(id);
    carry_out(app, viewer, Command::StateOwnUse { platform, resource, month, hours, income }).await
}

/// A view that depends on the hour: computed anew each time.
pub(super) async fn look<T: Send + 'static>(
    app: App,
    viewer: Viewer,
    back: LookBack,
    look: impl FnOnce(Seen<'_>, Timestamp) -> Option<T> + Send + 'static,
) -> Result<axum::Json<T>, Problem> {
    app.see_as_of(viewer.scope, back, look).await.map(axum::Json)
}

/// One command about platforms.
pub(super) async fn carry_out(app: App, viewer: Viewer, command: Command) -> Result<axum::Json<Done>, Problem> {
    let done = move |app: &App| {
        let files = match &command {
            Command::Register { details, .. } | Command::Change { details, .. } => {
                handed_in(app, &viewer, of_evidence(&details.evidence))?
            }
            Command::SetOpenness { evidence, .. } => handed_in(app, &viewer, of_evidence([evidence]))?,
            _ => Vec::new(),
        };
        let command = duoyuan_core::state::Command::Platform(command);
        let position = app.engine.carry_out_with(&viewer.who.actor, &command, &files, app.now())?;
        Ok::<_, Problem>(position)
    };
    app.blocking(done).await.map(|position| axum::Json(Done { position }))
}

/// What is looked for.
pub struct Asked(Search);

#[derive(Deserialize)]
struct AskedText {
    from: String,
    to: String,
    platform: Option<String>,
    resource: Option<String>,
    kind: Option<String>,
    class: Option<Class>,
    amount: Option<Decimal>,
    minutes: Option<u32>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let axum::extract::Query(text) = query::<S, AskedText>(parts, state).await?;
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        Ok(Self(Search {
            range: Slot { from: moment(&text.from)?, to: moment(&text.to)? },
            platform: filled(text.platform).map(PlatformId::new),
            resource: filled(text.resource).map(ResourceId::new),
            kind: filled(text.kind).map(KindId::new),
            class: text.class,
            amount: text.amount.unwrap_or(Decimal::ONE),
            minutes: text.minutes.unwrap_or(30),
        }))
    }
}

/// Reads a moment; a `+` that was not escaped has become a blank.
fn moment(text: &str) -> Result<Timestamp, Problem> {
    let found: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    let wrong = |_| Problem::new(StatusCode::BAD_REQUEST, Message::new(key::BAD_MOMENT).with("found", found));
    text.replace(' ', "+").parse().map_err(wrong)
}
