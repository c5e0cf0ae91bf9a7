//! What a park’s office does to the workbook: open it, change cells, save it.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

/// An open workbook of one worksheet.
#[derive(Clone, Debug)]
pub struct Book {
    /// Name of the worksheet.
    pub sheet: String,
    cells: BTreeMap<(u32, u16), Data>,
    merged: Vec<(u32, u16, u32, u16)>,
    percent: Vec<(u32, u16)>,
    formulas: BTreeMap<(u32, u16), (String, String)>,
    hidden: Vec<u32>,
}

impl Book {
    /// Opens a file; panics when it is no workbook.
    pub fn open(file: &[u8]) -> Self {
        let mut reader: Xlsx<_> = Xlsx::new(Cursor::new(file)).expect("a workbook");
        let sheet = reader.sheet_names().first().expect("a worksheet").clone();
        let range = reader.worksheet_range(&sheet).expect("a readable worksheet");
        let (row, column) = range.start().unwrap_or_default();
        let cell = |(r, c, data): (usize, usize, &Data)| ((row + r as u32, (column + c as u32) as u16), data.clone());
        let cells = range.used_cells().map(cell).collect();
        let (merged, percent, formulas, hidden) = Default::default();
        Self { sheet, cells, merged, percent, formulas, hidden }
    }

    /// Where the item’s cell of a column (by its heading) is.
    pub fn place(&self, code: &str, heading: &str) -> (u32, u16) {
        let find = |text: &str| {
            let is = |data: &Data| matches!(data, Data::String(found) if found.trim() == text);
            let cell = self.cells.iter().find(|(_, data)| is(data));
            *cell.unwrap_or_else(|| panic!("no cell says {text}")).0
        };
        (find(code).0, find(heading).1)
    }

    /// The content of a cell.
    pub fn get(&self, place: (u32, u16)) -> Option<&Data> {
        self.cells.get(&place)
    }

    /// Codes of the items, from top to bottom.
    pub fn codes(&self) -> Vec<String> {
        let (head, column) = self.place("代码", "代码");
        let below = self.cells.iter().filter(|((row, c), _)| *row > head && *c == column);
        below.filter_map(|(_, data)| if let Data::String(code) = data { Some(code.clone()) } else { None }).collect()
    }

    /// Types into a cell.
    pub fn set(&mut self, place: (u32, u16), data: impl Into<Data>) -> &mut Self {
        self.cells.insert(place, data.into());
        self
    }

    /// Types into the 本期 cell of an item.
    pub fn fill(&mut self, code: &str, data: impl Into<Data>) -> &mut Self {
        let place = self.place(code, "本期");
        self.set(place, data)
    }

    /// Empties a cell.
    pub fn clear(&mut self, place: (u32, u16)) -> &mut Self {
        self.cells.remove(&place);
        self
    }

    /// Changes the text that stands beside a label at the top.
    pub fn relabel(&mut self, label: &str, content: &str) -> &mut Self {
        let (row, column) = self.place(label, label);
        self.set((row, column + 1), content.to_owned())
    }

    /// Deletes a row; the ones below stay where they are.
    pub fn blank_row(&mut self, row: u32) -> &mut Self {
        self.cells.retain(|(r, _), _| *r != row);
        self
    }

    /// Copies a row to another place.
    pub fn copy_row(&mut self, from: u32, to: u32) -> &mut Self {
        let copied: Vec<_> =
            self.cells.iter().filter(|((r, _), _)| *r == from).map(|((_, c), d)| ((to, *c), d.clone())).collect();
        self.cells.extend(copied);
        self
    }

    /// Exchanges two rows.
    pub fn swap_rows(&mut self, a: u32, b: u32) -> &mut Self {
        let cells = std::mem::take(&mut self.cells);
        let swap = |row| {
            if row == a {
                b
            } else if row == b {
                a
            } else {
                row
            }
        };
        self.cells = cells.into_iter().map(|((row, column), data)| ((swap(row), column), data)).collect();
        self
    }

    /// Merges a cell with the one to its right.
    pub fn merge_right(&mut self, (row, column): (u32, u16)) -> &mut Self {
        self.merged.push((row, column, row, column + 1));
        self
    }

    /// Shows a cell as a percentage.
    pub fn as_percent(&mut self, place: (u32, u16)) -> &mut Self {
        self.percent.push(place);
        self
    }

