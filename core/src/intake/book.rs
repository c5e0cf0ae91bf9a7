//! Which worksheet of a workbook is the report: found by what it says it is, and never read without a word when
//! another one could be meant.
//!
//! | worksheets that are this form, park and month | what follows |
//! |---|---|
//! | one that shows | it is read; hidden ones beside it are named |
//! | several that show | nothing is read: all but one must go |
//! | hidden ones alone | nothing is read: it must be shown and looked at |
//! | none | the first that looks like the template is read, and says what else it is |

use super::Grid;
use super::layout::start;
use super::template::{IDENTITY, SHEET};
use crate::period::Month;
use crate::view::Sheet;
use crate::words::{Key, Message, key};
use crate::zone::{Level, Zone};

/// Whether a worksheet shows in its program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// It has a tab.
    #[default]
    Visible,
    /// It has none; also what no menu brings back.
    Hidden,
}

/// A workbook: its worksheets with the template's headings, in the order of their tabs; when there is none, the
/// first one of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// The worksheets, in the order of their tabs.
    pub sheets: Vec<Grid>,
}

impl From<Grid> for Book {
    fn from(sheet: Grid) -> Self {
        Self { sheets: vec![sheet] }
    }
}

impl Book {
    /// The worksheet that a person would take for the report, whatever it is a report on: one that shows, named
    /// as in the template if there is one.
    pub fn likely(&self) -> Option<&Grid> {
        let shown = || self.sheets.iter().filter(|sheet| sheet.visibility == Visibility::Visible);
        let named = shown().find(|sheet| sheet.name.trim() == SHEET);
        named.or_else(|| shown().find(|sheet| sheet.has_headings())).or_else(|| self.sheets.first())
    }
}

/// What a worksheet says it is: by its labels, and where one was lost by the template's own mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Identity {
    pub form: Option<String>,
    pub park: Option<String>,
    pub month: Option<Month>,
    pub version: Option<String>,
}

impl Identity {
    pub fn of(sheet: &Grid) -> Self {
        let text = |label| sheet.beside(label);
        let month = sheet.month();
        let labels = Self { form: text("表号"), park: text("园区代码"), month, version: text("模板版本") };
        let mark = Self::marked(sheet).unwrap_or_default();
        Self {
            form: labels.form.or(mark.form),
            park: labels.park.or(mark.park),
            month: labels.month.or(mark.month),
            version: labels.version.or(mark.version),
        }
    }

    /// What the template was made for: `YB-01/qinyang/2026-10/2` beside 模板标识. Copies of a worksheet carry it
    /// along, whichever program copies them.
    pub fn marked(sheet: &Grid) -> Option<Self> {
        let text = sheet.beside(IDENTITY)?;
        let mut parts = text.rsplitn(4, '/').map(str::trim);
        let (version, month, park, form) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let some = |text: &str| Some(text.to_owned());
        Some(Self { form: some(form), park: some(park), month: Some(month.parse().ok()?), version: some(version) })
    }

    pub fn is_of(&self, zone: &Zone, sheet: &Sheet) -> bool {
        self.form.as_deref() == Some(zone.form.id.as_str())
            && self.park.as_deref() == Some(sheet.park.as_str())
            && self.month == Some(sheet.month)
    }
}

/// The worksheet to read, if it can be told, and what is to be said of the others.
#[derive(Debug, Default)]
pub(super) struct Choice<'a> {
    pub sheet: Option<&'a Grid>,
    pub said: Vec<(Level, Message)>,
}

/// Looks for the report of `sheet` in a workbook.
pub(super) fn choose<'a>(book: &'a Book, zone: &Zone, sheet: &Sheet) -> Choice<'a> {
    let candidates: Vec<&Grid> = book.sheets.iter().filter(|grid| grid.has_headings()).collect();
    let (meant, others): (Vec<&Grid>, Vec<&Grid>) =
        candidates.iter().copied().partition(|grid| Identity::of(grid).is_of(zone, sheet));
    let (shown, hidden): (Vec<&Grid>, Vec<&Grid>) = meant.into_iter().partition(|grid| is_visible(grid));
    let refuse = |key, of: &[&Grid]| Choice { sheet: None, said: vec![(Level::Error, about(key, of))] };
    let mut said = Vec::new();
    match (&shown[..], &hidden[..]) {
        ([one], _) => {
            if !hidden.is_empty() {
                said.push((Level::Notice, about(key::HIDDEN_SHEETS, &hidden).with("read", start(one.name.trim()))));
            }
            if !others.is_empty() {
                said.push((Level::Notice, about(key::OTHER_SHEETS, &others).with("read", start(one.name.trim()))));
            }
            Choice { sheet: Some(one), said }
        }
        ([_, _, ..], _) => refuse(key::SEVERAL_SHEETS, &shown),
        ([], [_, ..]) => refuse(key::ONLY_HIDDEN, &hidden),
        // Nothing is the report asked for: what is there says what it is instead.
        ([], []) => match book.likely() {
            Some(grid) if is_visible(grid) => Choice { sheet: Some(grid), said },
            Some(_) if !candidates.is_empty() => refuse(key::ONLY_HIDDEN, &candidates),
            likely => Choice { sheet: likely, said },
        },
    }
}

fn is_visible(grid: &Grid) -> bool {
    grid.visibility == Visibility::Visible
}

/// Most names listed in a sentence.
const LISTED: usize = 8;

fn about(key: Key, sheets: &[&Grid]) -> Message {
    let mut names: Vec<String> =
        sheets.iter().take(LISTED).map(|grid| format!("“{}”", start(grid.name.trim()))).collect();
    if sheets.len() > LISTED {
        names.push("…".to_owned());
    }
    Message::new(key).with("sheets", names.join("、")).with("count", sheets.len().to_string())
}
