//! The one adapter from errors to a status and `application/problem+json`.
//!
//! Causes are logged here, once, and never sent.

use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duoyuan_core::check::Finding;
use duoyuan_core::format;
use duoyuan_core::state::RejectionKind;
use duoyuan_core::words::{Key, Lang, Message, key};
use serde::Serialize;
use utoipa::ToSchema;

use crate::accounts::{LoginError, PasswordError};
use crate::cause::chain;
use crate::engine::EngineError;
use crate::store::StoreError;
use crate::workbook::WorkbookError;

/// Why a request was not carried out. Nothing has changed.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// The sentence.
    pub message: Message,
    /// What stood against a submission.
    pub findings: Vec<Finding>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<i64>,
}

/// A problem as it is sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Names the kind of problem: `urn:duoyuan:` and the key of the sentence.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// The sentence, in the language asked for.
    detail: String,
    /// The sentence as a key with its arguments.
    message: Message,
    /// What stood against a submission.
    findings: Vec<Finding>,
}

impl Problem {
    /// A problem without findings.
    pub fn new(status: StatusCode, message: impl Into<Message>) -> Self {
        Self { status, message: message.into(), findings: Vec::new(), retry_after: None }
    }

    /// A problem whose sentence has no arguments.
    pub fn of(status: StatusCode, key: Key) -> Self {
        Self::new(status, Message::new(key))
    }

    /// There is no such thing, or this viewer may not see it: not told apart.
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND, key::NOT_FOUND)
    }

    /// The server's own failure; logs the cause.
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(cause = chain(cause), "internal error");
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, key::INTERNAL)
    }

    fn respond(&self, lang: Lang) -> Response {
        let body = ProblemBody {
            kind: format!("urn:duoyuan:{}", self.message.key.name()),
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            detail: self.message.text(lang),
            message: self.message.clone(),
            findings: self.findings.clone(),
        };
        let mut response = (self.status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.respond(Lang::Chinese);
        response.extensions_mut().insert(self);
        response
    }
}

/// Says problems in English to those who ask for it.
pub async fn in_language(request: Request, next: Next) -> Response {
    let english = prefers_english(request.headers());
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) if english => problem.respond(Lang::English),
        _ => response,
    }
}

fn prefers_english(headers: &HeaderMap) -> bool {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    wanted.trim_start().get(..2).is_some_and(|first| first.eq_ignore_ascii_case("en"))
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Rejected(rejection) => {
                let status = match rejection.kind {
                    RejectionKind::Forbidden => StatusCode::FORBIDDEN,
                    RejectionKind::NotFound => StatusCode::NOT_FOUND,
                    RejectionKind::Conflict => StatusCode::CONFLICT,
                    RejectionKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
                };
                Self { findings: rejection.findings, ..Self::new(status, rejection.message) }
            }
            EngineError::Store(error) => error.into(),
            EngineError::Journal(error) => Self::internal(&error),
            EngineError::Damaged => Self::of(StatusCode::SERVICE_UNAVAILABLE, key::JOURNAL_DAMAGED),
            EngineError::Busy => Self::of(StatusCode::SERVICE_UNAVAILABLE, key::BUSY),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Full(_) => {
                tracing::error!(cause = chain(&error), "disk full");
                Self::of(StatusCode::INSUFFICIENT_STORAGE, key::DISK_FULL)
            }
            _ => Self::internal(&error),
        }
    }
}

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Wrong => Self::of(StatusCode::UNAUTHORIZED, key::LOGIN_WRONG),
            LoginError::Locked { until, seconds } => {
                let message = Message::new(key::LOGIN_LOCKED).with("when", format::moment(until));
                Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, message) }
            }
            LoginError::Store(error) => error.into(),
        }
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            // The session is sound: 401 would send the browser to the login page.
            PasswordError::Login(LoginError::Wrong) => {
                Self::of(StatusCode::UNPROCESSABLE_ENTITY, key::CURRENT_PASSWORD_WRONG)
            }
            PasswordError::Login(error) => error.into(),
            PasswordError::Weak(key) => Self::of(StatusCode::UNPROCESSABLE_ENTITY, key),
        }
    }
}

impl From<WorkbookError> for Problem {
    fn from(error: WorkbookError) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.message())
    }
}
