//! From a cell, a band or a balance down to the transfers behind it, each with all that happened to it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{ElementId, ListingId, MatchId, ParkId, StageId};
use crate::period::Month;
use crate::series::Seen;
use crate::sharing::{Quantity, Report, Span, Standing, StepKind};

/// Which transfers are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// One element, or all of them.
    pub element: Option<ElementId>,
    /// The stretch of time.
    pub span: Span,
    /// Its last month; the current one when missing.
    pub month: Option<Month>,
    /// Who gives.
    pub giver: Option<ParkId>,
    /// Who receives.
    pub taker: Option<ParkId>,
    /// Who gives or receives.
    pub park: Option<ParkId>,
    /// Which of them.
    pub kind: Kind,
    /// Only those with a smaller number: the next page.
    pub before: Option<MatchId>,
}

/// Which transfers of a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Begun or landed in it: all that the numbers count.
    #[default]
    Counted,
    /// The first stage was confirmed in it.
    Begun,
    /// Landed in it.
    Landed,
    /// With a stage to be confirmed, whatever the stretch.
    Unconfirmed,
}

/// Transfers, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfers {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The last month of the stretch.
    pub month: Month,
    /// How many there are, on all pages.
    pub count: u32,
    /// One page of them: at most a hundred.
    pub lines: Vec<Transfer>,
    /// Ask for those before this one to get the next page; the last page has none.
    pub next: Option<MatchId>,
}

/// A transfer with all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfer {
    /// The match.
    #[serde(rename = "match")]
    pub matched: MatchId,
    /// Who gives.
    pub giver: ParkId,
    /// Who receives.
    pub taker: ParkId,
    /// What kind of thing.
    pub element: ElementId,
    /// In words.
    pub title: String,
    /// How much.
    pub quantity: Option<Quantity>,
    /// The giver's offer.
    pub offer: Option<ListingId>,
    /// The taker's need.
    pub need: Option<ListingId>,
    /// Where it stands.
    pub standing: Standing,
    /// The last confirmed stage.
    pub stage: Option<StageId>,
    /// A stage to be confirmed.
    pub pending: Option<Report>,
    /// What came of it, when it has landed.
    pub effect: Option<Quantity>,
    /// All that happened, oldest first.
    pub history: Vec<HistoryStep>,
}

/// Something that happened to a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryStep {
    /// Position of its entry in the journal.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who, as shown.
    pub by: String,
    /// What.
    pub kind: StepKind,
    /// The stage it is about.
    pub stage: Option<StageId>,
    /// The effect it names.
    pub effect: Option<Quantity>,
    /// What was said.
    pub text: String,
}

/// The transfers asked for, of those that the scope may see.
pub fn transfers(seen: Seen<'_>, wanted: &Wanted, now: Timestamp) -> Option<Transfers> {
    seen.zone().sharing.as_ref()?;
    let state = seen.state();
    let month = wanted.month.unwrap_or_else(|| Month::of(crate::period::day_of(now)));
    Some(Transfers {
        position: state.head().position,
        demo: state.is_demo(),
        month,
        count: 0,
        lines: Vec::new(),
        next: None,
    })
}
