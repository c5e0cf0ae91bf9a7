//! The office's queue of submissions, and one of them opened for review.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::board::{ReportingLine, collected_month, reporting};
use super::desk::{Sheet, sheet};
use crate::check::{Finding, check};
use crate::figure::Change;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::report::{Adjustment, Answer, Row, Source, Stage};
use crate::series::{Reading, Seen};
use crate::zone::{Item, Level};

/// What waits for the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Queue {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// Submissions waiting, oldest first.
    pub waiting: Vec<QueueLine>,
    /// The month being collected.
    pub collected: Month,
    /// When it is due.
    pub due: Timestamp,
    /// Where every park stands with it.
    pub lines: Vec<ReportingLine>,
    /// Months that are closed, newest first.
    pub closed: Vec<Month>,
    /// Months with published reports that are not closed, newest first.
    pub open: Vec<OpenPeriod>,
}

/// A month that can be closed, and whom that would leave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenPeriod {
    /// The month.
    pub month: Month,
    /// Parks whose report waits for review: the month cannot be closed before.
    pub waiting: Vec<ParkId>,
    /// Parks without an approved report, which will count as not reported.
    pub missing: Vec<ParkId>,
}

/// One submission waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueLine {
    /// The park.
    pub park: ParkId,
    /// The month.
    pub month: Month,
    /// Who submitted it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it corrects a published report.
    pub correction: bool,
    /// Warnings it answers.
    pub warnings: u32,
}

/// A submission opened for review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Review {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The park.
    pub park: ParkId,
    /// The month.
    pub month: Month,
    /// Where it stands.
    pub stage: Stage,
    /// How many revisions there are: send it back with the decision.
    pub seen_revisions: usize,
    /// Who submitted it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Where the numbers came from.
    pub source: Source,
    /// The lines with their changes.
    pub lines: Vec<Changed>,
    /// What the checks say, warnings with their answers.
    pub findings: Vec<Finding>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// What is stated of rows marked 口径调整.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
}

/// A line with its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changed {
    /// The line.
    pub row: Row,
    /// 上月, on the basis of the form.
    pub last_month: Option<Decimal>,
    /// 上年同期, on the basis of the form; as published, also where it cannot be compared.
    pub year_ago: Option<Decimal>,
    /// 当月: the month alone, of a cumulative item the difference to the month before; a stock as it is.
    pub this_month: Option<Decimal>,
    /// 上月, of the same kind and by the definition of this month: what 环比 is against.
    pub month_before: Option<Decimal>,
    /// 环比: the month alone against the month before alone.
    pub month_on_month: Change,
    /// 同比 on the basis of the form, by the rules of the board.
    pub year_on_year: Change,
    /// The published value this one would replace, when it differs.
    pub replaces: Option<Decimal>,
}

/// The queue; the office's alone.
pub fn queue(seen: Seen<'_>, now: Timestamp) -> Option<Queue> {
    if seen.scope() != &crate::access::Scope::Office {
        return None;
    }
    let state = seen.state();
    let mut waiting: Vec<QueueLine> = Vec::new();
    for (park, months) in &state.reports {
        for (month, report) in months {
            let Some(last) = report.revisions.last().filter(|_| report.stage() == Stage::Submitted) else { continue };
            waiting.push(QueueLine {
                park: park.clone(),
                month: *month,
                by: last.by.name.clone(),
                at: last.at,
                correction: report.published().is_some(),
                warnings: last.answers.len() as u32,
            });
        }
    }
    waiting.sort_by(|a, b| (a.at, &a.park).cmp(&(b.at, &b.park)));
    let collected = collected_month(now);
    let reporting = reporting(seen, collected, now);
    let open = seen.months().into_iter().rev().filter(|month| !state.closed.contains(month));
    Some(Queue {
        position: seen.position(),
        demo: state.demo,
        waiting,
        collected,
        due: reporting.due,
        lines: reporting.lines,
        closed: state.closed.iter().rev().copied().collect(),
        open: open.map(|month| open_period(seen, month)).collect(),
    })
}

fn open_period(seen: Seen<'_>, month: Month) -> OpenPeriod {
    let (mut waiting, mut missing) = (Vec::new(), Vec::new());
    for park in seen.zone().members(month) {
        if seen.stage(&park.id, month).0 == Stage::Submitted {
            waiting.push(park.id.clone());
        } else if seen.published(&park.id, month).is_none() {
            missing.push(park.id.clone());
        }
    }
    OpenPeriod { month, waiting, missing }
}

/// The last submission of a park for a month; the office's alone.
pub fn review(seen: Seen<'_>, park: &ParkId, month: Month) -> Option<Review> {
    if seen.scope() != &crate::access::Scope::Office {
        return None;
    }
    let sheet: Sheet = sheet(seen, park, month)?;
    let state = seen.state();
    let report = state.report(park, month)?;
    let last = report.revisions.last()?;
    let published = report.published().map(|(_, revision)| revision);
    let line = |(item, row): (&Item, &Row)| {
        let line = sheet.lines.iter().find(|line| line.item == row.item);
        let series = seen.series(park, item, Reading::Submitted(month));
        let alone = |of: Month| match item.basis {
            Basis::PointInTime => series.figure(of, Basis::PointInTime, month, false).0,
            Basis::Month | Basis::Cumulative => series.figure(of, Basis::Month, month, false).0,
        };
        let on_form = |of: Month| series.figure(of, item.basis, month, true).0;
        let (this_month, month_before) = (alone(month), alone(month.previous()));
        let before = published.and_then(|revision| revision.row(&row.item)).map(Row::measured);
        Changed {
            row: row.clone(),
            last_month: line.and_then(|line| line.last_month),
            year_ago: on_form(month.year_ago()).ok().or_else(|| line?.year_ago),
            this_month: this_month.ok(),
            month_before: month_before.ok(),
            month_on_month: Change::between(this_month, month_before, item.unit),
            year_on_year: Change::between(row.measured(), on_form(month.year_ago()), item.unit),
            replaces: before.filter(|before| *before != row.measured()).and_then(Result::ok),
        }
    };
    let in_form_order = seen.zone().form.items.iter().filter_map(|item| Some((item, last.row(&item.code)?)));
    let mut findings = check(seen.zone(), &sheet.history().adjusted(&last.adjustments), &last.rows);
    findings.retain(|finding| finding.level != Level::Notice);
    Some(Review {
        position: seen.position(),
        demo: state.demo,
        park: park.clone(),
        month,
        stage: report.stage(),
        seen_revisions: report.revisions.len(),
        by: last.by.name.clone(),
        at: last.at,
        source: last.source.clone(),
        lines: in_form_order.map(line).collect(),
        findings,
        answers: last.answers.clone(),
        adjustments: last.adjustments.clone(),
    })
}

impl Review {
    /// The answer given to a finding.
    pub fn answer(&self, finding: &Finding) -> Option<&str> {
        self.answers.iter().find(|answer| answer.rule == finding.rule).map(|answer| answer.reason.as_str())
    }

    /// Items with a warning or an error.
    pub fn flagged(&self) -> Vec<Code> {
        self.findings.iter().flat_map(|finding| finding.items.iter().cloned()).collect()
    }
}
