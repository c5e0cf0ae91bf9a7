//! The wall: what it shows, who drives it, and what the driver says.

use axum::extract::State;
use axum::http::StatusCode;
use duoyuan_core::api::{self, Done, Leaving, Nothing};
use duoyuan_core::meeting::meets;
use duoyuan_core::state;
use duoyuan_core::wall::{Command, Shown, WallState};

use super::extract::{Json, Viewer};
use super::openapi::Problems;
use super::{App, Problem};
use crate::engine::EngineError;

/// What the wall shows, and who drives it.
#[utoipa::path(get, path = api::WALL.path, tag = "wall", responses((status = 200, body = WallState), Problems))]
pub async fn shown(State(app): State<App>, viewer: Viewer) -> Result<axum::Json<WallState>, Problem> {
    if !meets(&viewer.scope) {
        return Err(Problem::not_found());
    }
    app.wall.follow(&app.engine.read());
    Ok(axum::Json(app.wall.shown()))
}

/// Takes the wall; the position answered is the driver's generation, which everything it says carries.
#[utoipa::path(post, path = api::TAKE_WALL.path, tag = "wall", request_body = Nothing,
    responses((status = 201, body = Done), Problems))]
pub async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Json(Nothing {}): Json<Nothing>,
) -> Result<(StatusCode, axum::Json<Done>), Problem> {
    let heard = app.wall.heard(&app.engine.read());
    carry_out(app, viewer, Command::Take { heard }).await.map(|done| (StatusCode::CREATED, done))
}

/// Leaves the wall: it turns its pages by itself again.
#[utoipa::path(post, path = api::LEAVE_WALL.path, tag = "wall", request_body = Leaving,
    responses((status = 200, body = Done), Problems))]
pub async fn leave(
    State(app): State<App>,
    viewer: Viewer,
    Json(Leaving { generation }): Json<Leaving>,
) -> Result<axum::Json<Done>, Problem> {
    carry_out(app, viewer, Command::Leave { generation }).await
}

/// Shows a page and what is pointed at on it, whole; said again, it tells that the driver is still there.
#[utoipa::path(put, path = api::SHOW.path, tag = "wall", request_body = Shown,
    responses((status = 200, body = WallState), Problems))]
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Json(said): Json<Shown>,
) -> Result<axum::Json<WallState>, Problem> {
    let state = app.engine.read();
    let shown = app.wall.show(&state, &viewer.who.actor, said, app.now());
    Ok(axum::Json(shown.map_err(EngineError::Rejected)?))
}

async fn carry_out(app: App, viewer: Viewer, command: Command) -> Result<axum::Json<Done>, Problem> {
    let command = state::Command::Wall(command);
    let done = move |app: &App| {
        let position = app.engine.carry_out(&viewer.who.actor, &command, app.now());
        app.wall.follow(&app.engine.read());
        position
    };
    app.blocking(done).await.map(|position| axum::Json(Done { position }))
}
