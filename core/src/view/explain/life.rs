//! Every value that a reported number has had: who stated it and when, what became of it, and why.

use super::reasons;
use crate::figure::Gap;
use crate::format;
use crate::id::{Code, ParkId};
use crate::period::Month;
use crate::report::{Outcome, Revision, Row};
use crate::series::Seen;
use crate::words::{Message, key};

/// The life of an item of a report, the newest value first, each as a sentence with the number in the form's unit and on
/// its basis; empty when there was but one value, which is shown as it is.
///
/// Example: 修武 states 120, which is approved on the 10th; it states 118 for the same month with the reason 漏报更正, which
/// is approved on the 20th. The life of the number is 118 and, below it, 120. Whoever may see what is approved alone is
/// told of values that were approved at some time; the office and the park itself are told of all that were sent.
pub(super) fn life(seen: Seen<'_>, park: &ParkId, item: &Code, month: Month) -> Vec<Message> {
    let all = seen.scope().sees_unpublished(park);
    let Some(report) = seen.state().report(park, month) else { return Vec::new() };
    let was_shown = |it: &Revision| it.is_approved() || it.standing_withdrawal().is_some();
    let told = report.revisions.iter().rev().filter(|revision| all || was_shown(revision));
    let life: Vec<_> = told.map(|revision| stated(seen, revision, item)).collect();
    if life.len() > 1 { life } else { Vec::new() }
}

/// `1,180：修武分园办公室2026-11-12 09:30填报，领导小组办公室2026-11-13 10:00审核通过（第120号）`, and, where there is one,
/// why it was returned, taken back or unusual.
fn stated(seen: Seen<'_>, revision: &Revision, item: &Code) -> Message {
    let taken_back = revision.standing_withdrawal();
    let (key, decided, why) = match (&revision.verdict, taken_back) {
        (Some(verdict), _) => {
            let (key, why) = match &verdict.outcome {
                Outcome::Approved => (key::STATED_APPROVED, None),
                Outcome::Returned { reason, .. } => (key::STATED_RETURNED, Some(reason.as_str())),
            };
            (key, Some((verdict.by.name.as_str(), verdict.at)), why)
        }
        (None, Some(it)) => (key::STATED_WITHDRAWN, Some((it.by.as_str(), it.at)), Some(it.reason.as_str())),
        (None, None) => (key::STATED_WAITING, None, None),
    };
    let measured = revision.row(item).map_or(Err(Gap::NotReported), Row::measured);
    let given = reasons(seen, revision, item);
    let reason = if given.is_empty() { String::new() } else { format!("；{}", given.join("；")) };
    let message = Message::new(key).with("by", revision.by.name.as_str()).with("at", format::moment(revision.at));
    let message = message.with("n", revision.position.to_string()).with("reason", reason);
    let message = message.with("value", measured.map_or_else(|_| "—".to_owned(), format::exact));
    let message = message.with("why", why.unwrap_or_default());
    match decided {
        Some((who, when)) => message.with("who", who).with("when", format::moment(when)),
        None => message,
    }
}
