//! Calls about what parks give one another.

use duoyuan_core::as_of::AsOf;
use duoyuan_core::id::{ListingId, MatchId, StageId};
use duoyuan_core::sharing::{Posting, Proposal, Quantity, Span};
use duoyuan_core::view::{Kind as TransferKind, Listings, Market, Selection, Sharing, Transfers, Wanted};
use serde_json::json;

use super::request::{Answered, get, post};
use super::{Stored, asked};

/// What flowed between the parks in a stretch of time.
pub async fn sharing(selection: &Selection, as_of: Option<AsOf>) -> Answered<Sharing> {
    let Selection { element, span, month } = selection;
    let mut query = vec![("span", span_code(*span).to_owned())];
    query.extend(element.iter().map(|element| ("element", element.to_string())));
    query.extend(month.iter().map(|month| ("month", month.to_string())));
    query.extend(as_of.map(super::looked_back));
    get(&asked("/api/v1/sharing", &query)).await
}

/// The transfers behind a number.
pub async fn transfers(wanted: &Wanted, as_of: Option<AsOf>) -> Answered<Transfers> {
    let mut query = transfers_query(wanted);
    query.extend(as_of.map(super::looked_back));
    get(&asked("/api/v1/sharing/transfers", &query)).await
}

/// What is asked for, as it stands behind the `?`.
pub fn transfers_query(wanted: &Wanted) -> Vec<(&'static str, String)> {
    let Wanted { element, span, month, giver, taker, park, kind, before } = wanted;
    let kind = match kind {
        TransferKind::Counted => "counted",
        TransferKind::Begun => "begun",
        TransferKind::Landed => "landed",
        TransferKind::Unconfirmed => "unconfirmed",
    };
    let mut query = vec![("span", span_code(*span).to_owned()), ("kind", kind.to_owned())];
    query.extend(element.iter().map(|element| ("element", element.to_string())));
    query.extend(month.iter().map(|month| ("month", month.to_string())));
    for (name, park) in [("giver", giver), ("taker", taker), ("park", park)] {
        query.extend(park.iter().map(|park| (name, park.to_string())));
    }
    query.extend(before.iter().map(|before| ("before", before.to_string())));
    query
}

/// What is offered, needed and matched.
pub async fn market() -> Answered<Market> {
    get("/api/v1/market").await
}

/// Offers and needs; `query` is what stands behind the `?` of the page's address for this.
pub async fn listings(query: &[(&str, String)]) -> Answered<Listings> {
    get(&asked("/api/v1/listings", query)).await
}

/// Offers or asks for something.
pub async fn post_listing(posting: &Posting) -> Answered<Stored> {
    post("/api/v1/listings", posting).await
}

/// Takes an offer or a need back, with the reason.
pub async fn withdraw(listing: ListingId, reason: &str) -> Answered<Stored> {
    post(&format!("/api/v1/listings/{listing}/withdraw"), &json!({ "reason": reason })).await
}

/// Proposes a match to the other park.
pub async fn propose(proposal: &Proposal) -> Answered<Stored> {
    post("/api/v1/matches", proposal).await
}

/// Accepts a match that the other side proposed.
pub async fn accept(matched: MatchId) -> Answered<Stored> {
    post(&format!("/api/v1/matches/{matched}/accept"), &json!({})).await
}

/// Declines a match that the other side proposed, with the reason.
pub async fn decline(matched: MatchId, reason: &str) -> Answered<Stored> {
    post(&format!("/api/v1/matches/{matched}/decline"), &json!({ "reason": reason })).await
}

/// Says that a stage is reached.
pub async fn report_stage(
    matched: MatchId,
    stage: &StageId,
    effect: Option<&Quantity>,
    note: &str,
) -> Answered<Stored> {
    let mut body = json!({ "stage": stage, "note": note });
    if let Some(effect) = effect {
        body["effect"] = json!(effect);
    }
    post(&format!("/api/v1/matches/{matched}/stage"), &body).await
}

/// Says the same as the other side.
pub async fn confirm(matched: MatchId) -> Answered<Stored> {
    post(&format!("/api/v1/matches/{matched}/confirm"), &json!({})).await
}

/// Disputes a stage that the other side reported, with the reason.
pub async fn dispute(matched: MatchId, reason: &str) -> Answered<Stored> {
    post(&format!("/api/v1/matches/{matched}/dispute"), &json!({ "reason": reason })).await
}

/// Ends a match before it has landed, with the reason.
pub async fn end(matched: MatchId, reason: &str) -> Answered<Stored> {
    post(&format!("/api/v1/matches/{matched}/close"), &json!({ "reason": reason })).await
}

/// Asks for an answer.
pub async fn nudge(matched: MatchId, text: &str) -> Answered<Stored> {
    post(&format!("/api/v1/matches/{matched}/nudge"), &json!({ "text": text })).await
}

fn span_code(span: Span) -> &'static str {
    match span {
        Span::Month => "month",
        Span::Year => "year",
        Span::All => "all",
    }
}
