//! What a period's measures are made of, added up over platforms. Months come from the tallies kept as entries
//! arrive, so that a view of the whole zone reads no booking.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::registered::years;
use super::{Period, Rules};
use crate::id::{ParkId, ResourceId};
use crate::period::{Month, day_of};
use crate::platform::{Answer, Booking, Class, Mode, Platform, Resource, Stage, Tally, due, is_late};
use crate::state::State;
use crate::zone::Zone;

/// What is looked at: a period, seen from now, for all parks or one.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    /// The state that is looked at.
    pub state: &'a State,
    /// The zone's configuration: who its parks and owners are.
    pub zone: &'a Zone,
    /// What openness is measured by: limits, classes of rated hours, weights.
    pub rules: &'a Rules,
    /// The months that are added up.
    pub period: Period,
    /// The park whose part alone is looked at; nothing for all parks.
    pub park: Option<&'a ParkId>,
    /// When it is looked at.
    pub now: Timestamp,
    /// The end of the period, or now when that is earlier.
    pub end: Timestamp,
}

impl<'a> Within<'a> {
    pub fn new(state: &'a State, zone: &'a Zone, rules: &'a Rules, period: Period, now: Timestamp) -> Self {
        let end = period.end().min(now);
        Self { state, zone, rules, period, park: None, now, end }
    }

    /// The last day looked at.
    pub fn day(&self) -> Date {
        day_of(self.end.saturating_sub(SignedDuration::from_nanos(1)).unwrap_or(self.end))
    }

    /// Whether the period's last month has begun: looked at in November, neither December nor January to December has.
    pub fn has_begun(&self) -> bool {
        Period { from: self.period.to, to: self.period.to }.start() <= self.end
    }

    /// Whether a platform was in the register by the last day looked at. Nothing is in a month that has not begun.
    pub fn has(&self, platform: &Platform) -> bool {
        self.has_begun() && day_of(platform.registered) <= self.day()
    }

    /// Within how many seconds an answer is due.
    pub fn answer_seconds(&self) -> u32 {
        u32::try_from(self.rules.limits.response_hours.hours().as_secs()).unwrap_or(u32::MAX)
    }

    fn counts(&self, park: &ParkId) -> bool {
        self.park.is_none_or(|own| own == park)
    }
}

/// Sums of one platform, of an owner's, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// How many platforms are in the register at the period's end.
    pub platforms: u32,
    /// How many of these are open (开放 or 有条件开放) to every branch park, or to the one park that is looked at.
    pub open: u32,
    /// How many of these are open to at least one branch park.
    pub open_to_some: u32,
    /// How many instruments are in the register at the period's end, in 台: a line of the register with three like ones
    /// is 3.
    pub instruments: Decimal,
    /// How many of these have an original value each of at least the configured limit, in 台.
    pub valued: Decimal,
    /// How many of the valued ones are networked 入网, in 台.
    pub valued_networked: Decimal,
    /// How many instruments are networked, whatever their value, in 台.
    pub networked: Decimal,
    /// How many of the networked ones can be asked for and are not only listed, in 台.
    pub networked_bookable: Decimal,
    /// Instruments, each as long as it was in the register within the period, in years of an instrument: two that came
    /// in the middle of a year are 1. See [`super::registered`].
    pub instrument_years: Decimal,
    /// How many instruments have no original value because nobody has stated one, in 台.
    pub unvalued: Decimal,
    /// Effective hours of instruments for others than their owner, whether its own hours are stated or not.
    pub external_hours: Decimal,
    /// How many of these hours were for parks other than the one the owner belongs to.
    pub cross_hours: Decimal,
    /// The owners' own income, in yuan, as far as it is stated.
    pub own_income: Decimal,
    /// Income from others, in yuan, of every resource: instruments, places, services, credit.
    pub external_income: Decimal,
    /// What the months of instruments sum up to whose own hours are stated.
    pub stated: Stated,
    /// Months of instruments that are missing there: in the register, or used, and nobody has stated own hours. Two
    /// instruments of which nothing is stated for January to March are 6 台月.
    pub lacking: Decimal,
    /// How many of these months are of instruments with an original value, in 台月.
    pub lacking_valued: Decimal,
    /// How many services were done.
    pub done: u32,
    /// How many requests came to an end through the owner: done, declined, cancelled by it.
    pub valid: u32,
    /// The first answers that were given, each with the seconds it took.
    pub answers: Vec<Answer>,
    /// How many requests should have been answered and were not.
    pub overdue: u32,
    /// How many bookings were used when their slot came; services without a slot are not among them. See [`Tally`].
    pub came: u32,
    /// How many bookings were not used when their slot came 未到.
    pub no_shows: u32,
    /// How many requests came to an end, whoever ended them; a place in a waiting line that is given up is none.
    pub ended: u32,
    /// How many of these the park took back.
    pub withdrawn: u32,
    /// How many ratings there are: 满意, 基本满意, 不满意.
    pub ratings: [u32; 3],
    /// The enterprises that were served, each once however often.
    pub enterprises: Numbers,
    /// The enterprises of branch parks that were served, each once.
    pub branch_enterprises: Numbers,
    /// The branch parks for which at least one service was done.
    pub users: BTreeSet<ParkId>,
}

