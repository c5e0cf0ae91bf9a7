//! Cells of an `.ods`. Read here and not by calamine, which leaves out percent formats and merged areas and
//! writes repeated cells out before anybody can count them.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use duoyuan_core::intake::{Grid, Raw, SHEET};
use duoyuan_core::report::Cell;

use super::fault::Fault;
use super::package::Package;
use super::{Gathered, LONGEST_TEXT, cut};

/// The worksheet of the template's name, else the first one with its headings, else the first one.
pub(super) fn grid(package: &Package) -> Result<Grid, Fault> {
    let has = |text: &[u8], word: &[u8]| text.windows(word.len()).any(|window| window == word);
    if package.part("META-INF/manifest.xml").is_some_and(|manifest| has(manifest, b"encryption-data")) {
        return Err(Fault::Protected);
    }
    let content = package.part("content.xml").ok_or(Fault::Damaged)?;
    let mut sheets: Vec<Grid> = tables(content)?.into_iter().map(Gathered::grid).collect();
    let wanted = sheets.iter().position(|sheet| sheet.name.trim() == SHEET);
    let wanted = wanted.or_else(|| sheets.iter().position(Grid::has_headings)).unwrap_or(0);
    if sheets.is_empty() { Err(Fault::NoSheet) } else { Ok(sheets.swap_remove(wanted)) }
}

/// Where reading stands within a worksheet.
#[derive(Default)]
struct Place {
    row: u32,
    column: u32,
    /// How often the row is repeated.
    rows: u32,
    /// The row's first cell among those gathered.
    first: usize,
    cell: Option<Open>,
    /// Inside a note on a cell, which is not its content.
    note: bool,
}

/// A cell that is being read.
struct Open {
    raw: Option<Raw>,
    repeated: u32,
    text: String,
    is_text: bool,
    is_error: bool,
}

fn tables(content: &[u8]) -> Result<Vec<Gathered>, Fault> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let (mut sheets, mut place): (Vec<Gathered>, Place) = Default::default();
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) => start(&tag, &mut sheets, &mut place)?,
            Event::Text(text) => place.say(&text.xml10_content()),
            Event::GeneralRef(name) => place.say(&entity(&name)),
            Event::End(tag) => end(tag.name().as_ref(), &mut sheets, &mut place)?,
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

fn start(tag: &BytesStart<'_>, sheets: &mut Vec<Gathered>, place: &mut Place) -> Result<(), Fault> {
    let count = |name: &str| attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1u32);
    match tag.name().as_ref() {
        "table:table" => {
            sheets.push(Gathered::new(&attribute(tag, "table:name").unwrap_or_default()));
            *place = Place::default();
        }
        "table:table-row" => {
            place.rows = count("table:number-rows-repeated");
            place.column = 0;
            place.first = sheets.last().map_or(0, |sheet| sheet.cells.len());
        }
        "table:table-cell" | "table:covered-table-cell" => {
            let (rows, columns) = (count("table:number-rows-spanned"), count("table:number-columns-spanned"));
            if (rows > 1 || columns > 1)
                && let Some(sheet) = sheets.last_mut()
            {
                let at = |row, column: u32| Cell { row, column: column.try_into().unwrap_or(u16::MAX) };
                let last = at(place.row.saturating_add(rows - 1), place.column.saturating_add(columns - 1));
                sheet.merged.push((at(place.row, place.column), last));
            }
            place.cell = Some(Open::new(tag, count("table:number-columns-repeated")));
        }
        "office:annotation" => place.note = true,
        "text:s" | "text:tab" => place.say(" "),
        "text:line-break" => place.say("\n"),
        "text:p" if place.cell.as_ref().is_some_and(|cell| !cell.text.is_empty()) => place.say("\n"),
        _ => {}
    }
    Ok(())
}

fn end(name: &str, sheets: &mut [Gathered], place: &mut Place) -> Result<(), Fault> {
    let Some(sheet) = sheets.last_mut() else { return Ok(()) };
    match name {
        "office:annotation" => place.note = false,
        "table:table-cell" | "table:covered-table-cell" => {
            let Some(cell) = place.cell.take() else { return Ok(()) };
            let repeated = cell.repeated;
            if let Some(raw) = cell.raw() {
                for offset in 0..repeated {
                    sheet.push(place.row, place.column.saturating_add(offset), raw.clone())?;
                }
            }
            place.column = place.column.saturating_add(repeated);
        }
        "table:table-row" => {
            let row: Vec<(Cell, Raw)> = sheet.cells[place.first..].to_vec();
            // An empty row may be repeated a million times: that is how the end of a worksheet looks.
            let copies = if row.is_empty() { 0 } else { place.rows };
            for offset in 1..copies {
                for (cell, raw) in &row {
                    sheet.push(place.row.saturating_add(offset), u32::from(cell.column), raw.clone())?;
                }
            }
            place.row = place.row.saturating_add(place.rows);
        }
        _ => {}
    }
    Ok(())
}

impl Place {
    fn say(&mut self, text: &str) {
        let Some(cell) = self.cell.as_mut().filter(|_| !self.note) else { return };
        if cell.text.len() < LONGEST_TEXT * 4 {
            cell.text.push_str(cut(text));
        }
    }
}

impl Open {
    fn new(tag: &BytesStart<'_>, repeated: u32) -> Self {
        let get = |name| attribute(tag, name);
        let kind = get("office:value-type");
        let number = || get("office:value").and_then(|text| text.parse().ok()).unwrap_or(f64::NAN);
        let raw = match kind.as_deref() {
            Some("percentage") => Some(Raw::Number { value: number(), percent: true }),
            Some("float" | "currency") => Some(Raw::Number { value: number(), percent: false }),
            Some("boolean") => Some(Raw::Boolean(get("office:boolean-value").as_deref() == Some("true"))),
            Some("date") => get("office:date-value").map(|text| Raw::Date(cut(&text).to_owned())),
            Some("time") => get("office:time-value").map(|text| Raw::Date(cut(&text).to_owned())),
            Some("string") => get("office:string-value").map(|text| Raw::Text(cut(&text).into())),
            _ => get("table:formula").map(|_| Raw::Uncomputed),
        };
        let is_error = get("calcext:value-type").as_deref() == Some("error");
        Self { raw, repeated, text: String::new(), is_text: kind.as_deref() == Some("string"), is_error }
    }

    fn raw(self) -> Option<Raw> {
        let shown = cut(&self.text).to_owned();
        match self.raw {
            _ if self.is_error => Some(Raw::Error(shown)),
            None if self.is_text => Some(Raw::Text(shown.into())),
            raw => raw,
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), |text| text.into_owned()))
}

/// `&amp;` and `&#20013;`; what a document defines itself is not looked up, so that it cannot grow.
fn entity(name: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned()
}
