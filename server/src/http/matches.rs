//! What parks and the office do in the market: one command each.

use axum::extract::State;
use axum::http::StatusCode;
use duoyuan_core::api::{self, Done, Nothing, Reached, Reason, Word};
use duoyuan_core::sharing::{Command, Posting, Proposal};
use duoyuan_core::state;

use super::extract::{Json, Viewer};
use super::openapi::Problems;
use super::sharing::{AtListing, AtMatch};
use super::{App, Problem};

type Answer = Result<axum::Json<Done>, Problem>;
type Created = Result<(StatusCode, axum::Json<Done>), Problem>;

/// Posts an offer or a need; its number is the position answered.
#[utoipa::path(post, path = api::POST_LISTING.path, tag = "sharing", request_body = Posting,
    responses((status = 201, body = Done), Problems))]
pub async fn post(State(app): State<App>, viewer: Viewer, Json(posting): Json<Posting>) -> Created {
    carry_out(app, viewer, Command::Post(posting)).await.map(|done| (StatusCode::CREATED, done))
}

/// Takes an offer or a need back.
#[utoipa::path(post, path = api::WITHDRAW_LISTING.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Reason, responses((status = 200, body = Done), Problems))]
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    AtListing(listing): AtListing,
    Json(Reason { reason }): Json<Reason>,
) -> Answer {
    carry_out(app, viewer, Command::Withdraw { listing, reason }).await
}

/// Proposes a match; its number is the position answered.
#[utoipa::path(post, path = api::PROPOSE_MATCH.path, tag = "sharing", request_body = Proposal,
    responses((status = 201, body = Done), Problems))]
pub async fn propose(State(app): State<App>, viewer: Viewer, Json(proposal): Json<Proposal>) -> Created {
    carry_out(app, viewer, Command::Propose(proposal)).await.map(|done| (StatusCode::CREATED, done))
}

/// Agrees to a match.
#[utoipa::path(post, path = api::ACCEPT_MATCH.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Nothing, responses((status = 200, body = Done), Problems))]
pub async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Nothing {}): Json<Nothing>,
) -> Answer {
    carry_out(app, viewer, Command::Accept(matched)).await
}

/// Declines a match.
#[utoipa::path(post, path = api::DECLINE_MATCH.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Reason, responses((status = 200, body = Done), Problems))]
pub async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Reason { reason }): Json<Reason>,
) -> Answer {
    carry_out(app, viewer, Command::Decline { matched, reason }).await
}

/// Reports that a stage is reached; it counts when the other side confirms it.
#[utoipa::path(post, path = api::REACH_STAGE.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Reached, responses((status = 200, body = Done), Problems))]
pub async fn stage(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Reached { stage, effect, note }): Json<Reached>,
) -> Answer {
    carry_out(app, viewer, Command::Report { matched, stage, effect, note }).await
}

/// Confirms what the other side reported.
#[utoipa::path(post, path = api::CONFIRM_MATCH.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Nothing, responses((status = 200, body = Done), Problems))]
pub async fn confirm(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Nothing {}): Json<Nothing>,
) -> Answer {
    carry_out(app, viewer, Command::Confirm(matched)).await
}

/// Disputes what the other side reported.
#[utoipa::path(post, path = api::DISPUTE_MATCH.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Reason, responses((status = 200, body = Done), Problems))]
pub async fn dispute(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Reason { reason }): Json<Reason>,
) -> Answer {
    carry_out(app, viewer, Command::Dispute { matched, reason }).await
}

/// Ends a match before it has landed.
#[utoipa::path(post, path = api::CLOSE_MATCH.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Reason, responses((status = 200, body = Done), Problems))]
pub async fn close(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Reason { reason }): Json<Reason>,
) -> Answer {
    carry_out(app, viewer, Command::Close { matched, reason }).await
}

/// Asks for an answer.
#[utoipa::path(post, path = api::NUDGE.path, tag = "sharing", params(("id" = u64, Path)),
    request_body = Word, responses((status = 200, body = Done), Problems))]
pub async fn nudge(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Word { text }): Json<Word>,
) -> Answer {
    carry_out(app, viewer, Command::Nudge { matched, text }).await
}

async fn carry_out(app: App, viewer: Viewer, command: Command) -> Answer {
    let command = state::Command::Sharing(command);
    let done = move |app: &App| app.engine.carry_out(&viewer.who.actor, &command, app.now());
    app.blocking(done).await.map(|position| axum::Json(Done { position }))
}
