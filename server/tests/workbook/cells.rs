//! Cells that are not as the template left them, and every finding they yield.

use duoyuan_core::intake::{DryRun, dry_run};
use duoyuan_core::report::Cell;
use duoyuan_server::workbook;

use crate::book::{Book, Page, Value, cell, edit, edit_sheet, repack};
use crate::zone;

pub fn judge(bytes: &[u8]) -> DryRun {
    let zone = zone::zone();
    let book = workbook::read(bytes, "月报.xlsx").expect("a workbook");
    dry_run(&zone, &zone::sheet(&zone), &book)
}

/// What is found, as `key cell`.
pub fn found(run: &DryRun) -> Vec<String> {
    let place = |cell: Option<Cell>| cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string());
    run.findings.iter().map(|finding| format!("{} {}", finding.message.key.name(), place(finding.cell))).collect()
}

pub fn check_book(name: &str, spoil: impl Fn(&mut Book), expected: &[&str]) -> DryRun {
    let mut book = Book::filled();
    spoil(&mut book);
    let run = judge(&book.bytes());
    assert_eq!(found(&run), expected, "{name}");
    run
}

pub fn check(name: &str, spoil: impl Fn(&mut Page), expected: &[&str]) -> DryRun {
    check_book(name, |book| spoil(book.page()), expected)
}

/// One value in G8, 营业收入 in 千元.
pub fn check_value(value: impl Into<Value> + Clone, expected: &[&str]) {
    let value = value.into();
    let name = match &value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Formatted(number, format) => format!("{number} as {format}"),
        Value::Boolean(value) => value.to_string(),
        Value::Struck(text) => (*text).to_owned(),
        Value::StruckNumber(number) => number.to_string(),
        Value::StruckInPart(kept, gone) => format!("{kept}{gone}"),
        Value::Inked(_, ink, ground) => format!("{ink:06x} on {ground:?}"),
        Value::Formula(formula, result) => format!("{formula} is {result}"),
    };
    check(&format!("G8 {name}"), |page| page.set("G8", value.clone()), expected);
}

#[test]
fn numbers_in_every_guise() {
    check("as filled", |_| {}, &[]);
    check_value(1_000_000.0, &[]);
    check_value("1000000", &[]);
    check_value(" 1000000 ", &[]);
    check_value("\u{3000}1000000\u{3000}", &[]);
    check_value("1000000\n", &[]);
    check_value("１００００００", &["read_as G8"]);
    check_value("１，０００，０００．５０", &["read_as G8"]);
    check_value("1,000,000.50", &["read_as G8"]);
    check_value("+1000000", &["read_as G8"]);
    check_value("\u{feff}1000000\u{200b}", &[]);
    check_value("10,00,000", &["not_a_number G8"]);
    check_value("1.000.000", &["not_a_number G8"]);
    check_value("约1000000", &["not_a_number G8"]);
    check_value("(1000000)", &["not_a_number G8"]);
    check_value("一百万", &["not_a_number G8"]);
    check_value("/", &["says_none G8"]);
    check_value("—", &["says_none G8"]);
    check_value("无", &["says_none G8"]);
    check_value("N/A", &["says_none G8"]);
    check_value("NaN", &["not_a_number G8"]);
    check_value("inf", &["not_a_number G8"]);
    check_value("1e6", &["not_a_number G8"]);
    check_value("2026-10", &["not_a_number G8"]);
    check_value("100万元", &["with_unit G8"]);
    check_value("10亿", &["with_unit G8"]);
    check_value("7.5%", &["percent G8"]);
    check_value("７．５％", &["percent G8"]);
    check_value(Value::Formatted(0.075, "0.0%"), &["percent G8"]);
    check_value(Value::Formatted(0.075, "#,##0.00%;[Red]-0%"), &["percent G8"]);
    check_value(Value::Formatted(1_000_000.0, "0\"%\""), &[]);
    check_value(Value::Formatted(1_000_000.0, "0\\%"), &[]);
    check_value(Value::Formatted(46_000.0, "yyyy-mm-dd"), &["a_date G8"]);
    check_value(Value::Formatted(46_000.0, "yyyy\"年\"m\"月\""), &["a_date G8"]);
    check_value(Value::Formatted(0.5, "h:mm"), &["a_date G8"]);
    check_value(Value::Boolean(true), &["not_a_number G8"]);
    check_value(1e30, &["too_many_digits G8"]);
    check_value("1".repeat(40).as_str(), &["too_many_digits G8"]);
    check_value(1e16, &["too_large G8"]);
    check_value(1_000_000.123_45, &["too_many_decimals G8"]);
    check_value(1_000_000.0 + 0.1 + 0.2, &[]);
}

