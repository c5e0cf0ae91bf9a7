//! What handlers take out of a request, with a sentence when it is not there.

use std::borrow::Cow;
use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Path, Query, Request};
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use bytes::Bytes;
use duoyuan_core::access::{Role, Scope};
use duoyuan_core::api;
use duoyuan_core::as_of::refused_month;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::text::clean_json;
use duoyuan_core::words::{Message, key};
use http_body_util::Limited;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::look_back::LookBack;
use super::{App, Problem, named};
use crate::accounts::{Token, Who};

/// Name of the session's cookie.
pub const COOKIE_NAME: &str = "duoyuan_session";

/// Its name when it travels over HTTPS alone: browsers take it from this very host only, and for no part of it.
const SECURE_NAME: &str = "__Host-duoyuan_session";

/// The name of the session's cookie.
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { SECURE_NAME } else { COOKIE_NAME }
}

/// How long a JSON body may take.
const BODY: Duration = Duration::from_secs(30);

/// Somebody logged in, who may still have to change the password.
pub struct LoggedIn(pub Who);

/// Somebody logged in with a password of their own.
pub struct Visitor(pub Who);

/// Somebody who may see figures, and which.
pub struct Viewer {
    /// Who.
    pub who: Who,
    /// Which.
    pub scope: Scope,
}

impl FromRequestParts<App> for LoggedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let needed = || Problem::of(StatusCode::UNAUTHORIZED, key::SESSION_NEEDED);
        let key = token(&parts.headers, app.options.secure_cookies).ok_or_else(needed)?.key();
        let who = app.blocking(move |app| app.accounts.who(&key, app.now())).await?;
        let who = who.ok_or_else(needed)?;
        app.limits.account(&who.actor.account)?;
        parts.extensions.insert(who.actor.role.clone());
        // Who takes in a file asks whose it is.
        parts.extensions.insert(who.actor.account.clone());
        Ok(Self(who))
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let LoggedIn(who) = LoggedIn::from_request_parts(parts, app).await?;
        if who.must_change {
            return Err(Problem::of(StatusCode::FORBIDDEN, key::MUST_CHANGE_PASSWORD));
        }
        Ok(Self(who))
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Visitor(who) = Visitor::from_request_parts(parts, app).await?;
        let scope = who.scope().ok_or_else(Problem::not_found)?;
        named::judge(parts, app, &scope).await?;
        Ok(Self { who, scope })
    }
}

/// The token in the request's cookie.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<Token> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut all = cookies.flat_map(cookie::Cookie::split_parse).flatten();
    all.find(|cookie| cookie.name() == cookie_name(secure)).and_then(|cookie| Token::sent(cookie.value()))
}

/// A JSON body.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let refused = refused(&request);
        let read = read(request, app).await;
        // What is wrong with a body is told to who may send one; what else they may not do is told by the rules.
        read.map(Self).map_err(|problem| refused.unwrap_or(problem))
    }
}

/// That whoever is logged in is of a kind that may never ask for this.
fn refused(request: &Request) -> Option<Problem> {
    let method = match *request.method() {
        Method::POST => api::Method::Post,
        Method::PUT => api::Method::Put,
        Method::DELETE => api::Method::Delete,
        _ => api::Method::Get,
    };
    let path = request.extensions().get::<MatchedPath>()?.as_str();
    let message = api::refused(method, path, request.extensions().get::<Role>()?)?;
    Some(Problem::new(StatusCode::FORBIDDEN, message))
}

async fn read<T: DeserializeOwned>(request: Request, app: &App) -> Result<T, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, key::NOT_JSON_TYPE));
    }
    // What comes in drops is not waited for.
    let read = tokio::time::timeout(BODY, Bytes::from_request(request, app)).await;
    let read = read.map_err(|_| Problem::of(StatusCode::REQUEST_TIMEOUT, key::REQUEST_SLOW))?;
    let bytes = read.map_err(|error| too_large(&error))?;
    // What nobody can see is in no text that comes in. What is no UTF-8 is refused as no JSON.
    let bytes = match std::str::from_utf8(&bytes).map(clean_json) {
        Ok(Cow::Owned(cleaned)) => cleaned.into(),
        _ => bytes,
    };
    match axum::Json::from_bytes(&bytes) {
        Ok(axum::Json(body)) => Ok(body),
        // Names the field, the line and the column; what stands there is not repeated.
        Err(JsonRejection::JsonDataError(error)) => Err(bad_json(StatusCode::UNPROCESSABLE_ENTITY, &error)),
        Err(error) => Err(bad_json(StatusCode::BAD_REQUEST, &error)),
    }
}

/// A JSON body of a few lines: all that somebody may send who has not logged in.
pub struct Brief<T>(pub T);

