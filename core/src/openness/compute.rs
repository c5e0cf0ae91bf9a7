//! A measure's value over the sums of a period, with everything that went into it.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Measure;
use super::registered::YEAR;
use super::sums::{Sums, Within};
use crate::figure::{Gap, Measured, Unit};
use crate::period::{BEIJING, Basis, Month};
use crate::words::{Key, key};

/// The months a view covers: whole months, both ends within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessPeriod))]
pub struct Period {
    /// The first month it covers, written `2026-01`.
    pub from: Month,
    /// The last month it covers, written `2026-10`.
    pub to: Month,
}

impl Period {
    /// A month alone, or January to it.
    pub fn of(month: Month, basis: Basis) -> Self {
        let from = if basis == Basis::Month { month } else { month.january() };
        Self { from, to: month }
    }

    /// How many months.
    pub fn months(self) -> i32 {
        (self.to.index() - self.from.index() + 1).max(1)
    }

    pub(crate) fn contains(self, month: Month) -> bool {
        self.from <= month && month <= self.to
    }

    /// Its first instant.
    pub(crate) fn start(self) -> Timestamp {
        begin(self.from)
    }

    /// The first instant after it.
    pub(crate) fn end(self) -> Timestamp {
        begin(self.to.plus(1))
    }
}

fn begin(month: Month) -> Timestamp {
    let day = jiff::civil::Date::new(month.year() as i16, month.number() as i8, 1);
    day.ok().and_then(|day| BEIJING.to_timestamp(day.at(0, 0, 0, 0)).ok()).unwrap_or(Timestamp::MAX)
}

/// A measure computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub value: Measured,
    pub operands: Vec<(Key, Decimal, Unit)>,
}

/// Yuan in 万元.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// As percent.
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// A measure over sums. What one park has no part in is not computed for it, and what needs own hours is not computed
/// where nobody has stated any: with 40 hours for others and no statement at all 共享率 has no value, least of all 100 %.
pub(crate) fn value(measure: Measure, sums: &Sums, within: &Within<'_>) -> Value {
    let gap = |gap| Value { value: Err(gap), operands: Vec::new() };
    if within.park.is_some() && !measure.is_for_parks() {
        return gap(Gap::NotForParks);
    }
    // As the board has no figures for months it does not have: nobody served where nothing was there is not zero.
    if !within.has_begun() {
        return gap(Gap::NotBegun);
    }
    if sums.platforms == 0 {
        return gap(Gap::NothingRegistered);
    }
    if lacking(measure, sums).is_zero() {
        return computed(measure, sums, within);
    }
    let nothing_stated = match measure {
        Measure::Yield => sums.stated.value_years.is_zero(),
        // What others paid is known all the same.
        Measure::Income => sums.stated.months.is_zero() && sums.external_income.is_zero(),
        _ => sums.stated.months.is_zero(),
    };
    match nothing_stated {
        true if measure.is_of_income() => gap(Gap::IncomeUnstated),
        true => gap(Gap::HoursUnstated),
        false => computed(measure, sums, within),
    }
}

/// How many months of instruments 台月 a measure leaves out because nobody has stated their own hours; zero for one that
/// does not need them. With one instrument stated for January to October and looked at in November it is 1.
pub(crate) fn lacking(measure: Measure, sums: &Sums) -> Decimal {
    match measure {
        Measure::Yield => sums.lacking_valued,
        _ if measure.needs_own_hours() => sums.lacking,
        _ => Decimal::ZERO,
    }
}

/// 利用率 with every instrument rated at so many hours a year, to be compared with what was computed so elsewhere. An
/// instrument of 1,400 and one of 800, each with 500 effective hours of a year: 45.5 % on their own classes, 35.7 % on
/// 1,400 for both.
pub(crate) fn on_base(measure: Measure, sums: &Sums, hours: Decimal) -> Option<Decimal> {
    let stated = &sums.stated;
    let effective = stated.own_hours.saturating_add(stated.external_hours);
    let rated = stated.instrument_years.checked_mul(hours).filter(|_| measure.has_base())?;
    yearly((key::PO_EFFECTIVE, effective, Unit::Hours), HUNDRED, rated).value.ok()
}

