//! The park office's desk: what is due, and the sheet of a month to fill in.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::board::{ReportingLine, collected, days_after, is_overdue, reporting_line};
use crate::check::History;
use crate::figure::{Gap, Measured};
use crate::format;
use crate::formula::Lag;
use crate::id::{Code, ParkId};
use crate::period::Month;
use crate::report::signed::last_signed;
use crate::report::{Adjustment, Answer, Attachment, Reminder, Report, Row, Signed, Source, Stage, Withdrawal};
use crate::series::{Reading, Seen, returned};
use crate::words::{Message, key};
use crate::zone::ParkStatus;

/// Months listed on the desk.
pub(super) const LISTED: i32 = 13;

/// What a park's office has to do, newest month first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Desk {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The park whose desk it is, by its id: `xiuwu`.
    pub park: ParkId,
    /// What it is to the zone in the month being collected, where that is said beside its name; absent of a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ParkStatus>,
    /// The months it can report on, newest first: at most 13, up to the one being collected.
    pub lines: Vec<DeskLine>,
}

/// One month on the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskLine {
    /// The month the report is on, written `2026-10`.
    pub month: Month,
    /// Where its report stands, as every screen tells it.
    pub reporting: ReportingLine,
    /// When it is due; a month before the zone's first one has no such day.
    pub due: Timestamp,
    /// The first moment at which it can be sent: when the month is over.
    pub opens: Timestamp,
    /// Whether the month is closed: nothing more is taken in.
    pub closed: bool,
    /// Why it was returned.
    pub returned: Option<String>,
    /// That its approval was taken back, and why, while it waits to be judged again.
    pub withdrawn: Option<Withdrawal>,
}

/// That the office has asked the park for an overdue report 催报.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asked {
    /// The month whose report is overdue, written `2026-10`.
    pub month: Month,
    /// Days it is overdue.
    pub days_overdue: u32,
    /// Who asked, and when.
    pub reminder: Reminder,
}

/// The form of one month, ready to fill in. The browser judges it with [`crate::check::check`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sheet {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The park that fills the form in, by its id: `xiuwu`.
    pub park: ParkId,
    /// The month the report is on, written `2026-10`.
    pub month: Month,
    /// Where the report stands.
    pub stage: Stage,
    /// When the report is due; without meaning for a month before the zone's first one.
    pub due: Timestamp,
    /// The first moment at which it can be sent: when the month is over.
    pub opens: Timestamp,
    /// Whether the month lies before the zone's first one: 补报, without a due day.
    pub voluntary: bool,
    /// Whether the month is closed.
    pub closed: bool,
    /// Why it was returned.
    pub returned: Option<String>,
    /// The items it was returned for; empty means the whole report.
    pub returned_items: Vec<Code>,
    /// That its approval was taken back, and why, while it waits to be judged again.
    pub withdrawn: Option<Withdrawal>,
    /// Whether an approved version of before is published while it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub earlier_stands: bool,
    /// How many revisions there are: send it back with the submission.
    pub seen_revisions: usize,
    /// Who submitted the last one, and when.
    pub last_submitted: Option<(String, Timestamp)>,
    /// Where the last one's numbers came from.
    pub source: Option<Source>,
    /// The form's items, in its order.
    pub lines: Vec<SheetLine>,
    /// Answers given to warnings in the last revision.
    pub answers: Vec<Answer>,
    /// What the last revision states of rows marked 口径调整.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
    /// Who stood for the park's last report, to go on from.
    #[serde(default)]
    pub signed: Signed,
    /// Files that came with the last revision.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetLine {
    /// The item of the form, by its code: `qc05_0`.
    pub item: Code,
    /// What stands in the last revision.
    pub row: Option<Row>,
    /// 上年同期, on the basis of the form, when there is one; as restated, where an adjustment since has restated it.
    pub year_ago: Option<Decimal>,
    /// 上月, on the basis of the form, when there is one; as restated, where an adjustment since has restated it.
    pub last_month: Option<Decimal>,
    /// The figures that an adjustment stated in another report keeps from being compared with this month's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incomparable: Vec<Lag>,
}

impl Sheet {
    /// That its approval was taken back, and what is published meanwhile: an approved version of before, or none.
    pub fn withdrawn_message(&self) -> Option<Message> {
        let withdrawal = self.withdrawn.as_ref()?;
        let sentence = if self.earlier_stands { key::SHEET_IS_WITHDRAWN_EARLIER } else { key::SHEET_IS_WITHDRAWN };
        Some(Message::new(sentence).with("when", format::moment(withdrawal.at)))
    }

    /// Days it is overdue at `now`, as the board counts them; 0 where nothing is owed, or it was submitted in the
    /// meantime: on 28 November 13 of a report due on 15 November.
    pub fn days_overdue(&self, now: Timestamp) -> u32 {
        let is_owed = !self.voluntary && !self.closed && matches!(self.stage, Stage::Awaited | Stage::Returned);
        if is_owed { days_after(self.due, now) } else { 0 }
    }

    /// The figures checks compare with.
    pub fn history(&self) -> History {
        let figures =
            |line: &SheetLine| (line.item.clone(), line.beside(), line.figure(Lag::LastMonth, line.last_month));
        History::of(self.month, self.lines.iter().map(figures))
    }
}

impl SheetLine {
    /// 上年同期 as something to compare with.
    pub fn beside(&self) -> Measured {
        self.figure(Lag::YearAgo, self.year_ago)
    }

