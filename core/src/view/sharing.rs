//! Sharing as the leading group sees it; a park sees its own row and column of it, and nothing of other pairs.

mod market;
mod transfers;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{ElementId, ListingId, MatchId, ParkId, StageId};
use crate::period::Month;
use crate::series::Seen;
use crate::sharing::{Quantity, Span};

pub use market::{Act, Awaited, ListingLine, Market, MatchLine, Suggestion, Todo, market};
pub use transfers::{HistoryStep, Kind, Transfer, Transfers, Wanted, transfers};

/// What the page is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// One element, or all of them.
    pub element: Option<ElementId>,
    /// The stretch of time.
    pub span: Span,
    /// Its last month; the current one when missing.
    pub month: Option<Month>,
}

/// What flowed between the parks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sharing {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The element shown; all of them when missing.
    pub element: Option<ElementId>,
    /// The stretch of time shown.
    pub span: Span,
    /// Its last month.
    pub month: Month,
    /// The first month in which anything was confirmed: months from here on can be shown.
    pub first: Option<Month>,
    /// All elements in the stretch, in the order of the configuration, whichever is shown.
    pub elements: Vec<ElementTotal>,
    /// All flows shown together.
    pub total: Amount,
    /// From giver to taker; pairs without a transfer are left out. Rows of the matrix, bands of the Sankey.
    pub flows: Vec<Flow>,
    /// One line a park, in the order of the configuration; a park's office sees its own.
    pub balances: Vec<Balance>,
    /// Needs without an answer, the one that waits longest first; at most twenty.
    pub waiting: Vec<WaitingNeed>,
    /// How many there are.
    pub waiting_count: u32,
    /// How long it takes; not for a park's office.
    pub pace: Option<Pace>,
    /// Pairs of members that have never exchanged anything, in the order of the configuration; not for a park's
    /// office.
    pub never: Vec<Pair>,
    /// What landed in the current month, newest first; at most twenty.
    pub landed_this_month: Vec<Landed>,
    /// How many landed in the current month.
    pub landed_this_month_count: u32,
    /// What one side says and the other has yet to confirm: counted nowhere above.
    pub unconfirmed: Unconfirmed,
}

/// How much: transfers, and what came of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Amount {
    /// Transfers whose first stage was confirmed in the stretch.
    pub count: u32,
    /// Transfers that landed in it.
    pub landed: u32,
    /// The effects of those that landed, one quantity a unit.
    pub effects: Vec<Quantity>,
    /// The effects that are money, in the configuration's unit of money (万元).
    pub money: Decimal,
}

/// An element's total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ElementTotal {
    /// The element.
    pub element: ElementId,
    /// How much.
    pub amount: Amount,
}

/// What one park gave another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    /// Who gives.
    pub giver: ParkId,
    /// Who receives.
    pub taker: ParkId,
    /// How much.
    pub amount: Amount,
}

/// What a park gives, receives and waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Balance {
    /// The park.
    pub park: ParkId,
    /// What it gives.
    pub gives: Amount,
    /// What it receives.
    pub receives: Amount,
    /// Its needs without an answer.
    pub waits: u32,
    /// Proposals that it has yet to answer.
    pub to_answer: u32,
    /// Stages that it has yet to confirm.
    pub to_confirm: u32,
}

/// A need without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingNeed {
    /// The need.
    pub listing: ListingId,
    /// Whose.
    pub park: ParkId,
    /// Of what kind.
    pub element: ElementId,
    /// In words.
    pub title: String,
    /// How much.
    pub quantity: Option<Quantity>,
    /// Days since it was posted.
    pub days: u32,
}

/// Median times, in days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pace {
    /// From a need to the agreement on it.
    pub to_match: Option<Decimal>,
    /// How many agreements that is.
    pub matches: u32,
    /// From the agreement to landing.
    pub to_landed: Option<Decimal>,
    /// How many landed.
    pub landed: u32,
}

/// Two parks, the first in the configuration first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pair {
    /// One.
    pub one: ParkId,
    /// The other.
    pub other: ParkId,
}

/// A transfer that landed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Landed {
    /// The match.
    #[serde(rename = "match")]
    pub matched: MatchId,
    /// Who gave.
    pub giver: ParkId,
    /// Who received.
    pub taker: ParkId,
    /// What kind of thing.
    pub element: ElementId,
    /// In words.
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
    /// The stage.
    pub stage: StageId,
    /// The effect.
    pub effect: Option<Quantity>,
    /// Who has yet to confirm it.
    pub awaits: ParkId,
    /// Since when.
    pub since: Timestamp,
}

/// What flowed; nothing where the configuration does not say how parks share.
pub fn sharing(seen: Seen<'_>, selection: &Selection, now: Timestamp) -> Option<Sharing> {
    let rules = seen.zone().sharing.as_ref()?;
    let state = seen.state();
    let month = selection.month.unwrap_or_else(|| Month::of(crate::period::day_of(now)));
    let none =
        |element: &crate::sharing::Element| ElementTotal { element: element.id.clone(), amount: Amount::default() };
    Some(Sharing {
        position: state.head().position,
        demo: state.is_demo(),
        element: selection.element.clone(),
        span: selection.span,
        month,
        first: state.sharing.first(),
        elements: rules.elements.iter().map(none).collect(),
        total: Amount::default(),
        flows: Vec::new(),
        balances: Vec::new(),
        waiting: Vec::new(),
        waiting_count: 0,
        pace: None,
        never: Vec::new(),
        landed_this_month: Vec::new(),
        landed_this_month_count: 0,
        unconfirmed: Unconfirmed::default(),
    })
}
