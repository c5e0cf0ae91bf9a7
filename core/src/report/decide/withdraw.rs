//! Taking an approval back 撤回通过, until the month is closed.

use super::{Decision, about_month, conflict, office, reason_given};
use crate::access::Actor;
use crate::format;
use crate::id::ParkId;
use crate::period::Month;
use crate::report::Outcome;
use crate::state::{Event, Rejection, RejectionKind, State};
use crate::words::{Message, key};

/// The newest submission must be the approved one: what the park has sent since is judged first.
pub(crate) fn withdraw(
    state: &State,
    actor: &Actor,
    park: &ParkId,
    month: Month,
    seen: usize,
    reason: &str,
) -> Decision {
    office(actor)?;
    reason_given(reason)?;
    let none = || Rejection::new(RejectionKind::NotFound, Message::new(key::NO_REPORT));
    let report = state.report(park, month).ok_or_else(none)?;
    let last = report.revisions.last().ok_or_else(none)?;
    if state.closed.contains(&month) {
        return Err(about_month(key::WITHDRAW_CLOSED, month));
    }
    if report.revisions.len() != seen {
        let message = Message::new(key::SOMEBODY_SUBMITTED).with("who", &last.by.name);
        return Err(conflict(message.with("when", format::moment(last.at))));
    }
    if !matches!(&last.verdict, Some(verdict) if verdict.outcome == Outcome::Approved) {
        return Err(conflict(Message::new(key::NOT_APPROVED)));
    }
    Ok(vec![Event::ApprovalWithdrawn { park: park.clone(), month, reason: reason.trim().to_owned() }])
}
