//! The configuration: what ships loads, and every mistake is reported where it is, all at once.

mod audit;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use duoyuan_core::figure::Unit;
use duoyuan_core::formula::Lag;
use duoyuan_core::id::Code;
use duoyuan_core::period::Basis;
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{self, Level, Problem, Verification, Zone};

fn shipped() -> Zone {
    zone::load(&zone::shipped()).unwrap_or_else(|problems| panic!("{}", told(&problems)))
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.line(Lang::Chinese) + "\n").collect()
}

#[test]
fn what_ships_loads() {
    let zone = shipped();
    assert_eq!(zone.parks.len(), 8);
    assert!(zone.parks[0].main, "the main park is the first");
    assert!((30..=45).contains(&zone.form.items.len()), "{} items", zone.form.items.len());
    assert!(zone.form.items.iter().filter(|item| item.basis == Basis::Month).count() >= 2);
    assert_eq!((zone.headline.len(), zone.compare.len()), (6, 8));
    let index: BTreeSet<_> = zone.indicators.iter().filter_map(|i| i.index.as_deref()).collect();
    for number in ["1.4", "2.2", "2.3", "2.4", "2.5", "2.6", "2.8", "3.5", "4.5", "5.2"] {
        assert!(index.contains(number), "index item {number}");
    }
}

#[test]
fn what_ships_survives_the_journal() {
    let zone = shipped();
    let json = serde_json::to_string(&zone).unwrap();
    assert_eq!(serde_json::from_str::<Zone>(&json).unwrap(), zone);
}

#[test]
fn formulas_and_rules_name_known_items() {
    let zone = shipped();
    let known = |owner: &str, operands: Vec<(Code, Lag)>| {
        assert!(!operands.is_empty(), "{owner}");
        for (code, _) in operands {
            assert!(zone.item(&code).is_some(), "{owner}: {code}");
        }
    };
    for indicator in &zone.indicators {
        known(indicator.code.as_str(), indicator.formula.parsed.operands());
    }
    for rule in &zone.rules {
        known(rule.id.as_str(), rule.assert.parsed.operands());
        let level = if rule.id.as_str().starts_with('E') { Level::Error } else { Level::Warning };
        assert_eq!(rule.level, level, "{}", rule.id);
    }
}

#[test]
fn the_policy_s_targets_are_its_own_numbers() {
    let zone = shipped();
    let target = |code: &str| {
        let target = zone.target(&code.into(), None, 2025).unwrap();
        assert_eq!(target.cited.verification, Verification::Published);
        assert_eq!(target.clause.as_deref(), Some("第六条"));
        (target.value, zone.indicator(&code.into()).unwrap().unit)
    };
    assert_eq!(target("science_projects"), (10.into(), Unit::Project));
    assert_eq!(target("rd_platforms"), (10.into(), Unit::Count));
    assert_eq!(target("science_smes"), (100.into(), Unit::Enterprise));
    assert_eq!(zone.targets.len(), 3, "what no document says is not shipped");
}

#[test]
fn no_shipped_text_is_empty() {
    fn visit(path: &str, value: &serde_json::Value) {
        match value {
            serde_json::Value::String(text) => assert!(!text.trim().is_empty(), "{path}"),
            serde_json::Value::Array(all) => {
                all.iter().enumerate().for_each(|(i, v)| visit(&format!("{path}[{i}]"), v))
            }
            serde_json::Value::Object(all) => all.iter().for_each(|(name, v)| visit(&format!("{path}.{name}"), v)),
            _ => {}
        }
    }
    visit("zone", &serde_json::to_value(shipped()).unwrap());
}

/// Every folder of `tests/zones` is a broken configuration, with what is to be said of it in `expected.txt`.
/// `BLESS=1 cargo test -p duoyuan-core --test zone` writes what is said now.
#[test]
fn broken_configurations_are_told_in_full() {
    let zones = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zones");
    for folder in sorted(&zones) {
        let files: Vec<(String, String)> = sorted(&folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|e| e == "toml"))
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, std::fs::read_to_string(&path).unwrap())
            })
            .collect();
        let said = told(&zone::load(&files).expect_err("it is broken"));
        let expected = folder.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &said).unwrap();
        }
        assert_eq!(said, std::fs::read_to_string(&expected).unwrap_or_default(), "{}", folder.display());
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    all.sort();
    all
}

