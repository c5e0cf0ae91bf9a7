//! The one function that judges a report: while it is typed, as a dry run of a workbook, at submission and
//! in review.

mod changed;

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::{Gap, Mark, Measured};
use crate::format;
use crate::formula::{Lag, lagged};
use crate::id::{Code, RuleId};
use crate::period::{Basis, Month};
use crate::report::{Adjustment, Answer, Cell, RESTATED_MONTHS, Row};
use crate::say;
use crate::words::{Key, Lang, Message, key};
use crate::zone::{Item, Level, Rule, Zone};

/// Magnitude no figure of a park reaches: 10^15 千元 is a thousand times the country's yearly output.
/// Sums and products of figures below it stay far within a decimal's 28 digits.
pub const TOO_LARGE: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// Decimals a reported figure may have.
pub const MOST_DECIMALS: u32 = 4;

/// Characters a reason needs to be more than a general phrase.
pub const SHORTEST_REASON: usize = 6;

/// Something the checks have to say about a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// How grave.
    pub level: Level,
    /// The rule, which a warning's answer names. Rules of every item are named by letter and item.
    pub rule: RuleId,
    /// The items it is about, the first one first.
    pub items: Vec<Code>,
    /// The workbook's cell, when read from one.
    pub cell: Option<Cell>,
    /// What is wrong, and what would be right.
    pub message: Message,
}

/// Figures a report is compared with, on the basis of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    month: Month,
    before: HashMap<Code, (Measured, Measured)>,
    adjustments: Vec<Adjustment>,
}

impl History {
    /// Of each item: the figure a year ago and the one a month ago.
    pub fn new(month: Month, items: impl IntoIterator<Item = (Code, Option<Decimal>, Option<Decimal>)>) -> Self {
        let figure = |value: Option<Decimal>| value.ok_or(Gap::NotReported);
        Self::of(month, items.into_iter().map(|(item, year, last)| (item, figure(year), figure(last))))
    }

    /// The same with the reasons why a figure is absent: one that 口径调整 keeps apart is no figure to compare with.
    pub fn of(month: Month, items: impl IntoIterator<Item = (Code, Measured, Measured)>) -> Self {
        let before = items.into_iter().map(|(item, year, last)| (item, (year, last))).collect();
        Self { month, before, adjustments: Vec::new() }
    }

    /// The same beside what the report itself states of its rows marked 口径调整.
    #[must_use]
    pub fn adjusted(mut self, adjustments: &[Adjustment]) -> Self {
        self.adjustments = adjustments.to_vec();
        self
    }

    /// The figure a row of the report is compared with: of a row marked 口径调整 what was restated, or none.
    fn beside(&self, row: Option<&Row>, item: &Code, lag: Lag) -> Measured {
        let figure = self.at(item, lag);
        if row.is_none_or(|row| row.mark != Mark::Break) {
            return figure;
        }
        let stated = self.adjustments.iter().find(|stated| stated.item == *item);
        let month = lagged(self.month, lag);
        let restated = stated.and_then(|stated| stated.restated.get(&month).copied());
        beside(figure, month, stated.map_or(self.month, |stated| stated.from), restated)
    }

    fn at(&self, item: &Code, lag: Lag) -> Measured {
        let before = self.before.get(item);
        let figure = before.map(|(year_ago, last_month)| if lag == Lag::YearAgo { *year_ago } else { *last_month });
        figure.unwrap_or(Err(Gap::NotReported))
    }
}

/// The figure of `month` beside a row on a definition that holds from `from`: itself when it is on that already, else
/// what it was restated to, else none that could be compared.
pub(crate) fn beside(figure: Measured, month: Month, from: Month, restated: Option<Decimal>) -> Measured {
    match restated {
        _ if month >= from => figure,
        Some(restated) => Ok(restated),
        None => figure.and(Err(Gap::Break)),
    }
}

