//! Looking back: what somebody was shown at a moment, or after an entry of the journal.
//!
//! A view is made of a position, a scope, a question and the moment at which it is asked. Looking back fixes position
//! and moment, so that the same look gives the same answer to the byte, whatever has come since (but for the day that
//! has not ended, which is looked at now):
//!
//! - at a moment: the last entry written until then, asked at that moment;
//! - after an entry: that position, asked when the scope last heard of anything until then. A park that looks at a
//!   position between two entries it may know of sees what it saw at the earlier one, and learns nothing of others;
//! - at an edition of a meeting: the position it was frozen at, asked at the moment it was frozen. Parks and owners of
//!   platforms are told of none.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::format;
use crate::period::{BEIJING, Month, day_of};
use crate::words::{Message, key};

/// What is looked back at, as an address says it in `as_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AsOf {
    /// `1234`: after that entry of the journal.
    Position(u64),
    /// `2026-09-30`: at the end of that day in Beijing; of the day that has not ended, now.
    Day(Date),
    /// `2026-09-30T09:00:00+08:00`: at that moment.
    Moment(Timestamp),
    /// `edition-3`: what that edition 会议版 of a meeting shows.
    Edition(u32),
}

/// What an edition's number stands behind in an address.
const EDITION: &str = "edition-";

/// An earlier year is a slip, or half typed: nothing here is older.
const FIRST_YEAR: i16 = 1949;

/// It is neither a position nor a day nor a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAsOf;

impl FromStr for AsOf {
    type Err = NotAsOf;

    fn from_str(text: &str) -> Result<Self, NotAsOf> {
        if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
            return text.parse().map(Self::Position).map_err(|_| NotAsOf);
        }
        if let Some(number) = text.strip_prefix(EDITION) {
            let is_number = number.bytes().all(|it| it.is_ascii_digit()) && !number.starts_with('0');
            return number.parse().ok().filter(|_| is_number).map(Self::Edition).ok_or(NotAsOf);
        }
        // A date also reads the head of a moment, and would forget the time.
        match text.len() {
            10 => text.parse().map(Self::Day).map_err(|_| NotAsOf),
            _ => text.parse().map(Self::Moment).map_err(|_| NotAsOf),
        }
    }
}

impl std::fmt::Display for AsOf {
    /// As it stands in an address, with nothing in it that an address would have to escape.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Position(position) => write!(f, "{position}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Moment(moment) => write!(f, "{moment}"),
            Self::Edition(number) => write!(f, "{EDITION}{number}"),
        }
    }
}

impl AsOf {
    /// The day that stands in a field, when it can be looked back at: none before 1949, none to come. While a day is being
    /// typed its year may be `0202`, and the day after tomorrow: neither is asked for.
    pub fn typed(text: &str, now: Timestamp) -> Option<Self> {
        let day: Date = text.parse().ok()?;
        (FIRST_YEAR <= day.year() && day <= day_of(now)).then_some(Self::Day(day))
    }

    /// Whether it lies after `now`: a day of tomorrow, a moment to come. Which entry is the last one is not asked here.
    pub fn is_ahead(self, now: Timestamp) -> bool {
        match self {
            Self::Position(_) | Self::Edition(_) => false,
            Self::Day(day) => day > day_of(now),
            Self::Moment(moment) => moment > now,
        }
    }

    /// That nobody can look back at it, with what was asked for and the last day that there is: `“2999-12-31”尚未到来…`.
    pub fn refused_ahead(self, now: Timestamp) -> Option<Message> {
        let said =
            || Message::new(key::AS_OF_AHEAD).with("found", self.to_string()).with("last", day_of(now).to_string());
        self.is_ahead(now).then(said)
    }

    /// The moment meant, when it is one; nothing for a moment after `now`, which nobody can look back at.
    pub fn moment(self, now: Timestamp) -> Option<Timestamp> {
        let moment = match self {
            Self::Position(_) | Self::Edition(_) => return None,
            Self::Moment(moment) => moment,
            Self::Day(day) if day == day_of(now) => now,
            Self::Day(day) => end_of(day)?,
        };
        (moment <= now).then_some(moment)
    }
}

/// That figures of a month that begins after `now` were asked for, with the running one: `2031年1月尚未开始…`. Nothing of
/// a month that has begun.
pub fn refused_month(month: Month, now: Timestamp) -> Option<Message> {
    let running = Month::of(day_of(now));
    let said =
        || Message::new(key::MONTH_AHEAD).with("found", format::month(month)).with("last", format::month(running));
    (month > running).then(said)
}

