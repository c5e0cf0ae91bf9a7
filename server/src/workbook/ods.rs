//! Cells of an `.ods`. Read here and not by calamine, which leaves out formats and merged areas and writes repeated
//! cells out before anybody can count them.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use duoyuan_core::intake::{Book, Grid, NumberFormat, Raw, SHEET, Shown, Visibility};
use duoyuan_core::report::Cell;

use super::fault::Fault;
use super::ods_styles::Styles;
use super::package::Package;
use super::{Gathered, LONGEST_TEXT, Looks, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, cut};

/// Every worksheet with the template's headings, hidden or not; when there is none, the first that shows.
pub(super) fn book(package: &Package) -> Result<Book, Fault> {
    let has = |text: &[u8], word: &[u8]| text.windows(word.len()).any(|window| window == word);
    if package.part("META-INF/manifest.xml").is_some_and(|manifest| has(manifest, b"encryption-data")) {
        return Err(Fault::Protected);
    }
    let content = package.part("content.xml").ok_or(Fault::Damaged)?;
    let mut styles = Styles::default();
    if let Some(common) = package.part("styles.xml") {
        take_styles(common, &mut styles)?;
    }
    let (tables, others): (Vec<Grid>, Vec<Grid>) = tables(content, styles)?.into_iter().partition(Grid::has_headings);
    if !tables.is_empty() {
        return Ok(Book { sheets: tables });
    }
    let shown = || others.iter().filter(|sheet| sheet.visibility == Visibility::Visible);
    let named = shown().find(|sheet| sheet.name.trim() == SHEET);
    let first = named.or_else(|| shown().next()).or_else(|| others.first());
    first.cloned().map(Book::from).ok_or(Fault::NoSheet)
}

/// Where reading stands within a worksheet.
#[derive(Default)]
struct Place {
    row: u32,
    column: u32,
    /// How often the row is repeated.
    rows: u32,
    /// The row does not show.
    hidden: bool,
    /// The row's first cell among those gathered.
    first: usize,
    cell: Option<Open>,
    /// Inside a note on a cell, which is not its content.
    note: bool,
    /// Styles of cells that name none: the row's, or the column's with the first column it is for.
    row_style: Option<String>,
    column_styles: Vec<(u32, Option<String>)>,
    columns: u32,
    /// Formats by the names of their styles.
    formats: HashMap<String, NumberFormat>,
}

/// A cell that is being read.
struct Open {
    raw: Option<Raw>,
    repeated: u32,
    text: String,
    is_text: bool,
    is_error: bool,
    looks: Looks,
}

fn take_styles(content: &[u8], styles: &mut Styles) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) => styles.start(&tag),
            Event::Text(text) => styles.say(&text.xml10_content()),
            Event::GeneralRef(name) => styles.say(&entity(&name)),
            Event::End(tag) => styles.end(tag.name().as_ref()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn tables(content: &[u8], mut styles: Styles) -> Result<Vec<Grid>, Fault> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let (mut sheets, mut hidden): (Vec<Gathered>, Vec<Visibility>) = Default::default();
    let mut place = Place::default();
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                let style = attribute(&tag, "table:style-name").unwrap_or_default();
                hidden.push(if styles.hides(&style) { Visibility::Hidden } else { Visibility::Visible });
                sheets.push(Gathered::new(&attribute(&tag, "table:name").unwrap_or_default(), MOST_CELLS));
                place = Place::default();
            }
            // Styles come before the worksheets.
            Event::Start(tag) if sheets.is_empty() => styles.start(&tag),
            Event::End(tag) if sheets.is_empty() => styles.end(tag.name().as_ref()),
            Event::Text(text) if sheets.is_empty() => styles.say(&text.xml10_content()),
            Event::Start(tag) => start(&tag, &styles, &mut sheets, &mut place),
            Event::Text(text) => place.say(&text.xml10_content()),
            Event::GeneralRef(name) => place.say(&entity(&name)),
            Event::End(tag) => end(tag.name().as_ref(), &mut sheets, &mut place)?,
            Event::Eof => break,
            _ => {}
        }
    }
    let grids = sheets.into_iter().map(Gathered::grid).zip(hidden);
    grids.map(|(grid, visibility)| Ok(Grid { visibility, ..grid? })).collect()
}

