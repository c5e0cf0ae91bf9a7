//! Files made to do harm: nothing is unpacked, expanded or reserved beyond the limits.

use std::io::{Cursor, Write};

use duoyuan_server::workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::book::{Book, repack};
use crate::kinds::check;

fn replaced(part: &str, content: &str) -> Vec<u8> {
    repack(&Book::filled().bytes(), |name, old| if name == part { content.as_bytes().to_vec() } else { old })
}

/// A workbook with more parts of a kind.
fn with_parts(count: usize, name: impl Fn(usize) -> String, content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new_append(Cursor::new(Book::filled().bytes())).expect("an archive");
    for index in 0..count {
        writer.start_file(name(index), SimpleFileOptions::default()).expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn bombs_are_stopped_while_unpacking() {
    let zeros = vec![b' '; 8 << 20];
    let bomb = with_parts(9, |index| format!("xl/media/{index}.png"), &zeros);
    assert!(bomb.len() < 1 << 20);
    check("炸弹.xlsx", &bomb, "file_swells");
    check("部件.xlsx", &with_parts(2_100, |index| format!("xl/media/{index}.png"), b""), "file_many_parts");
}

#[test]
fn a_million_tags_keep_no_reader_busy() {
    let strings = format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(600_000));
    check("标签.xlsx", &replaced("xl/sharedStrings.xml", &strings), "file_swells");
    check("未闭.xlsx", &replaced("xl/sharedStrings.xml", &"<a>".repeat(2_100_000)), "file_swells");
}

#[test]
fn names_that_are_absurd_or_there_twice() {
    check("同名.xlsx", &with_parts(1, |_| "XL/Workbook.xml".to_owned(), b"<x/>"), "file_damaged");
    check("上级.xlsx", &with_parts(1, |_| "xl/../../a.xml".to_owned(), b"<x/>"), "file_damaged");
    check("长名.xlsx", &with_parts(1, |_| "x".repeat(5_000), b"<x/>"), "file_damaged");
}

#[test]
fn counts_that_lie_reserve_nothing() {
    let strings = r#"<sst uniqueCount="9999999999999999"><si><t>a</t></si></sst>"#;
    check("计数.xlsx", &replaced("xl/sharedStrings.xml", strings), "file_damaged");
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(100_000));
    check("格式.xlsx", &replaced("xl/styles.xml", &formats), "file_damaged");
    let long = format!(r#"<styleSheet><fonts><font><name val="{}"/></font></fonts></styleSheet>"#, "x".repeat(100_000));
    check("字体.xlsx", &replaced("xl/styles.xml", &long), "file_damaged");
}

#[test]
fn entities_are_not_expanded() {
    let lol = r#"<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <sst><si><t>&c;&c;&c;</t></si></sst>"#;
    let outside = r#"<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>"#;
    for strings in [lol, outside] {
        if let Ok(book) = workbook::read(&replaced("xl/sharedStrings.xml", strings), "实体.xlsx") {
            let text = format!("{book:?}");
            assert!(!text.contains("haha") && !text.contains("root:"), "{text}");
        }
    }
}

#[test]
fn worksheets_that_are_too_large() {
    let sheet = |cells: &str| {
        let xml = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
        replaced("xl/worksheets/sheet1.xml", &xml)
    };
    let far = |cell: &str| sheet(&format!(r#"<row><c r="{cell}"><v>1</v></c></row>"#));
    check("远.xlsx", &far("XFD1048576"), "sheet_too_large");
    check("高.xlsx", &far("A20001"), "sheet_too_large");
    check("宽.xlsx", &far("ALM1"), "sheet_too_large");
    assert!(workbook::read(&far("ALL20000"), "角.xlsx").is_ok());
    // Named to be outside of any worksheet.
    for cell in ["A0", "A99999999999", "ZZZZZZZZ1", "1", "", "A1:B2", "-"] {
        let _ = workbook::read(&far(cell), "怪.xlsx");
    }
    let row = r#"<c><v>1</v></c>"#.repeat(900);
    check("满.xlsx", &sheet(&format!("<row>{row}</row>").repeat(500)), "sheet_too_large");
}

#[test]
fn one_long_text_in_many_cells() {
    let text = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(1_000_000));
    let cell = r#"<c t="s"><v>0</v></c>"#.repeat(500);
    let rows = format!("<worksheet><sheetData>{}</sheetData></worksheet>", format!("<row>{cell}</row>").repeat(100));
    let bytes = repack(&Book::filled().bytes(), |name, old| match name {
        "xl/sharedStrings.xml" => text.clone().into_bytes(),
        "xl/worksheets/sheet1.xml" => rows.clone().into_bytes(),
        _ => old,
    });
    check("重复.xlsx", &bytes, "sheet_too_large");
}

#[test]
fn xml_that_is_none() {
    for broken in ["", "<worksheet>", "not xml", "<worksheet><sheetData><row><c><v>", "<a><b></a></b>", "\u{0}"] {
        let bytes = replaced("xl/worksheets/sheet1.xml", broken);
        check("坏.xlsx", &bytes, "file_damaged");
    }
}
