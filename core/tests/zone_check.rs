//! What `zone check` finds beyond spelling: units, sums, codes, encodings; one message a cause.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

use duoyuan_core::words::Lang;
use duoyuan_core::zone::{self, Problem};

const STARTER: &str = include_str!("../zones/starter/zone.toml");

fn files(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn problems<T: AsRef<[u8]>>(files: &[(String, T)]) -> Vec<Problem> {
    let problems = zone::load(files).err().unwrap_or_default();
    for problem in &problems {
        for lang in [Lang::Chinese, Lang::English] {
            let said = problem.line(lang);
            assert!(!said.contains('{') && !said.contains("“”"), "an argument is missing: {said}");
        }
    }
    problems
}

/// Keys with their places, in order.
fn told<T: AsRef<[u8]>>(files: &[(String, T)]) -> Vec<String> {
    problems(files).iter().map(|p| format!("{}:{}:{} {}", p.file, p.line, p.column, p.message.key.name())).collect()
}

/// The starter with one line replaced: what is told, as `line after the replaced one:column key`.
#[track_caller]
fn check(line: &str, replacement: &str, expected: &[&str]) {
    assert_eq!(STARTER.matches(&format!("\n{line}\n")).count(), 1, "one line {line}");
    let text = STARTER.replacen(&format!("\n{line}\n"), &format!("\n{replacement}\n"), 1);
    let start = STARTER.lines().position(|l| l == line).unwrap();
    let short = |p: &Problem| format!("{}:{} {}", p.line as i64 - start as i64, p.column, p.message.key.name());
    let found = problems(&files(&[("zone.toml", &text)]));
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), expected, "{replacement}: {found:#?}");
}

#[test]
fn the_starter_is_right() {
    assert_eq!(told(&files(&[("zone.toml", STARTER)])), [""; 0]);
}

