//! A match 对接: one park gives another something, from the proposal to what came of it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::Quantity;
use crate::access::{Actor, Scope};
use crate::id::{ElementId, ListingId, MatchId, ParkId, StageId};
use crate::kept::kept;
use crate::period::day_of;

/// Who does something with a match.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MatchParty))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// A park, by its id: `{"park": "xiuwu"}`.
    Park(ParkId),
    /// 领导小组办公室.
    Office,
}

/// A match as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The park that gives, by its id: `xiuwu`.
    pub giver: ParkId,
    /// The park that receives, by its id: `boai`.
    pub taker: ParkId,
    /// Of what kind; that of the offer or the need when missing.
    #[serde(default)]
    pub element: Option<ElementId>,
    /// In words, one line; that of the need or the offer when missing.
    #[serde(default)]
    pub title: Option<String>,
    /// How much; that of the need or the offer when missing.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// The giver's offer, when there is one.
    #[serde(default)]
    pub offer: Option<ListingId>,
    /// The taker's need, when there is one.
    #[serde(default)]
    pub need: Option<ListingId>,
    /// Whether the system had suggested it.
    #[serde(default)]
    pub suggested: bool,
    /// Why it fits.
    #[serde(default)]
    pub why: String,
}

/// Where a match stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MatchStanding))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 待答复: somebody has yet to agree.
    Proposed,
    /// 逾期失效: nobody answered in time. It can be proposed again; the office can close it.
    Lapsed,
    /// 对接中: both have agreed.
    Agreed,
    /// 已谢绝.
    Declined,
    /// 已终止: ended before it landed.
    Closed,
    /// 已落地: the last stage is confirmed.
    Landed,
}

/// A match 对接 of two parks, with all that has happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The position of its entry.
    pub id: MatchId,
    /// The park that gives, by its id: `xiuwu`.
    pub giver: ParkId,
    /// The park that receives, by its id: `boai`.
    pub taker: ParkId,
    /// The element 要素 that is shared, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// What is given, in words, on one line.
    pub title: String,
    /// How much is to be given, with its unit; nothing when nobody said.
    pub quantity: Option<Quantity>,
    /// The giver's offer.
    pub offer: Option<ListingId>,
    /// The taker's need.
    pub need: Option<ListingId>,
    /// Who proposed it.
    pub proposer: Party,
    /// Whether the system had suggested it.
    pub suggested: bool,
    /// Why it fits.
    pub why: String,
    /// Who has agreed.
    pub accepted: Vec<ParkId>,
    /// When both had.
    pub agreed_at: Option<Timestamp>,
    /// The last stage both sides speak of.
    pub stage: Option<StageId>,
    /// A stage that the other side has yet to confirm.
    pub pending: Option<Report>,
    /// How it ended without landing.
    pub ended: Option<Ending>,
    /// What came of it, and when that was confirmed.
    pub landed: Option<(Timestamp, Quantity)>,
    /// All that happened, oldest first.
    pub history: Vec<Step>,
}

/// A stage that one side says is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StageReport))]
pub struct Report {
    /// Which side.
    pub park: ParkId,
    /// The stage that is said to be reached, by its id in the configuration: `signed`.
    pub stage: StageId,
    /// The measured effect, for the last stage.
    pub effect: Option<Quantity>,
    /// What there is to say.
    pub note: String,
    /// When it was reported.
    pub at: Timestamp,
}

/// How a match ended without landing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A park did not agree.
    Declined,
    /// Somebody ended it.
    Closed,
}

/// Something that happened to a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Position of its entry.
    pub position: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it: the account, its name as shown, and its role.
    pub by: Actor,
    /// What happened: proposed, accepted, reported and so on.
    pub kind: StepKind,
    /// The stage it is about.
    pub stage: Option<StageId>,
    /// The effect it names.
    pub effect: Option<Quantity>,
    /// What was said.
    pub text: String,
}

/// What happened to a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MatchStep))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 提出对接.
    Proposed,
    /// 同意.
    Accepted,
    /// 谢绝.
    Declined,
    /// 报送进展.
    Reported,
    /// 确认.
    Confirmed,
    /// 提出异议.
    Disputed,
    /// 终止.
    Closed,
    /// 催办.
    Nudged,
}

impl Match {
    /// Where it stands on a day, when a proposal may stay unanswered for `answer_days`.
    pub fn standing(&self, today: Date, answer_days: u16) -> Standing {
        match (&self.ended, &self.landed) {
            (Some(Ending::Declined), _) => Standing::Declined,
            (Some(Ending::Closed), _) => Standing::Closed,
            (None, Some(_)) => Standing::Landed,
            (None, None) if self.agreed_at.is_some() => Standing::Agreed,
            (None, None) if self.answer_due(answer_days) < today => Standing::Lapsed,
            (None, None) => Standing::Proposed,
        }
    }

    /// The last day on which it can be answered: counted from the last thing that happened to it.
    pub fn answer_due(&self, answer_days: u16) -> Date {
        let last = self.history.last().map_or(Date::MAX, |step| day_of(step.at));
        last.saturating_add(i64::from(answer_days).days())
    }

    /// The side that is not `park`.
    pub fn other(&self, park: &ParkId) -> &ParkId {
        if self.giver == *park { &self.taker } else { &self.giver }
    }

    /// Whether a park is a side of it.
    pub fn involves(&self, park: &ParkId) -> bool {
        self.giver == *park || self.taker == *park
    }

    /// Whether a scope may see it.
    pub fn is_seen_by(&self, scope: &Scope) -> bool {
        scope.sees(&self.giver) || scope.sees(&self.taker)
    }
}

/// Days on the calendar in Beijing from one moment to a later one.
pub(crate) fn days_between(from: Timestamp, to: Timestamp) -> u32 {
    let days = day_of(from).until(day_of(to)).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

kept!(enum Party { 0 => Park(inner), 1 => Office });
kept!(struct Match { id, giver, taker, element, title, quantity, offer, need, proposer, suggested, why, accepted, agreed_at, stage, pending, ended, landed, history });
kept!(struct Report { park, stage, effect, note, at });
kept!(enum Ending { 0 => Declined, 1 => Closed });
kept!(struct Step { position, at, by, kind, stage, effect, text });
kept!(enum StepKind { 0 => Proposed, 1 => Accepted, 2 => Declined, 3 => Reported, 4 => Confirmed, 5 => Disputed, 6 => Closed, 7 => Nudged });