    /// Puts a formula into a cell, with the result its program last computed.
    pub fn formula(&mut self, place: (u32, u16), text: &str, result: &str) -> &mut Self {
        self.formulas.insert(place, (text.to_owned(), result.to_owned()));
        self
    }

    /// Hides a row.
    pub fn hide(&mut self, row: u32) -> &mut Self {
        self.hidden.push(row);
        self
    }

    /// Saves it.
    pub fn save(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.sheet).expect("a name that was read");
        for ((row, column), data) in &self.cells {
            write(sheet, *row, *column, data, self.percent.contains(&(*row, *column)));
        }
        for ((row, column), (text, result)) in &self.formulas {
            let formula = rust_xlsxwriter::Formula::new(text).set_result(result);
            sheet.write_formula(*row, *column, formula).expect("a cell");
        }
        for (row, column, last_row, last_column) in &self.merged {
            let text = match self.cells.get(&(*row, *column)) {
                Some(data) => data.to_string(),
                None => String::new(),
            };
            sheet.merge_range(*row, *column, *last_row, *last_column, &text, &Format::new()).expect("an area");
        }
        for row in &self.hidden {
            sheet.set_row_hidden(*row).expect("a row");
        }
        workbook.save_to_buffer().expect("in memory")
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, data: &Data, percent: bool) {
    let done = match data {
        Data::Empty => return,
        Data::Int(number) => sheet.write_number(row, column, *number as f64),
        Data::Float(number) if percent => {
            sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format("0.00%"))
        }
        Data::Float(number) => sheet.write_number(row, column, *number),
        Data::Bool(value) => sheet.write_boolean(row, column, *value),
        Data::DateTime(moment) => {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_number_with_format(row, column, moment.as_f64(), &format)
        }
        other => sheet.write_string(row, column, other.to_string()),
    };
    done.expect("a cell");
}

/// A zip file with these members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, packed).expect("in memory");
        writer.write_all(content).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

/// A workbook of a few kilobytes whose worksheet unpacks to `megabytes`.
pub fn bomb(book: &[u8], megabytes: usize) -> Vec<u8> {
    with_rows(book, std::iter::repeat_n(b' ', megabytes << 20))
}

/// A workbook with `cells` more numbers below its rows, each of which takes `bytes` in the worksheet.
pub fn with_numbers(book: &[u8], cells: usize, bytes: usize) -> Vec<u8> {
    let cell = |number: usize| format!("<c><v>{}.{:0>fill$}</v></c>", number * 7919, "", fill = bytes - 40);
    let row = |first: usize| format!("<row>{}</row>", (first..first + 100).map(cell).collect::<String>());
    with_rows(book, (0..cells).step_by(100).flat_map(|first| row(first).into_bytes()))
}

/// A workbook in which a cell of the eighth row stands a second time, at the end, with another number.
pub fn with_cell_twice(book: &[u8]) -> Vec<u8> {
    with_rows(book, br#"<row r="8"><c r="G8"><v>7</v></c></row>"#.iter().copied())
}

fn with_rows(book: &[u8], rows: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut rows = Some(rows);
    let mut reader = zip::ZipArchive::new(Cursor::new(book)).expect("a workbook is a zip file");
    let mut members = Vec::new();
    for index in 0..reader.len() {
        let mut file = reader.by_index(index).expect("a member");
        let mut content = Vec::new();
        std::io::copy(&mut file, &mut content).expect("a sound member");
        let name = file.name().expect("a plain name").into_owned();
        if name.ends_with("sheet1.xml") {
            let end = content.windows(12).position(|part| part == b"</sheetData>").expect("rows end somewhere");
            content.splice(end..end, rows.take().into_iter().flatten());
        }
        drop(file);
        members.push((name, content));
    }
    let members: Vec<_> = members.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zip(&members)
}

/// Everything in a zip file, one member after the other.
pub fn unpack(file: &[u8]) -> Vec<u8> {
    let mut reader = zip::ZipArchive::new(Cursor::new(file)).expect("a zip file");
    let mut content = Vec::new();
    for index in 0..reader.len() {
        std::io::copy(&mut reader.by_index(index).expect("a member"), &mut content).expect("a sound member");
    }
    content
}
