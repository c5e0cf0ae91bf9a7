//! Reading a filled-in workbook: from the cells of a sheet to the rows of a report, with a finding for every
//! cell that cannot be taken as it stands.
//!
//! The workbook is the one the park downloaded (see [`Template`]). Rows are found by their item code and
//! columns by their heading, so what was moved is still read right; what is missing, renamed or there twice
//! is said with its cell.

mod book;
mod compared;
mod foot;
mod layout;
mod number;
mod read;
mod shown;
mod template;
#[cfg(test)]
mod tests;
mod unseen;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::check::{Finding, check};
use crate::id::Code;
use crate::period::Month;
use crate::report::{Answer, Cell, Row, Signed};
use crate::view::Sheet;
use crate::zone::{Level, Zone};

pub use book::{Book, Visibility};
pub use number::{NotANumber, number};
pub(crate) use read::not_a_number;
pub use read::{Read, read};
pub use shown::{NumberFormat, Shown};
pub use template::{
    COLUMNS, Column, FIRST_ROW, FOOT, HEADER_ROW, IDENTITY, SHEET, Signature, Template, TemplateLine, TemplateRow,
    VERSION,
};

/// The most findings listed at once; a workbook of another kind would yield thousands.
pub const MOST_FINDINGS: usize = 200;

/// A cell as a workbook reader hands it over.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// Text; nearly all of a workbook's are short.
    Text(SmolStr),
    /// A number as the workbook stores it, and how its cell shows it.
    Number {
        /// As stored.
        value: f64,
        /// How the cell's format shows it.
        shown: Shown,
    },
    /// TRUE or FALSE.
    Boolean(bool),
    /// A date or time, as shown.
    Date(String),
    /// An error value such as `#DIV/0!`.
    Error(String),
    /// A formula that was never computed.
    Uncomputed,
}

/// A worksheet: its filled cells, and the areas that are merged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Name of the worksheet.
    pub name: String,
    /// Filled cells by place.
    pub cells: BTreeMap<Cell, Raw>,
    /// Merged areas, first and last cell.
    pub merged: Vec<(Cell, Cell)>,
    /// Filled cells whose content is struck out, in whole or in part.
    pub struck: BTreeSet<Cell>,
    /// Filled cells whose letters have the colour of the ground they stand on, or nearly: a person sees them empty.
    pub inkless: BTreeSet<Cell>,
    /// Filled cells that show the result of a formula as it was saved, in a file that asks to be computed anew when it
    /// is opened: a person may see another number there.
    pub as_saved: BTreeSet<Cell>,
    /// Rows that do not show, counted from 0.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that do not show, counted from 0.
    pub hidden_columns: BTreeSet<u16>,
    /// Whether it shows.
    pub visibility: Visibility,
}

impl Grid {
    /// Whether the headings of the template's columns are there, wherever they stand.
    pub fn has_headings(&self) -> bool {
        layout::has_headings(self)
    }

    /// The month it says it reports on, also when a spreadsheet program has turned it into a date.
    pub fn month(&self) -> Option<Month> {
        layout::content(self, "报告期代码").and_then(layout::month_in)
    }

    /// What stands beside a label such as 园区代码 or 报告期代码: how a workbook says what it is.
    pub fn beside(&self, label: &str) -> Option<String> {
        layout::beside(self, label).map(|(_, text)| text).filter(|text| !text.is_empty())
    }
}

/// What a workbook would submit, and what stands against it. Nothing is changed by looking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DryRun {
    /// Name of the worksheet that was read; empty when it cannot be told which one is meant.
    #[serde(default)]
    pub sheet: String,
    /// The rows read.
    pub rows: Vec<Row>,
    /// Reasons read from the workbook's last column, as answers to warnings.
    pub answers: Vec<Answer>,
    /// Who stands for it, read from the foot of the form; nothing when the template has none.
    #[serde(default)]
    pub signed: Option<Signed>,
    /// Findings, gravest first, in the order of the sheet.
    pub findings: Vec<Finding>,
    /// Findings beyond the ones listed.
    pub more: usize,
}

/// Reads a workbook as a report on `sheet` and judges it: the same judgement as at submission.
pub fn dry_run(zone: &Zone, sheet: &Sheet, book: &Book) -> DryRun {
    let choice = book::choose(book, zone, sheet);
    let mut read = choice.sheet.map_or_else(Read::default, |grid| read(zone, &sheet.park, sheet.month, grid));
    if let Some(grid) = choice.sheet.filter(|_| read.is_this) {
        compared::tell(&mut read, zone, sheet, grid);
        unseen::tell(&mut read, zone, grid);
    }
    choice.said.into_iter().for_each(|(level, message)| read.say(level, message));
    let signed = choice.sheet.filter(|_| read.is_this).and_then(foot::signed);
    let name = choice.sheet.map_or_else(String::new, |grid| grid.name.clone());
    let Read { is_this, rows, reasons, mut findings } = read;
    // A workbook that is not this report at all says so, and not also that every item is blank.
    if is_this {
        let errors = findings.iter().filter(|finding| finding.level == Level::Error);
        let unread: BTreeSet<Code> = errors.flat_map(|finding| finding.items.iter().cloned()).collect();
        // What could not be read is not also reported as blank.
        let is_news = |finding: &Finding| !matches!(&finding.items[..], [item] if unread.contains(item));
        findings.extend(check(zone, &sheet.history(), &rows).into_iter().filter(is_news));
    }
    findings.sort_by_key(|finding| (finding.level, finding.cell));
    let answers = findings
        .iter()
        .filter(|finding| finding.level == Level::Warning)
        .filter_map(|f| {
            let reason = f.items.iter().find_map(|item| reasons.get(item))?;
            Some(Answer { rule: f.rule.clone(), reason: reason.clone() })
        })
        .collect();
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    findings.truncate(MOST_FINDINGS);
    DryRun { sheet: name, rows, answers, signed, findings, more }
}
