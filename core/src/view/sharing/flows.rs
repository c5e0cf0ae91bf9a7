//! From the tables of the ledger to the matrix and the balances.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::access::Scope;
use crate::figure::{Gap, Measured};
use crate::id::{ElementId, ParkId};
use crate::period::{Month, day_of};
use crate::series::{Seen, Subject};
use crate::sharing::{Listing, Quantity, Rules, Span, Standing, StepKind, Table, Tally};
use crate::source::{Shared, Side, What};

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
    /// The effects that are money, added up in the configuration's unit of money (万元). Of one element it is that
    /// element's measure, such as 协议投资额. Of all of them it is 折算金额合计: 协议投资额, 完成投资额, 技术合同额 and 到位资金
    /// are unlike, and one project may count as a lead and again when it is built, so it compares sizes and is no sum
    /// of investment; [`ElementTotal`] has them apart.
    pub money: Decimal,
}

/// An element's total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ElementTotal {
    /// The element 要素, by its id in the configuration: `talent`.
    pub element: ElementId,
    /// How many transfers of it there were, and what came of them.
    pub amount: Amount,
}

/// What one park gave another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    /// The park that gives, by its id: `xiuwu`.
    pub giver: ParkId,
    /// The park that receives, by its id: `boai`.
    pub taker: ParkId,
    /// How many transfers there were, and what came of them.
    pub amount: Amount,
}

/// What a park gives, receives and waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ParkBalance))]
pub struct Balance {
    /// The park whose balance it is, by its id: `xiuwu`.
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
    /// The park that stands first in the configuration, by its id.
    pub one: ParkId,
    /// The park that stands later in the configuration, by its id.
    pub other: ParkId,
}

/// What each unit of effects is worth in money, looked up once.
pub(super) struct Money(BTreeMap<String, Decimal>);

impl Money {
    pub fn of(rules: &Rules) -> Self {
        let one = |unit: &String| Quantity { value: Decimal::ONE, unit: unit.clone() };
        let units = rules.elements.iter().map(|element| &element.measure.unit);
        Self(units.filter_map(|unit| Some((unit.clone(), rules.money(&one(unit))?))).collect())
    }

    /// A tally as it is shown.
    pub fn amount(&self, tally: &Tally) -> Amount {
        let effects = tally.quantities();
        let worth = |effect: &Quantity| effect.value.checked_mul(*self.0.get(&effect.unit)?);
        let money = effects.iter().filter_map(worth).fold(Decimal::ZERO, Decimal::saturating_add);
        Amount { count: tally.count, landed: tally.landed, effects, money }
    }
}

/// What a scope may see of a table: everything, or what its park is a side of.
fn seen_pairs<'a>(scope: &'a Scope, table: &'a Table) -> impl Iterator<Item = (&'a ParkId, &'a ParkId, &'a Tally)> {
    let pairs = table.pairs.iter().flat_map(|(giver, row)| row.iter().map(move |(taker, tally)| (giver, taker, tally)));
    pairs.filter(|(giver, taker, _)| scope.sees(giver) || scope.sees(taker))
}

/// All flows, in the order of the configuration; parks that are no longer in it come last.
pub(super) fn of(seen: Seen<'_>, money: &Money, table: &Table) -> Vec<Flow> {
    let parks = &seen.zone().parks;
    let places: BTreeMap<&ParkId, usize> = parks.iter().enumerate().map(|(place, park)| (&park.id, place)).collect();
    let place = |park: &ParkId| places.get(park).copied().unwrap_or(usize::MAX);
    let mut pairs: Vec<_> = seen_pairs(seen.scope(), table).map(|it| ((place(it.0), place(it.1)), it)).collect();
    pairs.sort_by_key(|(places, _)| *places);
    let flow = |(_, (giver, taker, tally)): (_, (&ParkId, &ParkId, &Tally))| Flow {
        giver: giver.clone(),
        taker: taker.clone(),
        amount: money.amount(tally),
    };
    pairs.into_iter().map(flow).collect()
}

/// All of it together.
pub(super) fn total(seen: Seen<'_>, table: &Table) -> Tally {
    match seen.scope() {
        Scope::Park(own) => {
            let mut sum = Tally::default();
            // Nobody gives to oneself: nothing is in both.
            [&table.gives, &table.receives].iter().filter_map(|side| side.get(own)).for_each(|it| sum.add(it));
            sum
        }
        _ => table.total.clone(),
    }
}

/// The first month in which anything was confirmed; for a park anything of its own.
pub(super) fn first(seen: Seen<'_>) -> Option<Month> {
    let ledger = &seen.state().sharing;
    let Scope::Park(own) = seen.scope() else { return ledger.first() };
    let matches = ledger.of_park.get(own).into_iter().flatten().filter_map(|id| ledger.matched(id));
    let confirmed = matches.flat_map(|it| &it.history).filter(|step| step.kind == StepKind::Confirmed);
    confirmed.map(|step| Month::of(day_of(step.at))).min()
}

