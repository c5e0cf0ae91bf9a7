//! Sums kept as entries come in, by month and park: views add months up instead of reading bookings.

use std::collections::BTreeMap;

use imbl::OrdMap;
use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::id::{ParkId, ResourceId};
use crate::period::{Month, day_of};

/// What happened on a platform for a park in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Services done.
    pub done: u32,
    /// Requests that came to an end through the owner: done, declined, cancelled by it.
    pub valid: u32,
    /// Hours, of instruments and of all.
    pub instrument_hours: Decimal,
    pub hours: Decimal,
    /// In yuan, of everything.
    pub income: Decimal,
    /// What each instrument did.
    pub instruments: BTreeMap<ResourceId, Served>,
    /// First answers that were given.
    pub answers: Vec<Answer>,
    /// Requests that were taken back before anybody had answered, as they stood at that moment.
    pub unanswered: Vec<Answer>,
    /// Bookings whose slot came: used, and 未到. Services without a slot are in neither.
    pub came: u32,
    pub no_shows: u32,
    /// Requests that came to an end, and those among them that the park took back. A place in the waiting line that
    /// is given up is in neither.
    pub ended: u32,
    pub withdrawn: u32,
    /// 满意, 基本满意, 不满意.
    pub ratings: [u32; 3],
    /// Enterprises served, by number, ascending.
    pub enterprises: Vec<u32>,
    /// When it was last used.
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
pub(crate) struct Tallies(pub OrdMap<Month, OrdMap<ParkId, Tally>>);

impl Tallies {
    /// The tally a moment and a park belong to.
    pub fn at(&mut self, at: Timestamp, park: &ParkId) -> &mut Tally {
        self.0.entry(Month::of(day_of(at))).or_default().entry(park.clone()).or_default()
    }
}

impl Tally {
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
