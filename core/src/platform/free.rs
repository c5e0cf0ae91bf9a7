//! What is free of a resource.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::calendar::Slot;
use super::hours;
use super::register::Held;
use super::resource::{Hours, Mode, Opening};

/// When within `range` the resource is open, not maintained, and has `amount` left.
pub(crate) fn free(held: &Held, standard: &[Opening], range: Slot, amount: Decimal) -> Vec<Slot> {
    if held.resource.mode != Mode::Calendar || range.from >= range.to {
        return Vec::new();
    }
    let mut free = match open_hours(held, standard) {
        None => vec![range],
        Some(openings) => hours::open(openings, range),
    };
    for window in held.maintenance.values().filter(|window| window.slot.overlaps(range)) {
        free = free.into_iter().flat_map(|slot| without(slot, window.slot)).collect();
    }
    let left = held.calendar.free(range, held.resource.capacity, amount);
    let common = |slot: Slot| left.iter().filter_map(move |left| slot.common(*left));
    free.into_iter().flat_map(common).collect()
}

/// The hours it keeps; nothing when it never closes.
pub(crate) fn open_hours<'a>(held: &'a Held, standard: &'a [Opening]) -> Option<&'a [Opening]> {
    match &held.resource.hours {
        Hours::Standard => Some(standard),
        Hours::Always => None,
        Hours::Own(openings) => Some(openings),
    }
}

/// The free slot as long as `wanted` that begins nearest to it, within two weeks and not before `now`.
pub(crate) fn nearest(
    held: &Held,
    standard: &[Opening],
    wanted: Slot,
    amount: Decimal,
    now: Timestamp,
) -> Option<Slot> {
    const AROUND: SignedDuration = SignedDuration::from_hours(24 * 14);
    let from = wanted.from.saturating_sub(AROUND).unwrap_or(Timestamp::MIN).max(now);
    let range = Slot { from, to: wanted.to.saturating_add(AROUND).unwrap_or(Timestamp::MAX) };
    let length = wanted.length();
    let fits = free(held, standard, range, amount).into_iter().filter(|slot| slot.length() >= length);
    let placed = fits.filter_map(|slot| {
        let from = wanted.from.clamp(slot.from, slot.to.checked_sub(length).ok()?);
        Some(Slot { from, to: from.checked_add(length).ok()? })
    });
    // Of two equally near, the later one: people rather wait than hurry.
    placed.min_by_key(|slot| (slot.from.duration_since(wanted.from).abs(), slot.from < wanted.from))
}

fn without(slot: Slot, gone: Slot) -> impl Iterator<Item = Slot> {
    let before = Slot { from: slot.from, to: slot.to.min(gone.from) };
    let after = Slot { from: slot.from.max(gone.to), to: slot.to };
    [before, after].into_iter().filter(|slot| slot.from < slot.to)
}
