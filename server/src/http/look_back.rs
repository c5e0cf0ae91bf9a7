//! `as_of` in an address: an answer as it was.

use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use duoyuan_core::as_of::AsOf;
use duoyuan_core::words::{Message, key};
use serde::Deserialize;
use utoipa::IntoParams;

use super::extract::{clip, query};
use super::{App, Problem};

/// What is looked back at; nothing when what is asked for is what is so now.
pub struct LookBack(pub Option<AsOf>);

/// `as_of` as it stands in the address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LookBackText {
    /// The answer as it was: after an entry of the journal (`1234`), at the end of a day (`2026-09-30`) or at a moment
    /// (`2026-09-30T09:00:00+08:00`). The newest when absent.
    as_of: Option<String>,
}

/// A question about what is so now alone: one that looks back is refused, and not answered with something else.
pub struct NowOnly;

impl FromRequestParts<App> for NowOnly {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match LookBack::from_request_parts(parts, app).await?.0 {
            None => Ok(Self),
            Some(_) => Err(Problem::of(StatusCode::BAD_REQUEST, key::NOW_ONLY)),
        }
    }
}

impl FromRequestParts<App> for LookBack {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Query(text) = query::<App, LookBackText>(parts, app).await?;
        let Some(text) = text.as_of.filter(|text| !text.is_empty()) else { return Ok(Self(None)) };
        let wrong = |message| Problem::new(StatusCode::BAD_REQUEST, message);
        let unread = |_| wrong(Message::new(key::BAD_AS_OF).with("found", clip(&text)));
        let as_of: AsOf = text.parse().map_err(unread)?;
        as_of.refused_ahead(app.now()).map_or(Ok(Self(Some(as_of))), |message| Err(wrong(message)))
    }
}