/// Sums over the months of instruments whose own hours are stated 已填报自用机时的台月, and over nothing else: what
/// needs own hours is made of them alone, above and below. Of an instrument with 25 own hours stated for April and
/// nothing for May only April counts, with what it did for others in April and its rated hours of April.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    /// How many they are, in months of an instrument 台月.
    pub months: Decimal,
    /// Hours the instruments are rated at in these months: of one rated at 1,400 hours a year, 700 for half a year.
    pub rated: Decimal,
    /// Instruments, each as long as it was in the register in these months, in years of an instrument.
    pub instrument_years: Decimal,
    /// Original values, in 万元 and as long as the instrument was in the register: 200 万元 for half a year are 100. See
    /// [`super::registered`].
    pub value_years: Decimal,
    /// Hours the owners used the instruments themselves.
    pub own_hours: Decimal,
    /// Effective hours for others than the owner.
    pub external_hours: Decimal,
    /// Income from within the owners, in yuan.
    pub own_income: Decimal,
    /// Income from others, in yuan.
    pub external_income: Decimal,
    /// Income from within the owners, in yuan, of the instruments that have an original value.
    pub own_valued_income: Decimal,
    /// Income from others, in yuan, of the instruments that have an original value.
    pub external_valued_income: Decimal,
}

impl Stated {
    fn add(&mut self, other: &Self) {
        let decimals = [
            (&mut self.months, other.months),
            (&mut self.rated, other.rated),
            (&mut self.instrument_years, other.instrument_years),
            (&mut self.value_years, other.value_years),
            (&mut self.own_hours, other.own_hours),
            (&mut self.external_hours, other.external_hours),
            (&mut self.own_income, other.own_income),
            (&mut self.external_income, other.external_income),
            (&mut self.own_valued_income, other.own_valued_income),
            (&mut self.external_valued_income, other.external_valued_income),
        ];
        for (own, other) in decimals {
            *own = own.saturating_add(other);
        }
    }
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
    /// How many services were done for the park in the period.
    pub count: u32,
    /// Hours it used, of all resources.
    pub hours: Decimal,
    /// When it was last used, up to the period's end: in the period or before.
    pub last: Option<Timestamp>,
}

