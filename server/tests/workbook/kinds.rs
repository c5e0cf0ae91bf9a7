//! Files that are no workbook, or none that can be read: the sentence says what was found.

use duoyuan_core::words::Lang;
use duoyuan_server::workbook::{self, LARGEST_FILE};

use crate::book::{Book, pack};

pub fn check(name: &str, bytes: &[u8], key: &str) {
    let error = workbook::read(bytes, name).expect_err(name);
    let message = error.message();
    assert_eq!(message.key.name(), key, "{name}");
    for lang in [Lang::Chinese, Lang::English] {
        let text = message.text(lang);
        assert!(text.len() < 1000 && !text.contains('{'), "{name}: {text}");
    }
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A compound file in so far as it matters: its magic, then what is given.
fn compound(content: &[u8]) -> Vec<u8> {
    [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 504], content].concat()
}

fn archive(names: &[&str]) -> Vec<u8> {
    let part = |name: &&str| ((*name).to_owned(), b"<x/>".to_vec());
    pack(&names.iter().map(part).collect::<Vec<_>>())
}

#[test]
fn files_of_other_kinds() {
    check("空.xlsx", b"", "file_empty");
    check("零.xlsx", &[0; 4096], "file_empty");
    check("a.csv", "代码,指标名称,本期\nqc05_0,营业收入,1".as_bytes(), "file_is_csv");
    check("gbk.csv", b"\xb4\xfa\xc2\xeb,\xb1\xbe\xc6\xda\r\nqc05_0,1", "file_is_csv");
    check("wide.csv", &[&[0xFF, 0xFE][..], &wide("a\tb")].concat(), "file_is_csv");
    check("a.txt", "营业收入 一百万".as_bytes(), "file_is_text");
    check("a.pdf", b"%PDF-1.7\n%\xE2\xE3", "file_is_pdf");
    check("a.png", b"\x89PNG\r\n\x1a\n\0\0", "file_is_image");
    check("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF", "file_is_image");
    check("a.gif", b"GIF89a\0\0", "file_is_image");
    check("导出.xls", b"<html><body><table><tr><td>1</td></tr></table>", "file_is_html");
    check("导出2.xls", "\u{feff}<TABLE border=1>".as_bytes(), "file_is_html");
    let xml = br#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>"#;
    check("2003.xls", xml, "file_is_xml");
    check("a.docx", &archive(&["[Content_Types].xml", "word/document.xml"]), "file_is_word");
    check("a.pptx", &archive(&["[Content_Types].xml", "ppt/presentation.xml"]), "file_is_slides");
    check("a.xlsb", &archive(&["[Content_Types].xml", "xl/workbook.bin"]), "file_is_xlsb");
    check("a.zip", &archive(&["月报.xlsx", "readme.txt"]), "file_is_zip");
    check("b.zip", &pack(&[]), "file_is_empty_zip");
    check("a.rar", b"Rar!\x1a\x07\x01\0rest", "file_is_unknown");
    check("a.exe", b"MZ\x90\0\x03\0\0\0", "file_is_unknown");
    check("没有部件.xlsx", &archive(&["xl/a.xml"]), "file_damaged");
}

#[test]
fn old_and_protected_workbooks() {
    const BEGIN: [u8; 20] = [9, 8, 16, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const FILE_PASS: [u8; 4] = [0x2F, 0, 0x36, 0];
    check("旧.xls", &compound(&[&wide("Workbook")[..], &BEGIN].concat()), "file_is_xls");
    check("旧密.xls", &compound(&[&wide("Workbook")[..], &BEGIN, &FILE_PASS].concat()), "file_protected");
    check("密.xlsx", &compound(&wide("EncryptedPackage")), "file_protected");
    check("a.doc", &compound(&wide("WordDocument")), "file_is_word");
    check("a.ppt", &compound(&wide("PowerPoint Document")), "file_is_slides");
    check("a.msi", &compound(&[]), "file_is_unknown");
}

#[test]
fn too_large_and_cut_off() {
    check("大.xlsx", &vec![b'P'; LARGEST_FILE + 1], "file_too_large");
    check("五十兆.xlsx", &vec![b'P'; 50 << 20], "file_too_large");
    let whole = Book::filled().bytes();
    for part in [10, 30, 1000, whole.len() / 2, whole.len() - 30, whole.len() - 1] {
        check("断.xlsx", &whole[..part], "file_damaged");
    }
}

#[test]
fn a_name_is_repeated_and_not_believed() {
    let bytes = Book::filled().bytes();
    for name in ["月报.xls", "月报", "../../etc/passwd", "月报.pdf", ""] {
        assert!(workbook::read(&bytes, name).is_ok(), "{name}");
    }
    let error = workbook::read(b"%PDF", &"长".repeat(5000)).expect_err("no workbook");
    assert!(error.message().text(Lang::Chinese).chars().count() < 200);
}
