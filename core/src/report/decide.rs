//! What is allowed with a report.

mod remind;
mod withdraw;

use jiff::Timestamp;

use super::signed::{judge_attachments, judge_signed};
use super::{Outcome, Row, Stage, Submission};
use crate::access::{Actor, Role, Scope};
use crate::check::{check, is_reason, standing};
use crate::figure::Gap;
use crate::format;
use crate::id::{Code, ParkId};
use crate::period::{Month, day_of};
use crate::series::Seen;
use crate::state::{Event, Rejection, RejectionKind, State};
use crate::view;
use crate::words::{Message, key};
use crate::zone::{ParkStatus, Zone};

pub(crate) use remind::remind;
pub(crate) use withdraw::withdraw;

/// Longest text a person may write, in characters: a page.
const LONGEST_TEXT: usize = 2000;

type Decision = Result<Vec<Event>, Rejection>;

pub(crate) fn submit(state: &State, actor: &Actor, submission: &Submission, now: Timestamp) -> Decision {
    let Submission { park, month, rows, answers, adjustments, source, signed, attachments, seen_revisions } =
        submission;
    if actor.role != Role::Park(park.clone()) {
        return Err(Rejection::forbidden(key::ONLY_OWN_PARK));
    }
    let zone = zone(state)?;
    takes_reports(state, zone, park, *month, now)?;
    let scope = Scope::Park(park.clone());
    let sheet = Seen::new(state, &scope).and_then(|seen| view::sheet(seen, park, *month));
    let Some(sheet) = sheet else { return Err(not_a_member(zone, park, *month)) };

    let revisions = state.report(park, *month).map_or(&[][..], |report| &report.revisions);
    if let Some(last) = revisions.last().filter(|_| revisions.len() != *seen_revisions) {
        let message = Message::new(key::SOMEBODY_SUBMITTED).with("who", &last.by.name);
        return Err(conflict(message.with("when", format::moment(last.at))));
    }
    if answers.iter().any(|answer| answer.reason.chars().count() > LONGEST_TEXT) {
        return Err(Rejection::new(RejectionKind::Invalid, Message::new(key::TEXT_TOO_LONG)));
    }
    let given = signed.as_ref().map(judge_signed).transpose()?;
    let files = attachments.as_deref().map(judge_attachments).transpose()?;
    let mut rows = rows.clone();
    rows.sort_by(|a, b| a.item.cmp(&b.item));
    let findings = check(zone, &sheet.history().adjusted(adjustments), &rows);
    let standing: Vec<_> = standing(&findings, answers).cloned().collect();
    if !standing.is_empty() {
        let message = Message::new(key::DOES_NOT_PASS).with("count", standing.len().to_string());
        return Err(Rejection { kind: RejectionKind::Invalid, message, findings: standing });
    }
    // Blank optional lines say nothing, nor do answers to warnings that are no longer there.
    rows.retain(|row| row.measured() != Err(Gap::NotReported));
    let answers: Vec<_> = answers.iter().filter(|a| findings.iter().any(|f| f.rule == a.rule)).cloned().collect();
    // What says no more than the mark is not written.
    let mut adjustments: Vec<_> = adjustments.iter().filter(|stated| !stated.is_bare(*month)).cloned().collect();
    adjustments.sort_by(|a, b| a.item.cmp(&b.item));
    if let Some(last) = revisions.last() {
        let same = |(a, b): (&Row, &Row)| (&a.item, a.measured(), a.mark) == (&b.item, b.measured(), b.mark);
        let unchanged = last.rows.len() == rows.len() && last.rows.iter().zip(&rows).all(same);
        let signs_anew = given.as_ref().is_some_and(|given| *given != last.signed && *given != sheet.signed);
        let files_anew = files.as_ref().is_some_and(|files| *files != last.attachments);
        let restated = last.adjustments != adjustments;
        if unchanged && last.answers == answers && !restated && !signs_anew && !files_anew {
            return Err(conflict(Message::new(key::NOTHING_NEW).with("when", format::moment(last.at))));
        }
    }
    let (park, month, source) = (park.clone(), *month, source.clone());
    let (signed, attachments) = (given.unwrap_or(sheet.signed), files.unwrap_or(sheet.attachments));
    Ok(vec![Event::ReportSubmitted { park, month, rows, answers, adjustments, source, signed, attachments }])
}

pub(crate) fn approve(state: &State, actor: &Actor, park: &ParkId, month: Month, seen: usize) -> Decision {
    reviewable(state, actor, park, month, seen)?;
    Ok(vec![Event::ReportApproved { park: park.clone(), month }])
}

