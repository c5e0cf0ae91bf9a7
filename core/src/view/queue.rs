//! The office's queue of submissions, and one of them opened for review.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::board::{ReportingLine, collected, is_overdue, reporting, reporting_line};
use super::desk::{LISTED, Sheet, sheet};
use super::resubmitted::{ReturnedBefore, SubmissionKind, Was, compared, returns, was};
use crate::check::{Finding, check};
use crate::figure::Change;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month, day_of};
use crate::report::{Adjustment, Answer, Attachment, Row, Signed, Source, Stage, Withdrawal};
use crate::series::{Reading, Seen};
use crate::words::{Key, key};
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
    /// When reports on that month are due.
    pub due: Timestamp,
    /// Where every park stands with it.
    pub lines: Vec<ReportingLine>,
    /// Reports that are overdue, the longest first: whom to ask for them.
    pub late: Vec<LateLine>,
    /// The first month reports are owed for.
    pub first: Option<Month>,
    /// Months that are closed, newest first.
    pub closed: Vec<Month>,
    /// Months with published reports that are not closed, newest first.
    pub open: Vec<OpenPeriod>,
}

/// A report that is overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LateLine {
    /// The month the overdue report is on, written `2026-10`.
    pub month: Month,
    /// When the report was due.
    pub due: Timestamp,
    /// Where the park stands with it.
    pub line: ReportingLine,
    /// How often the park has been asked for it.
    pub asked: u32,
    /// Whether it may be asked for today: once a day a park and month.
    pub may_ask: bool,
}

/// A month that can be closed, and whom that would leave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenPeriod {
    /// The month that is not closed yet, written `2026-10`.
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
    /// The park that submitted, by its id: `xiuwu`.
    pub park: ParkId,
    /// The month the report is on, written `2026-10`.
    pub month: Month,
    /// Who submitted it.
    pub by: String,
    /// When it was submitted.
    pub at: Timestamp,
    /// What it is in the course of its report.
    pub kind: SubmissionKind,
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
    /// The park whose report it is, by its id: `xiuwu`.
    pub park: ParkId,
    /// The month the report is on, written `2026-10`.
    pub month: Month,
    /// Where it stands.
    pub stage: Stage,
    /// How many revisions there are: send it back with the decision.
    pub seen_revisions: usize,
    /// Who submitted it.
    pub by: String,
    /// When it was submitted.
    pub at: Timestamp,
    /// What it is in the course of its report.
    pub kind: SubmissionKind,
    /// Why the one before was returned, if it was.
    pub returned_before: Option<ReturnedBefore>,
    /// Every return there was, the newest first; of a report that is returned now the first says why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<ReturnedBefore>,
    /// Whether its approval can be taken back: it is approved, and the month is not closed.
    pub may_withdraw: bool,
    /// Whether another version was approved before, which is published again when this approval is taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub earlier_stands: bool,
    /// That its approval was taken back, and why, while it waits to be judged again.
    pub withdrawn: Option<Withdrawal>,
    /// Where the numbers came from.
    pub source: Source,
    /// The lines with their changes; also lines of the submission before that are blank now.
    pub lines: Vec<Changed>,
    /// What the checks say, warnings with their answers.
    pub findings: Vec<Finding>,
    /// The park's written reasons for warnings, each with the rule that warned.
    pub answers: Vec<Answer>,
    /// What is stated of rows marked 口径调整.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
    /// Who stands for it at the park.
    pub signed: Signed,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
}

impl Review {
    /// What taking the approval back would do.
    pub fn withdraw_help(&self) -> Key {
        if self.earlier_stands { key::REVIEW_WITHDRAW_HELP } else { key::REVIEW_WITHDRAW_HELP_ALONE }
    }
}

