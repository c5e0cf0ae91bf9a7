//! Workbooks saved as `.ods`.

use duoyuan_core::intake::{Raw, Shown, dry_run};
use duoyuan_server::workbook;

use crate::book::{cell, pack};
use crate::kinds::check;
use crate::zone;

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    );
    let part = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
    pack(&[
        part("mimetype", MIME),
        part("content.xml", &content),
        part("META-INF/manifest.xml", "<manifest:manifest/>"),
    ])
}

fn table(rows: &str) -> Vec<u8> {
    ods(&format!(r#"<table:table table:name="月报">{rows}</table:table>"#))
}

#[test]
fn every_kind_of_cell() {
    let bytes = table(
        r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-row>
          <table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>甲<text:s/>&amp;乙</text:p><text:p>丙</text:p></table:table-cell>
          <table:table-cell office:value-type="float" office:value="1.5"><text:p>1.5</text:p></table:table-cell>
          <table:table-cell office:value-type="percentage" office:value="0.075"><text:p>7.5%</text:p></table:table-cell>
          <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
          <table:table-cell office:value-type="date" office:date-value="2026-10-15"/>
          <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
          <table:table-cell table:formula="of:=[.B3]"/>
          <table:table-cell table:number-columns-repeated="2"/>
          <table:table-cell table:number-columns-spanned="2" office:value-type="float" office:value="2"/><table:covered-table-cell/>
          <table:table-cell table:number-columns-repeated="16000"/>
        </table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    let grid = workbook::read(&bytes, "月报.ods").expect("it is read").sheets.remove(0);
    let expected = [
        ("A3", Raw::Text("甲 &乙\n丙".into())),
        ("B3", Raw::Number { value: 1.5, shown: Shown::AsStored }),
        ("C3", Raw::Number { value: 0.075, shown: Shown::Percent }),
        ("D3", Raw::Boolean(true)),
        ("E3", Raw::Date("2026-10-15".to_owned())),
        ("F3", Raw::Error("#DIV/0!".to_owned())),
        ("G3", Raw::Uncomputed),
        ("J3", Raw::Number { value: 2.0, shown: Shown::AsStored }),
        ("B6", Raw::Number { value: 7.0, shown: Shown::AsStored }),
    ];
    for (at, raw) in expected {
        assert_eq!(grid.cells.get(&cell(at)), Some(&raw), "{at}");
    }
    assert_eq!(grid.cells.len(), 8 + 6);
    assert_eq!(grid.merged, [(cell("J3"), cell("K3"))]);
}

#[test]
fn repeats_are_counted_before_they_are_made() {
    let value = r#"office:value-type="float" office:value="1""#;
    let wide = format!(
        r#"<table:table-row><table:table-cell table:number-columns-repeated="4000000000" {value}/></table:table-row>"#
    );
    check("宽.ods", &table(&wide), "sheet_too_large");
    let tall = format!(
        r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell {value}/></table:table-row>"#
    );
    check("高.ods", &table(&tall), "sheet_too_large");
    let far = format!(
        r#"<table:table-row table:number-rows-repeated="4294967295"/><table:table-row table:number-rows-repeated="4294967295"><table:table-cell {value}/></table:table-row>"#
    );
    check("远.ods", &table(&far), "sheet_too_large");
    check("无.ods", &ods(""), "no_sheet");
    check("坏.ods", &ods("<table:table"), "file_damaged");
}

#[test]
fn an_empty_table_is_not_the_template() {
    let zone = zone::zone();
    let book = workbook::read(&table(""), "空.ods").expect("it is read");
    let run = dry_run(&zone, &zone::sheet(&zone), &book);
    assert_eq!(run.findings[0].message.key.name(), "not_the_template");
}
