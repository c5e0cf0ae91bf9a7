//! What has flowed, added up as it is confirmed: a table for every month, year and all time, for every element
//! and for all of them. One confirmation touches six tables, so that no view has to look at every transfer.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Quantity;
use crate::id::{ElementId, ParkId};
use crate::kept::kept;
use crate::period::Month;

/// The stretch of time that is looked at, up to a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SharingSpan))]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// 当月.
    Month,
    /// 本年累计.
    #[default]
    Year,
    /// 全部: from the beginning.
    All,
}

impl Span {
    /// Whether a month lies in the stretch that ends with `last`.
    pub fn holds(self, month: Month, last: Month) -> bool {
        match self {
            Self::Month => month == last,
            Self::Year => last.january() <= month && month <= last,
            Self::All => month <= last,
        }
    }
}

/// What one park has given another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Transfers whose first stage was confirmed in the stretch.
    pub count: u32,
    /// Transfers that landed in it.
    pub landed: u32,
    /// The effects of those: one sum a unit, in the order of the units.
    pub(super) effects: Vec<(SmolStr, Decimal)>,
}

/// Days that something took, and how often it took that many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days(BTreeMap<u32, u32>);

/// One stretch of time and one element, or all elements. Rows, columns and the whole are added up as they grow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// By giver, then by taker.
    pub pairs: OrdMap<ParkId, OrdMap<ParkId, Tally>>,
    /// By giver.
    pub gives: OrdMap<ParkId, Tally>,
    /// By taker.
    pub receives: OrdMap<ParkId, Tally>,
    /// All of it.
    pub total: Tally,
    /// From a need to the agreement on it, by the month of the agreement.
    pub to_match: Days,
    /// From the agreement to landing, by the month of landing.
    pub to_landed: Days,
}

/// A stretch of time that has a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stretch {
    Month(Month),
    Year(i32),
    All,
}

/// Behind all months, before all years.
const FIRST_YEAR: Stretch = Stretch::Year(i32::MIN);

/// All tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flows {
    tables: OrdMap<(Stretch, Option<ElementId>), Arc<Table>>,
}

impl Flows {
    /// Changes every table that something of `element` in `month` belongs to.
    pub fn note(&mut self, element: &ElementId, month: Month, change: impl Fn(&mut Table)) {
        for stretch in [Stretch::Month(month), Stretch::Year(month.year()), Stretch::All] {
            for element in [None, Some(element.clone())] {
                change(Arc::make_mut(self.tables.entry((stretch, element)).or_default()));
            }
        }
    }

    /// What one element, or all, gave in the stretch that ends with `month`.
    pub fn table(&self, element: Option<&ElementId>, span: Span, month: Month) -> Cow<'_, Table> {
        let one = |stretch| self.tables.get(&(stretch, element.cloned())).map(Arc::as_ref);
        let whole = |stretch| one(stretch).map_or_else(Cow::default, Cow::Borrowed);
        let sum = |stretches: &mut dyn Iterator<Item = Stretch>| {
            let mut sum = Table::default();
            stretches.filter_map(one).for_each(|it| sum.add(it));
            Cow::Owned(sum)
        };
        let months = || month.january().to(month).map(Stretch::Month);
        // Whether anything of any element came after `month`, in its year or ever.
        let later = |end: Stretch| {
            let (start, end) = ((Stretch::Month(month.plus(1)), None), (end, None));
            start < end && self.tables.range(start..end).next().is_some()
        };
        match span {
            Span::Month => whole(Stretch::Month(month)),
            // The whole stretch is there already, unless something came after `month`.
            Span::Year if !later(Stretch::Month(month.january().plus(12))) => whole(Stretch::Year(month.year())),
            Span::Year => sum(&mut months()),
            Span::All if !later(FIRST_YEAR) => whole(Stretch::All),
            Span::All => {
                let years = self.tables.range((FIRST_YEAR, None)..(Stretch::Year(month.year()), None));
                let years = years.filter(|((_, element), _)| element.is_none()).map(|((year, _), _)| *year);
                sum(&mut years.chain(months()))
            }
        }
    }

    /// Whether one park has ever given another anything.
    pub fn ever(&self, giver: &ParkId, taker: &ParkId) -> bool {
        let all = self.tables.get(&(Stretch::All, None));
        all.and_then(|table| table.pairs.get(giver)?.get(taker)).is_some()
    }

    /// The first month in which anything was confirmed.
    pub fn first(&self) -> Option<Month> {
        let confirmed = self.tables.iter().filter(|(_, table)| !table.pairs.is_empty());
        confirmed.into_iter().find_map(|((stretch, _), _)| match stretch {
            Stretch::Month(month) => Some(*month),
            _ => None,
        })
    }
}

