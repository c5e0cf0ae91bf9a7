//! Supervised tasks: the list, one of them with everything that happened, and how many there are.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::Scope;
use crate::figure::{Gap, Unit};
use crate::id::TaskId;
use crate::meeting::meets;
use crate::period::day_of;
use crate::series::{Seen, Subject};
use crate::task::{ActKind, Condition, Extension, Handler, Origin, Standing, Step, StepKind, Task, acts};

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskLine {
    /// Its number: the position of the journal's entry that assigned it.
    pub id: TaskId,
    /// The year of 督办〔2026〕3号.
    pub year: i16,
    /// The 3 of 督办〔2026〕3号.
    pub nth: u32,
    /// What is to be done, on one line.
    pub title: String,
    /// Where it comes from.
    pub source: Origin,
    /// 主办: who answers for it.
    pub lead: Handler,
    /// 协办: who helps.
    pub support: Vec<Handler>,
    /// The day it was assigned, Beijing time.
    pub assigned: Date,
    /// The last day to take it up.
    pub sign_by: Date,
    /// The day it is due.
    pub due: Date,
    /// Where it stands today.
    pub standing: Standing,
    /// The last thing that was said of how far it is; absent while nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Step>,
    /// The day that more time is asked for until, while that waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks_until: Option<Date>,
    /// Whether the viewer is to do something: to sign, to check, to answer, or to be done with what is late.
    pub todo: bool,
}

/// The tasks that a viewer sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TasksPage))]
pub struct Tasks {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up: 演示数据.
    pub demo: bool,
    /// The day it is computed for, Beijing time.
    pub today: Date,
    /// Those that go on: late ones first, then by the day they are due.
    pub open: Vec<TaskLine>,
    /// Those that are over, the newest first; at most sixty.
    pub over: Vec<TaskLine>,
    /// How many are over.
    pub over_count: u32,
    /// How many stand where.
    pub tally: TaskTally,
    /// Whether the viewer may assign tasks.
    pub may_assign: bool,
}

/// How many tasks stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskTally {
    /// 在办: not over.
    pub open: u32,
    /// 逾期: overdue, or not signed for in time.
    pub late: u32,
    /// 临近到期: due within a week.
    pub near: u32,
    /// 待复核: said to be done, and not checked yet.
    pub checking: u32,
    /// 已销号: checked and agreed to, in time or late.
    pub closed: u32,
    /// Of those, closed in time.
    pub in_time: u32,
    /// What the viewer is to do something about.
    pub todo: u32,
}

impl TaskTally {
    /// Whether there is any task at all.
    pub fn is_any(&self) -> bool {
        self.open + self.closed > 0
    }
}

/// A task with everything that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskPage {
    /// Whether all is made up: 演示数据.
    pub demo: bool,
    /// The day it is computed for, Beijing time.
    pub today: Date,
    /// The task as it stands in the list.
    pub line: TaskLine,
    /// How it is meant, in words.
    pub detail: String,
    /// The day it was due at first, when it has been extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_due: Option<Date>,
    /// The request for more time that waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// What shows that it is done, where a figure does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<ConditionNow>,
    /// Everything that happened, newest first.
    pub history: Vec<Step>,
    /// What the viewer may do now.
    pub acts: Vec<ActKind>,
}

/// A condition beside its figure, as the viewer may see that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskConditionNow))]
pub struct ConditionNow {
    /// The condition as it was assigned: of which figure, and how large it is to be.
    pub condition: Condition,
    /// The unit of its value and of the figure.
    pub unit: Unit,
    /// Decimals of the value that are shown; the value itself is exact.
    pub decimals: u32,
    /// The exact figure; absent when there is none, or none for the viewer.
    pub value: Option<rust_decimal::Decimal>,
    /// Why there is none.
    pub gap: Option<Gap>,
    /// Whether the figure meets the condition; absent without a figure.
    pub met: Option<bool>,
}

/// The tasks that a viewer sees; nothing for those who have none: owners of platforms, walls.
pub fn tasks(seen: Seen<'_>, now: Timestamp) -> Option<Tasks> {
    let lines = lines(seen, now)?;
    let tally = tally(&lines);
    let (mut over, mut open): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.standing.is_over());
    open.sort_by_key(|line| (!line.standing.is_late(), line.due, line.id));
    over.reverse();
    let over_count = over.len() as u32;
    over.truncate(OVER_SHOWN);
    Some(Tasks {
        position: seen.position(),
        demo: seen.state().is_demo(),
        today: day_of(now),
        open,
        over,
        over_count,
        tally,
        may_assign: *seen.scope() == Scope::Office,
    })
}

