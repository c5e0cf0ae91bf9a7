//! What is not about the zone: health, the description of the interface, addresses that are none.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duoyuan_core::api;
use duoyuan_core::words::key;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Problem};

/// That the server is well.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`, or `damaged` when the journal was found damaged after the start: it is shown, and nothing is written.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
}

/// Whether the server is well.
#[utoipa::path(get, path = api::HEALTH.path, tag = "system", security(()), responses((status = 200, body = Health), (status = 503, body = Health)))]
pub async fn health(State(app): State<App>) -> (StatusCode, axum::Json<Health>) {
    let (code, status) = match app.engine.is_damaged() {
        true => (StatusCode::SERVICE_UNAVAILABLE, "damaged"),
        false => (StatusCode::OK, "ok"),
    };
    (code, axum::Json(Health { status, version: env!("CARGO_PKG_VERSION") }))
}

/// The answer to an unknown address of the interface.
pub async fn unknown() -> Response {
    Problem::of(StatusCode::NOT_FOUND, key::NO_SUCH_ADDRESS).into_response()
}

/// The answer to a method an address does not have.
pub async fn wrong_method() -> Response {
    Problem::of(StatusCode::METHOD_NOT_ALLOWED, key::WRONG_METHOD).into_response()
}
