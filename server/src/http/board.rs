//! What is shown: the board, a park's page, a figure's explanation, the zone's configuration.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use duoyuan_core::access::Scope;
use duoyuan_core::api::{self, ZoneInfo};
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::series::Seen;
use duoyuan_core::view::{self, Board, Explanation, ParkPage, RankBy, RankingPage, Since};
use duoyuan_core::words::{Message, key};
use jiff::Timestamp;
use serde::Deserialize;

use super::extract::{AtPark, Shown, Viewer, Visitor, basis, begun, month, query};
use super::look_back::{LookBack, LookBackText, NowOnly};
use super::openapi::Problems;
use super::views::Asked;
use super::{App, Problem};

/// The part of the zone's configuration that the visitor needs, without any figure.
#[utoipa::path(get, path = api::ZONE.path, tag = "board", responses((status = 200, body = ZoneInfo), Problems))]
pub async fn zone(State(app): State<App>, headers: HeaderMap, Visitor(who): Visitor) -> Result<Response, Problem> {
    let demo = app.engine.read().is_demo();
    let role = who.actor.role.clone();
    let look = move |seen: Seen<'_>, _| {
        let zone = view::zone(seen.zone(), &role);
        let sources = view::named_sources(seen.zone(), &zone);
        Some(ZoneInfo { demo, position: seen.position(), zone, sources })
    };
    // Who keeps accounts sees no figures, and so has no scope; nothing here is a figure.
    match who.scope() {
        Some(scope) => app.view(&headers, scope, Asked::Zone, look).await,
        None => app.view(&headers, Scope::Display, Asked::ZoneOfOperator, look).await,
    }
}

/// The leading group's board.
#[utoipa::path(get, path = api::BOARD.path, tag = "board",
    params(LookBackText, ("month" = Option<String>, Query, description = "the newest published month when absent"),
        ("basis" = Option<Basis>, Query, description = "cumulative when absent")),
    responses((status = 200, body = Board), Problems))]
pub async fn board(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    shown: Shown,
) -> Result<Response, Problem> {
    let Shown { month, basis } = shown;
    let (asked, back) = (Asked::Board(month, basis), app.met(&viewer.scope, back));
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| view::board(seen, month, basis, now)).await
}

/// The parks in the order of an indicator or of any other source of figures.
#[utoipa::path(get, path = api::RANKING.path, tag = "board",
    params(LookBackText,
        ("indicator" = Option<String>, Query, description = "a code such as `revenue`, `PO-1`, `SH-received`; the first compared one when absent"),
        ("month" = Option<String>, Query, description = "the newest published month when absent"),
        ("basis" = Option<Basis>, Query, description = "cumulative when absent"),
        ("by" = Option<RankBy>, Query, description = "level when absent")),
    responses((status = 200, body = RankingPage), Problems))]
pub async fn ranking(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    shown: Shown,
    ranked: Ranked,
) -> Result<Response, Problem> {
    let (Shown { month, basis }, Ranked { code, by }) = (shown, ranked);
    let (asked, back) = (Asked::Ranking(code.clone(), month, basis, by), app.met(&viewer.scope, back));
    let look = move |seen: Seen<'_>, now| view::ranking(seen, code.as_ref(), (month, basis), by, now);
    app.view_as_of(&headers, viewer.scope, back, asked, look).await
}

/// What parks are to be ranked by.
pub struct Ranked {
    code: Option<Code>,
    by: RankBy,
}

#[derive(Deserialize)]
struct RankedText {
    indicator: Option<String>,
    by: Option<RankBy>,
}

impl<S: Send + Sync> FromRequestParts<S> for Ranked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = query::<S, RankedText>(parts, state).await?.0;
        let code = text.indicator.filter(|code| !code.is_empty()).map(Code::new);
        Ok(Self { code, by: text.by.unwrap_or_default() })
    }
}

/// A park's page.
#[utoipa::path(get, path = api::PARK.path, tag = "board",
    params(LookBackText, ("park" = String, Path), ("month" = Option<String>, Query), ("basis" = Option<Basis>, Query)),
    responses((status = 200, body = ParkPage), Problems))]
pub async fn park(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    AtPark(park): AtPark,
    shown: Shown,
) -> Result<Response, Problem> {
    let Shown { month, basis } = shown;
    let (asked, back) = (Asked::Park(park.clone(), month, basis), app.met(&viewer.scope, back));
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| view::park(seen, &park, month, basis, now))
        .await
}

/// What has changed since a moment: approvals, revisions, reports that became overdue, transfers.
#[utoipa::path(get, path = api::SINCE.path, tag = "board",
    params(("at" = String, Query, description = "when the viewer last looked, such as 2026-11-24T17:20:00+08:00")),
    responses((status = 200, body = Since), Problems))]
pub async fn since(
    State(app): State<App>,
    viewer: Viewer,
    _: NowOnly,
    Looked(at): Looked,
) -> Result<axum::Json<Since>, Problem> {
    let back = app.met(&viewer.scope, LookBack(None));
    app.see_as_of(viewer.scope, back, move |seen, now| view::since(seen, at, now)).await.map(axum::Json)
}

/// When the viewer last looked.
pub struct Looked(Timestamp);

#[derive(Deserialize)]
struct LookedText {
    at: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Looked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = query::<S, LookedText>(parts, state).await?.0.at.filter(|at| !at.is_empty());
        let text = text.ok_or_else(|| Problem::of(StatusCode::BAD_REQUEST, key::SINCE_WHEN))?;
        let found: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
        let wrong = |_| Problem::new(StatusCode::BAD_REQUEST, Message::new(key::BAD_MOMENT).with("found", found));
        text.parse().map(Self).map_err(wrong)
    }
}

/// Which figure is to be explained.
pub struct Figure {
    park: Option<ParkId>,
    code: Code,
    month: Month,
    basis: Basis,
}

/// Where a figure comes from.
#[utoipa::path(get, path = api::EXPLANATION.path, tag = "board",
    params(LookBackText, ("park" = Option<String>, Query, description = "the whole zone when absent"), ("code" = String, Query),
        ("month" = String, Query), ("basis" = Option<Basis>, Query)),
    responses((status = 200, body = Explanation), Problems))]
pub async fn explanation(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    figure: Figure,
) -> Result<Response, Problem> {
    let Figure { park, code, month, basis } = figure;
    let (asked, back) = (Asked::Explanation(park.clone(), code.clone(), month, basis), app.met(&viewer.scope, back));
    let subject = park.map_or(duoyuan_core::series::Subject::Zone, duoyuan_core::series::Subject::Park);
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| {
        view::explain(seen, &subject, &code, month, basis, now)
    })
    .await
}

#[derive(Deserialize)]
struct FigureText {
    park: Option<String>,
    code: Option<String>,
    month: Option<String>,
    basis: Option<String>,
}

impl FromRequestParts<App> for Figure {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let text = query::<App, FigureText>(parts, app).await?.0;
        let (Some(code), Some(wanted)) = (text.code, text.month) else {
            return Err(Problem::of(StatusCode::BAD_REQUEST, key::FIGURE_INCOMPLETE));
        };
        let month = month(&wanted)?;
        begun(parts, app, month).await?;
        Ok(Self {
            park: text.park.filter(|park| !park.is_empty()).map(ParkId::new),
            code: Code::new(code),
            month,
            basis: text.basis.map_or(Ok(Basis::Cumulative), |text| basis(&text))?,
        })
    }
}
