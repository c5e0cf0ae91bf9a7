//! Cells of an `.xlsx`, read by calamine, with what it leaves out: formats that show another number, formulas without
//! a result or with one that is old, merged areas, letters struck out or in the colour of the ground, what is hidden.

use std::collections::{BTreeSet, HashSet};
use std::io::Cursor;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Style, Xlsx};
use duoyuan_core::intake::{Book, Grid, NumberFormat, Raw, SHEET, Visibility};
use duoyuan_core::report::Cell;

use super::fault::Fault;
use super::ink::is_inkless;
use super::package::Package;
use super::parts::Parts;
use super::strike::struck_texts;
use super::{Gathered, HEAD_ROWS, Looks, MOST_CELLS, MOST_COLUMNS, cut};

type Reading = Xlsx<Cursor<Vec<u8>>>;

/// Every worksheet with the template's headings, hidden or not; when there is none, the first that shows.
pub(super) fn book(package: &Package) -> Result<Book, Fault> {
    let mut reading: Reading = open(package.archive()?)?;
    let sheets = reading.sheets_metadata().to_vec();
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let mut read = Vec::new();
    for sheet in &sheets {
        if has_headings(&mut reading, &sheet.name)? {
            read.push(sheet);
        }
    }
    let shown = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible;
    if read.is_empty() {
        let named = sheets.iter().filter(shown).find(|sheet| sheet.name.trim() == SHEET);
        let first = named.or_else(|| sheets.iter().find(shown)).or_else(|| sheets.first());
        read.push(first.ok_or(Fault::NoSheet)?);
    }
    let struck = struck_texts(package)?;
    let parts = Parts::of(package)?;
    let mut merges = open(package.archive_without_cells()?)?;
    let mut book = Book::default();
    // What several worksheets hold together is bounded as what one holds: only one is the report.
    let mut left = MOST_CELLS;
    for sheet in read {
        let part = parts.part(package, &sheet.name)?;
        let formulas = match package.has_formulas() {
            true => formulas(&mut reading, &sheet.name, part.recomputes)?,
            false => Formulas::default(),
        };
        let gathered = cells(&mut reading, &sheet.name, &formulas, &struck, left)?;
        left = left.saturating_sub(gathered.cells.len());
        let visibility = if shown(&sheet) { Visibility::Visible } else { Visibility::Hidden };
        let merged = merged(&mut merges, &sheet.name)?;
        let (hidden_rows, hidden_columns) = (part.rows, part.columns);
        book.sheets.push(Grid { merged, visibility, hidden_rows, hidden_columns, ..gathered.grid()? });
    }
    Ok(book)
}

/// What the library alone takes to read the same worksheets: the number of cells. For comparing speeds.
pub fn read_by_library_alone(bytes: &[u8]) -> Option<usize> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let names = book.sheet_names();
    names.iter().map(|name| Some(book.worksheet_range(name).ok()?.used_cells().count())).sum()
}

fn open(archive: Vec<u8>) -> Result<Reading, Fault> {
    Xlsx::new(Cursor::new(archive)).map_err(|_| Fault::Damaged)
}

/// Whether the template's headings stand at the top: nothing below is read to tell.
fn has_headings(reading: &mut Reading, name: &str) -> Result<bool, Fault> {
    let mut reader = reading.worksheet_cells_reader(name).map_err(|_| Fault::Damaged)?;
    let mut head = Grid::default();
    while let Some(cell) = reader.next_cell().map_err(|_| Fault::Damaged)? {
        let (row, column) = cell.get_position();
        if row >= HEAD_ROWS {
            break;
        }
        let text = match cell.get_value() {
            DataRef::String(text) => text.as_str(),
            DataRef::SharedString(text) => text,
            _ => continue,
        };
        if column < MOST_COLUMNS {
            head.cells.insert(Cell { row, column: column as u16 }, Raw::Text(cut(text).into()));
        }
    }
    Ok(head.has_headings())
}

