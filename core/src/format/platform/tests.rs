//! Sentences at their edges.

use rust_decimal::Decimal;

use super::*;
use crate::figure::{Change, Gap, Status};
use crate::openness::{Measure, Reference};
use crate::period::Basis;
use crate::platform::Slot;
use crate::series::Subject;
use crate::view::{Figure, OnBase, OpenIndicator};
use crate::zone::{Cited, Verification};

fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

#[test]
fn a_slot_is_told_in_beijing() {
    let told = |from, to| slot(Slot { from: at(from), to: at(to) }, Lang::Chinese);
    assert_eq!(told("2026-11-23T09:00", "2026-11-23T12:30"), "2026-11-23 周一 09:00—12:30");
    assert_eq!(told("2026-11-23T18:00", "2026-11-24T00:00"), "2026-11-23 周一 18:00—24:00");
    assert_eq!(told("2026-11-29T22:00", "2026-11-30T06:00"), "2026-11-29 周日 22:00—11-30 周一 06:00");
}

#[test]
fn fields_hold_beijings_time() {
    let text = field(at("2026-11-23T00:30"));
    assert_eq!(text, "2026-11-23T00:30");
    let read = slot_of_fields(&text, "2026-11-23T01:00").unwrap();
    assert_eq!(read.from.to_string(), "2026-11-22T16:30:00Z");
    assert_eq!(slot_of_fields(&text, &text), None, "it has no length");
    assert_eq!(slot_of_fields("", &text), None);
}

#[test]
fn the_clock_warns_before_it_runs_out() {
    let running = Clock {
        began: at("2026-11-20T09:00"),
        remind: at("2026-11-21T21:00"),
        due: at("2026-11-22T09:00"),
        hours_left: 0,
        reminded: false,
        overdue: false,
    };
    let check = |now, tone, text: &str| {
        let (told, message) = clock(&running, at(now));
        assert_eq!((told, message.text(Lang::Chinese).as_str()), (tone, text), "{now}");
    };
    check("2026-11-20T09:30", Tone::Fine, "剩47小时");
    check("2026-11-21T21:00", Tone::Warning, "临期，剩12小时");
    check("2026-11-22T08:50", Tone::Warning, "临期，剩10分钟");
    check("2026-11-22T09:00", Tone::Late, "逾期0分钟");
    check("2026-11-22T12:10", Tone::Late, "逾期3小时");
}

fn figure(measure: Measure, value: Decimal) -> Figure {
    Figure {
        subject: Subject::Zone,
        code: measure.id().into(),
        month: "2026-10".parse().unwrap(),
        basis: Basis::Month,
        value: Some(value),
        gap: None,
        unit: measure.unit(),
        decimals: measure.decimals(),
        status: Status::Provisional,
        year_on_year: Change::None(Gap::NoBase),
        comparable: None,
        missing: Vec::new(),
        lacking: Decimal::ZERO,
    }
}

#[test]
fn a_gap_says_what_it_means() {
    let indicator = |measure: Measure, value: &str| OpenIndicator {
        measure,
        name: measure.name().into(),
        figure: figure(measure, value.parse().unwrap()),
        formula: measure.formula(false).into(),
        operands: Vec::new(),
        references: Vec::new(),
        on_bases: Vec::new(),
    };
    let reference = |measure, value: &str, target| Reference {
        measure,
        name: if target { "目标" } else { "全国2025年" }.to_owned(),
        value: value.parse().unwrap(),
        target,
        hours: None,
        cited: Cited { source: String::new(), verification: Verification::Derived },
    };
    let check = |measure, value, (compared, target), tone, text: &str| {
        let (told, message) = against(&indicator(measure, value), &reference(measure, compared, target)).unwrap();
        assert_eq!((told, message.text(Lang::Chinese).as_str()), (tone, text));
    };
    check(Measure::Sharing, "12.34", ("17", false), Tone::Warning, "比全国2025年（17%）低4.7个百分点");
    check(Measure::Sharing, "21", ("17", false), Tone::Fine, "比全国2025年（17%）高出4.0个百分点");
    check(Measure::Fulfilled, "80", ("85", true), Tone::Warning, "距目标（85%）还差5.0个百分点");
    check(Measure::ResponseHours, "20.5", ("48", true), Tone::Fine, "达到目标（48小时）");
    check(Measure::ResponseHours, "50", ("48", true), Tone::Warning, "超出目标（48小时）2.0小时");
    check(Measure::Coverage, "100", ("100", true), Tone::Fine, "与目标（100%）持平");
}

