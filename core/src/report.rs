//! Reports 报表: what a park submits for a month, and what the office makes of it.
//!
//! ```text
//! 待填报 ──submit──► 已提交 ──approve──► 已通过 (published)
//!                     │  ▲                │
//!                  return └──── submit ◄──┘ a correction; the approved one stands until the new one is approved
//!                     ▼
//!                   已退回 ──submit──► 已提交
//!
//! 已通过 ──withdraw, until the month is closed──► 已提交: the one approved before it stands again
//! ```

mod adjustment;
mod decide;
pub(crate) mod signed;
pub(crate) mod written;

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::figure::{Gap, Mark, Measured};
use crate::id::{Code, ParkId, RuleId};
use crate::kept::kept;
use crate::period::Month;

pub(crate) use adjustment::marked;
pub use adjustment::{Adjustment, RESTATED_MONTHS};
pub use signed::{Attachment, LONGEST_SIGNED, MOST_ATTACHMENTS, Signed};

pub(crate) use decide::{approve, close, remind, reopen, return_to_park, submit, withdraw};

/// One line of a report as submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// The item of the monthly form, by its code: `qc05_0`.
    pub item: Code,
    /// The value in the form's unit; absent when the mark says so or the cell is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// What the reporter says of it.
    #[serde(default, skip_serializing_if = "is_none")]
    pub mark: Mark,
    /// The workbook's cell it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
}

fn is_none(mark: &Mark) -> bool {
    *mark == Mark::None
}

impl Row {
    /// The value, or the gap that the mark or the blank means.
    pub fn measured(&self) -> Measured {
        match (self.mark, self.value) {
            (Mark::NotApplicable, _) => Err(Gap::NotApplicable),
            (Mark::Confidential, _) => Err(Gap::Confidential),
            (_, Some(value)) => Ok(value),
            (_, None) => Err(Gap::NotReported),
        }
    }
}

/// A cell of a worksheet, counted from 0; written `F7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The row, counted from 0.
    pub row: u32,
    /// The column, counted from 0: `A` is 0.
    pub column: u16,
}

crate::id::text_schema!(Cell);

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut column = u32::from(self.column) + 1;
        while column > 0 {
            column -= 1;
            letters.push(char::from(b'A' + (column % 26) as u8));
            column /= 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

impl std::str::FromStr for Cell {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let split = text.find(|c: char| !c.is_ascii_uppercase()).ok_or(())?;
        let (letters, digits) = text.split_at(split);
        let column = letters.bytes().try_fold(0u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b - b'A') + 1));
        let column = column.and_then(|n| u16::try_from(n.checked_sub(1)?).ok()).ok_or(())?;
        let row = digits.parse::<u32>().ok().and_then(|n| n.checked_sub(1)).ok_or(())?;
        Ok(Self { row, column })
    }
}

impl Serialize for Cell {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(|()| serde::de::Error::custom("not a cell such as F7"))
    }
}

/// The written reason that answers a warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// The rule that warned.
    pub rule: RuleId,
    /// The specific reason.
    pub reason: String,
}

/// Where a report's numbers came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Source {
    /// Typed into the page.
    Form,
    /// Read from a workbook, which is kept.
    Workbook {
        /// File name as uploaded, without folders.
        file: String,
        /// SHA-256 of the file, hexadecimal: the name it is kept under.
        digest: String,
        /// Name of the worksheet that was read.
        sheet: String,
    },
}

/// A report of one park on one month with all its revisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Oldest first; never empty once the report exists.
    pub revisions: Vec<Arc<Revision>>,
}

/// One submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Position of the entry that submitted it.
    pub position: u64,
    /// Who submitted it.
    pub by: Actor,
    /// When it was submitted.
    pub at: Timestamp,
    /// The lines submitted, sorted by item.
    pub rows: Vec<Row>,
    /// Answers to warnings.
    pub answers: Vec<Answer>,
    /// What was stated of rows marked 口径调整, beyond the mark.
    pub adjustments: Vec<Adjustment>,
    /// Where the numbers came from.
    pub source: Source,
    /// Who stands for it.
    pub signed: Signed,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
    /// What the office made of it.
    pub verdict: Option<Verdict>,
    /// That its approval was taken back, the last time it was: 撤回通过.
    pub withdrawn: Option<Withdrawal>,
}

/// That the office took an approval back 撤回通过: the submission waits for review again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// Name of whoever took it back.
    pub by: String,
    /// When it was taken back.
    pub at: Timestamp,
    /// Why, as the park reads it.
    pub reason: String,
}

