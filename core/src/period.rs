//! Calendar months as statistics count them: no time zone inside, Beijing time at the edge.

use crate::kept::kept;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Beijing time, the only civil time of the zone. China has kept no daylight saving since 1991.
pub const BEIJING: Offset = Offset::constant(8);

/// The day it is in Beijing at `now`.
pub fn day_of(now: Timestamp) -> Date {
    BEIJING.to_datetime(now).date()
}

/// A calendar month, the reporting period 报告期. Written `2026-10`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    // Months since year 0, so that arithmetic is addition.
    index: i32,
}

impl Month {
    /// `month` is 1 to 12 and `year` 1949 to 9999, or there is no such month.
    pub fn new(year: i32, month: i32) -> Option<Self> {
        let sensible = (1949..=9999).contains(&year) && (1..=12).contains(&month);
        sensible.then_some(Self { index: year * 12 + month - 1 })
    }

    /// The month a day lies in.
    pub fn of(day: Date) -> Self {
        Self { index: i32::from(day.year()) * 12 + i32::from(day.month()) - 1 }
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.index.div_euclid(12)
    }

    /// 1 to 12.
    pub fn number(self) -> i32 {
        self.index.rem_euclid(12) + 1
    }

    /// Months since year 0: an index for tables over time.
    pub fn index(self) -> i32 {
        self.index
    }

    /// The month `count` later, or earlier when negative.
    pub fn plus(self, count: i32) -> Self {
        Self { index: self.index + count }
    }

    /// The month before.
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// The same month a year before: 上年同期.
    pub fn year_ago(self) -> Self {
        self.plus(-12)
    }

    /// January of the same year.
    pub fn january(self) -> Self {
        self.plus(1 - self.number())
    }

    /// Its first and its last day; nothing beyond the calendar's end.
    pub fn days(self) -> Option<(Date, Date)> {
        let first = Date::new(i16::try_from(self.year()).ok()?, self.number() as i8, 1).ok()?;
        Some((first, first.last_of_month()))
    }

    /// `self`, `self + 1`, … up to and with `last`; empty when `last` is before.
    pub fn to(self, last: Self) -> impl DoubleEndedIterator<Item = Self> {
        (self.index..=last.index).map(|index| Self { index })
    }

    /// The first moment after it in Beijing: from then on it can be reported on.
    pub fn over(self) -> Timestamp {
        let next = self.plus(1);
        let first = Date::new(next.year() as i16, next.number() as i8, 1);
        first.ok().and_then(|day| BEIJING.to_timestamp(day.at(0, 0, 0, 0)).ok()).unwrap_or(Timestamp::MAX)
    }

    /// The end of the day `day` of the following month in Beijing: when a report on this month is due.
    /// A day the following month does not have means its last day.
    pub fn due(self, day: i8) -> Timestamp {
        let next = self.plus(1);
        // The calendar ends with the year 9999, and so does every due day.
        let Ok(first) = Date::new(next.year() as i16, next.number() as i8, 1) else { return Timestamp::MAX };
        let day = day.clamp(1, first.days_in_month());
        let date = first.saturating_add((i64::from(day) - 1).days());
        // 24:00 of that day is 00:00 of the next.
        let midnight = date.saturating_add(1.day()).at(0, 0, 0, 0);
        BEIJING.to_timestamp(midnight).unwrap_or(Timestamp::MAX)
    }
}

crate::id::text_schema!(Month);

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a month; a right one looks like `2026-10`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a month such as 2026-10")]
pub struct NotAMonth(pub String);

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let parse = || {
            let (year, month) = text.split_once('-')?;
            let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
            (digits(year, 4) && digits(month, 2)).then_some(())?;
            Self::new(year.parse().ok()?, month.parse().ok()?)
        };
        parse().ok_or_else(|| NotAMonth(text.chars().take(40).collect()))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What stretch of time a figure of month *n* covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 当月: the month alone.
    Month,
    /// 累计: January to the month, “1—n月”.
    Cumulative,
    /// 期末: a stock at the month's end, such as persons employed. Never summed over time.
    PointInTime,
}

kept!(struct Month { index });
kept!(enum Basis { 0 => Month, 1 => Cumulative, 2 => PointInTime });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_and_written_alike() {
        for text in ["2026-10", "1999-01", "2024-12"] {
            assert_eq!(text.parse::<Month>().unwrap().to_string(), text);
        }
        for text in ["2026-13", "2026-00", "26-10", "2026-1", "２０２６-10", "", "2026-10-01"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }

    #[test]
    fn arithmetic_crosses_years() {
        let january: Month = "2026-01".parse().unwrap();
        assert_eq!(january.previous().to_string(), "2025-12");
        assert_eq!(january.year_ago().to_string(), "2025-01");
        assert_eq!(january.plus(23).january().to_string(), "2027-01");
    }

    #[test]
    fn due_is_the_end_of_the_day_in_beijing() {
        let october: Month = "2026-10".parse().unwrap();
        assert_eq!(october.over().to_string(), "2026-10-31T16:00:00Z");
        assert_eq!(october.due(15).to_string(), "2026-11-15T16:00:00Z");
        let january: Month = "2026-01".parse().unwrap();
        assert_eq!(january.due(31).to_string(), "2026-02-28T16:00:00Z");
        let last: Month = "9999-12".parse().unwrap();
        assert_eq!(last.due(15), Timestamp::MAX);
    }
}
