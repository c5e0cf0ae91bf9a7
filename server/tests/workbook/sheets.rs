//! Which worksheet is read, and what the cells of it only seem to say.

use duoyuan_core::intake::TemplateRow;
use duoyuan_core::report::{Cell, Signed};
use duoyuan_server::workbook;

use crate::book::{Book, Page, Value, cell, pack, repack};
use crate::cells::{check, check_book, check_value, found, judge};
use crate::kinds;
use crate::zone;

/// The template's worksheet once more, with a corrected figure.
fn corrected(book: &mut Book) -> Page {
    let mut copy = book.page().clone();
    copy.name = "月报 (2)".to_owned();
    copy.set("G8", 1_100_000.0);
    copy
}

#[test]
fn a_corrected_copy_is_not_passed_over() {
    let left = |book: &mut Book| {
        let copy = corrected(book);
        book.pages.push(copy);
    };
    let run = check_book("both show", left, &["several_sheets -"]);
    assert_eq!((run.rows.len(), run.sheet.as_str()), (0, ""));
    for very in [false, true] {
        let old_hidden = |book: &mut Book| {
            let copy = corrected(book);
            (book.page().hidden, book.page().very_hidden) = (!very, very);
            book.pages.push(copy);
        };
        let run = check_book("the old one hidden", old_hidden, &["hidden_sheets -"]);
        let value = run.rows.iter().find(|row| row.item.as_str() == "qc05_0").and_then(|row| row.value);
        assert_eq!((value, run.sheet.as_str()), (Some(1_100_000.into()), "月报 (2)"));
        let all_hidden = |book: &mut Book| {
            book.pages.insert(0, Page { name: "说明".to_owned(), ..Page::default() });
            (book.page().hidden, book.page().very_hidden) = (!very, very);
        };
        check_book("hidden alone", all_hidden, &["only_hidden -"]);
    }
}

#[test]
fn formats_that_show_another_number_are_told() {
    for format in ["#,##0,", "0!.0,\"万\"", "0\\.0,\"万\"", "0.00\"万元\"", "0.00\"亿\"", "#,##0.00,,", ";;;"] {
        check_value(Value::Formatted(1_000_000.0, format), &["shown_otherwise G8"]);
    }
    for format in ["[$¥-804]0.00", "[$¥-804]#,##0", "\"¥\"#,##0.00", "[$CNY] 0"] {
        check_value(Value::Formatted(1_000_000.0, format), &["shown_as_currency G8"]);
    }
    for format in
        ["#,##0", "#,##0.00\"千元\"", "0.00_ ;[Red]\\-0.00\\ ", "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ "]
    {
        check_value(Value::Formatted(1_000_000.0, format), &[]);
    }
}

#[test]
fn what_is_struck_out_is_told() {
    check("a number", |page| page.set("G8", Value::StruckNumber(1_000_000.0)), &["struck_out G8"]);
    check("a text", |page| page.set("G8", Value::Struck("1000000")), &["struck_out G8"]);
    check("a part of a text", |page| page.set("G8", Value::StruckInPart("1000000", "0")), &["struck_out G8"]);
    check("a reason", |page| page.set("I9", Value::StruckInPart("新建项目投产", "未投产")), &["struck_out I9"]);
    check("a name", |page| page.set("B9", Value::Struck("其中：技术收入")), &["struck_out B9"]);
    check("a remark elsewhere", |page| page.set("K3", Value::Struck("旧")), &[]);
}

#[test]
fn letters_in_the_colour_of_the_ground_are_told() {
    const TINT: u32 = 0xFFF8E5;
    let told: [(u32, Option<u32>); 6] = [
        (0xFFFFFF, None),
        (0xFFFFFF, Some(0xFFFFFF)),
        (0xFFFFFF, Some(TINT)),
        (0xF2F2F2, None),
        (0x1F2933, Some(0x1F2933)),
        (0x000000, Some(0x101010)),
    ];
    for (ink, ground) in told {
        check_value(Value::Inked(1_000_000.0, ink, ground), &["inkless G8"]);
    }
    for (ink, ground) in
        [(0x000000, None), (0xFFFFFF, Some(0x1F4E79)), (0xFFFF00, None), (0xD9D9D9, None), (0x1F2933, Some(TINT))]
    {
        check_value(Value::Inked(1_000_000.0, ink, ground), &[]);
    }
    check("a name", |page| page.set("E8", Value::Inked(1.0, 0xFFFFFF, None)), &["compared_changed E8"]);
}

#[test]
fn comparisons_that_were_changed_are_told() {
    check("last year", |page| page.set("E8", 900_000.0), &["compared_changed E8"]);
    check("last month", |page| page.set("F9", 1.0), &["compared_changed F9"]);
    check("emptied", |page| page.clear("E8"), &[]);
}

