//! Openness as numbers.

use axum::extract::{FromRequestParts, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use duoyuan_core::api;
use duoyuan_core::id::PlatformId;
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::period::{Basis, Month, day_of};
use duoyuan_core::series::Seen;
use duoyuan_core::view::{self, OpennessExplained, OpennessPage};
use jiff::Timestamp;
use serde::Deserialize;

use super::extract::{Named, Shown, Viewer, query};
use super::look_back::{LookBack, LookBackText};
use super::openapi::Problems;
use super::views::Asked;
use super::{App, Problem};

/// PO-1 to PO-13, the matrix and the index.
#[utoipa::path(get, path = api::OPENNESS.path, tag = "openness",
    params(LookBackText, ("month" = Option<String>, Query, description = "this month when absent"),
        ("basis" = Option<Basis>, Query, description = "cumulative when absent")),
    responses((status = 200, body = OpennessPage), Problems))]
pub async fn page(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    shown: Shown,
) -> Result<Response, Problem> {
    let back = app.met(&viewer.scope, back);
    // Requests become overdue without an entry: an answer holds for a minute. An edition is asked at its own moment.
    let moment = app.moment(&viewer.scope, &back);
    let asked = Asked::Openness(period(&shown, moment), moment.as_second().div_euclid(60));
    let look = move |seen: Seen<'_>, now| view::openness(seen, period(&shown, now), now);
    app.view_as_of(&headers, viewer.scope, back, asked, look).await
}

/// A measure with the entries behind it, on one platform or on all that the viewer sees.
#[utoipa::path(get, path = api::MEASURE.path, tag = "openness",
    params(LookBackText, ("measure" = String, Path, description = "PO-1 … PO-13c"), ("platform" = Option<String>, Query),
        ("month" = Option<String>, Query), ("basis" = Option<Basis>, Query)),
    responses((status = 200, body = OpennessExplained), Problems))]
pub async fn explained(
    State(app): State<App>,
    viewer: Viewer,
    back: LookBack,
    Named(id): Named,
    OnPlatform(platform): OnPlatform,
    shown: Shown,
) -> Result<axum::Json<OpennessExplained>, Problem> {
    let measure = Measure::named(&id).ok_or_else(Problem::not_found)?;
    let look =
        move |seen: Seen<'_>, now| view::openness_explained(seen, measure, platform.as_ref(), period(&shown, now), now);
    let back = app.met(&viewer.scope, back);
    app.see_as_of(viewer.scope, back, look).await.map(axum::Json)
}

fn period(shown: &Shown, now: Timestamp) -> Period {
    let month = shown.month.unwrap_or_else(|| Month::of(day_of(now)));
    Period::of(month, shown.basis)
}

/// `?platform=`.
pub struct OnPlatform(Option<PlatformId>);

#[derive(Deserialize)]
struct OnPlatformText {
    platform: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for OnPlatform {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let axum::extract::Query(text) = query::<S, OnPlatformText>(parts, state).await?;
        Ok(Self(text.platform.filter(|id| !id.is_empty()).map(PlatformId::new)))
    }
}
