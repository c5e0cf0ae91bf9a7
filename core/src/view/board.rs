//! The leading group's board.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figure::{Figure, Trend};
use crate::access::Scope;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month, day_of};
use crate::report::Stage;
use crate::series::{Seen, Subject};
use crate::zone::{Cited, Indicator, Target};

/// Months of trend on the board.
const TREND_MONTHS: i32 = 24;
/// News kept on the board.
const NEWS: usize = 8;

/// The board: a function of position, scope, month, basis and the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// When a report was last approved.
    pub changed_at: Option<Timestamp>,
    /// Whether all figures are made up: 演示数据.
    pub demo: bool,
    /// The month shown.
    pub month: Month,
    /// The stretch of time shown.
    pub basis: Basis,
    /// Months that can be shown, oldest first.
    pub months: Vec<Month>,
    /// The zone's headline figures.
    pub headline: Vec<Figure>,
    /// Trends of the headline indicators for the zone.
    pub trends: Vec<Trend>,
    /// The parks side by side, in the order of the configuration.
    pub parks: Vec<ParkLine>,
    /// The policy's targets.
    pub meters: Vec<Meter>,
    /// Who has reported.
    pub reporting: Reporting,
    /// What was approved last, newest first.
    pub news: Vec<News>,
}

/// One park on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkLine {
    /// The park.
    pub park: ParkId,
    /// The compared indicators, in the order of the configuration.
    pub figures: Vec<Figure>,
    /// Their trends, in the same order.
    pub trends: Vec<Trend>,
}

/// Progress towards a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Meter {
    /// The figure reached.
    pub figure: Figure,
    /// The target.
    pub target: Decimal,
    /// To be reached by the end of this year.
    pub year: i32,
    /// Percent of the target reached; absent without a figure.
    pub percent: Option<Decimal>,
    /// Article of the policy.
    pub clause: Option<String>,
    /// Where the target comes from.
    pub cited: Cited,
}

/// Who has reported on the month that is being collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reporting {
    /// The month collected: the last one that has ended.
    pub month: Month,
    /// When reports are due.
    pub due: Timestamp,
    /// Whether the month is closed.
    pub closed: bool,
    /// One line a member.
    pub lines: Vec<ReportingLine>,
}

/// One park's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportingLine {
    /// The park.
    pub park: ParkId,
    /// Where its report stands.
    pub stage: Stage,
    /// When it was last submitted.
    pub submitted_at: Option<Timestamp>,
    /// Whether that was after it was due.
    pub submitted_late: bool,
    /// Whether it is overdue: due, and neither submitted nor approved.
    pub overdue: bool,
    /// Whole days overdue, 0 when not.
    pub days_overdue: u32,
}

/// A report that became published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct News {
    /// The park.
    pub park: ParkId,
    /// The month reported on.
    pub month: Month,
    /// When it was approved.
    pub at: Timestamp,
    /// Whether it replaced a published report.
    pub revised: bool,
}

/// The board for a month (the newest published when `None`) on a basis. `None` before anything is configured;
/// a park's office and an owner of platforms have their own pages instead.
pub fn board(seen: Seen<'_>, month: Option<Month>, basis: Basis, now: Timestamp) -> Option<Board> {
    if matches!(seen.scope(), Scope::Park(_) | Scope::Owner(_)) {
        return None;
    }
    let zone = seen.zone();
    let collected = collected_month(now);
    let month = month.or_else(|| seen.latest()).unwrap_or(collected);
    let indicators = |codes: &[Code]| -> Vec<&Indicator> { codes.iter().filter_map(|c| zone.indicator(c)).collect() };
    let (headline, compare) = (indicators(&zone.headline), indicators(&zone.compare));
    // A wall draws neither trends nor news.
    let is_opened = seen.scope().opens();
    let trended = |indicators: &[&Indicator], subject: &Subject| {
        let drawn = indicators.iter().filter(|_| is_opened);
        drawn.map(|i| Trend::of(seen, subject, i, month, TREND_MONTHS)).collect()
    };
    let park_line = |park: &crate::zone::Park| {
        let subject = Subject::Park(park.id.clone());
        ParkLine {
            park: park.id.clone(),
            figures: compare.iter().map(|i| Figure::of(seen, &subject, i, month, basis)).collect(),
            trends: trended(&compare, &subject),
        }
    };
    let state = seen.state();
    Some(Board {
        position: seen.position(),
        changed_at: seen.updated_at(&Subject::Zone),
        demo: state.demo,
        month,
        basis,
        months: seen.months(),
        headline: headline.iter().map(|i| Figure::of(seen, &Subject::Zone, i, month, basis)).collect(),
        trends: trended(&headline, &Subject::Zone),
        parks: zone.members(month).map(park_line).collect(),
        meters: meters(seen, month),
        reporting: reporting(seen, collected, now),
        news: if is_opened { news(seen) } else { Vec::new() },
    })
}

/// The last month that has ended, in Beijing.
pub(super) fn collected_month(now: Timestamp) -> Month {
    Month::of(day_of(now)).previous()
}

fn meters(seen: Seen<'_>, month: Month) -> Vec<Meter> {
    let of_policy = |target: &&Target| target.park.is_none() && target.clause.is_some();
    let meter = |target: &Target| {
        let indicator = seen.zone().indicator(&target.indicator)?;
        let figure = Figure::of(seen, &Subject::Zone, indicator, month, Basis::Cumulative);
        Some(Meter {
            percent: percent(figure.value, target.value),
            figure,
            target: target.value,
            year: target.year,
            clause: target.clause.clone(),
            cited: target.cited.clone(),
        })
    };
    seen.zone().targets.iter().filter(of_policy).filter_map(meter).collect()
}

pub(super) fn percent(value: Option<Decimal>, target: Decimal) -> Option<Decimal> {
    value?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target)
}

/// Who has reported on `month`, seen from `now`.
pub(super) fn reporting(seen: Seen<'_>, month: Month, now: Timestamp) -> Reporting {
    let due = month.due(seen.zone().due_day);
    let line = |park: &crate::zone::Park| reporting_line(seen, &park.id, month, due, now);
    Reporting {
        month,
        due,
        closed: seen.state().closed.contains(&month),
        lines: seen.zone().members(month).map(line).collect(),
    }
}

pub(super) fn reporting_line(
    seen: Seen<'_>,
    park: &ParkId,
    month: Month,
    due: Timestamp,
    now: Timestamp,
) -> ReportingLine {
    let (stage, _) = seen.stage(park, month);
    let revisions = seen.state().report(park, month).map_or(&[][..], |report| &report.revisions);
    let overdue = now >= due && matches!(stage, Stage::Awaited | Stage::Returned);
    ReportingLine {
        park: park.clone(),
        stage,
        submitted_at: revisions.last().map(|last| last.at),
        // The first submission counts for timeliness: a correction asked for later is not late.
        submitted_late: revisions.first().is_some_and(|first| first.at >= due),
        overdue,
        days_overdue: if overdue { (now.duration_since(due).as_hours() / 24 + 1).max(1) as u32 } else { 0 },
    }
}

fn news(seen: Seen<'_>) -> Vec<News> {
    let approvals = seen.state().approvals.iter().rev().take(NEWS);
    approvals.map(|a| News { park: a.park.clone(), month: a.month, at: a.at, revised: a.revised }).collect()
}
