//! What has changed since a viewer last looked: for the leading group and its office, whose first screen says it.

use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::board::{collected, is_overdue, reporting_line};
use super::desk::LISTED;
use crate::access::Scope;
use crate::id::{Code, ElementId, MatchId, ParkId};
use crate::period::Month;
use crate::report::{Report, Revision, Row};
use crate::series::Seen;
use crate::sharing::StepKind;

/// Lines at most: what nobody would read to its end is counted.
const MOST: usize = 30;
/// Items of a revision that are told with both values; the others are counted.
const ITEMS: usize = 3;

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Since {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// The moment that was asked about: changes after it are told.
    pub at: Timestamp,
    /// The changes, newest first.
    pub lines: Vec<Changed>,
    /// How many older ones are not told.
    pub more: usize,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SinceLine))]
pub struct Changed {
    /// When it changed: the time of the journal's entry; of a report that became overdue, when it was due.
    pub at: Timestamp,
    /// What has changed, and of which report or transfer.
    pub what: Change,
}

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SinceChange))]
#[serde(rename_all = "snake_case", tag = "kind", try_from = "Written")]
pub enum Change {
    /// A report was approved for the first time.
    Approved {
        /// The park whose report was approved, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// Days it had come late; 0 when in time.
        days_late: u32,
    },
    /// A published report was replaced.
    Revised {
        /// The park whose report was replaced, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// The first items whose values changed, in the form's order.
        items: Vec<ItemChange>,
        /// How many more changed.
        more: usize,
    },
    /// An approval was taken back.
    Withdrawn {
        /// The park whose report waits for review again, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// Why the office took the approval back, as the park reads it.
        reason: String,
    },
    /// A report became overdue and still is.
    Overdue {
        /// The park that owes the report, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is owed for, written `2026-10`.
        month: Month,
        /// Days it is overdue, the first day after the due day being 1.
        days: u32,
    },
    /// A transfer began: both parks have confirmed its first stage.
    Begun {
        /// Number of the match: the position of the journal's entry that proposed it.
        #[serde(rename = "match")]
        matched: MatchId,
        /// The park that gives, by its id: `xiuwu`.
        giver: ParkId,
        /// The park that receives, by its id: `boai`.
        taker: ParkId,
        /// The element 要素 that is shared, by its id in the configuration: `talent`.
        element: ElementId,
        /// The element's name in the configuration, 人才; its id when it is no longer configured.
        element_name: String,
        /// What is given, in words, on one line.
        title: String,
    },
}

/// A change as it is read: every field of every kind. Reading a tagged enum kind by kind is several times as much code,
/// and a browser waits for it on a first visit.
#[derive(Deserialize)]
struct Written {
    kind: Kind,
    park: Option<ParkId>,
    month: Option<Month>,
    days_late: Option<u32>,
    items: Option<Vec<ItemChange>>,
    more: Option<usize>,
    reason: Option<String>,
    days: Option<u32>,
    #[serde(rename = "match")]
    matched: Option<MatchId>,
    giver: Option<ParkId>,
    taker: Option<ParkId>,
    element: Option<ElementId>,
    element_name: Option<String>,
    title: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Approved,
    Revised,
    Withdrawn,
    Overdue,
    Begun,
}

impl TryFrom<Written> for Change {
    type Error = &'static str;

    fn try_from(it: Written) -> Result<Self, &'static str> {
        it.change().ok_or("a change lacks a field of its kind")
    }
}

impl Written {
    fn change(self) -> Option<Change> {
        Some(match self.kind {
            Kind::Approved => Change::Approved { park: self.park?, month: self.month?, days_late: self.days_late? },
            Kind::Revised => {
                Change::Revised { park: self.park?, month: self.month?, items: self.items?, more: self.more? }
            }
            Kind::Withdrawn => Change::Withdrawn { park: self.park?, month: self.month?, reason: self.reason? },
            Kind::Overdue => Change::Overdue { park: self.park?, month: self.month?, days: self.days? },
            Kind::Begun => Change::Begun {
                matched: self.matched?,
                giver: self.giver?,
                taker: self.taker?,
                element: self.element?,
                element_name: self.element_name?,
                title: self.title?,
            },
        })
    }
}

/// An item's value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemChange {
    /// The item of the monthly form, by its code: `qc05_0`.
    pub item: Code,
    /// What was published before; absent when there was no value.
    pub before: Option<Decimal>,
    /// What is published now; absent when there is no value.
    pub after: Option<Decimal>,
}