#[test]
fn rates_of_use_are_compared_on_one_base_or_not_at_all() {
    let cited = Cited { source: String::new(), verification: Verification::Published };
    let (name, value) = ("重庆平台".to_owned(), "59".parse().unwrap());
    let of = |hours: Option<u32>, target| Reference {
        measure: Measure::Utilisation,
        name: name.clone(),
        value,
        target,
        hours: hours.map(Decimal::from),
        cited: cited.clone(),
    };
    let indicator = |on: &str| OpenIndicator {
        measure: Measure::Utilisation,
        name: Measure::Utilisation.name().into(),
        figure: figure(Measure::Utilisation, "62.61".parse().unwrap()),
        formula: Measure::Utilisation.formula(false).into(),
        operands: Vec::new(),
        references: Vec::new(),
        on_bases: vec![OnBase { hours: 1400.into(), value: on.parse().unwrap() }],
    };
    let check = |on: &str, reference: Reference, tone, text: &str| {
        let (told, message) = against(&indicator(on), &reference).unwrap();
        assert_eq!((told, message.text(Lang::Chinese).as_str()), (tone, text));
    };
    let based = "按1,400小时计为53.6%，";
    check("53.64", of(Some(1400), false), Tone::Warning, &format!("{based}比重庆平台（59%）低5.4个百分点"));
    check("53.64", of(Some(1400), true), Tone::Warning, &format!("{based}距重庆平台（59%）还差5.4个百分点"));
    check("60", of(Some(1400), false), Tone::Fine, "按1,400小时计为60.0%，比重庆平台（59%）高出1.0个百分点");
    check("60", of(Some(1400), true), Tone::Fine, "按1,400小时计为60.0%，达到重庆平台（59%）");
    check("59.04", of(Some(1400), false), Tone::Fine, "按1,400小时计为59.0%，与重庆平台（59%）持平");
    // All of ours are of that class: nothing is said twice.
    check("62.61", of(Some(1400), false), Tone::Fine, "比重庆平台（59%）高出3.6个百分点");
    // A zone adopted before the base was asked for.
    check("53.64", of(None, false), Tone::Idle, "重庆平台（59%）未注明按几小时计，口径不明，不作比较");
    assert_eq!(super::reference(&of(Some(1400), false), Lang::Chinese), "重庆平台 59%（按1,400小时计）");
}

#[test]
fn to_how_many_parks_a_platform_is_open() {
    let check = |open: &[bool], text: &str| {
        let entitled = |(index, open): (usize, &bool)| Entitled {
            park: format!("p{index}").as_str().into(),
            openness: Some(if *open { Openness::Open } else { Openness::Closed("搬迁".to_owned()) }),
            since: None,
            evidence: None,
            position: None,
        };
        let all: Vec<Entitled> = open.iter().enumerate().map(entitled).collect();
        assert_eq!(open_to(&all).text(Lang::Chinese), text);
    };
    check(&[true, true, true], "向全部3个园区开放");
    check(&[true, false, true], "向2个园区开放（共3个）");
    check(&[false], "未向园区开放");
}

#[test]
fn daily_hours_are_read_as_they_are_written() {
    let read = |days: &[u8], from, to| opening_of_fields(days, from, to).map(|it| (it.weekdays, it.from, it.to));
    assert_eq!(read(&[5, 1, 1], "08:30", "18:00"), Some((vec![1, 5], 510, 1080)));
    assert_eq!(read(&[6], "20:00", "02:00"), Some((vec![6], 1200, 1560)), "into the night");
    assert_eq!(read(&[6], "00:00", "00:00"), Some((vec![6], 0, 1440)), "all day");
    assert_eq!(
        (read(&[], "08:30", "18:00"), read(&[1], "8", "18:00"), read(&[1], "24:00", "01:00")),
        (None, None, None)
    );
    assert_eq!(
        (clock_field(510), clock_field(1560), clock_field(1440)),
        ("08:30".into(), "02:00".into(), "00:00".into())
    );
}
