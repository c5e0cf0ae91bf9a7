//! What parks are told of the zone: sums of the closing, of a crowd, and no step that is one park's.

use std::collections::BTreeMap;

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::figure::{Change, Gap, Mark};
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Basis;
use duoyuan_core::report::Adjustment;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::state::{Command, Rejection};
use duoyuan_core::view::{self, Explanation, ParkPage};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::fixture::REASON;
use crate::small::{World, month, row, rows};
use crate::world::{PARKS, curious, world};

pub fn close(world: &mut World, of: &str) {
    world.act(Role::Office, Command::Close { month: month(of) }).expect("the office closes");
}

pub fn reopen(world: &mut World, of: &str) {
    let command = Command::Reopen { month: month(of), reason: REASON.to_owned() };
    world.act(Role::Office, command).expect("the office opens");
}

pub fn page(world: &World, of: &str, basis: Basis) -> ParkPage {
    let scope = curious();
    let seen = Seen::new(&world.state, &scope).unwrap();
    view::park(seen, &"east".into(), Some(month(of)), basis, world.now).expect("its own page")
}

pub fn explained(world: &World, scope: &Scope, code: &str, of: &str, basis: Basis) -> Explanation {
    let seen = Seen::new(&world.state, scope).unwrap();
    view::explain(seen, &Subject::Zone, &code.into(), month(of), basis, jiff::Timestamp::MAX).expect("it may ask")
}

/// What every park is told of an item of the zone: the same for all.
pub fn told(world: &World, code: &str, of: &str, basis: Basis) -> Result<Decimal, Gap> {
    let mut all = PARKS.map(|park| {
        let it = explained(world, &Scope::Park(park.into()), code, of, basis);
        assert!(it.figure.missing.is_empty(), "nobody is told who is missing");
        assert!(it.operands.iter().all(|operand| operand.origins.is_empty()), "nor what it is made of");
        assert_eq!(it.operands[0].value, it.figure.value);
        it.figure.measured()
    });
    all.sort();
    assert_eq!(all[0], all[5]);
    all[0]
}

pub fn revenue(world: &World, of: &str) -> Result<Decimal, Gap> {
    told(world, "revenue", of, Basis::Cumulative)
}

/// Every park's report, 1000, 2000 … in the order of [`PARKS`].
pub fn reported(of: &str, parks: usize) -> World {
    let mut world = world();
    for (n, park) in PARKS.iter().enumerate().take(parks) {
        world.publish(park, of, rows(1_000 * (n as i64 + 1)));
    }
    world
}

#[test]
fn a_month_is_told_when_it_is_closed() {
    let mut world = reported("2025-02", 5);
    assert_eq!(revenue(&world, "2025-02"), Err(Gap::AfterClosing));
    let page_before = page(&world, "2025-02", Basis::Cumulative);
    assert_eq!((page_before.zone_month, page_before.zone_parks), (None, None));
    assert_eq!(page_before.places[0].rank, None);
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(15_000.into()));
    let page_after = page(&world, "2025-02", Basis::Cumulative);
    assert_eq!((page_after.zone_month, page_after.zone_parks), (Some(month("2025-02")), Some(5)));
    assert_eq!((page_after.places[0].rank, page_after.places[0].of), (Some(5), 5));
    // Of later months the last one that was closed is told beside the own figures.
    world.now = "2025-04-02T01:00:00Z".parse().unwrap();
    world.publish("east", "2025-03", rows(1_500));
    let next = page(&world, "2025-03", Basis::Cumulative);
    assert_eq!((next.zone_month, next.zone[0].month), (Some(month("2025-02")), month("2025-02")));
    assert_eq!(next.figures[0].month, month("2025-03"));
}

#[test]
fn three_others_stand_in_a_sum() {
    let mut world = reported("2025-02", 3);
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Err(Gap::AfterClosing));
    reopen(&mut world, "2025-02");
    world.publish("north", "2025-02", rows(4_000));
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(10_000.into()));
}