/// Everything there is to say about a report's rows, gravest first.
pub fn check(zone: &Zone, history: &History, rows: &[Row]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let items = &zone.form.items;
    let index: HashMap<&Code, usize> = items.iter().enumerate().map(|(at, item)| (&item.code, at)).collect();
    // Of each item of the form, its row.
    let mut seen: Vec<Option<&Row>> = vec![None; items.len()];
    for row in rows {
        let Some(at) = index.get(&row.item) else {
            findings.push(about_row(key::UNKNOWN_ITEM, row, row.item.as_str()));
            continue;
        };
        match seen[*at].replace(row) {
            Some(_) => findings.push(about_item(key::DUPLICATE_ITEM, row, &items[*at])),
            // A blank line of an item that is not asked for says nothing.
            None if !items[*at].term().holds(history.month) => findings.extend(not_in_force(&items[*at], history, row)),
            None => check_row(&items[*at], history, row, &mut findings),
        }
    }
    let missed = items.iter().zip(&seen).filter(|(item, row)| item.required && row.is_none());
    let missed = missed.filter(|(item, _)| item.term().holds(history.month));
    findings.extend(missed.map(|(item, _)| missing(item)));
    let row = |code: &Code| seen[*index.get(code)?];
    for stated in &history.adjustments {
        let at = index.get(&stated.item).copied();
        check_adjustment(stated, at.map(|at| (&items[at], seen[at])), history.month, &mut findings);
    }
    let figure = |code: &Code, lag| match lag {
        Lag::Now => row(code).map_or(Err(Gap::NotReported), Row::measured),
        Lag::YearAgo | Lag::LastMonth => history.beside(row(code), code, lag),
    };
    // A figure that is itself wrong would make every rule it stands in look broken.
    let wrong: BTreeSet<Code> =
        findings.iter().filter(|f| f.level == Level::Error).flat_map(|f| f.items.iter().cloned()).collect();
    for rule in zone.rules.iter().filter(|rule| rule.term().holds(history.month)) {
        let operands = rule.assert.parsed.operands();
        if operands.iter().any(|(code, _)| wrong.contains(code)) {
            continue;
        }
        if rule.assert.parsed.holds(rule.tolerance, &figure) == Ok(false) {
            findings.push(broken(zone, rule, &row, &figure));
        }
    }
    findings.sort_by_key(|finding| finding.level);
    findings
}

/// Findings that still stand in the way of a submission: errors, and warnings without a reason.
pub fn standing<'a>(findings: &'a [Finding], answers: &'a [Answer]) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(|finding| match finding.level {
        Level::Error => true,
        Level::Notice => false,
        Level::Warning => !answers.iter().any(|answer| answer.rule == finding.rule && is_reason(&answer.reason)),
    })
}

/// Whether a text is more than a general phrase, as the yearly notices ask.
pub fn is_reason(text: &str) -> bool {
    let mut characters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let long = characters.len() >= SHORTEST_REASON;
    characters.sort_unstable();
    characters.dedup();
    long && characters.len() >= 3
}

fn check_row(item: &Item, history: &History, row: &Row, findings: &mut Vec<Finding>) {
    let mut error = |key: Key| findings.push(about_item(key, row, item));
    let Some(value) = row.value else {
        if row.mark.has_value() && item.required {
            findings.push(Finding { cell: row.cell, ..missing(item) });
        }
        return;
    };
    if !row.mark.has_value() {
        return error(key::VALUE_BESIDE_MARK);
    }
    if let Some(key) = unfit(item, value) {
        return error(key);
    }
    let before = history.beside(Some(row), &item.code, Lag::LastMonth);
    let falls = item.basis == Basis::Cumulative && !item.negative && before.is_ok_and(|before| value < before);
    if falls && history.month.number() > 1 {
        let finding = about_item(key::CUMULATIVE_FALLS, row, item);
        let change = changed::said(item, Lag::LastMonth, Ok(value), before, Lang::Chinese).unwrap_or_default();
        let message = Message::new(key::CUMULATIVE_FALLS).with("change", change);
        findings.push(Finding { message, level: Level::Warning, ..finding });
    }
    if row.mark == Mark::Break {
        findings.push(Finding { level: Level::Warning, ..about_item(key::BREAK_NEEDS_REASON, row, item) });
    }
}

/// What a row marked 口径调整 states must be about that row, and about reports before it.
fn check_adjustment(stated: &Adjustment, of: Option<(&Item, Option<&Row>)>, month: Month, findings: &mut Vec<Finding>) {
    let row = of.and_then(|(_, row)| row);
    let name = of.map_or(stated.item.as_str(), |(item, _)| &item.name);
    let blank = Row { item: stated.item.clone(), value: None, mark: Mark::None, cell: row.and_then(|row| row.cell) };
    let mut error = |key: Key, about: Month| {
        let found = about_row(key, &blank, name);
        let message = found.message.with("month", format::month(about)).with("from", format::month(stated.from));
        findings.push(Finding { message, ..found });
    };
    if row.is_none_or(|row| row.mark != Mark::Break) {
        return error(key::ADJUSTMENT_NEEDS_MARK, month);
    }
    if stated.from > month {
        return error(key::ADJUSTMENT_NOT_YET, month);
    }
    let is_earlier = |of: Month| of < stated.from && of >= stated.from.plus(-RESTATED_MONTHS);
    if let Some(wrong) = stated.restated.keys().find(|of| !is_earlier(**of)) {
        return error(key::RESTATED_NOT_EARLIER, *wrong);
    }
    let Some((item, _)) = of else { return };
    for (of, value) in &stated.restated {
        if unfit(item, *value).is_some() {
            let found = about_row(key::RESTATED_UNFIT, &Row { value: Some(*value), ..blank.clone() }, name);
            findings.push(Finding { message: found.message.with("month", format::month(*of)), ..found });
        }
    }
}