/// The largest brief body, in bytes.
const BRIEF: usize = 16 * 1024;

impl<T: DeserializeOwned> FromRequest<App> for Brief<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let brief = request.map(|body| Body::new(Limited::new(body, BRIEF)));
        Json::from_request(brief, app).await.map(|Json(body)| Self(body))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn bad_json(status: StatusCode, error: &dyn std::error::Error) -> Problem {
    let reason = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    // Names of our own types mean nothing to anybody else: where it is remains.
    let names_types = ["struct ", "enum "].iter().any(|kind| reason.contains(kind));
    let place = reason.rfind(" at line").filter(|_| names_types);
    let reason = place.map_or(reason.as_str(), |at| reason[at..].trim_start());
    Problem::new(status, Message::new(key::BAD_JSON).with("reason", reason))
}

fn too_large(error: &BytesRejection) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of(StatusCode::PAYLOAD_TOO_LARGE, key::REQUEST_TOO_LARGE),
        _ => Problem::of(StatusCode::BAD_REQUEST, key::REQUEST_BROKEN),
    }
}

/// A name in the path: `{platform}`, `{digest}`.
pub struct Named(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        path::<S, String>(parts, state).await.map(|Path(name)| Self(name))
    }
}

/// `{park}` in the path.
pub struct AtPark(pub ParkId);

/// `{park}/{month}` in the path.
pub struct AtReport {
    /// The park.
    pub park: ParkId,
    /// The month it is about, written `2026-10`.
    pub month: Month,
}

/// `{month}` in the path.
pub struct AtMonth(pub Month);

impl<S: Send + Sync> FromRequestParts<S> for AtPark {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(park) = path::<S, String>(parts, state).await?;
        Ok(Self(ParkId::new(park)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AtReport {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((park, text)) = path::<S, (String, String)>(parts, state).await?;
        Ok(Self { park: ParkId::new(park), month: month(&text)? })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AtMonth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = path::<S, String>(parts, state).await?;
        Ok(Self(month(&text)?))
    }
}

/// `{id}` in the path, a position of the journal; anything else is nobody's address.
pub async fn number<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<u64, Problem> {
    path::<S, u64>(parts, state).await.map(|Path(id)| id)
}

/// A path that is not text is nobody's address.
async fn path<S: Send + Sync, T: DeserializeOwned + Send>(parts: &mut Parts, state: &S) -> Result<Path<T>, Problem> {
    Path::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())
}

/// `?month=2026-10&basis=cumulative`; both may be left out.
pub struct Shown {
    /// The month; the newest published one when absent.
    pub month: Option<Month>,
    /// The stretch of time.
    pub basis: Basis,
}

#[derive(Deserialize)]
struct ShownText {
    month: Option<String>,
    basis: Option<String>,
}

impl FromRequestParts<App> for Shown {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Query(text) = query::<App, ShownText>(parts, app).await?;
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let month = filled(text.month).map(|text| month(&text)).transpose()?;
        if let Some(month) = month {
            begun(parts, app, month).await?;
        }
        let basis = filled(text.basis).map_or(Ok(Basis::Cumulative), |text| basis(&text))?;
        Ok(Self { month, basis })
    }
}

/// Refuses figures of a month that has not begun, or had not by the time that is looked back at.
pub async fn begun(parts: &mut Parts, app: &App, month: Month) -> Result<(), Problem> {
    let LookBack(as_of) = LookBack::from_request_parts(parts, app).await?;
    let at = as_of.and_then(|as_of| as_of.moment(app.now())).unwrap_or_else(|| app.now());
    refused_month(month, at).map_or(Ok(()), |message| Err(Problem::new(StatusCode::BAD_REQUEST, message)))
}

/// The query's parameters.
pub async fn query<S: Send + Sync, T: DeserializeOwned>(parts: &mut Parts, state: &S) -> Result<Query<T>, Problem> {
    let wrong = |_| Problem::of(StatusCode::BAD_REQUEST, key::BAD_QUERY);
    Query::from_request_parts(parts, state).await.map_err(wrong)
}

/// Reads a month.
pub fn month(text: &str) -> Result<Month, Problem> {
    let found = || Message::new(key::BAD_MONTH).with("found", clip(text));
    text.parse().map_err(|_| Problem::new(StatusCode::BAD_REQUEST, found()))
}

/// Reads a basis.
pub fn basis(text: &str) -> Result<Basis, Problem> {
    let found = || Message::new(key::BAD_BASIS).with("found", clip(text));
    let wire = serde_json::Value::String(text.to_owned());
    serde_json::from_value(wire).map_err(|_| Problem::new(StatusCode::BAD_REQUEST, found()))
}

/// As much of a text as fits into a sentence.
pub(super) fn clip(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}