/// Why nothing can be told of a month: it has not begun, or nothing was ever confirmed before it was over. The month that
/// runs can be told of always.
pub(super) fn gap(first: Option<Month>, month: Month, current: Month) -> Option<Gap> {
    match () {
        () if month == current => None,
        () if month > current => Some(Gap::NotBegun),
        () => first.is_none_or(|first| month < first).then_some(Gap::NothingShared),
    }
}

/// One number of what a park gave or received, or of all that flowed; of the page that shows it in full see
/// [`super::sharing`]. Money is in the configuration's unit of money.
pub(crate) fn tallied(
    seen: Seen<'_>,
    shared: &Shared,
    subject: &Subject,
    (span, month): (Span, Month),
    now: Timestamp,
) -> Measured {
    let rules = seen.zone().sharing.as_ref().ok_or(Gap::NotApplicable)?;
    if let Some(gap) = gap(first(seen), month, Month::of(day_of(now))) {
        return Err(gap);
    }
    let table = seen.state().sharing.table(shared.element.as_ref(), span, month);
    let nothing = Tally::default();
    let tally = match (subject, shared.side) {
        (Subject::Owner(_), _) => return Err(Gap::NotApplicable),
        (Subject::Zone, _) => &table.total,
        (Subject::Park(park), Side::Received) => table.receives.get(park).unwrap_or(&nothing),
        (Subject::Park(park), _) => table.gives.get(park).unwrap_or(&nothing),
    };
    Ok(match shared.what {
        What::Count => tally.count.into(),
        What::Landed => tally.landed.into(),
        What::Money => Money::of(rules).amount(tally).money,
    })
}

/// Every element in the stretch.
pub(super) fn elements(seen: Seen<'_>, rules: &Rules, money: &Money, span: Span, month: Month) -> Vec<ElementTotal> {
    let ledger = &seen.state().sharing;
    let one = |element: &crate::sharing::Element| {
        let table = ledger.table(Some(&element.id), span, month);
        ElementTotal { element: element.id.clone(), amount: money.amount(&total(seen, &table)) }
    };
    rules.elements.iter().map(one).collect()
}

/// What a park is waiting for, and is waited for with.
#[derive(Default)]
struct Waits {
    needs: u32,
    to_answer: u32,
    to_confirm: u32,
}

/// One line a park that the scope may see. A park's own line is its own row and column alone.
pub(super) fn balances(
    seen: Seen<'_>,
    rules: &Rules,
    money: &Money,
    table: &Table,
    waiting: &[&Listing],
    now: Timestamp,
) -> Vec<Balance> {
    let (ledger, today) = (&seen.state().sharing, day_of(now));
    let mut waits: BTreeMap<&ParkId, Waits> = BTreeMap::new();
    for need in waiting {
        waits.entry(&need.park).or_default().needs += 1;
    }
    let since = super::waiting::answerable_since(today, rules);
    for it in ledger.open_since(since).filter(|it| it.standing(today, rules.answer_days) == Standing::Proposed) {
        for park in [&it.giver, &it.taker].into_iter().filter(|park| !it.accepted.contains(park)) {
            waits.entry(park).or_default().to_answer += 1;
        }
    }
    for it in ledger.pending.iter().filter_map(|id| ledger.matched(id)) {
        if let Some(report) = &it.pending {
            waits.entry(it.other(&report.park)).or_default().to_confirm += 1;
        }
    }
    let (nothing, nobody) = (Tally::default(), Waits::default());
    let balance = |park: &crate::zone::Park| {
        let Waits { needs, to_answer, to_confirm } = waits.get(&park.id).unwrap_or(&nobody);
        Balance {
            park: park.id.clone(),
            gives: money.amount(table.gives.get(&park.id).unwrap_or(&nothing)),
            receives: money.amount(table.receives.get(&park.id).unwrap_or(&nothing)),
            waits: *needs,
            to_answer: *to_answer,
            to_confirm: *to_confirm,
        }
    };
    seen.zone().parks.iter().filter(|park| seen.scope().sees(&park.id)).map(balance).collect()
}

/// Pairs of members of a month between which nothing was ever confirmed, either way.
pub(super) fn never(seen: Seen<'_>, month: Month) -> Vec<Pair> {
    let ledger = &seen.state().sharing;
    let members: Vec<&ParkId> = seen.zone().active(month).map(|park| &park.id).collect();
    let mut pairs = Vec::new();
    for (place, one) in members.iter().enumerate() {
        let others = members[place + 1..].iter().filter(|other| !ledger.ever(one, other) && !ledger.ever(other, one));
        pairs.extend(others.map(|other| Pair { one: (*one).clone(), other: (*other).clone() }));
    }
    pairs
}
