//! The table of contents of the HTTP interface.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use bytes::Bytes;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::openapi::{Description, narrow};
use crate::http::{
    App, accounts, board, bookings, documents, editions, enclaves, guard, limits, live, matches, openness, platforms,
    problem, reports, review, session, sharing, site, system, tables, tasks, wall,
};

/// The largest JSON body, in bytes; a report of 300 rows has some 30 KB.
const LARGEST_JSON: usize = 1024 * 1024;

/// Everything the server answers.
pub fn router(app: App) -> Router {
    let (routes, mut openapi) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(session::log_in, session::who_am_i, session::log_out))
        .routes(routes!(session::change_password))
        .routes(routes!(accounts::accounts, accounts::add))
        .routes(routes!(accounts::reset))
        .routes(routes!(accounts::disable))
        .routes(routes!(accounts::enable))
        .routes(routes!(accounts::unlock))
        .routes(routes!(board::zone))
        .routes(routes!(board::board))
        .routes(routes!(board::ranking))
        .routes(routes!(board::park))
        .routes(routes!(board::since))
        .routes(routes!(board::explanation))
        .routes(routes!(reports::desk))
        .routes(routes!(reports::sheet))
        .routes(routes!(reports::template))
        .routes(routes!(reports::look_at))
        .routes(routes!(reports::submit))
        .routes(routes!(reports::submitted))
        .routes(routes!(review::queue))
        .routes(routes!(review::review))
        .routes(routes!(review::approve))
        .routes(routes!(review::return_to_park))
        .routes(routes!(review::withdraw))
        .routes(routes!(review::remind))
        .routes(routes!(review::close))
        .routes(routes!(review::reopen))
        .routes(routes!(sharing::sharing))
        .routes(routes!(sharing::transfers))
        .routes(routes!(sharing::market))
        .routes(routes!(sharing::listings, matches::post))
        .routes(routes!(matches::withdraw))
        .routes(routes!(matches::propose))
        .routes(routes!(matches::accept))
        .routes(routes!(matches::decline))
        .routes(routes!(matches::stage))
        .routes(routes!(matches::confirm))
        .routes(routes!(matches::dispute))
        .routes(routes!(matches::close))
        .routes(routes!(matches::nudge))
        .routes(routes!(enclaves::enclaves, enclaves::agree))
        .routes(routes!(enclaves::split))
        .routes(routes!(enclaves::figures))
        .routes(routes!(enclaves::confirm))
        .routes(routes!(platforms::catalogue, platforms::register))
        .routes(routes!(platforms::free))
        .routes(routes!(platforms::platform, platforms::change))
        .routes(routes!(platforms::open))
        .routes(routes!(platforms::maintain))
        .routes(routes!(platforms::lift))
        .routes(routes!(platforms::own_use))
        .routes(routes!(documents::hand_in))
        .routes(routes!(documents::document))
        .routes(routes!(bookings::mine, bookings::ask))
        .routes(routes!(bookings::booking))
        .routes(routes!(bookings::accept))
        .routes(routes!(bookings::decline))
        .routes(routes!(bookings::propose))
        .routes(routes!(bookings::agree))
        .routes(routes!(bookings::cancel))
        .routes(routes!(bookings::check_in))
        .routes(routes!(bookings::no_show))
        .routes(routes!(bookings::record))
        .routes(routes!(bookings::repay))
        .routes(routes!(bookings::rate))
        .routes(routes!(bookings::work))
        .routes(routes!(openness::page))
        .routes(routes!(openness::explained))
        .routes(routes!(editions::editions, editions::freeze))
        .routes(routes!(editions::edition))
        .routes(routes!(editions::release))
        .routes(routes!(editions::figures))
        .routes(routes!(wall::shown, wall::show))
        .routes(routes!(wall::take))
        .routes(routes!(wall::leave))
        .routes(routes!(tasks::tasks, tasks::assign))
        .routes(routes!(tasks::task))
        .routes(routes!(tasks::act))
        .routes(routes!(tables::table))
        .routes(routes!(live::live))
        .routes(routes!(system::health))
        .split_for_parts();
    narrow(&mut openapi);
    // Written once: a router is cloned for every connection, and the description is large. It is plain data.
    let description = Bytes::from(openapi.to_json().unwrap_or_default());
    routes
        .route("/api/v1/openapi.json", get(async move || ([(CONTENT_TYPE, "application/json")], description)))
        .method_not_allowed_fallback(system::wrong_method)
        .layer(DefaultBodyLimit::max(LARGEST_JSON))
        .layer(from_fn(guard::same_site))
        .layer(from_fn(guard::not_stored))
        .layer(from_fn_with_state(app.clone(), limits::by_address))
        .with_state(app.clone())
        .fallback_service(site::site(app.clone()))
        .layer(from_fn(guard::unread_ends))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn(problem::in_language))
        .layer(from_fn_with_state(app, guard::security_headers))
        .layer(from_fn(guard::logged))
}

#[cfg(test)]
mod tests;
