//! From a grid to rows.

use std::collections::{BTreeMap, HashMap};

use super::number::{NotANumber, from_float, number};
use super::template::{COLUMNS, Column};
use super::{Grid, Raw};
use crate::check::Finding;
use crate::figure::Mark;
use crate::format;
use crate::id::{Code, ParkId, RuleId};
use crate::period::Month;
use crate::report::{Cell, Row};
use crate::words::{Key, Lang, Message, key};
use crate::zone::{Item, Level, Zone};

/// Rows in which labels and headings are looked for.
const HEAD_ROWS: u32 = 30;
/// Longest text taken from a cell, in characters.
const LONGEST_TEXT: usize = 2000;

/// What a grid says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Whether it is the form, park and month asked for at all.
    pub is_this: bool,
    /// The rows that could be read.
    pub rows: Vec<Row>,
    /// Texts of the last column by item.
    pub reasons: BTreeMap<Code, String>,
    /// What could not be taken as it stands.
    pub findings: Vec<Finding>,
}

/// Reads a grid as the report of `park` on `month`.
pub fn read(zone: &Zone, park: &ParkId, month: Month, grid: &Grid) -> Read {
    let mut read = Read::default();
    let Some(header) = Header::find(grid) else {
        read.error(key::NOT_THE_TEMPLATE, None, None, |m| m);
        return read;
    };
    for missing in
        COLUMNS.iter().filter(|(column, _)| *column != Column::YearAgo && !header.columns.contains_key(column))
    {
        let place = Cell { row: header.row, column: 0 };
        read.error(key::COLUMN_MISSING, None, Some(place), |m| m.with("column", missing.1));
    }
    for (column, twice) in &header.twice {
        let heading = COLUMNS.iter().find(|(known, _)| known == column).map_or("", |(_, heading)| heading);
        let first = Cell { row: header.row, column: header.columns[column] }.to_string();
        read.error(key::COLUMN_TWICE, None, Some(*twice), |m| m.with("column", heading).with("first", first));
    }
    check_label(grid, &mut read, "表号", &zone.form.id, key::OTHER_FORM);
    check_label(grid, &mut read, "园区代码", park.as_str(), key::OTHER_PARK);
    check_label(grid, &mut read, "报告期代码", &month.to_string(), key::OTHER_MONTH);
    if !read.findings.is_empty() {
        return read;
    }
    read.is_this = true;
    let items: HashMap<&Code, &Item> = zone.form.items.iter().map(|item| (&item.code, item)).collect();
    let mut first_at: BTreeMap<Code, Cell> = BTreeMap::new();
    for (row, code) in header.codes(grid) {
        let place = Cell { row, column: header.columns[&Column::Code] };
        let Some(item) = items.get(&code) else {
            read.error(key::UNKNOWN_CODE, None, Some(place), |m| m.with("item", code.as_str()));
            continue;
        };
        if let Some(first) = first_at.get(&code) {
            let first = first.to_string();
            read.error(key::DUPLICATE_ROW, Some(&code), Some(place), |m| {
                m.with("item", &item.name).with("first", first)
            });
            continue;
        }
        first_at.insert(code, place);
        read.line(grid, &header, row, item);
    }
    for item in zone.form.items.iter().filter(|item| !first_at.contains_key(&item.code)) {
        let key = key::ROW_MISSING;
        read.error(key, Some(&item.code), None, |m| m.with("item", &item.name).with("code", item.code.as_str()));
    }
    read
}

pub(super) fn has_headings(grid: &Grid) -> bool {
    Header::find(grid).is_some()
}

struct Header {
    row: u32,
    columns: BTreeMap<Column, u16>,
    /// Headings that stand there once more: which of two columns is meant cannot be told.
    twice: Vec<(Column, Cell)>,
}

