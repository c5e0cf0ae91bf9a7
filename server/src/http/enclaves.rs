//! Enclave projects: what was agreed, what they did, and every park's figures in both views.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use duoyuan_core::api::{self, Done, OfMonth, ProjectFigures, SplitChange};
use duoyuan_core::enclave::{Agreement, Command};
use duoyuan_core::id::ProjectId;
use duoyuan_core::period::Basis;
use duoyuan_core::state;
use duoyuan_core::view::{self, Enclaves};

use super::extract::{Json, Shown, Viewer, number};
use super::look_back::{LookBack, LookBackText};
use super::openapi::Problems;
use super::views::Asked;
use super::{App, Problem};

type Answer = Result<axum::Json<Done>, Problem>;

/// The projects that the viewer has a part in, and 考核口径 beside 在地统计.
#[utoipa::path(get, path = api::ENCLAVES.path, tag = "enclaves",
    params(LookBackText, ("month" = Option<String>, Query, description = "the newest published month when absent"),
        ("basis" = Option<Basis>, Query, description = "cumulative when absent")),
    responses((status = 200, body = Enclaves), Problems))]
pub async fn enclaves(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    shown: Shown,
) -> Result<Response, Problem> {
    let Shown { month, basis } = shown;
    let (asked, back) = (Asked::Enclaves(month, basis), app.met(&viewer.scope, back));
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| view::enclaves(seen, month, basis, now)).await
}

/// Registers a project; its number is the position answered.
#[utoipa::path(post, path = api::AGREE.path, tag = "enclaves", request_body = Agreement,
    responses((status = 201, body = Done), Problems))]
pub async fn agree(
    State(app): State<App>,
    viewer: Viewer,
    Json(agreement): Json<Agreement>,
) -> Result<(StatusCode, axum::Json<Done>), Problem> {
    carry_out(app, viewer, Command::Agree(agreement)).await.map(|done| (StatusCode::CREATED, done))
}

/// Registers other shares from a month on.
#[utoipa::path(post, path = api::SPLIT.path, tag = "enclaves", params(("id" = u64, Path)),
    request_body = SplitChange, responses((status = 200, body = Done), Problems))]
pub async fn split(
    State(app): State<App>,
    viewer: Viewer,
    AtProject(project): AtProject,
    Json(SplitChange { from, split }): Json<SplitChange>,
) -> Answer {
    carry_out(app, viewer, Command::ChangeSplit { project, from, split }).await
}

/// Reports what a project did in a month.
#[utoipa::path(post, path = api::PROJECT_FIGURES.path, tag = "enclaves", params(("id" = u64, Path)),
    request_body = ProjectFigures, responses((status = 200, body = Done), Problems))]
pub async fn figures(
    State(app): State<App>,
    viewer: Viewer,
    AtProject(project): AtProject,
    Json(ProjectFigures { month, rows }): Json<ProjectFigures>,
) -> Answer {
    carry_out(app, viewer, Command::Report { project, month, rows }).await
}

/// Confirms what was reported of a project.
#[utoipa::path(post, path = api::CONFIRM_PROJECT.path, tag = "enclaves", params(("id" = u64, Path)),
    request_body = OfMonth, responses((status = 200, body = Done), Problems))]
pub async fn confirm(
    State(app): State<App>,
    viewer: Viewer,
    AtProject(project): AtProject,
    Json(OfMonth { month }): Json<OfMonth>,
) -> Answer {
    carry_out(app, viewer, Command::Confirm { project, month }).await
}

async fn carry_out(app: App, viewer: Viewer, command: Command) -> Answer {
    let command = state::Command::Enclave(command);
    let done = move |app: &App| app.engine.carry_out(&viewer.who.actor, &command, app.now());
    app.blocking(done).await.map(|position| axum::Json(Done { position }))
}

/// `{id}` of a project in the path.
pub struct AtProject(ProjectId);

impl<S: Send + Sync> FromRequestParts<S> for AtProject {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        number(parts, state).await.map(|id| Self(ProjectId(id)))
    }
}
