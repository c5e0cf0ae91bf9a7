//! The tasks there are, with everything that happened to each: nothing clears what was.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Assignment, Event, Handler};
use crate::access::{Actor, Scope};
use crate::id::TaskId;
use crate::kept::kept;
use crate::period::day_of;

/// A task with everything that happened to it. Where it stands is no part of it: see [`Task::standing`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number: the position of the entry that assigned it.
    pub id: TaskId,
    /// The year it was assigned in, in Beijing, and how many of that year there were with it: 督办〔2026〕3号.
    pub nth: (i16, u32),
    /// What was given to whom.
    pub assignment: Assignment,
    /// The day it is due: the assignment's, or that of the last extension.
    pub due: Date,
    /// The day it was signed for.
    pub signed: Option<Date>,
    /// The request for more time that waits for an answer.
    pub extension: Option<Extension>,
    /// The day it was said to be done, while that waits or has been agreed to.
    pub closing: Option<Date>,
    /// Whether the office has agreed.
    pub is_closed: bool,
    /// Why it was taken back.
    pub dropped: Option<String>,
    /// Everything that happened, oldest first.
    pub history: Vec<Step>,
}

/// A request for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskExtension))]
pub struct Extension {
    /// The day asked for.
    pub until: Date,
    /// Why more time is needed and how far it is, as who leads it has written.
    pub reason: String,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskStep))]
pub struct Step {
    /// Position of the entry.
    pub position: u64,
    /// When the entry was written.
    pub at: Timestamp,
    /// The person or office as shown.
    pub by: String,
    /// What the entry says was done.
    pub kind: StepKind,
    /// What was said to it; may be empty.
    pub text: String,
    /// The day that was named, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
}

/// What an entry says was done to a task; an answer of the office is of the kind that it decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskStepKind))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 交办: the office gave it to somebody; the day is the one it is due.
    Assigned,
    /// 签收: who leads it has taken it up.
    Signed,
    /// 进展: who leads or helps says how far it is.
    Reported,
    /// 申请延期: who leads it asks for more time; the day is the one asked for.
    ExtensionAsked,
    /// 同意延期: the office grants more time; the day is the one it is due now.
    ExtensionGranted,
    /// 不同意延期: the office refuses, and the day it is due stays.
    ExtensionRefused,
    /// 申请销号: who leads it says that it is done.
    ClosingAsked,
    /// 同意销号: the office has checked it, and it is closed.
    Closed,
    /// 继续办理: the office has checked it, and it goes on with an instruction.
    SentBack,
    /// 催办: the office asks how it goes.
    Reminded,
    /// 撤销: the office has taken it back.
    Dropped,
}

/// What an entry does to its task.
type Change = Box<dyn FnOnce(&mut Task)>;

/// All tasks by their numbers, which are positions of entries, so that the newest is the last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tasks {
    all: OrdMap<TaskId, Arc<Task>>,
}