impl Header {
    /// The first row where 代码 and at least two more headings stand.
    fn find(grid: &Grid) -> Option<Self> {
        (0..HEAD_ROWS).find_map(|row| {
            let mut header = Self { row, columns: BTreeMap::new(), twice: Vec::new() };
            let range = Cell { row, column: 0 }..=Cell { row, column: u16::MAX };
            for (cell, raw) in grid.cells.range(range) {
                let text = raw.as_text().unwrap_or_default().trim();
                let Some((column, _)) = COLUMNS.iter().find(|(_, heading)| text == *heading) else { continue };
                if header.columns.contains_key(column) {
                    header.twice.push((*column, *cell));
                } else {
                    header.columns.insert(*column, cell.column);
                }
            }
            (header.columns.contains_key(&Column::Code) && header.columns.len() >= 3).then_some(header)
        })
    }

    /// The rows below with their codes; a row without a code is a heading or empty.
    fn codes<'a>(&'a self, grid: &'a Grid) -> impl Iterator<Item = (u32, Code)> + 'a {
        let column = self.columns[&Column::Code];
        let below = Cell { row: self.row + 1, column: 0 }..;
        grid.cells.range(below).filter(move |(cell, _)| cell.column == column).filter_map(|(cell, raw)| {
            let text = raw.as_text()?.trim();
            // Shown back in a sentence: a code is short, whatever was typed.
            let code: String = text.chars().take(40).collect();
            (!code.is_empty()).then(|| (cell.row, Code::new(code)))
        })
    }

    fn get<'a>(&self, grid: &'a Grid, row: u32, column: Column) -> (Cell, Option<&'a Raw>) {
        let cell = Cell { row, column: self.columns[&column] };
        (cell, grid.cells.get(&cell))
    }
}

impl Raw {
    fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// About what the person sees in the cell.
    fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Date(text) | Self::Error(text) => text.clone(),
            Self::Number { value, percent: true } => percent(*value),
            Self::Number { value, percent: false } => plain(*value),
            Self::Boolean(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Uncomputed => String::new(),
        }
    }

    fn is_blank(&self) -> bool {
        self.as_text().is_some_and(|text| text.trim().is_empty())
    }
}

impl Read {
    fn push(&mut self, level: Level, key: Key, item: Option<&Code>, cell: Option<Cell>, message: Message) {
        let subject = item.map_or("*", Code::as_str);
        self.findings.push(Finding {
            level,
            rule: RuleId::new(format!("{}:{subject}", key.name())),
            items: item.cloned().into_iter().collect(),
            cell,
            message,
        });
    }

    fn error(&mut self, key: Key, item: Option<&Code>, cell: Option<Cell>, with: impl FnOnce(Message) -> Message) {
        self.push(Level::Error, key, item, cell, with(Message::new(key)));
    }

    fn line(&mut self, grid: &Grid, header: &Header, row: u32, item: &Item) {
        let code = &item.code;
        let expect = [
            (Column::Name, item.name.as_str(), key::NAME_CHANGED),
            (Column::Unit, item.unit.name(), key::UNIT_CHANGED),
            (Column::Basis, format::basis(item.basis).text(Lang::Chinese), key::BASIS_CHANGED),
        ];
        for (column, right, key) in expect {
            let (cell, raw) = header.get(grid, row, column);
            let found = raw.and_then(Raw::as_text).unwrap_or_default().trim();
            if found != right {
                let found: String = found.chars().take(40).collect();
                self.error(key, Some(code), Some(cell), |m| {
                    m.with("item", &item.name).with("right", right).with("found", found)
                });
            }
        }
        let (cell, raw) = header.get(grid, row, Column::Mark);
        let text = raw.and_then(Raw::as_text).unwrap_or_default().trim();
        let mark = Mark::named(text).unwrap_or_else(|| {
            let found: String = text.chars().take(40).collect();
            self.error(key::UNKNOWN_MARK, Some(code), Some(cell), |m| m.with("item", &item.name).with("found", found));
            Mark::None
        });
        let (_, raw) = header.get(grid, row, Column::Reason);
        if let Some(reason) = raw.and_then(Raw::as_text).map(str::trim).filter(|text| !text.is_empty()) {
            self.reasons.insert(code.clone(), reason.chars().take(LONGEST_TEXT).collect());
        }
        let (cell, raw) = header.get(grid, row, Column::Value);
        if let Some((first, last)) = grid.merged.iter().find(|area| contains(area, cell)) {
            let area = format!("{first}:{last}");
            self.error(key::MERGED, Some(code), Some(cell), |m| m.with("item", &item.name).with("area", area));
            return;
        }
        let value = match raw.filter(|raw| !raw.is_blank()) {
            None => None,
            Some(raw) => match self.value(raw, item, cell) {
                Some(value) => Some(value),
                None => return,
            },
        };
        self.rows.push(Row { item: code.clone(), value, mark, cell: Some(cell) });
    }

