//! From when until when a definition is in force 执行期: items of the form, indicators, audit rules.
//!
//! A month is judged and computed by what was in force **for it**, whenever it is looked at. An item not in force for a
//! month is not on its form, is not missed, and is refused when sent. A rule is not judged. An indicator is not computed:
//! its figure is the gap [`Gap::NotInForce`](crate::figure::Gap::NotInForce), nobody is missing from it, and a line is not
//! drawn across. The same holds where the formula needs an item that was not in force.
//!
//! Example: 数字产业营收 is `from = "2025-01"`. The form of December 2024 does not ask for it. The indicator made of it has no
//! figure for December 2024, which says 该指标自2025年1月起执行, and its 同比 begins with January 2026.

use super::place::{Spanned, Spot};
use super::read::{Field, Fields};
use super::{Indicator, Item, Rule, Zone};
use crate::formula::{Lag, lagged};
use crate::id::Code;
use crate::period::{Basis, Month};
use crate::words::{Message, key};

/// From when until when something is in force; open where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The first month.
    pub from: Option<Month>,
    /// The last month.
    pub until: Option<Month>,
}

impl Term {
    /// Whether it is in force for `month`.
    pub fn holds(self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month) && self.until.is_none_or(|until| month <= until)
    }

    /// What is in force of both; nothing when there is no such month.
    pub(super) fn meet(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = [self.until, other.until].into_iter().flatten().min();
        let is_some = from.zip(until).is_none_or(|(from, until)| from <= until);
        is_some.then_some(Self { from, until })
    }
}

impl Item {
    /// From when until when it is on the form.
    pub fn term(&self) -> Term {
        Term { from: self.from, until: self.until }
    }
}

impl Indicator {
    /// From when until when it is computed.
    pub fn term(&self) -> Term {
        Term { from: self.from, until: self.until }
    }
}

impl Rule {
    /// From when until when it is judged.
    pub fn term(&self) -> Term {
        Term { from: self.from, until: self.until }
    }
}

/// What keeps an indicator from being computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotInForce<'a> {
    /// The indicator itself is not in force.
    Indicator(&'a Indicator),
    /// It needs an item that is not.
    Item(&'a Item),
}

impl Zone {
    /// The items on the form of `month`, in its order.
    pub fn items(&self, month: Month) -> impl Iterator<Item = &Item> {
        self.form.items.iter().filter(move |item| item.term().holds(month))
    }

    /// Why an indicator is not computed for `month` on a basis: it, or an item that its formula needs, is not in force.
    pub fn not_in_force<'a>(&'a self, indicator: &'a Indicator, month: Month, basis: Basis) -> Option<NotInForce<'a>> {
        if !indicator.term().holds(month) {
            return Some(NotInForce::Indicator(indicator));
        }
        let is_out = |(code, lag): (Code, Lag)| {
            let item = self.item(&code)?;
            let months = needed(item, lagged(month, lag), basis);
            months.iter().any(|month| !item.term().holds(*month)).then_some(NotInForce::Item(item))
        };
        indicator.formula.parsed.operands().into_iter().find_map(is_out)
    }
}

/// The months whose reports an item's figure is made of.
pub(crate) fn needed(item: &Item, month: Month, basis: Basis) -> Vec<Month> {
    match (item.basis, basis) {
        (Basis::Cumulative, Basis::Month) if month.number() > 1 => vec![month.previous(), month],
        (Basis::Month, Basis::Cumulative) => month.january().to(month).collect(),
        _ => vec![month],
    }
}

/// `from` and `until` of a definition, which is in force for one month at least.
pub(super) fn term(table: &Fields<'_>) -> Term {
    between(&table.may("from"), &table.may("until"))
}

/// The term from one field until another.
pub(super) fn between(first: &Field<'_>, last: &Field<'_>) -> Term {
    let from = first.month();
    let until = last.month();
    let month = |spanned: Option<Spanned<'_, Month>>| spanned.map(|spanned| spanned.value);
    let term = Term { from: month(from), until: month(until) };
    if let (Some(from), Some(until)) = (term.from, term.until)
        && until < from
    {
        let message = Message::new(key::ZONE_TERM_BACKWARDS).with("from", from.to_string());
        last.wrong::<()>(message.with("until", until.to_string()));
    }
    term
}

/// Where a formula stands, and when it and every item it names of the month itself are in force; reports one that never is.
pub(super) fn never<'a>(
    at: Spot<'a>,
    own: Term,
    operands: &[(Code, Lag)],
    items: &[Item],
) -> Option<(Spot<'a>, String)> {
    // What is backwards itself is told where it stands.
    let mut common = own.meet(own)?;
    for (code, _) in operands.iter().filter(|(_, lag)| *lag == Lag::Now) {
        let item = items.iter().find(|item| item.code == *code)?;
        item.term().meet(item.term())?;
        match common.meet(item.term()) {
            Some(both) => common = both,
            None => return Some((at, code.to_string())),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_holds_from_its_first_month_to_its_last() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        let term = |from: Option<&str>, until: Option<&str>| Term { from: from.map(month), until: until.map(month) };
        let check = |term: Term, months: [bool; 4]| {
            let found = ["2024-12", "2025-01", "2025-06", "2025-07"].map(|of| term.holds(month(of)));
            assert_eq!(found, months, "{term:?}");
        };
        check(term(None, None), [true; 4]);
        check(term(Some("2025-01"), None), [false, true, true, true]);
        check(term(None, Some("2025-06")), [true, true, true, false]);
        check(term(Some("2025-01"), Some("2025-06")), [false, true, true, false]);
        let (early, late) = (term(None, Some("2025-01")), term(Some("2025-01"), None));
        assert_eq!(early.meet(late), Some(term(Some("2025-01"), Some("2025-01"))));
        assert_eq!(early.meet(term(Some("2025-02"), None)), None);
        assert_eq!(late.meet(term(None, None)), Some(late));
    }
}
