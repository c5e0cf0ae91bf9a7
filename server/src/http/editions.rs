//! Editions of meetings: frozen and released by the office, listed, compared, and their figures as a text.

use axum::extract::{FromRequestParts, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use duoyuan_core::access::Scope;
use duoyuan_core::api::{self, Done, Freezing, Nothing};
use duoyuan_core::as_of::AsOf;
use duoyuan_core::meeting::{self, Command};
use duoyuan_core::series::Seen;
use duoyuan_core::state;
use duoyuan_core::view::{self, EditionPage, Editions};
use duoyuan_core::words::{Message, key};

use super::extract::{Json, Viewer, number};
use super::look_back::{LookBack, NowOnly};
use super::openapi::Problems;
use super::{App, Problem};

/// The editions there are, newest first.
#[utoipa::path(get, path = api::EDITIONS.path, tag = "editions", responses((status = 200, body = Editions), Problems))]
pub async fn editions(State(app): State<App>, viewer: Viewer, _: NowOnly) -> Result<axum::Json<Editions>, Problem> {
    app.see_as_of(viewer.scope, LookBack(None), view::editions).await.map(axum::Json)
}

/// Freezes all approved figures as the next edition, which walls and tablets show until it is released.
#[utoipa::path(post, path = api::FREEZE.path, tag = "editions", request_body = Freezing,
    responses((status = 201, body = Done), Problems))]
pub async fn freeze(
    State(app): State<App>,
    viewer: Viewer,
    Json(Freezing { title }): Json<Freezing>,
) -> Result<(StatusCode, axum::Json<Done>), Problem> {
    carry_out(app, viewer, Command::Freeze { title }).await.map(|done| (StatusCode::CREATED, done))
}

/// Releases an edition: walls and tablets show again what is so.
#[utoipa::path(post, path = api::RELEASE.path, tag = "editions", params(("id" = u64, Path)),
    request_body = Nothing, responses((status = 200, body = Done), Problems))]
pub async fn release(
    State(app): State<App>,
    viewer: Viewer,
    AtEdition(edition): AtEdition,
    Json(Nothing {}): Json<Nothing>,
) -> Result<axum::Json<Done>, Problem> {
    carry_out(app, viewer, Command::Release { edition }).await
}

/// An edition, whether its figures are still those that were frozen, and what has changed since the one before.
#[utoipa::path(get, path = api::EDITION.path, tag = "editions", params(("id" = u64, Path)),
    responses((status = 200, body = EditionPage), Problems))]
pub async fn edition(
    State(app): State<App>,
    viewer: Viewer,
    _: NowOnly,
    AtEdition(edition): AtEdition,
) -> Result<axum::Json<EditionPage>, Problem> {
    let look = move |app: &App| {
        let scope = &viewer.scope;
        let back = |number| app.engine.look_back(scope, AsOf::Edition(number), app.now());
        let back = |number| back(number).map_err(|error| Problem::internal(&error));
        let (shown, _) = back(edition)?.ok_or_else(|| unknown(scope, edition))?;
        let before = back(edition.saturating_sub(1))?;
        let before = before.as_ref().and_then(|(state, _)| Seen::new(state, scope));
        let now = app.engine.read();
        let page = Seen::new(&now, scope).zip(Seen::new(&shown, scope));
        page.and_then(|(seen, shown)| view::edition(seen, edition, shown, before)).ok_or_else(Problem::not_found)
    };
    app.blocking(look).await.map(axum::Json)
}

/// The figures of an edition as the text whose SHA-256 is its digest.
#[utoipa::path(get, path = api::EDITION_FIGURES.path, tag = "editions", params(("id" = u64, Path)),
    responses((status = 200, content_type = "text/plain", body = String), Problems))]
pub async fn figures(
    State(app): State<App>,
    viewer: Viewer,
    AtEdition(edition): AtEdition,
) -> Result<Response, Problem> {
    if !viewer.scope.opens() {
        return Err(Problem::not_found());
    }
    let look = move |app: &App| {
        let past = app.engine.look_back(&viewer.scope, AsOf::Edition(edition), app.now());
        let past = past.map_err(|error| Problem::internal(&error))?;
        let (state, moment) = past.ok_or_else(|| unknown(&viewer.scope, edition))?;
        let seen = Seen::new(&state, &Scope::Leading).ok_or_else(Problem::not_found)?;
        Ok::<_, Problem>(meeting::figures(seen, moment))
    };
    let text = app.blocking(look).await?;
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], text).into_response())
}

fn unknown(scope: &Scope, edition: u32) -> Problem {
    if !meeting::meets(scope) || !scope.opens() {
        return Problem::not_found();
    }
    let message = Message::new(key::EDITION_UNKNOWN).with("n", edition.to_string());
    Problem::new(StatusCode::NOT_FOUND, message)
}

async fn carry_out(app: App, viewer: Viewer, command: Command) -> Result<axum::Json<Done>, Problem> {
    let command = state::Command::Meeting(command);
    let done = move |app: &App| app.engine.carry_out(&viewer.who.actor, &command, app.now());
    app.blocking(done).await.map(|position| axum::Json(Done { position }))
}

/// `{id}` of an edition in the path.
pub struct AtEdition(u32);

impl<S: Send + Sync> FromRequestParts<S> for AtEdition {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let id = number(parts, state).await?;
        u32::try_from(id).map(Self).map_err(|_| Problem::not_found())
    }
}
