//! Targets are judged at their date, and the path to one is exact.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

mod small;

use duoyuan_core::access::Scope;
use duoyuan_core::lamp::Light;
use duoyuan_core::period::Basis;
use duoyuan_core::say;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::view::{self, Meter};
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{Better, Cited, Path, Standing, Target, Verification};
use proptest::prelude::*;
use rust_decimal::Decimal;
use small::{World, month, row, rows};

/// The small zone's target: 100 persons by the end of 2024.
fn meter(world: &World, of: &str) -> Meter {
    let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
    let board = view::board(seen, Some(month(of)), Basis::Cumulative, world.now).unwrap();
    board.meters.into_iter().next().unwrap()
}

/// Reports in which each park has so many persons.
fn with_persons(world: &mut World, of: &str, persons: [i64; 3]) {
    for (park, persons) in small::PARKS.into_iter().zip(persons) {
        let mut rows = rows(100);
        rows.retain(|row| row.item.as_str() != "persons");
        rows.push(row("persons", persons));
        world.publish(park, of, rows);
    }
}

#[test]
fn a_target_is_answered_by_the_end_of_its_year() {
    let mut world = World::new();
    with_persons(&mut world, "2024-10", [50, 30, 30]); // 110, before the year is over
    with_persons(&mut world, "2024-12", [30, 30, 30]); // 90 at its end
    with_persons(&mut world, "2025-02", [50, 30, 30]); // 110, too late
    let check = |of: &str, value: i64, standing, after: Option<i64>, said: &str| {
        let meter = meter(&world, of);
        assert_eq!((meter.figure.value, meter.standing), (Some(value.into()), standing), "{of}");
        assert_eq!(meter.after.as_ref().and_then(|f| f.value), after.map(Decimal::from), "{of}");
        assert_eq!(say::goal(&meter, Lang::Chinese), said, "{of}");
    };
    check("2024-10", 110, Standing::Running, None, "2024年目标100人，完成110%，6");
    check("2024-12", 90, Standing::Missed, None, "已到期：2024年末90.00人，目标100人，未达到；6");
    let late = "已到期：2024年末90.00人，目标100人，未达到；现为110.00人（2025年2月）；6";
    check("2025-02", 90, Standing::Missed, Some(110), late);
    // A park that has not reported yet is no fall.
    world.now = "2025-04-10T01:00:00Z".parse().unwrap();
    let mut rows = rows(100);
    rows.retain(|row| row.item.as_str() != "persons");
    rows.push(row("persons", 50));
    world.publish(small::PARKS[0], "2025-03", rows);
    let lacking = "已到期：2024年末90.00人，目标100人，未达到；现为50.00人（2025年3月，缺2园）；6";
    assert_eq!(say::goal(&meter(&world, "2025-03"), Lang::Chinese), lacking);
    assert_eq!(meter(&world, "2025-02").light(), Some(Light::Late));
}

#[test]
fn what_is_not_known_of_its_date_is_not_judged() {
    let mut world = World::new();
    let unknown = meter(&world, "2025-02");
    assert_eq!((unknown.standing, unknown.figure.value), (Standing::Open, None));
    assert!(say::goal(&unknown, Lang::Chinese).starts_with("已到期：2024年末未报，目标100人，数据不全，尚不能判定"));
    let persons =
        |n| vec![row("revenue", 100), row("goods", 50), row("profit", 10), row("firms", 3), row("persons", n)];
    world.publish("main", "2024-12", persons(60));
    assert_eq!(meter(&world, "2025-02").standing, Standing::Open, "two parks are missing, 60 of 100");
    world.publish("east", "2024-12", persons(45));
    let reached = meter(&world, "2025-02");
    assert_eq!(reached.standing, Standing::Reached, "105 already, whatever the third park reports");
    assert_eq!(reached.light(), Some(Light::Fine));
}