#[test]
fn the_template_of_the_release_before_is_read() {
    let run = judge(&Book::of_version_1().bytes());
    assert_eq!(found(&run), ["earlier_template -"]);
    let values = |run: &duoyuan_core::intake::DryRun| {
        run.rows.iter().map(|row| (row.item.clone(), row.value, row.mark)).collect::<Vec<_>>()
    };
    assert_eq!(values(&run), values(&judge(&Book::filled().bytes())));
    assert_eq!(run.rows[0].cell, Some(cell("F8")));
    let mut unnamed = Book::of_version_1();
    unnamed.page().move_cells(|c: Cell| (c.row != 3 || c.column < 4).then_some(c));
    assert_eq!(found(&judge(&unnamed.bytes())), ["earlier_template -"], "a template without a version");
}

#[test]
fn the_foot_is_read_as_written() {
    let mut template = zone::filled();
    let run = |template: &duoyuan_core::intake::Template| judge(&workbook::write(template).expect("it is written"));
    assert_eq!(run(&template).signed, Some(Signed::default()));
    template.signed =
        Signed {
            prepared_by: "张三".to_owned(), in_charge: "李四".to_owned(), telephone: "0391-1234567".to_owned()
        };
    assert_eq!(run(&template).signed.as_ref(), Some(&template.signed));
    assert_eq!(judge(&Book::of_version_1().bytes()).signed, None, "the release before had no foot");
    let mut typed = Book::of_version_1();
    typed.page().set("B20", "填表人：王五");
    typed.page().set("B21", "联系人");
    typed.page().set("D22", "电话");
    typed.page().set("F22", 13_800_000_000.0);
    typed.page().set("H8", "电话");
    let expected =
        Signed { prepared_by: "王五".to_owned(), telephone: "13800000000".to_owned(), ..Signed::default() };
    assert_eq!(judge(&typed.bytes()).signed, Some(expected));
}

#[test]
fn macros_are_refused() {
    let plain = Book::filled().bytes();
    let with = |name: &str| {
        let mut parts = vec![(name.to_owned(), b"macros".to_vec())];
        repack_into(&plain, &mut parts);
        pack(&parts)
    };
    kinds::check("月报.xlsm", &with("xl/vbaProject.bin"), "file_has_macros");
    kinds::check("月报.xlsx", &with("xl/macrosheets/sheet1.xml"), "file_has_macros");
}

fn repack_into(bytes: &[u8], parts: &mut Vec<(String, Vec<u8>)>) {
    let gathered = std::cell::RefCell::new(parts);
    repack(bytes, |name, content| {
        gathered.borrow_mut().push((name.to_owned(), content.clone()));
        content
    });
}

#[test]
fn other_programs_find_the_mark_by_its_name() {
    let bytes = workbook::write(&zone::filled()).expect("it is written");
    let names = std::cell::RefCell::new(String::new());
    repack(&bytes, |name, content| {
        if name == "xl/workbook.xml" {
            *names.borrow_mut() = String::from_utf8_lossy(&content).into_owned();
        }
        content
    });
    let names = names.into_inner();
    assert!(names.contains("duoyuan_template") && names.contains("$I$4"), "{names}");
    let grid = workbook::read(&bytes, "a.xlsx").expect("it is read").sheets.remove(0);
    assert_eq!(grid.beside("模板标识").as_deref(), Some("YB-01/qinyang/2026-10/2"));
}

#[test]
fn what_is_typed_is_asked_once_for_every_input() {
    let template = zone::filled();
    let sheet = std::cell::RefCell::new(String::new());
    repack(&workbook::write(&template).expect("it is written"), |name, content| {
        if name == "xl/worksheets/sheet1.xml" {
            *sheet.borrow_mut() = String::from_utf8_lossy(&content).into_owned();
        }
        content
    });
    let sheet = sheet.into_inner();
    let rules: Vec<&str> = sheet.split("<dataValidation ").skip(1).collect();
    let areas: Vec<&str> = rules.iter().flat_map(|rule| attribute(rule, "sqref").split(' ')).collect();
    let holds = |area: &str, column: &str, row: u32| {
        let (first, last) = area.split_once(':').unwrap_or((area, area));
        let row_of = |cell: &str| cell.strip_prefix(column).and_then(|row| row.parse::<u32>().ok());
        row_of(first).zip(row_of(last)).is_some_and(|(first, last)| (first..=last).contains(&row))
    };
    let mut items = 0;
    for (row, line) in template.rows() {
        let is_item = matches!(line, TemplateRow::Item(_));
        items += usize::from(is_item);
        for column in ["G", "H"] {
            let asked = areas.iter().filter(|area| holds(area, column, row + 1)).count();
            assert_eq!(asked, usize::from(is_item), "{column}{}: {areas:?}", row + 1);
        }
    }
    assert!(rules.len() < items, "{} rules for {items} items", rules.len());
    let persons =
        rules.iter().find(|rule| attribute(rule, "promptTitle") == "单位：人").expect("persons are asked for");
    assert!(attribute(persons, "error").contains("以人为单位的整数"), "{persons}");
}

/// An attribute of the tag that a text begins within.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let value = tag.split_once(&format!("{name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap_or_default());
    value.unwrap_or_default()
}