/// What has changed after `at`, seen from `now`. A leader who looked on the 24th at 17:20 and again on the 25th is told
/// of what was approved at 17:21, and not of what was approved at 17:20.
pub fn since(seen: Seen<'_>, at: Timestamp, now: Timestamp) -> Option<Since> {
    if !matches!(seen.scope(), Scope::Leading | Scope::Office) {
        return None;
    }
    let mut lines = approved(seen, at);
    lines.extend(withdrawn(seen, at));
    lines.extend(overdue(seen, at, now));
    lines.extend(begun(seen, at));
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    Some(Since { position: seen.position(), at, lines, more })
}

/// Every approval since then that stands.
fn approved(seen: Seen<'_>, at: Timestamp) -> Vec<Changed> {
    let due = |month: Month| month.due(seen.zone().due_day);
    let newer = seen.state().approvals.iter().rev().take_while(|it| it.at > at);
    let line = |it: &crate::state::Approval| {
        let report = seen.state().report(&it.park, it.month)?;
        let is_it = |revision: &Arc<Revision>| revision.verdict.as_ref().is_some_and(|verdict| verdict.at == it.at);
        let index = report.revisions.iter().rposition(is_it)?;
        let (park, month) = (it.park.clone(), it.month);
        let what = match report.replaced_by(index).filter(|_| it.revised) {
            None => {
                let days_late = reporting_line(seen, &it.park, month, due(month), it.at).days_late;
                Change::Approved { park, month, days_late }
            }
            Some(before) => {
                let mut items = changed(seen, before, &report.revisions[index]);
                let more = items.len().saturating_sub(ITEMS);
                items.truncate(ITEMS);
                Change::Revised { park, month, items, more }
            }
        };
        Some(Changed { at: it.at, what })
    };
    newer.filter_map(line).collect()
}

/// The items whose values differ, in the form's order.
fn changed(seen: Seen<'_>, before: &Revision, after: &Revision) -> Vec<ItemChange> {
    let change = |item: &crate::zone::Item| {
        let value = |revision: &Revision| revision.row(&item.code).and_then(|row| Row::measured(row).ok());
        let (before, after) = (value(before), value(after));
        (before != after).then(|| ItemChange { item: item.code.clone(), before, after })
    };
    seen.zone().form.items.iter().filter_map(change).collect()
}

fn withdrawn(seen: Seen<'_>, at: Timestamp) -> Vec<Changed> {
    let of = |park: &ParkId, month: Month, report: &Report| {
        let it = report.revisions.last()?.standing_withdrawal().filter(|it| it.at > at)?;
        let (park, reason) = (park.clone(), it.reason.clone());
        Some(Changed { at: it.at, what: Change::Withdrawn { park, month, reason } })
    };
    let reports = seen
        .state()
        .reports
        .iter()
        .flat_map(|(park, months)| months.iter().map(move |(month, report)| (park, *month, report)));
    reports.filter_map(|(park, month, report)| of(park, month, report)).collect()
}

fn overdue(seen: Seen<'_>, at: Timestamp, now: Timestamp) -> Vec<Changed> {
    let last = collected(seen, now);
    let mut all = Vec::new();
    for month in last.plus(1 - LISTED).to(last) {
        let due = month.due(seen.zone().due_day);
        if due <= at {
            continue;
        }
        for park in seen.zone().active(month).filter(|park| is_overdue(seen, &park.id, month, now)) {
            let line = reporting_line(seen, &park.id, month, due, now);
            // It came in time; that it was returned is a line of its own.
            if line.sent_again {
                continue;
            }
            let days = line.days_overdue;
            all.push(Changed { at: due, what: Change::Overdue { park: park.id.clone(), month, days } });
        }
    }
    all
}

fn begun(seen: Seen<'_>, at: Timestamp) -> Vec<Changed> {
    let name = |id: &ElementId| {
        let element = seen.zone().sharing.as_ref().and_then(|rules| rules.element(id));
        element.map_or_else(|| id.to_string(), |element| element.name.clone())
    };
    let matches = seen.state().sharing.all_matches().filter(|it| it.is_seen_by(seen.scope()));
    let line = |it: &crate::sharing::Match| {
        let first = it.history.iter().find(|step| step.kind == StepKind::Confirmed).filter(|step| step.at > at)?;
        let what = Change::Begun {
            matched: it.id,
            giver: it.giver.clone(),
            taker: it.taker.clone(),
            element: it.element.clone(),
            element_name: name(&it.element),
            title: it.title.clone(),
        };
        Some(Changed { at: first.at, what })
    };
    matches.filter_map(line).collect()
}