impl Table {
    /// Takes a tally of one pair in.
    pub fn count(&mut self, giver: &ParkId, taker: &ParkId, tally: &Tally) {
        self.pairs.entry(giver.clone()).or_default().entry(taker.clone()).or_default().add(tally);
        self.gives.entry(giver.clone()).or_default().add(tally);
        self.receives.entry(taker.clone()).or_default().add(tally);
        self.total.add(tally);
    }

    fn add(&mut self, other: &Self) {
        for (giver, row) in &other.pairs {
            row.iter().for_each(|(taker, tally)| self.count(giver, taker, tally));
        }
        self.to_match.add(&other.to_match);
        self.to_landed.add(&other.to_landed);
    }
}

impl Tally {
    /// Takes another one in.
    pub fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.landed += other.landed;
        for (unit, value) in &other.effects {
            self.effect(unit, *value);
        }
    }

    /// One more that landed.
    pub fn land(&mut self, effect: &Quantity) {
        self.landed += 1;
        self.effect(&effect.unit, effect.value);
    }

    fn effect(&mut self, unit: &str, value: Decimal) {
        match self.effects.binary_search_by(|(known, _)| known.as_str().cmp(unit)) {
            // Effects are bounded when they are reported: thirty thousand years of them do not overflow.
            Ok(place) => self.effects[place].1 = self.effects[place].1.saturating_add(value),
            Err(place) => self.effects.insert(place, (unit.into(), value)),
        }
    }

    /// The effects, in the order of their units.
    pub fn quantities(&self) -> Vec<Quantity> {
        let one = |(unit, value): &(SmolStr, Decimal)| Quantity { value: *value, unit: unit.to_string() };
        self.effects.iter().map(one).collect()
    }
}

impl Days {
    /// It took so many days once more.
    pub fn note(&mut self, days: u32) {
        *self.0.entry(days).or_default() += 1;
    }

    fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(days, times)| *self.0.entry(*days).or_default() += times);
    }

    /// How often.
    pub fn times(&self) -> u32 {
        self.0.values().sum()
    }

    /// The middle one; between the two middle ones when their number is even.
    pub fn median(&self) -> Option<Decimal> {
        let times = self.times();
        let at = |wanted: u32| {
            let mut passed = 0;
            self.0.iter().find_map(|(days, times)| {
                passed += times;
                (wanted < passed).then_some(*days)
            })
        };
        let (low, high) = (at(times.checked_sub(1)? / 2)?, at(times / 2)?);
        Some((Decimal::from(u64::from(low) + u64::from(high)) / Decimal::TWO).normalize())
    }
}

kept!(struct Tally { count, landed, effects });
kept!(struct Days(_));
kept!(struct Table { pairs, gives, receives, total, to_match, to_landed });
kept!(enum Stretch { 0 => Month(inner), 1 => Year(inner), 2 => All });
kept!(struct Flows { tables });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_between_the_middles() {
        let median = |days: &[u32]| {
            let mut all = Days::default();
            days.iter().for_each(|days| all.note(*days));
            all.median().map(|median| median.to_string())
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]).as_deref(), Some("7"));
        assert_eq!(median(&[9, 2, 4]).as_deref(), Some("4"));
        assert_eq!(median(&[1, 4, 9, 2]).as_deref(), Some("3"));
        assert_eq!(median(&[1, 2]).as_deref(), Some("1.5"));
        assert_eq!(median(&[3, 3, 3, 100]).as_deref(), Some("3"));
    }

    #[test]
    fn a_year_ends_with_the_month_that_is_asked_for() {
        let mut flows = Flows::default();
        let pair = (ParkId::from("a"), ParkId::from("b"));
        for month in ["2024-12", "2025-02", "2025-02", "2025-07"] {
            let one = Tally { count: 1, ..Tally::default() };
            let count = |table: &mut Table| table.count(&pair.0, &pair.1, &one);
            flows.note(&"lead".into(), month.parse().unwrap(), count);
        }
        let count = |element: Option<&str>, span, month: &str| {
            let element = element.map(ElementId::from);
            let table = flows.table(element.as_ref(), span, month.parse().unwrap());
            table.pairs.get(&pair.0).map_or(0, |row| row[&pair.1].count)
        };
        assert_eq!(count(None, Span::Month, "2025-02"), 2);
        assert_eq!(count(None, Span::Year, "2025-01"), 0);
        assert_eq!(count(None, Span::Year, "2025-06"), 2);
        assert_eq!(count(Some("lead"), Span::Year, "2025-07"), 3);
        assert_eq!(count(None, Span::Year, "2025-12"), 3);
        assert_eq!(count(None, Span::All, "2024-12"), 1);
        assert_eq!(count(None, Span::All, "2025-06"), 3);
        assert_eq!(count(None, Span::All, "2025-07"), 4);
        assert_eq!(count(Some("fund"), Span::All, "2025-12"), 0);
        assert_eq!(flows.first().unwrap().to_string(), "2024-12");
    }
}
