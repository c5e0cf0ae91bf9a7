//! Grids made by hand: what is read, and what is said of the rest.

mod which;

use rust_decimal::Decimal;
use serde_json::json;

use super::*;
use crate::period::Month;
use crate::report::Stage;
use crate::view::SheetLine;

fn zone() -> Zone {
    let cited = json!({"source": "test", "verification": "unverified"});
    let item = |section: &str, code: &str, name: &str, unit: &str, basis: &str| {
        json!({
            "code": code, "name": name, "unit": unit, "basis": basis, "section": section, "part_of": null,
            "required": true, "negative": false, "definition": "", "cited": cited,
        })
    };
    let zone = json!({
        "id": "t", "name": "T", "short": "T", "policy": cited, "due_day": 15, "due_source": cited,
        "parks": [], "indicators": [], "headline": [], "compare": [], "targets": [],
        "form": {"id": "F1", "name": "月报", "cited": cited, "items": [
            item("一", "a", "甲", "千元", "cumulative"),
            item("一", "b", "乙", "千元", "cumulative"),
            item("二", "c", "丙", "人", "point_in_time"),
        ]},
        "rules": [{"id": "W1", "level": "warning", "assert": "yoy(b) <= 30", "tolerance": "0", "text": "b", "cited": cited}],
    });
    serde_json::from_value(zone).unwrap()
}

fn sheet(zone: &Zone) -> Sheet {
    let month: Month = "2026-10".parse().unwrap();
    let line = |item: &crate::zone::Item| SheetLine {
        incomparable: Vec::new(),
        item: item.code.clone(),
        row: None,
        year_ago: Some(Decimal::from(100)),
        last_month: None,
    };
    Sheet {
        adjustments: Vec::new(),
        position: 0,
        demo: false,
        park: "p".into(),
        month,
        stage: Stage::Awaited,
        due: month.due(15),
        opens: month.over(),
        voluntary: false,
        closed: false,
        returned: None,
        withdrawn: None,
        earlier_stands: false,
        returned_items: vec![],
        seen_revisions: 0,
        last_submitted: None,
        source: None,
        lines: zone.form.items.iter().map(line).collect(),
        answers: vec![],
        signed: Default::default(),
        attachments: vec![],
    }
}

/// The template as a reader would hand it over, with a value of 100 in every line.
fn grid(template: &Template) -> Grid {
    let mut grid = Grid { name: template.sheet.clone(), ..Grid::default() };
    let mut set = |row, column, text: &str| grid.cells.insert(Cell { row, column }, Raw::Text(text.into()));
    for (cell, label, content) in &template.labels {
        set(cell.row, cell.column, label);
        set(cell.row, cell.column + 1, content);
    }
    for (column, heading) in COLUMNS {
        set(HEADER_ROW, column.index(), heading);
    }
    for (row, line) in template.rows() {
        match line {
            TemplateRow::Section(name) => drop(set(row, Column::Name.index(), name)),
            TemplateRow::Item(line) => {
                set(row, Column::Code.index(), line.code.as_str());
                set(row, Column::Name.index(), &line.name);
                set(row, Column::Unit.index(), line.unit);
                set(row, Column::Basis.index(), line.basis);
                set(row, Column::Value.index(), "100");
            }
        }
    }
    for (cell, label, content) in template.foot() {
        set(cell.row, cell.column, label);
        set(cell.row, cell.column + 1, &content);
    }
    grid
}

/// What is found when the cells named are changed, as `key cell`.
fn found(changes: &[(&str, Option<Raw>)]) -> Vec<String> {
    let zone = zone();
    let sheet = sheet(&zone);
    let mut grid = grid(&Template::of(&zone, &sheet));
    for (at, raw) in changes {
        let cell: Cell = at.parse().unwrap();
        match raw {
            Some(raw) => drop(grid.cells.insert(cell, raw.clone())),
            None => drop(grid.cells.remove(&cell)),
        }
    }
    let place = |cell: Option<Cell>| cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string());
    let run = dry_run(&zone, &sheet, &grid.clone().into());
    run.findings.iter().map(|finding| format!("{} {}", finding.message.key.name(), place(finding.cell))).collect()
}

fn text(text: &str) -> Option<Raw> {
    Some(Raw::Text(text.into()))
}

