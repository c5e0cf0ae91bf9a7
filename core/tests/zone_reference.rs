//! The reference page of the configuration names every field that is read, and whether it must be there.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

use std::collections::{BTreeMap, BTreeSet};

use duoyuan_core::figure::Unit;
use duoyuan_core::openness::Measure;
use duoyuan_core::zone;
use toml_edit::{Document, Item, TableLike};

const PAGE: &str = include_str!("../zones/README.md");

/// What ships in one text: it has every kind of table.
fn example() -> String {
    zone::shipped().into_iter().map(|(_, text)| text + "\n").collect()
}

/// The ways to the first table of every kind, written as the page's headings end: `parks`, `weights.parts.*`.
fn tables(table: &dyn TableLike, way: &[String], found: &mut BTreeMap<String, Vec<String>>) {
    // Tables whose names are data: one of them stands for all.
    let named = ["parts", "limits"].iter().any(|name| way.last().is_some_and(|last| last == name));
    let heading = match way {
        [] => "file".to_owned(),
        [.., above, _] if above == "parts" => "parts".to_owned(),
        [.., above, _] if above == "limits" => "value".to_owned(),
        [.., last] if is_source(table) && last != "value" => "source".to_owned(),
        [.., last] => last.clone(),
    };
    let is_data = way.last().is_some_and(|last| last == "parts");
    if !is_data {
        found.entry(heading).or_insert_with(|| way.to_vec());
    }
    for (name, item) in table.iter() {
        let mut way = way.to_vec();
        way.push(name.to_owned());
        if let Some(table) = item.as_table_like() {
            tables(table, &way, found);
        } else if let Some(first) = item.as_array_of_tables().and_then(|all| all.get(0)) {
            tables(first, &way, found);
        } else if let Some(first) = item.as_array().and_then(|all| all.get(0)).and_then(|it| it.as_inline_table()) {
            tables(first, &way, found);
        }
        if named {
            break;
        }
    }
}

fn is_source(table: &dyn TableLike) -> bool {
    table.iter().map(|(name, _)| name).collect::<Vec<_>>() == ["source", "verification"]
}

/// The table at a way, of a list the first, and where a field may be put into it.
fn at<'a>(document: &'a Document<&str>, way: &[String]) -> (&'a dyn TableLike, usize) {
    let mut here: (&dyn TableLike, usize) = (document.as_table(), 0);
    for name in way {
        let header = |span: Option<std::ops::Range<usize>>| {
            let start = span.unwrap().start;
            start + document.raw()[start..].find('\n').unwrap() + 1
        };
        here = match here.0.get(name).unwrap() {
            Item::ArrayOfTables(all) => (all.get(0).unwrap(), header(all.get(0).unwrap().span())),
            Item::Table(table) => (table, header(table.span())),
            Item::Value(toml_edit::Value::Array(all)) => {
                let table = all.get(0).unwrap().as_inline_table().unwrap();
                (table, table.span().unwrap().start + 1)
            }
            item => (item.as_table_like().unwrap(), item.span().unwrap().start + 1),
        };
    }
    here
}

/// A name that is near to none.
const STRANGE: &str = "zzzzzzzzzzzz";

/// What is said of a text: keys with their arguments.
fn said(text: String) -> Vec<(&'static str, BTreeMap<String, String>)> {
    let problems = zone::load(&[("all.toml".to_owned(), text)]).err().unwrap_or_default();
    problems.into_iter().map(|p| (p.message.key.name(), p.message.args)).collect()
}

/// The fields a table may have, as the reader itself tells them to who writes another.
fn accepted(way: &[String]) -> BTreeSet<String> {
    let text = example();
    let place = at(&Document::parse(text.as_str()).unwrap(), way).1;
    let is_inline = !text[..place].ends_with('\n') && place > 0;
    let field = if is_inline { format!("{STRANGE} = 1, ") } else { format!("{STRANGE} = 1\n") };
    let said = said(format!("{}{field}{}", &text[..place], &text[place..]));
    let told = said.iter().find(|(key, args)| *key == "zone_unknown_field" && args["field"] == STRANGE);
    let (_, args) = told.unwrap_or_else(|| panic!("{way:?} takes any field: {said:?}"));
    args["known"].split('、').map(str::to_owned).collect()
}

/// Whether a file is refused for the lack of that field, which is given another name.
fn is_needed(way: &[String], field: &str) -> bool {
    let text = example();
    let document = Document::parse(text.as_str()).unwrap();
    let Some(span) = at(&document, way).0.key(field).map(|key| key.span().unwrap()) else { return false };
    let said = said(format!("{}{STRANGE}{}", &text[..span.start], &text[span.end..]));
    said.iter().any(|(key, args)| *key == "zone_missing_field" && args["field"] == field)
}

/// The rows under a heading of the page: field and whether it must be there.
fn described(heading: &str) -> BTreeMap<String, String> {
    let titles =
        [format!("## [{heading}]"), format!("## [[{heading}]]"), format!("### {heading}"), format!("## {heading}")];
    let is_title = |line: &&str| titles.iter().any(|title| title == line);
    let mut lines = PAGE.lines().skip_while(|line| !is_title(line));
    assert!(lines.next().is_some(), "the page has a heading for {heading}");
    let rows = lines.take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with("| `"));
    let mut found = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 7, "five columns: {row}");
        assert!(!cells[2].is_empty() && !cells[4].is_empty(), "type and meaning: {row}");
        for name in cells[1].split('、') {
            found.insert(name.trim_matches('`').to_owned(), cells[3].to_owned());
        }
    }
    found
}

#[test]
fn every_field_that_is_read_is_described_as_it_is_read() {
    let mut ways = BTreeMap::new();
    tables(Document::parse(example().as_str()).unwrap().as_table(), &[], &mut ways);
    let expected =
        ["zone", "form", "parks", "items", "indicators", "rules", "targets", "sharing", "elements", "stages"];
    let more = ["measure", "sharing_units", "industries", "openness", "hours", "limits", "value", "owners", "kinds"];
    for heading in expected.into_iter().chain(more).chain(["rated", "references", "weights", "parts", "source"]) {
        let way = ways.get(heading).unwrap_or_else(|| panic!("what ships has a table {heading}: {ways:?}"));
        let described = described(if heading == "source" { "出处" } else { heading });
        for field in accepted(way) {
            let Some(told) = described.get(&field) else { panic!("{heading}: `{field}` is not on the page") };
            assert_eq!(told == "是", is_needed(way, &field), "{heading}: `{field}` is {told}");
        }
    }
    // Nor is there a table of which the page says nothing.
    for table in accepted(&[]) {
        assert!(PAGE.contains(&format!("## [{table}]")) || PAGE.contains(&format!("## [[{table}]]")), "{table}");
    }
}

#[test]
fn every_word_that_can_be_chosen_is_on_the_page() {
    let words = Unit::ALL.map(Unit::name).into_iter().chain(Measure::ALL.map(Measure::id));
    let choices = ["published", "practice", "derived", "unverified", "own", "month", "cumulative", "point_in_time"];
    let more = ["higher", "lower", "error", "warning", "linear", "year_end", "sn", "last", "yoy", "abs", "mon", "sun"];
    for word in words.chain(choices).chain(more) {
        assert!(PAGE.contains(&format!("`{word}`")) || PAGE.contains(&format!("`{word}(")), "{word}");
    }
}
