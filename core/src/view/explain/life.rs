//! Every value that a reported number has had: who stated it and when, what became of it, and why.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::reasons;
use crate::figure::Gap;
use crate::id::{Code, ParkId};
use crate::period::Month;
use crate::report::{Outcome, Revision, Row};
use crate::series::Seen;

/// A value that was stated, with what became of it.
///
/// Example: 修武 states 120, which is approved on the 10th; it states 118 for the same month with the reason 漏报更正, which
/// is approved on the 20th. The life of the number is 118 and, below it, 120. Whoever may see what is approved alone is
/// told of values that were approved at some time; the office and the park itself are told of all that were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stated {
    /// The value, in the form's unit and on its basis.
    pub value: Option<Decimal>,
    /// Why there is none.
    pub gap: Option<Gap>,
    /// Position of the entry that stated it.
    pub position: u64,
    /// Who stated it.
    pub by: String,
    /// When it was stated.
    pub at: Timestamp,
    /// What became of it.
    pub became: Became,
    /// Who decided that; absent while it waits.
    pub decided_by: Option<String>,
    /// When that was decided; absent while it waits.
    pub decided_at: Option<Timestamp>,
    /// Why it was returned or its approval taken back.
    pub why: Option<String>,
    /// Reasons that the park gave to warnings about this item.
    pub reasons: Vec<String>,
}

/// What became of a value that was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// 待审核: the office has not judged it.
    Waiting,
    /// 已通过: it was published, and stands until another one is.
    Approved,
    /// 已退回: it was not published.
    Returned,
    /// 撤回通过: it was published, and its approval was taken back.
    Withdrawn,
}

/// The life of an item of a report, the newest value first; empty when there was but one, which is shown as it is.
pub(super) fn life(seen: Seen<'_>, park: &ParkId, item: &Code, month: Month) -> Vec<Stated> {
    let all = seen.scope().sees_unpublished(park);
    let Some(report) = seen.state().report(park, month) else { return Vec::new() };
    let stated = |revision: &Revision| stated(seen, revision, item);
    let is_told = |it: &Stated| all || matches!(it.became, Became::Approved | Became::Withdrawn);
    let life: Vec<_> = report.revisions.iter().rev().map(|it| stated(it)).filter(is_told).collect();
    if life.len() > 1 { life } else { Vec::new() }
}

fn stated(seen: Seen<'_>, revision: &Revision, item: &Code) -> Stated {
    let measured = revision.row(item).map_or(Err(Gap::NotReported), Row::measured);
    let taken_back = revision.standing_withdrawal();
    let (became, decided_by, decided_at, why) = match (&revision.verdict, taken_back) {
        (Some(verdict), _) => {
            let (became, why) = match &verdict.outcome {
                Outcome::Approved => (Became::Approved, None),
                Outcome::Returned { reason, .. } => (Became::Returned, Some(reason.clone())),
            };
            (became, Some(verdict.by.name.clone()), Some(verdict.at), why)
        }
        (None, Some(it)) => (Became::Withdrawn, Some(it.by.clone()), Some(it.at), Some(it.reason.clone())),
        (None, None) => (Became::Waiting, None, None, None),
    };
    Stated {
        value: measured.ok(),
        gap: measured.err(),
        position: revision.position,
        by: revision.by.name.clone(),
        at: revision.at,
        became,
        decided_by,
        decided_at,
        why,
        reasons: reasons(seen, revision, item),
    }
}
