//! Sharing 资源共享 (policy Art. 4, 11): what the parks give one another, as a ledger with two sides.
//!
//! ```text
//! offer 供给 ┐                              ┌──confirm──► next stage … ──► landed 落地, with its effect
//!           ├─► proposed ─► agreed ─report─┤
//! need 需求  ┘   │   │                      └──dispute──► as before
//!          decline lapse                 close: ended before it landed
//! ```
//! Nothing counts until the side that did not report it has confirmed it; what is not confirmed is shown apart.

mod decide;
mod flows;
mod ledger;
mod listing;
mod matching;
mod rules;
mod suggest;
mod typed;

use serde::{Deserialize, Serialize};

use crate::id::{ElementId, ListingId, MatchId, ParkId, StageId};

pub use flows::{Days, Span, Table, Tally};
pub use ledger::Ledger;
pub use listing::{Audience, Listing, ListingStatus, Posting, Quantity, Side};
pub use matching::{Ending, Match, Party, Proposal, Report, Standing, Step, StepKind};
pub use rules::{Counting, Element, Industry, Measure, Rules, Stage};
pub use suggest::{Fit, suggest};
pub use typed::{Rehearsal, TypedPosting, read_effect, read_quantity};

pub(crate) use decide::{DECIMALS, LARGEST};
pub(crate) use decide::{decide, measured};
pub(crate) use matching::days_between;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A park offers or needs something.
    ListingPosted {
        /// The park.
        park: ParkId,
        /// What.
        posting: Posting,
    },
    /// It no longer does.
    ListingWithdrawn {
        /// Which.
        listing: ListingId,
        /// Why.
        reason: String,
    },
    /// Somebody proposes that one park gives another something.
    MatchProposed {
        /// Who gives.
        giver: ParkId,
        /// Who receives.
        taker: ParkId,
        /// What kind of thing.
        element: ElementId,
        /// What, in words.
        title: String,
        /// How much.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<Quantity>,
        /// The giver's offer, when there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer: Option<ListingId>,
        /// The taker's need, when there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        need: Option<ListingId>,
        /// Who proposes it: a park has agreed by that.
        proposer: Party,
        /// Whether the system had suggested it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        suggested: bool,
        /// Why it fits.
        why: String,
    },
    /// A park agrees.
    MatchAccepted {
        /// To what.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park.
        park: ParkId,
    },
    /// A park does not agree.
    MatchDeclined {
        /// To what.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park.
        park: ParkId,
        /// Why.
        reason: String,
    },
    /// A park says that a stage is reached.
    StageReported {
        /// Of what.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park.
        park: ParkId,
        /// The stage.
        stage: StageId,
        /// The measured effect: there if and only if the stage is the last one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effect: Option<Quantity>,
        /// What there is to say.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// The other park says the same: now it counts.
    StageConfirmed {
        /// Of what.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that confirms.
        park: ParkId,
    },
    /// The other park says otherwise: it does not count.
    StageDisputed {
        /// Of what.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that disputes.
        park: ParkId,
        /// Why.
        reason: String,
    },
    /// It ends before it has landed.
    MatchClosed {
        /// What.
        #[serde(rename = "match")]
        matched: MatchId,
        /// Who ends it.
        by: Party,
        /// Why.
        reason: String,
    },
    /// The office asks for an answer. The time to answer starts again.
    Nudged {
        /// About what.
        #[serde(rename = "match")]
        matched: MatchId,
        /// In words.
        text: String,
    },
}

/// What somebody wants done. Who wants it is the actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Offer or ask for something.
    Post(Posting),
    /// Take it back.
    Withdraw {
        /// What.
        listing: ListingId,
        /// Why.
        reason: String,
    },
    /// Propose a match.
    Propose(Proposal),
    /// Agree.
    Accept(MatchId),
    /// Not agree.
    Decline {
        /// To what.
        matched: MatchId,
        /// Why.
        reason: String,
    },
    /// Say that a stage is reached.
    Report {
        /// Of what.
        matched: MatchId,
        /// Which.
        stage: StageId,
        /// The measured effect, for the last stage.
        effect: Option<Quantity>,
        /// What there is to say.
        note: String,
    },
    /// Say the same as the other side.
    Confirm(MatchId),
    /// Say otherwise.
    Dispute {
        /// About what.
        matched: MatchId,
        /// Why.
        reason: String,
    },
    /// End it.
    Close {
        /// What.
        matched: MatchId,
        /// Why.
        reason: String,
    },
    /// Ask for an answer.
    Nudge {
        /// About what.
        matched: MatchId,
        /// In words.
        text: String,
    },
}
