//! What a single user said cannot be told from any two numbers that are shown.

use duoyuan_core::access::Scope;
use duoyuan_core::openness::{Measure, Period};
use duoyuan_core::period::Month;
use duoyuan_core::platform::{Score, Step};
use duoyuan_core::view::{self, Ratings};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::offer::*;
use crate::small::{World, month};

/// What the leading group is shown that counts ratings: the year up to each month, and everything, on the card.
fn shown(world: &World, until: Month) -> Vec<i64> {
    let first = month("2025-03");
    let count = |to: Month| {
        let period = Period { from: first, to };
        let page = see(world, &Scope::Leading, |seen| view::openness(seen, period, world.now)).expect("it is there");
        let it = page.indicators.into_iter().find(|it| it.measure == Measure::Satisfaction).expect("it is there");
        let count = it.operands.iter().map(|operand| operand.value).max().unwrap_or(Decimal::ZERO);
        count.to_string().parse::<i64>().expect("it is there")
    };
    let mut all: Vec<i64> = first.to(until).map(count).collect();
    let page =
        see(world, &Scope::Leading, |seen| view::platform(seen, &"tests".into(), world.now)).expect("it is there");
    all.push(match page.card.ratings {
        Ratings::Hidden { .. } => 0,
        Ratings::Shown { satisfied, fair, unsatisfied } => i64::from(satisfied + fair + unsatisfied),
    });
    all
}

/// One number and another that contains it.
fn tells_nobody(less: i64, more: i64) -> bool {
    more == less || more - less >= 3
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn numbers_differ_by_three_or_by_nothing(users in prop::collection::vec((any::<bool>(), 0..400_i64), 1..11)) {
        let mut world = world();
        let mut before: Vec<i64> = Vec::new();
        for (is_east, pause) in users {
            let by = if is_east { "east" } else { "west" };
            let slot = hours(&world, 1, 2);
            let id = ask(&mut world, by, "scope", slot).unwrap();
            step(&mut world, owner("lab"), id, accepted()).unwrap();
            later(&mut world, 3);
            step(&mut world, owner("lab"), id, used(1)).unwrap();
            step(&mut world, park(by), id, Step::Rated { score: Score::Unsatisfied, note: String::new() }).unwrap();
            let now = shown(&world, Month::of(duoyuan_core::period::day_of(world.now)));
            // From month to month, to all there is, and from before to after: months that are over stay.
            prop_assert!(now.windows(2).all(|it| tells_nobody(it[0], it[1])), "{now:?}");
            let months = before.len().saturating_sub(1);
            prop_assert!(before[..months].iter().zip(&now).all(|(then, now)| tells_nobody(*then, *now)), "{before:?} {now:?}");
            prop_assert!(tells_nobody(before.last().copied().unwrap_or(0), now[now.len() - 1]), "{before:?} {now:?}");
            before = now;
            later(&mut world, pause);
        }
    }
}