pub(crate) fn return_to_park(
    state: &State,
    actor: &Actor,
    park: &ParkId,
    month: Month,
    seen: usize,
    reason: &str,
    items: &[Code],
) -> Decision {
    reviewable(state, actor, park, month, seen)?;
    reason_given(reason)?;
    let zone = zone(state)?;
    if let Some(unknown) = items.iter().find(|item| zone.item(item).is_none()) {
        let message = Message::new(key::UNKNOWN_ITEM).with("item", unknown.as_str());
        return Err(Rejection::new(RejectionKind::Invalid, message));
    }
    let (park, items, reason) = (park.clone(), items.to_vec(), reason.trim().to_owned());
    Ok(vec![Event::ReportReturned { park, month, reason, items }])
}

pub(crate) fn close(state: &State, actor: &Actor, month: Month, now: Timestamp) -> Decision {
    office(actor)?;
    let zone = zone(state)?;
    if month >= Month::of(day_of(now)) {
        return Err(about_month(key::MONTH_NOT_OVER, month));
    }
    if state.closed.contains(&month) {
        return Err(about_month(key::ALREADY_CLOSED, month));
    }
    let waits = |park: &&crate::zone::Park| {
        state.report(&park.id, month).is_some_and(|report| report.stage() == Stage::Submitted)
    };
    if let Some(park) = zone.active(month).find(waits) {
        return Err(conflict(Message::new(key::STILL_WAITING).with("park", park.name_in(month))));
    }
    Ok(vec![Event::PeriodClosed { month }])
}

pub(crate) fn reopen(state: &State, actor: &Actor, month: Month, reason: &str) -> Decision {
    office(actor)?;
    reason_given(reason)?;
    if !state.closed.contains(&month) {
        return Err(about_month(key::NOT_CLOSED, month));
    }
    Ok(vec![Event::PeriodReopened { month, reason: reason.trim().to_owned() }])
}

fn takes_reports(state: &State, zone: &Zone, park: &ParkId, month: Month, now: Timestamp) -> Result<(), Rejection> {
    if !zone.park(park).is_some_and(|park| park.is_active(month)) {
        return Err(not_a_member(zone, park, month));
    }
    if month >= Month::of(day_of(now)) {
        return Err(about_month(key::MONTH_NOT_OVER, month));
    }
    if state.closed.contains(&month) {
        return Err(about_month(key::MONTH_CLOSED, month));
    }
    Ok(())
}

fn reviewable(state: &State, actor: &Actor, park: &ParkId, month: Month, seen: usize) -> Result<(), Rejection> {
    office(actor)?;
    let none = || Rejection::new(RejectionKind::NotFound, Message::new(key::NO_REPORT));
    let report = state.report(park, month).ok_or_else(none)?;
    let last = report.revisions.last().ok_or_else(none)?;
    let by = |key, who: &Actor, at| conflict(Message::new(key).with("who", &who.name).with("when", format::moment(at)));
    if report.revisions.len() != seen {
        return Err(by(key::SOMEBODY_SUBMITTED, &last.by, last.at));
    }
    match &last.verdict {
        Some(verdict) if verdict.outcome == Outcome::Approved => {
            Err(by(key::ALREADY_APPROVED, &verdict.by, verdict.at))
        }
        Some(verdict) => Err(by(key::ALREADY_RETURNED, &verdict.by, verdict.at)),
        None if state.closed.contains(&month) => Err(about_month(key::MONTH_CLOSED, month)),
        None => Ok(()),
    }
}

fn office(actor: &Actor) -> Result<(), Rejection> {
    if actor.role == Role::Office { Ok(()) } else { Err(Rejection::forbidden(key::ONLY_OFFICE)) }
}

fn reason_given(reason: &str) -> Result<(), Rejection> {
    let invalid = |key| Err(Rejection::new(RejectionKind::Invalid, Message::new(key)));
    match () {
        () if reason.chars().count() > LONGEST_TEXT => invalid(key::TEXT_TOO_LONG),
        () if !is_reason(reason) => invalid(key::REASON_NEEDED),
        () => Ok(()),
    }
}

fn zone(state: &State) -> Result<&Zone, Rejection> {
    state.zone().map(std::sync::Arc::as_ref).ok_or_else(|| conflict(Message::new(key::NOT_CONFIGURED)))
}

fn not_a_member(zone: &Zone, id: &ParkId, month: Month) -> Rejection {
    let park = zone.park(id);
    let key = match park.and_then(|park| park.status(month)) {
        Some(ParkStatus::Candidate) => key::PARK_IS_CANDIDATE,
        Some(ParkStatus::Left) => key::PARK_HAS_LEFT,
        _ => key::NOT_A_MEMBER,
    };
    let name = park.map_or(id.as_str(), |park| park.name_in(month));
    let message = Message::new(key).with("park", name).with("month", format::month(month));
    Rejection::new(RejectionKind::NotFound, message)
}

fn about_month(key: crate::words::Key, month: Month) -> Rejection {
    conflict(Message::new(key).with("month", format::month(month)))
}

fn conflict(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Conflict, message)
}
