//! Openness in small, for the stream.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::page::{cell, visible, within};
use super::{Level, LiveCell, OpennessLive};
use crate::access::Scope;
use crate::openness::{Measure, Period, Sums, sums, value};
use crate::period::{Basis, Month, day_of};
use crate::platform::{Openness, Stage};
use crate::series::Seen;

/// Openness of the year so far in small, for the leading group and its office.
pub fn openness_live(seen: Seen<'_>, now: Timestamp) -> Option<OpennessLive> {
    if !matches!(seen.scope(), Scope::Leading | Scope::Office) {
        return None;
    }
    let period = Period::of(Month::of(day_of(now)), Basis::Cumulative);
    let (within, parks) = within(seen, period, now)?;
    let mut total = Sums::default();
    let mut rows = BTreeMap::new();
    let (mut waiting, mut overdue) = (0, 0);
    let limit = within.rules.limits.response_hours.hours();
    for (id, platform) in visible(seen) {
        let (sums, uses) = sums(&within, platform);
        let small = |park: &&_| {
            let cell = cell(&within, platform, park, uses.get(*park));
            let level = cell.openness.map(|openness| match openness {
                Openness::Open => Level::Open,
                Openness::Conditional(_) => Level::Conditional,
                Openness::Closed(_) => Level::Closed,
            });
            LiveCell { level, count: cell.count, idle: cell.idle }
        };
        rows.insert(id.clone(), parks.iter().map(small).collect());
        let bookings = platform.active.iter().filter_map(|id| seen.state().platforms.booking(*id));
        for booking in bookings.filter(|booking| booking.stage == Stage::Requested) {
            waiting += 1;
            overdue += u32::from(booking.clock.checked_add(limit).is_ok_and(|due| due < now));
        }
        total.add(&sums);
    }
    let number = |measure: Measure| (measure.id().to_owned(), value(measure, &total, &within).value.ok());
    let indicators = Measure::ALL.into_iter().map(number).collect();
    let parks = parks.into_iter().cloned().collect();
    Some(OpennessLive { period, indicators, rows, parks, waiting, overdue })
}