/// Tasks that are over and listed.
const OVER_SHOWN: usize = 60;

/// How many tasks of a viewer stand where; nothing for those who have none.
pub fn task_tally(seen: Seen<'_>, now: Timestamp) -> Option<TaskTally> {
    lines(seen, now).map(|lines| tally(&lines))
}

fn lines(seen: Seen<'_>, now: Timestamp) -> Option<Vec<TaskLine>> {
    let has_tasks = meets(seen.scope()) && seen.scope().opens() || matches!(seen.scope(), Scope::Park(_));
    let all = seen.state().tasks().all().filter(|task| task.is_seen_by(seen.scope()));
    has_tasks.then(|| all.map(|task| line(seen, task, now)).collect())
}

fn tally(lines: &[TaskLine]) -> TaskTally {
    let count = |is: &dyn Fn(&TaskLine) -> bool| lines.iter().filter(|line| is(line)).count() as u32;
    let of = |is: fn(Standing) -> bool| count(&|line| is(line.standing));
    TaskTally {
        open: of(|it| !it.is_over()),
        late: of(Standing::is_late),
        near: of(|it| matches!(it, Standing::Near { .. })),
        checking: of(|it| matches!(it, Standing::Checking { .. })),
        closed: of(|it| matches!(it, Standing::Closed { .. })),
        in_time: of(|it| matches!(it, Standing::Closed { late: 0 })),
        todo: count(&|line| line.todo),
    }
}

fn line(seen: Seen<'_>, task: &Task, now: Timestamp) -> TaskLine {
    let waits = [ActKind::Sign, ActKind::AnswerClosing, ActKind::AnswerExtension];
    let (acts, standing) = (acts(task, seen.scope(), now), task.standing(day_of(now)));
    let progress = task.history.iter().rev().find(|step| step.kind == StepKind::Reported);
    TaskLine {
        id: task.id,
        year: task.nth.0,
        nth: task.nth.1,
        title: task.assignment.title.clone(),
        source: task.assignment.source.clone(),
        lead: task.assignment.lead.clone(),
        support: task.assignment.support.clone(),
        assigned: task.history.first().map_or(task.assignment.sign_by, |step| day_of(step.at)),
        sign_by: task.assignment.sign_by,
        due: task.due,
        standing,
        progress: progress.cloned(),
        asks_until: task.extension.as_ref().filter(|_| !task.is_over()).map(|asked| asked.until),
        todo: acts.iter().any(|act| waits.contains(act)) || standing.is_late() && acts.contains(&ActKind::AskClosing),
    }
}

/// A task, when the viewer sees it. Its condition is told of `shown`, asked at `at`: while an edition is shown a meeting
/// reads the edition's figures here as everywhere else.
pub fn task(seen: Seen<'_>, id: TaskId, now: Timestamp, (shown, at): (Seen<'_>, Timestamp)) -> Option<TaskPage> {
    let task = seen.state().tasks().get(id).filter(|task| task.is_seen_by(seen.scope()))?;
    let assignment = &task.assignment;
    Some(TaskPage {
        demo: seen.state().is_demo(),
        today: day_of(now),
        line: line(seen, task, now),
        detail: assignment.detail.clone(),
        first_due: Some(assignment.due).filter(|due| *due != task.due),
        extension: task.extension.clone().filter(|_| !task.is_over()),
        condition: assignment.condition.as_ref().and_then(|condition| condition_now(shown, condition, at)),
        history: task.history.iter().rev().cloned().collect(),
        acts: acts(task, seen.scope(), now),
    })
}

fn condition_now(seen: Seen<'_>, condition: &Condition, now: Timestamp) -> Option<ConditionNow> {
    let source = seen.zone().source(&condition.code)?;
    let subject = condition.park.clone().map_or(Subject::Zone, Subject::Park);
    let figure = seen.figure(&subject, &condition.code, condition.month, condition.basis, now);
    let figure = figure.map_or(Err(Gap::Confidential), |figure| figure.measured());
    let met = |value| if condition.at_least { value >= condition.value } else { value <= condition.value };
    Some(ConditionNow {
        condition: condition.clone(),
        unit: source.unit(),
        decimals: source.decimals(),
        value: figure.ok(),
        gap: figure.err(),
        met: figure.ok().map(met),
    })
}