/// The formula of an indicator in 亿元, over 千元 (`income`) and 人 (`staff`).
#[test]
fn a_formula_gives_the_unit_it_claims() {
    let revenue = |unit: &str, formula: &str, expected: &[&str]| {
        let text = STARTER.replacen(r#"unit = "亿元""#, &format!("unit = \"{unit}\""), 1);
        let text = text.replacen(r#"formula = "income / 100000""#, &format!("formula = \"{formula}\""), 1);
        let line = STARTER.lines().position(|line| line.starts_with("formula = \"income")).unwrap() + 1;
        let found = problems(&files(&[("zone.toml", &text)]));
        for problem in &found {
            assert_eq!((problem.line, problem.column), (line, 11), "{formula}");
        }
        let said: Vec<String> = found.iter().map(|p| p.message.text(Lang::Chinese)).collect();
        assert_eq!(said.len(), expected.len(), "{unit} {formula}: {said:?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.contains(expected), "{unit} {formula}: {said}");
        }
    };
    for (unit, formula) in [
        ("亿元", "income / 100000"),
        ("亿元", "income * 0.00001"),
        ("亿元", "(income - sn(income)) / 100000"),
        ("亿元", "(income + 500) / 100000"),
        ("千元", "-abs(income)"),
        ("万元", "income / 10"),
        ("%", "income / sn(income) * 100"),
        ("%", "(income / sn(income) - 1) * 100"),
        ("%", "(income / staff / (sn(income) / sn(staff)) - 1) * 100"),
        ("%", "yoy(income)"),
        ("%", "yoy(income) - yoy(staff)"),
        ("万元/人", "income / staff / 10"),
        ("亿元", "income * 12 / 100000"), // whether ×12 makes a year of a month no unit can tell
        ("亿元", "(income + sn(income)) / 2"),
    ] {
        revenue(unit, formula, &[]);
    }
    revenue("亿元", "income / 10000", &["公式得出的数是以亿元计的 10 倍"]);
    revenue("亿元", "income", &["公式得出的数是以亿元计的 100000 倍"]);
    revenue("%", "income / sn(income)", &["公式得出的数是以%计的 0.01 倍"]);
    revenue("万元/人", "income / staff", &["公式得出的数是以万元/人计的 10 倍"]);
    revenue("亿元", "income / staff / 10", &["公式得出的是万元/人，而 unit 写的是亿元"]);
    revenue("件", "income / 100000", &["公式得出的是亿元，而 unit 写的是件"]);
    revenue("亿元", "yoy(income)", &["公式得出的是%，而 unit 写的是亿元"]);
    revenue("亿元", "income * staff", &["公式得出的是元·人，而 unit 写的是亿元"]);
    revenue("亿元", "income + staff", &["公式把千元和人相加减或相比较"]);
    revenue("亿元", "income + income / 10", &["公式把千元和万元相加减或相比较"]);
}

#[test]
fn counts_of_different_things_are_things() {
    let more = |unit: &str| {
        format!(
            "{STARTER}\n[[items]]\ncode = \"firms\"\nname = \"企业\"\nunit = \"家\"\nbasis = \"point_in_time\"\nsection = \"经营\"\n\
             required = true\ndefinition = \"x\"\nsource = \"x\"\nverification = \"own\"\n\
             [[items]]\ncode = \"projects\"\nname = \"项目\"\nunit = \"项\"\nbasis = \"point_in_time\"\nsection = \"经营\"\n\
             required = true\ndefinition = \"x\"\nsource = \"x\"\nverification = \"own\"\n\
             [[indicators]]\ncode = \"things\"\nname = \"合计\"\nunit = \"{unit}\"\ndecimals = 0\nformula = \"firms + projects\"\n\
             better = \"higher\"\nstock = true\ndefinition = \"x\"\nsource = \"x\"\nverification = \"own\"\n"
        )
    };
    assert_eq!(told(&files(&[("zone.toml", &more("个"))])), [""; 0]);
    assert_eq!(problems(&files(&[("zone.toml", &more("家"))]))[0].message.key.name(), "zone_formula_unit");
}

#[test]
fn rules_compare_like_with_like() {
    let rule = |assert: &str, expected: &[&str]| {
        let rule = format!(
            "[[rules]]\nid = \"W01\"\nlevel = \"warning\"\nassert = \"{assert}\"\ntext = \"x\"\nsource = \"x\"\nverification = \"own\"\n"
        );
        assert_eq!(told(&files(&[("rules.toml", &rule), ("zone.toml", STARTER)])), expected, "{assert}");
    };
    rule("income >= sn(income)", &[]);
    rule("income <= staff * 20000", &[]); // a threshold has a unit of its own
    rule("income > 0 => staff > 0", &[]);
    rule("income >= staff", &["rules.toml:4:10 zone_formula_mixed"]);
    rule("staff > 0 and income = sn(income) + staff", &["rules.toml:4:10 zone_formula_mixed"]);
    rule("income / 0 > 1", &["rules.toml:4:20 zone_formula_zero"]);
}

/// What the board, the comparison and targets name: indicators, items, and what is built in.
#[test]
fn a_code_names_a_source_that_there_is() {
    let list = |name: &str, codes: &str, expected: &[&str]| {
        let line = STARTER.lines().find(|line| line.starts_with(&format!("{name} = "))).unwrap();
        check(line, &format!("{name} = [{codes}]"), expected);
    };
    list("headline", r#""revenue", "income""#, &[]);
    list("compare", r#""revenue", "EN-income""#, &[]);
    list("headline", r#""revenu""#, &["1:13 zone_unknown_indicator_near"]);
    list("headline", r#""PO-99""#, &["1:13 zone_unknown_indicator"]);
    list("compare", r#""EN-gold""#, &["1:12 zone_unknown_item"]);
    // The starter keeps no platforms and shares nothing.
    list("headline", r#""PO-1""#, &["1:13 zone_source_nothing"]);
    list("headline", r#""SH-given""#, &["1:13 zone_source_nothing"]);
    list("headline", r#""SH-net""#, &["1:13 zone_source_no_zone", "1:13 zone_source_nothing"]);
    list("compare", r#""PO-4""#, &["1:12 zone_source_no_parks", "1:12 zone_source_nothing"]);
    let shipped = |target: &str| {
        let mut all = zone::shipped();
        let rest = "path = \"year_end\"\nsource = \"x\"\nverification = \"own\"\n";
        all.push(("more.toml".into(), format!("[[targets]]\nyear = 2027\n{target}\n{rest}")));
        told(&all)
    };
    assert_eq!(shipped("indicator = \"PO-1\"\nzone = 100"), [""; 0]);
    assert_eq!(shipped("indicator = \"SH-given-money\"\nparks = { xiuwu = 10 }"), [""; 0]);
    assert_eq!(shipped("indicator = \"PO-4\"\nparks = { xiuwu = 10 }"), ["more.toml:3:13 zone_source_no_parks"]);
    assert_eq!(shipped("indicator = \"SH-given.gold\"\nzone = 1"), ["more.toml:3:13 zone_source_nothing"]);
}

#[test]
fn nothing_is_divided_by_a_constant_zero() {
    let formula = r#"formula = "income / 100000""#;
    check(formula, r#"formula = "income / 0""#, &["1:21 zone_formula_zero"]);
    check(formula, r#"formula = "income / 100000 / (2 - 2)""#, &["1:30 zone_formula_zero"]);
    check(formula, r#"formula = "income / (staff * 0)""#, &["1:21 zone_formula_zero"]);
    check(formula, r#"formula = "income / (income - income)""#, &["1:21 zone_formula_zero"]);
    check(formula, r#"formula = "income / 0.5 / 50000""#, &[]);
}

#[test]
fn a_zones_target_is_its_parks_targets_together() {
    let target = |indicator: &str, zone: &str, parks: &str, expected: &[&str]| {
        let targets = format!(
            "[[targets]]\nindicator = \"{indicator}\"\nyear = 2026\npath = \"linear\"\nzone = {zone}\nsource = \"x\"\nverification = \"own\"\n\
            [[targets]]\nindicator = \"{indicator}\"\nyear = 2026\npath = \"linear\"\nparks = {{ {parks} }}\nsource = \"x\"\nverification = \"own\"\n"
        );
        assert_eq!(told(&files(&[("targets.toml", &targets), ("zone.toml", STARTER)])), expected, "{zone} {parks}");
    };
    target("revenue", "100", "main = 60, east = 40", &[]);
    target("revenue", "100", "main = 60.5, east = 40", &["targets.toml:5:8 zone_target_sum"]);
    target("revenue", "100.00", "main = 60, east = 40.0", &[]);
    target("revenue", "100", "main = 60", &[]); // the other park has none yet
    target("revenue", "100", "main = 160", &["targets.toml:5:8 zone_target_sum"]);
    let share = STARTER.replacen("\"亿元\"", "\"%\"", 1).replacen("income / 100000", "income / sn(income) * 100", 1);
    let targets = "[[targets]]\nindicator = \"revenue\"\nyear = 2026\npath = \"year_end\"\nzone = 108\nparks = { main = 108, east = 109 }\nsource = \"x\"\nverification = \"own\"\n";
    assert_eq!(told(&files(&[("targets.toml", targets), ("zone.toml", &share)])), [""; 0], "shares do not add up");
}

#[test]
fn a_division_code_is_written_once() {
    check(r#"divisions = ["410821"]"#, r#"divisions = ["410800"]"#, &["1:14 zone_division_twice"]);
    check(r#"divisions = ["410821"]"#, r#"divisions = ["410821", "410821"]"#, &["1:24 zone_division_twice"]);
}

#[test]
fn a_reminder_comes_before_its_deadline() {
    let shipped = zone::shipped();
    let remind = |hours: &str| {
        let edited = shipped.iter().map(|(name, text)| {
            (name.clone(), text.replace("remind_hours = { value = 36", &format!("remind_hours = {{ value = {hours}")))
        });
        told(&edited.collect::<Vec<_>>())
    };
    assert_eq!(remind("47"), [""; 0]);
    for hours in ["48", "60"] {
        let told = remind(hours);
        assert!(
            matches!(&told[..], [one] if one.contains("openness.toml:") && one.ends_with("zone_remind_late")),
            "{told:?}"
        );
    }
}

/// Whatever one thing is wrong, one thing is said.
#[test]
fn one_cause_is_one_message() {
    let shipped = zone::shipped();
    let without = |missing: &str| shipped.iter().filter(|(name, _)| name != missing).cloned().collect::<Vec<_>>();
    let edited = |of: &str, from: &str, to: &str| {
        let mut files = shipped.clone();
        let (_, text) = files.iter_mut().find(|(name, _)| name == of).unwrap();
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
        told(&files)
    };
    let keys =
        |told: Vec<String>| told.iter().map(|told| told.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>();
    for file in ["form.toml", "parks.toml", "indicators.toml", "zone.toml"] {
        assert_eq!(keys(told(&without(file))), ["zone_nothing"], "{file}");
    }
    // An item that every other formula uses, under another name; and without one.
    assert_eq!(
        keys(edited("form.toml", "code = \"qc05_0\"", "code = \"qc05_O\"")),
        ["zone_bad_id", "zone_unknown_many_near"]
    );
    assert_eq!(keys(edited("form.toml", "code = \"qc05_0\"", "code = \"qc050\"")), ["zone_unknown_many_near"]);
    assert_eq!(keys(edited("form.toml", "code = \"qc05_0\"", "")), ["zone_missing_field"]);
    assert_eq!(keys(edited("form.toml", "code = \"qc05_0\"", "cod = \"qc05_0\"")), ["zone_unknown_field_near"]);
    assert_eq!(keys(edited("form.toml", "[form]", "[from]")), ["zone_unknown_field_near"]);
    assert_eq!(keys(edited("form.toml", "sections = [", "section = [")), ["zone_unknown_field_near"]);
    assert_eq!(keys(edited("parks.toml", "id = \"gongye\"", "id = 7")), ["zone_not_text"]);
    assert_eq!(keys(edited("sharing.toml", "name = \"万元\"", "name = \"万圆\"")), ["zone_unknown_many_near"]);
    assert_eq!(keys(edited("openness.toml", "PO-4 = { full = 60", "PO-44 = { full = 60")), ["zone_unknown_choice"]);
    assert_eq!(
        keys(edited("indicators.toml", "formula = \"qc02 / 100000\"", "formula = \"qc02 //\"")),
        ["zone_formula_operand"]
    );
}

#[test]
fn a_name_that_is_nowhere_is_told_once_with_its_places() {
    let text = STARTER
        .replace("headline = [\"revenue\", ", "headline = [\"revenues\", ")
        .replace("compare = [\"revenue\", ", "compare = [\"revenues\", ");
    let [problem] = &problems(&files(&[("zone.toml", &text)]))[..] else { panic!("one") };
    assert_eq!(
        problem.line(Lang::Chinese),
        "zone.toml:12:13: “revenues”没有定义，是否应为“revenue”？用到它的有2处：zone.toml:12、zone.toml:13。"
    );
}

#[test]
fn a_file_in_another_encoding_is_told_with_its_line() {
    let (first, rest) = STARTER.split_once("[[indicators]]").unwrap();
    let rest = format!("[[indicators]]{rest}");
    // “营业收入” as GBK in the fourth line of the second file.
    let gbk = |text: &str| {
        let (before, after) = text.split_once("营业收入").unwrap();
        let before = before.chars().filter(char::is_ascii).collect::<String>();
        let mut bytes = before.into_bytes();
        bytes.extend([0xD3, 0xAA, 0xD2, 0xB5, 0xCA, 0xD5, 0xC8, 0xEB]);
        bytes.extend(after.chars().filter(char::is_ascii).collect::<String>().bytes());
        bytes
    };
    let two = |second: Vec<u8>| vec![("a.toml".to_owned(), first.as_bytes().to_vec()), ("b.toml".to_owned(), second)];
    assert_eq!(told(&two(gbk(&rest))), ["b.toml:3:1 zone_gbk"]);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(rest.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(told(&two(utf16)), ["b.toml:1:1 zone_utf16"]);
    let mut broken = rest.clone().into_bytes();
    broken.splice(0..0, [b'#', 0xFF, b'\n']);
    assert_eq!(told(&two(broken)), ["b.toml:1:1 zone_not_utf8"]);
    // Other files are read all the same.
    let mut files = two(gbk(&rest));
    files[0].1 = first.replace("due_day = 15", "due_day = 50").into_bytes();
    assert_eq!(told(&files), ["a.toml:10:11 zone_out_of_range", "b.toml:3:1 zone_gbk"]);
    let bom: Vec<u8> = "\u{feff}".bytes().chain(rest.bytes()).collect();
    assert_eq!(told(&two(bom)), [""; 0], "a byte order mark is no mistake");
}
