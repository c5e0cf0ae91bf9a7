//! What is typed of a row marked 口径调整: from which month the new definition holds, and what earlier months come to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Draft;
use crate::check::{Finding, beside};
use crate::figure::{Gap, Mark, Measured};
use crate::format;
use crate::id::{Code, RuleId};
use crate::intake::number;
use crate::period::Month;
use crate::report::Adjustment;
use crate::view::Sheet;
use crate::words::{Message, key};
use crate::zone::{Item, Level};

/// Months before an adjustment that the page asks for: with them every 同比 of the following year has its other side.
const ASKED_MONTHS: i32 = 13;

/// An adjustment as typed. It outlives its mark, which may come back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedAdjustment {
    /// The first report on the new definition; the report's own month when not chosen.
    #[serde(default)]
    pub from: Option<Month>,
    /// Texts of restated figures, by month.
    #[serde(default)]
    pub restated: BTreeMap<Month, String>,
}

impl From<&Adjustment> for TypedAdjustment {
    fn from(stated: &Adjustment) -> Self {
        let text = |value: &Decimal| value.normalize().to_string();
        let restated = stated.restated.iter().map(|(month, value)| (*month, text(value))).collect();
        Self { from: Some(stated.from), restated }
    }
}

impl Draft {
    /// The adjustment typed for an item.
    pub fn adjustment(&self, item: &Code) -> TypedAdjustment {
        self.adjustments.get(item).cloned().unwrap_or_default()
    }

    /// From which report on an item marked 口径调整 is on the new definition.
    pub fn adjusted_from(&self, item: &Code, month: Month) -> Month {
        self.adjustments.get(item).and_then(|typed| typed.from).unwrap_or(month)
    }

    /// The months whose restated figures are asked for, newest first, and those that were typed all the same.
    pub fn restated_months(&self, item: &Code, month: Month) -> Vec<Month> {
        let from = self.adjusted_from(item, month);
        let typed = self.adjustments.get(item).into_iter().flat_map(|typed| &typed.restated);
        let typed = typed.filter(|(_, text)| !text.trim().is_empty()).map(|(month, _)| *month);
        let mut months: Vec<Month> = from.plus(-ASKED_MONTHS).to(from.previous()).chain(typed).collect();
        months.sort_unstable_by(|a, b| b.cmp(a));
        months.dedup();
        months
    }

    /// What is stated of an item, when it is marked 口径调整 and more than the mark is said; with findings for texts that
    /// are no numbers.
    pub(super) fn stated(&self, item: &Item, month: Month, findings: &mut Vec<Finding>) -> Option<Adjustment> {
        let typed = self.adjustments.get(&item.code).filter(|_| self.cell(&item.code).mark == Mark::Break)?;
        let mut stated = Adjustment::bare(item.code.clone(), typed.from.unwrap_or(month));
        for (of, text) in &typed.restated {
            match number(text) {
                _ if text.chars().all(char::is_whitespace) => {}
                Ok(value) => drop(stated.restated.insert(*of, value)),
                Err(_) => findings.push(unreadable(item, *of, text)),
            }
        }
        Some(stated).filter(|stated| !stated.is_bare(month))
    }

    /// 上年同期 that the item's cell is compared with while it is typed.
    pub fn year_ago(&self, sheet: &Sheet, item: &Item) -> Measured {
        let figure =
            sheet.lines.iter().find(|line| line.item == item.code).map_or(Err(Gap::NotReported), |line| line.beside());
        if self.cell(&item.code).mark != Mark::Break {
            return figure;
        }
        let before = sheet.month.year_ago();
        let restated =
            self.stated(item, sheet.month, &mut Vec::new()).and_then(|stated| stated.restated.get(&before).copied());
        beside(figure, before, self.adjusted_from(&item.code, sheet.month), restated)
    }
}

fn unreadable(item: &Item, month: Month, text: &str) -> Finding {
    let found: String = text.trim().chars().take(40).collect();
    let message = Message::new(key::RESTATED_UNFIT).with("item", &item.name).with("month", format::month(month));
    Finding {
        level: Level::Error,
        rule: RuleId::new(format!("{}:{}", key::RESTATED_UNFIT.name(), item.code)),
        items: vec![item.code.clone()],
        cell: None,
        message: message.with("value", found),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{sheet, zone};
    use super::*;
    use crate::draft::Typed;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_stated_counts_while_the_mark_stands() {
        let (zone, sheet) = (zone(), sheet());
        let mut draft = Draft::of(&sheet);
        let mark = |draft: &mut Draft, mark| {
            draft.cells.insert("a".into(), Typed { text: "130".to_owned(), mark });
        };
        let item = &zone.form.items[0];
        assert_eq!(draft.year_ago(&sheet, item), Ok(100.into()));
        mark(&mut draft, Mark::Break);
        assert_eq!(draft.year_ago(&sheet, item), Err(Gap::Break), "a bare mark");
        let restated = [(month("2025-10"), "１２０".to_owned()), (month("2026-09"), " ".to_owned())];
        let typed = TypedAdjustment { from: None, restated: restated.into() };
        draft.adjustments.insert("a".into(), typed);
        assert_eq!(draft.year_ago(&sheet, item), Ok(120.into()));
        let judged = draft.judge(&zone, &sheet);
        assert_eq!(judged.adjustments.len(), 1);
        assert_eq!(judged.adjustments[0].restated, [(month("2025-10"), 120.into())].into());
        mark(&mut draft, Mark::None);
        assert_eq!(draft.judge(&zone, &sheet).adjustments, [], "kept in the draft, not stated");
        assert_eq!(draft.year_ago(&sheet, item), Ok(100.into()));
    }

    #[test]
    fn what_cannot_be_read_or_does_not_fit_is_said() {
        let (zone, sheet) = (zone(), sheet());
        let mut draft = Draft::of(&sheet);
        draft.cells.insert("a".into(), Typed { text: "130".to_owned(), mark: Mark::Break });
        let mut rules = |from: Option<&str>, of: &str, text: &str| {
            let typed = TypedAdjustment { from: from.map(month), restated: [(month(of), text.to_owned())].into() };
            draft.adjustments.insert("a".into(), typed);
            let rules: Vec<String> = draft.judge(&zone, &sheet).findings.iter().map(|f| f.rule.to_string()).collect();
            rules.join(" ")
        };
        assert_eq!(rules(None, "2025-10", "120"), "break_needs_reason:a");
        assert_eq!(rules(None, "2025-10", "一百二"), "restated_unfit:a break_needs_reason:a");
        assert_eq!(rules(None, "2025-10", "-3"), "restated_unfit:a break_needs_reason:a");
        assert_eq!(rules(None, "2026-10", "120"), "restated_not_earlier:a break_needs_reason:a");
        assert_eq!(rules(Some("2026-08"), "2026-08", "120"), "restated_not_earlier:a break_needs_reason:a");
        assert_eq!(rules(Some("2026-11"), "2025-10", "120"), "adjustment_not_yet:a break_needs_reason:a");
    }
}
