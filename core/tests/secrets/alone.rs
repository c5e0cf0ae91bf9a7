//! A month alone, taken from two cumulative sums: told as it was when its month was closed, or not at all.

use std::collections::{BTreeMap, BTreeSet};

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::figure::{Change, Gap, Mark};
use duoyuan_core::period::Basis;
use duoyuan_core::state::Command;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::fixture::REASON;
use crate::small::{World, month, rows};
use crate::sums::{close, explained, page, reopen, reported, revenue, take_back, told};
use crate::world::{PARKS, curious};

fn alone(world: &World, of: &str) -> Result<Decimal, Gap> {
    told(world, "revenue", of, Basis::Month)
}

/// 21,000 until February, of which `main` says 900 more after the closing; 60,000 until March, closed after that.
fn corrected_between() -> World {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    world.publish("main", "2025-02", rows(2_900));
    close(&mut world, "2025-02");
    march(&mut world);
    world
}

/// Every park reports 10,000 until March, and March is closed.
fn march(world: &mut World) {
    world.now = "2025-04-02T01:00:00Z".parse().unwrap();
    for park in PARKS {
        world.publish(park, "2025-03", rows(10_000));
    }
    close(world, "2025-03");
}

#[test]
fn a_month_is_not_taken_from_a_sum_corrected_since() {
    let mut world = corrected_between();
    assert_eq!((revenue(&world, "2025-02"), revenue(&world, "2025-03")), (Ok(21_000.into()), Ok(60_000.into())));
    assert_eq!(alone(&world, "2025-03"), Err(Gap::Corrected), "39,000 is no figure of anybody");
    let leading = explained(&world, &Scope::Leading, "revenue", "2025-03", Basis::Month);
    assert_eq!(leading.figure.value, Some((60_000 - 21_900).into()));
    // Whatever is made of it is as absent: ratios, growth, the place among the parks, the line over the months.
    assert_eq!(told_of(&world, "margin"), Err(Gap::Corrected));
    let figure = explained(&world, &curious(), "revenue", "2025-03", Basis::Month).figure;
    assert_eq!(figure.year_on_year, Change::None(Gap::Corrected));
    let page_of_march = page(&world, "2025-03", Basis::Month);
    assert_eq!((page_of_march.places[0].rank, page_of_march.places[0].of), (None, 0));
    // Figures of one month alone stand on one closing: persons at its end, firms of the month.
    assert_eq!((told_of(&world, "persons"), told_of(&world, "firms")), (Ok(240.into()), Ok(18.into())));
    let cumulative = page(&world, "2025-03", Basis::Cumulative);
    assert_eq!(cumulative.places[0].of, 6);
    // The next month rests on what was told of this one.
    world.now = "2025-05-02T01:00:00Z".parse().unwrap();
    for park in PARKS {
        world.publish(park, "2025-04", rows(11_000));
    }
    close(&mut world, "2025-04");
    assert_eq!(alone(&world, "2025-04"), Ok(6_000.into()));
    assert_eq!(world.replayed(), world.state);
}

#[test]
fn an_item_that_nobody_corrected_stays() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    let mut corrected = rows(2_000);
    corrected.iter_mut().filter(|row| row.item == "profit".into()).for_each(|row| row.value = Some(290.into()));
    world.publish("main", "2025-02", corrected);
    close(&mut world, "2025-02");
    march(&mut world);
    assert_eq!(told_of(&world, "margin"), Err(Gap::Corrected), "profit is in it");
    assert_eq!(alone(&world, "2025-03"), Ok(39_000.into()), "and not in revenue");
}

fn told_of(world: &World, code: &str) -> Result<Decimal, Gap> {
    explained(world, &curious(), code, "2025-03", Basis::Month).figure.measured()
}

/// The figures of the closing stay: a correction of February that comes after March was closed tells parks nothing.
#[test]
fn a_correction_after_the_closing_moves_nothing() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    march(&mut world);
    assert_eq!(alone(&world, "2025-03"), Ok(39_000.into()));
    reopen(&mut world, "2025-02");
    world.publish("main", "2025-02", rows(2_900));
    assert_eq!(alone(&world, "2025-03"), Ok(39_000.into()));
    close(&mut world, "2025-02");
    assert_eq!(alone(&world, "2025-03"), Ok(39_000.into()));
}

/// Once a crowd has corrected February it is told anew; March is told alone again when it is closed beside that.
#[test]
fn a_correction_that_is_told_is_reckoned_with_at_the_next_closing() {
    let mut world = corrected_between();
    reopen(&mut world, "2025-02");
    for park in ["west", "north", "south"] {
        world.publish(park, "2025-02", rows(8_000));
    }
    assert_eq!(alone(&world, "2025-03"), Err(Gap::Corrected));
    close(&mut world, "2025-02");
    assert_eq!(revenue(&world, "2025-02"), Ok((1_000 + 2_900 + 24_000 + 6_000).into()));
    assert_eq!(alone(&world, "2025-03"), Err(Gap::Corrected), "March was closed beside another February");
    reopen(&mut world, "2025-03");
    close(&mut world, "2025-03");
    assert_eq!(alone(&world, "2025-03"), Ok((60_000 - 33_900).into()));
}

