//! The course of every booking of the demonstration.

mod means;

use std::collections::BTreeMap;

use duoyuan_core::id::ParkId;
use duoyuan_core::period::{BEIJING, Month, day_of};
use duoyuan_core::platform::{Class, Command, Enterprise, Mode, Request, Score, Slot, Step};
use duoyuan_core::zone::Zone;
use jiff::{SignedDuration, Timestamp};
use oorandom::Rand32;
use rust_decimal::Decimal;

use super::catalogue::{ALL, Sort, Thing};
use super::{By, Deed, What, wording};
use crate::demo::story::moment;

/// What becomes of a request.
enum End {
    Done,
    Declined,
    Cancelled,
    NoShow,
    Moved,
}

/// Plans month by month and remembers which slots are gone.
pub(super) struct Planner<'a> {
    pub deeds: Vec<Deed>,
    enterprises: &'a [Vec<Enterprise>],
    random: &'a mut Rand32,
    /// How much of a resource is gone, by platform, resource and beginning.
    gone: BTreeMap<(&'static str, &'static str, Timestamp), i64>,
    asked: usize,
    /// Everything is registered and open.
    start: Timestamp,
}

/// One request on its way.
struct Way<'s> {
    sort: &'s Sort,
    thing: &'s Thing,
    number: usize,
    park: ParkId,
    slot: Option<Slot>,
    amount: i64,
    asked: Timestamp,
    answered: Timestamp,
}

impl<'a> Planner<'a> {
    pub fn new(enterprises: &'a [Vec<Enterprise>], random: &'a mut Rand32, start: Timestamp) -> Self {
        Self { deeds: Vec::new(), enterprises, random, gone: BTreeMap::new(), asked: 0, start }
    }

    /// A month's bookings.
    pub fn month(&mut self, zone: &Zone, month: Month) {
        for sort in &ALL {
            let users: Vec<usize> =
                sort.open.char_indices().filter(|(_, level)| "oc".contains(*level)).map(|(n, _)| n).collect();
            for thing in sort.things {
                if thing.class == Class::Instrument {
                    self.own_use(sort, thing, month);
                }
                for _ in 0..thing.demand {
                    // Some parks are keener than others.
                    let lot = self
                        .random
                        .rand_range(0..users.len() as u32)
                        .min(self.random.rand_range(0..users.len() as u32));
                    let park = users[lot as usize];
                    if zone.parks[park].is_active(month.previous()) {
                        self.booking(zone, sort, thing, park, month);
                    }
                }
            }
        }
    }

    fn own_use(&mut self, sort: &'static Sort, thing: &'static Thing, month: Month) {
        let most = if thing.value >= 200 { 46 } else { 78 };
        let hours = Decimal::from(self.random.rand_range(most / 2..most));
        let (platform, resource) = (sort.id.into(), thing.id.into());
        let income = hours * Decimal::from(thing.price.0 / 3);
        let command = Command::StateOwnUse { platform, resource, month, hours, income };
        self.deeds.push(Deed { at: moment(month, 28, 17, 0), by: By::Owner(sort.owner), what: What::Do(command) });
    }

    fn booking(&mut self, zone: &Zone, sort: &'static Sort, thing: &'static Thing, park: usize, month: Month) {
        let amount = self.amount(thing);
        let slot = match thing.mode {
            Mode::Calendar => match self.slot(sort, thing, amount, month) {
                Some(slot) => Some(slot),
                None => return,
            },
            _ => None,
        };
        // Most owners answer within two days, some do not.
        let wait = match self.random.rand_range(0..100) {
            0..70 => self.random.rand_range(1..24),
            70..92 => self.random.rand_range(24..47),
            _ => self.random.rand_range(49..90),
        };
        let ahead = i64::from(wait + self.random.rand_range(26..160));
        let asked = match slot {
            Some(slot) => office_hour_before(before(slot.from, ahead, self.random.rand_range(0..60))),
            None => moment(month, self.random.rand_range(8..28) as i8, self.random.rand_range(9..17) as i8, 0),
        };
        if asked < self.start {
            return;
        }
        let answered = office_hour_near(after(asked, i64::from(wait)), asked);
        let (number, park) = (self.asked, zone.parks[park].id.clone());
        self.asked += 1;
        let enterprise = self.enterprise(zone, &park);
        let purposes = wording::purposes(thing.class);
        let purpose = purposes[self.random.rand_range(0..purposes.len() as u32) as usize].to_owned();
        let (platform, resource) = (sort.id.into(), thing.id.into());
        let request =
            Request { platform, resource, park: park.clone(), enterprise, slot, amount: amount.into(), purpose };
        let way = Way { sort, thing, number, park, slot, amount, asked, answered };
        self.ask(&way, request.clone(), false);
        let end = self.end(thing);
        if let (Some(slot), End::Cancelled, true) = (slot, &end, self.random.rand_range(0..2) == 0) {
            self.line_up(zone, &way, request, slot);
        }
        self.go(&way, end);
    }

    fn end(&mut self, thing: &Thing) -> End {
        let calendar = thing.mode == Mode::Calendar;
        match self.random.rand_range(0..100) {
            0..6 => End::Declined,
            6..11 => End::Cancelled,
            11..14 if calendar => End::NoShow,
            14..18 if calendar && thing.class == Class::Instrument => End::Moved,
            _ => End::Done,
        }
    }