/// The smallest configuration without mistakes.
const SMALL: &str = r#"
[zone]
id = "small"
name = "小区"
short = "小区"
policy = { source = "x", verification = "derived" }
due_day = 15
due_source = { source = "x", verification = "derived" }
headline = ["revenue"]
compare = ["revenue"]
[form]
id = "F"
name = "表"
sections = ["经营", "人员"]
source = "x"
verification = "derived"
[[parks]]
id = "a"
name = "甲园区"
short = "甲园"
main = true
divisions = ["410871"]
longitude = 113.24
latitude = 35
industries = []
joined = "2023-01"
source = "x"
verification = "unverified"
[[items]]
code = "income"
name = "收入"
unit = "千元"
basis = "cumulative"
section = "经营"
required = true
definition = "x"
source = "x"
verification = "practice"
[[items]]
code = "staff"
name = "人员"
unit = "人"
basis = "point_in_time"
section = "人员"
required = true
definition = "x"
source = "x"
verification = "practice"
[[indicators]]
code = "revenue"
name = "收入"
unit = "亿元"
decimals = 2
formula = "income / 100000"
better = "higher"
definition = "x"
source = "x"
verification = "derived"
[[rules]]
id = "E01"
level = "error"
assert = "income >= 0"
text = "x"
source = "x"
verification = "derived"
[[targets]]
indicator = "revenue"
year = 2025
path = "linear"
zone = 1.5
source = "x"
verification = "derived"
"#;

fn load(text: &str) -> Result<Zone, Vec<Problem>> {
    zone::load(&[("zone.toml".to_owned(), text.to_owned())])
}

/// Replaces one line of the small configuration and expects exactly this, as `line:column key`.
#[track_caller]
fn check(line: &str, replacement: &str, expected: &[&str]) {
    assert!(SMALL.contains(&format!("\n{line}\n")), "no line {line}");
    let text = SMALL.replacen(&format!("\n{line}\n"), &format!("\n{replacement}\n"), 1);
    let problems = load(&text).err().unwrap_or_default();
    let start = SMALL.lines().position(|l| l == line).expect("the line is there");
    // Lines are counted from the one replaced, so that the cases stay readable.
    let short = |p: &Problem| format!("{}:{} {}", p.line as i64 - start as i64, p.column, p.message.key.name());
    let found: Vec<String> = problems.iter().map(short).collect();
    assert_eq!(found, expected, "{replacement}\n{}", told(&problems));
    for problem in &problems {
        for lang in [Lang::Chinese, Lang::English] {
            let said = problem.message.text(lang);
            assert!(!said.is_empty() && !said.contains("“”"), "an argument is missing: {said}");
        }
    }
}

#[test]
fn the_small_configuration_is_right() {
    assert_eq!(told(&load(SMALL).err().unwrap_or_default()), "");
}

