//! Opening hours as stretches of time. A day has 24 hours: Beijing has kept no daylight saving since 1991.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::calendar::Slot;
use super::resource::Opening;
use crate::period::{BEIJING, day_of};

/// When within `range` it is open, in order, without overlaps. The hours of a day may reach into the next.
pub(crate) fn open(openings: &[Opening], range: Slot) -> Vec<Slot> {
    let mut all: Vec<Slot> = Vec::new();
    let mut day = day_of(range.from).saturating_sub(1.day());
    let last = day_of(range.to);
    while day <= last {
        let weekday = day.weekday().to_monday_one_offset();
        for opening in openings.iter().filter(|it| it.weekdays.iter().any(|at| i8::try_from(*at) == Ok(weekday))) {
            let slot = Slot { from: minutes_into(day, opening.from), to: minutes_into(day, opening.to) };
            all.extend(slot.common(range));
        }
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    all.sort();
    let mut merged: Vec<Slot> = Vec::new();
    for slot in all {
        match merged.last_mut() {
            Some(last) if slot.from <= last.to => last.to = last.to.max(slot.to),
            _ => merged.push(slot),
        }
    }
    merged
}

/// Whether it is open throughout.
pub(crate) fn covers(openings: &[Opening], slot: Slot) -> bool {
    open(openings, slot) == [slot]
}

/// The hours of one day as people write them, `08:30—12:00、14:00—18:00`; empty when it is closed.
pub(crate) fn of_day(openings: &[Opening], day: Date) -> String {
    let weekday = day.weekday().to_monday_one_offset();
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let that_day = openings.iter().filter(|it| it.weekdays.iter().any(|at| i8::try_from(*at) == Ok(weekday)));
    that_day.map(|it| format!("{}—{}", clock(it.from), clock(it.to))).collect::<Vec<_>>().join("、")
}

/// A moment of Beijing's clock; minutes may go on into the next day.
fn minutes_into(day: Date, minutes: u16) -> Timestamp {
    let at = day.at(0, 0, 0, 0).saturating_add(i64::from(minutes).minutes());
    BEIJING.to_timestamp(at).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(from: &str, to: &str) -> Slot {
        let at = |text: &str| format!("{text}:00+08:00").parse().unwrap();
        Slot { from: at(from), to: at(to) }
    }

    fn office() -> Vec<Opening> {
        vec![Opening { weekdays: vec![1, 2, 3, 4, 5], from: 8 * 60, to: 18 * 60 }]
    }

    fn night() -> Vec<Opening> {
        vec![Opening { weekdays: vec![5], from: 18 * 60, to: 30 * 60 }]
    }

    #[test]
    fn hours_are_beijings() {
        // 7 November 2026 is a Saturday.
        assert!(covers(&office(), slot("2026-11-06T08:00", "2026-11-06T18:00")));
        assert!(!covers(&office(), slot("2026-11-06T07:59", "2026-11-06T18:00")));
        assert!(!covers(&office(), slot("2026-11-06T08:00", "2026-11-06T18:01")));
        assert!(!covers(&office(), slot("2026-11-07T08:00", "2026-11-07T09:00")));
        assert!(!covers(&office(), slot("2026-11-05T08:00", "2026-11-06T18:00")), "closed at night");
    }

    #[test]
    fn a_night_reaches_into_the_next_day() {
        assert!(covers(&night(), slot("2026-11-06T22:00", "2026-11-07T06:00")));
        assert!(covers(&night(), slot("2026-11-07T00:30", "2026-11-07T02:00")));
        assert!(!covers(&night(), slot("2026-11-07T05:00", "2026-11-07T07:00")));
        let both = [office(), night()].concat();
        assert!(covers(&both, slot("2026-11-06T17:00", "2026-11-06T20:00")), "one joins the other");
    }
}
