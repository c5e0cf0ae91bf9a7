//! Enclave projects 项目飞地 (policy Art. 13): one project, several parks.
//!
//! The landing park reports the project in its own monthly form like everything else on its ground: 在地统计, and
//! the zone's totals count it once. What the parks agreed is a second, named view, 考核口径: each figure of the
//! project, split by the shares in force in its month. Every version of a split is kept.

mod decide;
mod owed;
mod projects;
mod split;
mod typed;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{Code, ParkId, ProjectId};
use crate::kept::kept;
use crate::period::Month;
use crate::sharing::Party;

pub use projects::{Figures, Project, Projects, Reported, Version};
pub use split::{ItemSplit, Share};
pub use typed::{TypedAgreement, TypedSplit, read_lines, read_split};

pub(crate) use decide::decide;

/// What happened to enclave projects, as an entry of the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Parks agreed on a project.
    ProjectAgreed(Agreement),
    /// They agreed on other shares from a month on.
    SplitChanged {
        /// Number of the project: the position of the entry that registered it.
        project: ProjectId,
        /// The month from which the new shares hold, written `2026-11`.
        from: Month,
        /// The parks' shares from then on, item by item.
        split: Vec<ItemSplit>,
    },
    /// The landing park says what the project did in a month.
    ProjectReported {
        /// Number of the project: the position of the entry that registered it.
        project: ProjectId,
        /// The month the figures are of, written `2026-10`.
        month: Month,
        /// The project's figures, one line an item that is split in that month.
        rows: Vec<Line>,
    },
    /// The other side says the same: now it counts.
    ProjectConfirmed {
        /// Number of the project: the position of the entry that registered it.
        project: ProjectId,
        /// The month whose figures are confirmed, written `2026-10`.
        month: Month,
        /// Who confirmed them: the park the project comes from, or the office.
        by: Party,
    },
}

/// What parks agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Name of the project, one line.
    pub name: String,
    /// 飞出地.
    pub from: ParkId,
    /// 飞入地: where it stands.
    pub to: ParkId,
    /// 招引方: who recruited it.
    pub recruiter: ParkId,
    /// Number of the contract.
    pub contract_no: String,
    /// What the term is counted from: 首笔税收入库.
    pub start_event: String,
    /// The first month of its term, written `2026-01`.
    pub first: Month,
    /// The last month of its term, written `2030-12`.
    pub last: Month,
    /// 总投资, in 万元.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investment: Option<Decimal>,
    /// The shares from the first month on.
    pub split: Vec<ItemSplit>,
}

/// A figure of a project in a month: of the month alone for flows, at its end for stocks, in the form's unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProjectLine))]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The item of the monthly form.
    pub item: Code,
    /// The exact value, in the form's unit of the item.
    pub value: Decimal,
}

/// What somebody wants done. Who wants it is the actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Register what was agreed.
    Agree(Agreement),
    /// Register other shares.
    ChangeSplit {
        /// Number of the project: the position of the entry that registered it.
        project: ProjectId,
        /// The month from which the new shares hold, written `2026-11`.
        from: Month,
        /// The parks' shares from then on, item by item.
        split: Vec<ItemSplit>,
    },
    /// Say what the project did in a month.
    Report {
        /// Number of the project: the position of the entry that registered it.
        project: ProjectId,
        /// The month the figures are of, written `2026-10`: one of the term that is over.
        month: Month,
        /// The project's figures, one line an item that is split in that month.
        rows: Vec<Line>,
    },
    /// Say the same.
    Confirm {
        /// Number of the project: the position of the entry that registered it.
        project: ProjectId,
        /// The month whose figures are confirmed, written `2026-10`.
        month: Month,
    },
}

kept!(struct Agreement { name, from, to, recruiter, contract_no, start_event, first, last, investment, split });
kept!(struct Line { item, value });
