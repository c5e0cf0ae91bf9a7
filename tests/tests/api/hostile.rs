//! What arrives that should not: every answer is a sentence, nothing changes, nothing falls over.

use calamine::Data;
use duoyuan_tests::report::Report;
use duoyuan_tests::workbook::{Book, bomb, with_cell_twice, zip};
use duoyuan_tests::{Answer, Client};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::World;

async fn position(client: &Client) -> u64 {
    client.see("/api/v1/zone").await["position"].as_u64().unwrap()
}

/// A refusal is a problem that says something, below 500.
fn refused(what: &str, answer: &Answer) -> String {
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.text());
    answer.problem(answer.status)
}

#[tokio::test]
async fn files_that_are_no_workbook_are_refused_with_a_sentence() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    let book = report.workbook(&own).await;
    let good = book.save();
    let before = position(&own).await;
    // What Excel writes for “protect with a password”: a compound file that holds an encrypted package.
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.extend(vec![0; 4096]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let files: Vec<(&str, &str, Vec<u8>)> = vec![
        ("empty", "a.xlsx", Vec::new()),
        ("text", "a.xlsx", "只是一段文字".as_bytes().to_vec()),
        ("picture", "a.xlsx", b"\x89PNG\r\n\x1a\n0000".to_vec()),
        ("pdf", "a.pdf", b"%PDF-1.7 ...".to_vec()),
        ("half a workbook", "a.xlsx", good[..good.len() / 2].to_vec()),
        ("zip of something else", "a.zip", zip(&[("readme.txt", b"hello")])),
        ("names that climb", "a.xlsx", zip(&[("../../etc/passwd", b"x"), ("xl/workbook.xml", b"<x/>")])),
        ("password", "a.xlsx", locked),
        ("bomb", "a.xlsx", bomb(&good, 150)),
        ("a cell twice", "a.xlsx", with_cell_twice(&good)),
        ("word", "a.docx", zip(&[("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"<Types/>")])),
        (
            "script entities",
            "a.xlsx",
            zip(&[("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")]),
        ),
    ];
    for (what, name, file) in files {
        let answer = own.upload(&report.path(&format!("/dry-run?file={name}")), file).await;
        refused(what, &answer);
        assert!(!answer.text().contains("root:"), "{what}");
    }
    for (what, file) in
        [("large", vec![b'x'; 50 << 20]), ("large workbook", [good.clone(), vec![0; 50 << 20]].concat())]
    {
        let request = own.request(Method::POST, &report.path("/dry-run?file=a.xlsx")).body(file);
        // The server may close the door before the whole file is through it.
        if let Ok(answer) = own.try_send(request).await {
            assert_eq!(answer.status, 413, "{what}: {}", answer.text());
        }
    }
    let csv = book.codes().iter().map(|code| format!("{code},1\n")).collect::<String>();
    for (name, file) in [("a.csv", csv.into_bytes()), ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec())] {
        let answer = own.upload(&report.path(&format!("/dry-run?file={name}")), file).await;
        assert!(answer.status == 200 || !refused(name, &answer).is_empty());
    }
    assert_eq!(position(&own).await, before, "nothing was entered");
    let answer = own.upload(&report.path("/dry-run?file=good.xlsx"), good).await;
    assert_eq!(answer.status, 200, "a good one still passes: {}", answer.text());
}

struct Case<'a> {
    what: &'a str,
    level: &'a str,
    key: &'a str,
    edit: fn(&mut Book, (u32, u16)),
}

const fn error<'a>(what: &'a str, key: &'a str, edit: fn(&mut Book, (u32, u16))) -> Case<'a> {
    Case { what, level: "error", key, edit }
}

const fn notice<'a>(what: &'a str, edit: fn(&mut Book, (u32, u16))) -> Case<'a> {
    Case { what, level: "notice", key: "read_as", edit }
}

fn text(book: &mut Book, place: (u32, u16), text: &str) {
    book.set(place, text.to_owned());
}