impl Tasks {
    /// All of them, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Task> {
        self.all.values().map(Arc::as_ref)
    }

    /// Whether there has never been any.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The task of a number.
    pub fn get(&self, id: TaskId) -> Option<&Task> {
        self.all.get(&id).map(Arc::as_ref)
    }

    pub(crate) fn apply(&mut self, position: u64, at: Timestamp, by: Actor, event: Event) {
        let today = day_of(at);
        let step = |kind, text: String, day| Step { position, at, by: by.name.clone(), kind, text, day };
        let (id, done, change): (TaskId, Step, Change) = match event {
            Event::Assigned(assignment) => {
                let id = TaskId(position);
                let before =
                    self.all().rev().take_while(|task| task.nth.0 == today.year()).map(|task| task.nth.1).max();
                let nth = (today.year(), before.unwrap_or_default() + 1);
                let history = vec![step(StepKind::Assigned, assignment.detail.clone(), Some(assignment.due))];
                let (due, signed, extension, closing) = (assignment.due, None, None, None);
                let (is_closed, dropped) = (false, None);
                let task = Task { id, nth, assignment, due, signed, extension, closing, is_closed, dropped, history };
                self.all.insert(id, Arc::new(task));
                return;
            }
            Event::Signed { task } => {
                (task, step(StepKind::Signed, String::new(), None), Box::new(move |it| it.signed = Some(today)))
            }
            Event::Reported { task, text } => (task, step(StepKind::Reported, text, None), Box::new(|_| ())),
            Event::ExtensionAsked { task, until, reason } => {
                let asked = Extension { until, reason: reason.clone() };
                (task, step(StepKind::ExtensionAsked, reason, Some(until)), Box::new(|it| it.extension = Some(asked)))
            }
            Event::ExtensionAnswered { task, until, reason } => {
                let kind = if until.is_some() { StepKind::ExtensionGranted } else { StepKind::ExtensionRefused };
                let answer = move |it: &mut Task| {
                    it.extension = None;
                    it.due = until.unwrap_or(it.due);
                };
                (task, step(kind, reason, until), Box::new(answer))
            }
            Event::ClosingAsked { task, text } => {
                (task, step(StepKind::ClosingAsked, text, None), Box::new(move |it| it.closing = Some(today)))
            }
            Event::ClosingAnswered { task, agreed, reason } => {
                let kind = if agreed { StepKind::Closed } else { StepKind::SentBack };
                let answer = move |it: &mut Task| {
                    it.is_closed = agreed;
                    it.closing = it.closing.filter(|_| agreed);
                    it.extension = it.extension.take().filter(|_| !agreed);
                };
                (task, step(kind, reason, None), Box::new(answer))
            }
            Event::Reminded { task } => (task, step(StepKind::Reminded, String::new(), None), Box::new(|_| ())),
            Event::Dropped { task, reason } => {
                let why = reason.clone();
                (task, step(StepKind::Dropped, reason, None), Box::new(|it| it.dropped = Some(why)))
            }
        };
        // An entry of a journal made elsewhere may name a task that there is not.
        if let Some(task) = self.all.get_mut(&id) {
            let task = Arc::make_mut(task);
            change(task);
            task.history.push(done);
        }
    }
}

impl Task {
    /// Whether somebody has a part in it: who leads it, and who helps.
    pub fn concerns(&self, handler: &Handler) -> bool {
        self.assignment.lead == *handler || self.assignment.support.contains(handler)
    }

    /// Whether a scope sees it: the leading group and its office every one, a park those that it has a part in.
    pub(crate) fn is_seen_by(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Leading | Scope::Office => true,
            Scope::Park(park) => self.concerns(&Handler::Park(park.clone())),
            Scope::Owner(_) | Scope::Display => false,
        }
    }

    /// Whether nothing can be done to it any more.
    pub(crate) fn is_over(&self) -> bool {
        self.is_closed || self.dropped.is_some()
    }
}

kept!(struct Task { id, nth, assignment, due, signed, extension, closing, is_closed, dropped, history });
kept!(struct Extension { until, reason });
kept!(struct Step { position, at, by, kind, text, day });
kept!(enum StepKind {
    0 => Assigned, 1 => Signed, 2 => Reported, 3 => ExtensionAsked, 4 => ExtensionGranted, 5 => ExtensionRefused,
    6 => ClosingAsked, 7 => Closed, 8 => SentBack, 9 => Reminded, 10 => Dropped
});
kept!(struct Tasks { all });

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::task::Origin;

    /// A task that nobody has touched.
    pub fn task(sign_by: &str, due: &str) -> Task {
        let day = |text: &str| text.parse().unwrap();
        let assignment = Assignment {
            title: "研发投入".to_owned(),
            detail: String::new(),
            source: Origin::Office {},
            lead: Handler::Park("qinyang".into()),
            support: Vec::new(),
            sign_by: day(sign_by),
            due: day(due),
            condition: None,
        };
        Task {
            id: TaskId(1),
            nth: (2026, 1),
            due: assignment.due,
            assignment,
            signed: None,
            extension: None,
            closing: None,
            is_closed: false,
            dropped: None,
            history: Vec::new(),
        }
    }
}