#[test]
fn a_late_report_is_not_told_by_the_next_closing() {
    let mut world = reported("2025-02", 5);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(15_000.into()), "what was told stays told");
    world.publish("hill", "2025-02", rows(77_123));
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(15_000.into()));
    let leading = explained(&world, &Scope::Leading, "revenue", "2025-02", Basis::Cumulative);
    assert_eq!(leading.figure.value, Some(92_123.into()), "the leading group sees it at once");
    // From the next month on it stands in the sum.
    world.now = "2025-04-02T01:00:00Z".parse().unwrap();
    for park in PARKS {
        world.publish(park, "2025-03", rows(80_000));
    }
    close(&mut world, "2025-03");
    assert_eq!(revenue(&world, "2025-03"), Ok(480_000.into()));
    // A month alone would take five parks from six.
    assert_eq!(told(&world, "revenue", "2025-03", Basis::Month), Err(Gap::DifferentParks));
}

#[test]
fn a_correction_is_told_together_with_three_others() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(21_000.into()));
    for (place, park) in ["west", "north", "south", "hill"].into_iter().enumerate() {
        reopen(&mut world, "2025-02");
        world.publish(park, "2025-02", rows(10_000));
        close(&mut world, "2025-02");
        let expected = if place < 3 { 21_000 } else { 43_000 };
        assert_eq!(revenue(&world, "2025-02"), Ok(expected.into()), "{park}");
    }
    assert_eq!(world.replayed(), world.state);
}

/// The office takes an approval back and returns the report: what was approved before it stands in the sum, if anything.
pub fn take_back(world: &mut World, park: &str, of: &str) -> Result<(), Rejection> {
    let (id, month, seen_revisions) = (ParkId::new(park), month(of), world.revisions(park, of));
    let reason = REASON.to_owned();
    let withdraw = Command::Withdraw { park: id.clone(), month, seen_revisions, reason: reason.clone() };
    world.act(Role::Office, withdraw)?;
    let items = Vec::new();
    world.act(Role::Office, Command::Return { park: id, month, seen_revisions, reason, items }).map(drop)
}

#[test]
fn what_was_told_is_not_forgotten_when_few_are_left() {
    let mut world = reported("2025-02", 5);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    for park in &PARKS[..3] {
        take_back(&mut world, park, "2025-02").unwrap();
    }
    world.publish(PARKS[5], "2025-02", rows(77_123));
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(15_000.into()), "three stand in it: what was told stays");
    reopen(&mut world, "2025-02");
    for (n, park) in PARKS.into_iter().enumerate().take(3) {
        // What it said at first, by way of something else: the same once more is refused.
        world.publish(park, "2025-02", rows(9_000));
        world.publish(park, "2025-02", rows(1_000 * (n as i64 + 1)));
    }
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(15_000.into()), "all six less the five told first are the late one");
}

#[test]
fn a_step_held_back_is_not_told_by_the_way_back() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    for park in &PARKS[..4] {
        world.publish(park, "2025-02", rows(10_000));
    }
    world.publish(PARKS[5], "2025-02", rows(6_007));
    close(&mut world, "2025-02");
    let told = revenue(&world, "2025-02");
    assert_eq!(told, Ok((40_000 + 5_000 + 6_007).into()));
    // The four stand again with what they said at first: only the sixth is another than then.
    reopen(&mut world, "2025-02");
    for park in &PARKS[..4] {
        take_back(&mut world, park, "2025-02").unwrap();
    }
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), told);
}

#[test]
fn a_month_is_told_anew_once() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    let mut told = vec![revenue(&world, "2025-02")];
    for value in [20_000, 30_000] {
        reopen(&mut world, "2025-02");
        for park in PARKS {
            world.publish(park, "2025-02", rows(value));
        }
        close(&mut world, "2025-02");
        told.push(revenue(&world, "2025-02"));
    }
    assert_eq!(told, [Ok(21_000.into()), Ok(120_000.into()), Ok(120_000.into())]);
}