/// What people do to cells, and what they must be told. `place` is the 本期 cell of 本年完成固定资产投资额.
const CASES: [Case<'_>; 24] = [
    error("another park’s", "other_park", |book, _| {
        book.relabel("园区代码", "elsewhere");
    }),
    error("another month’s", "other_month", |book, _| {
        book.relabel("报告期代码", "2001-01");
    }),
    error("another form’s", "other_form", |book, _| {
        book.relabel("表号", "X999");
    }),
    error("a row missing", "row_missing", |book, (row, _)| {
        book.blank_row(row);
    }),
    error("a row twice", "duplicate_row", |book, (row, _)| {
        book.copy_row(row, 200);
    }),
    error("renamed", "name_changed", |book, (row, _)| text(book, (row, 1), "营业总收入")),
    error("another unit", "unit_changed", |book, (row, _)| text(book, (row, 2), "万元")),
    error("unknown code", "unknown_code", |book, (row, _)| text(book, (row, 0), "zz99")),
    error("heading gone", "column_missing", |book, (_, column)| text(book, (5, column), "数值")),
    error("words", "not_a_number", |book, place| text(book, place, "约七千万")),
    error("percent", "percent", |book, place| text(book, place, "7.5%")),
    error("percent format", "percent", |book, place| {
        book.set(place, 0.075).as_percent(place);
    }),
    error("with unit", "with_unit", |book, place| text(book, place, "3.2亿")),
    error("a date", "a_date", |book, place| {
        let moment = calamine::ExcelDateTime::new(46000.0, calamine::ExcelDateTimeType::DateTime, false);
        book.set(place, Data::DateTime(moment));
    }),
    error("#DIV/0!", "error_value", |book, place| {
        book.clear(place).formula(place, "=1/0", "#DIV/0!");
    }),
    error("TRUE", "not_a_number", |book, place| {
        book.set(place, true);
    }),
    error("merged", "merged", |book, place| {
        book.clear((place.0, place.1 + 1)).merge_right(place);
    }),
    error("negative", "negative", |book, place| {
        book.set(place, -5.0);
    }),
    error("10^30", "too_many_digits", |book, place| {
        book.set(place, 1e30);
    }),
    error("NaN", "not_a_number", |book, place| text(book, place, "NaN")),
    error("blank", "blank", |book, place| {
        book.clear(place);
    }),
    error("unknown mark", "unknown_mark", |book, place| text(book, (place.0, place.1 + 1), "大概")),
    notice("full-width digits", |book, place| {
        let typed: String = shown(book, place)
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
            .collect();
        text(book, place, &typed);
    }),
    notice("thousands separators", |book, place| {
        let value: rust_decimal::Decimal = shown(book, place).parse().unwrap();
        text(book, place, &duoyuan_core::format::exact(value));
    }),
];

fn shown(book: &Book, place: (u32, u16)) -> String {
    book.get(place).expect("filled in").to_string()
}

