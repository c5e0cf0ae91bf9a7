//! Supervised tasks: given by the office, taken up, reported on and closed.

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use duoyuan_core::api::{self, Done};
use duoyuan_core::id::TaskId;
use duoyuan_core::series::Seen;
use duoyuan_core::state;
use duoyuan_core::task::{Act, Assignment, Command};
use duoyuan_core::view::{self, TaskPage, Tasks};

use super::extract::{Json, Viewer, number};
use super::look_back::{LookBack, NowOnly};
use super::openapi::Problems;
use super::{App, Problem};

/// The tasks that the viewer sees: the leading group and its office all, a park those that it has a part in.
#[utoipa::path(get, path = api::TASKS.path, tag = "tasks", responses((status = 200, body = Tasks), Problems))]
pub async fn tasks(State(app): State<App>, viewer: Viewer, _: NowOnly) -> Result<axum::Json<Tasks>, Problem> {
    app.see_as_of(viewer.scope, LookBack(None), view::tasks).await.map(axum::Json)
}

/// A task with everything that happened.
#[utoipa::path(get, path = api::TASK.path, tag = "tasks", params(("id" = u64, Path)),
    responses((status = 200, body = TaskPage), Problems))]
pub async fn task(
    State(app): State<App>,
    viewer: Viewer,
    _: NowOnly,
    AtTask(task): AtTask,
) -> Result<axum::Json<TaskPage>, Problem> {
    let look = move |app: &App| {
        let (state, now) = (app.engine.read(), app.now());
        // The figure of its condition is the meeting's while an edition is shown.
        let met = app.met(&viewer.scope, LookBack(None)).0;
        let past = met.map(|as_of| app.engine.look_back(&viewer.scope, as_of, now)).transpose();
        let past = past.map_err(|error| Problem::internal(&error))?.flatten();
        let (shown, at) = past.unwrap_or_else(|| (state.clone(), now));
        let seen = Seen::new(&state, &viewer.scope).zip(Seen::new(&shown, &viewer.scope));
        seen.and_then(|(seen, shown)| view::task(seen, task, now, (shown, at))).ok_or_else(Problem::not_found)
    };
    app.blocking(look).await.map(axum::Json)
}

/// Gives a task to somebody; its number is the position answered.
#[utoipa::path(post, path = api::ASSIGN.path, tag = "tasks", request_body = Assignment,
    responses((status = 201, body = Done), Problems))]
pub async fn assign(
    State(app): State<App>,
    viewer: Viewer,
    Json(assignment): Json<Assignment>,
) -> Result<(StatusCode, axum::Json<Done>), Problem> {
    carry_out(app, viewer, Command::Assign(assignment)).await.map(|done| (StatusCode::CREATED, done))
}

/// Acts on a task: signs for it, reports, asks for more time or to close it, answers, reminds, takes it back. Who may do
/// what, and when, is told by `acts` of the task.
#[utoipa::path(post, path = api::ACT_ON_TASK.path, tag = "tasks", params(("id" = u64, Path)), request_body = Act,
    responses((status = 200, body = Done), Problems))]
pub async fn act(
    State(app): State<App>,
    viewer: Viewer,
    AtTask(task): AtTask,
    Json(act): Json<Act>,
) -> Result<axum::Json<Done>, Problem> {
    carry_out(app, viewer, Command::Act { task, act }).await
}

async fn carry_out(app: App, viewer: Viewer, command: Command) -> Result<axum::Json<Done>, Problem> {
    let command = state::Command::Task(command);
    let done = move |app: &App| app.engine.carry_out(&viewer.who.actor, &command, app.now());
    app.blocking(done).await.map(|position| axum::Json(Done { position }))
}

/// `{id}` of a task in the path.
pub struct AtTask(TaskId);

impl<S: Send + Sync> FromRequestParts<S> for AtTask {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        number(parts, state).await.map(|id| Self(TaskId(id)))
    }
}
