//! Openness in small, for the stream.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::page::{cell, visible, within};
use crate::access::Scope;
use crate::id::{ParkId, PlatformId};
use crate::openness::{Measure, Period, Sums, sums, value};
use crate::period::{Basis, Month, day_of};
use crate::platform::{Openness, Stage, is_late};
use crate::series::Seen;

/// Openness in small, for the stream: the indicators without their operands, and a code for each cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpennessLive {
    /// The months it covers.
    pub period: Period,
    /// By number of the measure.
    pub indicators: BTreeMap<String, Option<Decimal>>,
    /// By platform: a cell a park, in the order of `parks`.
    pub rows: BTreeMap<PlatformId, Vec<LiveCell>>,
    /// The columns: ids of the parks, in the order in which each row has its cells.
    pub parks: Vec<ParkId>,
    /// Requests in the zone that wait for an answer.
    pub waiting: u32,
    /// Of these: overdue.
    pub overdue: u32,
}

/// A cell of the matrix in small. What is usual is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessLiveCell))]
pub struct LiveCell {
    /// How open; nothing when nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Services done in the period.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub count: u32,
    /// 名义开放.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub idle: bool,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// How open, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessLevel))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 开放.
    Open,
    /// 有条件开放.
    Conditional,
    /// 不开放.
    Closed,
}

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
            overdue += u32::from(is_late(booking, &within.rules.limits, now));
        }
        total.add(&sums);
    }
    let number = |measure: Measure| (measure.id().to_owned(), value(measure, &total, &within).value.ok());
    let indicators = Measure::ALL.into_iter().map(number).collect();
    let parks = parks.into_iter().cloned().collect();
    Some(OpennessLive { period, indicators, rows, parks, waiting, overdue })
}