#[tokio::test]
async fn every_spoilt_cell_is_named() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let item = world.item("本年完成固定资产投资额").await;
    let report = Report::new(&own, &park, &world.month).await;
    let good = report.workbook(&own).await;
    let place = good.place(&item, "本期");
    let mut wrong = Vec::new();
    for case in CASES {
        let mut book = good.clone();
        (case.edit)(&mut book, place);
        let dry = own.upload(&report.path("/dry-run?file=a.xlsx"), book.save()).await;
        if dry.status != 200 {
            wrong.push(format!("{}: {} {}", case.what, dry.status, dry.text()));
            continue;
        }
        let dry = dry.json();
        let findings = dry["dry_run"]["findings"].as_array().unwrap();
        let found = findings.iter().find(|f| f["level"] == case.level && f["message"]["key"] == case.key);
        let cell_needed = !["row_missing", "blank"].contains(&case.key);
        match found {
            None => wrong.push(format!("{}: no {} {}: {findings:?}", case.what, case.level, case.key)),
            Some(finding) if cell_needed && !finding["cell"].is_string() => {
                wrong.push(format!("{}: no cell", case.what))
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn moved_and_hidden_rows_are_read_where_they_are_and_zero_is_not_blank() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    let good = report.workbook(&own).await;
    let rows = async |book: &Book| {
        let dry = own.upload(&report.path("/dry-run?file=a.xlsx"), book.save()).await.expect(200);
        let rows = dry["dry_run"]["rows"].as_array().unwrap().clone();
        let mut rows: Vec<(String, Value)> =
            rows.iter().map(|r| (r["item"].as_str().unwrap().to_owned(), r["value"].clone())).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows
    };
    let right = rows(&good).await;
    let codes = good.codes();
    let (first, last) = (good.place(&codes[0], "本期"), good.place(codes.last().unwrap(), "本期"));
    let mut moved = good.clone();
    moved.swap_rows(first.0, last.0).hide(first.0 + 1);
    assert_eq!(rows(&moved).await, right);
    let mut zero = good.clone();
    zero.set(last, 0.0);
    let read = rows(&zero).await;
    let value = &read.iter().find(|(code, _)| code == codes.last().unwrap()).unwrap().1;
    assert_eq!(value, &json!("0"));
}

#[tokio::test]
async fn requests_that_are_no_requests_are_answered_with_a_problem() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let before = position(&own).await;
    let path = format!("/api/v1/reports/{park}/{}/submissions", world.month);
    let bodies: [&str; 9] = [
        "",
        "{",
        "[]",
        "null",
        r#"{"rows": 5}"#,
        r#"{"rows": [{"item": 5}], "answers": [], "seen_revisions": 0}"#,
        r#"{"rows": [], "answers": [], "seen_revisions": -1}"#,
        r#"{"rows": [{"item": "x", "value": "1e999999999"}], "answers": [], "seen_revisions": 0}"#,
        r#"{"rows": [], "answers": [], "seen_revisions": 0, "digest": "../../etc/passwd"}"#,
    ];
    for body in bodies {
        let request = own.request(Method::POST, &path).header("Content-Type", "application/json").body(body);
        refused(body, &own.send(request).await);
    }
    let deep = "[".repeat(100_000);
    let request = own.request(Method::POST, &path).header("Content-Type", "application/json").body(deep);
    refused("deep", &own.send(request).await);
    let large = format!(r#"{{"rows": [], "answers": [], "seen_revisions": 0, "x": "{}"}}"#, "x".repeat(20 << 20));
    let request = own.request(Method::POST, &path).header("Content-Type", "application/json").body(large);
    if let Ok(answer) = own.try_send(request).await {
        assert_eq!(answer.status, 413, "{}", answer.text());
    }
    refused("no type", &own.send(own.request(Method::POST, &path).body("{}")).await);
    for query in ["?month=2026-13", "?basis=yearly", "?month=%27%20OR%201=1"] {
        let answer = world.leading.get(&format!("/api/v1/board{query}")).await;
        assert!(answer.status < 500, "{query}: {}", answer.text());
        refused(query, &answer);
    }
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        let answer = own.send(own.request(method, "/api/v1/board")).await;
        assert!(matches!(answer.status, 404 | 405), "{}", answer.status);
    }
    for path in
        ["/api/v1/workbooks/zz", "/api/v1/workbooks/..%2f..%2fdata", "/api/v1/parks/%F0%9F%8D%84", "/api/v1/parks/%00"]
    {
        refused(path, &own.get(path).await);
    }
    let mut odd = world.server.stranger();
    odd.cookie = Some(format!("duoyuan_session={}", "A".repeat(5000)));
    assert_eq!(odd.get("/api/v1/board").await.status, 401);
    assert_eq!(position(&own).await, before, "nothing was entered");
}

#[tokio::test]
async fn figures_out_of_this_world_are_findings() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let item = world.item("本年完成固定资产投资额").await;
    for value in ["79228162514264337593543950335", "-79228162514264337593543950335", "1000000000000000", "0.00001"] {
        let mut report = Report::new(&own, &park, &world.month).await;
        report.set(&item, value);
        let answer = own.post(&report.path("/submissions"), report.body(json!([]))).await;
        assert_eq!(answer.problem(422), "does_not_pass", "{value}");
        let about = answer.json()["findings"].as_array().unwrap().iter().any(|f| f["items"][0] == item.as_str());
        assert!(about, "{value}: {}", answer.text());
    }
}
