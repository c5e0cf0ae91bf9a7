//! What a submission is in the course of its report: the first one, one sent again, one after a return, a correction; and
//! what was there before, so that whoever reviews it need not look for what has changed.

use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::Mark;
use crate::id::Code;
use crate::report::{Outcome, Revision, Row, Verdict};
use crate::words::{Key, key};

/// What kind of submission one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubmissionKind {
    /// 首次提交.
    First,
    /// 重新提交: before the office had said anything about the one before.
    Again,
    /// 退回后重报: the office had returned an earlier one.
    AfterReturn,
    /// 更正: of a report that is published.
    Correction,
    /// 通过已撤回: it had been approved, the approval was taken back, and it waits to be judged again.
    Withdrawn,
}

/// What the office had returned, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnedBefore {
    /// The reason given.
    pub reason: String,
    /// The items named; empty means the whole report.
    pub items: Vec<Code>,
    /// Who returned it.
    pub by: String,
    /// When the office returned it.
    pub at: Timestamp,
}

/// What stood in a line before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Was {
    /// The value; nothing when the line was blank or its mark stood for it.
    pub value: Option<Decimal>,
    /// What the reporter said of it.
    pub mark: Mark,
}

impl SubmissionKind {
    /// The kind of the last of a report's submissions.
    ///
    /// Returned, sent again, and sent once more before anybody looked: still 退回后重报.
    pub fn of_last(revisions: &[Arc<Revision>]) -> Self {
        let before = revisions.split_last().map_or(&[][..], |(_, before)| before);
        if revisions.last().is_some_and(|last| last.standing_withdrawal().is_some()) {
            return Self::Withdrawn;
        }
        match before.iter().rev().find_map(|revision| revision.verdict.as_ref()) {
            Some(Verdict { outcome: Outcome::Returned { .. }, .. }) => Self::AfterReturn,
            Some(Verdict { outcome: Outcome::Approved, .. }) => Self::Correction,
            None if before.is_empty() => Self::First,
            None => Self::Again,
        }
    }

    /// What it is called.
    pub fn words(self) -> Key {
        match self {
            Self::First => key::OFFICE_FIRST,
            Self::Again => key::OFFICE_AGAIN,
            Self::AfterReturn => key::OFFICE_AFTER_RETURN,
            Self::Correction => key::OFFICE_CORRECTION,
            Self::Withdrawn => key::OFFICE_APPROVAL_WITHDRAWN,
        }
    }
}

/// The submission that the last one is compared with, and why it was returned if it was. What a correction would replace
/// is told apart, beside each line.
pub(super) fn compared(revisions: &[Arc<Revision>]) -> (Option<&Revision>, Option<ReturnedBefore>) {
    let Some((_, before)) = revisions.split_last() else { return (None, None) };
    let judged = before.iter().rev().map(Arc::as_ref).find_map(|revision| Some((revision, revision.verdict.as_ref()?)));
    match judged {
        Some((revision, Verdict { by, at, outcome: Outcome::Returned { reason, items }, .. })) => {
            let (reason, items) = (reason.clone(), items.clone());
            (Some(revision), Some(ReturnedBefore { reason, items, by: by.name.clone(), at: *at }))
        }
        Some(_) => (None, None),
        None => (before.last().map(Arc::as_ref), None),
    }
}

/// Every return of the report, the newest first; that of the last submission is among them.
pub(super) fn returns(revisions: &[Arc<Revision>]) -> Vec<ReturnedBefore> {
    let one = |revision: &Arc<Revision>| match revision.verdict.as_ref()? {
        Verdict { by, at, outcome: Outcome::Returned { reason, items }, .. } => {
            let (reason, items) = (reason.clone(), items.clone());
            Some(ReturnedBefore { reason, items, by: by.name.clone(), at: *at })
        }
        _ => None,
    };
    revisions.iter().rev().filter_map(one).collect()
}

/// What stood in the line before, when it is not what stands there now.
pub(super) fn was(before: Option<&Revision>, now: &Row) -> Option<Was> {
    let row = before?.row(&now.item);
    let was = row.map_or(Was { value: None, mark: Mark::None }, |row| Was { value: row.value, mark: row.mark });
    (was.mark != now.mark || was.value.map(|it| it.normalize()) != now.value.map(|it| it.normalize())).then_some(was)
}