#[test]
fn formulas_with_and_without_their_results() {
    check_value(Value::Formula("=1/0", "#DIV/0!"), &["error_value G8"]);
    check_value(Value::Formula("=X", "#NAME?"), &["error_value G8"]);
    check_value(Value::Formula("=VLOOKUP(1,A1:B2,2)", "#N/A"), &["error_value G8"]);
    let mut book = Book::filled();
    book.page().set("G8", Value::Formula("=G9*5", "1000000"));
    // Written by a program that asks for all to be computed anew, as programs do that do not compute themselves.
    let run = judge(&book.bytes());
    assert_eq!(found(&run), ["result_as_saved G8"]);
    assert_eq!(run.findings[0].message.args.get("places").map(String::as_str), Some("G8“营业收入”"));
    let settled = edit(&book.bytes(), "xl/workbook.xml", " fullCalcOnLoad=\"1\"", "");
    assert_eq!(found(&judge(&settled)), [""; 0], "saved by a program that had computed");
    let asked = edit_sheet(&settled, "</sheetData>", "</sheetData><sheetCalcPr fullCalcOnLoad=\"true\"/>");
    assert_eq!(found(&judge(&asked)), ["result_as_saved G8"], "the worksheet asks for it");
    for nothing in ["", "<v></v>", "<v/>"] {
        let bytes = edit_sheet(&book.bytes(), "<v>1000000</v>", nothing);
        assert_eq!(found(&judge(&bytes)), ["uncomputed G8"], "{nothing}");
    }
    // Computed, and to nothing: a blank, though in the place of a figure that is asked for.
    let bytes = edit_sheet(&book.bytes(), "><f>G9*5</f><v>1000000</v>", " t=\"str\"><f>G9*5</f><v></v>");
    assert_eq!(found(&judge(&bytes)), ["blank G8"]);
}

#[test]
fn a_number_that_is_none() {
    let bytes = edit_sheet(&Book::filled().bytes(), "<v>1000000.5</v>", "<v>1000000.5.5</v>");
    assert_eq!(found(&judge(&bytes)), ["not_a_number G8"]);
    let bytes = edit_sheet(&Book::filled().bytes(), "<v>1000000.5</v>", "<v>NaN</v>");
    assert_eq!(found(&judge(&bytes)), ["too_many_digits G8"]);
}

#[test]
fn blanks_are_not_zero() {
    check("blank", |page| page.clear("G8"), &["blank G8"]);
    check("spaces", |page| page.set("G8", "  "), &["blank G8"]);
    check("blank and optional", |page| page.clear("G16"), &[]);
    let run = check("zero", |page| page.set("G9", 0.0), &[]);
    let zero = run.rows.iter().find(|row| row.item.as_str() == "qc06").and_then(|row| row.value);
    assert_eq!(zero, Some(rust_decimal::Decimal::ZERO));
}

#[test]
fn figures_that_cannot_be() {
    check("negative persons", |page| page.set("G12", -5200.0), &["negative G12"]);
    check("negative persons as text", |page| page.set("G12", "－5200"), &["negative G12", "read_as G12"]);
    check("a loss", |page| page.set("G10", -80_000.0), &[]);
    check("half a person", |page| page.set("G12", 5200.5), &["not_whole G12"]);
    check("a part above its whole", |page| page.set("G9", 2_000_000.0), &["rule_broken G8"]);
    check("a jump", |page| page.set("G8", 2_000_000.0), &["rule_changed G8"]);
    let reason = |page: &mut Page| {
        page.set("G8", 2_000_000.0);
        page.set("I8", "三家新建企业自七月起投产并纳入统计");
    };
    let run = check("a jump with its reason", reason, &["rule_changed G8"]);
    assert_eq!(run.answers.len(), 1);
}

#[test]
fn marks_and_reasons() {
    check("unknown", |page| page.set("H8", "大概"), &["unknown_mark H8"]);
    check("estimated", |page| page.set("H8", "估计"), &[]);
    check("not applicable with a value", |page| page.set("H9", "不适用"), &["value_beside_mark G9"]);
    let none = |page: &mut Page| {
        page.set("H9", "不适用");
        page.clear("G9");
    };
    check("not applicable", none, &[]);
    let broken = check("a break", |page| page.set("H8", "口径调整"), &["break_needs_reason G8"]);
    assert!(broken.answers.is_empty());
    let long = |page: &mut Page| page.set("I8", "长".repeat(30_000).as_str());
    check("a reason as long as a book", long, &[]);
}

