//! Laws of 口径调整 with random series: whatever is shown agrees with a recount that knows nothing but the reports.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

mod small;

use std::collections::BTreeMap;

use duoyuan_core::access::Scope;
use duoyuan_core::figure::{Change, Gap, Mark};
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::report::Adjustment;
use duoyuan_core::series::{Seen, Subject};
use duoyuan_core::view::{self, Figure, Trend};
use proptest::prelude::*;
use rust_decimal::Decimal;
use small::{PARKS, World, at, month, row};

const FIRST: &str = "2023-01";
const MONTHS: i32 = 30;

/// One item of one park: reports, and adjustments with the report that states each.
#[derive(Clone, Debug, Default)]
struct Told {
    reports: BTreeMap<Month, i64>,
    stated: BTreeMap<Month, (Month, BTreeMap<Month, i64>)>,
}

impl Told {
    /// The adjustment a report follows: the month the newest one up to it holds from.
    fn definition(&self, of: Month) -> Option<Month> {
        self.stated.values().map(|(from, _)| *from).filter(|from| *from <= of).max()
    }

    fn restated(&self, from: Month) -> BTreeMap<Month, i64> {
        // Later statements win.
        self.stated.values().filter(|(f, _)| *f == from).flat_map(|(_, figures)| figures.clone()).collect()
    }

    /// The report of `of` by the definition of `on`.
    fn by(&self, of: Month, on: Month) -> Option<i64> {
        match self.definition(on) {
            same if same == self.definition(of) => self.reports.get(&of).copied(),
            Some(newer) => self.restated(newer).get(&of).copied(),
            None => None,
        }
    }

    /// Whether January to `of` is on one definition for certain.
    fn is_whole(&self, of: Month) -> bool {
        self.definition(of).is_none_or(|from| from <= of.january() || !self.restated(from).is_empty())
    }

    /// The item's figure of `of` by the definition of `on`; `beside` another year's.
    fn figure(&self, item: &str, of: Month, basis: Basis, on: Month, beside: bool) -> Option<i64> {
        match (item, basis) {
            ("revenue", Basis::Month) if of.number() > 1 => Some(self.by(of, on)? - self.by(of.previous(), on)?),
            ("revenue", Basis::Cumulative) if beside && self.definition(of) == self.definition(on) => {
                self.by(of, on).filter(|_| self.is_whole(of))
            }
            ("firms", Basis::Cumulative) => of.january().to(of).map(|part| self.by(part, on)).sum(),
            _ => self.by(of, on),
        }
    }

    /// Both sides of 同比.
    fn sides(&self, item: &str, of: Month, basis: Basis) -> Option<(i64, i64)> {
        let now = self.figure(item, of, basis, of, true).or_else(|| self.figure(item, of, basis, of, false))?;
        Some((now, self.figure(item, of.year_ago(), basis, of, true)?))
    }
}

type Park = BTreeMap<&'static str, Told>;

const ITEMS: [&str; 3] = ["revenue", "firms", "persons"];

fn months() -> impl DoubleEndedIterator<Item = Month> {
    month(FIRST).to(month(FIRST).plus(MONTHS - 1))
}

fn any_statement() -> impl Strategy<Value = (i32, Vec<(i32, i64)>)> {
    let from = prop_oneof![4 => Just(0), 1 => 0..4_i32];
    (
        from,
        prop_oneof![2 => Just(Vec::new()).boxed(), 3 => prop::collection::vec((1..26_i32, 1..900_i64), 0..20).boxed()],
    )
}

fn any_park() -> impl Strategy<Value = Park> {
    let report = (1..900_i64, 0..12_u8);
    let reports = prop::collection::vec([report.clone(), report.clone(), report], MONTHS as usize);
    let breaks = prop::collection::vec((0..MONTHS, 0..3_usize, any_statement()), 0..4);
    let absent = prop::collection::btree_set(0..MONTHS, 0..3);
    (reports, breaks, absent).prop_map(|(reports, breaks, absent)| {
        let mut park = Park::new();
        for (at, item) in ITEMS.into_iter().enumerate() {
            let told = park.entry(item).or_default();
            for (index, of) in months().enumerate().filter(|(index, _)| !absent.contains(&(*index as i32))) {
                told.reports.insert(of, reports[index][at].0);
            }
            for (index, _, (back, figures)) in breaks.iter().filter(|(_, which, _)| *which == at) {
                let (says, from) = (month(FIRST).plus(*index), month(FIRST).plus(*index - back));
                if told.reports.contains_key(&says) {
                    let figures = figures.iter().map(|(back, value)| (from.plus(-back), *value));
                    told.stated.insert(says, (from, figures.collect()));
                }
            }
        }
        park
    })
}