    fn go(&mut self, way: &Way<'static>, end: End) {
        let owner = By::Owner(way.sort.owner);
        let park = By::Park(way.park.clone());
        let accept = || Step::Accepted { note: wording::accepted(way.thing.class).to_owned() };
        let mut slot = way.slot;
        match end {
            End::Declined => {
                let note = wording::declined(way.thing.class).to_owned();
                return self.step(way, way.answered, owner, Step::Declined { note });
            }
            End::Cancelled => {
                self.step(way, way.answered, owner, accept());
                let at = way.slot.map_or_else(
                    || after(way.answered, 5),
                    |slot| before(slot.from, 20, 0).max(after(way.answered, 1)),
                );
                let reason = wording::cancelled(way.thing.class).to_owned();
                return self.step(way, at, park, Step::Cancelled { reason });
            }
            End::NoShow => {
                self.step(way, way.answered, owner.clone(), accept());
                let Some(slot) = way.slot else { return };
                return self.step(way, after(slot.from, 1), owner, Step::NoShow);
            }
            End::Moved => {
                let month = way.slot.map(|slot| Month::of(day_of(slot.from)));
                let other = month.and_then(|month| self.slot(way.sort, way.thing, way.amount, month));
                match other.filter(|other| Some(other.from) > way.slot.map(|slot| slot.from)) {
                    Some(other) => {
                        let note = "当日设备校准，请改至此时段。".to_owned();
                        self.step(way, way.answered, owner.clone(), Step::Proposed { slot: other, note });
                        self.step(way, after(way.answered, 2), park.clone(), Step::Agreed);
                        slot = Some(other);
                    }
                    None => self.step(way, way.answered, owner.clone(), accept()),
                }
            }
            End::Done => self.step(way, way.answered, owner.clone(), accept()),
        }
        let done = match slot {
            Some(slot) => {
                // Who comes for a month comes in the morning.
                let hours = if slot.length().as_hours() > 24 { 9 } else { 0 };
                self.step(way, after(slot.from, hours), park.clone(), Step::CheckedIn);
                after(slot.to, 1)
            }
            None => after(way.answered, i64::from(24 * self.random.rand_range(3..20))),
        };
        let usage = self.usage(way, slot);
        let drawn = usage.credit;
        self.step(way, done, owner.clone(), Step::Used(usage));
        // A loan is paid back within the year; a share is kept.
        if way.thing.id == "loan" && !drawn.is_zero() {
            let months = self.random.rand_range(6..10);
            self.step(way, after(done, i64::from(24 * 30 * months)), owner, Step::Repaid { credit: drawn });
        }
        let score = match self.random.rand_range(0..100) {
            0..48 => Score::Satisfied,
            48..64 => Score::Fair,
            64..68 => Score::Unsatisfied,
            _ => return,
        };
        self.step(way, after(done, 20), park, Step::Rated { score, note: String::new() });
    }

    /// Another park waits for the same slot, and gets it when the first one cancels.
    fn line_up(&mut self, zone: &Zone, way: &Way<'static>, request: Request, slot: Slot) {
        let other =
            zone.parks.iter().zip(way.sort.open.chars()).find(|(park, level)| *level == 'o' && park.id != way.park);
        let Some((other, _)) = other.filter(|_| way.thing.capacity == 1) else { return };
        let number = self.asked;
        self.asked += 1;
        let park = other.id.clone();
        let enterprise = self.enterprise(zone, &park);
        let asked = after(way.asked, 1);
        let answered = before(slot.from, 12, 0);
        if !other.is_active(Month::of(day_of(asked))) || answered <= before(slot.from, 20, 0) {
            return;
        }
        let second = Way { number, park: park.clone(), asked, answered, ..*way };
        self.ask(&second, Request { park, enterprise, ..request }, true);
        self.go(&second, End::Done);
    }

    fn ask(&mut self, way: &Way<'_>, request: Request, wait: bool) {
        let command = Command::Request { request, wait };
        let what = What::Ask { number: way.number, command };
        self.deeds.push(Deed { at: way.asked, by: By::Park(way.park.clone()), what });
    }

    fn step(&mut self, way: &Way<'_>, at: Timestamp, by: By, step: Step) {
        self.deeds.push(Deed { at, by, what: What::Step { number: way.number, step } });
    }
}

/// The same, or some hour before it at which offices are open.
fn office_hour_before(at: Timestamp) -> Timestamp {
    match BEIJING.to_datetime(at).hour() {
        0..9 => before(at, 15, 0),
        18.. => before(at, 9, 0),
        _ => at,
    }
}

/// The same, or some hour near it, but after `earliest`, at which offices are open.
fn office_hour_near(at: Timestamp, earliest: Timestamp) -> Timestamp {
    let earlier = before(at, 9, 0);
    match BEIJING.to_datetime(at).hour() {
        0..9 => after(at, 9),
        18.. if earlier > earliest => earlier,
        18.. => after(at, 15),
        _ => at,
    }
}

fn after(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(at)
}

fn before(at: Timestamp, hours: i64, minutes: u32) -> Timestamp {
    let earlier = SignedDuration::from_hours(hours) + SignedDuration::from_mins(i64::from(minutes));
    at.saturating_sub(earlier).unwrap_or(at)
}
