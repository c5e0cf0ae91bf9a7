//! Cells of an `.xlsx` or `.xlsm`, read by calamine, with what it leaves out: percent formats, formulas
//! without a result, merged areas.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx};
use duoyuan_core::intake::{Grid, Raw, SHEET};
use duoyuan_core::report::Cell;

use super::fault::Fault;
use super::package::Package;
use super::{Gathered, MOST_CELLS, cut};

/// Worksheets looked at when none has the template's name.
const MOST_SHEETS: usize = 50;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// The worksheet of the template's name, else the first visible one with its headings, else the first one.
pub(super) fn grid(package: &Package) -> Result<Grid, Fault> {
    let mut book: Book = open(package.archive()?)?;
    let sheets = book.sheets_metadata().to_vec();
    let sheets = sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (named, others): (Vec<_>, Vec<_>) = sheets.partition(|sheet| sheet.name.trim() == SHEET);
    let visible = others.into_iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let mut first = None;
    for sheet in named.into_iter().chain(visible).take(MOST_SHEETS) {
        let gathered = cells(&mut book, &sheet.name, package.has_formulas())?;
        let grid = gathered.grid();
        let is_template = grid.has_headings();
        if is_template || first.is_none() {
            first = Some(grid);
        }
        if is_template {
            break;
        }
    }
    let mut grid = first.ok_or(Fault::NoSheet)?;
    grid.merged = merged(package, &grid.name)?;
    Ok(grid)
}

/// What the library alone takes to read the same worksheets: the number of cells. For comparing speeds.
pub fn read_by_library_alone(bytes: &[u8]) -> Option<usize> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let names = book.sheet_names();
    names.iter().map(|name| Some(book.worksheet_range(name).ok()?.used_cells().count())).sum()
}

fn open(archive: Vec<u8>) -> Result<Book, Fault> {
    Xlsx::new(Cursor::new(archive)).map_err(|_| Fault::Damaged)
}

fn cells(book: &mut Book, name: &str, has_formulas: bool) -> Result<Gathered, Fault> {
    let uncomputed = if has_formulas { uncomputed(book, name)? } else { BTreeSet::new() };
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| Fault::Damaged)?;
    let percent: Vec<bool> = reader.styles().iter().map(shows_percent).collect();
    let mut gathered = Gathered::new(name);
    gathered.cells.reserve(declared(reader.dimensions()).min(MOST_CELLS));
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| Fault::Damaged)? {
        let (row, column) = cell.get_position();
        let number = |value| Raw::Number { value, percent: percent.get(style).copied().unwrap_or_default() };
        let raw = match cell.get_value() {
            DataRef::Empty if uncomputed.contains(&(row, column)) => Raw::Uncomputed,
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
        gathered.push(row, column, raw)?;
    }
    Ok(gathered)
}

/// How many cells a worksheet says it has, right or wrong.
fn declared(area: Dimensions) -> usize {
    let ((top, left), (bottom, right)) = (area.start, area.end);
    let (rows, columns) = (bottom.saturating_sub(top) as usize + 1, right.saturating_sub(left) as usize + 1);
    rows.saturating_mul(columns)
}

/// Cells that have a formula and no result: the file was made by a program that does not compute.
fn uncomputed(book: &mut Book, name: &str) -> Result<BTreeSet<(u32, u32)>, Fault> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| Fault::Damaged)?;
    let mut found = BTreeSet::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| Fault::Damaged)? {
        if record.formula.is_some() && record.value == DataRef::Empty {
            found.insert(record.pos);
        }
    }
    Ok(found)
}

fn merged(package: &Package, name: &str) -> Result<Vec<(Cell, Cell)>, Fault> {
    let mut book = open(package.archive_without_cells()?)?;
    let areas = book.merge_cells_by_sheet_name(name).map_err(|_| Fault::Damaged)?;
    let cell = |(row, column): (u32, u32)| Some(Cell { row, column: u16::try_from(column).ok()? });
    Ok(areas.iter().filter_map(|area| Some((cell(area.start)?, cell(area.end)?))).collect())
}

/// Whether a format multiplies by a hundred for show: it has a `%` that is not quoted or escaped.
fn shows_percent(style: &Style) -> bool {
    let code = style.number_format.as_ref().map_or("", |format| &format.format_code);
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            _ if quoted => {}
            // What follows is shown as it is, or is a width or filling.
            '\\' | '_' | '*' => escaped = true,
            '%' => return true,
            _ => {}
        }
    }
    false
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
