//! The leading group's board.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::figure::{Figure, Trend};
use super::target::{Meter, meters};
use crate::access::Scope;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month, day_of};
use crate::report::{Outcome, Reminder, Revision, Stage};
use crate::series::{Seen, Subject};
use crate::source::Source;
use crate::zone::ParkStatus;

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
    /// The parks side by side, in the order of the configuration: the members, and the pilots, which are marked and stand
    /// outside the zone's sums and the ranking.
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
    /// The park, by its id: `xiuwu`.
    pub park: ParkId,
    /// What it is to the zone in the month shown, where that is said beside its name; absent of a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ParkStatus>,
    /// The compared indicators, in the order of the configuration.
    pub figures: Vec<Figure>,
    /// Their trends, in the same order.
    pub trends: Vec<Trend>,
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
    /// One line a park that owes a report 应报: members and pilots.
    pub lines: Vec<ReportingLine>,
}

/// One park's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportingLine {
    /// The park whose report it is, by its id: `xiuwu`.
    pub park: ParkId,
    /// What the park is to the zone in the report's month, where that is said beside its name; absent of a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ParkStatus>,
    /// Where its report stands.
    pub stage: Stage,
    /// When it was last submitted.
    pub submitted_at: Option<Timestamp>,
    /// Whether a report is owed for the month at all.
    pub duty: Duty,
    /// Whether the first submission came after it was due; a correction asked for later is not late.
    pub submitted_late: bool,
    /// Days it came late, the first day after the due day being 1; 0 when in time.
    pub days_late: u32,
    /// Whether it came in time at first, was returned, and has not come again in time: 退回重报. Example: sent on the 11th,
    /// due on the 15th, returned on the 14th, sent again on the 28th.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sent_again: bool,
    /// Whether it is overdue: owed, due, and neither submitted nor approved.
    pub overdue: bool,
    /// Days overdue, the first day after the due day being 1; 0 when not.
    pub days_overdue: u32,
    /// When the office last asked for it; nothing once it is submitted.
    pub reminded: Option<Reminder>,
}

/// Whether a park owes a report for a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 应报: the month is over, and its report has a due day.
    Owed,
    /// The month is not over: its report can be sent from the first day of the next one.
    NotYet,
    /// 补报: a month before the zone's first one. Its report is welcome and never late.
    Voluntary,
    /// The month is closed: nothing is taken in any more.
    Closed,
    /// 不报送: the park does not report on the month, as a candidate or one that has left does not.
    NotOwed,
}

/// A report that became published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct News {
    /// The park whose report was approved, by its id: `xiuwu`.
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
    // A wall shows what is newest; nobody stands there who could ask for anything else.
    let (month, basis) = if seen.scope().opens() { (month, basis) } else { (None, Basis::Cumulative) };
    let zone = seen.zone();
    let collected = collected(seen, now);
    let month = month.or_else(|| seen.latest()).unwrap_or(collected);
    let sources = |codes: &[Code]| -> Vec<Source<'_>> { codes.iter().filter_map(|code| zone.source(code)).collect() };
    let (headline, compare) = (sources(&zone.headline), sources(&zone.compare));
    // A wall draws neither trends nor news.
    let is_opened = seen.scope().opens();
    let trended = |sources: &[Source<'_>], subject: &Subject| {
        let drawn = sources.iter().filter(|_| is_opened);
        drawn.map(|it| seen.trend_of(subject, it, month, TREND_MONTHS, now)).collect()
    };
    let figures = |sources: &[Source<'_>], subject: &Subject| {
        sources.iter().map(|it| seen.figure_of(subject, it, month, basis, now)).collect()
    };
    let park_line = |park: &crate::zone::Park| {
        let subject = Subject::Park(park.id.clone());
        ParkLine {
            park: park.id.clone(),
            status: park.marked(month),
            figures: figures(&compare, &subject),
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
        headline: figures(&headline, &Subject::Zone),
        trends: trended(&headline, &Subject::Zone),
        parks: zone.active(month).map(park_line).collect(),
        meters: meters(seen, month, now),
        reporting: reporting(seen, collected, now),
        news: if is_opened { news(seen) } else { Vec::new() },
    })
}

