//! Sharing as the leading group sees it; a park sees its own row and column of it, and nothing of other pairs.

mod flows;
mod listings;
mod market;
mod transfers;
mod viewer;
mod waiting;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::access::Scope;
use crate::figure::Gap;
use crate::id::ElementId;
use crate::period::{Month, day_of};
use crate::series::Seen;
use crate::sharing::Span;

pub(crate) use flows::tallied;
pub use flows::{Amount, Balance, ElementTotal, Flow, Pair};
pub use listings::{LISTINGS_PAGE, Listings, ListingsAsked, listings};
pub use market::{Act, Awaited, ListingLine, Market, MatchLine, Suggestion, Todo, market, market_todo};
pub use transfers::{HistoryStep, Kind, Transfer, Transfers, Wanted, transfers};
pub use waiting::{Landed, Unconfirmed, UnconfirmedLine, WaitingNeed};

/// What the page is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// One element, or all of them.
    pub element: Option<ElementId>,
    /// The stretch of time.
    pub span: Span,
    /// Its last month; the current one when missing. All time ends with it as well: up to 2024-12 is from the first
    /// confirmation to the end of December 2024.
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
    /// All elements in the stretch, in the order of the configuration, whichever is shown; none without a total.
    pub elements: Vec<ElementTotal>,
    /// All flows shown together. Absent, as a figure of the board is, for a month that has not begun, such as 2027-05
    /// in November 2026, and for one before the first in which anything was confirmed: nothing is known, not zero.
    pub total: Option<Amount>,
    /// Why there is no total: the month has not begun, or nothing was confirmed before it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<Gap>,
    /// From giver to taker; pairs without a transfer are left out. Rows of the matrix, bands of the Sankey.
    pub flows: Vec<Flow>,
    /// One line a park, in the order of the configuration; a park's office sees its own. None without a total.
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

/// Lines of a list on the page; the rest is one tap away.
const LINES: usize = 20;

/// What flowed; nothing where the configuration does not say how parks share.
pub fn sharing(seen: Seen<'_>, selection: &Selection, now: Timestamp) -> Option<Sharing> {
    let is_wall = !seen.scope().opens();
    let rules = seen.zone().sharing.as_ref().filter(|_| seen.scope().sees_sharing() || is_wall)?;
    let whole = matches!(seen.scope(), Scope::Leading | Scope::Office);
    if let Scope::Park(own) = seen.scope() {
        seen.zone().park(own)?;
    } else if !whole && !is_wall {
        return None;
    }
    let (state, today) = (seen.state(), day_of(now));
    let ledger = &state.sharing;
    // A wall draws the flows of the year, and nothing that could be opened.
    let drawn = Selection::default();
    let Selection { element, span, month } = if is_wall { &drawn } else { selection };
    let current = Month::of(today);
    let month = month.unwrap_or(current);
    let table = ledger.table(element.as_ref(), *span, month);
    let money = flows::Money::of(rules);
    let waiting = waiting::needs(seen, rules, element.as_ref(), today);
    let first = flows::first(seen);
    let gap = flows::gap(first, month, current);
    let is_there = gap.is_none();
    let this_month = ledger.table(element.as_ref(), Span::Month, current);
    let shown = Sharing {
        position: seen.position(),
        demo: state.is_demo(),
        element: element.clone(),
        span: *span,
        month,
        first,
        elements: if is_there { flows::elements(seen, rules, &money, *span, month) } else { Vec::new() },
        gap,
        total: is_there.then(|| money.amount(&flows::total(seen, &table))),
        flows: if is_there { flows::of(seen, &money, &table) } else { Vec::new() },
        balances: if is_there { flows::balances(seen, rules, &money, &table, &waiting, now) } else { Vec::new() },
        waiting_count: waiting.len() as u32,
        waiting: waiting.iter().take(LINES).map(|need| waiting::need(need, now)).collect(),
        pace: whole.then(|| Pace {
            to_match: table.to_match.median(),
            matches: table.to_match.times(),
            to_landed: table.to_landed.median(),
            landed: table.to_landed.times(),
        }),
        never: if whole { flows::never(seen, current) } else { Vec::new() },
        landed_this_month: waiting::landed(seen, element.as_ref(), current),
        landed_this_month_count: flows::total(seen, &this_month).landed,
        unconfirmed: waiting::unconfirmed(seen, rules, element.as_ref()),
    };
    Some(if is_wall { shown.drawn() } else { shown })
}

impl Sharing {
    /// What a wall draws of it: the flows and their sum.
    fn drawn(self) -> Self {
        Self {
            balances: Vec::new(),
            waiting: Vec::new(),
            waiting_count: 0,
            landed_this_month: Vec::new(),
            landed_this_month_count: 0,
            unconfirmed: Unconfirmed::default(),
            ..self
        }
    }
}
