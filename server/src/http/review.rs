//! The leading group's office: the queue, and what it makes of a submission and of a month.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use duoyuan_core::api::{self, Approval, ApprovalWithdrawal, Done, Nothing, Reason, Reminders, Return};
use duoyuan_core::series::Seen;
use duoyuan_core::state::Command;
use duoyuan_core::view::{self, Queue, Review};

use super::extract::{AtMonth, AtReport, Json, Viewer};
use super::look_back::{LookBack, LookBackText};
use super::openapi::Problems;
use super::views::Asked;
use super::{App, Problem};

/// What waits for the office.
#[utoipa::path(get, path = api::QUEUE.path, tag = "review", params(LookBackText), responses((status = 200, body = Queue), Problems))]
pub async fn queue(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
) -> Result<Response, Problem> {
    app.view_as_of(&headers, viewer.scope, back, Asked::Queue, view::queue).await
}

/// A submission opened for review.
#[utoipa::path(get, path = api::REVIEW.path, tag = "review",
    params(LookBackText, ("park" = String, Path), ("month" = String, Path)),
    responses((status = 200, body = Review), Problems))]
pub async fn review(
    State(app): State<App>,
    viewer: Viewer,
    back: LookBack,
    at: AtReport,
) -> Result<axum::Json<Review>, Problem> {
    let look = move |seen: Seen<'_>, _| view::review(seen, &at.park, at.month);
    app.see_as_of(viewer.scope, back, look).await.map(axum::Json)
}

/// Approves a submission: it is published.
#[utoipa::path(post, path = api::APPROVE.path, tag = "review",
    params(("park" = String, Path), ("month" = String, Path)), request_body = Approval,
    responses((status = 200, body = Done), Problems))]
pub async fn approve(
    State(app): State<App>,
    viewer: Viewer,
    at: AtReport,
    Json(body): Json<Approval>,
) -> Result<axum::Json<Done>, Problem> {
    let AtReport { park, month } = at;
    carry_out(app, viewer, Command::Approve { park, month, seen_revisions: body.seen_revisions }).await
}

/// Returns a submission to its park.
#[utoipa::path(post, path = api::RETURN.path, tag = "review",
    params(("park" = String, Path), ("month" = String, Path)), request_body = Return,
    responses((status = 200, body = Done), Problems))]
pub async fn return_to_park(
    State(app): State<App>,
    viewer: Viewer,
    at: AtReport,
    Json(body): Json<Return>,
) -> Result<axum::Json<Done>, Problem> {
    let AtReport { park, month } = at;
    let Return { seen_revisions, reason, items } = body;
    carry_out(app, viewer, Command::Return { park, month, seen_revisions, reason, items }).await
}

/// Takes back the approval of a park's last submission, until the month is closed: the one approved before it stands
/// again, and the submission waits for review.
#[utoipa::path(post, path = api::WITHDRAW_APPROVAL.path, tag = "review",
    params(("park" = String, Path), ("month" = String, Path)), request_body = ApprovalWithdrawal,
    responses((status = 200, body = Done), Problems))]
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    at: AtReport,
    Json(body): Json<ApprovalWithdrawal>,
) -> Result<axum::Json<Done>, Problem> {
    let AtReport { park, month } = at;
    let ApprovalWithdrawal { seen_revisions, reason } = body;
    carry_out(app, viewer, Command::Withdraw { park, month, seen_revisions, reason }).await
}

/// Asks parks for overdue reports 催报: all of them or none; once a day a park and month.
#[utoipa::path(post, path = api::REMIND.path, tag = "review", params(("month" = String, Path)),
    request_body = Reminders, responses((status = 200, body = Done), Problems))]
pub async fn remind(
    State(app): State<App>,
    viewer: Viewer,
    AtMonth(month): AtMonth,
    Json(body): Json<Reminders>,
) -> Result<axum::Json<Done>, Problem> {
    carry_out(app, viewer, Command::Remind { parks: body.parks, month }).await
}

/// Closes a month: nothing more is taken in.
#[utoipa::path(post, path = api::CLOSE_PERIOD.path, tag = "review", params(("month" = String, Path)),
    request_body = Nothing, responses((status = 200, body = Done), Problems))]
pub async fn close(
    State(app): State<App>,
    viewer: Viewer,
    AtMonth(month): AtMonth,
    Json(Nothing {}): Json<Nothing>,
) -> Result<axum::Json<Done>, Problem> {
    carry_out(app, viewer, Command::Close { month }).await
}

/// Opens a closed month again.
#[utoipa::path(post, path = api::REOPEN_PERIOD.path, tag = "review", params(("month" = String, Path)),
    request_body = Reason, responses((status = 200, body = Done), Problems))]
pub async fn reopen(
    State(app): State<App>,
    viewer: Viewer,
    AtMonth(month): AtMonth,
    Json(body): Json<Reason>,
) -> Result<axum::Json<Done>, Problem> {
    carry_out(app, viewer, Command::Reopen { month, reason: body.reason }).await
}

async fn carry_out(app: App, viewer: Viewer, command: Command) -> Result<axum::Json<Done>, Problem> {
    let done = move |app: &App| app.engine.carry_out(&viewer.who.actor, &command, app.now());
    app.blocking(done).await.map(|position| axum::Json(Done { position }))
}