#[test]
fn fields_are_judged() {
    check(
        r#"short = "甲园""#,
        r#"short = "甲园"
nam = "x""#,
        &["2:1 zone_unknown_field_near"],
    );
    check(
        r#"short = "甲园""#,
        r#"short = "甲园"
colour = "x""#,
        &["2:1 zone_unknown_field"],
    );
    check(r#"short = "甲园""#, "", &["-2:1 zone_missing_field"]);
    check(r#"short = "甲园""#, r#"short = "甲""#, &["1:9 zone_bad_short"]);
    check(r#"short = "甲园""#, "short = 7", &["1:9 zone_not_text"]);
    check(r#"name = "甲园区""#, r#"name = " ""#, &["1:8 zone_empty"]);
    check("main = true", r#"main = "yes""#, &["1:8 zone_not_flag"]);
    check("main = true", "", &["-3:1 zone_no_main"]);
    check("due_day = 15", "due_day = 32", &["1:11 zone_out_of_range"]);
    check("due_day = 15", "due_day = 1.5", &["1:11 zone_not_integer"]);
    check("decimals = 2", "decimals = 7", &["1:12 zone_out_of_range"]);
    check("longitude = 113.24", "longitude = 35.1", &["1:13 zone_out_of_range"]);
    check("longitude = 113.24", "longitude = nan", &["1:13 zone_not_number"]);
    check("longitude = 113.24", r#"longitude = "113.24""#, &["1:13 zone_not_number"]);
    check(r#"divisions = ["410871"]"#, r#"divisions = ["410871", "41087", 410871]"#, &["1:33 zone_not_text"]);
    check(r#"divisions = ["410871"]"#, r#"divisions = ["410871", "41087"]"#, &["1:24 zone_bad_division"]);
    check(r#"divisions = ["410871"]"#, "divisions = []", &["1:13 zone_empty"]);
    check("industries = []", r#"industries = "x""#, &["1:14 zone_not_texts"]);
    check(r#"joined = "2023-01""#, r#"joined = "2023-1""#, &["1:10 zone_not_month"]);
    check(r#"joined = "2023-01""#, "joined = \"2023-01\"\nleft = \"2022-12\"", &["2:8 zone_left_before_joined"]);
    let named = |list: &str, expected: &[&str]| {
        check(r#"joined = "2023-01""#, &format!("joined = \"2023-01\"\nearlier_names = [{list}]"), expected);
    };
    named(r#"{ until = "2024-01", name = "甲区" }, { until = "2025-01", name = "甲乡", short = "甲乡" }"#, &[]);
    named(r#"{ until = "2024-1", name = "甲区" }"#, &["2:28 zone_not_month"]);
    named(r#"{ until = "2024-01" }"#, &["2:18 zone_missing_field"]);
    named(r#"{ until = "2024-01", name = "甲区", short = "甲" }"#, &["2:60 zone_bad_short"]);
    named(r#"{ until = "2024-01", name = "甲区" }, { until = "2024-01", name = "甲乡" }"#, &["2:64 zone_name_order"]);
    let statuses = |list: &str| format!("statuses = [{list}]");
    let since = |list: &str, expected: &[&str]| check(r#"joined = "2023-01""#, &statuses(list), expected);
    since(r#"{ from = "2023-01", status = "member" }, { from = "2026-01", status = "rectifying" }"#, &[]);
    since("", &["1:12 zone_empty"]);
    since(r#"{ from = "2023-1", status = "member" }"#, &["1:22 zone_not_month"]);
    since(r#"{ from = "2023-01", status = "guest" }"#, &["1:42 zone_unknown_choice"]);
    since(r#"{ status = "member" }"#, &["1:13 zone_missing_field"]);
    since(r#"{ from = "2023-01", status = "pilot" }"#, &["1:22 zone_status_main"]);
    let again = r#"{ from = "2023-01", status = "member" }, { from = "2026-01", status = "member" }"#;
    since(again, &["1:63 zone_status_same"]);
    let back = r#"{ from = "2023-01", status = "member" }, { from = "2023-01", status = "rectifying" }"#;
    since(back, &["1:63 zone_status_order"]);
    let twice = "joined = \"2023-01\"\nstatuses = [{ from = \"2023-01\", status = \"member\" }]";
    check(r#"joined = "2023-01""#, twice, &["1:10 zone_statuses_and_joined"]);
    let second = |list: &str| {
        let park = SMALL.split("[[parks]]").nth(1).unwrap().split("[[items]]").next().unwrap();
        let park = park.replace("id = \"a\"", "id = \"b\"").replace("main = true\n", "").replace("410871", "410872");
        let park = park.replace("joined = \"2023-01\"", &statuses(list));
        let found = load(&SMALL.replacen("[[items]]", &format!("[[parks]]{park}[[items]]"), 1));
        found.err().unwrap_or_default().iter().map(|it| it.message.key.name()).collect::<Vec<_>>()
    };
    let steps = r#"{ from = "2025-01", status = "candidate" }, { from = "2026-01", status = "pilot" }, { from = "2026-07", status = "left" }"#;
    assert_eq!(second(steps), [""; 0]);
    assert_eq!(second(r#"{ from = "2025-01", status = "left" }"#), ["zone_status_left_first"]);
    let late = r#"{ from = "2025-01", status = "pilot" }, { from = "2026-01", status = "candidate" }"#;
    assert_eq!(second(late), ["zone_status_candidate_late"]);
    check(r#"verification = "unverified""#, r#"verification = "sure""#, &["1:16 zone_unknown_choice"]);
    check(r#"unit = "千元""#, r#"unit = "元""#, &["1:8 zone_unknown_choice"]);
    check(r#"basis = "cumulative""#, r#"basis = "yearly""#, &["1:9 zone_unknown_choice"]);
    check(r#"level = "error""#, r#"level = "notice""#, &["1:9 zone_unknown_choice"]);
    check(r#"path = "linear""#, r#"path = "straight""#, &["1:8 zone_unknown_choice"]);
    check(r#"assert = "income >= 0""#, "assert = \"income >= 0\"\ntolerance = -1", &["2:13 zone_negative"]);
}

#[test]
fn names_are_judged() {
    check(r#"id = "a""#, r#"id = "A园""#, &["1:6 zone_bad_id"]);
    check(r#"id = "E01""#, r#"id = "rule one""#, &["1:6 zone_bad_rule_id"]);
    check(r#"code = "staff""#, r#"code = "last""#, &["1:8 zone_reserved"]);
    check(r#"code = "staff""#, r#"code = "income""#, &["1:8 zone_duplicate"]);
    check(r#"code = "staff""#, r#"code = "revenue""#, &["11:8 zone_duplicate"]);
    check(r#"headline = ["revenue"]"#, r#"headline = ["revenu"]"#, &["1:13 zone_unknown_indicator_near"]);
    check(r#"headline = ["revenue"]"#, r#"headline = ["revenue", "revenue"]"#, &["1:24 zone_duplicate"]);
    check(r#"headline = ["revenue"]"#, "headline = []", &["1:12 zone_empty"]);
    check(r#"section = "人员""#, r#"section = "財務""#, &["1:11 zone_unknown_section"]);
    check(r#"section = "人员""#, "section = \"人员\"\npart_of = \"incom\"", &["2:11 zone_unknown_item_near"]);
    check(r#"section = "人员""#, "section = \"人员\"\npart_of = \"income\"", &["-3:8 zone_part_unit"]);
    check(r#"section = "人员""#, "section = \"人员\"\npart_of = \"staff\"", &["-3:8 zone_circle"]);
}

#[test]
fn formulas_are_judged_where_they_are_wrong() {
    let formula = r#"formula = "income / 100000""#;
    check(formula, r#"formula = "income / ""#, &["1:20 zone_formula_operand"]);
    check(formula, r#"formula = "(income""#, &["1:19 zone_formula_closing"]);
    check(formula, r#"formula = "income staff""#, &["1:19 zone_formula_end"]);
    check(formula, r#"formula = "max(income)""#, &["1:12 zone_formula_function"]);
    check(formula, r#"formula = "income / 1.2.3""#, &["1:21 zone_formula_number"]);
    check(formula, r#"formula = "sn(1)""#, &["1:15 zone_formula_code"]);
    check(formula, r#"formula = "7""#, &["1:11 zone_formula_constant"]);
    check(
        formula,
        r#"formula = "incomes / income * incom""#,
        &["1:12 zone_unknown_item_near", "1:31 zone_unknown_item_near"],
    );
    check(formula, "formula = \"\"\"\nincome\n/ stuff\"\"\"", &["3:3 zone_unknown_item_near"]);
    check(r#"assert = "income >= 0""#, r#"assert = "income""#, &["1:17 zone_formula_comparison"]);
    check(r#"better = "higher""#, "better = \"higher\"\nstock = true", &["-4:8 zone_is_not_stock"]);
    check(formula, r#"formula = "staff * 2""#, &["-3:8 zone_is_stock", "1:11 zone_formula_unit"]);
}

#[test]
fn targets_are_judged() {
    check("zone = 1.5", "", &["-3:1 zone_no_value"]);
    check("zone = 1.5", "zone = 0", &["1:8 zone_not_positive"]);
    check("zone = 1.5", "parks = { a = 1, b = 2 }", &["1:18 zone_unknown_park"]);
    check("year = 2025", "year = 20255", &["1:8 zone_out_of_range"]);
    let again =
        "indicator = \"revenue\"\nyear = 2025\npath = \"linear\"\nzone = 2\nsource = \"x\"\nverification = \"derived\"";
    check(
        "zone = 1.5",
        &format!("zone = 1.5\nsource = \"x\"\nverification = \"derived\"\n[[targets]]\n{again}\n[nonsense]"),
        &["8:8 zone_two_targets", "11:2 zone_unknown_field"],
    );
}

#[test]
fn sharing_is_there_with_its_elements_or_not_at_all() {
    assert!(load(SMALL).unwrap().sharing.is_none());
    let keys = |more: &str| {
        let problems = load(&format!("{SMALL}{more}")).unwrap_err();
        problems.iter().map(|p| (p.message.key.name(), p.line - SMALL.lines().count())).collect::<Vec<_>>()
    };
    let unit = "[[sharing_units]]\nname = \"万元\"\nwhole = false\n";
    assert_eq!(keys(unit), [("zone_nothing", 1), ("zone_nothing", 1)]);
    let head = "[sharing]\nmoney = \"万元\"\nanswer_days = 7\nsource = \"x\"\nverification = \"derived\"\n";
    assert_eq!(keys(&format!("{unit}{head}")), [("zone_nothing", 4)]);
    assert_eq!(keys(&format!("{head}\n{unit}colour = 1\n")), [("zone_nothing", 1), ("zone_unknown_field", 10)]);
}

#[test]
fn the_six_elements_ship_with_stages_and_a_measure() {
    let sharing = shipped().sharing.unwrap();
    let ids: Vec<&str> = sharing.elements.iter().map(|element| element.id.as_str()).collect();
    assert_eq!(ids, ["lead", "project", "platform", "result", "talent", "fund"]);
    for element in &sharing.elements {
        assert!((3..=5).contains(&element.stages.len()), "{}", element.id);
        assert_eq!(element.last().unwrap().id.as_str(), "landed");
        assert_eq!(element.cited.verification, Verification::Own, "no document says so");
    }
    // Every industry of a park is somewhere in the list, if under a wider name.
    assert!(sharing.industries.len() >= 10);
    let hundred_million = duoyuan_core::sharing::Quantity { value: 2.into(), unit: "亿元".to_owned() };
    assert_eq!(sharing.money(&hundred_million), Some(20_000.into()));
    assert!(sharing.related(&"aluminium".into(), &"equipment".into()));
    assert!(!sharing.related(&"food".into(), &"equipment".into()));
}

#[test]
fn a_broken_file_does_not_hide_the_others() {
    let (first, second) = SMALL.split_once("[[indicators]]").unwrap();
    let files = |first: &str, second: &str| {
        let files = [("a.toml".to_owned(), first.to_owned()), ("b.toml".to_owned(), second.to_owned())];
        let problems = zone::load(&files).err().unwrap_or_default();
        problems.iter().map(|p| format!("{}:{} {}", p.file, p.line, p.message.key.name())).collect::<Vec<_>>()
    };
    let second = format!("[[indicators]]{second}");
    assert_eq!(files(first, &second), [""; 0]);
    let wrong = second.replace("decimals = 2", "decimals = 99");
    // The items are in the unreadable file: that the formula does not find them is not a mistake of its own.
    assert_eq!(
        files(&first.replace("due_day =", "due_day"), &wrong),
        ["a.toml:7 zone_syntax", "b.toml:5 zone_out_of_range"]
    );
}

#[test]
fn nothing_is_a_mistake_too_and_nothing_panics() {
    let keys = |files: &[(String, String)]| {
        let problems = zone::load(files).unwrap_err();
        assert!(!problems.is_empty());
        problems.iter().map(|p| p.message.key.name()).collect::<BTreeSet<_>>()
    };
    assert_eq!(keys(&[]), ["zone_nothing"].into());
    assert_eq!(keys(&[("a.toml".into(), String::new())]), ["zone_nothing"].into());
    for text in
        ["parks = 1", "[[zone]]", "zone = []", "\u{feff}x", "[parks]\na = 1", "a.b.c = 1", "[[targets]]\nparks = [1]"]
    {
        keys(&[("a.toml".into(), text.into())]);
    }
    // Any prefix of a right file is read or refused, never a panic.
    for end in (0..SMALL.len()).filter(|end| SMALL.is_char_boundary(*end)) {
        let _ = load(&SMALL[..end]);
    }
}
