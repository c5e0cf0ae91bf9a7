//! Sums kept as entries come in, by month and park: views add months up instead of reading bookings.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::id::ParkId;
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
    /// In yuan.
    pub income: Decimal,
    /// Seconds to each first answer.
    pub answers: Vec<u32>,
    /// 满意, 基本满意, 不满意.
    pub ratings: [u32; 3],
    /// Enterprises served, by number, ascending.
    pub enterprises: Vec<u32>,
    /// When it was last used.
    pub last_use: Option<Timestamp>,
}

/// All tallies of a platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tallies(pub BTreeMap<Month, BTreeMap<ParkId, Tally>>);

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

/// As seconds, at most 136 years.
pub(crate) fn seconds(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.duration_since(from).as_secs().max(0)).unwrap_or(u32::MAX)
}