/// That the office asked a park for an overdue report 催报.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminder {
    /// Name of whoever asked.
    pub by: String,
    /// When it was asked for.
    pub at: Timestamp,
}

/// The office's word on a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Position of its entry.
    pub position: u64,
    /// Who approved or returned it for the office.
    pub by: Actor,
    /// When it was approved or returned.
    pub at: Timestamp,
    /// Approved, or returned with a reason.
    pub outcome: Outcome,
}

/// Approved or returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 已通过.
    Approved,
    /// 已退回.
    Returned {
        /// What is to be corrected, as the park reads it.
        reason: String,
        /// The items meant; empty means the whole report.
        items: Vec<Code>,
    },
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 待填报.
    Awaited,
    /// 已提交.
    Submitted,
    /// 已退回.
    Returned,
    /// 已通过.
    Approved,
}

impl Revision {
    /// The line of an item.
    pub fn row(&self, item: &Code) -> Option<&Row> {
        self.rows.binary_search_by(|row| row.item.cmp(item)).ok().map(|index| &self.rows[index])
    }

    /// Why its approval was taken back, while it waits to be judged again.
    pub fn standing_withdrawal(&self) -> Option<&Withdrawal> {
        self.withdrawn.as_ref().filter(|_| self.verdict.is_none())
    }

    /// Whether it was approved.
    pub fn is_approved(&self) -> bool {
        matches!(&self.verdict, Some(Verdict { outcome: Outcome::Approved, .. }))
    }
}

impl Report {
    /// Where it stands.
    pub fn stage(&self) -> Stage {
        match self.revisions.last() {
            None => Stage::Awaited,
            Some(last) => match &last.verdict {
                None => Stage::Submitted,
                Some(Verdict { outcome: Outcome::Approved, .. }) => Stage::Approved,
                Some(Verdict { outcome: Outcome::Returned { .. }, .. }) => Stage::Returned,
            },
        }
    }

    /// The newest approved revision and its number from 0: what is published.
    pub fn published(&self) -> Option<(usize, &Revision)> {
        let revisions = self.revisions.iter().map(Arc::as_ref).enumerate();
        revisions.rev().find(|(_, revision)| revision.is_approved())
    }

    /// The last submission and its number from 0.
    pub(crate) fn last(&self) -> Option<(usize, &Revision)> {
        self.revisions.iter().map(Arc::as_ref).enumerate().next_back()
    }

    /// The last submission, to be changed.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Revision> {
        self.revisions.last_mut().map(Arc::make_mut)
    }

    /// The approved revision before number `index`: what that one replaced.
    pub fn replaced_by(&self, index: usize) -> Option<&Revision> {
        self.revisions[..index].iter().map(Arc::as_ref).rev().find(|revision| revision.is_approved())
    }
}

/// A submission, as the park sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Submission {
    /// The park that submits, by its id: `xiuwu`.
    pub park: ParkId,
    /// The month the report is on, written `2026-10`.
    pub month: Month,
    /// The lines of the form that are filled in, one an item.
    pub rows: Vec<Row>,
    /// Answers to the warnings.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// What is stated of rows marked 口径调整.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
    /// Where the numbers came from.
    pub source: Source,
    /// Who stands for it; the same as last time when not given.
    #[serde(default)]
    pub signed: Option<Signed>,
    /// Files that come with it; those of the month's last submission when not given.
    #[serde(default)]
    pub attachments: Option<Vec<Attachment>>,
    /// How many revisions the submitter had seen: another number means somebody was quicker.
    pub seen_revisions: usize,
}

kept!(struct Row { item, value, mark, cell });
kept!(struct Cell { row, column });
kept!(struct Answer { rule, reason });
kept!(enum Source { 0 => Form, 1 => Workbook { file, digest, sheet } });
kept!(struct Report { revisions });
kept!(struct Revision { position, by, at, rows, answers, adjustments, source, signed, attachments, verdict, withdrawn });
kept!(struct Withdrawal { by, at, reason });
kept!(struct Reminder { by, at });
kept!(struct Verdict { position, by, at, outcome });
kept!(enum Outcome { 0 => Approved, 1 => Returned { reason, items } });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_written_as_in_a_worksheet() {
        for (row, column, text) in [(6, 5, "F7"), (0, 0, "A1"), (99, 26, "AA100"), (0, 701, "ZZ1"), (0, 702, "AAA1")] {
            assert_eq!(Cell { row, column }.to_string(), text);
            assert_eq!(text.parse(), Ok(Cell { row, column }));
        }
        for text in ["", "7", "F", "f7", "F0", "F-1", "ZZZZZZZZZZ1"] {
            assert!(text.parse::<Cell>().is_err(), "{text}");
        }
    }
}
