//! What an `.xlsx` says outside its cells, which calamine leaves out: which rows and columns are hidden, and whether
//! the program is asked to compute everything anew when it opens the file.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fault::Fault;
use super::package::Package;
use super::{MOST_COLUMNS, MOST_ROWS};

/// Of one worksheet, what its program does with it.
#[derive(Default)]
pub(super) struct Part {
    pub rows: BTreeSet<u32>,
    pub columns: BTreeSet<u16>,
    /// Asks to be computed anew when it is opened.
    pub recomputes: bool,
}

/// The worksheets by name: where each is, and what the workbook as a whole asks for.
#[derive(Default)]
pub(super) struct Parts {
    places: BTreeMap<String, String>,
    recomputes: bool,
}

impl Parts {
    /// Reads the workbook's own part: a few lines, however large the worksheets are.
    pub fn of(package: &Package) -> Result<Self, Fault> {
        let mut workbook = "xl/workbook.xml".to_owned();
        each(package.part_like("_rels/.rels"), |tag| {
            let is_workbook = get(tag, "Type").is_some_and(|kind| kind.ends_with("/relationships/officeDocument"));
            if let Some(target) = get(tag, "Target").filter(|_| is_workbook) {
                workbook = target.trim_start_matches('/').to_owned();
            }
        })?;
        let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let place =
            |target: String| target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
        let mut targets = BTreeMap::new();
        each(package.part_like(&format!("{folder}_rels/{name}.rels")), |tag| {
            if let (Some(id), Some(target)) = (get(tag, "Id"), get(tag, "Target")) {
                targets.insert(id, place(target));
            }
        })?;
        let mut parts = Self::default();
        each(package.part_like(&workbook), |tag| match tag.local_name().as_ref() {
            "calcPr" => parts.recomputes |= is_on(tag, "fullCalcOnLoad"),
            "sheet" => {
                let place = get(tag, "id").and_then(|id| targets.get(&id).cloned());
                parts.places.extend(get(tag, "name").zip(place));
            }
            _ => {}
        })?;
        Ok(parts)
    }

    /// What the worksheet of that name says of its rows and columns.
    pub fn part(&self, package: &Package, name: &str) -> Result<Part, Fault> {
        let mut part = Part { recomputes: self.recomputes, ..Part::default() };
        let content = self.places.get(name).and_then(|place| package.part_like(place));
        // Nearly every worksheet says nothing of the kind, and is not gone through once more.
        if !content.is_some_and(may_hide) {
            return Ok(part);
        }
        let (mut row, mut columns) = (0_u32, 0);
        each(content, |tag| {
            let number = |name: &str| get(tag, name).and_then(|text| text.trim().parse::<u32>().ok());
            match tag.local_name().as_ref() {
                "row" => {
                    row = number("r").unwrap_or(row.saturating_add(1));
                    if row > 0 && row <= MOST_ROWS && (is_on(tag, "hidden") || is_nothing(tag, "ht")) {
                        part.rows.insert(row - 1);
                    }
                }
                // Each may be a thousand columns wide: more of them than columns are nothing a program writes.
                "col" if columns < MOST_COLUMNS && (is_on(tag, "hidden") || is_nothing(tag, "width")) => {
                    columns += 1;
                    let (first, last) = (number("min").unwrap_or(1).max(1), number("max").unwrap_or(0));
                    part.columns.extend((first..=last.min(MOST_COLUMNS)).map(|column| column as u16 - 1));
                }
                "sheetCalcPr" => part.recomputes |= is_on(tag, "fullCalcOnLoad"),
                _ => {}
            }
        })?;
        Ok(part)
    }
}

/// Whether a worksheet may hide something or ask for new results, as far as its bytes tell: `ht="0"`, and not the
/// `fitToHeight="0"` or `right="0.5"` that every printed sheet has.
fn may_hide(content: &[u8]) -> bool {
    let says = |word: &[u8]| memmem::find(content, word).is_some();
    let is_nothing = |name: &[u8]| {
        memmem::find_iter(content, name).any(|at| {
            let begins = content[..at].last().is_some_and(u8::is_ascii_whitespace);
            let value = content[at + name.len()..].trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii_start);
            begins && value.is_some_and(|value| matches!(value, [b'"' | b'\'', b' ' | b'0' | b'.' | b'+' | b'-', ..]))
        })
    };
    says(b"hidden") || is_nothing(b"ht") || is_nothing(b"width") || says(b"fullCalcOnLoad")
}

/// Looks at every tag of a part, one after the other; a part that is not there has none.
fn each(content: Option<&[u8]>, mut look: impl FnMut(&BytesStart<'_>)) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(content.unwrap_or_default());
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) => look(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its name, whatever stands before a colon in it.
fn get(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), |text| text.into_owned()))
}

fn is_on(tag: &BytesStart<'_>, name: &str) -> bool {
    get(tag, name).is_some_and(|value| matches!(value.trim(), "1" | "true"))
}

/// A height or width of nothing.
fn is_nothing(tag: &BytesStart<'_>, name: &str) -> bool {
    get(tag, name).and_then(|value| value.trim().parse::<f64>().ok()) == Some(0.0)
}