fn computed(measure: Measure, sums: &Sums, within: &Within<'_>) -> Value {
    use Measure as M;
    let count = |key, value: u32, unit| (key, Decimal::from(value), unit);
    let stated = &sums.stated;
    let effective = stated.own_hours.saturating_add(stated.external_hours);
    let own_income = sums.own_income / TEN_THOUSAND;
    let external_income = sums.external_income / TEN_THOUSAND;
    let income = own_income.saturating_add(external_income);
    let platforms = count(key::PO_PLATFORMS, sums.platforms, Unit::Count);
    match measure {
        M::OpenPlatforms => {
            let open = if within.park.is_some() { key::PO_OPEN_TO_PARK } else { key::PO_OPEN_PLATFORMS };
            share(count(open, sums.open, Unit::Count), platforms)
        }
        M::OpenToSome => share(count(key::PO_OPEN_TO_SOME, sums.open_to_some, Unit::Count), platforms),
        M::Networked => share(
            (key::PO_NETWORKED_VALUED, sums.valued_networked, Unit::Instrument),
            (key::PO_VALUED, sums.valued, Unit::Instrument),
        ),
        M::Bookable => share(
            (key::PO_NETWORKED_BOOKABLE, sums.networked_bookable, Unit::Instrument),
            (key::PO_NETWORKED, sums.networked, Unit::Instrument),
        ),
        M::Utilisation => yearly((key::PO_EFFECTIVE, effective, Unit::Hours), HUNDRED, stated.rated).showing([(
            key::PO_RATED,
            years(stated.rated),
            Unit::Hours,
        )]),
        M::Sharing => {
            let external = (key::PO_EXTERNAL_STATED, stated.external_hours, Unit::Hours);
            share(external, (key::PO_EFFECTIVE, effective, Unit::Hours))
        }
        M::CrossPark => {
            share((key::PO_CROSS, sums.cross_hours, Unit::Hours), (key::PO_EXTERNAL, sums.external_hours, Unit::Hours))
        }
        M::HoursEach => yearly((key::PO_EFFECTIVE, effective, Unit::Hours), Decimal::ONE, stated.instrument_years)
            .showing([(key::PO_INSTRUMENT_YEARS, years(stated.instrument_years), Unit::InstrumentYear)]),
        M::ExternalHoursEach => {
            let hours = (key::PO_EXTERNAL, sums.external_hours, Unit::Hours);
            yearly(hours, Decimal::ONE, sums.instrument_years).showing(there(sums))
        }
        M::Enterprises => plain(count(key::PO_ENTERPRISES, sums.enterprises.count(), Unit::Enterprise)),
        M::BranchEnterprises => {
            plain(count(key::PO_BRANCH_ENTERPRISES, sums.branch_enterprises.count(), Unit::Enterprise))
        }
        M::Coverage => {
            let branches = within.zone.active(within.period.to).filter(|park| !park.main).count() as u32;
            share(
                count(key::PO_USERS, sums.users.len() as u32, Unit::Count),
                count(key::PO_BRANCHES, branches, Unit::Count),
            )
        }
        M::ResponseHours => median(sums.answers.iter().map(|answer| answer.seconds).collect()),
        M::OnTime => {
            let limit = within.answer_seconds();
            let on_time = sums.answers.iter().filter(|answer| answer.is_in_time(limit)).count() as u32;
            let all = sums.answers.len() as u32 + sums.overdue;
            share(count(key::PO_ON_TIME, on_time, Unit::Piece), count(key::PO_DUE, all, Unit::Piece))
        }
        M::Fulfilled => {
            share(count(key::PO_DONE, sums.done, Unit::Piece), count(key::PO_VALID, sums.valid, Unit::Piece))
        }
        M::NoShows => share(
            count(key::PO_NO_SHOWS, sums.no_shows, Unit::Piece),
            count(key::PO_OUTCOMES, sums.came + sums.no_shows, Unit::Piece),
        ),
        M::Withdrawn => {
            share(count(key::PO_WITHDRAWN, sums.withdrawn, Unit::Piece), count(key::PO_ENDED, sums.ended, Unit::Piece))
        }
        M::Satisfaction => satisfaction(sums.ratings, within),
        M::Income => {
            let operands = vec![
                (key::PO_OWN_INCOME, own_income, Unit::TenThousandYuan),
                (key::PO_EXTERNAL_INCOME, external_income, Unit::TenThousandYuan),
            ];
            Value { value: Ok(income), operands }
        }
        M::ExternalIncome => {
            let external = stated.external_income / TEN_THOUSAND;
            let income = (stated.own_income / TEN_THOUSAND).saturating_add(external);
            share(
                (key::PO_EXTERNAL_INSTRUMENTS, external, Unit::TenThousandYuan),
                (key::PO_INSTRUMENT_INCOME, income, Unit::TenThousandYuan),
            )
        }
        M::Yield => {
            let weight = within.rules.limits.external_weight.value;
            let own = stated.own_valued_income / TEN_THOUSAND;
            let external = stated.external_valued_income / TEN_THOUSAND;
            let weighted = own.saturating_add(external.saturating_mul(weight));
            let mut value =
                yearly((key::PO_WEIGHTED_INCOME, weighted, Unit::TenThousandYuan), HUNDRED, stated.value_years)
                    .showing([(key::PO_VALUE_YEARS, years(stated.value_years), Unit::TenThousandYuan)]);
            let parts = [(key::PO_OWN_INSTRUMENTS, own), (key::PO_EXTERNAL_INSTRUMENTS, external)];
            value.operands.splice(0..0, parts.map(|(key, income)| (key, income, Unit::TenThousandYuan)));
            if !sums.unvalued.is_zero() {
                value.operands.push((key::PO_UNVALUED, sums.unvalued, Unit::Instrument));
            }
            value
        }
    }
}

