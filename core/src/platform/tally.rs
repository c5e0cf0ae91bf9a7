//! Sums kept as entries come in, by month and park: views add months up instead of reading bookings.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::id::{ParkId, ResourceId};
use crate::kept::kept;
use crate::period::{Month, day_of};

/// What happened on a platform for a park in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How many services were done.
    pub done: u32,
    /// How many requests came to an end through the owner: done, declined, cancelled by it.
    pub valid: u32,
    /// Effective hours of instruments.
    pub instrument_hours: Decimal,
    /// Effective hours of all resources, instruments among them.
    pub hours: Decimal,
    /// Income from the park's use of every resource, in yuan.
    pub income: Decimal,
    /// What each instrument did for the park.
    pub instruments: Vec<(ResourceId, Served)>,
    /// The first answers that were given, each with the seconds it took.
    pub answers: Vec<Answer>,
    /// Requests that were taken back before anybody had answered, as they stood at that moment.
    pub unanswered: Vec<Answer>,
    /// How many bookings were used when their slot came. Services without a slot are neither here nor among the next.
    pub came: u32,
    /// How many bookings were not used when their slot came 未到.
    pub no_shows: u32,
    /// How many requests came to an end. A place in the waiting line that is given up is neither here nor among the next.
    pub ended: u32,
    /// How many of these the park took back.
    pub withdrawn: u32,
    /// How many ratings the park gave: 满意, 基本满意, 不满意.
    pub ratings: [u32; 3],
    /// The enterprises served, each once, by the numbers they got when they first came up, ascending.
    pub enterprises: Vec<u32>,
    /// When the park last used the platform.
    pub last_use: Option<Timestamp>,
}

/// What an instrument did for a park in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Served {
    /// Effective hours 有效机时 that were recorded for the park, in the month of the slot.
    pub hours: Decimal,
    /// Income 服务收入 from that use, in yuan.
    pub income: Decimal,
}

/// How long a request waited for its first answer, or for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Seconds, begun ones counted whole, at most 136 years.
    pub seconds: u32,
    /// Whether it was before the slot began, or there was none.
    pub before_slot: bool,
}

/// All tallies of a platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tallies(pub OrdMap<Month, OrdMap<ParkId, Arc<Tally>>>);

impl Tallies {
    /// The tally a moment and a park belong to.
    pub fn at(&mut self, at: Timestamp, park: &ParkId) -> &mut Tally {
        Arc::make_mut(self.0.entry(Month::of(day_of(at))).or_default().entry(park.clone()).or_default())
    }
}

impl Tally {
    /// What an instrument did, to be added to.
    pub fn of_instrument(&mut self, id: &ResourceId) -> &mut Served {
        let place = match self.instruments.binary_search_by(|(known, _)| known.cmp(id)) {
            Ok(place) => place,
            Err(place) => {
                self.instruments.insert(place, (id.clone(), Served::default()));
                place
            }
        };
        &mut self.instruments[place].1
    }

    pub fn served(&mut self, enterprise: u32) {
        if let Err(place) = self.enterprises.binary_search(&enterprise) {
            self.enterprises.insert(place, enterprise);
        }
    }
}

impl Answer {
    /// What a request waited from `clock` to `at` for; `slot` is when its slot begins.
    pub fn at(clock: Timestamp, slot: Option<Timestamp>, at: Timestamp) -> Self {
        let waited = at.duration_since(clock);
        let begun = i64::from(waited.subsec_nanos() > 0);
        let seconds = u32::try_from((waited.as_secs() + begun).max(0)).unwrap_or(u32::MAX);
        Self { seconds, before_slot: slot.is_none_or(|from| at < from) }
    }

    /// Whether it was in time, when answers are due within so many seconds: see [`super::due`].
    pub fn is_in_time(self, limit: u32) -> bool {
        self.before_slot && self.seconds <= limit
    }
}

kept!(struct Tally { done, valid, instrument_hours, hours, income, instruments, answers, unanswered, came, no_shows, ended, withdrawn, ratings, enterprises, last_use });
kept!(struct Served { hours, income });
kept!(struct Answer { seconds, before_slot });
kept!(struct Tallies(_));