fn start(tag: &BytesStart<'_>, styles: &Styles, sheets: &mut [Gathered], place: &mut Place) {
    let count = |name: &str| attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1u32);
    match tag.name().as_ref() {
        "table:table-column" => {
            place.column_styles.push((place.columns, attribute(tag, "table:default-cell-style-name")));
            let first = place.columns;
            place.columns = place.columns.saturating_add(count("table:number-columns-repeated"));
            if let Some(sheet) = sheets.last_mut().filter(|_| is_hidden(tag) && first < MOST_COLUMNS) {
                let last = place.columns.min(MOST_COLUMNS);
                sheet.hidden_columns.extend((first..last).map(|column| column as u16));
            }
        }
        "table:table-row" => {
            place.row_style = attribute(tag, "table:default-cell-style-name");
            place.rows = count("table:number-rows-repeated");
            place.hidden = is_hidden(tag);
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
            let style = attribute(tag, "table:style-name").or_else(|| place.default_style());
            let looks = style.as_ref().map(|style| Looks {
                struck: styles.strikes(style),
                inkless: styles.is_inkless(style),
                ..Looks::default()
            });
            let mut cell = Open::new(tag, count("table:number-columns-repeated"), looks.unwrap_or_default());
            if let (Some(Raw::Number { value, shown: shown @ Shown::AsStored }), Some(style)) = (&mut cell.raw, style) {
                let format = place.formats.entry(style).or_insert_with_key(|style| styles.format(style));
                *shown = format.show(*value);
            }
            place.cell = Some(cell);
        }
        "text:span" => {
            let struck = attribute(tag, "text:style-name").is_some_and(|style| styles.strikes(&style));
            if let Some(cell) = place.cell.as_mut().filter(|_| !place.note) {
                cell.looks.struck |= struck;
            }
        }
        "office:annotation" => place.note = true,
        "text:s" | "text:tab" => place.say(" "),
        "text:line-break" => place.say("\n"),
        "text:p" if place.cell.as_ref().is_some_and(|cell| !cell.text.is_empty()) => place.say("\n"),
        _ => {}
    }
}

fn end(name: &str, sheets: &mut [Gathered], place: &mut Place) -> Result<(), Fault> {
    let Some(sheet) = sheets.last_mut() else { return Ok(()) };
    match name {
        "office:annotation" => place.note = false,
        "table:table-cell" | "table:covered-table-cell" => {
            let Some(cell) = place.cell.take() else { return Ok(()) };
            let (repeated, looks) = (cell.repeated, cell.looks);
            if let Some(raw) = cell.raw() {
                for offset in 0..repeated {
                    sheet.push(place.row, place.column.saturating_add(offset), raw.clone(), looks)?;
                }
            }
            place.column = place.column.saturating_add(repeated);
        }
        "table:table-row" => {
            let row: Vec<(Cell, Raw)> = sheet.cells[place.first..].to_vec();
            // An empty row may be repeated a million times: that is how the end of a worksheet looks.
            let copies = if row.is_empty() { 0 } else { place.rows };
            if place.hidden {
                sheet.hidden_rows.extend((0..copies.min(MOST_ROWS)).map(|offset| place.row.saturating_add(offset)));
            }
            for offset in 1..copies {
                for (cell, raw) in &row {
                    let looks = Looks {
                        struck: sheet.struck.contains(cell),
                        inkless: sheet.inkless.contains(cell),
                        ..Looks::default()
                    };
                    sheet.push(place.row.saturating_add(offset), u32::from(cell.column), raw.clone(), looks)?;
                }
            }
            place.row = place.row.saturating_add(place.rows);
        }
        _ => {}
    }
    Ok(())
}

/// A row or column that is hidden, by hand or by a filter.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "table:visibility").as_deref(), Some("collapse" | "filter"))
}

impl Place {
    /// The style of a cell here that names none.
    fn default_style(&self) -> Option<String> {
        let column = || self.column_styles.iter().rev().find(|(first, _)| *first <= self.column)?.1.clone();
        self.row_style.clone().or_else(column)
    }

    fn say(&mut self, text: &str) {
        let Some(cell) = self.cell.as_mut().filter(|_| !self.note) else { return };
        if cell.text.len() < LONGEST_TEXT * 4 {
            cell.text.push_str(cut(text));
        }
    }
}

impl Open {
    fn new(tag: &BytesStart<'_>, repeated: u32, looks: Looks) -> Self {
        let get = |name| attribute(tag, name);
        let kind = get("office:value-type");
        let number = || get("office:value").and_then(|text| text.parse().ok()).unwrap_or(f64::NAN);
        let raw = match kind.as_deref() {
            Some("percentage") => Some(Raw::Number { value: number(), shown: Shown::Percent }),
            Some("float" | "currency") => Some(Raw::Number { value: number(), shown: Shown::AsStored }),
            Some("boolean") => Some(Raw::Boolean(get("office:boolean-value").as_deref() == Some("true"))),
            Some("date") => get("office:date-value").map(|text| Raw::Date(cut(&text).to_owned())),
            Some("time") => get("office:time-value").map(|text| Raw::Date(cut(&text).to_owned())),
            Some("string") => get("office:string-value").map(|text| Raw::Text(cut(&text).into())),
            _ => get("table:formula").map(|_| Raw::Uncomputed),
        };
        let is_error = get("calcext:value-type").as_deref() == Some("error");
        let is_text = kind.as_deref() == Some("string");
        Self { raw, repeated, text: String::new(), is_text, is_error, looks }
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

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), |text| text.into_owned()))
}

/// `&amp;` and `&#20013;`; what a document defines itself is not looked up, so that it cannot grow.
pub(super) fn entity(name: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned()
}