/// A closing that changes no figure is no telling: the one that is left is kept for what changes.
#[test]
fn nothing_new_uses_up_nothing() {
    let mut world = reported("2025-02", 6);
    for _ in 0..3 {
        close(&mut world, "2025-02");
        reopen(&mut world, "2025-02");
    }
    for park in PARKS {
        world.publish(park, "2025-02", rows(20_000));
    }
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(120_000.into()));
}

#[test]
fn marks_hide_no_number() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    for (n, park) in PARKS.into_iter().enumerate().take(4) {
        let mut rows = rows(1_000 * (n as i64 + 1));
        rows[0].mark = Mark::Estimated;
        world.publish(park, "2025-02", rows);
    }
    let mut corrected = rows(6_000);
    corrected[0] = row("revenue", 6_013);
    world.publish("hill", "2025-02", corrected);
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(21_000.into()));
}

#[test]
fn a_part_is_not_told_by_its_total() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    // Revenue changes for four, goods for one of them alone: what is told stays as it was.
    for (park, goods) in [("west", 1_700), ("north", 2_000), ("south", 2_500), ("hill", 3_000)] {
        let mut rows = rows(9_000);
        rows[1] = row("goods", goods);
        world.publish(park, "2025-02", rows);
    }
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok(21_000.into()));
}

#[test]
fn parks_that_lack_something_are_not_told_by_it() {
    let marked = |mark| {
        let mut world = reported("2025-02", 5);
        let mut rows = rows(6_000);
        (rows[2].value, rows[2].mark) = (None, mark);
        world.publish("hill", "2025-02", rows);
        close(&mut world, "2025-02");
        world
    };
    let figure =
        |world: &World, code| explained(world, &curious(), code, "2025-02", Basis::Cumulative).figure.measured();
    for mark in [Mark::Confidential, Mark::NotApplicable] {
        let world = marked(mark);
        assert_eq!(revenue(&world, "2025-02"), Ok(21_000.into()));
        // Profit of five over revenue of five would tell the revenue of the sixth.
        assert_eq!(figure(&world, "margin"), Err(Gap::Withheld), "{mark:?}");
    }
}

#[test]
fn what_one_park_restates_is_not_told_by_growth() {
    let mut world = reported("2024-02", 6);
    close(&mut world, "2024-02");
    for park in &PARKS[..5] {
        world.publish(park, "2025-02", rows(9_000));
    }
    let mut rows = rows(9_000);
    rows[0].mark = Mark::Break;
    let restated = [(month("2024-02"), Decimal::from(7_123))].into();
    let adjustment = Adjustment { item: "revenue".into(), from: month("2025-02"), restated };
    world.submit_with("hill", "2025-02", rows, vec![adjustment]).unwrap();
    world.approve("hill", "2025-02").unwrap();
    close(&mut world, "2025-02");
    assert_eq!((revenue(&world, "2024-02"), revenue(&world, "2025-02")), (Ok(21_000.into()), Ok(54_000.into())));
    // 54,000 less the growth would be 21,000 with what hill restated in it.
    let growth = explained(&world, &curious(), "growth", "2025-02", Basis::Cumulative).figure;
    assert_eq!(growth.measured(), Err(Gap::Adjusted), "not 不可比: the leading group compares");
    let revenue = explained(&world, &curious(), "revenue", "2025-02", Basis::Cumulative).figure;
    assert_eq!(revenue.year_on_year, Change::None(Gap::Adjusted));
    let leading = explained(&world, &Scope::Leading, "growth", "2025-02", Basis::Cumulative).figure;
    assert_eq!(leading.value, Some((54_000 - 15_000 - 7_123).into()), "the leading group sees it");
}

