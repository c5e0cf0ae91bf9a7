//! Where things stand in a sheet: labels with what is beside them, the headings, the rows below.

use std::collections::BTreeMap;

use super::number::from_float;
use super::template::{COLUMNS, Column};
use super::{Grid, Raw, Shown};
use crate::period::Month;
use crate::report::Cell;

/// Rows in which labels and headings are looked for.
const HEAD_ROWS: u32 = 30;

/// Whether the headings are there, wherever they stand.
pub(super) fn has_headings(grid: &Grid) -> bool {
    Header::find(grid).is_some()
}

/// The headings found.
pub(super) struct Header {
    pub row: u32,
    pub columns: BTreeMap<Column, u16>,
    /// Headings that stand there once more: which of two columns is meant cannot be told.
    pub twice: Vec<(Column, Cell)>,
}

impl Header {
    /// The first row where 代码 and at least two more headings stand.
    pub fn find(grid: &Grid) -> Option<Self> {
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

    /// The rows below, in one pass over their cells.
    pub fn lines<'a>(&'a self, grid: &'a Grid) -> impl Iterator<Item = Line<'a>> {
        let read: Vec<(u16, Column)> = self.columns.iter().map(|(column, place)| (*place, *column)).collect();
        let below = Cell { row: self.row + 1, column: 0 }..;
        let mut cells = grid.cells.range(below).peekable();
        std::iter::from_fn(move || {
            let row = cells.peek()?.0.row;
            let mut line = Line { header: self, row, cells: [None; COLUMNS.len()] };
            while let Some((cell, raw)) = cells.next_if(|(cell, _)| cell.row == row) {
                if let Some((_, column)) = read.iter().find(|(place, _)| *place == cell.column) {
                    line.cells[*column as usize] = Some(raw);
                }
            }
            Some(line)
        })
    }
}

/// A row below the headings: what stands in it, by column of the template.
pub(super) struct Line<'a> {
    header: &'a Header,
    pub row: u32,
    cells: [Option<&'a Raw>; COLUMNS.len()],
}

impl<'a> Line<'a> {
    pub fn place(&self, column: Column) -> Cell {
        Cell { row: self.row, column: self.header.columns[&column] }
    }

    pub fn raw(&self, column: Column) -> Option<&'a Raw> {
        self.cells[column as usize]
    }

    /// Where something stands in a column.
    pub fn filled(&self, column: Column) -> Option<Cell> {
        self.raw(column).filter(|raw| !raw.is_blank()).map(|_| self.place(column))
    }

    /// The text in a column; empty when something else stands there.
    pub fn text(&self, column: Column) -> &'a str {
        self.raw(column).and_then(Raw::as_text).unwrap_or_default().trim()
    }
}

impl Raw {
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// About what the person sees in the cell.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Date(text) | Self::Error(text) => text.clone(),
            Self::Number { value, shown: Shown::Percent } => percent(*value),
            Self::Number { value, .. } => plain(*value),
            Self::Boolean(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Uncomputed => String::new(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.as_text().is_some_and(|text| text.trim().is_empty())
    }
}

/// The cell to the right of a label above the headings, and what it shows.
pub(super) fn beside(grid: &Grid, label: &str) -> Option<(Cell, String)> {
    let (cell, raw) = right_of(grid, label)?;
    let text = raw.map(Raw::shown).unwrap_or_default();
    Some((cell, start(text.trim())))
}

/// What stands to the right of a label above the headings.
pub(super) fn content<'a>(grid: &'a Grid, label: &str) -> Option<&'a Raw> {
    right_of(grid, label)?.1
}

fn right_of<'a>(grid: &'a Grid, label: &str) -> Option<(Cell, Option<&'a Raw>)> {
    let head = ..Cell { row: HEAD_ROWS, column: 0 };
    let is_label = |raw: &Raw| raw.as_text().is_some_and(|text| text.trim() == label);
    let (place, _) = grid.cells.range(head).find(|(_, raw)| is_label(raw))?;
    let cell = Cell { row: place.row, column: place.column.checked_add(1)? };
    Some((cell, grid.cells.get(&cell)))
}

/// The month a cell names. Spreadsheet programs turn `2026-10` into a day of that month when it is typed again.
pub(super) fn month_in(raw: &Raw) -> Option<Month> {
    let text = match raw {
        Raw::Text(text) => text.as_str(),
        Raw::Date(text) => text,
        _ => return None,
    };
    let mut numbers = text.trim().split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let (year, month) = (numbers.next()?, numbers.next()?);
    let fits = year.len() == 4 && month.len() <= 2;
    fits.then(|| format!("{year}-{month:0>2}").parse().ok()).flatten()
}

/// The beginning of a text, enough to find it again.
pub(super) fn start(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A number as a general cell shows it.
fn plain(value: f64) -> String {
    from_float(value).map_or_else(|_| value.to_string(), |value| value.to_string())
}

/// A number as a percent cell shows it.
fn percent(value: f64) -> String {
    format!("{}%", plain(value * 100.0))
}
