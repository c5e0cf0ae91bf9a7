//! A resource's calendar by the hour, for a strip of a day: what is open, what is left, what is not.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rust_decimal::Decimal;

use super::catalogue::Maintenance;
use super::page::Taken;
use crate::period::{BEIJING, day_of};
use crate::platform::{Hours, Opening, Resource, Slot};
use crate::words::{Key, key};

/// An hour of a strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StripHour {
    /// Which; of an hour that is half open the open part.
    pub slot: Slot,
    /// How it stands.
    pub state: StripState,
    /// How much of the capacity is left throughout the hour.
    pub left: Decimal,
}

/// How an hour stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripState {
    /// Not open.
    Shut,
    /// Over.
    Past,
    /// 维护.
    Maintenance,
    /// 约满.
    Full,
    /// Some is left.
    Part,
    /// All is left.
    Free,
}

impl StripState {
    /// Its shape, which no other has.
    pub fn shape(self) -> &'static str {
        match self {
            Self::Free => "○",
            Self::Part => "n",
            Self::Full => "■",
            Self::Maintenance => "▲",
            Self::Shut | Self::Past => "·",
        }
    }

    /// The key of the word for how the hour stands.
    pub fn word(self) -> Key {
        match self {
            Self::Free => key::PW_HOUR_FREE,
            Self::Part => key::PW_HOUR_PART,
            Self::Full => key::PW_HOUR_FULL,
            Self::Maintenance => key::PW_HOUR_MAINTENANCE,
            Self::Shut => key::PW_HOUR_SHUT,
            Self::Past => key::PW_HOUR_PAST,
        }
    }
}

/// The hours of the day worth a column: from the earliest opening of any resource to the latest closing.
pub fn strip_hours<'a>(resources: impl Iterator<Item = &'a Resource>, standard: &[Opening]) -> std::ops::Range<i64> {
    let openings: Vec<Opening> = resources.flat_map(|resource| openings(resource, standard)).collect();
    let first = openings.iter().map(|opening| i64::from(opening.from) / 60).min();
    let last = openings.iter().map(|opening| (i64::from(opening.to) + 59) / 60).max();
    match (first, last) {
        // What goes on after midnight is in the early hours of every day.
        (Some(_), Some(25..)) => 0..24,
        (Some(first), Some(last)) if first < last => first..last,
        _ => 8..18,
    }
}

/// How many days a calendar looks ahead for one that is open.
const AHEAD: i64 = 14;

/// The day a calendar opens on: the next day on which any of the resources is open at an hour still to come, today and
/// two weeks on; today when there is none. On Saturday the 28th of November, and on Friday after closing time, a
/// calendar of office hours opens on Monday the 30th. What is taken or under maintenance is open.
pub fn strip_day<'a>(resources: impl Iterator<Item = &'a Resource>, standard: &[Opening], now: Timestamp) -> Date {
    let today = day_of(now);
    let end = today.saturating_add((AHEAD + 1).days()).at(0, 0, 0, 0);
    let range = Slot { from: now, to: BEIJING.to_timestamp(end).unwrap_or(now) };
    let next = |resource| crate::platform::open_hours(&openings(resource, standard), range).first().map(|it| it.from);
    resources.filter_map(next).min().map_or(today, day_of)
}

/// The hours of a day of a resource.
pub fn strip(
    resource: &Resource,
    standard: &[Opening],
    (taken, maintenance): (&[Taken], &[Maintenance]),
    (day, hours): (Date, std::ops::Range<i64>),
    now: Timestamp,
) -> Vec<StripHour> {
    let openings = openings(resource, standard);
    let moment = |hour: i64| BEIJING.to_timestamp(day.at(0, 0, 0, 0).saturating_add(hour.hours())).ok();
    let slots = hours.filter_map(|hour| Some(Slot { from: moment(hour)?, to: moment(hour + 1)? }));
    let hour = |whole: Slot| {
        // Of an hour that begins or ends half open there is the open part.
        let open = crate::platform::open_hours(&openings, whole).first().copied();
        let slot = open.unwrap_or(whole);
        let left = resource.capacity - peak(taken.iter().filter(|it| it.resource == resource.id), slot);
        let serviced = |it: &Maintenance| it.resource == resource.id && it.slot.overlaps(slot);
        let state = match () {
            () if slot.to <= now => StripState::Past,
            () if open.is_none() => StripState::Shut,
            () if maintenance.iter().any(serviced) => StripState::Maintenance,
            () if left <= Decimal::ZERO => StripState::Full,
            () if left < resource.capacity => StripState::Part,
            () => StripState::Free,
        };
        StripHour { slot, state, left: left.max(Decimal::ZERO) }
    };
    slots.map(hour).collect()
}

fn openings(resource: &Resource, standard: &[Opening]) -> Vec<Opening> {
    match &resource.hours {
        Hours::Standard => standard.to_vec(),
        Hours::Always => vec![Opening { weekdays: (1..=7).collect(), from: 0, to: 1440 }],
        Hours::Own(own) => own.clone(),
    }
}

