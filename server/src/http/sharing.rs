//! What flows between the parks, and the market where it begins.

use axum::extract::{FromRequestParts, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use duoyuan_core::api;
use duoyuan_core::id::{ElementId, ListingId, MatchId, ParkId};
use duoyuan_core::sharing::{ListingStatus, Side, Span};
use duoyuan_core::view::{self, Kind, Listings, ListingsAsked, Market, Selection, Sharing, Transfers, Wanted};
use serde::Deserialize;

use super::extract::{Viewer, month, number, query};
use super::look_back::{LookBack, LookBackText};
use super::openapi::Problems;
use super::views::Asked;
use super::{App, Problem};

/// What flowed, with balances, what waits, and what is not confirmed.
#[utoipa::path(get, path = api::SHARING.path, tag = "sharing",
    params(LookBackText, ("element" = Option<String>, Query, description = "all elements when absent"),
        ("span" = Option<Span>, Query, description = "month, year or all; year when absent"),
        ("month" = Option<String>, Query, description = "last month of the span; the current one when absent")),
    responses((status = 200, body = Sharing), Problems))]
pub async fn sharing(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    Shown(wanted): Shown,
) -> Result<Response, Problem> {
    let Wanted { element, span, month, .. } = wanted;
    let selection = Selection { element, span, month };
    let (asked, back) = (Asked::Sharing(selection.clone()), app.met(&viewer.scope, back));
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| view::sharing(seen, &selection, now)).await
}

/// The transfers behind a number, newest first, a hundred a page.
#[utoipa::path(get, path = api::TRANSFERS.path, tag = "sharing",
    params(LookBackText, ("element" = Option<String>, Query), ("span" = Option<Span>, Query), ("month" = Option<String>, Query),
        ("giver" = Option<String>, Query), ("taker" = Option<String>, Query),
        ("park" = Option<String>, Query, description = "gives or receives"), ("kind" = Option<Kind>, Query, description = "counted, begun, landed or unconfirmed"),
        ("before" = Option<u64>, Query, description = "as `next` of the page before")),
    responses((status = 200, body = Transfers), Problems))]
pub async fn transfers(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    Shown(wanted): Shown,
) -> Result<Response, Problem> {
    let (asked, back) = (Asked::Transfers(wanted.clone()), app.met(&viewer.scope, back));
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| view::transfers(seen, &wanted, now)).await
}

/// Offers, needs, matches and suggestions.
#[utoipa::path(get, path = api::MARKET.path, tag = "sharing", params(LookBackText), responses((status = 200, body = Market), Problems))]
pub async fn market(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
) -> Result<Response, Problem> {
    app.view_as_of(&headers, viewer.scope, back, Asked::Market, view::market).await
}

/// Offers and needs by what is asked for, newest first.
#[utoipa::path(get, path = api::LISTINGS.path, tag = "sharing",
    params(LookBackText, ("listing" = Option<u64>, Query, description = "one alone"), ("side" = Option<Side>, Query),
        ("element" = Option<String>, Query), ("status" = Option<ListingStatus>, Query),
        ("park" = Option<String>, Query, description = "a park's alone"),
        ("others" = Option<bool>, Query, description = "all but the own ones"),
        ("count" = Option<usize>, Query, description = "how many lines; 50 when absent, 1000 at most")),
    responses((status = 200, body = Listings), Problems))]
pub async fn listings(
    State(app): State<App>,
    headers: HeaderMap,
    viewer: Viewer,
    back: LookBack,
    Sought(sought): Sought,
) -> Result<Response, Problem> {
    let asked = Asked::Listings(sought.clone());
    app.view_as_of(&headers, viewer.scope, back, asked, move |seen, now| view::listings(seen, &sought, now)).await
}

/// Which offers and needs are asked for.
pub struct Sought(pub(super) ListingsAsked);

#[derive(Deserialize)]
struct SoughtTexts {
    listing: Option<u64>,
    side: Option<Side>,
    element: Option<String>,
    status: Option<ListingStatus>,
    park: Option<String>,
    #[serde(default)]
    others: bool,
    #[serde(default)]
    count: usize,
}

impl<S: Send + Sync> FromRequestParts<S> for Sought {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = query::<S, SoughtTexts>(parts, state).await?.0;
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        Ok(Self(ListingsAsked {
            listing: text.listing.map(ListingId),
            side: text.side,
            element: filled(text.element).map(ElementId::new),
            status: text.status,
            park: filled(text.park).map(ParkId::new),
            others: text.others,
            count: text.count,
        }))
    }
}

/// Which flows and transfers are asked for.
pub struct Shown(pub(super) Wanted);

#[derive(Deserialize)]
struct Texts {
    element: Option<String>,
    span: Option<Span>,
    month: Option<String>,
    giver: Option<String>,
    taker: Option<String>,
    park: Option<String>,
    kind: Option<Kind>,
    before: Option<u64>,
}

impl<S: Send + Sync> FromRequestParts<S> for Shown {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = query::<S, Texts>(parts, state).await?.0;
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        Ok(Self(Wanted {
            element: filled(text.element).map(ElementId::new),
            span: text.span.unwrap_or_default(),
            month: filled(text.month).map(|text| month(&text)).transpose()?,
            giver: filled(text.giver).map(ParkId::new),
            taker: filled(text.taker).map(ParkId::new),
            park: filled(text.park).map(ParkId::new),
            kind: text.kind.unwrap_or_default(),
            before: text.before.map(MatchId),
        }))
    }
}

/// `{id}` of an offer or a need in the path.
pub struct AtListing(pub ListingId);

/// `{id}` of a match in the path.
pub struct AtMatch(pub MatchId);

impl<S: Send + Sync> FromRequestParts<S> for AtListing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        number(parts, state).await.map(|id| Self(ListingId(id)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AtMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        number(parts, state).await.map(|id| Self(MatchId(id)))
    }
}