type Operand = (Key, Decimal, Unit);

fn plain(operand: Operand) -> Value {
    Value { value: Ok(operand.1), operands: vec![operand] }
}

fn share(part: Operand, whole: Operand) -> Value {
    let share = part.1.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole.1));
    Value { value: share.ok_or(Gap::NothingCounted), operands: vec![part, whole] }
}

/// Something by what was there in parts of a year ([`super::registered`]), times `scale`, so that any period compares
/// with figures of a whole year. Everything is multiplied before the one division.
fn yearly(part: Operand, scale: Decimal, parts_of_years: Decimal) -> Value {
    let whole = part.1.checked_mul(YEAR).and_then(|part| part.checked_mul(scale));
    let each = whole.and_then(|whole| whole.checked_div(parts_of_years));
    Value { value: each.ok_or(Gap::NothingCounted), operands: vec![part] }
}

/// Parts of years as years, for an operand that is shown: it is not computed with.
fn years(parts_of_years: Decimal) -> Decimal {
    parts_of_years / YEAR
}

/// How many instruments there are, and how many years of them were in the register.
fn there(sums: &Sums) -> [Operand; 2] {
    [
        (key::PO_INSTRUMENTS, sums.instruments, Unit::Instrument),
        (key::PO_INSTRUMENT_YEARS, years(sums.instrument_years), Unit::InstrumentYear),
    ]
}

impl Value {
    fn showing<const N: usize>(mut self, operands: [Operand; N]) -> Self {
        self.operands.extend(operands);
        self
    }
}

fn median(mut seconds: Vec<u32>) -> Value {
    let operands = vec![(key::PO_ANSWERS, Decimal::from(seconds.len()), Unit::Piece)];
    if seconds.is_empty() {
        return Value { value: Err(Gap::NothingCounted), operands };
    }
    let (middle, even) = (seconds.len() / 2, seconds.len().is_multiple_of(2));
    let (below, upper, _) = seconds.select_nth_unstable(middle);
    let upper = u64::from(*upper);
    // Of an even number the mean of the two in the middle.
    let lower = below.iter().max().map_or(upper, |lower| u64::from(*lower));
    let twice = if even { lower + upper } else { 2 * upper };
    Value { value: Ok(Decimal::from(twice) / Decimal::from(2 * 3600)), operands }
}

fn satisfaction(ratings: [u32; 3], within: &Within<'_>) -> Value {
    let [satisfied, fair, _] = ratings;
    let all: u32 = ratings.iter().sum();
    let shown_from = within.rules.limits.ratings_shown_from.whole();
    if i64::from(all) < shown_from {
        return Value { value: Err(Gap::FewRatings), operands: Vec::new() };
    }
    let count = |key, value: u32| (key, Decimal::from(value), Unit::Piece);
    let good = share(count(key::PO_CONTENT, satisfied + fair), count(key::PO_RATINGS, all));
    let operands = vec![count(key::PO_SATISFIED, satisfied), count(key::PO_FAIR, fair), count(key::PO_RATINGS, all)];
    Value { operands, ..good }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_or_the_mean_of_the_two() {
        let hours = |seconds: &[u32]| median(seconds.to_vec()).value.ok().map(|hours| hours.normalize().to_string());
        assert_eq!(hours(&[]), None);
        assert_eq!(hours(&[3600]).as_deref(), Some("1"));
        assert_eq!(hours(&[7200, 3600]).as_deref(), Some("1.5"));
        assert_eq!(hours(&[36_000, 3600, 7200]).as_deref(), Some("2"));
        assert_eq!(hours(&[3600, 3600, 7200, 36_000]).as_deref(), Some("1.5"));
    }

    #[test]
    fn a_period_is_whole_months_of_beijing() {
        let period = Period::of("2026-03".parse().unwrap(), Basis::Cumulative);
        assert_eq!((period.months(), period.from.to_string().as_str()), (3, "2026-01"));
        assert_eq!(period.start().to_string(), "2025-12-31T16:00:00Z");
        assert_eq!(period.end().to_string(), "2026-03-31T16:00:00Z");
    }
}
