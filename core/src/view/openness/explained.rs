//! A measure down to the entries behind it.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::page::{indicator, visible, within, year_ago};
use super::{Behind, OpennessExplained};
use crate::figure::Unit;
use crate::id::{PlatformId, ResourceId};
use crate::openness::{Measure, Period, Sums, Within, sums};
use crate::period::{Month, day_of};
use crate::platform::booking::Done;
use crate::platform::{Booking, Class, Platform, Resource, Step, is_late};
use crate::series::Seen;
use crate::words::{Key, key};

/// Entries listed.
const LISTED: usize = 200;

/// A measure explained, over all that the scope sees or on one platform.
pub fn openness_explained(
    seen: Seen<'_>,
    measure: Measure,
    platform: Option<&PlatformId>,
    period: Period,
    now: Timestamp,
) -> Option<OpennessExplained> {
    let (within, _) = within(seen, period, now)?;
    // What rests on all that a platform does is told to no park: which entries count would tell what owners state.
    if within.park.is_some() && !measure.is_for_parks() {
        return None;
    }
    let mut total = Sums::default();
    let mut entries = Vec::new();
    let mut found = false;
    for (id, it) in visible(seen).filter(|(id, _)| platform.is_none_or(|only| only == *id)) {
        found = true;
        // What was registered after the period is no part of it.
        if !within.has(it) {
            continue;
        }
        total.add(&sums(&within, it).0);
        behind(&mut entries, &within, measure, id, it);
    }
    if platform.is_some() && !found {
        return None;
    }
    let (before, of_before) = year_ago(seen, &within, platform);
    let indicator = indicator(seen, measure, (&within, &total), (&before, &of_before));
    // A value that is not told is not explained either.
    if indicator.figure.value.is_none() && measure == Measure::Satisfaction {
        entries.clear();
    }
    let count = entries.len() as u32;
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.position));
    entries.truncate(LISTED);
    let state = seen.state();
    Some(OpennessExplained {
        position: seen.position(),
        demo: state.is_demo(),
        period,
        platform: platform.cloned(),
        indicator,
        entries,
        count,
    })
}

fn behind(entries: &mut Vec<Behind>, within: &Within<'_>, measure: Measure, id: &PlatformId, platform: &Platform) {
    use Measure as M;
    let blank = |position, at, what: Key| Behind {
        position,
        at,
        what: what.into(),
        platform: id.clone(),
        park: None,
        amount: None,
        unit: None,
        booking: None,
    };
    match measure {
        M::OpenPlatforms | M::OpenToSome => {
            let mut parks = platform.openness.keys().filter(|park| within.park.is_none_or(|own| own == *park));
            let changes = parks.by_ref().filter_map(|park| Some((park, platform.openness_on(park, within.day())?)));
            entries.extend(changes.map(|(park, change)| Behind {
                park: Some(park.clone()),
                ..blank(change.position, change.at, key::PO_OPENNESS_SET)
            }));
            return;
        }
        M::Networked | M::Bookable => {
            entries.push(blank(platform.position, platform.registered, key::PO_REGISTERED));
            return;
        }
        _ => {}
    }
    let owns = match measure {
        M::Utilisation | M::Sharing | M::HoursEach => Some(false),
        M::Income | M::ExternalIncome | M::Yield => Some(true),
        _ => None,
    };
    let has_value = |id: &ResourceId| platform.resources.get(id).is_some_and(|held| is_valued(&held.resource));
    if let (Some(money), None) = (owns, within.park) {
        let statements = platform.own_use.iter().filter(|((month, resource), _)| {
            let counts = platform.has_stated(resource, *month) && (measure != M::Yield || has_value(resource));
            within.period.contains(*month) && counts
        });
        entries.extend(statements.map(|(_, own)| Behind {
            amount: Some(if money { own.income / Decimal::from(10_000) } else { own.hours }),
            unit: Some(if money { Unit::TenThousandYuan } else { Unit::Hours }),
            ..blank(own.position, own.at, key::PO_OWN_USE)
        }));
    }
    let bookings = platform.all.iter().filter_map(|id| within.state.platforms.booking(*id));
    for booking in bookings.filter(|booking| within.park.is_none_or(|own| *own == booking.request.park)) {
        let resource = platform.resources.get(&booking.request.resource).map(|held| &held.resource);
        for (place, done) in booking.steps.iter().enumerate() {
            let counted = counted(measure, within, booking, (place, done), resource);
            let Some((what, at, amount)) = counted else { continue };
            let month = match measure {
                // What others said counts when it becomes public, and not before.
                M::Satisfaction if within.park.is_none() => platform.ratings.month_of(done.position),
                _ => Some(Month::of(day_of(at))),
            };
            let Some(month) = month.filter(|month| within.period.contains(*month)) else { continue };
            // A month whose own hours nobody has stated is left out; of a sum of incomes it is a part all the same.
            let needs_own = measure.needs_own_hours() && measure != M::Income;
            if needs_own && !platform.has_stated(&booking.request.resource, month) {
                continue;
            }
            // Who rated what stays between them.
            let told = measure != M::Satisfaction;
            entries.push(Behind {
                park: Some(booking.request.park.clone()).filter(|_| told),
                amount: amount.map(|(amount, _)| amount),
                unit: amount.map(|(_, unit)| unit),
                booking: Some(booking.id).filter(|_| told),
                ..blank(done.position, done.at, what)
            });
        }
    }
}

