//! The shipped audit rules: a plausible report passes in January and in December, and each rule can be broken.

use std::collections::BTreeSet;

use duoyuan_core::check::{History, check};
use duoyuan_core::figure::Mark;
use duoyuan_core::id::Code;
use duoyuan_core::report::Row;
use duoyuan_core::words::Lang;
use duoyuan_core::zone::Zone;
use rust_decimal::Decimal;

/// A middling park's whole year; January is a twelfth of what is cumulative.
const YEAR: [(&str, i64); 38] = [
    ("qc05_0", 21_600_000),
    ("qc55", 20_400_000),
    ("qc06", 360_000),
    ("qc07", 18_000_000),
    ("qc09", 7_200_000),
    ("qc10", 2_400_000),
    ("qc49", 840_000),
    ("qc02", 19_200_000),
    ("qz001", 4_800_000),
    ("qc52", 1_800_000),
    ("qc11", 1_200_000),
    ("qc11_1", 24_000),
    ("qc234", 1_440_000),
    ("qc231", 240_000),
    ("qc12", 1_200_000),
    ("qc13", 720_000),
    ("qc14", 420_000),
    ("qc16", 180_000),
    ("qj20", 480_000),
    ("qj56", 240),
    ("qj57", 96),
    ("qj73", 620),
    ("qj79", 900),
    ("qj80_1", 120),
    ("qj80", 360_000),
    ("qb11num", 46),
    ("qd01", 15_200),
    ("qd08", 3_100),
    ("qd18", 420),
    ("qj09", 1_600),
    ("qj09_3", 90),
    ("qc40", 3_600_000),
    ("qc41", 144_000),
    ("new_firms", 31),
    ("new_projects", 3),
    ("key_projects", 2),
    ("key_platforms", 1),
    ("key_smes", 14),
];

const STOCKS: [&str; 11] =
    ["qj73", "qj79", "qb11num", "qd01", "qd08", "qd18", "qj09", "qj09_3", "key_projects", "key_platforms", "key_smes"];

/// What the checks say of the report of a month with some values replaced, against the same one of last year and of
/// last month: rules with their sentences.
fn judged(zone: &Zone, month: i64, replaced: &[(&str, i64)]) -> Vec<(String, String)> {
    let value = |code: &str, month: i64| {
        let year = YEAR.iter().find(|(item, _)| *item == code).expect("every item has a value").1;
        if STOCKS.contains(&code) || code.starts_with("new_") { year } else { year * month / 12 }
    };
    let codes = || zone.form.items.iter().map(|item| item.code.clone());
    let history = codes().map(|code: Code| {
        let last = (month > 1).then(|| Decimal::from(value(code.as_str(), month - 1)));
        let stock = STOCKS.contains(&code.as_str()).then(|| Decimal::from(value(code.as_str(), month)));
        let year_ago = Some(Decimal::from(value(code.as_str(), month)));
        (code, year_ago, last.or(stock))
    });
    let history = History::new(format!("2026-{month:02}").parse().expect("a month"), history);
    let rows: Vec<Row> = codes()
        .map(|code| {
            let new = replaced.iter().find(|(item, _)| *item == code.as_str()).map(|(_, value)| *value);
            let value = Some(Decimal::from(new.unwrap_or_else(|| value(code.as_str(), month))));
            Row { item: code, value, mark: Mark::None, cell: None }
        })
        .collect();
    let findings = check(zone, &history, &rows).into_iter();
    findings.map(|finding| (finding.rule.to_string(), finding.message.text(Lang::Chinese))).collect()
}

fn broken(zone: &Zone, month: i64, replaced: &[(&str, i64)]) -> BTreeSet<String> {
    let rules = judged(zone, month, replaced).into_iter().map(|(rule, said)| {
        assert!(!said.contains('—'), "a rule that is broken says what stood against what: {said}");
        rule
    });
    rules.collect()
}