#[test]
fn sections_have_rows_of_their_own() {
    let zone = zone();
    let template = Template::of(&zone, &sheet(&zone));
    let rows: Vec<_> = template
        .rows()
        .map(|(row, line)| match line {
            TemplateRow::Section(name) => (row, name.to_owned()),
            TemplateRow::Item(line) => (row, line.code.to_string()),
        })
        .collect();
    let expected = [(6, "一"), (7, "a"), (8, "b"), (9, "二"), (10, "c")];
    assert_eq!(rows, expected.map(|(row, text)| (row, text.to_owned())));
    assert_eq!(found(&[]), [""; 0]);
}

#[test]
fn what_cannot_be_read_is_not_also_blank() {
    assert_eq!(found(&[("G8", text("约一百"))]), ["not_a_number G8"]);
    assert_eq!(found(&[("G8", Some(Raw::Uncomputed))]), ["uncomputed G8"]);
    assert_eq!(found(&[("G8", None)]), ["blank G8"]);
    assert_eq!(found(&[("A8", None)]), ["row_missing -"]);
}

#[test]
fn what_is_read_otherwise_is_still_judged() {
    assert_eq!(found(&[("G11", text("－５"))]), ["negative G11", "read_as G11"]);
    assert_eq!(found(&[("G11", text("５．５"))]), ["not_whole G11", "read_as G11"]);
}

#[test]
fn a_row_too_many_does_not_hide_the_rest() {
    assert_eq!(found(&[("A20", text("合计")), ("G8", None)]), ["blank G8", "unknown_code A20"]);
}

#[test]
fn another_workbook_is_said_once() {
    assert_eq!(found(&[("F2", text("q")), ("G8", None), ("G9", text("x"))]), ["other_park F2"]);
    assert_eq!(found(&[("F3", Some(Raw::Date("2026-10".to_owned()))), ("G8", None)]), ["blank G8"]);
    assert_eq!(found(&[("G6", None)]), ["column_missing A6"]);
    assert_eq!(found(&[("K6", text("本期"))]), ["column_twice K6"]);
    assert_eq!(found(&[("A6", None)]), ["not_the_template -"]);
}

#[test]
fn reasons_answer_the_warnings_of_their_row() {
    let zone = zone();
    let mut sheet = sheet(&zone);
    let mut grid = grid(&Template::of(&zone, &sheet));
    let mut set = |at: &str, raw| grid.cells.insert(at.parse::<Cell>().unwrap(), raw);
    set("G9", Raw::Number { value: 250.0, shown: Shown::AsStored });
    set("I8", Raw::Text("这一行没有警告，不必说明".into()));
    set("I9", Raw::Text("新建两条生产线自七月投产".into()));
    let run = dry_run(&zone, &sheet, &grid.clone().into());
    assert_eq!(run.answers, [Answer { rule: "W1".into(), reason: "新建两条生产线自七月投产".to_owned() }]);
    // The next workbook starts from them.
    sheet.answers = run.answers;
    let lines = Template::of(&zone, &sheet).lines;
    assert_eq!(lines.iter().map(|line| !line.reason.is_empty()).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_workbook_of_another_kind_is_not_listed_line_by_line() {
    let zone = zone();
    let sheet = sheet(&zone);
    let mut grid = grid(&Template::of(&zone, &sheet));
    for row in 100..1_000 {
        grid.cells.insert(Cell { row, column: 0 }, Raw::Text(format!("x{row}").into()));
    }
    let run = dry_run(&zone, &sheet, &grid.clone().into());
    assert_eq!((run.findings.len(), run.more), (MOST_FINDINGS, 900 - MOST_FINDINGS));
    assert_eq!(grid.beside("园区代码").as_deref(), Some("p"));
    assert_eq!(grid.beside("没有"), None);
}

#[test]
fn a_line_left_over_from_another_month_is_refused_when_it_is_filled_in() {
    let all = zone();
    let whole = grid(&Template::of(&all, &sheet(&all)));
    let mut timed = zone();
    timed.form.items[2].from = "2026-11".parse().ok();
    let mut sheet = sheet(&timed);
    sheet.lines.pop();
    let own = grid(&Template::of(&timed, &sheet));
    let last = *whole.cells.iter().rev().find(|(_, raw)| **raw == Raw::Text("c".into())).unwrap().0;
    let mut blank = whole.clone();
    blank.cells.remove(&Cell { column: Column::Value.index(), ..last });
    let check = |workbook: Grid, expected: &[&str]| {
        let run = dry_run(&timed, &sheet, &workbook.into());
        let said: Vec<_> = run.findings.iter().map(|finding| finding.message.key.name()).collect();
        assert_eq!(said, expected);
    };
    check(own, &[]);
    check(blank, &[]);
    check(whole, &["item_not_in_force"]);
}
