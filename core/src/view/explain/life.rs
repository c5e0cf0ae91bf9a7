//! Every value that a reported number has had: who stated it and when, what became of it, and why.

use super::reasons;
use crate::figure::Gap;
use crate::format::{self, Scale};
use crate::id::{Code, ParkId};
use crate::period::Month;
use crate::report::{Outcome, Revision, Row, Withdrawal};
use crate::series::Seen;
use crate::words::{Key, Message, key};

/// The life of an item of a report, the newest value first, each as a sentence with the number on the form's basis and
/// with every digit, in the unit of `scale`; empty when there was but one value, which is shown as it is.
///
/// Example: 修武 states 120, which is approved on the 10th; it states 118 for the same month with the reason 漏报更正, which
/// is approved on the 20th. The life of the number is 118 and, below it, 120. Whoever may see what is approved alone is
/// told of values that were approved at some time; the office and the park itself are told of all that were sent.
pub(super) fn life(seen: Seen<'_>, park: &ParkId, item: &Code, month: Month, scale: Scale) -> Vec<Message> {
    let all = seen.scope().sees_unpublished(park);
    let Some(report) = seen.state().report(park, month) else { return Vec::new() };
    let last = report.revisions.len().saturating_sub(1);
    let told = report.revisions.iter().enumerate().rev();
    let life = told.flat_map(|(at, revision)| {
        // What waits is shown as it is, and to whom it may be; what was taken back was published before.
        let verdict = (all || revision.is_approved()) && (revision.verdict.is_some() || revision.withdrawn.is_none());
        let judged = verdict.then(|| stated(seen, revision, item, at < last, scale));
        let taken_back = revision.withdrawn.as_ref().map(|it| taken_back(seen, revision, item, it, scale));
        judged.into_iter().chain(taken_back)
    });
    let life: Vec<_> = life.collect();
    let is_all = life.len() == 1 && life.iter().all(|it| it.key != key::STATED_WITHDRAWN);
    if is_all { Vec::new() } else { life }
}

/// `1,180：修武分园办公室2026-11-12 09:30填报，领导小组办公室2026-11-13 10:00审核通过（第120号）`, and, where there is one,
/// why it was returned or unusual. What was not judged before the next came is told as that.
fn stated(seen: Seen<'_>, revision: &Revision, item: &Code, is_replaced: bool, scale: Scale) -> Message {
    let line = |key| line(seen, revision, item, key, scale);
    let Some(verdict) = &revision.verdict else {
        return line(if is_replaced { key::STATED_REPLACED } else { key::STATED_WAITING });
    };
    let message = match &verdict.outcome {
        Outcome::Approved => line(key::STATED_APPROVED),
        Outcome::Returned { reason, .. } => line(key::STATED_RETURNED).with("why", reason.as_str()),
    };
    message.with("who", verdict.by.name.as_str()).with("when", format::moment(verdict.at))
}

/// The same of an approval that was taken back, with the reason.
fn taken_back(seen: Seen<'_>, revision: &Revision, item: &Code, it: &Withdrawal, scale: Scale) -> Message {
    let message = line(seen, revision, item, key::STATED_WITHDRAWN, scale).with("why", it.reason.as_str());
    message.with("who", it.by.as_str()).with("when", format::moment(it.at))
}

fn line(seen: Seen<'_>, revision: &Revision, item: &Code, key: Key, scale: Scale) -> Message {
    let measured = revision.row(item).map_or(Err(Gap::NotReported), Row::measured);
    let given = reasons(seen, revision, item);
    let reason = if given.is_empty() { String::new() } else { format!("；{}", given.join("；")) };
    let message = Message::new(key).with("by", revision.by.name.as_str()).with("at", format::moment(revision.at));
    let message = message.with("n", revision.position.to_string()).with("reason", reason);
    message.with("value", measured.map_or_else(|_| "—".to_owned(), |value| scale.exact(value)))
}
