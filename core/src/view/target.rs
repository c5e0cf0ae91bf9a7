//! Targets on the screens: what is reached, judged at its date.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figure::Figure;
use crate::access::Scope;
use crate::figure::Status;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::series::{Seen, Subject};
use crate::source::Source;
use crate::zone::{Better, Cited, Standing, Target};

/// Progress towards a target, or what became of it.
///
/// A target is judged at its date. Until its year's last month is shown, `figure` is the month's; from then on it
/// is the figure at the end of that year for good, `standing` says whether it reached the target, and what came
/// afterwards stands apart in `after`. 到2025年100家: with 90 at the end of 2025 and 104 in October 2026 the figure
/// is 90, the standing is missed, and 104 is what came after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Meter {
    /// The figure it is judged by.
    pub figure: Figure,
    /// The value to be reached, in the unit of the figure.
    pub target: Decimal,
    /// To be reached by the end of this year.
    pub year: i32,
    /// Percent of the target reached, where more is better; absent without a figure.
    pub percent: Option<Decimal>,
    /// Where the path to it stands at the figure's month 序时进度, when it has one.
    pub path: Option<Decimal>,
    /// Figure less path, in the better direction: below zero is behind.
    pub ahead: Option<Decimal>,
    /// Whether it runs, was reached or was missed.
    pub standing: Standing,
    /// The figure of the month shown, when the target's year is over and the figure is a stock.
    pub after: Option<Figure>,
    /// Article of the policy.
    pub clause: Option<String>,
    /// Where the target comes from.
    pub cited: Cited,
}

impl Meter {
    /// A target at the month shown, of the zone or of the park it is set for. `None` when its indicator is not
    /// defined.
    pub fn of(seen: Seen<'_>, target: &Target, month: Month, now: Timestamp) -> Option<Self> {
        let source = seen.zone().source(&target.indicator)?;
        let subject = target.park.clone().map_or(Subject::Zone, Subject::Park);
        let figure_of = |month| seen.figure_of(&subject, &source, month, Basis::Cumulative, now);
        let (better, is_stock) = (source.better(), source.is_stock());
        let due = target.due()?;
        let figure = figure_of(month.min(due));
        let whole = figure.missing.is_empty() && figure.lacking.is_zero() && figure.status != Status::Pending;
        let standing = if month < due { Standing::Running } else { target.judged(figure.value, whole, better) };
        // A path leads to what adds up over a year; a stock begins where the year before ended.
        let path = target.path_at(figure.month).filter(|_| !is_stock);
        let ahead = figure.value.zip(path).and_then(|(v, _)| target.ahead_at(figure.month, v, better));
        let reached = figure.value.filter(|_| better == Better::Higher);
        Some(Self {
            percent: percent(reached, target.value),
            after: (month > due && is_stock).then(|| figure_of(month)),
            target: target.value,
            year: target.year,
            path,
            ahead,
            standing,
            clause: target.clause.clone(),
            cited: target.cited.clone(),
            figure,
        })
    }
}

/// The policy's targets for the zone.
pub(super) fn meters(seen: Seen<'_>, month: Month, now: Timestamp) -> Vec<Meter> {
    let of_policy = |target: &&Target| target.park.is_none() && target.clause.is_some();
    seen.zone().targets.iter().filter(of_policy).filter_map(|target| Meter::of(seen, target, month, now)).collect()
}

/// The target a figure is to be read against: the one of its year, else the next to come, else the last that was.
/// A park's office is told of its own alone.
pub(super) fn meter(seen: Seen<'_>, subject: &Subject, code: &Code, month: Month, now: Timestamp) -> Option<Meter> {
    let park = match subject {
        Subject::Zone => None,
        Subject::Park(park) => Some(park),
        Subject::Owner(_) => return None,
    };
    if matches!((seen.scope(), park), (Scope::Park(_), None)) {
        return None;
    }
    let all = seen.zone().targets.iter().filter(|t| t.indicator == *code && t.park.as_ref() == park);
    let distance = |target: &&Target| {
        let ahead = target.year - month.year();
        (ahead < 0, ahead.abs())
    };
    Meter::of(seen, all.min_by_key(distance)?, month, now)
}

/// A park's progress towards its target of the year shown.
pub(super) fn gauge(seen: Seen<'_>, park: &ParkId, source: &Source<'_>, month: Month, now: Timestamp) -> Option<Meter> {
    Meter::of(seen, seen.zone().target(&source.code(), Some(park), month.year())?, month, now)
}

fn percent(value: Option<Decimal>, target: Decimal) -> Option<Decimal> {
    value?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target)
}