/// The month being collected: the last one that has ended in Beijing, and at first the zone's first one.
pub(super) fn collected(seen: Seen<'_>, now: Timestamp) -> Month {
    let ended = Month::of(day_of(now)).previous();
    seen.state().first_month().map_or(ended, |first| ended.max(first))
}

/// Whether a park owes a report for `month`.
pub(super) fn duty_of(seen: Seen<'_>, park: &ParkId, month: Month, now: Timestamp) -> Duty {
    let is_active = seen.zone().park(park).is_some_and(|park| park.is_active(month));
    if is_active { duty(seen, month, now) } else { Duty::NotOwed }
}

/// Whether reports are owed for `month`.
pub(super) fn duty(seen: Seen<'_>, month: Month, now: Timestamp) -> Duty {
    match () {
        () if seen.state().closed.contains(&month) => Duty::Closed,
        () if month >= Month::of(day_of(now)) => Duty::NotYet,
        () if seen.state().first_month().is_some_and(|first| month < first) => Duty::Voluntary,
        () => Duty::Owed,
    }
}

/// Whether a park's report on `month` is owed, due and not there.
pub(crate) fn is_overdue(seen: Seen<'_>, park: &ParkId, month: Month, now: Timestamp) -> bool {
    let due = month.due(seen.zone().due_day);
    let stage = seen.stage(park, month).0;
    now >= due && duty_of(seen, park, month, now) == Duty::Owed && matches!(stage, Stage::Awaited | Stage::Returned)
}

/// Who has reported on `month`, seen from `now`.
pub(super) fn reporting(seen: Seen<'_>, month: Month, now: Timestamp) -> Reporting {
    let due = month.due(seen.zone().due_day);
    let line = |park: &crate::zone::Park| reporting_line(seen, &park.id, month, due, now);
    Reporting {
        month,
        due,
        closed: seen.state().closed.contains(&month),
        lines: seen.zone().active(month).map(line).collect(),
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
    let overdue = is_overdue(seen, park, month, now);
    let is_voluntary = seen.state().first_month().is_some_and(|first| month < first);
    // A park is in time by what it sent first. What was returned has not come in: until it comes again, or when it came
    // again after the due moment, that is said beside, and is no lateness of the park's.
    let returned = |it: &&Arc<Revision>| it.verdict.as_ref().is_some_and(|it| it.outcome != Outcome::Approved);
    let first = revisions.first().filter(|_| !is_voluntary);
    let days_late = first.map_or(0, |first| days_after(due, first.at));
    let came = revisions.iter().find(|it| !returned(it)).map_or(now, |came| came.at);
    let sent_again = first.is_some_and(|first| returned(&first)) && days_late == 0 && came >= due;
    let reminded = seen.state().reminders(park, month).last().filter(|_| overdue);
    ReportingLine {
        park: park.clone(),
        status: seen.zone().marked(park, month),
        stage,
        duty: duty_of(seen, park, month, now),
        submitted_at: revisions.last().map(|last| last.at),
        submitted_late: days_late > 0,
        days_late,
        sent_again,
        overdue,
        days_overdue: if overdue { days_after(due, now) } else { 0 },
        reminded: reminded.cloned(),
    }
}

/// The day `at` lies in, counted from the due moment, midnight in Beijing: the first day after it is 1, before it is 0.
pub(super) fn days_after(due: Timestamp, at: Timestamp) -> u32 {
    if at < due { 0 } else { (at.duration_since(due).as_hours() / 24 + 1) as u32 }
}

fn news(seen: Seen<'_>) -> Vec<News> {
    let approvals = seen.state().approvals.iter().rev().take(NEWS);
    approvals.map(|a| News { park: a.park.clone(), month: a.month, at: a.at, revised: a.revised }).collect()
}