/// Why a number cannot be a figure of an item.
fn unfit(item: &Item, value: Decimal) -> Option<Key> {
    if value.abs() >= TOO_LARGE {
        return Some(key::TOO_LARGE);
    }
    if value.scale() > MOST_DECIMALS && value.normalize().scale() > MOST_DECIMALS {
        return Some(key::TOO_MANY_DECIMALS);
    }
    if value.is_sign_negative() && !value.is_zero() && !item.negative {
        return Some(key::NEGATIVE);
    }
    (item.unit.is_whole() && !value.fract().is_zero()).then_some(key::NOT_WHOLE)
}

/// A finding about one row. Its rule is the sentence's name and the item, so that each can be answered alone.
fn about_row(key: Key, row: &Row, item: &str) -> Finding {
    let value = row.value.map(format::exact).unwrap_or_default();
    Finding {
        level: Level::Error,
        rule: RuleId::new(format!("{}:{}", key.name(), row.item)),
        items: vec![row.item.clone()],
        cell: row.cell,
        message: Message::new(key).with("item", item).with("value", value),
    }
}

/// Whether a finding that every item can have, by the name of its rule, is about this one: `break_needs_reason:qc05_0`.
pub fn is_about(rule: &RuleId, item: &Code) -> bool {
    rule.as_str().split_once(':').is_some_and(|(_, of)| of == item.as_str())
}

/// The same about an item of the form: its unit is said with the value.
fn about_item(key: Key, row: &Row, item: &Item) -> Finding {
    let finding = about_row(key, row, item.plain_name());
    Finding { message: finding.message.with("unit", item.unit.name()), ..finding }
}

/// A figure of an item that is not on the form of the month.
fn not_in_force(item: &Item, history: &History, row: &Row) -> Option<Finding> {
    if row.value.is_none() && row.mark == Mark::None {
        return None;
    }
    let finding = about_item(key::ITEM_NOT_IN_FORCE, row, item);
    let message = finding.message.with("month", format::month(history.month));
    let term = say::term(item.term(), Lang::Chinese).unwrap_or_default();
    Some(Finding { message: message.with("term", term), ..finding })
}

fn missing(item: &Item) -> Finding {
    Finding {
        level: Level::Error,
        rule: RuleId::new(format!("{}:{}", key::BLANK.name(), item.code)),
        items: vec![item.code.clone()],
        cell: None,
        message: Message::new(key::BLANK).with("item", item.plain_name()).with("unit", item.unit.name()),
    }
}

fn broken<'a>(
    zone: &Zone,
    rule: &Rule,
    row: &dyn Fn(&Code) -> Option<&'a Row>,
    figure: &dyn Fn(&Code, Lag) -> Measured,
) -> Finding {
    let name = |code: &Code| zone.item(code).map_or_else(|| code.to_string(), |item| item.plain_name().to_owned());
    let fact = |side: &crate::formula::Expr| {
        let value = side.value(figure).map(format::exact).unwrap_or_else(|_| "—".to_owned());
        let unit = side.operands().first().and_then(|(code, _)| zone.item(code)).map_or("", |item| item.unit.name());
        format!("{}为{value}{unit}", side.said(&name))
    };
    let operands = rule.assert.parsed.operands();
    let change = changed::alone(&operands).and_then(|(code, lag)| {
        changed::said(zone.item(code)?, lag, figure(code, Lag::Now), figure(code, lag), Lang::Chinese)
    });
    let message = match change {
        Some(change) if rule.level == Level::Warning => Message::new(key::RULE_CHANGED).with("change", change),
        Some(change) => Message::new(key::RULE_BROKEN).with("facts", change),
        None => {
            let facts: Vec<String> = rule.assert.parsed.compared().into_iter().map(fact).collect();
            Message::new(key::RULE_BROKEN).with("facts", facts.join("，"))
        }
    };
    let mut items: Vec<Code> = Vec::new();
    for (code, _) in operands {
        if !items.contains(&code) {
            items.push(code);
        }
    }
    let message = message.with("text", &rule.text);
    let cell = items.iter().find_map(|item| row(item)?.cell);
    Finding { level: rule.level, rule: rule.id.clone(), items, cell, message }
}