fn lived(parks: &[Park]) -> World {
    let mut world = World::new();
    world.now = at("2025-12-10T01:00:00Z");
    for (park, told) in PARKS.into_iter().zip(parks) {
        for of in told["revenue"].reports.keys() {
            let said = |item: &'static str| {
                let mark = if told[item].stated.contains_key(of) { Mark::Break } else { Mark::None };
                duoyuan_core::report::Row { mark, ..row(item, told[item].reports[of]) }
            };
            let rows = vec![said("revenue"), row("goods", 0), row("profit", 1), said("firms"), said("persons")];
            let stated = ITEMS.into_iter().filter_map(|item| {
                let (from, figures) = told[item].stated.get(of)?;
                let restated = figures.iter().map(|(of, value)| (*of, Decimal::from(*value))).collect();
                Some(Adjustment { item: item.into(), from: *from, restated })
            });
            world.submit_with(park, &of.to_string(), rows, stated.collect()).unwrap();
            world.approve(park, &of.to_string()).unwrap();
        }
    }
    world
}

fn rate(now: i64, before: i64) -> Change {
    Change::between(Ok(now.into()), Ok(before.into()), duoyuan_core::figure::Unit::Person)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn what_is_shown_agrees_with_a_recount(parks in [any_park(), any_park(), any_park()]) {
        let world = lived(&parks);
        let zone = small::zone();
        let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
        for item in ITEMS {
            let indicator = zone.indicator(&item.into()).unwrap();
            for basis in [Basis::Month, Basis::Cumulative] {
                for of in months() {
                    let at = format!("{item} {of} {basis:?}");
                    let mut both = Vec::new();
                    for (park, told) in PARKS.into_iter().zip(&parks) {
                        let figure = Figure::of(seen, &Subject::Park(park.into()), indicator, of, basis, jiff::Timestamp::MAX);
                        let alone = told[item].figure(item, of, basis, of, false);
                        prop_assert_eq!(figure.value, alone.map(Decimal::from), "{} {}", park, at);
                        let sides = told[item].sides(item, of, basis);
                        let change = sides.map(|(now, before)| rate(now, before));
                        prop_assert_eq!(figure.year_on_year.amount(), change.and_then(Change::amount), "{} {}", park, at);
                        both.extend(sides);
                    }
                    // The zone's change is that of the parks that have both sides, added up.
                    let figure = Figure::of(seen, &Subject::Zone, indicator, of, basis, jiff::Timestamp::MAX);
                    let (now, before) = both.iter().fold((0, 0), |sum, side| (sum.0 + side.0, sum.1 + side.1));
                    let change = (!both.is_empty()).then(|| rate(now, before));
                    prop_assert_eq!(figure.year_on_year.amount(), change.and_then(Change::amount), "zone {}", at);
                    let explained = view::explain(seen, &Subject::Zone, &item.into(), of, basis, jiff::Timestamp::MAX).unwrap();
                    let sides = explained.comparison.unwrap();
                    prop_assert_eq!(sides.parks.len(), both.len());
                    let stand = 3 - figure.missing.len();
                    let tells = change.and_then(Change::amount).is_some() && both.len() < stand;
                    let expected = tells.then_some(both.len() as u32);
                    prop_assert_eq!(figure.comparable, expected, "{}", at);
                }
            }
        }
    }

    #[test]
    fn nothing_joined_crosses_a_break(park in any_park()) {
        let world = lived(std::slice::from_ref(&park));
        let zone = small::zone();
        let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
        let last = months().next_back().unwrap();
        for item in ITEMS {
            let told = &park[item];
            let trend = Trend::of(seen, &Subject::Park(PARKS[0].into()), zone.indicator(&item.into()).unwrap(), last, MONTHS);
            for pair in trend.points.windows(2) {
                let (Some(before), Some(now)) = (pair[0].value, pair[1].value) else { continue };
                if pair[1].breaks {
                    continue;
                }
                // Both are on the definition of the last month, or both on that of the later of the two.
                let (of, to) = (pair[0].month, pair[1].month);
                let both = |on| [of, to].map(|of| told.figure(item, of, Basis::Month, on, false).map(Decimal::from));
                let drawn = [Some(before), Some(now)];
                prop_assert!(both(last) == drawn || both(to) == drawn, "{} {} {:?}", item, to, told);
            }
            for point in &trend.points {
                let holds = told.stated.values().any(|(from, _)| *from == point.month);
                let restated = told.stated.values().any(|(_, figures)| !figures.is_empty());
                prop_assert!(!point.breaks || holds || restated, "{} breaks at {}", item, point.month);
            }
        }
    }

    #[test]
    fn growth_is_a_number_only_on_one_definition(park in any_park()) {
        let world = lived(std::slice::from_ref(&park));
        let zone = small::zone();
        let seen = Seen::new(&world.state, &Scope::Leading).unwrap();
        let growth = zone.indicator(&"growth".into()).unwrap();
        for basis in [Basis::Month, Basis::Cumulative] {
            for of in months() {
                let figure = Figure::of(seen, &Subject::Park(PARKS[0].into()), growth, of, basis, jiff::Timestamp::MAX);
                let sides = park["revenue"].sides("revenue", of, basis);
                prop_assert_eq!(figure.value, sides.map(|(now, before)| Decimal::from(now - before)), "{} {:?}", of, basis);
                let crosses = sides.is_none() && park["revenue"].figure("revenue", of, basis, of, false).is_some()
                    && park["revenue"].figure("revenue", of.year_ago(), basis, of.year_ago(), false).is_some();
                prop_assert!(!crosses || figure.gap == Some(Gap::Break), "{} {:?}: {:?}", of, basis, figure.gap);
            }
        }
    }
}
