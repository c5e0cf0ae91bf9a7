//! Supervised tasks 督办事项 (实施细则 Art. 15–17): what a meeting decides is given to somebody with two terms, signed for
//! 签收, reported on, extended on request, and closed 销号 when the office has checked it.
//!
//! ```text
//! 交办 assigned ─sign─► 办理 ─report…─► 申请销号 ─► 同意 closed
//!                        │   ▲                └─► 继续办理, with an instruction ─► 办理
//!                        └ 申请延期 ─► 同意 (another date) or 不同意
//! ```
//! Which lamp is lit is told of the task and the day alone: nothing is stored that a clock would have to change.

mod decide;
mod ledger;
mod standing;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{Code, ParkId, TaskId};
use crate::kept::kept;
use crate::period::{Basis, Month};

pub use ledger::{Extension, Step, StepKind, Task, Tasks};
pub use standing::{NEAR_DAYS, Standing};

pub(crate) use decide::{acts, decide};

/// Days that a form proposes to take a task up in, and to be done with what a meeting has decided (通行做法, unverified for
/// 焦作).
pub const TERMS: (i64, i64) = (3, 20);

/// Days after the due day that a form proposes to ask for.
pub const EXTENSION_DAYS: i64 = 15;

/// What happened to tasks, as an entry of the journal keeps it. Who did it is who wrote the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The office gave a task to somebody 交办.
    Assigned(Assignment),
    /// Who is to do it has taken it up 签收.
    Signed {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
    },
    /// How far it is.
    Reported {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
        /// What was done, in words.
        text: String,
    },
    /// Who is to do it asks for more time 申请延期.
    ExtensionAsked {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
        /// The day asked for.
        until: Date,
        /// Why, and how far it is.
        reason: String,
    },
    /// The office answers a request for more time: with another day, or that the old one stays.
    ExtensionAnswered {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
        /// The day it is due now; absent when the old one stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// What the office says to it.
        reason: String,
    },
    /// Who is to do it says that it is done 申请销号.
    ClosingAsked {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
        /// What came of it, in words.
        text: String,
    },
    /// The office has checked it.
    ClosingAnswered {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
        /// Whether it is closed 同意销号; otherwise it goes on 继续办理.
        agreed: bool,
        /// The new instruction; with a condition that is not met, why it is closed all the same.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The office asks how it goes 催办.
    Reminded {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
    },
    /// The office takes it back 撤销: it was given by mistake, or nobody needs it any more.
    Dropped {
        /// Number of the task: the position of the entry that assigned it.
        task: TaskId,
        /// Why nothing more is to be done, in five to 1,000 characters; those who have a part in it read it.
        reason: String,
    },
}

/// What is given to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskAssignment))]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// What is to be done, on one line.
    pub title: String,
    /// How it is meant, in words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Where it comes from.
    pub source: Origin,
    /// 主办: who answers for it.
    pub lead: Handler,
    /// 协办: who helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Handler>,
    /// The last day to take it up 签收期限.
    pub sign_by: Date,
    /// The last day to be done with it 办结期限.
    pub due: Date,
    /// What shows that it is done, where a figure can; otherwise the office judges it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
}

/// Where a task comes from 来源.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskOrigin))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Origin {
    /// 会议议定: decided in the meeting that an edition was frozen for.
    Meeting {
        /// Number of the edition.
        edition: u32,
    },
    /// 领导批示: what a leader wrote.
    Note {
        /// Whose note, such as `市政府主要领导`.
        by: String,
    },
    /// 日常督办: what the office saw itself.
    Office {},
}

/// Who is to do something 承办单位.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskHandler))]
#[serde(rename_all = "snake_case")]
pub enum Handler {
    /// A park's office, by the park's id in the configuration: `xiuwu`.
    Park(ParkId),
    /// The leading group's own office.
    Office,
    /// A department of the city, by its name; the office reports for it.
    Department(String),
}