#[test]
fn what_changes_no_number_takes_no_month_away() {
    let mut world = reported("2025-02", 5);
    close(&mut world, "2025-02");
    reopen(&mut world, "2025-02");
    // The same number by way of another, an estimate that was none, a late report of a park that is silent in March.
    world.publish("main", "2025-02", rows(2_900));
    world.publish("main", "2025-02", rows(2_000));
    let mut estimated = rows(3_000);
    estimated[0].mark = Mark::Estimated;
    world.publish("west", "2025-02", estimated);
    world.publish("hill", "2025-02", rows(77_123));
    close(&mut world, "2025-02");
    world.now = "2025-04-02T01:00:00Z".parse().unwrap();
    for park in &PARKS[..5] {
        world.publish(park, "2025-03", rows(10_000));
    }
    close(&mut world, "2025-03");
    assert_eq!(alone(&world, "2025-03"), Ok((50_000 - 15_000).into()));
}

/// What every park said, by month.
type Said = BTreeMap<(usize, &'static str), Vec<i64>>;

const MONTHS: [&str; 2] = ["2025-01", "2025-02"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Counted from what stood when: a month alone that parks are told is the one that the office had before it when it
    /// closed the month.
    #[test]
    fn a_month_alone_is_one_of_a_closing(course in prop::collection::vec((0..15_usize, 0..2_usize, 1_000..1_003_i64), 0..120)) {
        let mut world = reported("2025-01", 6);
        close(&mut world, "2025-01");
        let mut approved: Said = PARKS.iter().zip(1..).map(|(park, n)| ((0, *park), vec![1_000 * n])).collect();
        for park in PARKS {
            world.publish(park, "2025-02", rows(9_000));
            approved.insert((1, park), vec![9_000]);
        }
        let mut of_closing: BTreeSet<i64> = BTreeSet::new();
        for (what, which, value) in course {
            let of = MONTHS[which];
            match what {
                0..6 => {
                    let park = PARKS[what];
                    if world.submit(park, of, rows(value)).is_ok() && world.approve(park, of).is_ok() {
                        approved.entry((which, park)).or_default().push(value);
                    }
                }
                6..9 => {
                    let park = PARKS[what - 6];
                    if take_back(&mut world, park, of).is_ok() {
                        approved.get_mut(&(which, park)).unwrap().pop();
                    }
                }
                9..12 => {
                    let _ = world.act(Role::Office, Command::Reopen { month: month(of), reason: REASON.to_owned() });
                }
                _ if world.act(Role::Office, Command::Close { month: month(of) }).is_ok() && which == 1 => {
                    let stood = |park| [0, 1].map(|which| approved.get(&(which, park)).and_then(|it| it.last()));
                    let in_month: Vec<_> = PARKS.into_iter().map(stood).filter(|stood| stood[1].is_some()).collect();
                    let difference = |[before, now]: [Option<&i64>; 2]| Some(now? - before?);
                    of_closing.extend(in_month.into_iter().map(difference).sum::<Option<i64>>());
                }
                _ => {}
            }
            if let Ok(told) = alone(&world, MONTHS[1]) {
                let closed: Vec<Decimal> = of_closing.iter().copied().map(Decimal::from).collect();
                prop_assert!(closed.contains(&told), "{} is none of {:?}", told, closed);
            }
        }
    }
}

/// What was published stays as it was published, in its standing too: it was 待审 as soon as an approval of another park was
/// taken back, to the second.
#[test]
fn an_approval_taken_back_is_seen_by_no_other_park() {
    let mut world = reported("2025-02", 6);
    close(&mut world, "2025-02");
    march(&mut world);
    let seen = |world: &World| {
        let months = ["2025-02", "2025-03"].into_iter().flat_map(|of| [(of, Basis::Month), (of, Basis::Cumulative)]);
        let all = months.map(|(of, basis)| {
            let of_zone = |code| explained(world, &curious(), code, of, basis);
            (page(world, of, basis), of_zone("revenue"), of_zone("margin"))
        });
        all.collect::<Vec<_>>()
    };
    for of in ["2025-02", "2025-03"] {
        reopen(&mut world, of);
        let before = seen(&world);
        take_back(&mut world, "main", of).expect("the office may");
        assert_eq!(seen(&world), before, "{of}");
    }
    let office = explained(&world, &Scope::Leading, "revenue", "2025-03", Basis::Cumulative);
    assert_ne!(office.figure.value, Some(60_000.into()), "the leading group sees it at once");
}
