//! Slots and who holds them: half-open stretches of time, as instants.

use crate::kept::kept;
use std::collections::BTreeMap;

use imbl::OrdMap;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::booking::BookingId;

/// A stretch of time: `from` belongs to it, `to` does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
}

impl Slot {
    /// Whether both have an instant in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// How long it is.
    pub fn length(self) -> SignedDuration {
        self.to.duration_since(self.from)
    }

    /// What both have in common.
    pub fn common(self, other: Self) -> Option<Self> {
        let common = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (common.from < common.to).then_some(common)
    }
}

/// Who holds how much of a resource, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Calendar {
    taken: OrdMap<(Timestamp, BookingId), Taken>,
    /// No slot was ever longer: how far back one must look for what reaches into a stretch.
    longest: SignedDuration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Taken {
    to: Timestamp,
    amount: Decimal,
}

/// Part of a resource that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hold {
    pub booking: BookingId,
    pub slot: Slot,
    pub amount: Decimal,
}

impl Calendar {
    pub fn take(&mut self, hold: Hold) {
        self.longest = self.longest.max(hold.slot.length());
        self.taken.insert((hold.slot.from, hold.booking), Taken { to: hold.slot.to, amount: hold.amount });
    }

    pub fn release(&mut self, booking: BookingId, slot: Slot) {
        self.taken.remove(&(slot.from, booking));
    }

    /// What is held of a stretch of time, in order of beginning.
    pub fn holds(&self, range: Slot) -> impl Iterator<Item = Hold> {
        let first = range.from.saturating_sub(self.longest).unwrap_or(Timestamp::MIN);
        // An upside-down range has nothing in it; a map would panic on it.
        let until = range.to.max(first);
        let found = self.taken.range((first, BookingId(0))..(until, BookingId(0)));
        let found = found.map(|((from, booking), taken)| Hold {
            booking: *booking,
            slot: Slot { from: *from, to: taken.to },
            amount: taken.amount,
        });
        found.filter(move |hold| hold.slot.overlaps(range))
    }

    /// The most that is held at any instant of a stretch of time, one booking left out.
    pub fn peak(&self, range: Slot, except: Option<BookingId>) -> Decimal {
        self.levels(range, except).into_iter().map(|(_, level)| level).max().unwrap_or_default()
    }

    /// Where within `range` at least `amount` of `capacity` is left.
    pub fn free(&self, range: Slot, capacity: Decimal, amount: Decimal) -> Vec<Slot> {
        let mut free: Vec<Slot> = Vec::new();
        for (slot, level) in self.levels(range, None) {
            if level.saturating_add(amount) > capacity {
                continue;
            }
            match free.last_mut() {
                Some(last) if last.to == slot.from => last.to = slot.to,
                _ => free.push(slot),
            }
        }
        free
    }

    /// `range` cut into pieces in each of which what is held stays the same.
    fn levels(&self, range: Slot, except: Option<BookingId>) -> Vec<(Slot, Decimal)> {
        let mut changes: BTreeMap<Timestamp, Decimal> = BTreeMap::from([(range.from, Decimal::ZERO)]);
        for hold in self.holds(range).filter(|hold| Some(hold.booking) != except) {
            let Some(slot) = hold.slot.common(range) else { continue };
            let begin = changes.entry(slot.from).or_default();
            *begin = begin.saturating_add(hold.amount);
            let end = changes.entry(slot.to).or_default();
            *end = end.saturating_sub(hold.amount);
        }
        let mut level = Decimal::ZERO;
        let mut levels = Vec::with_capacity(changes.len());
        let mut moments = changes.into_iter().peekable();
        while let Some((from, change)) = moments.next() {
            level = level.saturating_add(change);
            let to = moments.peek().map_or(range.to, |(next, _)| *next);
            if from < to {
                levels.push((Slot { from, to }, level));
            }
        }
        levels
    }
}

kept!(struct Slot { from, to });
kept!(struct Calendar { taken, longest });
kept!(struct Taken { to, amount });

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(from: i64, to: i64) -> Slot {
        let at = |hour| Timestamp::from_second(hour * 3600).unwrap();
        Slot { from: at(from), to: at(to) }
    }

    fn calendar(holds: &[(u64, i64, i64, i64)]) -> Calendar {
        let mut calendar = Calendar::default();
        for (id, from, to, amount) in holds {
            calendar.take(Hold { booking: BookingId(*id), slot: slot(*from, *to), amount: (*amount).into() });
        }
        calendar
    }

    #[test]
    fn neighbours_do_not_overlap() {
        let calendar = calendar(&[(1, 8, 10, 1), (2, 10, 12, 1)]);
        assert_eq!(calendar.peak(slot(8, 12), None), 1.into());
        assert_eq!(calendar.peak(slot(12, 14), None), 0.into());
        assert_eq!(calendar.free(slot(6, 14), 1.into(), 1.into()), [slot(6, 8), slot(12, 14)]);
    }

    #[test]
    fn what_began_long_ago_still_counts() {
        let mut calendar = calendar(&[(1, 0, 1000, 3), (2, 990, 991, 2)]);
        assert_eq!(calendar.peak(slot(989, 992), None), 5.into());
        assert_eq!(calendar.peak(slot(989, 992), Some(BookingId(1))), 2.into());
        assert_eq!(calendar.free(slot(980, 1010), 5.into(), 2.into()), [slot(980, 990), slot(991, 1010)]);
        calendar.release(BookingId(1), slot(0, 1000));
        assert_eq!(calendar.peak(slot(989, 992), None), 2.into());
    }

    #[test]
    fn an_upside_down_range_is_empty() {
        let calendar = calendar(&[(1, 0, 10, 1)]);
        assert_eq!(calendar.peak(slot(9, 3), None), 0.into());
        assert!(calendar.free(slot(9, 3), 1.into(), 1.into()).is_empty());
    }
}