/// A figure that shows that a task is done: 沁阳研发强度2026年12月不低于3 %.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskCondition))]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The park whose figure it is; absent for the zone's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub park: Option<ParkId>,
    /// The indicator, by its code in the configuration: `revenue`.
    pub code: Code,
    /// The month, written `2026-12`.
    pub month: Month,
    /// The stretch of time.
    pub basis: Basis,
    /// Whether the figure is to be so much at least; otherwise at most.
    pub at_least: bool,
    /// So much, in the indicator's unit.
    pub value: Decimal,
}

/// What somebody wants done. Who wants it is the actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Give a task to somebody.
    Assign(Assignment),
    /// Act on a task.
    Act {
        /// Number of the task.
        task: TaskId,
        /// What is done, with the words and the day that it takes.
        act: Act,
    },
}

/// What can be done to a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskAct))]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum Act {
    /// 签收: who leads it takes it up; once, and before anything else.
    Sign {},
    /// 报送进展: who leads or helps says how far it is, as often as there is something new.
    Report {
        /// What was done, in words.
        text: String,
    },
    /// 申请延期: who leads it asks for more time, until the due day itself and not after it.
    AskExtension {
        /// The day asked for.
        until: Date,
        /// Why, and how far it is.
        reason: String,
    },
    /// 答复延期申请: the office grants a day after the one it is due, or refuses with a reason.
    AnswerExtension {
        /// The day it is due now; absent when the old one stays.
        #[serde(default)]
        until: Option<Date>,
        /// What the office says to it.
        reason: String,
    },
    /// 申请销号: who leads it says that it is done; the day this is said decides whether it was in time.
    AskClosing {
        /// What came of it, in words.
        text: String,
    },
    /// 复核: the office agrees 同意销号, or sends it back with an instruction 继续办理.
    AnswerClosing {
        /// Whether it is closed.
        agreed: bool,
        /// The new instruction, or why it is closed though its condition is not met.
        #[serde(default)]
        reason: String,
    },
    /// 催办: the office asks how it goes, once a day.
    Remind {},
    /// 撤销: the office takes it back, at any time before it is closed.
    Drop {
        /// Why nothing more is to be done, in five to 1,000 characters.
        reason: String,
    },
}

/// The kinds of acts, of which a page offers those that are allowed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskActKind))]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// 签收, by who leads it: see [`Act::Sign`].
    Sign,
    /// 报送进展, by who leads or helps: see [`Act::Report`].
    Report,
    /// 申请延期, by who leads it: see [`Act::AskExtension`].
    AskExtension,
    /// 答复延期申请, by the office: see [`Act::AnswerExtension`].
    AnswerExtension,
    /// 申请销号, by who leads it: see [`Act::AskClosing`].
    AskClosing,
    /// 复核, by the office: see [`Act::AnswerClosing`].
    AnswerClosing,
    /// 催办, by the office: see [`Act::Remind`].
    Remind,
    /// 撤销, by the office: see [`Act::Drop`].
    Drop,
}

impl Act {
    /// The kind of the act, without the words and the day that it takes.
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Sign {} => ActKind::Sign,
            Self::Report { .. } => ActKind::Report,
            Self::AskExtension { .. } => ActKind::AskExtension,
            Self::AnswerExtension { .. } => ActKind::AnswerExtension,
            Self::AskClosing { .. } => ActKind::AskClosing,
            Self::AnswerClosing { .. } => ActKind::AnswerClosing,
            Self::Remind {} => ActKind::Remind,
            Self::Drop { .. } => ActKind::Drop,
        }
    }
}

kept!(struct Assignment { title, detail, source, lead, support, sign_by, due, condition });
kept!(enum Origin { 0 => Meeting { edition }, 1 => Note { by }, 2 => Office {} });
kept!(enum Handler { 0 => Park(inner), 1 => Office, 2 => Department(inner) });
kept!(struct Condition { park, code, month, basis, at_least, value });
