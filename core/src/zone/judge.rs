//! What can be judged only when all files are read: how definitions fit together.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::define::Context;
use super::names::Kind;
use super::place::Spot;
use super::term::never;
use super::{Indicator, Item, Park, Rule, Target};
use crate::id::Code;
use crate::period::Basis;
use crate::words::{Message, key};

/// One park is the main one; a second is reported where it is read.
pub(super) fn main_park(context: &Context<'_>, first_park: Spot<'_>) {
    if !context.names.has_main() {
        context.problems.add(first_park, Message::new(key::ZONE_NO_MAIN));
    }
}

/// What stands once in all files together.
pub(super) fn once<'a>(context: &Context<'a>, table: &str, mut places: impl Iterator<Item = Spot<'a>>) {
    let Some(first) = places.next() else { return };
    for again in places {
        let message = Message::new(key::ZONE_ONCE).with("table", table);
        context.problems.add(again, message.with("first", first.to_string()));
    }
}

/// 其中 goes up to a whole in the end, and a part is counted in its whole's unit.
pub(super) fn parts(context: &Context<'_>, items: &[Item]) {
    let by_code = by_code(items);
    let whole = |item: &Item| item.part_of.as_ref().and_then(|code| by_code.get(code)).copied();
    let mut told: Vec<&Code> = Vec::new();
    for item in items {
        let mut way = vec![&item.code];
        let mut next = whole(item);
        while let Some(up) = next.filter(|up| !way.contains(&&up.code)) {
            way.push(&up.code);
            next = whole(up);
        }
        // A circle is told once, by the first item on it; items that only lead to it are fine.
        if next.is_some_and(|up| up.code == item.code) && !told.contains(&&item.code) {
            told.extend(&way);
            way.push(&item.code);
            let circle = way.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(" → ");
            add(context, Kind::Item, &item.code, Message::new(key::ZONE_CIRCLE).with("circle", circle));
        }
        if let Some(up) = whole(item).filter(|up| up.unit != item.unit) {
            let message = Message::new(key::ZONE_PART_UNIT).with("item", item.code.as_str());
            let message = message.with("found", item.unit.name()).with("right", up.unit.name());
            add(context, Kind::Item, &item.code, message);
        }
    }
}

/// `stock = true` is for formulas of stocks alone, and for all of them.
pub(super) fn stocks(context: &Context<'_>, items: &[Item], indicators: &[(Spot<'_>, Indicator)]) {
    let by_code = by_code(items);
    for (_, indicator) in indicators {
        let operands = indicator.formula.parsed.operands();
        let bases: Option<Vec<Basis>> = operands.iter().map(|(code, _)| Some(by_code.get(code)?.basis)).collect();
        // An operand that could not be read is reported where it is defined.
        let Some(bases) = bases.filter(|bases| !bases.is_empty()) else { continue };
        let is_stock = bases.iter().all(|basis| *basis == Basis::PointInTime);
        if is_stock != indicator.stock {
            let right = if is_stock { key::ZONE_IS_STOCK } else { key::ZONE_IS_NOT_STOCK };
            let message = Message::new(right).with("indicator", indicator.code.as_str());
            add(context, Kind::Indicator, &indicator.code, message);
        }
    }
}

/// One target for an indicator, a park and a year.
pub(super) fn targets(context: &Context<'_>, targets: &[(Spot<'_>, Target)]) {
    for (index, (at, target)) in targets.iter().enumerate() {
        let same = |other: &Target| {
            other.indicator == target.indicator && other.park == target.park && other.year == target.year
        };
        if let Some((first, _)) = targets[..index].iter().find(|(_, other)| same(other)) {
            let message = Message::new(key::ZONE_TWO_TARGETS).with("indicator", target.indicator.as_str());
            let message = message.with("year", target.year.to_string()).with("first", first.to_string());
            context.problems.add(*at, message);
        }
    }
}

/// What can never be computed or judged, because nothing it needs is in force at the same time; and targets whose
/// indicator is not in force when they are due.
pub(super) fn terms(
    context: &Context<'_>,
    items: &[Item],
    indicators: &[(Spot<'_>, Indicator)],
    rules: &[(Spot<'_>, Rule)],
    targets: &[(Spot<'_>, Target)],
) {
    let formulas = indicators.iter().map(|(at, it)| (*at, it.term(), it.formula.parsed.operands()));
    let formulas = formulas.chain(rules.iter().map(|(at, it)| (*at, it.term(), it.assert.parsed.operands())));
    for (at, term, operands) in formulas {
        if let Some((at, item)) = never(at, term, &operands, items) {
            context.problems.add(at, Message::new(key::ZONE_TERM_NEVER).with("item", item));
        }
    }
    for (at, target) in targets {
        let of = indicators.iter().map(|(_, indicator)| indicator).find(|it| it.code == target.indicator);
        let (Some(of), Some(due)) = (of, target.due()) else { continue };
        if !of.term().holds(due) {
            let message = Message::new(key::ZONE_TARGET_NOT_IN_FORCE).with("indicator", of.code.as_str());
            context.problems.add(*at, message.with("due", due.to_string()));
        }
    }
}

/// What a zone is to reach is what its parks are to reach together, where both are set and the parks' figures add up.
/// While a park has no target yet, the others' must leave it something.
pub(super) fn sums(
    context: &Context<'_>,
    parks: &[(Spot<'_>, Option<Park>)],
    indicators: &[(Spot<'_>, Indicator)],
    targets: &[(Spot<'_>, Target)],
) {
    for (at, whole) in targets.iter().filter(|(_, target)| target.park.is_none()) {
        let indicator = indicators.iter().find(|(_, indicator)| indicator.code == whole.indicator);
        if !indicator.is_some_and(|(_, indicator)| indicator.formula.parsed.is_additive()) {
            continue;
        }
        let is_part = |target: &Target| target.indicator == whole.indicator && target.year == whole.year;
        let parts = targets.iter().map(|(_, target)| target).filter(|target| is_part(target) && target.park.is_some());
        let parts: BTreeMap<_, Decimal> = parts.map(|part| (&part.park, part.value)).collect();
        let sum = parts.values().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
        let Some(sum) = sum.filter(|_| !parts.is_empty()) else { continue };
        let has_part = |park: &Park| parts.contains_key(&Some(park.id.clone()));
        let is_whole = parks.iter().all(|(_, park)| {
            park.as_ref().is_some_and(|park| has_part(park) || !whole.due().is_some_and(|due| park.is_member(due)))
        });
        if sum > whole.value || (is_whole && sum != whole.value) {
            let message = Message::new(key::ZONE_TARGET_SUM).with("indicator", whole.indicator.as_str());
            let message = message.with("year", whole.year.to_string()).with("sum", sum.normalize().to_string());
            context.problems.add(*at, message.with("found", whole.value.normalize().to_string()));
        }
    }
}

/// Of items with one code the first counts, as the second is reported as a duplicate of it.
fn by_code(items: &[Item]) -> BTreeMap<&Code, &Item> {
    items.iter().rev().map(|item| (&item.code, item)).collect()
}

fn add(context: &Context<'_>, kind: Kind, code: &Code, message: Message) {
    if let Some(at) = context.names.place(kind, code.as_str()) {
        context.problems.add(at, message);
    }
}