/// The last moment of a day in Beijing.
fn end_of(day: Date) -> Option<Timestamp> {
    let midnight = day.checked_add(1.day()).ok()?.at(0, 0, 0, 0);
    BEIJING.to_timestamp(midnight).ok()?.checked_sub(1.nanosecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn an_address_says_a_position_a_day_or_a_moment() {
        let check = |text: &str, expected: Result<AsOf, NotAsOf>| assert_eq!(text.parse(), expected, "{text}");
        check("1234", Ok(AsOf::Position(1234)));
        check("2026-09-30", Ok(AsOf::Day(jiff::civil::date(2026, 9, 30))));
        check("edition-3", Ok(AsOf::Edition(3)));
        check("2026-09-30T09:00:00+08:00", Ok(AsOf::Moment("2026-09-30T01:00:00Z".parse().unwrap())));
        for wrong in [
            "",
            "-1",
            "edition-",
            "edition-0",
            "edition-+1",
            "edition-x",
            "1.5",
            "2026-9-30",
            "2026-09",
            "2026-09-31",
            "yesterday",
            "99999999999999999999",
            "１２",
        ] {
            check(wrong, Err(NotAsOf));
        }
        for written in ["1234", "edition-12", "2026-09-30", "2026-09-30T01:00:00Z"] {
            assert_eq!(written.parse::<AsOf>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn a_day_ends_at_midnight_in_beijing_and_today_is_now() {
        let now: Timestamp = "2026-11-27T10:00:00+08:00".parse().unwrap();
        let check = |as_of: &str, expected: Option<&str>| {
            let moment = as_of.parse::<AsOf>().unwrap().moment(now);
            assert_eq!(moment, expected.map(|text| text.parse().unwrap()), "{as_of}");
        };
        check("2026-11-26", Some("2026-11-26T23:59:59.999999999+08:00"));
        check("2026-11-27", Some("2026-11-27T10:00:00+08:00"));
        check("2026-11-28", None);
        check("2026-11-27T10:00:01+08:00", None);
        check("2026-11-27T09:59:59+08:00", Some("2026-11-27T09:59:59+08:00"));
        check("9999-12-31", None);
        check("7", None);
    }

    #[test]
    fn what_is_to_come_is_refused_by_its_name() {
        let now: Timestamp = "2026-11-27T23:59:00+08:00".parse().unwrap();
        let check = |as_of: &str, expected: Option<&str>| {
            let told = as_of.parse::<AsOf>().unwrap().refused_ahead(now).map(|told| told.text(Lang::Chinese));
            assert_eq!(told.as_deref(), expected, "{as_of}");
        };
        check("2026-11-27", None);
        check("2026-11-27T23:59:00+08:00", None);
        check("999999", None);
        check("2026-11-28", Some("“2026-11-28”尚未到来，只能查看今天（2026-11-27）及以前的数据。"));
        check("2027-01-01T00:00:00Z", Some("“2027-01-01T00:00:00Z”尚未到来，只能查看今天（2026-11-27）及以前的数据。"));
    }

    #[test]
    fn a_month_to_come_has_no_figures() {
        // In Beijing December has begun.
        let now: Timestamp = "2026-11-30T16:30:00Z".parse().unwrap();
        let told = |month: &str| refused_month(month.parse().unwrap(), now).map(|told| told.text(Lang::Chinese));
        assert_eq!((told("2026-12"), told("1949-01")), (None, None));
        assert_eq!(told("2027-01").as_deref(), Some("2027年1月尚未开始，只能查看2026年12月及以前各月的数据。"));
    }

    #[test]
    fn a_day_that_is_typed_is_asked_for_once_it_is_whole() {
        // In Beijing it is the 27th already.
        let now: Timestamp = "2026-11-26T16:30:00Z".parse().unwrap();
        let check = |text: &str, is_asked: bool| {
            let expected = is_asked.then(|| AsOf::Day(text.parse().unwrap()));
            assert_eq!(AsOf::typed(text, now), expected, "{text}");
        };
        for text in ["2026-11-27", "2026-11-26", "2024-02-29", "1949-01-01"] {
            check(text, true);
        }
        for text in ["2026-11-28", "2027-01-01", "1948-12-31", "0202-11-27", "0002-01-01", "2026-02-30", "2026-11", ""]
        {
            check(text, false);
        }
    }
}
