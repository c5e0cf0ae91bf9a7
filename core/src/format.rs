//! Numbers, months and moments as people read them.

mod amount;
pub mod platform;
pub mod sharing;
mod unit;

use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::figure::{Change, Gap, Status};
use crate::period::{BEIJING, Basis, Month};
use crate::report::Stage;
use crate::words::{Key, Lang, Message, key};
use crate::zone::{Level, ParkStatus, Verification};

pub(crate) use amount::thousands;
pub use amount::{Scale, amount};
pub use unit::unit;

/// Rounded half up (四舍五入, away from zero) to `decimals`, digits in groups of three: `12,345.60`.
/// A value that rounds to zero has no sign.
pub fn number(value: Decimal, decimals: u32) -> String {
    let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let text = format!("{:.*}", decimals as usize, rounded.abs());
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    format!("{sign}{}", grouped(&text))
}

/// Every digit, in groups of three: `1,234.5`.
pub fn exact(value: Decimal) -> String {
    let text = value.normalize().abs().to_string();
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    format!("{sign}{}", grouped(&text))
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::with_capacity(text.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A change with its sign: `+12.3%`, `-0.4个百分点`; the reason when there is none.
pub fn change(change: Change, lang: Lang) -> String {
    let signed = |value: Decimal, digits: u32| {
        let text = number(value, digits);
        let rounds_to_zero = text.chars().all(|c| c == '0' || c == '.');
        if value.is_sign_positive() && !rounds_to_zero { format!("+{text}") } else { text }
    };
    match (change, lang) {
        (Change::Rate(rate), _) => format!("{}%", signed(rate, 1)),
        (Change::Points(points), Lang::Chinese) => format!("{}个百分点", signed(points, 2)),
        (Change::Points(points), Lang::English) => format!("{} points", signed(points, 2)),
        (Change::None(reason), _) => gap(reason).text(lang).to_owned(),
    }
}

/// Which way a change goes, as shown: zero when it rounds to nothing.
pub fn direction(change: Change) -> std::cmp::Ordering {
    let digits = if matches!(change, Change::Rate(_)) { 1 } else { 2 };
    let amount = change.amount().unwrap_or_default();
    amount.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).cmp(&Decimal::ZERO)
}

/// `2026年10月`, the way it stands in sentences of either language.
pub fn month(month: Month) -> String {
    format!("{}年{}月", month.year(), month.number())
}

/// The stretch of time a figure covers: `2026年1—10月`, `2026年10月`, `2026年10月末`.
pub fn period(month: Month, basis: Basis, lang: Lang) -> String {
    let (year, number) = (month.year(), month.number());
    match (lang, basis) {
        (Lang::Chinese, Basis::Cumulative) if number > 1 => format!("{year}年1—{number}月"),
        (Lang::Chinese, Basis::PointInTime) => format!("{year}年{number}月末"),
        (Lang::Chinese, _) => format!("{year}年{number}月"),
        (Lang::English, Basis::Cumulative) if number > 1 => format!("{year}-01 to {month}"),
        (Lang::English, Basis::PointInTime) => format!("end of {month}"),
        (Lang::English, _) => month.to_string(),
    }
}

/// `2026-11-15 09:30`, Beijing time.
pub fn moment(at: Timestamp) -> String {
    let local = BEIJING.to_datetime(at);
    format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
}

/// The last day on which something due at `due` is in time: due at midnight means the day before.
pub fn due_day(due: Timestamp) -> String {
    let last = due.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(due);
    BEIJING.to_datetime(last).date().to_string()
}

/// The same in a sentence, without the year: `11月15日`, in English `11-15`.
pub fn due_date(due: Timestamp, lang: Lang) -> String {
    day(due.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(due), lang)
}

/// The day a moment lies in, without the year: `12月1日`, in English `12-01`.
pub fn day(at: Timestamp, lang: Lang) -> String {
    let local = BEIJING.to_datetime(at);
    match lang {
        Lang::Chinese => format!("{}月{}日", local.month(), local.day()),
        Lang::English => format!("{:02}-{:02}", local.month(), local.day()),
    }
}

/// `10:33`, Beijing time.
pub fn clock(at: Timestamp) -> String {
    let local = BEIJING.to_datetime(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `10:33` on the day of `now`, otherwise `11月15日10:33`: how far data reach that are shown at `now`.
pub fn data_time(at: Timestamp, now: Timestamp, lang: Lang) -> String {
    let (local, today) = (BEIJING.to_datetime(at), BEIJING.to_datetime(now));
    let clock = clock(at);
    match lang {
        _ if local.date() == today.date() => clock,
        Lang::Chinese => format!("{}月{}日{clock}", local.month(), local.day()),
        Lang::English => format!("{:02}-{:02} {clock}", local.month(), local.day()),
    }
}

/// What a wall's clock shows: `11月25日 星期三 16:27`, Beijing time; in English `11-25 Wed 16:27`.
pub fn wall_clock(now: Timestamp, lang: Lang) -> String {
    let local = BEIJING.to_datetime(now);
    let weekday = usize::from(local.weekday().to_monday_zero_offset().unsigned_abs());
    let weekday = match lang {
        Lang::Chinese => ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"][weekday],
        Lang::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday],
    };
    format!("{} {weekday} {:02}:{:02}", day(now, lang), local.hour(), local.minute())
}

/// Parts of a sentence in a row: `2025年目标100家，已完成86%`.
pub fn clauses(parts: impl IntoIterator<Item = String>, lang: Lang) -> String {
    let separator = if lang == Lang::Chinese { "，" } else { ", " };
    parts.into_iter().collect::<Vec<_>>().join(separator)
}

/// How long ago: `刚刚`, `5分钟前`, `3小时前`, `2天前`. Seconds that are negative count as none.
pub fn age(seconds: i64, lang: Lang) -> String {
    let (key, count) = match seconds.max(0) {
        0..60 => (key::AGE_NOW, 0),
        s @ 60..3600 => (key::AGE_MINUTES, s / 60),
        s @ 3600..86_400 => (key::AGE_HOURS, s / 3600),
        s => (key::AGE_DAYS, s / 86_400),
    };
    Message::new(key).with("n", count.to_string()).text(lang)
}

/// The word for a status.
pub fn status(status: Status) -> Key {
    match status {
        Status::Final => key::STATUS_FINAL,
        Status::Revised => key::STATUS_REVISED,
        Status::Provisional => key::STATUS_PROVISIONAL,
        Status::Estimated => key::STATUS_ESTIMATED,
        Status::Break => key::STATUS_BREAK,
        Status::Pending => key::STATUS_PENDING,
        Status::Absent => key::STATUS_ABSENT,
    }
}

/// The words for a gap.
pub fn gap(gap: Gap) -> Key {
    match gap {
        Gap::NotReported => key::GAP_NOT_REPORTED,
        Gap::NotYet => key::STAGE_NOT_YET,
        Gap::NotOwed => key::STAGE_NOT_OWED,
        Gap::AwaitsReview => key::STAGE_SUBMITTED,
        Gap::Returned => key::STAGE_RETURNED,
        Gap::NotApplicable => key::GAP_NOT_APPLICABLE,
        Gap::Confidential => key::GAP_CONFIDENTIAL,
        Gap::OnlyCumulative => key::GAP_ONLY_CUMULATIVE,
        Gap::NoBase => key::GAP_NO_BASE,
        Gap::ZeroBase => key::GAP_ZERO_BASE,
        Gap::NegativeBase => key::GAP_NEGATIVE_BASE,
        Gap::Break => key::GAP_BREAK,
        Gap::DivisionByZero => key::GAP_DIVISION_BY_ZERO,
        Gap::Overflow => key::GAP_OVERFLOW,
        Gap::DifferentParks => key::GAP_DIFFERENT_PARKS,
        Gap::NotInForce => key::GAP_NOT_IN_FORCE,
        Gap::AfterClosing => key::GAP_AFTER_CLOSING,
        Gap::Withheld => key::GAP_WITHHELD,
        Gap::Adjusted => key::GAP_ADJUSTED,
        Gap::Corrected => key::GAP_CORRECTED,
        Gap::NotBegun => key::PO_NOT_BEGUN,
        Gap::NothingRegistered => key::PO_NOTHING_REGISTERED,
        Gap::NotForParks => key::PO_NOT_FOR_A_PARK,
        Gap::NothingCounted => key::PO_NO_BASE,
        Gap::HoursUnstated => key::PO_OWN_HOURS_UNSTATED,
        Gap::IncomeUnstated => key::PO_OWN_INCOME_UNSTATED,
        Gap::FewRatings => key::PO_FEW_RATINGS,
        Gap::NothingShared => key::GAP_NOTHING_SHARED,
        Gap::NotSplit => key::GAP_NOT_SPLIT,
        Gap::MovesOutside => key::GAP_MOVES_OUTSIDE,
    }
}

/// The words for where a report stands.
pub fn stage(stage: Stage) -> Key {
    match stage {
        Stage::Awaited => key::STAGE_AWAITED,
        Stage::Submitted => key::STAGE_SUBMITTED,
        Stage::Returned => key::STAGE_RETURNED,
        Stage::Approved => key::STAGE_APPROVED,
    }
}

/// The word for a park's status, which stands beside its name.
pub fn park_status(status: ParkStatus) -> Key {
    match status {
        ParkStatus::Candidate => key::PARK_STATUS_CANDIDATE,
        ParkStatus::Pilot => key::PARK_STATUS_PILOT,
        ParkStatus::Member => key::PARK_STATUS_MEMBER,
        ParkStatus::Rectifying => key::PARK_STATUS_RECTIFYING,
        ParkStatus::Left => key::PARK_STATUS_LEFT,
    }
}

/// The word for a basis, as in a workbook's 口径 column.
pub fn basis(basis: Basis) -> Key {
    match basis {
        Basis::Month => key::BASIS_MONTH,
        Basis::Cumulative => key::BASIS_CUMULATIVE,
        Basis::PointInTime => key::BASIS_POINT_IN_TIME,
    }
}

/// The word for a level.
pub fn level(level: Level) -> Key {
    match level {
        Level::Error => key::LEVEL_ERROR,
        Level::Warning => key::LEVEL_WARNING,
        Level::Notice => key::LEVEL_NOTICE,
    }
}

/// The words for how sure a definition is.
pub fn verification(verification: Verification) -> Key {
    match verification {
        Verification::Published => key::VERIFICATION_PUBLISHED,
        Verification::Practice => key::VERIFICATION_PRACTICE,
        Verification::Derived => key::VERIFICATION_DERIVED,
        Verification::Unverified => key::VERIFICATION_UNVERIFIED,
        Verification::Own => key::VERIFICATION_OWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_tells_the_day_and_the_minute_of_beijing() {
        let check = |now: &str, text: &str| assert_eq!(wall_clock(now.parse().unwrap(), Lang::Chinese), text);
        check("2026-11-25T08:27:59Z", "11月25日 星期三 16:27");
        check("2026-11-29T15:59:00Z", "11月29日 星期日 23:59");
        check("2026-11-29T16:00:00Z", "11月30日 星期一 00:00");
    }

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_rounded_half_up_and_grouped() {
        let check = |value: &str, decimals, expected: &str| assert_eq!(number(d(value), decimals), expected, "{value}");
        check("1234567.895", 2, "1,234,567.90");
        check("0.125", 2, "0.13");
        check("-0.125", 2, "-0.13");
        check("-0.004", 2, "0.00");
        check("999.999", 2, "1,000.00");
        check("12", 0, "12");
        check("0", 1, "0.0");
        check("79228162514264337593543950335", 0, "79,228,162,514,264,337,593,543,950,335");
    }

    #[test]
    fn changes_carry_their_sign_or_their_reason() {
        let check = |c, expected: &str| assert_eq!(change(c, Lang::Chinese), expected);
        check(Change::Rate(d("12.34")), "+12.3%");
        check(Change::Rate(d("-12.35")), "-12.4%");
        check(Change::Rate(d("0.04")), "0.0%");
        check(Change::Points(d("0.5")), "+0.50个百分点");
        check(Change::None(Gap::ZeroBase), "基数为零");
    }

    #[test]
    fn a_report_is_in_time_through_its_last_day() {
        let october: Month = "2026-10".parse().unwrap();
        assert_eq!(due_day(october.due(15)), "2026-11-15");
        assert_eq!(due_date(october.due(15), Lang::Chinese), "11月15日");
    }

    #[test]
    fn data_say_the_day_only_when_it_is_another() {
        let at = |text: &str| text.parse().unwrap();
        let check = |now: &str, expected: &str| {
            assert_eq!(data_time(at("2026-11-15T10:33:20+08:00"), at(now), Lang::Chinese), expected);
        };
        check("2026-11-15T23:59:00+08:00", "10:33");
        check("2026-11-16T00:00:00+08:00", "11月15日10:33");
    }

    #[test]
    fn periods_are_named_as_published() {
        let october: Month = "2026-10".parse().unwrap();
        assert_eq!(period(october, Basis::Cumulative, Lang::Chinese), "2026年1—10月");
        assert_eq!(period(october.january(), Basis::Cumulative, Lang::Chinese), "2026年1月");
        assert_eq!(period(october, Basis::PointInTime, Lang::Chinese), "2026年10月末");
    }
}
