//! How long an instrument was in the register, as part of a year.
//!
//! A month is a twelfth of a year, and a day of it as much of that twelfth as there are days in the month. Days count
//! from the day of registration to the day before it was retired, and in a month that still runs up to today, today
//! included. An instrument of 1,400 rated hours a year that was registered on 16 April stands for
//! 1,400 × 1/12 × 15/30 = 58⅓ hours of April; looked at on 20 April, for 1,400 × 1/12 × 5/30 = 19 4/9.
//!
//! Such a part is told as a whole number of [`YEAR`]ths, so that nothing is rounded before it is shown.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Period;
use crate::period::Month;
use crate::platform::Held;

/// The least number that days of every month divide: 28, 29, 30 and 31 days.
const MONTH: i64 = 377_580;
/// Parts of a year: twelve such months.
pub(super) const YEAR: Decimal = Decimal::from_parts(12 * MONTH as u32, 0, 0, false, 0);

/// How much of a year an instrument was in the register within a period up to a day, in [`YEAR`]ths.
pub(super) fn years(held: &Held, period: Period, until: Date) -> Decimal {
    let last = held.until.and_then(|retired| retired.yesterday().ok()).map_or(until, |day| day.min(until));
    let last_month = Month::of(last).min(period.to);
    let of_month = |month: Month| {
        let Some((first, end)) = month.days() else { return 0 };
        let days = (held.since.max(first), last.min(end));
        let count = if days.0 <= days.1 { i64::from(days.1.day() - days.0.day()) + 1 } else { 0 };
        count * (MONTH / i64::from(end.day()))
    };
    let first_month = Month::of(held.since).max(period.from);
    Decimal::from(first_month.to(last_month).map(of_month).sum::<i64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_divides_into_its_days() {
        assert!((28..=31).all(|days| MONTH % days == 0));
        assert_eq!(YEAR, Decimal::from(12 * MONTH));
    }
}