    /// The number in a cell, or nothing when a finding says why not.
    fn value(&mut self, raw: &Raw, item: &Item, cell: Cell) -> Option<rust_decimal::Decimal> {
        let fail = |read: &mut Self, key, found: &str| {
            let found: String = found.chars().take(40).collect();
            read.error(key, Some(&item.code), Some(cell), |m| {
                m.with("item", &item.name).with("found", found).with("unit", item.unit.name())
            });
            None
        };
        let shown = raw.shown();
        let result = match raw {
            Raw::Number { percent: true, .. } => Err(NotANumber::Percent),
            Raw::Number { value, percent: false } => from_float(*value),
            Raw::Text(text) => number(text),
            Raw::Boolean(_) => Err(NotANumber::Other),
            Raw::Date(_) => return fail(self, key::A_DATE, &shown),
            Raw::Error(_) => return fail(self, key::ERROR_VALUE, &shown),
            Raw::Uncomputed => return fail(self, key::UNCOMPUTED, ""),
        };
        match result {
            Ok(value) => {
                if let Raw::Text(text) = raw
                    && text.trim() != value.to_string()
                {
                    let read_as = format::exact(value);
                    let message = Message::new(key::READ_AS).with("item", &item.name).with("value", read_as);
                    let message = message.with("found", text.chars().take(40).collect::<String>());
                    self.push(Level::Notice, key::READ_AS, Some(&item.code), Some(cell), message);
                }
                Some(value)
            }
            Err(NotANumber::Percent) => fail(self, key::PERCENT, &shown),
            Err(NotANumber::WithUnit) => fail(self, key::WITH_UNIT, &shown),
            Err(NotANumber::OutOfRange) => fail(self, key::TOO_MANY_DIGITS, &shown),
            Err(NotANumber::Other) => fail(self, key::NOT_A_NUMBER, &shown),
        }
    }
}

/// The content beside a label must be what the park was given.
fn check_label(grid: &Grid, read: &mut Read, label: &'static str, right: &str, key: Key) {
    match beside(grid, label) {
        None => read.error(key::LABEL_MISSING, None, None, |m| m.with("label", label)),
        Some((_, found)) if found == right => {}
        Some((cell, found)) => read.error(key, None, Some(cell), |m| m.with("found", found).with("right", right)),
    }
}

/// The cell to the right of a label above the headings, and what it shows.
pub(super) fn beside(grid: &Grid, label: &str) -> Option<(Cell, String)> {
    let head = ..Cell { row: HEAD_ROWS, column: 0 };
    let is_label = |raw: &Raw| raw.as_text().is_some_and(|text| text.trim() == label);
    let (place, _) = grid.cells.range(head).find(|(_, raw)| is_label(raw))?;
    let cell = Cell { row: place.row, column: place.column.checked_add(1)? };
    let text = grid.cells.get(&cell).map(Raw::shown).unwrap_or_default();
    Some((cell, text.trim().chars().take(40).collect()))
}

/// A number as a general cell shows it.
fn plain(value: f64) -> String {
    from_float(value).map_or_else(|_| value.to_string(), |value| value.to_string())
}

/// A number as a percent cell shows it.
fn percent(value: f64) -> String {
    format!("{}%", plain(value * 100.0))
}

fn contains((first, last): &(Cell, Cell), cell: Cell) -> bool {
    (first.row..=last.row).contains(&cell.row) && (first.column..=last.column).contains(&cell.column)
}
