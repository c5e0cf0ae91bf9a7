//! What a title, a quantity, an element may be.

use rust_decimal::Decimal;

use super::invalid;
use crate::format;
use crate::id::{ElementId, IndustryId};
use crate::sharing::{Element, Quantity, Rules};
use crate::state::Rejection;
use crate::words::{Message, key};

/// The largest quantity: 10^12 of anything, a hundred times the country's yearly product in 万元. Sums of
/// 50,000 of them with [`DECIMALS`] stay exact.
pub(crate) const LARGEST: i64 = 1_000_000_000_000;
/// Decimals of a quantity.
pub(crate) const DECIMALS: u32 = 4;
/// Characters of a title: one line of a table.
const TITLE: std::ops::RangeInclusive<usize> = 4..=60;

pub(super) fn title(text: &str) -> Result<String, Rejection> {
    let text = text.trim();
    let is_line = TITLE.contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if is_line { Ok(text.to_owned()) } else { Err(invalid(Message::new(key::SHARING_TITLE_NEEDED))) }
}

pub(super) fn element<'a>(rules: &'a Rules, id: &ElementId) -> Result<&'a Element, Rejection> {
    rules.element(id).ok_or_else(|| unknown_element(rules, id))
}

pub(super) fn unknown_element(rules: &Rules, id: &ElementId) -> Rejection {
    let known: Vec<&str> = rules.elements.iter().map(|element| element.name.as_str()).collect();
    let message = Message::new(key::SHARING_UNKNOWN_ELEMENT).with("element", id.as_str());
    invalid(message.with("known", known.join("、")))
}

pub(super) fn industry(rules: &Rules, id: Option<&IndustryId>) -> Result<(), Rejection> {
    let Some(id) = id.filter(|id| rules.industry(id).is_none()) else { return Ok(()) };
    let known: Vec<&str> = rules.industries.iter().map(|industry| industry.name.as_str()).collect();
    let message = Message::new(key::SHARING_UNKNOWN_INDUSTRY).with("industry", id.as_str());
    Err(invalid(message.with("known", known.join("、"))))
}

/// How much of an element: in one of its units, above zero, whole where halves make no sense.
pub(super) fn quantity(
    rules: &Rules,
    element: &Element,
    found: Option<&Quantity>,
) -> Result<Option<Quantity>, Rejection> {
    let units = element.units.join("、");
    let about = |key| Message::new(key).with("element", &element.name).with("units", &units);
    let Some(Quantity { value, unit }) = found else {
        let needed = element.quantity.then(|| invalid(about(key::SHARING_QUANTITY_NEEDED)));
        return needed.map_or(Ok(None), Err);
    };
    let shown = || format::exact(*value);
    let wrong = match () {
        () if unit.trim().is_empty() => Some(about(key::SHARING_QUANTITY_NO_UNIT).with("found", shown())),
        () if !element.units.contains(unit) => {
            Some(about(key::SHARING_QUANTITY_UNIT).with("found", unit.chars().take(20).collect::<String>()))
        }
        () => number(rules, *value, unit, key::SHARING_QUANTITY_NOT_POSITIVE),
    };
    wrong.map_or_else(|| Ok(Some(Quantity { value: value.normalize(), unit: unit.clone() })), |it| Err(invalid(it)))
}

/// What is wrong with a number of a unit, if anything.
pub(super) fn number(rules: &Rules, value: Decimal, unit: &str, not_positive: crate::words::Key) -> Option<Message> {
    let whole = rules.unit(unit).is_some_and(|unit| unit.whole);
    let key = match () {
        () if value <= Decimal::ZERO => not_positive,
        () if value > Decimal::from(LARGEST) => key::SHARING_QUANTITY_TOO_LARGE,
        () if whole && !value.fract().is_zero() => key::SHARING_QUANTITY_WHOLE,
        () if value.normalize().scale() > DECIMALS => key::SHARING_QUANTITY_DECIMALS,
        () => return None,
    };
    Some(Message::new(key).with("found", format::exact(value)).with("unit", unit))
}
