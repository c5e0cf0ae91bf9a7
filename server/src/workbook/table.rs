//! A table of a page, as `core` lays it out, written as a workbook to read, sort and print.

use duoyuan_core::table::{Cell, Number, Table, Width};
use duoyuan_core::words::{Lang, key};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::WorkbookError;
use super::fault::Fault;

/// A4 in the numbering of spreadsheet programs.
const A4: u8 = 9;
/// The longest name of a worksheet.
const LONGEST_NAME: usize = 31;
/// Digits a worksheet's number holds; longer ones are written as text.
const DIGITS: usize = 15;

/// The file.
///
/// # Errors
/// None that a table of `core` can cause: its texts and rows fit into a worksheet.
pub fn write_table(table: &Table) -> Result<Vec<u8>, WorkbookError> {
    book(table).map_err(|_| WorkbookError::new(&table.file(), Fault::Unwritten))
}

fn book(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(&table.title).set_comment(&table.source));
    let sheet = book.add_worksheet();
    sheet.set_name(table.file().trim_end_matches(".xlsx").chars().take(LONGEST_NAME).collect::<String>())?;
    let mut row = above(sheet, table)?;
    let head = row;
    for (column, it) in (0..).zip(&table.columns) {
        sheet.write_with_format(head, column, it.head.as_str(), &heads())?;
        sheet.set_column_width(column, width(it.width))?;
    }
    for cells in &table.rows {
        row += 1;
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell)?;
        }
    }
    let last = (table.columns.len().max(1) - 1) as u16;
    sheet.autofilter(head, 0, row, last)?;
    sheet.set_freeze_panes(head + 1, 2)?;
    sheet.set_repeat_rows(head, head)?.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    let demo = if table.demo { format!("&R{}", key::TABLE_DEMO.text(Lang::Chinese)) } else { String::new() };
    // An ampersand begins a code in a header.
    sheet.set_header(format!("&L{}{demo}", table.title.replace('&', "&&")));
    sheet.set_footer("&C&P / &N");
    book.save_to_buffer()
}

/// Title, source, mark and notes; the row of the heads comes after a free one.
fn above(sheet: &mut Worksheet, table: &Table) -> Result<u32, XlsxError> {
    sheet.write_with_format(0, 0, table.title.as_str(), &Format::new().set_bold().set_font_size(14))?;
    let quiet = Format::new().set_font_color("#595959");
    let demo = table.demo.then(|| key::TABLE_DEMO.text(Lang::Chinese).to_owned());
    let mut row = 0;
    for line in demo.iter().chain([&table.source]).chain(&table.notes) {
        row += 1;
        sheet.write_with_format(row, 0, line.as_str(), &quiet)?;
    }
    Ok(row + 2)
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // Written as a string whatever it begins with: nothing a user typed becomes a formula.
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &Format::new().set_align(FormatAlign::Top))?;
        }
        Cell::Number(number) => {
            let value = number.value.normalize();
            let digits = value.mantissa().unsigned_abs().to_string().len();
            let format = Format::new().set_num_format(shown(number)).set_align(FormatAlign::Top);
            // A quotient has more digits than a worksheet holds; what it keeps of it is far beyond what is shown.
            let rounded = digits > DIGITS && value.scale() > 0;
            match value.to_string().parse::<f64>() {
                Ok(float) if digits <= DIGITS || rounded => {
                    sheet.write_number_with_format(row, column, float, &format)?;
                }
                _ => {
                    sheet.write_string(row, column, value.to_string())?;
                }
            }
        }
    }
    Ok(())
}

/// `#,##0.00`, with a plus and what stands behind it.
fn shown(number: &Number) -> String {
    let decimals = "0".repeat(number.decimals as usize);
    let plain = if number.decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{decimals}") };
    let suffix = if number.suffix.is_empty() { String::new() } else { format!("\"{}\"", number.suffix) };
    if number.signed { format!("+{plain}{suffix};-{plain}{suffix};{plain}{suffix}") } else { plain + &suffix }
}

fn heads() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
}

fn width(width: Width) -> f64 {
    match width {
        Width::Narrow => 11.0,
        Width::Middle => 18.0,
        Width::Wide => 38.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_on_the_page() {
        let check = |decimals, signed, suffix, expected: &str| {
            assert_eq!(shown(&Number { value: 1.into(), decimals, signed, suffix }), expected);
        };
        check(2, false, "", "#,##0.00");
        check(0, false, "%", "#,##0\"%\"");
        check(1, true, "%", "+#,##0.0\"%\";-#,##0.0\"%\";#,##0.0\"%\"");
    }
}
