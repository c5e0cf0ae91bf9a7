//! 口径调整: what is compared, derived and drawn across it, and what is not.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

mod small;

use duoyuan_core::access::Scope;
use duoyuan_core::figure::{Change, Gap, Mark, Status};
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::report::{Adjustment, Row};
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::view::{self, Comparison, Figure, Trend};
use rust_decimal::Decimal;
use small::{World, at, month, row};

const LAST: &str = "2026-10";

fn d(value: i64) -> Decimal {
    Decimal::from(value)
}

fn seen<T>(world: &World, look: impl FnOnce(Seen<'_>) -> T) -> T {
    look(Seen::new(&world.state, &Scope::Leading).unwrap())
}

fn figure(world: &World, park: Option<&str>, code: &str, of: &str, basis: Basis) -> Figure {
    let zone = small::zone();
    let subject = park.map_or(Subject::Zone, |park| Subject::Park(park.into()));
    seen(world, |seen| {
        Figure::of(seen, &subject, zone.indicator(&code.into()).unwrap(), month(of), basis, jiff::Timestamp::MAX)
    })
}

fn comparison(world: &World, park: Option<&str>, code: &str, of: &str, basis: Basis) -> Comparison {
    let subject = park.map_or(Subject::Zone, |park| Subject::Park(park.into()));
    let explained =
        seen(world, |seen| view::explain(seen, &subject, &code.into(), month(of), basis, jiff::Timestamp::MAX));
    explained.unwrap().comparison.unwrap()
}

/// What a report says of a month: 100 a month of the old definition, 150 a month of the new one from June 2025 on, not
/// restated within the year; stocks 40 and 60.
fn told(of: Month, marked: bool) -> Vec<Row> {
    let since = month("2025-06");
    let monthly = |of: Month| if of < since { 100 } else { 150 };
    let revenue: i64 = of.january().to(of).map(monthly).sum();
    let mark = |row: Row| Row { mark: if marked { Mark::Break } else { Mark::None }, ..row };
    vec![
        mark(row("revenue", revenue)),
        row("goods", revenue / 2),
        row("profit", revenue / 10),
        mark(row("firms", monthly(of) / 50)),
        mark(row("persons", if of < since { 40 } else { 60 })),
    ]
}

fn publish(world: &mut World, park: &str, of: Month, rows: Vec<Row>, adjustments: Vec<Adjustment>) {
    world.submit_with(park, &of.to_string(), rows, adjustments).unwrap();
    world.approve(park, &of.to_string()).unwrap();
}

fn restated(item: &str, from: &str, figures: &[(&str, i64)]) -> Adjustment {
    let figures = figures.iter().map(|(of, value)| (month(of), d(*value)));
    Adjustment { item: item.into(), from: month(from), restated: figures.collect() }
}

/// Two parks from 2024 on; `east` adjusts in June 2025 and states `adjustments`.
fn world(adjustments: Vec<Adjustment>) -> World {
    let mut world = World::new();
    world.now = at("2026-11-10T01:00:00Z");
    for of in month("2024-01").to(month(LAST)) {
        let breaks = of == month("2025-06");
        publish(&mut world, "east", of, told(of, breaks), if breaks { adjustments.clone() } else { Vec::new() });
        let total = i64::from(of.number()) * 200;
        publish(&mut world, "main", of, small::rows(total), Vec::new());
    }
    world
}

const CUMULATIVE: Basis = Basis::Cumulative;
const ALONE: Basis = Basis::Month;

/// The change as one word: its rounded percent, or the gap.
fn change(figure: &Figure) -> String {
    match figure.year_on_year {
        Change::Rate(rate) => format!("{:.1}", rate.round_dp(1)),
        Change::Points(points) => format!("{:.1}p", points.round_dp(1)),
        Change::None(gap) => format!("{gap:?}"),
    }
}

#[test]
fn a_cumulative_figure_does_not_reach_over_a_break() {
    let world = world(Vec::new());
    let check = |code, of, basis, expected: &str| {
        assert_eq!(change(&figure(&world, Some("east"), code, of, basis)), expected, "{code} {of} {basis:?}");
    };
    // 1—6月 2026 is 900; 1—6月 2025 is 650, five months of it on the old definition.
    check("revenue", "2026-06", CUMULATIVE, "Break");
    check("revenue", "2026-10", CUMULATIVE, "Break");
    check("revenue", "2025-05", CUMULATIVE, "0.0");
    check("revenue", "2025-06", CUMULATIVE, "Break");
    check("revenue", "2026-05", CUMULATIVE, "Break");
    // The month alone: June 2025 would be the new less the old.
    check("revenue", "2026-06", ALONE, "Break");
    check("revenue", "2026-07", ALONE, "0.0");
    check("revenue", "2026-05", ALONE, "Break");
    // What is reported by the month, and stocks: the report of the break's month is the first on the new definition.
    check("firms", "2026-05", ALONE, "Break");
    check("firms", "2026-06", ALONE, "0.0");
    check("persons", "2026-05", ALONE, "Break");
    check("persons", "2026-06", ALONE, "0.0");
    // Both sides in one report.
    check("margin", "2026-10", CUMULATIVE, "Break");
}

#[test]
fn what_is_derived_from_reports_on_both_sides_is_a_gap() {
    let world = world(Vec::new());
    let check = |code, of, basis, expected: Result<i64, Gap>, status| {
        let figure = figure(&world, Some("east"), code, of, basis);
        assert_eq!((figure.measured(), figure.status), (expected.map(d), status), "{code} {of} {basis:?}");
    };
    // What is reported stays as it is reported.
    check("revenue", "2025-06", CUMULATIVE, Ok(650), Status::Break);
    check("revenue", "2025-07", CUMULATIVE, Ok(800), Status::Provisional);
    check("revenue", "2025-06", ALONE, Err(Gap::Break), Status::Absent);
    check("revenue", "2025-07", ALONE, Ok(150), Status::Provisional);
    check("firms", "2025-06", ALONE, Ok(3), Status::Break);
    check("firms", "2025-05", CUMULATIVE, Ok(10), Status::Provisional);
    check("firms", "2025-06", CUMULATIVE, Err(Gap::Break), Status::Absent);
    check("firms", "2025-12", CUMULATIVE, Err(Gap::Break), Status::Absent);
    check("firms", "2026-02", CUMULATIVE, Ok(6), Status::Provisional);
}

#[test]
fn growth_inside_a_formula_does_not_cross_a_break() {
    let world = world(Vec::new());
    let check = |of, basis, expected: Result<i64, Gap>| {
        assert_eq!(figure(&world, Some("east"), "growth", of, basis).measured(), expected.map(d), "{of} {basis:?}");
    };
    check("2025-05", CUMULATIVE, Ok(0));
    check("2025-06", CUMULATIVE, Err(Gap::Break));
    check("2026-06", CUMULATIVE, Err(Gap::Break));
    check("2026-07", ALONE, Ok(0));
    // The zone's growth is that of the parks that have one; the other is named.
    let zone = figure(&world, None, "growth", "2026-06", CUMULATIVE);
    assert_eq!((zone.value, zone.missing), (Some(d(0)), vec!["east".into(), "west".into()]));
}

#[test]
fn restated_figures_stand_beside_the_old_ones() {
    let stated = [
        restated("revenue", "2025-06", &[("2024-06", 870), ("2025-05", 740)]),
        restated("persons", "2025-06", &[("2024-06", 50), ("2025-05", 58)]),
    ];
    let world = world(stated.to_vec());
    let check = |code, of, basis, value: Result<i64, Gap>, expected: &str| {
        let figure = figure(&world, Some("east"), code, of, basis);
        assert_eq!((figure.measured(), change(&figure).as_str()), (value.map(d), expected), "{code} {of} {basis:?}");
    };
    // The old ones stay published.
    check("revenue", "2024-06", CUMULATIVE, Ok(600), "NoBase");
    check("persons", "2025-05", ALONE, Ok(40), "0.0");
    // June 2025 alone: 650 less the restated 740 of May; last year's month alone is not restated.
    check("revenue", "2025-06", ALONE, Ok(-90), "Break");
    check("revenue", "2025-06", CUMULATIVE, Ok(650), "-25.3"); // 650 against 870
    check("revenue", "2025-07", CUMULATIVE, Ok(800), "Break"); // July 2024 was not restated
    check("revenue", "2026-06", CUMULATIVE, Ok(900), "38.5"); // 900 against 650, which is all on the new definition
    check("revenue", "2026-05", CUMULATIVE, Ok(750), "1.4"); // against the restated 740
    check("persons", "2025-06", ALONE, Ok(60), "20.0"); // against the restated 50
    let sides = comparison(&world, Some("east"), "revenue", "2025-06", CUMULATIVE);
    assert_eq!((sides.before, sides.published), (Some(d(870)), Some(d(600))), "both are kept");
}

#[test]
fn a_break_may_be_stated_later_than_it_holds() {
    let mut world = World::new();
    world.now = at("2026-11-10T01:00:00Z");
    for of in month("2025-01").to(month("2025-09")) {
        let says = of == month("2025-08");
        let stated = if says { vec![restated("revenue", "2025-06", &[])] } else { Vec::new() };
        publish(&mut world, "east", of, told(of, says), stated);
    }
    let alone = |of| figure(&world, Some("east"), "revenue", of, ALONE).measured();
    assert_eq!((alone("2025-06"), alone("2025-08")), (Err(Gap::Break), Ok(d(150))));
    let status = |of| figure(&world, Some("east"), "revenue", of, CUMULATIVE).status;
    assert_eq!((status("2025-06"), status("2025-08")), (Status::Break, Status::Provisional));
}

#[test]
fn a_trend_breaks_at_the_break_and_not_after_it() {
    let breaks = |world: &World, code: &str, park: Option<&str>| {
        let zone = small::zone();
        let subject = park.map_or(Subject::Zone, |park| Subject::Park(park.into()));
        let trend =
            seen(world, |seen| Trend::of(seen, &subject, zone.indicator(&code.into()).unwrap(), month(LAST), 30));
        let broken = trend.points.iter().filter(|point| point.breaks).map(|point| point.month.to_string());
        let value = trend.points.iter().find(|point| point.month == month("2025-05")).and_then(|point| point.value);
        (broken.collect::<Vec<_>>().join(" "), value)
    };
    let plain = world(Vec::new());
    for code in ["revenue", "firms", "persons", "margin"] {
        assert_eq!(breaks(&plain, code, Some("east")).0, "2025-06", "{code}");
    }
    assert_eq!(breaks(&plain, "revenue", None).0, "2025-06", "the zone's too");
    assert_eq!(breaks(&plain, "persons", Some("main")).0, "");
    let all: Vec<(String, i64)> = month("2024-05").to(month("2025-05")).map(|of| (of.to_string(), 57)).collect();
    let all: Vec<(&str, i64)> = all.iter().map(|(of, value)| (of.as_str(), *value)).collect();
    let stated = world(vec![restated("persons", "2025-06", &all)]);
    assert_eq!(
        breaks(&stated, "persons", Some("east")),
        ("".to_owned(), Some(d(57))),
        "restated as far as it is shown"
    );
    let short = world(vec![restated("persons", "2025-06", &all[6..])]);
    assert_eq!(breaks(&short, "persons", Some("east")).0, "2024-11", "where restating begins");
}

#[test]
fn what_a_change_covers_is_told() {
    let world = world(Vec::new());
    let zone = figure(&world, None, "revenue", "2026-06", CUMULATIVE);
    assert_eq!((zone.value, change(&zone).as_str(), zone.comparable), (Some(d(2100)), "0.0", Some(1)));
    let sides = comparison(&world, None, "revenue", "2026-06", CUMULATIVE);
    assert_eq!((sides.now, sides.before, sides.published), (Some(d(1200)), Some(d(1200)), Some(d(1850))));
    assert_eq!(sides.parks, ["main".into()]);
    let told: Vec<_> =
        sides.left_out.iter().map(|left| (left.park.as_str(), left.reason, left.adjusted_from)).collect();
    assert_eq!(told, [("east", Gap::Break, Some(month("2025-06"))), ("west", Gap::NotReported, None)]);
    assert_eq!((sides.left_out[0].now, sides.left_out[0].before), (Some(d(900)), Some(d(650))), "both sides are shown");
    // All that stand in the sum are compared: nothing to tell.
    assert_eq!(figure(&world, None, "revenue", "2025-05", CUMULATIVE).comparable, None);
    // A park's office is not told of others.
    let own = Scope::Park("main".into());
    let seen = Seen::new(&world.state, &own).unwrap();
    let of = month("2026-06");
    let explained =
        view::explain(seen, &Subject::Zone, &"revenue".into(), of, CUMULATIVE, jiff::Timestamp::MAX).unwrap();
    assert_eq!((explained.comparison, explained.figure.comparable), (None, None));
}

#[test]
fn a_review_compares_months_with_months_and_minds_breaks() {
    let mut world = World::new();
    world.now = at("2026-11-10T01:00:00Z");
    for of in month("2025-01").to(month("2026-09")) {
        let breaks = of == month("2025-06");
        publish(&mut world, "east", of, told(of, breaks), Vec::new());
    }
    let mut rows = told(month("2026-10"), false);
    rows[0].value = Some(d(1350 + 153));
    rows[4].mark = Mark::Break;
    world.submit("east", "2026-10", rows).unwrap();
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    let review = view::review(seen, &"east".into(), month("2026-10")).unwrap();
    let line = |item: &str| review.lines.iter().find(|line| line.row.item == item.into()).unwrap();
    let revenue = line("revenue");
    assert_eq!((revenue.this_month, revenue.month_before), (Some(d(153)), Some(d(150))));
    assert_eq!(revenue.month_on_month, Change::Rate(d(2)), "not 1503 against 1350");
    assert_eq!(revenue.year_on_year, Change::None(Gap::Break), "1—10月 2025 is on two definitions");
    assert_eq!(revenue.year_ago, Some(d(1250)), "last year's side is shown all the same");
    let persons = line("persons");
    assert_eq!(persons.month_on_month, Change::None(Gap::Break), "the mark under review counts already");
    assert_eq!(persons.year_on_year, Change::None(Gap::Break));
    // What a report restates itself stands beside its figures, so that they can be subtracted.
    publish(&mut world, "west", month("2026-09"), told(month("2026-09"), false), Vec::new());
    let rows = told(month("2026-10"), true);
    let total = rows[0].value.unwrap();
    let before = restated("revenue", "2026-10", &[("2026-09", 1200), ("2025-10", 1100)]);
    world.submit_with("west", "2026-10", rows, vec![before]).unwrap();
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    let review = view::review(seen, &"west".into(), month("2026-10")).unwrap();
    let revenue = review.lines.iter().find(|line| line.row.item == "revenue".into()).unwrap();
    assert_eq!((revenue.last_month, revenue.year_ago), (Some(d(1200)), Some(d(1100))));
    assert_eq!(revenue.this_month, Some(total - d(1200)));
    // January: December alone comes before it.
    world.now = at("2027-02-10T01:00:00Z");
    for (of, revenue) in [("2026-10", 1500), ("2026-11", 1600), ("2026-12", 1800)] {
        publish(&mut world, "east", month(of), small::rows(revenue), Vec::new());
    }
    world.submit("east", "2027-01", small::rows(220)).unwrap();
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    let review = view::review(seen, &"east".into(), month("2027-01")).unwrap();
    let revenue = review.lines.iter().find(|line| line.row.item == "revenue".into()).unwrap();
    assert_eq!((revenue.month_before, revenue.month_on_month), (Some(d(200)), Change::Rate(d(10))));
}

#[test]
fn a_rule_does_not_judge_growth_across_a_break() {
    let mut world = world(Vec::new());
    // W1 asks why revenue grew by more than half: 1—11月 2026 at 2.2 times those of last year, which cannot be compared.
    world.now = at("2026-12-10T01:00:00Z");
    world.submit_with("east", "2026-11", small::rows(3300), Vec::new()).unwrap();
    let seen = Seen::new(&world.state, &Scope::Office).unwrap();
    let review = view::review(seen, &"east".into(), month("2026-11")).unwrap();
    let rules: Vec<_> = review.findings.iter().map(|finding| finding.rule.to_string()).collect();
    assert_eq!(rules.join(" "), "");
}

#[test]
fn what_does_not_apply_takes_the_denominator_out_as_well() {
    let mut world = World::new();
    let mut rows = small::rows(1000);
    rows[2] = Row { value: None, mark: Mark::NotApplicable, ..row("profit", 0) };
    world.publish("east", "2025-01", rows);
    world.publish("main", "2025-01", small::rows(1000));
    let margin = figure(&world, None, "margin", "2025-01", CUMULATIVE);
    assert_eq!((margin.value, margin.missing), (Some(d(10)), vec!["west".into()]), "100 of 1000, not of 2000");
    let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
    let explained =
        view::explain(seen, &Subject::Zone, &"margin".into(), month("2025-01"), CUMULATIVE, jiff::Timestamp::MAX)
            .unwrap();
    let operands: Vec<_> = explained.operands.iter().map(|operand| operand.value).collect();
    assert_eq!(operands, [Some(d(100)), Some(d(1000))]);
}

#[test]
fn the_board_is_as_old_as_the_last_approval() {
    let mut world = World::new();
    world.now = at("2025-03-10T01:00:00Z");
    world.publish("east", "2025-01", small::rows(100));
    world.now = at("2025-03-10T02:00:00Z");
    world.publish("main", "2025-01", small::rows(100));
    world.now = at("2025-03-10T03:00:00Z");
    world.submit("west", "2025-01", small::rows(100)).unwrap();
    let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
    let board = view::board(seen, None, CUMULATIVE, world.now).unwrap();
    assert_eq!(board.changed_at, Some(at("2025-03-10T02:00:00Z")), "a submission changes no figure");
    let page = view::park(seen, &"east".into(), None, CUMULATIVE, world.now).unwrap();
    assert_eq!(page.changed_at, Some(at("2025-03-10T01:00:00Z")), "nor does another park's report its page");
}

#[test]
fn an_adjustment_is_told_once_and_with_its_reason() {
    let mut world = world(Vec::new());
    let origin = |world: &World, of: &str| {
        let subject = Subject::Park("east".into());
        let explained =
            seen(world, |seen| view::explain(seen, &subject, &"firms".into(), month(of), ALONE, jiff::Timestamp::MAX));
        explained.unwrap().operands[0].origins[0].clone()
    };
    let broken = origin(&world, "2025-06");
    assert_eq!((broken.mark, broken.status, broken.told_mark()), (Mark::Break, Status::Break, None));
    assert_eq!(broken.reasons.len(), 1, "why it is marked: {:?}", broken.reasons);
    assert!(origin(&world, "2025-07").reasons.is_empty());
    // Sent once more and not approved yet its status says that, and the mark is told beside it.
    let corrected = told(month("2025-06"), true).into_iter();
    let corrected =
        corrected.map(|it| if it.item.as_str() == "persons" { Row { value: Some(d(61)), ..it } } else { it });
    world.submit_with("east", "2025-06", corrected.collect(), Vec::new()).unwrap();
    let office = Scope::Park("east".into());
    let waiting = view::explain(
        Seen::new(&world.state, &office).unwrap(),
        &Subject::Park("east".into()),
        &"firms".into(),
        month("2025-06"),
        ALONE,
        jiff::Timestamp::MAX,
    );
    let waiting = waiting.unwrap().operands[0].origins[0].clone();
    assert_eq!((waiting.status, waiting.told_mark()), (Status::Pending, Some(Mark::Break)));
}
