//! What parks and the office do in the market: one command each.

use axum::extract::State;
use axum::http::StatusCode;
use duoyuan_core::id::StageId;
use duoyuan_core::sharing::{Command, Posting, Proposal, Quantity};
use duoyuan_core::state;
use serde::Deserialize;
use utoipa::ToSchema;

use super::extract::{Json, Viewer};
use super::openapi::Problems;
use super::reports::Done;
use super::sharing::{AtListing, AtMatch};
use super::{App, Problem};

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// The reason.
    reason: String,
}

/// Nothing more to say.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plainly {}

/// A stage that is reached.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// The stage.
    stage: StageId,
    /// The measured effect, with the last stage.
    #[serde(default)]
    effect: Option<Quantity>,
    /// What there is to say.
    #[serde(default)]
    note: String,
}

/// What the office says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// In words.
    text: String,
}

type Answer = Result<axum::Json<Done>, Problem>;
type Created = Result<(StatusCode, axum::Json<Done>), Problem>;

/// Posts an offer or a need; its number is the position answered.
#[utoipa::path(post, path = "/api/v1/listings", tag = "sharing", request_body = Posting,
    responses((status = 201, body = Done), Problems))]
pub async fn post(State(app): State<App>, viewer: Viewer, Json(posting): Json<Posting>) -> Created {
    carry_out(app, viewer, Command::Post(posting)).await.map(|done| (StatusCode::CREATED, done))
}

/// Takes an offer or a need back.
#[utoipa::path(post, path = "/api/v1/listings/{id}/withdraw", tag = "sharing", params(("id" = u64, Path)),
    request_body = Because, responses((status = 200, body = Done), Problems))]
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    AtListing(listing): AtListing,
    Json(Because { reason }): Json<Because>,
) -> Answer {
    carry_out(app, viewer, Command::Withdraw { listing, reason }).await
}

/// Proposes a match; its number is the position answered.
#[utoipa::path(post, path = "/api/v1/matches", tag = "sharing", request_body = Proposal,
    responses((status = 201, body = Done), Problems))]
pub async fn propose(State(app): State<App>, viewer: Viewer, Json(proposal): Json<Proposal>) -> Created {
    carry_out(app, viewer, Command::Propose(proposal)).await.map(|done| (StatusCode::CREATED, done))
}

/// Agrees to a match.
#[utoipa::path(post, path = "/api/v1/matches/{id}/accept", tag = "sharing", params(("id" = u64, Path)),
    request_body = Plainly, responses((status = 200, body = Done), Problems))]
pub async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Plainly {}): Json<Plainly>,
) -> Answer {
    carry_out(app, viewer, Command::Accept(matched)).await
}

/// Declines a match.
#[utoipa::path(post, path = "/api/v1/matches/{id}/decline", tag = "sharing", params(("id" = u64, Path)),
    request_body = Because, responses((status = 200, body = Done), Problems))]
pub async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Because { reason }): Json<Because>,
) -> Answer {
    carry_out(app, viewer, Command::Decline { matched, reason }).await
}

/// Reports that a stage is reached; it counts when the other side confirms it.
#[utoipa::path(post, path = "/api/v1/matches/{id}/stage", tag = "sharing", params(("id" = u64, Path)),
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
#[utoipa::path(post, path = "/api/v1/matches/{id}/confirm", tag = "sharing", params(("id" = u64, Path)),
    request_body = Plainly, responses((status = 200, body = Done), Problems))]
pub async fn confirm(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Plainly {}): Json<Plainly>,
) -> Answer {
    carry_out(app, viewer, Command::Confirm(matched)).await
}

/// Disputes what the other side reported.
#[utoipa::path(post, path = "/api/v1/matches/{id}/dispute", tag = "sharing", params(("id" = u64, Path)),
    request_body = Because, responses((status = 200, body = Done), Problems))]
pub async fn dispute(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Because { reason }): Json<Because>,
) -> Answer {
    carry_out(app, viewer, Command::Dispute { matched, reason }).await
}

/// Ends a match before it has landed.
#[utoipa::path(post, path = "/api/v1/matches/{id}/close", tag = "sharing", params(("id" = u64, Path)),
    request_body = Because, responses((status = 200, body = Done), Problems))]
pub async fn close(
    State(app): State<App>,
    viewer: Viewer,
    AtMatch(matched): AtMatch,
    Json(Because { reason }): Json<Because>,
) -> Answer {
    carry_out(app, viewer, Command::Close { matched, reason }).await
}

/// Asks for an answer.
#[utoipa::path(post, path = "/api/v1/matches/{id}/nudge", tag = "sharing", params(("id" = u64, Path)),
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
