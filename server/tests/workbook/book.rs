//! A workbook to be spoilt: starts as the filled template as it is read back, is changed cell by cell, and is
//! written as spreadsheet programs would.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use duoyuan_core::intake::{Grid, Raw};
use duoyuan_core::report::Cell;
use duoyuan_server::workbook;
use rust_xlsxwriter::{Color, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::zone;

#[derive(Clone)]
pub enum Value {
    Text(String),
    Number(f64),
    /// A number with its format.
    Formatted(f64, &'static str),
    Boolean(bool),
    /// A text that is struck out.
    Struck(&'static str),
    /// A number that is struck out.
    StruckNumber(f64),
    /// A text of which the second part is struck out.
    StruckInPart(&'static str, &'static str),
    /// A number in the first colour, on a ground of the second if there is one.
    Inked(f64, u32, Option<u32>),
    /// A formula with the result a program left beside it.
    Formula(&'static str, &'static str),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// One worksheet.
#[derive(Clone, Default)]
pub struct Page {
    pub name: String,
    pub cells: BTreeMap<Cell, Value>,
    pub merged: Vec<&'static str>,
    pub hidden_rows: Vec<u32>,
    pub hidden_columns: Vec<u16>,
    pub hidden: bool,
    pub very_hidden: bool,
}

pub struct Book {
    pub pages: Vec<Page>,
}

pub fn cell(text: &str) -> Cell {
    text.parse().expect("a cell")
}

impl Page {
    pub fn set(&mut self, at: &str, value: impl Into<Value>) {
        self.cells.insert(cell(at), value.into());
    }

    pub fn clear(&mut self, at: &str) {
        self.cells.remove(&cell(at));
    }

    /// Takes every cell to another place, or away.
    pub fn move_cells(&mut self, to: impl Fn(Cell) -> Option<Cell>) {
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().filter_map(|(cell, value)| Some((to(cell)?, value))).collect();
    }

    /// Copies row `from` to row `to`, both as numbered in a worksheet.
    pub fn copy_row(&mut self, from: u32, to: u32) {
        let copies: Vec<_> =
            self.cells.iter().filter(|(cell, _)| cell.row + 1 == from).map(|(c, v)| (*c, v.clone())).collect();
        self.cells.extend(copies.into_iter().map(|(c, v)| (Cell { row: to - 1, ..c }, v)));
    }

    fn write(&self, sheet: &mut Worksheet) {
        sheet.set_name(&self.name).expect("a name");
        for text in &self.merged {
            let (first, last) = text.split_once(':').expect("an area");
            let (first, last) = (cell(first), cell(last));
            sheet.merge_range(first.row, first.column, last.row, last.column, "", &Format::new()).expect("an area");
        }
        let struck = Format::new().set_font_strikethrough();
        for (Cell { row, column }, value) in &self.cells {
            let (row, column) = (*row, *column);
            match value {
                Value::Text(text) => sheet.write_string(row, column, text),
                Value::Number(number) => sheet.write_number(row, column, *number),
                Value::Formatted(number, format) => {
                    sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format(*format))
                }
                Value::Struck(text) => sheet.write_string_with_format(row, column, *text, &struck),
                Value::StruckNumber(number) => sheet.write_number_with_format(row, column, *number, &struck),
                Value::StruckInPart(kept, gone) => {
                    sheet.write_rich_string(row, column, &[(&Format::new(), *kept), (&struck, *gone)])
                }
                Value::Inked(number, ink, ground) => {
                    let inked = Format::new().set_font_color(Color::RGB(*ink));
                    let on = |ground: u32| inked.clone().set_background_color(Color::RGB(ground));
                    sheet.write_number_with_format(row, column, *number, &ground.map_or(inked.clone(), on))
                }
                Value::Boolean(value) => sheet.write_boolean(row, column, *value),
                Value::Formula(formula, result) => {
                    sheet.write_formula(row, column, Formula::new(*formula).set_result(*result))
                }
            }
            .expect("a cell");
        }
        for row in &self.hidden_rows {
            sheet.set_row_hidden(*row).expect("a row");
        }
        for column in &self.hidden_columns {
            sheet.set_column_hidden(*column).expect("a column");
        }
        sheet.set_hidden(self.hidden);
        if self.very_hidden {
            sheet.set_very_hidden(true);
        }
    }
}

impl From<Grid> for Page {
    fn from(grid: Grid) -> Self {
        let value = |raw| match raw {
            Raw::Text(text) => Value::Text(text.into()),
            Raw::Number { value, .. } => Value::Number(value),
            other => panic!("the template holds {other:?}"),
        };
        let cells = grid.cells.into_iter().map(|(cell, raw)| (cell, value(raw))).collect();
        Self { name: grid.name, cells, merged: vec!["A1:I1", "A5:I5"], ..Self::default() }
    }
}

impl Book {
    /// The filled template.
    pub fn filled() -> Self {
        let bytes = workbook::write(&zone::filled()).expect("the template is written");
        let mut book = workbook::read(&bytes, "t.xlsx").expect("the template is read");
        Self { pages: vec![book.sheets.remove(0).into()] }
    }

    /// The same as the release before wrote it: no 上月, no mark, version 1.
    pub fn of_version_1() -> Self {
        const LAST_MONTH: u16 = 5;
        let mut book = Self::filled();
        let page = book.page();
        let (labels, lines): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut page.cells).into_iter().partition(|(cell, _)| cell.row < 5);
        let left = |cell: Cell| match cell.column {
            LAST_MONTH => None,
            column if column > LAST_MONTH => Some(Cell { column: column - 1, ..cell }),
            _ => Some(cell),
        };
        page.cells = lines.into_iter().filter_map(|(cell, value)| Some((left(cell)?, value))).collect();
        page.cells.retain(|cell, _| cell.row < 16);
        page.cells.extend(labels.into_iter().filter(|(cell, _)| cell.column < 7));
        page.set("F4", "1");
        page.merged = vec!["A1:H1", "A5:H5"];
        book
    }

    /// The worksheet of the template.
    pub fn page(&mut self) -> &mut Page {
        self.pages.iter_mut().find(|page| page.name == "月报").expect("it is there")
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        // A worksheet that is open is not hidden, whatever is asked.
        let opened = self.pages.iter().position(|page| !page.hidden && !page.very_hidden);
        for (index, page) in self.pages.iter().enumerate() {
            let sheet = book.add_worksheet();
            page.write(sheet);
            if Some(index) == opened {
                sheet.set_active(true).set_first_tab(true);
            }
        }
        book.save_to_buffer().expect("the workbook is written")
    }
}

/// The parts of an archive, changed and packed again.
pub fn repack(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        let content = change(&name, content);
        parts.push((name, content));
    }
    pack(&parts)
}

pub fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The first worksheet's text with one thing replaced by another.
pub fn edit_sheet(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    edit(bytes, "xl/worksheets/sheet1.xml", from, to)
}

/// The text of one part with one thing replaced by another.
pub fn edit(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    repack(bytes, |name, content| {
        if name != part {
            return content;
        }
        let text = String::from_utf8(content).expect("a text");
        assert!(text.contains(from), "{part} has no {from}: {text}");
        text.replace(from, to).into_bytes()
    })
}