/// Sums of a platform, and its use by park.
pub(crate) fn sums<'a>(within: &Within<'a>, platform: &'a Platform) -> (Sums, BTreeMap<&'a ParkId, Use>) {
    let mut sums = Sums { platforms: u32::from(within.has(platform)), ..Sums::default() };
    let day = within.day();
    (sums.open, sums.open_to_some) = open(within, platform, day);
    things(&mut sums, within, platform, day);
    let has_value = |id: &ResourceId| platform.resources.get(id).is_some_and(|held| value(&held.resource).is_some());
    let mut unstated: BTreeSet<(Month, &ResourceId)> = BTreeSet::new();
    if within.park.is_none() {
        own(&mut sums, &mut unstated, within, platform, day);
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
            for (id, served) in tally.instruments.iter().filter(|_| within.park.is_none()) {
                if !platform.has_stated(id, *month) {
                    unstated.insert((*month, id));
                    continue;
                }
                let stated = &mut sums.stated;
                stated.external_hours = stated.external_hours.saturating_add(served.hours);
                stated.external_income = stated.external_income.saturating_add(served.income);
                if has_value(id) {
                    stated.external_valued_income = stated.external_valued_income.saturating_add(served.income);
                }
            }
            let limit = within.answer_seconds();
            sums.overdue += tally.unanswered.iter().filter(|it| !it.is_in_time(limit)).count() as u32;
            // A park knows what it said itself.
            if within.park.is_some() {
                sums.ratings.iter_mut().zip(tally.ratings).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    if within.park.is_none() {
        sums.ratings = platform.ratings.sum(within.period.from..=within.period.to);
    }
    sums.overdue += overdue(within, platform);
    for (_, id) in unstated {
        let count = platform.resources.get(id).filter(|held| held.resource.class == Class::Instrument);
        let count = count.map(|held| held.resource.capacity).unwrap_or_default();
        sums.lacking = sums.lacking.saturating_add(count);
        if has_value(id) {
            sums.lacking_valued = sums.lacking_valued.saturating_add(count);
        }
    }
    (sums, uses)
}

/// What owners state of their own use, with what was there in the same months; and the months of instruments in the
/// register of which nothing is stated.
fn own<'a>(
    sums: &mut Sums,
    unstated: &mut BTreeSet<(Month, &'a ResourceId)>,
    within: &Within<'_>,
    platform: &'a Platform,
    day: Date,
) {
    let instruments = platform.resources.iter().filter(|(_, held)| held.resource.class == Class::Instrument);
    for (id, held) in instruments {
        let (resource, first) = (&held.resource, within.period.from.max(Month::of(held.since)));
        let (count, hours, value) = (resource.capacity, rated(within, resource), value(resource));
        for month in first.to(within.period.to.min(Month::of(day))) {
            let years = years(held, Period { from: month, to: month }, day);
            let Some(own) = platform.own_use.get(&(month, id.clone())).filter(|_| platform.has_stated(id, month))
            else {
                if !years.is_zero() {
                    unstated.insert((month, id));
                }
                continue;
            };
            sums.own_income = sums.own_income.saturating_add(own.income);
            let stated = &mut sums.stated;
            stated.months = stated.months.saturating_add(count);
            stated.rated = stated.rated.saturating_add(hours.saturating_mul(count).saturating_mul(years));
            stated.instrument_years = stated.instrument_years.saturating_add(count.saturating_mul(years));
            stated.own_hours = stated.own_hours.saturating_add(own.hours);
            stated.own_income = stated.own_income.saturating_add(own.income);
            if let Some(value) = value {
                stated.value_years = stated.value_years.saturating_add(value.saturating_mul(years));
                stated.own_valued_income = stated.own_valued_income.saturating_add(own.income);
            }
        }
    }
}

/// Hours a year that an instrument is rated at. One without a class of its own counts as the first one says.
fn rated(within: &Within<'_>, resource: &Resource) -> Decimal {
    let class = within.rules.rated.iter().find(|class| Some(&class.id) == resource.rated.as_ref());
    class.or(within.rules.rated.first()).map(|class| class.hours).unwrap_or_default()
}

/// Whether a platform is open (开放 or 有条件开放) to every branch park of the period's last month, and to any; for one
/// park, whether it is open to it. Nothing is open before it is in the register.
fn open(within: &Within<'_>, platform: &Platform, day: Date) -> (u32, u32) {
    let is_open = |park: &ParkId| platform.openness_on(park, day).is_some_and(|change| change.openness.is_open());
    let branches = || within.zone.active(within.period.to).filter(|park| !park.main);
    let (all, some) = match within.park {
        Some(park) => (is_open(park), is_open(park)),
        None => (branches().all(|park| is_open(&park.id)), branches().any(|park| is_open(&park.id))),
    };
    let registered = within.has(platform);
    // Where there is no branch park nothing is open to all of them.
    (u32::from(registered && all && some), u32::from(registered && some))
}

/// The original value of a resource, when somebody has stated one.
fn value(resource: &Resource) -> Option<Decimal> {
    resource.value.filter(|value| !value.is_zero())
}

/// What the register says is there.
fn things(sums: &mut Sums, within: &Within<'_>, platform: &Platform, day: Date) {
    let instruments = platform.resources.values().filter(|held| held.resource.class == Class::Instrument);
    for held in instruments {
        let resource = &held.resource;
        let count = resource.capacity;
        let years = years(held, within.period, day);
        sums.instrument_years = sums.instrument_years.saturating_add(count.saturating_mul(years));
        let value = value(resource);
        if !held.is_listed(day) {
            continue;
        }
        sums.instruments = sums.instruments.saturating_add(count);
        if value.is_none() {
            sums.unvalued = sums.unvalued.saturating_add(count);
        }
        // The limit is for one; the value is of all together.
        let each = value.and_then(|value| value.checked_div(count)).unwrap_or_default();
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
    sums.came += tally.came;
    sums.no_shows += tally.no_shows;
    sums.ended += tally.ended;
    sums.withdrawn += tally.withdrawn;
    sums.answers.extend(&tally.answers);
    tally.enterprises.iter().for_each(|number| sums.enterprises.insert(*number));
    if branch && tally.done > 0 {
        tally.enterprises.iter().for_each(|number| sums.branch_enterprises.insert(*number));
        sums.users.insert(park.clone());
    }
}

/// Requests that nobody has answered and that became due within the period.
fn overdue(within: &Within<'_>, platform: &Platform) -> u32 {
    let (limits, start) = (&within.rules.limits, within.period.start());
    let bookings = platform.active.iter().filter_map(|id| within.state.platforms.booking(*id));
    let waiting = bookings.filter(|booking| booking.stage == Stage::Requested && within.counts(&booking.request.park));
    let became_due = |booking: &&Booking| due(booking, limits).is_some_and(|due| start <= due);
    waiting.filter(became_due).filter(|booking| is_late(booking, limits, within.end)).count() as u32
}

impl Sums {
    pub fn add(&mut self, other: &Self) {
        self.platforms += other.platforms;
        self.open += other.open;
        self.open_to_some += other.open_to_some;
        let decimals = [
            (&mut self.instruments, other.instruments),
            (&mut self.valued, other.valued),
            (&mut self.valued_networked, other.valued_networked),
            (&mut self.networked, other.networked),
            (&mut self.networked_bookable, other.networked_bookable),
            (&mut self.instrument_years, other.instrument_years),
            (&mut self.unvalued, other.unvalued),
            (&mut self.lacking, other.lacking),
            (&mut self.lacking_valued, other.lacking_valued),
            (&mut self.external_hours, other.external_hours),
            (&mut self.cross_hours, other.cross_hours),
            (&mut self.own_income, other.own_income),
            (&mut self.external_income, other.external_income),
        ];
        for (own, other) in decimals {
            *own = own.saturating_add(other);
        }
        self.stated.add(&other.stated);
        self.done += other.done;
        self.valid += other.valid;
        self.answers.extend(&other.answers);
        self.overdue += other.overdue;
        self.came += other.came;
        self.no_shows += other.no_shows;
        self.ended += other.ended;
        self.withdrawn += other.withdrawn;
        self.ratings.iter_mut().zip(other.ratings).for_each(|(sum, count)| *sum += count);
        self.enterprises.add(&other.enterprises);
        self.branch_enterprises.add(&other.branch_enterprises);
        self.users.extend(other.users.iter().cloned());
    }
}
