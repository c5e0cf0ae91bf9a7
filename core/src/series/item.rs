//! The reports of one park on one item over time, and what may be computed from several of them.
//!
//! A number that is made of several reports (a difference, a sum, a change, a trend) has a **window**: from the oldest
//! report it touches to the last. It means something only when all of them stand on one definition, that of the last.
//! [`Series::report`] is where this is asked, once for everything: the report of a month **on the definition in force in
//! a later one** is the report itself when no 口径调整 lies between, the restated figure 同口径数 when the park has
//! stated one, and else [`Gap::Break`]. What an adjustment is: [`crate::report::Adjustment`].
//!
//! What is reported is always shown as reported; only what is made of several reports can be not comparable.

use rust_decimal::Decimal;

use super::{Operand, Reading, Seen, worst};
use crate::figure::{Gap, Status};
use crate::id::ParkId;
use crate::period::{Basis, Month};
use crate::report::{Adjustment, Row};
use crate::zone::Item;

/// The reports of one park on one item, as one reader sees them.
pub(crate) struct Series<'a> {
    seen: Seen<'a>,
    park: &'a ParkId,
    item: &'a Item,
    reading: Reading,
    /// Sorted by the month they hold from, then by the report that states them.
    breaks: Vec<Break<'a>>,
}

/// An adjustment, and where it is stated.
struct Break<'a> {
    /// The first report on the new definition.
    from: Month,
    /// The report that says so.
    stated: Month,
    /// What it says beyond the mark.
    adjustment: Option<&'a Adjustment>,
}

impl<'a> Seen<'a> {
    /// The reports of a park on an item.
    pub(crate) fn series(self, park: &'a ParkId, item: &'a Item, reading: Reading) -> Series<'a> {
        let stated = self.state.marked.get(park).and_then(|items| items.get(&item.code));
        let at = |stated: &Month| {
            let (_, revision) = self.revision(park, *stated, reading)?;
            let (from, adjustment) = revision.adjusted(&item.code, *stated)?;
            // Published sums stay what they were: one park's restated figures would show as their step.
            let adjustment = adjustment.filter(|_| !self.told);
            Some(Break { from, stated: *stated, adjustment })
        };
        let mut breaks: Vec<_> = stated.into_iter().flatten().filter_map(at).collect();
        breaks.sort_by_key(|found| (found.from, found.stated));
        Series { seen: self, park, item, reading, breaks }
    }
}

impl Series<'_> {
    /// The last adjustment that lies strictly inside the window from the report `first` to the report `last`: it holds
    /// from a later month than `first`, and from `last` at the latest.
    pub fn straddled(&self, first: Month, last: Month) -> Option<Month> {
        self.breaks.iter().rev().map(|found| found.from).find(|from| first < *from && *from <= last)
    }

    /// The report on `month` on the definition in force in `on`, with its firmness.
    pub fn report(&self, month: Month, on: Month) -> Operand {
        let reported = self.reported(month);
        let Some(from) = self.straddled(month, on) else { return reported };
        match (self.restated(from, month), reported.0) {
            (Some((value, stated)), _) => (Ok(value), self.firmness(stated)),
            (None, Ok(_)) => (Err(Gap::Break), Status::Absent),
            (None, Err(gap)) => (Err(gap), Status::Absent),
        }
    }

    /// What the report on `month` comes to by the definition that holds from `from`, and the report that states it: the
    /// newest one that does.
    pub fn restated(&self, from: Month, month: Month) -> Option<(Decimal, Month)> {
        let same = self.breaks.iter().rev().filter(|found| found.from == from);
        same.filter_map(|found| Some((*found.adjustment?.restated.get(&month)?, found.stated))).next()
    }

    /// The figure of `month` on a basis, whatever basis the item is reported on, from reports on the definition in
    /// force in `on`. With `compared` it will stand beside another year's: a cumulative figure that is on two
    /// definitions itself is none then.
    pub fn figure(&self, month: Month, basis: Basis, on: Month, compared: bool) -> Operand {
        match (self.item.basis, basis) {
            (Basis::Cumulative, Basis::Month) if month.number() > 1 => {
                let (now, status) = self.report(month, on);
                let (before, earlier) = self.report(month.previous(), on);
                let value = match (now, before) {
                    (Ok(now), Ok(before)) => now.checked_sub(before).ok_or(Gap::Overflow),
                    (Ok(_), Err(Gap::Break)) => Err(Gap::Break),
                    (Ok(_), Err(_)) => Err(Gap::OnlyCumulative),
                    (Err(gap), _) => Err(gap),
                };
                (value, worst(value, status, self.unbroken(earlier, month.previous())))
            }
            (Basis::Month, Basis::Cumulative) => {
                let mut total: Operand = (Ok(Decimal::ZERO), Status::Final);
                for part in month.january().to(month) {
                    let (value, status) = self.report(part, on);
                    let status = if part == month { status } else { self.unbroken(status, part) };
                    let sum = total.0.and_then(|sum| sum.checked_add(value?).ok_or(Gap::Overflow));
                    total = (sum, worst(sum, total.1, status));
                }
                total
            }
            _ if compared && self.is_mixed(month) && self.straddled(month, on).is_none() => {
                (self.report(month, on).0.and(Err(Gap::Break)), Status::Absent)
            }
            _ => self.report(month, on),
        }
    }

    /// Whether the cumulative report on `month` reaches back before an adjustment of its year with nothing restated:
    /// its first months are then on the old definition, or nobody knows.
    fn is_mixed(&self, month: Month) -> bool {
        let is_open = |from: Month| {
            let restates = |found: &Break<'_>| found.adjustment.is_some_and(|stated| !stated.restated.is_empty());
            !self.breaks.iter().any(|found| found.from == from && restates(found))
        };
        self.item.basis == Basis::Cumulative && self.straddled(month.january(), month).is_some_and(is_open)
    }

    /// The adjustment that keeps the figure of `month` from one a year before, if any: for telling, not for deciding.
    pub fn adjusted_before(&self, month: Month, basis: Basis) -> Option<Month> {
        let before = month.year_ago();
        let first = match (self.item.basis, basis) {
            (Basis::PointInTime, _) | (Basis::Month, Basis::Month) => before,
            (Basis::Cumulative, Basis::Month) if before.number() > 1 => before.previous(),
            _ => before.january(),
        };
        self.straddled(first, month)
    }

    /// The report on `month` as it stands.
    fn reported(&self, month: Month) -> Operand {
        if !self.item.term().holds(month) {
            return (Err(Gap::NotInForce), Status::Absent);
        }
        match self.row(month) {
            Some((row, status)) => (row.measured(), self.said(status, month)),
            None => (Err(Gap::NotReported), Status::Absent),
        }
    }

    fn row(&self, month: Month) -> Option<(&Row, Status)> {
        self.seen.row(self.park, &self.item.code, month, self.reading)
    }

    /// A series that breaks at a report says so of it, unless it waits for approval.
    fn said(&self, status: Status, month: Month) -> Status {
        let breaks = self.breaks.iter().any(|found| found.from == month);
        if breaks && status != Status::Pending { Status::Break } else { status }
    }

    /// How firm a report is, adjustment or not.
    fn firmness(&self, month: Month) -> Status {
        self.row(month).map_or(Status::Absent, |(_, status)| status)
    }

    /// The firmness of an earlier part: only at its own month does a series break.
    fn unbroken(&self, status: Status, month: Month) -> Status {
        if status == Status::Break { self.firmness(month) } else { status }
    }
}