fn cells(
    reading: &mut Reading,
    name: &str,
    formulas: &Formulas,
    struck: &HashSet<String>,
    most: usize,
) -> Result<Gathered, Fault> {
    let mut reader = reading.worksheet_cells_reader(name).map_err(|_| Fault::Damaged)?;
    let formats: Vec<Format> = reader.styles().iter().map(Format::of).collect();
    let mut gathered = Gathered::new(name, most);
    gathered.cells.reserve(declared(reader.dimensions()).min(most));
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| Fault::Damaged)? {
        let (row, column) = cell.get_position();
        let format = formats.get(style);
        let number = |value| {
            let shown = format.map(|format| format.number.show(value)).unwrap_or_default();
            Raw::Number { value, shown }
        };
        let raw = match cell.get_value() {
            DataRef::Empty if formulas.uncomputed.contains(&(row, column)) => Raw::Uncomputed,
            DataRef::Empty => continue,
            DataRef::Int(value) => number(*value as f64),
            DataRef::Float(value) => number(*value),
            DataRef::String(text) => Raw::Text(cut(text).into()),
            DataRef::SharedString(text) => Raw::Text(cut(text).into()),
            DataRef::Bool(value) => Raw::Boolean(*value),
            DataRef::DateTime(moment) => Raw::Date(shown(moment)),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Raw::Date(cut(text).to_owned()),
            DataRef::Error(error) => Raw::Error(error.to_string()),
        };
        let in_part = matches!(&raw, Raw::Text(text) if struck.contains(text.as_str()));
        let looks = Looks {
            struck: in_part || format.is_some_and(|format| format.struck),
            inkless: format.is_some_and(|format| format.inkless),
            as_saved: formulas.as_saved.contains(&(row, column)),
        };
        gathered.push(row, column, raw, looks)?;
    }
    Ok(gathered)
}

/// What matters of a cell's format.
struct Format {
    number: NumberFormat,
    struck: bool,
    inkless: bool,
}

impl Format {
    fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref().map_or("", |format| &format.format_code);
        let struck = style.font.as_ref().is_some_and(|font| font.has_strikethrough());
        Self { number: NumberFormat::of(code), struck, inkless: is_inkless(style) }
    }
}

/// How many cells a worksheet says it has, right or wrong.
fn declared(area: Dimensions) -> usize {
    let ((top, left), (bottom, right)) = (area.start, area.end);
    let (rows, columns) = (bottom.saturating_sub(top) as usize + 1, right.saturating_sub(left) as usize + 1);
    rows.saturating_mul(columns)
}

/// Cells with a formula of which something is to be told.
#[derive(Default)]
struct Formulas {
    /// Without a result: the file was made by a program that does not compute.
    uncomputed: BTreeSet<(u32, u32)>,
    /// With a result that the file asks to be computed anew.
    as_saved: BTreeSet<(u32, u32)>,
}

fn formulas(reading: &mut Reading, name: &str, recomputes: bool) -> Result<Formulas, Fault> {
    let mut reader = reading.worksheet_cells_reader(name).map_err(|_| Fault::Damaged)?;
    let mut found = Formulas::default();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| Fault::Damaged)? {
        if record.formula.is_none() {
            continue;
        }
        if record.value == DataRef::Empty {
            found.uncomputed.insert(record.pos);
        } else if recomputes {
            found.as_saved.insert(record.pos);
        }
    }
    Ok(found)
}

fn merged(reading: &mut Reading, name: &str) -> Result<Vec<(Cell, Cell)>, Fault> {
    let areas = reading.merge_cells_by_sheet_name(name).map_err(|_| Fault::Damaged)?;
    let cell = |(row, column): (u32, u32)| Some(Cell { row, column: u16::try_from(column).ok()? });
    Ok(areas.iter().filter_map(|area| Some((cell(area.start)?, cell(area.end)?))).collect())
}

/// A date or time as a worksheet shows it; the time alone when there is no day.
fn shown(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let value = moment.as_f64();
    match () {
        () if moment.is_duration() || value < 1.0 => format!("{hour}:{minute:02}"),
        () if value.fract() == 0.0 => format!("{year}-{month:02}-{day:02}"),
        () => format!("{year}-{month:02}-{day:02} {hour}:{minute:02}"),
    }
}