#[test]
fn another_workbook_is_told() {
    check("another park's", |page| page.set("F2", "wenxian"), &["other_park F2"]);
    check("another month's", |page| page.set("F3", "2026-09"), &["other_month F3"]);
    check("the month became a date", |page| page.set("F3", Value::Formatted(46_296.0, "yyyy-mm")), &[]);
    check(
        "the month became another date",
        |page| page.set("F3", Value::Formatted(46_266.0, "yyyy-mm")),
        &["other_month F3"],
    );
    check("another form", |page| page.set("B4", "YB-02"), &["other_form B4"]);
    check("no park", |page| page.clear("F2"), &["other_park F2"]);
    check("a label gone", |page| page.clear("E2"), &["label_missing -"]);
    check(
        "all of them",
        |page| ["B4", "F2", "F3"].iter().for_each(|at| page.clear(at)),
        &["other_park F2", "other_month F3", "other_form B4"],
    );
}

#[test]
fn rows_gone_renamed_moved_doubled() {
    let without = |row: u32| move |page: &mut Page| page.move_cells(|c| (c.row + 1 != row).then_some(c));
    check("a row gone", without(9), &["row_missing -"]);
    check("its code gone", |page| page.clear("A9"), &["row_missing -"]);
    check("another code", |page| page.set("A9", "qc99"), &["row_missing -", "unknown_code A9"]);
    check("code as number", |page| page.set("A9", 6.0), &["row_missing -"]);
    check("spaces about the code", |page| page.set("A9", " qc06 "), &[]);
    check("renamed", |page| page.set("B8", "主营业务收入"), &["name_changed B8"]);
    check("another unit", |page| page.set("C8", "万元"), &["unit_changed C8"]);
    check("another basis", |page| page.set("D8", "当月"), &["basis_changed D8"]);
    check("doubled", |page| page.copy_row(8, 20), &["duplicate_row A20"]);
    check("a total below", |page| page.set("A20", "合计"), &["unknown_code A20"]);
    check("a remark below", |page| page.set("B20", "填表人：张三"), &[]);
    let swapped = |page: &mut Page| {
        let row = |row| match row {
            7 => 8,
            8 => 7,
            other => other,
        };
        page.move_cells(|c| Some(Cell { row: row(c.row), ..c }));
    };
    check("two rows changed places", swapped, &[]);
    check("a row put in above", |page| page.move_cells(|c| Some(Cell { row: c.row + u32::from(c.row > 6), ..c })), &[]);
}

#[test]
fn columns_gone_renamed_moved_doubled() {
    let shifted =
        |page: &mut Page| page.move_cells(|c| Some(Cell { column: c.column + 2 * u16::from(c.row > 4), ..c }));
    check("moved to the right", shifted, &[]);
    let swapped = |page: &mut Page| {
        let column = |c: Cell| match c.column {
            5 if c.row > 4 => 4,
            4 if c.row > 4 => 5,
            other => other,
        };
        page.move_cells(|c| Some(Cell { column: column(c), ..c }));
    };
    check("this year and last changed places", swapped, &[]);
    let without =
        |column: u16| move |page: &mut Page| page.move_cells(|c| (c.row < 5 || c.column != column).then_some(c));
    check("last year's gone", without(4), &[]);
    check("the values gone", without(6), &["column_missing A6"]);
    check("the units gone", without(2), &["column_missing A6"]);
    check("a heading renamed", |page| page.set("G6", "本月数"), &["column_missing A6"]);
    check("a heading twice", |page| page.set("J6", "本期"), &["column_twice J6"]);
    check("the headings gone", |page| page.move_cells(|c| (c.row != 5).then_some(c)), &["not_the_template -"]);
    check("far below", |page| page.move_cells(|c| Some(Cell { row: c.row + 40, ..c })), &["not_the_template -"]);
}