    fn figure(&self, lag: Lag, value: Option<Decimal>) -> Measured {
        let figure = value.ok_or(Gap::NotReported);
        if self.incomparable.contains(&lag) { figure.and(Err(Gap::Break)) } else { figure }
    }
}

/// The desk of the scope's own park (the office may look at anybody's).
pub fn desk(seen: Seen<'_>, park: &ParkId, now: Timestamp) -> Option<Desk> {
    if !seen.scope().sees_unpublished(park) {
        return None;
    }
    let member = seen.zone().park(park)?;
    let last = collected(seen, now);
    let line = |month: Month| {
        let due = month.due(seen.zone().due_day);
        DeskLine {
            month,
            reporting: reporting_line(seen, park, month, due, now),
            due,
            opens: month.over(),
            closed: seen.state().closed.contains(&month),
            returned: returned(seen.stage(park, month).1).map(|(reason, _)| reason.to_owned()),
            withdrawn: withdrawn(seen, park, month).cloned(),
        }
    };
    let months = last.plus(1 - LISTED).to(last).rev().filter(|month| member.is_active(*month));
    Some(Desk {
        position: seen.position(),
        demo: seen.state().demo,
        park: park.clone(),
        status: member.marked(last),
        lines: months.map(line).collect(),
    })
}

/// The months a park has been asked for and still owes, oldest first; for its own office alone.
pub(super) fn asked(seen: Seen<'_>, park: &ParkId, now: Timestamp) -> Vec<Asked> {
    let last = collected(seen, now);
    let asked = |month: Month| {
        let due = month.due(seen.zone().due_day);
        let line = is_overdue(seen, park, month, now).then(|| reporting_line(seen, park, month, due, now))?;
        Some(Asked { month, days_overdue: line.days_overdue, reminder: line.reminded? })
    };
    last.plus(1 - LISTED).to(last).filter_map(asked).collect()
}

/// How many of the months that the desk lists have a report that was returned, and are open.
pub(super) fn to_send_again(seen: Seen<'_>, park: &ParkId, collected: Month) -> u32 {
    let is_open = |month: &Month| !seen.state().closed.contains(month);
    let months = collected.plus(1 - LISTED).to(collected).filter(is_open);
    months.filter(|month| seen.stage(park, *month).0 == Stage::Returned).count() as u32
}

fn withdrawn<'a>(seen: Seen<'a>, park: &ParkId, month: Month) -> Option<&'a Withdrawal> {
    seen.state().report(park, month)?.revisions.last()?.standing_withdrawal()
}

fn is_published(report: Option<&Report>) -> bool {
    report.is_some_and(|report| report.published().is_some())
}

/// The sheet of a month, or `None` when the scope may not see it or the park was no member.
pub fn sheet(seen: Seen<'_>, park: &ParkId, month: Month) -> Option<Sheet> {
    if !seen.scope().sees_unpublished(park) || !seen.zone().park(park)?.is_active(month) {
        return None;
    }
    let state = seen.state();
    let revisions = state.report(park, month).map_or(&[][..], |report| &report.revisions);
    let last = revisions.last();
    let (stage, verdict) = seen.stage(park, month);
    let returned = returned(verdict);
    let line = |item: &crate::zone::Item| {
        let series = seen.series(park, item, Reading::Except(month));
        // What cannot be compared is shown as it was reported, and said to be so.
        let reported = |month| seen.reported(park, &item.code, month, Reading::Published)?.0.measured().ok();
        let (year_ago, last_month) = (month.year_ago(), month.previous());
        let beside = series.figure(year_ago, item.basis, month, true).0;
        let before = series.report(last_month, month).0;
        let broken = [(Lag::YearAgo, beside), (Lag::LastMonth, before)];
        // A cumulative figure starts anew in January: there is no month before in the same year.
        let restarts = item.basis == crate::period::Basis::Cumulative && month.number() == 1;
        SheetLine {
            item: item.code.clone(),
            row: last.and_then(|revision| revision.row(&item.code)).cloned(),
            year_ago: beside.ok().or_else(|| reported(year_ago)),
            last_month: if restarts { None } else { before.ok().or_else(|| reported(last_month)) },
            incomparable: broken
                .into_iter()
                .filter(|(_, figure)| *figure == Err(Gap::Break))
                .map(|(lag, _)| lag)
                .collect(),
        }
    };
    Some(Sheet {
        position: seen.position(),
        demo: state.demo,
        park: park.clone(),
        month,
        stage,
        due: month.due(seen.zone().due_day),
        opens: month.over(),
        voluntary: state.first_month().is_some_and(|first| month < first),
        closed: state.closed.contains(&month),
        returned: returned.map(|(reason, _)| reason.to_owned()),
        returned_items: returned.map_or_else(Vec::new, |(_, items)| items.to_vec()),
        withdrawn: withdrawn(seen, park, month).cloned(),
        earlier_stands: withdrawn(seen, park, month).is_some() && is_published(state.report(park, month)),
        seen_revisions: revisions.len(),
        last_submitted: last.map(|revision| (revision.by.name.clone(), revision.at)),
        source: last.map(|revision| revision.source.clone()),
        lines: seen.zone().items(month).map(line).collect(),
        answers: last.map_or_else(Vec::new, |revision| revision.answers.clone()),
        adjustments: last.map_or_else(Vec::new, |revision| revision.adjustments.clone()),
        signed: last_signed(state, park, revisions),
        attachments: last.map_or_else(Vec::new, |revision| revision.attachments.clone()),
    })
}
