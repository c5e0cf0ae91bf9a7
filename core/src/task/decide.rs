//! Who may do what to a task, and when.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Act, ActKind, Assignment, Command, Condition, Event, Handler, Origin, StepKind, Task};
use crate::access::{Actor, Role, Scope};
use crate::check::is_reason;
use crate::format;
use crate::period::{Basis, Month, day_of};
use crate::series::{Seen, Subject};
use crate::state::{self, Rejection, RejectionKind, State};
use crate::words::{Key, Message, key};

/// Characters of a title: one line of a list.
const LINE: usize = 60;
/// Characters of what is said.
const TEXT: usize = 1000;
/// Days of a term: five years. A longer one is a slip of the pen.
const LONGEST: i32 = 1830;
/// Who helps at most.
const MOST_SUPPORT: usize = 8;

pub(crate) fn decide(
    state: &State,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<state::Event>, Rejection> {
    let event = match command {
        Command::Assign(assignment) => assign(state, actor, assignment, day_of(now))?,
        Command::Act { task, act } => {
            let scope = actor.role.scope().ok_or_else(unknown)?;
            let it = state.tasks().get(*task).filter(|it| it.is_seen_by(&scope)).ok_or_else(unknown)?;
            self::act(state, actor, it, act, now)?
        }
    };
    Ok(vec![state::Event::Task(event)])
}

fn assign(state: &State, actor: &Actor, it: &Assignment, today: Date) -> Result<Event, Rejection> {
    if actor.role != Role::Office {
        return Err(Rejection::forbidden(key::TASK_ONLY_OFFICE));
    }
    let zone = state.zone().ok_or_else(|| conflict(Message::new(key::NOT_CONFIGURED)))?;
    let title = it.title.trim();
    if title.is_empty() || title.chars().count() > LINE || title.contains(['\n', '\t']) {
        return Err(invalid(Message::new(key::TASK_TITLE_NEEDED).with("most", LINE.to_string())));
    }
    let detail = it.detail.trim();
    if detail.chars().count() > TEXT {
        return Err(invalid(Message::new(key::TASK_TEXT_LONG).with("most", TEXT.to_string())));
    }
    let is_known = |handler: &Handler| match handler {
        Handler::Park(park) => zone.park(park).is_some(),
        Handler::Office => true,
        Handler::Department(name) => !name.trim().is_empty() && name.chars().count() <= LINE,
    };
    if let Some(wrong) = std::iter::once(&it.lead).chain(&it.support).find(|handler| !is_known(handler)) {
        let name = match wrong {
            Handler::Park(park) => park.to_string(),
            Handler::Office => String::new(),
            Handler::Department(name) => name.clone(),
        };
        return Err(invalid(Message::new(key::TASK_HANDLER_UNKNOWN).with("name", name)));
    }
    let mut support = it.support.clone();
    support.sort_unstable();
    support.dedup();
    support.retain(|handler| *handler != it.lead);
    if support.len() > MOST_SUPPORT {
        return Err(invalid(Message::new(key::TASK_SUPPORT_MANY).with("most", MOST_SUPPORT.to_string())));
    }
    if it.sign_by < today || it.due < it.sign_by || days(today, it.due) > LONGEST {
        let message = Message::new(key::TASK_TERMS_WRONG).with("sign", it.sign_by.to_string());
        return Err(invalid(message.with("due", it.due.to_string()).with("today", today.to_string())));
    }
    match &it.source {
        Origin::Meeting { edition } if state.editions().get(*edition).is_none() => {
            return Err(invalid(Message::new(key::EDITION_UNKNOWN).with("n", edition.to_string())));
        }
        Origin::Note { by } if by.trim().is_empty() || by.chars().count() > LINE => {
            return Err(invalid(Message::new(key::TASK_NOTE_NEEDED)));
        }
        Origin::Meeting { .. } | Origin::Note { .. } | Origin::Office {} => {}
    }
    if let Some(condition) = &it.condition {
        let subject = condition.park.clone().map_or(Subject::Zone, Subject::Park);
        let is_known = zone.source(&condition.code).is_some_and(|source| source.has(&subject))
            && condition.park.as_ref().is_none_or(|park| zone.park(park).is_some());
        if !is_known {
            return Err(invalid(Message::new(key::TASK_CONDITION_UNKNOWN).with("code", condition.code.to_string())));
        }
        // One that no figure could ever answer is none.
        let is_stock = zone.source(&condition.code).is_some_and(|source| source.is_stock());
        let due = Month::of(it.due);
        let is_in_reach = state.first_month().is_none_or(|first| first <= condition.month) && condition.month <= due;
        if is_stock != (condition.basis == Basis::PointInTime) || !is_in_reach {
            let message = Message::new(key::TASK_CONDITION_MONTH).with("month", format::month(condition.month));
            return Err(invalid(message.with("due", format::month(due))));
        }
    }
    let assigned = Assignment { title: title.to_owned(), detail: detail.to_owned(), support, ..it.clone() };
    // Sent once more it is the same task.
    if let Some(same) = state.tasks().all().find(|task| !task.is_over() && task.assignment == assigned) {
        let message = Message::new(key::TASK_ASSIGNED_ALREADY).with("year", same.nth.0.to_string());
        return Err(conflict(message.with("nth", same.nth.1.to_string())));
    }
    Ok(Event::Assigned(assigned))
}

/// The acts that an actor may do to a task now, in the order in which a page offers them.
pub(crate) fn acts(task: &Task, scope: &Scope, now: Timestamp) -> Vec<ActKind> {
    if task.is_over() {
        return Vec::new();
    }
    let today = day_of(now);
    let leads = match (&task.assignment.lead, scope) {
        (Handler::Park(lead), Scope::Park(own)) => lead == own,
        // The office does its own, and reports for departments.
        (Handler::Office | Handler::Department(_), Scope::Office) => true,
        _ => false,
    };
    let helps = matches!(scope, Scope::Park(own) if task.assignment.support.contains(&Handler::Park(own.clone())));
    let is_office = *scope == Scope::Office;
    let (is_signed, is_asked) = (task.signed.is_some(), task.closing.is_some());
    let reminded = task.history.iter().any(|step| step.kind == StepKind::Reminded && day_of(step.at) == today);
    let allowed = [
        (ActKind::AnswerClosing, is_office && is_asked),
        (ActKind::AnswerExtension, is_office && task.extension.is_some()),
        (ActKind::Sign, leads && !is_signed),
        (ActKind::Report, (leads && is_signed || helps) && !is_asked),
        (ActKind::AskClosing, leads && is_signed && !is_asked),
        (ActKind::AskExtension, leads && is_signed && !is_asked && task.extension.is_none() && today <= task.due),
        (ActKind::Remind, is_office && !leads && !is_asked && !reminded),
        (ActKind::Drop, is_office),
    ];
    allowed.into_iter().filter(|(_, is_allowed)| *is_allowed).map(|(kind, _)| kind).collect()
}

fn act(state: &State, actor: &Actor, it: &Task, act: &Act, now: Timestamp) -> Result<Event, Rejection> {
    let scope = actor.role.scope().ok_or_else(unknown)?;
    if !acts(it, &scope, now).contains(&act.kind()) {
        return Err(not_now(it, act.kind(), now));
    }
    let (task, today) = (it.id, day_of(now));
    Ok(match act {
        Act::Sign {} => Event::Signed { task },
        Act::Report { text } => {
            let text = said(text)?;
            // Sent once more it says nothing new.
            let is_again = |step: &super::Step| step.kind == StepKind::Reported && step.text == text;
            if it.history.last().is_some_and(is_again) {
                return Err(conflict(Message::new(key::TASK_SAID_ALREADY)));
            }
            Event::Reported { task, text }
        }
        Act::AskExtension { until, reason } => {
            let reason = said(reason)?;
            if *until <= it.due || days(it.due, *until) > LONGEST {
                let message = Message::new(key::TASK_EXTENSION_DAY).with("until", until.to_string());
                return Err(invalid(message.with("due", it.due.to_string())));
            }
            Event::ExtensionAsked { task, until: *until, reason }
        }
        Act::AnswerExtension { until, reason } => {
            // What is granted needs no more words; what is refused needs a reason.
            let reason = if until.is_some() { brief(reason)? } else { said(reason)? };
            if let Some(until) = until.filter(|until| *until <= it.due || *until < today) {
                let message = Message::new(key::TASK_EXTENSION_DAY).with("until", until.to_string());
                return Err(invalid(message.with("due", it.due.max(today).to_string())));
            }
            Event::ExtensionAnswered { task, until: *until, reason }
        }
        Act::AskClosing { text } => Event::ClosingAsked { task, text: said(text)? },
        Act::AnswerClosing { agreed, reason } => {
            // What goes on needs an instruction; what is closed against its condition leaves a reason.
            // That nothing was said would tell who leads it that a figure meets the condition which it may not see.
            let lead = &it.assignment.lead;
            let is_open = |it: &Condition| !matches!(lead, Handler::Park(lead) if it.park.as_ref() != Some(lead));
            let condition = it.assignment.condition.as_ref();
            let is_met = condition.is_none_or(|it| is_open(it) && met(state, it, now) == Some(true));
            let reason = if *agreed && is_met { brief(reason)? } else { said(reason)? };
            Event::ClosingAnswered { task, agreed: *agreed, reason }
        }
        Act::Remind {} => Event::Reminded { task },
        Act::Drop { reason } => Event::Dropped { task, reason: said(reason)? },
    })
}

/// Whether a condition's figure is there and is so; nothing while there is none.
pub(crate) fn met(state: &State, condition: &Condition, now: Timestamp) -> Option<bool> {
    let seen = Seen::new(state, &Scope::Leading)?;
    let subject = condition.park.clone().map_or(Subject::Zone, Subject::Park);
    let value = seen.figure(&subject, &condition.code, condition.month, condition.basis, now)?.value?;
    Some(if condition.at_least { value >= condition.value } else { value <= condition.value })
}

/// Words that may be few, or none.
fn brief(text: &str) -> Result<String, Rejection> {
    let text = text.trim();
    if text.chars().count() > TEXT {
        return Err(invalid(Message::new(key::TASK_TEXT_LONG).with("most", TEXT.to_string())));
    }
    Ok(text.to_owned())
}

fn said(text: &str) -> Result<String, Rejection> {
    let text = text.trim();
    if !is_reason(text) {
        return Err(invalid(Message::new(key::TASK_TEXT_NEEDED)));
    }
    if text.chars().count() > TEXT {
        return Err(invalid(Message::new(key::TASK_TEXT_LONG).with("most", TEXT.to_string())));
    }
    Ok(text.to_owned())
}

/// Why an act is not done: somebody else's, or too late, or done already.
fn not_now(task: &Task, kind: ActKind, now: Timestamp) -> Rejection {
    let key: Key = match kind {
        _ if task.is_over() => key::TASK_OVER,
        ActKind::AskExtension if task.due < day_of(now) => key::TASK_EXTENSION_LATE,
        ActKind::Report | ActKind::AskClosing | ActKind::AskExtension if task.signed.is_none() => key::TASK_SIGN_FIRST,
        _ => key::TASK_NOT_NOW,
    };
    conflict(Message::new(key).with("due", task.due.to_string()))
}

fn days(from: Date, to: Date) -> i32 {
    to.since(from).map(|span| span.get_days()).unwrap_or_default()
}

fn unknown() -> Rejection {
    Rejection::new(RejectionKind::NotFound, Message::new(key::TASK_UNKNOWN))
}

fn conflict(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Conflict, message)
}

fn invalid(message: Message) -> Rejection {
    Rejection::new(RejectionKind::Invalid, message)
}