#[test]
fn a_park_that_leaves_the_configuration_stays_in_what_was_told() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    let mut zone = (*crate::world::zone()).clone();
    for park in zone.parks.iter_mut().filter(|park| park.id.as_str() == "hill") {
        park.left = Some(month("2024-12"));
    }
    let accepted = zone.indicators.iter().map(|indicator| indicator.code.clone()).collect();
    let adopt = Command::AdoptZone { zone: zone.into(), demo: false, accepted };
    world.act(Role::Operator, adopt).unwrap();
    assert_eq!(revenue(&world, "2025-02"), Ok(21_000.into()));
}

#[test]
fn a_change_is_told_of_the_same_parks() {
    let mut world = reported("2024-02", 5);
    close(&mut world, "2024-02");
    let change =
        |world: &World| explained(world, &curious(), "revenue", "2025-02", Basis::Cumulative).figure.year_on_year;
    for park in PARKS {
        world.publish(park, "2025-02", rows(6_000));
    }
    close(&mut world, "2025-02");
    assert_eq!(change(&world).amount(), None, "six parks and five");
    let mut world = reported("2024-02", 6);
    close(&mut world, "2024-02");
    for park in PARKS {
        world.publish(park, "2025-02", rows(7_000));
    }
    close(&mut world, "2025-02");
    assert_eq!(change(&world).amount(), Some(100.into()));
}

/// Publishing, taking back, closing and opening of three months by six parks.
fn any_course() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
    prop::collection::vec((0..15_usize, 0..3_usize, 1_000..1_003_i64), 0..160)
}

const MONTHS: [&str; 3] = ["2024-12", "2025-01", "2025-02"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Counted from what was published when: a told sum is the sum of a closing, and between any two told sums of a
    /// month, of which there are two at most, at least four parks have changed.
    #[test]
    fn no_step_is_one_parks(course in any_course()) {
        let mut world = world();
        let mut approved: BTreeMap<(usize, &str), Vec<i64>> = BTreeMap::new();
        let mut of_closing: BTreeMap<usize, Vec<BTreeMap<&str, i64>>> = BTreeMap::new();
        for (what, which, value) in course {
            let of = MONTHS[which];
            let before = MONTHS.map(|of| revenue(&world, of));
            match what {
                0..6 => {
                    let park = PARKS[what];
                    if world.submit(park, of, rows(value)).is_ok() && world.approve(park, of).is_ok() {
                        approved.entry((which, park)).or_default().push(value);
                    }
                    prop_assert_eq!(MONTHS.map(|of| revenue(&world, of)), before);
                }
                6..12 => {
                    let park = PARKS[what - 6];
                    if take_back(&mut world, park, of).is_ok() {
                        approved.get_mut(&(which, park)).unwrap().pop();
                    }
                    prop_assert_eq!(MONTHS.map(|of| revenue(&world, of)), before);
                }
                12 => {
                    let _ = world.act(Role::Office, Command::Reopen { month: month(of), reason: REASON.to_owned() });
                    prop_assert_eq!(MONTHS.map(|of| revenue(&world, of)), before);
                }
                _ => {
                    if world.act(Role::Office, Command::Close { month: month(of) }).is_err() {
                        continue;
                    }
                    let of_month = approved.iter().filter(|((at, _), _)| *at == which);
                    let standing: BTreeMap<&str, i64> =
                        of_month.filter_map(|((_, park), values)| Some((*park, *values.last()?))).collect();
                    let now = revenue(&world, of);
                    if now == before[which] {
                        continue;
                    }
                    prop_assert!(standing.len() >= 4);
                    prop_assert_eq!(now, Ok(standing.values().sum::<i64>().into()));
                    let told = of_closing.entry(which).or_default();
                    for other in told.iter() {
                        let changed = PARKS.iter().filter(|park| other.get(*park) != standing.get(*park)).count();
                        prop_assert!(changed >= 4, "{} parks changed", changed);
                    }
                    told.push(standing);
                    prop_assert!(told.len() <= 2, "told for the third time");
                }
            }
        }
    }
}