/// The most that is taken at any instant: it changes only where something begins.
fn peak<'a>(taken: impl Iterator<Item = &'a Taken>, slot: Slot) -> Decimal {
    let taken: Vec<&Taken> = taken.filter(|it| it.slot.overlaps(slot)).collect();
    let at = |instant: Timestamp| {
        let holding = taken.iter().filter(|it| it.slot.from <= instant && instant < it.slot.to);
        holding.map(|it| it.amount).sum::<Decimal>()
    };
    taken.iter().map(|it| at(it.slot.from.max(slot.from))).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{Class, Mode};

    fn slot(from: &str, to: &str) -> Slot {
        let at = |text: &str| format!("2026-11-{text}:00+08:00").parse().unwrap();
        Slot { from: at(from), to: at(to) }
    }

    fn bench() -> Resource {
        Resource {
            id: "bench".into(),
            name: "试验台".to_owned(),
            class: Class::Instrument,
            capacity: 2.into(),
            unit: "台".to_owned(),
            rated: None,
            value: None,
            networked: true,
            mode: Mode::Calendar,
            hours: Hours::Standard,
            longest_hours: None,
            price: None,
        }
    }

    fn taken(slot: Slot) -> Taken {
        Taken { resource: "bench".into(), slot, amount: 1.into(), booking: None, park: None }
    }

    #[test]
    fn an_hour_says_how_much_is_left_throughout() {
        let office = [Opening { weekdays: vec![1, 2, 3, 4, 5], from: 480, to: 1080 }];
        assert_eq!(strip_hours([bench()].iter(), &office), 8..18);
        let held = [
            taken(slot("23T09:30", "23T10:30")),
            taken(slot("23T10:00", "23T11:00")),
            taken(slot("23T11:00", "23T11:30")),
            taken(slot("23T11:30", "23T12:00")),
        ];
        let service = Maintenance {
            id: 1,
            platform: "lab".into(),
            platform_name: String::new(),
            resource: "bench".into(),
            resource_name: String::new(),
            slot: slot("23T12:30", "23T13:00"),
            why: String::new(),
        };
        let now = slot("23T08:00", "23T09:00").to;
        let day = "2026-11-23".parse().unwrap();
        let hours = strip(&bench(), &office, (&held, &[service]), (day, 7..14), now);
        let states: Vec<_> = hours.iter().map(|hour| (hour.state, hour.left)).collect();
        let left = |n: i64| Decimal::from(n);
        assert_eq!(states[0], (StripState::Past, left(2)));
        assert_eq!(states[2], (StripState::Part, left(1)));
        assert_eq!(states[3], (StripState::Full, left(0)));
        assert_eq!(states[4], (StripState::Part, left(1)), "one after the other is one at a time");
        assert_eq!(states[5], (StripState::Maintenance, left(2)));
        assert_eq!(states[6], (StripState::Free, left(2)));
        let late = [Opening { from: 510, ..office[0].clone() }];
        let cut = strip(&bench(), &late, (&[], &[]), ("2026-11-24".parse().unwrap(), 8..9), now);
        assert_eq!((cut[0].slot, cut[0].state), (slot("24T08:30", "24T09:00"), StripState::Free));
        let sunday = strip(&bench(), &office, (&[], &[]), ("2026-11-29".parse().unwrap(), 8..9), now);
        assert_eq!(sunday[0].state, StripState::Shut);
    }
    #[test]
    fn a_calendar_opens_on_the_next_day_that_is_open() {
        let opening = |weekdays: &[u8], from, to| Opening { weekdays: weekdays.to_vec(), from, to };
        let office = [opening(&[1, 2, 3, 4, 5], 480, 1080)];
        let own = |openings: Vec<Opening>| Resource { hours: Hours::Own(openings), ..bench() };
        let always = Resource { hours: Hours::Always, ..bench() };
        let check = |resources: &[Resource], now: &str, expected: &str| {
            let at = format!("2026-{now}:00+08:00").parse().unwrap();
            assert_eq!(strip_day(resources.iter(), &office, at).to_string(), format!("2026-{expected}"), "{now}");
        };
        // 28 November 2026 is a Saturday.
        check(&[bench()], "11-27T17:59", "11-27");
        check(&[bench()], "11-27T18:00", "11-30");
        check(&[bench()], "11-28T09:00", "11-30");
        check(&[bench()], "11-30T00:30", "11-30");
        check(&[always, bench()], "11-28T23:59", "11-28");
        check(&[own(vec![opening(&[7], 540, 1020)]), bench()], "11-28T09:00", "11-29");
        // The early hours of Saturday are Friday's night.
        check(&[own(vec![opening(&[5], 1080, 1800)])], "11-28T02:00", "11-28");
        check(&[own(vec![opening(&[5], 1080, 1800)])], "11-28T07:00", "12-04");
        // Nothing that is open: today, which says so.
        check(&[own(Vec::new())], "11-28T09:00", "11-28");
        check(&[], "11-28T09:00", "11-28");
    }
}