/// Whether the resource's original value was stated: what 收益率 counts above and below.
fn is_valued(resource: &Resource) -> bool {
    resource.value.is_some_and(|value| !value.is_zero())
}

/// What a step is to a measure: in one word, of which moment, and how much.
type Counted = (Key, Timestamp, Option<(Decimal, Unit)>);

/// What a step adds to a measure; `place` is its place among the booking's steps.
fn counted(
    measure: Measure,
    within: &Within<'_>,
    booking: &Booking,
    (place, done): (usize, &Done),
    resource: Option<&Resource>,
) -> Option<Counted> {
    use Measure as M;
    let hours = |hours: Decimal| Some((hours, Unit::Hours));
    let is_instrument = resource.is_some_and(|resource| resource.class == Class::Instrument);
    let limits = &within.rules.limits;
    match (measure, done.step.as_ref()?) {
        (M::Utilisation | M::Sharing | M::CrossPark | M::HoursEach | M::ExternalHoursEach, Step::Used(usage))
            if is_instrument =>
        {
            Some((key::PO_USED, booking.used_at()?, hours(usage.hours)))
        }
        (M::Enterprises | M::BranchEnterprises | M::Coverage | M::Fulfilled, Step::Used(usage)) => {
            Some((key::PO_USED, booking.used_at()?, hours(usage.hours)))
        }
        (M::Yield, Step::Used(_)) if !(is_instrument && resource.is_some_and(is_valued)) => None,
        (M::Income | M::ExternalIncome | M::Yield, Step::Used(usage)) => {
            let income = usage.income / Decimal::from(10_000);
            Some((key::PO_USED, booking.used_at()?, Some((income, Unit::TenThousandYuan))))
        }
        (M::Fulfilled, Step::Declined { .. }) => Some((key::PO_DECLINED, done.at, None)),
        (M::Fulfilled, Step::Cancelled { .. }) if !done.by_park => Some((key::PO_CANCELLED, done.at, None)),
        (M::NoShows, Step::Used(usage)) if booking.request.slot.is_some() => {
            Some((key::PO_USED, booking.used_at()?, hours(usage.hours)))
        }
        (M::NoShows | M::Withdrawn, Step::NoShow) => {
            Some((key::PO_NO_SHOW, booking.request.slot.map_or(done.at, |slot| slot.from), None))
        }
        (M::Withdrawn, Step::Used(usage)) => Some((key::PO_USED, booking.used_at()?, hours(usage.hours))),
        (M::Withdrawn, Step::Declined { .. } | Step::Cancelled { .. }) if booking.waited_in_line(place) => None,
        (M::Withdrawn, Step::Declined { .. }) => Some((key::PO_DECLINED, done.at, None)),
        (M::Withdrawn, Step::Cancelled { .. }) => {
            Some((if done.by_park { key::PO_PARK_CANCELLED } else { key::PO_CANCELLED }, done.at, None))
        }
        (M::OnTime, Step::Cancelled { .. })
            if booking.answered.is_none() && !booking.waited_in_line(place) && is_late(booking, limits, done.at) =>
        {
            Some((key::PO_LEFT_UNANSWERED, done.at, None))
        }
        (M::ResponseHours | M::OnTime, _) if booking.answered == Some(done.at) => {
            let seconds = Decimal::from(done.at.duration_since(booking.clock).as_secs());
            let late = measure == M::OnTime && is_late(booking, limits, done.at);
            let what = if late { key::PO_ANSWERED_LATE } else { key::PO_ANSWERED };
            Some((what, done.at, hours(seconds / Decimal::from(3600))))
        }
        (M::Satisfaction, Step::Rated { .. }) => Some((key::PO_RATED_STEP, done.at, None)),
        _ => None,
    }
}
