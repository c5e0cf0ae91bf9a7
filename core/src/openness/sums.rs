//! What a period's measures are made of, added up over platforms. Months come from the tallies kept as entries
//! arrive, so that a view of the whole zone reads no booking.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::{Period, Rules};
use crate::id::ParkId;
use crate::period::day_of;
use crate::platform::{Class, Mode, Platform, Stage, Tally};
use crate::state::State;
use crate::zone::Zone;

/// What is looked at: a period, seen from now, for all parks or one.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    pub state: &'a State,
    pub zone: &'a Zone,
    pub rules: &'a Rules,
    pub period: Period,
    /// One park's part alone.
    pub park: Option<&'a ParkId>,
    /// The end of the period, or now when that is earlier.
    pub end: Timestamp,
}

impl<'a> Within<'a> {
    pub fn new(state: &'a State, zone: &'a Zone, rules: &'a Rules, period: Period, now: Timestamp) -> Self {
        let end = period.end().min(now);
        Self { state, zone, rules, period, park: None, end }
    }

    /// The last day looked at.
    pub fn day(&self) -> Date {
        day_of(self.end.saturating_sub(SignedDuration::from_nanos(1)).unwrap_or(self.end))
    }

    fn counts(&self, park: &ParkId) -> bool {
        self.park.is_none_or(|own| own == park)
    }
}

/// Sums of one platform, of an owner's, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub platforms: u32,
    pub open: u32,
    /// Instruments by how many there are of each.
    pub instruments: Decimal,
    pub valued: Decimal,
    pub valued_networked: Decimal,
    pub networked: Decimal,
    pub networked_bookable: Decimal,
    /// Rated hours of the period.
    pub rated: Decimal,
    /// 万元.
    pub value: Decimal,
    /// Hours of instruments: the owners' own, others', and other parks' among them.
    pub own_hours: Decimal,
    pub external_hours: Decimal,
    pub cross_hours: Decimal,
    /// Yuan.
    pub own_income: Decimal,
    pub external_income: Decimal,
    pub done: u32,
    pub valid: u32,
    /// Seconds to first answers.
    pub answers: Vec<u32>,
    /// Requests that should have been answered and are not.
    pub overdue: u32,
    pub ratings: [u32; 3],
    pub enterprises: Numbers,
    pub branch_enterprises: Numbers,
    /// Branch parks that used anything.
    pub users: BTreeSet<ParkId>,
}

/// A set of small numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers(Vec<u64>);

impl Numbers {
    fn insert(&mut self, number: u32) {
        let word = number as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number % 64);
    }

    fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

/// What a platform is to one park in the period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Use {
    pub count: u32,
    pub hours: Decimal,
    /// Up to the period's end, in the period or before.
    pub last: Option<Timestamp>,
}

