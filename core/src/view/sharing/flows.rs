//! From the tables of the ledger to the matrix and the balances.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::WaitingNeed;
use crate::access::Scope;
use crate::id::{ElementId, ParkId};
use crate::period::{Month, day_of};
use crate::series::Seen;
use crate::sharing::{Quantity, Rules, Span, Standing, Table, Tally};

/// How much: transfers, and what came of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowAmount))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ParkBalance))]
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

/// Two parks, the first in the configuration first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ParkPair))]
pub struct Pair {
    /// One.
    pub one: ParkId,
    /// The other.
    pub other: ParkId,
}

/// A tally as it is shown.
fn amount(rules: &Rules, tally: &Tally) -> Amount {
    let effects = tally.quantities();
    let money = effects.iter().filter_map(|effect| rules.money(effect)).fold(Decimal::ZERO, Decimal::saturating_add);
    Amount { count: tally.count, landed: tally.landed, effects, money }
}

/// What a scope may see of a table: everything, or what its park is a side of.
fn seen_pairs<'a>(scope: &'a Scope, table: &'a Table) -> impl Iterator<Item = (&'a ParkId, &'a ParkId, &'a Tally)> {
    let pairs = table.pairs.iter().map(|((giver, taker), tally)| (giver, taker, tally));
    pairs.filter(|(giver, taker, _)| scope.sees(giver) || scope.sees(taker))
}

/// All flows, in the order of the configuration; parks that are no longer in it come last.
pub(super) fn of(seen: Seen<'_>, rules: &Rules, table: &Table) -> Vec<Flow> {
    let parks = &seen.zone().parks;
    let places: BTreeMap<&ParkId, usize> = parks.iter().enumerate().map(|(place, park)| (&park.id, place)).collect();
    let place = |park: &ParkId| places.get(park).copied().unwrap_or(usize::MAX);
    let flow = |(giver, taker, tally): (&ParkId, &ParkId, &Tally)| Flow {
        giver: giver.clone(),
        taker: taker.clone(),
        amount: amount(rules, tally),
    };
    let mut flows: Vec<Flow> = seen_pairs(seen.scope(), table).map(flow).collect();
    flows.sort_by_key(|flow| (place(&flow.giver), place(&flow.taker)));
    flows
}

/// All of it together.
pub(super) fn total(seen: Seen<'_>, rules: &Rules, table: &Table) -> Amount {
    let mut sum = Tally::default();
    seen_pairs(seen.scope(), table).for_each(|(_, _, tally)| sum.add(tally));
    amount(rules, &sum)
}

/// Every element in the stretch.
pub(super) fn elements(seen: Seen<'_>, rules: &Rules, span: Span, month: Month) -> Vec<ElementTotal> {
    let ledger = &seen.state().sharing;
    let one = |element: &crate::sharing::Element| {
        let table = ledger.table(Some(&element.id), span, month);
        ElementTotal { element: element.id.clone(), amount: total(seen, rules, &table) }
    };
    rules.elements.iter().map(one).collect()
}

#[derive(Default)]
struct Line {
    gives: Tally,
    receives: Tally,
    waits: u32,
    to_answer: u32,
    to_confirm: u32,
}

/// One line a park that the scope may see.
pub(super) fn balances(
    seen: Seen<'_>,
    rules: &Rules,
    table: &Table,
    waiting: &[WaitingNeed],
    now: Timestamp,
) -> Vec<Balance> {
    let (ledger, today) = (&seen.state().sharing, day_of(now));
    let mut lines: BTreeMap<&ParkId, Line> = BTreeMap::new();
    for (giver, taker, tally) in seen_pairs(seen.scope(), table) {
        lines.entry(giver).or_default().gives.add(tally);
        lines.entry(taker).or_default().receives.add(tally);
    }
    for need in waiting {
        lines.entry(&need.park).or_default().waits += 1;
    }
    let since = super::waiting::answerable_since(today, rules);
    for it in ledger.open_since(since).filter(|it| it.standing(today, rules.answer_days) == Standing::Proposed) {
        for park in [&it.giver, &it.taker].into_iter().filter(|park| !it.accepted.contains(park)) {
            lines.entry(park).or_default().to_answer += 1;
        }
    }
    for it in ledger.pending.iter().filter_map(|id| ledger.matches.get(id)) {
        if let Some(report) = &it.pending {
            lines.entry(it.other(&report.park)).or_default().to_confirm += 1;
        }
    }
    let none = Line::default();
    let balance = |park: &crate::zone::Park| {
        let line = lines.get(&park.id).unwrap_or(&none);
        Balance {
            park: park.id.clone(),
            gives: amount(rules, &line.gives),
            receives: amount(rules, &line.receives),
            waits: line.waits,
            to_answer: line.to_answer,
            to_confirm: line.to_confirm,
        }
    };
    seen.zone().parks.iter().filter(|park| seen.scope().sees(&park.id)).map(balance).collect()
}

/// Pairs of members of a month between which nothing was ever confirmed, either way.
pub(super) fn never(seen: Seen<'_>, month: Month) -> Vec<Pair> {
    let ledger = &seen.state().sharing;
    let members: Vec<&ParkId> = seen.zone().members(month).map(|park| &park.id).collect();
    let mut pairs = Vec::new();
    for (place, one) in members.iter().enumerate() {
        let others = members[place + 1..].iter().filter(|other| !ledger.ever(one, other) && !ledger.ever(other, one));
        pairs.extend(others.map(|other| Pair { one: (*one).clone(), other: (*other).clone() }));
    }
    pairs
}