#[test]
fn the_explanation_tells_the_target_a_figure_is_read_against() {
    let mut world = World::new();
    with_persons(&mut world, "2024-12", [30, 30, 30]);
    with_persons(&mut world, "2025-02", [50, 30, 30]);
    world.publish("east", "2024-06", rows(500));
    let target = |scope: &Scope, subject: Subject, code: &str, of: &str| {
        let seen = Seen::new(&world.state, scope).unwrap();
        view::explain(seen, &subject, &code.into(), month(of), Basis::Cumulative, jiff::Timestamp::MAX).unwrap().target
    };
    let zone = target(&Scope::Leading, Subject::Zone, "persons", "2025-02").unwrap();
    assert_eq!((zone.standing, zone.figure.month), (Standing::Missed, month("2024-12")));
    let east = Scope::Park("east".into());
    assert!(target(&east, Subject::Zone, "persons", "2025-02").is_none(), "a park is told of its own targets alone");
    let own = target(&east, Subject::Park("east".into()), "revenue", "2024-06").unwrap();
    assert_eq!((own.path, own.ahead), (Some(600.into()), Some((-100).into())), "6 twelfths of 1,200");
    assert!(target(&Scope::Leading, Subject::Zone, "firms", "2025-02").is_none());
}

#[test]
fn a_running_year_stands_by_its_path_and_a_past_one_by_its_end() {
    let mut world = World::new();
    let mut gauge = |of: &str, revenue: i64| {
        world.publish("east", of, rows(revenue));
        let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
        let page = view::park(seen, &"east".into(), Some(month(of)), Basis::Cumulative, world.now).unwrap();
        let gauge = page.gauges.into_iter().next().unwrap();
        (gauge.light(), say::standing(&gauge, Lang::Chinese))
    };
    assert_eq!(gauge("2024-01", 100), (Some(Light::Fine), "超序时进度0.00千元".to_owned()));
    assert_eq!(gauge("2024-09", 899), (Some(Light::Warning), "落后序时进度1.00千元".to_owned()));
    assert_eq!(gauge("2024-11", 900), (Some(Light::Warning), "落后序时进度200.00千元".to_owned()));
    assert_eq!(gauge("2024-12", 1190), (Some(Light::Late), "未达到，差10.00千元".to_owned()));
    assert_eq!(gauge("2024-12", 1200), (Some(Light::Fine), "已达到".to_owned()));
}

fn target(value: Decimal) -> Target {
    let cited = Cited { source: "x".to_owned(), verification: Verification::Own };
    Target { indicator: "x".into(), park: None, year: 2025, value, path: Path::Linear, clause: None, cited }
}

#[test]
fn a_path_that_comes_out_even_is_even() {
    for (value, number, expected) in [(12, 5, 5), (12, 7, 7), (1200, 11, 1100), (36, 1, 3), (6, 2, 1)] {
        let target = target(value.into());
        let month = month("2025-01").plus(number - 1);
        assert_eq!(target.path_at(month), Some(expected.into()), "{value} in month {number}");
        assert_eq!(target.ahead_at(month, expected.into(), Better::Higher), Some(Decimal::ZERO));
    }
    assert_eq!(target(12.into()).path_at(month("2024-12")), None);
    assert_eq!(target(12.into()).path_at(month("2026-01")), None);
}

proptest! {
    /// Against arithmetic of whole numbers: value × n twelfths, in ten-thousandths.
    #[test]
    fn the_path_to_a_target_is_exact(value in 1..10_000_000_000_i64, reached in 0..10_000_000_000_i64, n in 1..=12_i32) {
        let (decimal, done) = (Decimal::new(value, 4), Decimal::new(reached, 4));
        let target = target(decimal);
        let month = month("2025-01").plus(n - 1);
        let path = target.path_at(month).unwrap();
        let twelfths = i128::from(value) * i128::from(n);
        let whole = Decimal::from_i128_with_scale(twelfths, 4);
        prop_assert!((path * Decimal::from(12) - whole).abs() <= Decimal::from_parts(12, 0, 0, false, 21));
        if twelfths % 12 == 0 {
            prop_assert_eq!(path, Decimal::from_i128_with_scale(twelfths / 12, 4));
        }
        // Whether it is ahead is told without any rounding.
        let ahead = target.ahead_at(month, done, Better::Higher).unwrap();
        prop_assert_eq!(ahead.cmp(&Decimal::ZERO), (i128::from(reached) * 12).cmp(&twelfths));
        prop_assert_eq!(target.ahead_at(month, done, Better::Lower), Some(-ahead));
    }
}