/// Sums of a platform, and its use by park.
pub(crate) fn sums<'a>(within: &Within<'a>, platform: &'a Platform) -> (Sums, BTreeMap<&'a ParkId, Use>) {
    let mut sums = Sums { platforms: 1, ..Sums::default() };
    let day = within.day();
    let members = within.zone.members(within.period.to).filter(|park| !park.main && within.counts(&park.id));
    let is_open = |park: &ParkId| platform.openness_on(park, day).is_some_and(|change| change.openness.is_open());
    let open = match within.park {
        Some(park) => is_open(park),
        None => members.into_iter().any(|park| is_open(&park.id)),
    };
    sums.open = u32::from(open);
    things(&mut sums, within, platform, day);
    for ((month, _), own) in &platform.own_use {
        if within.period.contains(*month) && within.park.is_none() {
            sums.own_hours = sums.own_hours.saturating_add(own.hours);
            sums.own_income = sums.own_income.saturating_add(own.income);
        }
    }
    let home = within.zone.owner(&platform.details.owner).map(|owner| &owner.park);
    let main = within.zone.parks.iter().find(|park| park.main).map(|park| &park.id);
    let mut uses: BTreeMap<&ParkId, Use> = BTreeMap::new();
    for (month, parks) in platform.tallies.0.range(..=within.period.to) {
        for (park, tally) in parks.iter().filter(|(park, _)| within.counts(park)) {
            let used = uses.entry(park).or_default();
            used.last = used.last.max(tally.last_use);
            if *month < within.period.from {
                continue;
            }
            used.count += tally.done;
            used.hours = used.hours.saturating_add(tally.hours);
            take(&mut sums, park, tally, home != Some(park), main != Some(park));
            // A park knows what it said itself.
            if within.park.is_some() {
                sums.ratings.iter_mut().zip(tally.ratings).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    if within.park.is_none() {
        sums.ratings = platform.ratings.sum(within.period.from..=within.period.to);
    }
    sums.overdue = overdue(within, platform);
    (sums, uses)
}

/// What the register says is there.
fn things(sums: &mut Sums, within: &Within<'_>, platform: &Platform, day: Date) {
    let months = Decimal::from(within.period.months());
    let instruments = platform.resources.values().filter(|held| held.is_listed(day));
    for resource in instruments.map(|held| &held.resource).filter(|it| it.class == Class::Instrument) {
        let count = resource.capacity;
        let value = resource.value.unwrap_or_default();
        // The limit is for one; the value is of all together.
        let each = value.checked_div(count).unwrap_or_default();
        sums.instruments = sums.instruments.saturating_add(count);
        sums.value = sums.value.saturating_add(value);
        if each >= within.rules.limits.networked_from.value {
            sums.valued = sums.valued.saturating_add(count);
            if resource.networked {
                sums.valued_networked = sums.valued_networked.saturating_add(count);
            }
        }
        if resource.networked {
            sums.networked = sums.networked.saturating_add(count);
            if resource.mode != Mode::Listed {
                sums.networked_bookable = sums.networked_bookable.saturating_add(count);
            }
        }
        let class = within.rules.rated.iter().find(|class| Some(&class.id) == resource.rated.as_ref());
        // An instrument without a class of its own counts as the first one says.
        let hours = class.or(within.rules.rated.first()).map(|class| class.hours).unwrap_or_default();
        let rated = hours.saturating_mul(count).saturating_mul(months) / Decimal::from(12);
        sums.rated = sums.rated.saturating_add(rated);
    }
}

fn take(sums: &mut Sums, park: &ParkId, tally: &Tally, cross: bool, branch: bool) {
    sums.external_hours = sums.external_hours.saturating_add(tally.instrument_hours);
    if cross {
        sums.cross_hours = sums.cross_hours.saturating_add(tally.instrument_hours);
    }
    sums.external_income = sums.external_income.saturating_add(tally.income);
    sums.done += tally.done;
    sums.valid += tally.valid;
    sums.answers.extend(&tally.answers);
    tally.enterprises.iter().for_each(|number| sums.enterprises.insert(*number));
    if branch && tally.done > 0 {
        tally.enterprises.iter().for_each(|number| sums.branch_enterprises.insert(*number));
        sums.users.insert(park.clone());
    }
}

fn overdue(within: &Within<'_>, platform: &Platform) -> u32 {
    let limit = within.rules.limits.response_hours.hours();
    let start = within.period.start();
    let bookings = platform.active.iter().filter_map(|id| within.state.platforms.booking(*id));
    let waiting = bookings.filter(|booking| booking.stage == Stage::Requested && within.counts(&booking.request.park));
    let due = waiting.filter_map(|booking| booking.clock.checked_add(limit).ok());
    due.filter(|due| start <= *due && *due <= within.end).count() as u32
}

impl Sums {
    pub fn add(&mut self, other: &Self) {
        self.platforms += other.platforms;
        self.open += other.open;
        let decimals = [
            (&mut self.instruments, other.instruments),
            (&mut self.valued, other.valued),
            (&mut self.valued_networked, other.valued_networked),
            (&mut self.networked, other.networked),
            (&mut self.networked_bookable, other.networked_bookable),
            (&mut self.rated, other.rated),
            (&mut self.value, other.value),
            (&mut self.own_hours, other.own_hours),
            (&mut self.external_hours, other.external_hours),
            (&mut self.cross_hours, other.cross_hours),
            (&mut self.own_income, other.own_income),
            (&mut self.external_income, other.external_income),
        ];
        for (own, other) in decimals {
            *own = own.saturating_add(other);
        }
        self.done += other.done;
        self.valid += other.valid;
        self.answers.extend(&other.answers);
        self.overdue += other.overdue;
        self.ratings.iter_mut().zip(other.ratings).for_each(|(sum, count)| *sum += count);
        self.enterprises.add(&other.enterprises);
        self.branch_enterprises.add(&other.branch_enterprises);
        self.users.extend(other.users.iter().cloned());
    }
}