#[test]
fn merged_and_hidden_cells() {
    check("two values merged", |page| page.merged.push("G8:G9"), &["merged G8", "merged G9"]);
    check("a value merged with its mark", |page| page.merged.push("G12:H12"), &["merged G12"]);
    check("reasons merged", |page| page.merged.push("I8:I9"), &[]);
    let hidden = |page: &mut Page| {
        page.hidden_rows = vec![7, 8];
        page.hidden_columns = vec![0, 2, 6];
    };
    let run = check("hidden", hidden, &["hidden_rows G8", "hidden_column G8"]);
    assert_eq!(run.rows.len(), zone::ITEMS.len(), "they are read like all others");
    assert_eq!(run.findings[0].items, ["qc05_0".into(), "qc06".into()]);
    check("codes and units", |page| page.hidden_columns = vec![0, 2, 3, 4, 5], &[]);
    check("marks of which none is given", |page| page.hidden_columns = vec![7], &[]);
    let marked = |page: &mut Page| {
        page.hidden_columns = vec![7];
        page.set("H12", "估计");
    };
    check("a mark", marked, &["hidden_column H12"]);
    let emptied = |page: &mut Page| {
        page.hidden_rows = vec![15, 19];
        page.clear("G16");
    };
    check("a row with nothing in it, and one below", emptied, &[]);
    let flat = ["ht=\"0\" customHeight=\"1\"", "customHeight='1'\n\tht = '0.0'", "ht='.0'", "hidden=\"true\""];
    for flat in flat.map(|says| format!("<row r=\"8\" {says}")) {
        let bytes = edit_sheet(&Book::filled().bytes(), "<row r=\"8\"", &flat);
        assert_eq!(found(&judge(&bytes)), ["hidden_rows G8"], "{flat}");
    }
    let mut wide = Book::filled();
    wide.page().hidden_columns = vec![6];
    let bytes = edit_sheet(&wide.bytes(), " width=\"0\"", " width=\"9\"");
    assert_eq!(found(&judge(&bytes)), ["hidden_column G8"], "hidden, and as wide as before");
    let bytes = edit_sheet(&wide.bytes(), " hidden=\"1\"", "");
    assert_eq!(found(&judge(&bytes)), ["hidden_column G8"], "as wide as nothing");
    let other = |book: &mut Book| {
        let page = Page { name: "a & b".to_owned(), hidden_rows: vec![7], ..Page::default() };
        book.pages.insert(0, page);
    };
    check_book("rows of another worksheet", other, &[]);
    let renamed = |book: &mut Book| {
        book.page().hidden_rows = vec![7];
        book.page().name = "a & “b”".to_owned();
    };
    check_book("a name that is escaped", renamed, &["hidden_rows G8"]);
}

#[test]
fn which_worksheet_is_read() {
    let other = |name: &str| {
        let mut page = Page { name: name.to_owned(), ..Page::default() };
        page.set("A1", "草稿");
        page
    };
    check_book("others before it", |book| book.pages.insert(0, other("说明")), &[]);
    check_book("renamed", |book| book.page().name = "Sheet1".to_owned(), &[]);
    let renamed_second = |book: &mut Book| {
        book.page().name = "十月".to_owned();
        book.pages.insert(0, other("说明"));
    };
    check_book("renamed, and not the first", renamed_second, &[]);
    let copy_first = |book: &mut Book| {
        let mut copy = book.page().clone();
        copy.name = "上月".to_owned();
        copy.set("F3", "2026-09");
        book.pages.insert(0, copy);
    };
    check_book("a copy of another month before it", copy_first, &["other_sheets -"]);
    let hidden_copy = |book: &mut Book| {
        let mut copy = book.page().clone();
        (copy.name, copy.hidden) = ("旧".to_owned(), true);
        copy.set("F3", "2026-09");
        book.page().name = "十月".to_owned();
        book.pages.push(copy);
    };
    check_book("a hidden copy of another month after it", hidden_copy, &["other_sheets -"]);
    check_book("another workbook", |book| book.pages = vec![other("Sheet1")], &["not_the_template -"]);
    let empty = |book: &mut Book| book.pages = vec![Page { name: "Sheet1".to_owned(), ..Page::default() }];
    check_book("an empty one", empty, &["not_the_template -"]);
}

#[test]
fn macros_do_not_matter() {
    let plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";
    let bytes = repack(&Book::filled().bytes(), |name, content| match name {
        "[Content_Types].xml" => {
            String::from_utf8_lossy(&content).replace(&*String::from_utf8_lossy(plain), macros).into_bytes()
        }
        _ => content,
    });
    assert!(found(&judge(&bytes)).is_empty());
}

#[test]
fn the_cells_are_the_ones_of_the_file() {
    let run = check("as filled", |_| {}, &[]);
    for (code, at, _) in zone::ITEMS {
        let row = run.rows.iter().find(|row| row.item.as_str() == code).expect("its row");
        assert_eq!(row.cell, Some(cell(at)), "{code}");
    }
}
