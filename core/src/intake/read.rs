//! From a grid to rows.

use std::collections::BTreeMap;

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
    for missing in COLUMNS.iter().filter(|(column, _)| *column != Column::YearAgo && !header.columns.contains_key(column)) {
        let place = Cell { row: header.row, column: 0 };
        read.error(key::COLUMN_MISSING, None, Some(place), |m| m.with("column", missing.1));
    }
    check_label(grid, &mut read, "表号", &zone.form.id, key::OTHER_FORM);
    check_label(grid, &mut read, "园区代码", park.as_str(), key::OTHER_PARK);
    check_label(grid, &mut read, "报告期代码", &month.to_string(), key::OTHER_MONTH);
    if !read.findings.is_empty() {
        return read;
    }
    let mut first_at: BTreeMap<Code, Cell> = BTreeMap::new();
    for (row, code) in header.codes(grid) {
        let place = Cell { row, column: header.columns[&Column::Code] };
        let Some(item) = zone.item(&code) else {
            read.error(key::UNKNOWN_CODE, None, Some(place), |m| m.with("item", code.as_str()));
            continue;
        };
        if let Some(first) = first_at.get(&code) {
            let first = first.to_string();
            read.error(key::DUPLICATE_ROW, Some(&code), Some(place), |m| m.with("item", &item.name).with("first", first));
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

struct Header {
    row: u32,
    columns: BTreeMap<Column, u16>,
}

impl Header {
    /// The row where 代码 and 本期 stand.
    fn find(grid: &Grid) -> Option<Self> {
        (0..HEAD_ROWS).find_map(|row| {
            let range = Cell { row, column: 0 }..=Cell { row, column: u16::MAX };
            let columns: BTreeMap<Column, u16> = grid
                .cells
                .range(range)
                .filter_map(|(cell, raw)| {
                    let text = raw.as_text()?;
                    let (column, _) = COLUMNS.iter().find(|(_, heading)| text.trim() == *heading)?;
                    Some((*column, cell.column))
                })
                .collect();
            (columns.contains_key(&Column::Code) && columns.len() >= 3).then_some(Self { row, columns })
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
                self.error(key, Some(code), Some(cell), |m| m.with("item", &item.name).with("right", right).with("found", found));
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
        let result = match raw {
            Raw::Number { value, percent: true } => return fail(self, key::PERCENT, &format!("{}%", value * 100.0)),
            Raw::Number { value, percent: false } => from_float(*value).map_err(|error| (error, value.to_string())),
            Raw::Text(text) => number(text).map_err(|error| (error, text.clone())),
            Raw::Boolean(value) => return fail(self, key::NOT_A_NUMBER, if *value { "TRUE" } else { "FALSE" }),
            Raw::Date(text) => return fail(self, key::A_DATE, text),
            Raw::Error(text) => return fail(self, key::ERROR_VALUE, text),
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
            Err((NotANumber::Percent, text)) => fail(self, key::PERCENT, &text),
            Err((NotANumber::WithUnit, text)) => fail(self, key::WITH_UNIT, &text),
            Err((NotANumber::OutOfRange, text)) => fail(self, key::TOO_MANY_DIGITS, &text),
            Err((NotANumber::Other, text)) => fail(self, key::NOT_A_NUMBER, &text),
        }
    }
}

/// The content beside a label must be what the park was given.
fn check_label(grid: &Grid, read: &mut Read, label: &'static str, right: &str, key: Key) {
    let head = ..Cell { row: HEAD_ROWS, column: 0 };
    let place = grid.cells.range(head).find(|(_, raw)| raw.as_text().is_some_and(|text| text.trim() == label));
    let beside = place.map(|(cell, _)| Cell { row: cell.row, column: cell.column.saturating_add(1) });
    let found = beside.and_then(|cell| grid.cells.get(&cell)).and_then(Raw::as_text).map_or("", str::trim);
    match beside {
        None => read.error(key::LABEL_MISSING, None, None, |m| m.with("label", label)),
        Some(_) if found == right => {}
        Some(cell) => {
            let found: String = found.chars().take(40).collect();
            read.error(key, None, Some(cell), |m| m.with("found", found).with("right", right));
        }
    }
}

fn contains((first, last): &(Cell, Cell), cell: Cell) -> bool {
    (first.row..=last.row).contains(&cell.row) && (first.column..=last.column).contains(&cell.column)
}
