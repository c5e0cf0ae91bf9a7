//! Slots and days in Beijing's time, as people read them and as fields hold them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::period::{BEIJING, day_of};
use crate::platform::{Opening, Slot};
use crate::words::{Key, Lang, key};

/// `2026-11-23 周一 09:00—12:00`; both days when it ends on another; midnight is 24:00 of the day before.
pub fn slot(slot: Slot, lang: Lang) -> String {
    let (from, to) = (BEIJING.to_datetime(slot.from), BEIJING.to_datetime(slot.to));
    let until = to.date() == from.date();
    let midnight = from.date().tomorrow().is_ok_and(|next| next.at(0, 0, 0, 0) == to);
    let start = format!("{}-{} {}", from.year(), day(from.date(), lang), hour(from));
    match (until, midnight) {
        (true, _) => format!("{start}—{}", hour(to)),
        (_, true) => format!("{start}—24:00"),
        _ => format!("{start}—{} {}", day(to.date(), lang), hour(to)),
    }
}

/// `11-23 周一`.
pub fn day(day: Date, lang: Lang) -> String {
    let weekday = weekday(day.weekday().to_monday_one_offset().unsigned_abs());
    format!("{:02}-{:02} {}", day.month(), day.day(), weekday.text(lang))
}

/// 周一 of 1, 周日 of 7.
pub fn weekday(day: u8) -> Key {
    match day {
        1 => key::PW_MONDAY,
        2 => key::PW_TUESDAY,
        3 => key::PW_WEDNESDAY,
        4 => key::PW_THURSDAY,
        5 => key::PW_FRIDAY,
        6 => key::PW_SATURDAY,
        _ => key::PW_SUNDAY,
    }
}

fn hour(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A moment as a field of date and time holds it: Beijing's `2026-11-23T09:00`.
pub fn field(at: Timestamp) -> String {
    let local = BEIJING.to_datetime(at);
    format!("{}T{}", local.date(), hour(local))
}

/// What was typed into two such fields; nothing when either is no moment or the end is not after the beginning.
pub fn slot_of_fields(from: &str, to: &str) -> Option<Slot> {
    let at = |text: &str| BEIJING.to_timestamp(text.parse::<DateTime>().ok()?).ok();
    let slot = Slot { from: at(from)?, to: at(to)? };
    (slot.from < slot.to).then_some(slot)
}

/// `08:30` of minutes after midnight; the next day's hours as its own.
pub fn clock_field(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// What was typed as daily hours; an end that is not after the beginning is on the next day. Nothing without a weekday,
/// or when either is no time of day.
pub fn opening_of_fields(weekdays: &[u8], from: &str, to: &str) -> Option<Opening> {
    let minutes = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    let (from, to) = (minutes(from)?, minutes(to)?);
    let to = if to <= from { to + 1440 } else { to };
    let mut weekdays = weekdays.to_vec();
    weekdays.sort_unstable();
    weekdays.dedup();
    (!weekdays.is_empty()).then_some(Opening { weekdays, from, to })
}

/// `今天 14:30` today, otherwise the whole moment.
pub fn moment_near(at: Timestamp, now: Timestamp, lang: Lang) -> String {
    if day_of(at) == day_of(now) {
        return format!("{} {}", key::PW_TODAY.text(lang), hour(BEIJING.to_datetime(at)));
    }
    crate::format::moment(at)
}
