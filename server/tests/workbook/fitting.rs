//! What a file may unpack to fits a form, and not much more: a small file may be much when it is unpacked.

use duoyuan_server::workbook::{self, MOST_CELLS};

use crate::book::{Book, repack};
use crate::kinds::check;

/// A filled form whose worksheet has `rows` more rows of `columns` numbers of nine digits beside it.
fn with_rows(rows: usize, columns: usize) -> Vec<u8> {
    repack(&Book::filled().bytes(), |name, old| {
        if name != "xl/worksheets/sheet1.xml" {
            return old;
        }
        let text = String::from_utf8(old).expect("UTF-8");
        let row = format!("<row>{}</row>", "<c><v>123456789</v></c>".repeat(columns));
        text.replace("</sheetData>", &format!("{}</sheetData>", row.repeat(rows))).into_bytes()
    })
}

#[test]
fn a_small_file_with_much_inside_is_refused_while_it_is_unpacked() {
    let book = with_rows(1_500, 800);
    assert!(book.len() < 1 << 20, "{}", book.len());
    check("大.xlsx", &book, "file_swells");
}

#[test]
fn a_worksheet_of_more_cells_than_any_form_has_is_refused() {
    let rows = MOST_CELLS / 100;
    check("多.xlsx", &with_rows(rows, 100), "sheet_too_large");
    assert!(workbook::read(&with_rows(rows - 100, 100), "多.xlsx").is_ok());
}
