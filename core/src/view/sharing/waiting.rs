//! What waits: needs without an answer, stages without a confirmation; and what has just landed.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::LINES;
use crate::id::{ElementId, ListingId, MatchId, ParkId, StageId};
use crate::period::Month;
use crate::series::Seen;
use crate::sharing::{Listing, Match, Quantity, Report, Rules, Standing, Tally, days_between};

/// A need without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingNeed {
    /// Number of the need: the position of the journal's entry that posted it.
    pub listing: ListingId,
    /// The park that needs it, by its id: `xiuwu`.
    pub park: ParkId,
    /// The element 要素 that is needed, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// What is needed, in words, on one line.
    pub title: String,
    /// How much is needed, with its unit; nothing when the park did not say.
    pub quantity: Option<Quantity>,
    /// Days since it was posted.
    pub days: u32,
}

/// A transfer that landed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Landed {
    /// Number of the match: the position of the journal's entry that proposed it.
    #[serde(rename = "match")]
    pub matched: MatchId,
    /// The park that gave, by its id: `xiuwu`.
    pub giver: ParkId,
    /// The park that received, by its id: `boai`.
    pub taker: ParkId,
    /// The element 要素 that was shared, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// What was given, in words, on one line.
    pub title: String,
    /// What came of it.
    pub effect: Quantity,
    /// When it was confirmed.
    pub at: Timestamp,
}

/// What has yet to be confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unconfirmed {
    /// How many stages.
    pub count: u32,
    /// Effects that would count, one quantity a unit.
    pub effects: Vec<Quantity>,
    /// The same in money.
    pub money: Decimal,
    /// The stages, oldest first; at most twenty.
    pub lines: Vec<UnconfirmedLine>,
}

/// A stage that one side says is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnconfirmedLine {
    /// Number of the match: the position of the journal's entry that proposed it.
    #[serde(rename = "match")]
    pub matched: MatchId,
    /// The park that gives, by its id: `xiuwu`.
    pub giver: ParkId,
    /// The park that receives, by its id: `boai`.
    pub taker: ParkId,
    /// The element 要素 that is shared, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// What is given, in words, on one line.
    pub title: String,
    /// The stage that one side says is reached, by its id in the configuration: `signed`.
    pub stage: StageId,
    /// The measured effect it reported with the last stage; nothing with an earlier one.
    pub effect: Option<Quantity>,
    /// Who has yet to confirm it.
    pub awaits: ParkId,
    /// When the stage was reported: since then it waits.
    pub since: Timestamp,
}

/// The first day on which a proposal can have been touched that is still to be answered.
pub(super) fn answerable_since(today: Date, rules: &Rules) -> Date {
    today.saturating_sub(i64::from(rules.answer_days).days())
}

/// Needs that nobody has taken up, longest first: no match on them is live or has landed. A park's own.
pub(super) fn needs<'a>(seen: Seen<'a>, rules: &Rules, element: Option<&ElementId>, today: Date) -> Vec<&'a Listing> {
    let ledger = &seen.state().sharing;
    let is_live = |it: &Match| it.standing(today, rules.answer_days) == Standing::Proposed;
    let waits = |need: &&Listing| {
        let mut matches = need.matches.iter().filter_map(|id| ledger.matched(id));
        let wanted = element.is_none_or(|element| need.posted.element == *element);
        wanted && seen.scope().sees(&need.park) && !matches.any(is_live)
    };
    let mut needs: Vec<&Listing> = ledger.wanted(today).filter(waits).collect();
    needs.sort_by_key(|need| need.id);
    needs
}

pub(super) fn need(need: &Listing, now: Timestamp) -> WaitingNeed {
    WaitingNeed {
        listing: need.id,
        park: need.park.clone(),
        element: need.posted.element.clone(),
        title: need.posted.title.clone(),
        quantity: need.posted.quantity.clone(),
        days: days_between(need.at, now),
    }
}

/// What landed last in a month, newest first.
pub(super) fn landed(seen: Seen<'_>, element: Option<&ElementId>, month: Month) -> Vec<Landed> {
    let ledger = &seen.state().sharing;
    let landed = ledger.landed_in(month).iter().rev().filter_map(|id| ledger.matched(id));
    let wanted = landed.filter(|it| it.is_seen_by(seen.scope()) && element.is_none_or(|one| it.element == *one));
    let line = |it: &Match| {
        let (at, effect) = it.landed.clone()?;
        let (giver, taker, element) = (it.giver.clone(), it.taker.clone(), it.element.clone());
        Some(Landed { matched: it.id, giver, taker, element, title: it.title.clone(), effect, at })
    };
    wanted.filter_map(line).take(LINES).collect()
}

/// What one side says and the other has yet to confirm, oldest report first.
pub(super) fn unconfirmed(seen: Seen<'_>, rules: &Rules, element: Option<&ElementId>) -> Unconfirmed {
    let ledger = &seen.state().sharing;
    let pending = ledger.pending.iter().filter_map(|id| ledger.matched(id));
    let wanted = pending.filter(|it| it.is_seen_by(seen.scope()) && element.is_none_or(|one| it.element == *one));
    let mut reports: Vec<_> = wanted.filter_map(|it| Some((it, it.pending.as_ref()?))).collect();
    reports.sort_by_key(|(it, report)| (report.at, it.id));
    let mut tally = Tally::default();
    reports.iter().filter_map(|(_, report)| report.effect.as_ref()).for_each(|effect| tally.land(effect));
    let effects = tally.quantities();
    let line = |(it, report): &(&Match, &Report)| UnconfirmedLine {
        matched: it.id,
        giver: it.giver.clone(),
        taker: it.taker.clone(),
        element: it.element.clone(),
        title: it.title.clone(),
        stage: report.stage.clone(),
        effect: report.effect.clone(),
        awaits: it.other(&report.park).clone(),
        since: report.at,
    };
    Unconfirmed {
        count: reports.len() as u32,
        money: effects.iter().filter_map(|effect| rules.money(effect)).fold(Decimal::ZERO, Decimal::saturating_add),
        effects,
        lines: reports.iter().take(LINES).map(line).collect(),
    }
}