/// A line with its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changed {
    /// The line as submitted; one that was filled in before and is blank now has neither value nor mark.
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
    /// What stood there in the submission that was returned, or that this one takes the place of, when it differs.
    pub was: Option<Was>,
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
                kind: SubmissionKind::of_last(&report.revisions),
                warnings: last.answers.len() as u32,
            });
        }
    }
    waiting.sort_by(|a, b| (a.at, &a.park).cmp(&(b.at, &b.park)));
    let collected = collected(seen, now);
    let reporting = reporting(seen, collected, now);
    let open = seen.months().into_iter().rev().filter(|month| !state.closed.contains(month));
    Some(Queue {
        position: seen.position(),
        demo: state.demo,
        waiting,
        collected,
        due: reporting.due,
        lines: reporting.lines,
        late: late(seen, collected, now),
        first: state.first_month(),
        closed: state.closed.iter().rev().copied().collect(),
        open: open.map(|month| open_period(seen, month)).collect(),
    })
}

fn late(seen: Seen<'_>, last: Month, now: Timestamp) -> Vec<LateLine> {
    let mut all = Vec::new();
    for month in last.plus(1 - LISTED).to(last) {
        let due = month.due(seen.zone().due_day);
        for park in seen.zone().active(month).filter(|park| is_overdue(seen, &park.id, month, now)) {
            let asked = seen.state().reminders(&park.id, month);
            let is_of_today = asked.last().is_some_and(|last| day_of(last.at) == day_of(now));
            let line = reporting_line(seen, &park.id, month, due, now);
            all.push(LateLine { month, due, line, asked: asked.len() as u32, may_ask: !is_of_today });
        }
    }
    all
}

fn open_period(seen: Seen<'_>, month: Month) -> OpenPeriod {
    let (mut waiting, mut missing) = (Vec::new(), Vec::new());
    for park in seen.zone().active(month) {
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
    let (earlier, returned_before) = compared(&report.revisions);
    let published = report.published().map(|(_, revision)| revision);
    let line = |(item, row): (&Item, &Row)| {
        let line = sheet.lines.iter().find(|line| line.item == row.item);
        let series = seen.series(park, item, Reading::Submitted(month));
        let alone = |of: Month| match item.basis {
            Basis::PointInTime => series.figure(of, Basis::PointInTime, month, false).0,
            Basis::Month | Basis::Cumulative => series.figure(of, Basis::Month, month, false).0,
        };
        let on_form = |of: Month| series.figure(of, item.basis, month, true).0;
        // A cumulative figure starts anew in January: there is no month before in the same year.
        let restarts = item.basis == Basis::Cumulative && month.number() == 1;
        let restated = |of: Month| if restarts { None } else { series.report(of, month).0.ok() };
        let (this_month, month_before) = (alone(month), alone(month.previous()));
        let before = published.and_then(|revision| revision.row(&row.item)).map(Row::measured);
        Changed {
            row: row.clone(),
            last_month: restated(month.previous()).or_else(|| line?.last_month),
            year_ago: on_form(month.year_ago()).ok().or_else(|| line?.year_ago),
            this_month: this_month.ok(),
            month_before: month_before.ok(),
            month_on_month: Change::between(this_month, month_before, item.unit),
            year_on_year: Change::between(row.measured(), on_form(month.year_ago()), item.unit),
            was: was(earlier, row),
            replaces: before.filter(|before| *before != row.measured()).and_then(Result::ok),
        }
    };
    // What was there and is blank now has changed too.
    let row = |item: &Item| match (last.row(&item.code), earlier.and_then(|it| it.row(&item.code))) {
        (Some(row), _) => Some(row.clone()),
        (None, Some(_)) => Some(Row { item: item.code.clone(), value: None, mark: Default::default(), cell: None }),
        (None, None) => None,
    };
    let items = &seen.zone().form.items;
    let in_form_order: Vec<(&Item, Row)> = items.iter().filter_map(|item| Some((item, row(item)?))).collect();
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
        kind: SubmissionKind::of_last(&report.revisions),
        returned_before,
        returns: returns(&report.revisions),
        earlier_stands: report.revisions.iter().rev().skip(1).any(|revision| revision.is_approved()),
        may_withdraw: report.stage() == Stage::Approved && !state.closed.contains(&month),
        withdrawn: last.standing_withdrawal().cloned(),
        source: last.source.clone(),
        lines: in_form_order.iter().map(|(item, row)| line((item, row))).collect(),
        findings,
        answers: last.answers.clone(),
        adjustments: last.adjustments.clone(),
        signed: last.signed.clone(),
        attachments: last.attachments.clone(),
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
