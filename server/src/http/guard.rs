//! What stands around every route: the header that other sites cannot send, the headers that browsers obey,
//! the log line, and the answer to a panic.

use std::any::Any;
use std::time::Instant;

use axum::body::HttpBody as _;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duoyuan_core::words::key;

use super::{App, Problem};

/// Writes carry it: a form on another site cannot.
pub const WRITE_HEADER: &str = "x-duoyuan";

/// For answers that are no page.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// Refuses writes without [`WRITE_HEADER`].
pub async fn same_site(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && !request.headers().contains_key(WRITE_HEADER) {
        return Problem::of(StatusCode::FORBIDDEN, key::WRITE_HEADER_MISSING).into_response();
    }
    next.run(request).await
}

/// Answers of the interface are never kept by a browser: the next person at it may be somebody else.
pub async fn not_stored(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Sets the headers that browsers obey, where nothing more particular is set.
pub async fn security_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(CONTENT_SECURITY_POLICY, NO_PAGE);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    set(REFERRER_POLICY, "same-origin");
    // A year: whoever has been here over HTTPS does not come in the clear again.
    if app.options.secure_cookies {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

/// What is refused before its body is read ends the connection, and says so: what is left of the body would be taken for
/// the next request.
pub async fn unread_ends(request: Request, next: Next) -> Response {
    let has_body = !request.body().is_end_stream();
    let mut response = next.run(request).await;
    // Of these it is known before the body is: who asks, and for what.
    let is_early = matches!(response.status().as_u16(), 400 | 401 | 403 | 404 | 405 | 413 | 415 | 429);
    if has_body && is_early {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// One line a request: no query, no body, no cookie, no file name.
pub async fn logged(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(static)", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis() as u64);
    if route != "/healthz" {
        tracing::info!(%method, route, status, ms, "request");
    }
    response
}

/// The answer when a handler panicked; the hook set by the command line has logged where.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    Problem::of(StatusCode::INTERNAL_SERVER_ERROR, key::INTERNAL).into_response()
}