#[test]
fn an_ods_says_the_same() {
    const STYLES: &str = r##"<office:automatic-styles>
        <number:number-style style:name="N1"><number:number number:display-factor="1000"/><number:text>万</number:text></number:number-style>
        <number:number-style style:name="N2"><number:number/></number:number-style>
        <style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>
        <style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"><style:text-properties style:text-line-through-style="solid"/></style:style>
        <style:style style:name="ce3" style:family="table-cell" style:parent-style-name="ce1"/>
        <style:style style:name="ce4" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>
        <style:style style:name="ce5" style:family="table-cell" style:parent-style-name="ce4"><style:table-cell-properties fo:background-color="#1f4e79"/></style:style>
        <style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>
        <style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
        <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
        </office:automatic-styles>"##;
    let tables = Book::filled();
    let write = |page: &Page, style: &str, name: &str, special: &dyn Fn(&str) -> Option<String>| {
        let mut rows = String::new();
        for row in 0..20 {
            rows.push_str("<table:table-row>");
            for column in 0..9 {
                let at = Cell { row, column };
                let found = special(&at.to_string()).or_else(|| match page.cells.get(&at) {
                    Some(Value::Number(number)) => {
                        Some(format!(r#"<table:table-cell office:value-type="float" office:value="{number}"/>"#))
                    }
                    Some(Value::Text(text)) => Some(format!(
                        r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
                    )),
                    _ => None,
                });
                rows.push_str(&found.unwrap_or_else(|| "<table:table-cell/>".to_owned()));
            }
            rows.push_str("</table:table-row>");
        }
        format!(r#"<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>"#)
    };
    let file = |tables: &[String]| {
        let content = format!(
            "<office:document-content>{STYLES}<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>",
            tables.concat()
        );
        let mime = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
        pack(&[("mimetype".to_owned(), mime), ("content.xml".to_owned(), content.into_bytes())])
    };
    let page = &tables.pages[0];
    let plain = |_: &str| None;
    let found_in = |tables: &[String]| found(&judge(&file(tables)));
    assert_eq!(found_in(&[write(page, "ta1", "月报", &plain)]), [""; 0]);
    assert_eq!(found_in(&[write(page, "ta2", "月报", &plain)]), ["only_hidden -"]);
    let two = [write(page, "ta2", "月报", &plain), write(page, "ta1", "月报_2", &plain)];
    assert_eq!(found_in(&two), ["hidden_sheets -"]);
    for (kind, from, to, expected) in [
        ("row", 7, 8, &["hidden_rows G8"][..]),
        ("row", 17, 18, &[]),
        ("column", 6, 7, &["hidden_column G8"]),
        ("column", 0, 3, &[]),
    ] {
        let table = write(page, "ta1", "月报", &plain);
        assert_eq!(found_in(&[hide(&table, kind, from, to)]), expected, "{kind} {from}");
    }
    for (style, expected) in [("ce4", vec!["inkless G8"]), ("ce5", vec![])] {
        let special = |at: &str| {
            let cell = format!(
                r#"<table:table-cell table:style-name="{style}" office:value-type="float" office:value="1000000"/>"#
            );
            (at == "G8").then_some(cell)
        };
        assert_eq!(found_in(&[write(page, "ta1", "月报", &special)]), expected, "{style}");
    }
    for (style, expected) in [("ce1", "shown_otherwise G8"), ("ce3", "shown_otherwise G8"), ("ce2", "struck_out G8")] {
        let special = |at: &str| {
            let cell = format!(
                r#"<table:table-cell table:style-name="{style}" office:value-type="float" office:value="1000000"/>"#
            );
            (at == "G8").then_some(cell)
        };
        assert_eq!(found_in(&[write(page, "ta1", "月报", &special)]), [expected], "{style}");
    }
    let span = |at: &str| {
        let cell = r#"<table:table-cell office:value-type="string"><text:p>100<text:span text:style-name="T1">0</text:span></text:p></table:table-cell>"#;
        (at == "G8").then(|| cell.to_owned())
    };
    assert_eq!(found_in(&[write(page, "ta1", "月报", &span)]), ["struck_out G8"]);
}

/// A table of an `.ods` with the rows or columns from the first to the one before the second hidden.
fn hide(table: &str, kind: &str, from: usize, to: usize) -> String {
    const ROW: &str = "<table:table-row>";
    if kind == "column" {
        let columns = format!(
            r#"<table:table-column table:number-columns-repeated="{from}"/><table:table-column table:number-columns-repeated="{}" table:visibility="collapse"/>"#,
            to - from
        );
        let columns = columns.replace(r#"<table:table-column table:number-columns-repeated="0"/>"#, "");
        return table.replacen(ROW, &format!("{columns}{ROW}"), 1);
    }
    let mut rows = table.split(ROW);
    let mut hidden = rows.next().unwrap_or_default().to_owned();
    for (row, content) in rows.enumerate() {
        let tag = if (from..to).contains(&row) { r#"<table:table-row table:visibility="filter">"# } else { ROW };
        hidden.push_str(tag);
        hidden.push_str(content);
    }
    hidden
}
