//! Calls about what parks give one another.

use duoyuan_core::api::{self as contract, Nothing, Reached, Reason, Word};
use duoyuan_core::as_of::AsOf;
use duoyuan_core::id::{ListingId, MatchId, StageId};
use duoyuan_core::sharing::{Posting, Proposal, Quantity, Span};
use duoyuan_core::view::{Kind as TransferKind, Listings, Market, Selection, Sharing, Transfers, Wanted};

use super::Stored;
use super::request::{Answered, ask, send};

/// What flowed between the parks in a stretch of time.
pub async fn sharing(selection: &Selection, as_of: Option<AsOf>) -> Answered<Sharing> {
    let Selection { element, span, month } = selection;
    let mut query = vec![("span", span_code(*span).to_owned())];
    query.extend(element.iter().map(|element| ("element", element.to_string())));
    query.extend(month.iter().map(|month| ("month", month.to_string())));
    query.extend(as_of.map(super::looked_back));
    ask(contract::SHARING.at().asking(&query)).await
}

/// The transfers behind a number.
pub async fn transfers(wanted: &Wanted, as_of: Option<AsOf>) -> Answered<Transfers> {
    let mut query = transfers_query(wanted);
    query.extend(as_of.map(super::looked_back));
    ask(contract::TRANSFERS.at().asking(&query)).await
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
    ask(contract::MARKET.at()).await
}

/// Offers and needs; `query` is what stands behind the `?` of the page's address for this.
pub async fn listings(query: &[(&str, String)]) -> Answered<Listings> {
    ask(contract::LISTINGS.at().asking(query)).await
}

/// Offers or asks for something.
pub async fn post_listing(posting: &Posting) -> Answered<Stored> {
    send(contract::POST_LISTING.at(), posting).await
}

/// Takes an offer or a need back, with the reason.
pub async fn withdraw(listing: ListingId, reason: &str) -> Answered<Stored> {
    send(contract::WITHDRAW_LISTING.at(&listing), &Reason { reason: reason.to_owned() }).await
}

/// Proposes a match to the other park.
pub async fn propose(proposal: &Proposal) -> Answered<Stored> {
    send(contract::PROPOSE_MATCH.at(), proposal).await
}

/// Accepts a match that the other side proposed.
pub async fn accept(matched: MatchId) -> Answered<Stored> {
    send(contract::ACCEPT_MATCH.at(&matched), &Nothing {}).await
}

/// Declines a match that the other side proposed, with the reason.
pub async fn decline(matched: MatchId, reason: &str) -> Answered<Stored> {
    send(contract::DECLINE_MATCH.at(&matched), &Reason { reason: reason.to_owned() }).await
}

/// Says that a stage is reached.
pub async fn report_stage(
    matched: MatchId,
    stage: &StageId,
    effect: Option<&Quantity>,
    note: &str,
) -> Answered<Stored> {
    let body = Reached { stage: stage.clone(), effect: effect.cloned(), note: note.to_owned() };
    send(contract::REACH_STAGE.at(&matched), &body).await
}

/// Says the same as the other side.
pub async fn confirm(matched: MatchId) -> Answered<Stored> {
    send(contract::CONFIRM_MATCH.at(&matched), &Nothing {}).await
}

/// Disputes a stage that the other side reported, with the reason.
pub async fn dispute(matched: MatchId, reason: &str) -> Answered<Stored> {
    send(contract::DISPUTE_MATCH.at(&matched), &Reason { reason: reason.to_owned() }).await
}

/// Ends a match before it has landed, with the reason.
pub async fn end(matched: MatchId, reason: &str) -> Answered<Stored> {
    send(contract::CLOSE_MATCH.at(&matched), &Reason { reason: reason.to_owned() }).await
}

/// Asks for an answer.
pub async fn nudge(matched: MatchId, text: &str) -> Answered<Stored> {
    send(contract::NUDGE.at(&matched), &Word { text: text.to_owned() }).await
}

fn span_code(span: Span) -> &'static str {
    match span {
        Span::Month => "month",
        Span::Year => "year",
        Span::All => "all",
    }
}
