//! Which worksheet of several is read, and what is said of templates that are not today's.

use super::*;

/// A worksheet like the template's, under a name of its own, with the cells named changed.
fn page(name: &str, changes: &[(&str, &str)]) -> Grid {
    let zone = zone();
    let mut page = grid(&Template::of(&zone, &sheet(&zone)));
    page.name = name.to_owned();
    for (at, text) in changes {
        page.cells.insert(at.parse().unwrap(), Raw::Text((*text).into()));
    }
    page
}

fn hidden(page: Grid) -> Grid {
    Grid { visibility: Visibility::Hidden, ..page }
}

/// The worksheet read, and what is found with the worksheets it names.
#[track_caller]
fn check(sheets: Vec<Grid>, read: &str, expected: &[&str]) {
    let zone = zone();
    let run = dry_run(&zone, &sheet(&zone), &Book { sheets });
    let said = |finding: &Finding| {
        let sheets = finding.message.args.get("sheets").map(|names| format!(" {names}")).unwrap_or_default();
        format!("{}{sheets}", finding.message.key.name())
    };
    assert_eq!(run.findings.iter().map(said).collect::<Vec<_>>(), expected);
    assert_eq!((run.sheet.as_str(), run.rows.is_empty()), (read, read.is_empty()));
}

#[test]
fn one_worksheet_is_read_whatever_its_name() {
    check(vec![page("十月", &[])], "十月", &[]);
    check(vec![page("上月", &[("F3", "2026-09")]), page("月报", &[])], "月报", &["other_sheets “上月”"]);
    check(vec![page("月报", &[("F2", "q")]), page("我们的", &[])], "我们的", &["other_sheets “月报”"]);
}

#[test]
fn several_that_show_are_named_and_none_is_read() {
    let two = || vec![page("月报", &[]), page("月报 (2)", &[("G8", "200")])];
    check(two(), "", &["several_sheets “月报”、“月报 (2)”"]);
    let many = (1..12).map(|n| page(&format!("表{n}"), &[])).collect();
    check(many, "", &["several_sheets “表1”、“表2”、“表3”、“表4”、“表5”、“表6”、“表7”、“表8”、…"]);
}

#[test]
fn hidden_worksheets_are_never_read_in_silence() {
    let beside = || vec![hidden(page("月报", &[])), page("月报 (2)", &[])];
    check(beside(), "月报 (2)", &["hidden_sheets “月报”"]);
    check(vec![hidden(page("月报", &[]))], "", &["only_hidden “月报”"]);
    check(vec![page("上月", &[("F3", "2026-09")]), hidden(page("月报", &[]))], "", &["only_hidden “月报”"]);
    check(vec![hidden(page("月报", &[("F3", "2026-09")]))], "", &["only_hidden “月报”"]);
}

#[test]
fn a_month_is_read_however_a_program_writes_it() {
    for month in ["2026-10", " 2026-10 ", "2026年10月", "2026/10", "2026-10-01", "2026.10"] {
        check(vec![page("月报", &[("F3", month)])], "月报", &[]);
    }
    let mut dated = page("月报", &[]);
    dated.cells.insert("F3".parse().unwrap(), Raw::Date("2026-10-01".to_owned()));
    check(vec![dated], "月报", &[]);
    let wrong = |month| dry_run(&zone(), &sheet(&zone()), &page("月报", &[("F3", month)]).into()).findings;
    for month in ["2026-09", "10月", "2026", "", "202610", "2026-13"] {
        assert_eq!(wrong(month)[0].message.key.name(), "other_month", "{month}");
    }
}

/// What is found in a workbook of one worksheet that would not be read as it stands.
#[track_caller]
fn found_in(page: Grid, expected: &[&str]) {
    let zone = zone();
    let run = dry_run(&zone, &sheet(&zone), &page.into());
    let names: Vec<&str> = run.findings.iter().map(|finding| finding.message.key.name()).collect();
    assert_eq!(names, expected);
}

#[test]
fn a_lost_label_is_missed_and_the_worksheet_known_by_its_mark() {
    let zone = zone();
    let lost = || page("月报", &[("E3", ""), ("F3", "")]);
    let book = Book { sheets: vec![page("旧", &[("F3", "2026-09")]), lost()] };
    let run = dry_run(&zone, &sheet(&zone), &book);
    let names: Vec<&str> = run.findings.iter().map(|finding| finding.message.key.name()).collect();
    assert_eq!((run.sheet.as_str(), &names[..]), ("月报", &["label_missing", "other_sheets"][..]));
}

#[test]
fn templates_of_other_versions_are_told() {
    let plain = [("H4", ""), ("I4", "")];
    found_in(page("月报", &[plain[0], plain[1], ("F4", "1")]), &["earlier_template"]);
    found_in(page("月报", &[plain[0], plain[1], ("E4", ""), ("F4", "")]), &["earlier_template"]);
    found_in(page("月报", &[("F4", "3")]), &["other_version"]);
    found_in(page("月报", &[("I4", "F1/p/2026-09/2")]), &["relabelled_template"]);
    found_in(page("月报", &[("I4", "F1/q/2026-10/2")]), &["relabelled_template"]);
    found_in(page("月报", &[("I4", "???")]), &[]);
}

#[test]
fn what_is_written_into_the_comparisons_is_told() {
    found_in(page("月报", &[("E8", "100")]), &[]);
    found_in(page("月报", &[("E8", "100.00")]), &[]);
    found_in(page("月报", &[("E8", "101"), ("E9", "无")]), &["compared_changed", "compared_changed"]);
    found_in(page("月报", &[("F8", "7")]), &["compared_changed"]);
}

#[test]
fn what_is_struck_out_is_not_read() {
    let struck = |at: &str| {
        let mut page = page("月报", &[("I9", "新建两条生产线自七月投产")]);
        page.struck.insert(at.parse().unwrap());
        page
    };
    for at in ["G8", "A8", "B8", "I9"] {
        found_in(struck(at), &["struck_out"]);
    }
    found_in(struck("B2"), &[]);
}
