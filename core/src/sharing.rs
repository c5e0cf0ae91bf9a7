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
pub(crate) use decide::{decide, measured, not_active};
pub(crate) use matching::days_between;

/// What happened to offers, needs and matches, as an entry of the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A park offers or needs something.
    ListingPosted {
        /// The park that offers or needs it, by its id: `xiuwu`.
        park: ParkId,
        /// What it offers or needs, until when, and who may see it.
        posting: Posting,
    },
    /// It no longer does.
    ListingWithdrawn {
        /// Number of the offer or need: the position of the entry that posted it.
        listing: ListingId,
        /// Why the park took it back.
        reason: String,
    },
    /// Somebody proposes that one park gives another something.
    MatchProposed {
        /// The park that gives, by its id: `xiuwu`.
        giver: ParkId,
        /// The park that receives, by its id: `boai`.
        taker: ParkId,
        /// The element 要素 that is shared, by its id in the configuration: `talent`.
        element: ElementId,
        /// What, in words.
        title: String,
        /// How much is to be given, with its unit; nothing when nobody said.
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
        /// Number of the match: the position of the entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that agrees, by its id: `xiuwu`.
        park: ParkId,
    },
    /// A park does not agree.
    MatchDeclined {
        /// Number of the match: the position of the entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that does not agree, by its id: `xiuwu`.
        park: ParkId,
        /// Why the park does not agree.
        reason: String,
    },
    /// A park says that a stage is reached.
    StageReported {
        /// Number of the match: the position of the entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that reports the stage, by its id: `xiuwu`.
        park: ParkId,
        /// The stage that is reached, by its id in the configuration: `signed`.
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
        /// Number of the match: the position of the entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that confirms.
        park: ParkId,
    },
    /// The other park says otherwise: it does not count.
    StageDisputed {
        /// Number of the match: the position of the entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that disputes.
        park: ParkId,
        /// Why the other side's report is not right.
        reason: String,
    },
    /// It ends before it has landed.
    MatchClosed {
        /// Number of the match: the position of the entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// Who ends it.
        by: Party,
        /// Why it ends.
        reason: String,
    },
    /// The office asks for an answer. The time to answer starts again.
    Nudged {
        /// Number of the match: the position of the entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// What the office says to both parks.
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
        /// Number of the offer or need: the position of the entry that posted it.
        listing: ListingId,
        /// Why the park takes it back.
        reason: String,
    },
    /// Propose a match.
    Propose(Proposal),
    /// Agree.
    Accept(MatchId),
    /// Not agree.
    Decline {
        /// Number of the match: the position of the entry that proposed it.
        matched: MatchId,
        /// Why the park does not agree.
        reason: String,
    },
    /// Say that a stage is reached.
    Report {
        /// Number of the match: the position of the entry that proposed it.
        matched: MatchId,
        /// The stage that is reached, by its id in the configuration: `signed`.
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
        /// Number of the match: the position of the entry that proposed it.
        matched: MatchId,
        /// Why the other side's report is not right.
        reason: String,
    },
    /// End it.
    Close {
        /// Number of the match: the position of the entry that proposed it.
        matched: MatchId,
        /// Why it ends.
        reason: String,
    },
    /// Ask for an answer.
    Nudge {
        /// Number of the match: the position of the entry that proposed it.
        matched: MatchId,
        /// What the office says to both parks.
        text: String,
    },
}
