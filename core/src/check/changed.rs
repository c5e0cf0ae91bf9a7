//! An item beside its own earlier figure, as an office says it: `从业人员期末人数：本月13,914人，上月16,764人，减少2,850人（-17.0%）`.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::figure::{Change, Measured, Unit};
use crate::format;
use crate::formula::Lag;
use crate::id::Code;
use crate::period::Basis;
use crate::words::{Lang, Message, key};
use crate::zone::Item;

/// The item that a rule compares with its own earlier figure, and with which, when it compares nothing else.
pub(super) fn alone(operands: &[(Code, Lag)]) -> Option<(&Code, Lag)> {
    match operands {
        [(item, Lag::Now), (same, lag)] | [(same, lag), (item, Lag::Now)] if item == same => Some((item, *lag)),
        _ => None,
    }
}

/// The item's name, both figures, their difference, and by how much that is where a percentage means something.
pub(super) fn said(item: &Item, lag: Lag, now: Measured, before: Measured, lang: Lang) -> Option<String> {
    let rate = match Change::between(now, before, item.unit) {
        rate @ Change::Rate(_) => Message::new(key::CHANGED_RATE).with("rate", format::change(rate, lang)).text(lang),
        _ => String::new(),
    };
    let (now, before) = (now.ok()?, before.ok()?);
    let (this, then) = match (item.basis, lag) {
        (Basis::Cumulative, Lag::LastMonth) => (key::CHANGED_THIS_CUMULATIVE, key::CHANGED_LAST_CUMULATIVE),
        (Basis::Cumulative, _) => (key::CHANGED_THIS_CUMULATIVE, key::LAG_YEAR_AGO),
        (_, Lag::LastMonth) => (key::CHANGED_THIS, key::LAG_LAST_MONTH),
        _ => (key::CHANGED_THIS, key::LAG_YEAR_AGO),
    };
    let difference = now.checked_sub(before)?;
    let changed = match difference.cmp(&Decimal::ZERO) {
        Ordering::Less => key::CHANGED_LESS,
        Ordering::Equal => key::CHANGED_SAME,
        Ordering::Greater => key::CHANGED_MORE,
    };
    let unit = format::unit(item.unit, lang);
    let points = if item.unit == Unit::Percent { key::UNIT_POINTS.text(lang) } else { unit };
    let changed = Message::new(changed).with("by", format::exact(difference.abs())).with("unit", points);
    let message = Message::new(key::CHANGED).with("item", item.plain_name()).with("unit", unit);
    let message = message.with("this", this.text(lang)).with("now", format::exact(now));
    let message = message.with("then", then.text(lang)).with("before", format::exact(before));
    Some(message.with("changed", changed.with("rate", rate).text(lang)).text(lang))
}

#[cfg(test)]
mod tests {
    use crate::formula::Assertion;

    use super::*;

    fn item(name: &str, unit: &str, basis: &str) -> Item {
        let text = serde_json::json!({
            "code": "a", "name": name, "unit": unit, "basis": basis, "section": "s", "required": true, "negative": true,
            "part_of": null, "definition": "d",
            "cited": {"source": "s", "url": null, "verification": "own"},
        });
        serde_json::from_value(text).unwrap()
    }

    #[test]
    fn both_figures_the_difference_and_the_percentage_are_said() {
        let check = |of: (&str, &str, &str), lag, now: i64, before: i64, expected: &str| {
            let found = said(&item(of.0, of.1, of.2), lag, Ok(now.into()), Ok(before.into()), Lang::Chinese);
            assert_eq!(found.as_deref(), Some(expected));
        };
        let persons = ("其中：从业人员", "人", "point_in_time");
        let revenue = ("营业收入", "千元", "cumulative");
        let (last, year) = (Lag::LastMonth, Lag::YearAgo);
        check(persons, last, 13_914, 16_764, "从业人员：本月13,914人，上月16,764人，减少2,850人（-17.0%）");
        check(persons, year, 19_761, 15_200, "从业人员：本月19,761人，上年同期15,200人，增加4,561人（+30.0%）");
        check(revenue, last, 50, 80, "营业收入：本月累计50千元，上月累计80千元，减少30千元（-37.5%）");
        check(revenue, year, 130, 100, "营业收入：本月累计130千元，上年同期100千元，增加30千元（+30.0%）");
        check(revenue, year, 130, 0, "营业收入：本月累计130千元，上年同期0千元，增加130千元");
        check(revenue, year, 10, -5, "营业收入：本月累计10千元，上年同期-5千元，增加15千元");
        check(persons, last, 40, 40, "从业人员：本月40人，上月40人，没有增减");
        check(("占比", "%", "month"), last, 40, 42, "占比：本月40%，上月42%，减少2个百分点");
        let english = said(&item("从业人员", "人", "point_in_time"), last, Ok(40.into()), Ok(50.into()), Lang::English);
        assert_eq!(
            english.as_deref(),
            Some("从业人员: this month 40 persons, last month 50 persons, 10 persons less (-20.0%)")
        );
    }

    #[test]
    fn a_rule_about_one_item_and_its_own_past_is_of_this_kind() {
        let check = |text: &str, expected: Option<Lag>| {
            let operands = Assertion::parse(text).unwrap().operands();
            assert_eq!(alone(&operands).map(|(_, lag)| lag), expected, "{text}");
        };
        check("last(a) > 0 => abs(a - last(a)) <= last(a) * 0.15", Some(Lag::LastMonth));
        check("a >= last(a)", Some(Lag::LastMonth));
        check("sn(a) > 0 => abs(a - sn(a)) <= sn(a) * 0.3", Some(Lag::YearAgo));
        check("abs(yoy(a)) <= 50", Some(Lag::YearAgo));
        check("a >= b", None);
        check("a >= last(b)", None);
        check("a >= last(a) + b", None);
        check("a > 0", None);
        check("sn(a) >= last(a)", None);
    }
}