#[test]
fn a_broken_rule_says_what_its_numbers_are() {
    let zone = super::shipped();
    let check = |rule: &str, replaced: &[(&str, i64)], facts: &str| {
        let all = judged(&zone, 12, replaced);
        let said = all.iter().find(|(id, _)| id == rule).map(|(_, said)| said.as_str()).unwrap_or_default();
        assert!(said.ends_with(facts), "{rule}: {said}");
        assert!(!said.contains(rule), "codes are not for readers: {said}");
    };
    let sum = "。现营业收入为21,600,000千元，技术收入、产品销售收入、商品销售收入与其他营业收入之和为21,600,002千元。";
    check("E01b", &[("qc49", 840_002)], sum);
    let growth = "从业人员期末人数：本月19,761人，上年同期15,200人，增加4,561人（+30.0%）。\
                  从业人员与上年同期之差一般不超过上年同期的30%。请核实并写明原因。";
    check("W05d", &[("qd01", 19_761)], growth);
    let fall = "从业人员期末人数：本月12,919人，上月15,200人，减少2,281人（-15.0%）。\
                从业人员与上月之差一般不超过上月的15%。请核实并写明原因。";
    check("W06a", &[("qd01", 12_919)], fall);
    let fewer = "重大科技项目数：本月1项，上月2项，减少1项（-50.0%）。\
                 重大科技项目为累计数，一般不少于上月。请核实并写明原因。";
    check("W07a", &[("key_projects", 1)], fewer);
    let falls = "主营业务收入：本月累计1千元，上月累计18,700,000千元，减少18,699,999千元（-100.0%）。\
                 累计数一般不会减少。请核实；确属冲减的，请写明原因。";
    check("cumulative_falls:qc55", &[("qc55", 1)], falls);
    check("E14a", &[("qj80", 0)], "。现认定登记技术合同项数为120项，技术合同成交金额为0千元。");
    check("negative:qc02", &[("qc02", -3)], "“工业总产值（当年价格）”不能为负数，现为-3千元。");
}

#[test]
fn a_plausible_report_passes() {
    let zone = super::shipped();
    assert_eq!(YEAR.len(), zone.form.items.len());
    for month in [1, 6, 12] {
        assert_eq!(broken(&zone, month, &[]), BTreeSet::new(), "month {month}");
    }
}

#[test]
fn every_rule_can_be_broken() {
    let zone = super::shipped();
    let cases: &[(&str, &[(&str, i64)])] = &[
        ("E01a", &[("qc55", 21_600_002)]),
        ("E01b", &[("qc49", 840_002)]),
        ("E02b", &[("qc09", 18_000_002)]),
        ("E03a", &[("qc52", 1_199_000)]),
        ("E03b", &[("qc11_1", 1_200_002)]),
        ("E04a", &[("qc16", 301_000)]),
        ("E07b", &[("qc231", 250_000)]),
        ("E09a", &[("qd08", 14_800)]),
        ("E10a", &[("qj09_3", 1_601)]),
        ("E10b", &[("qj09", 15_300)]),
        ("E14a", &[("qj80", 0)]),
        ("W01a", &[("qj20", 0)]),
        ("W01b", &[("qc09", 0)]),
        ("W02a", &[("qj57", 621)]),
        ("W02b", &[("qz001", 21_600_001)]),
        ("W03a", &[("qc02", 0)]),
        ("W03b", &[("qc41", 0)]),
        ("W04a", &[("qc13", 6_480_001)]),
        ("W04b", &[("qc12", -10_800_001)]),
        ("W04c", &[("qd01", 1_079)]),
        ("W04d", &[("qd01", 5_400_001)]),
        ("W05a", &[("qc05_0", 28_080_001)]),
        ("W05b", &[("qc02", 13_439_999)]),
        ("W05c", &[("qc13", 936_001)]),
        ("W05d", &[("qd01", 19_761)]),
        ("W05e", &[("qj20", 335_999)]),
        ("W06a", &[("qd01", 12_919)]),
        ("W07a", &[("key_projects", 1)]),
        ("W07b", &[("key_platforms", 0)]),
        ("W07c", &[("key_smes", 13)]),
    ];
    for (rule, replaced) in cases {
        assert!(broken(&zone, 12, replaced).contains(*rule), "{rule}: {replaced:?}");
    }
    let tried: BTreeSet<&str> = cases.iter().map(|(rule, _)| *rule).collect();
    let shipped: BTreeSet<&str> = zone.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(tried, shipped);
}
