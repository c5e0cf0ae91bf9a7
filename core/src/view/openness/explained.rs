//! A measure down to the entries behind it.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::page::{indicator, visible, within};
use super::{Behind, OpennessExplained};
use crate::id::PlatformId;
use crate::openness::{Measure, MeasureUnit as Unit, Period, Sums, Within, sums};
use crate::period::{Month, day_of};
use crate::platform::booking::Done;
use crate::platform::{Booking, Class, Platform, Step};
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
    let mut total = Sums::default();
    let mut entries = Vec::new();
    let mut found = false;
    for (id, it) in visible(seen).filter(|(id, _)| platform.is_none_or(|only| only == *id)) {
        found = true;
        total.add(&sums(&within, it).0);
        behind(&mut entries, &within, measure, id, it);
    }
    if platform.is_some() && !found {
        return None;
    }
    let indicator = indicator(measure, &total, &within);
    // A value that is not told is not explained either.
    if indicator.value.is_none() && measure == Measure::Satisfaction {
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
    let blank = |position, at, what| Behind {
        position,
        at,
        what,
        platform: id.clone(),
        park: None,
        amount: None,
        unit: None,
        booking: None,
    };
    match measure {
        M::OpenPlatforms => {
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
    if let (Some(money), None) = (owns, within.park) {
        let statements = platform.own_use.iter().filter(|((month, _), _)| within.period.contains(*month));
        entries.extend(statements.map(|(_, own)| Behind {
            amount: Some(if money { own.income / Decimal::from(10_000) } else { own.hours }),
            unit: Some(if money { Unit::TenThousandYuan } else { Unit::Hours }),
            ..blank(own.position, own.at, key::PO_OWN_USE)
        }));
    }
    let bookings = platform.all.iter().filter_map(|id| within.state.platforms.booking(*id));
    for booking in bookings.filter(|booking| within.park.is_none_or(|own| *own == booking.request.park)) {
        let class = platform.resources.get(&booking.request.resource).map(|held| held.resource.class);
        for done in &booking.steps {
            let Some((what, at, amount)) = counted(measure, booking, done, class) else { continue };
            let month = match measure {
                // What others said counts when it becomes public, and not before.
                M::Satisfaction if within.park.is_none() => platform.ratings.month_of(done.position),
                _ => Some(Month::of(day_of(at))),
            };
            if !month.is_some_and(|month| within.period.contains(month)) {
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

/// What a step is to a measure: in one word, of which moment, and how much.
type Counted = (Key, Timestamp, Option<(Decimal, Unit)>);

fn counted(measure: Measure, booking: &Booking, done: &Done, class: Option<Class>) -> Option<Counted> {
    use Measure as M;
    let hours = |hours: Decimal| Some((hours, Unit::Hours));
    match (measure, done.step.as_ref()?) {
        (M::Utilisation | M::Sharing | M::CrossPark | M::HoursEach | M::ExternalHoursEach, Step::Used(usage))
            if class == Some(Class::Instrument) =>
        {
            Some((key::PO_USED, booking.used_at()?, hours(usage.hours)))
        }
        (M::Enterprises | M::BranchEnterprises | M::Coverage | M::Fulfilled, Step::Used(usage)) => {
            Some((key::PO_USED, booking.used_at()?, hours(usage.hours)))
        }
        (M::Income | M::ExternalIncome | M::Yield, Step::Used(usage)) => {
            let income = usage.income / Decimal::from(10_000);
            Some((key::PO_USED, booking.used_at()?, Some((income, Unit::TenThousandYuan))))
        }
        (M::Fulfilled, Step::Declined { .. }) => Some((key::PO_DECLINED, done.at, None)),
        (M::Fulfilled, Step::Cancelled { .. }) if !done.by_park => Some((key::PO_CANCELLED, done.at, None)),
        (M::ResponseHours | M::OnTime, _) if booking.answered == Some(done.at) => {
            let minutes = Decimal::from(done.at.duration_since(booking.clock).as_mins());
            Some((key::PO_ANSWERED, done.at, hours(minutes / Decimal::from(60))))
        }
        (M::Satisfaction, Step::Rated { .. }) => Some((key::PO_RATED_STEP, done.at, None)),
        _ => None,
    }
}
