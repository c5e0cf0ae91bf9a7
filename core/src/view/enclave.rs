//! Enclave projects, and every park's figures as the agreements have them: 考核口径 beside 在地统计.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::enclave::{Agreement, ItemSplit, Line};
use crate::figure::{Gap, Status, Unit};
use crate::id::{Code, ParkId, ProjectId};
use crate::period::{Basis, Month, day_of};
use crate::series::Seen;

/// Projects and what follows from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enclaves {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The month shown.
    pub month: Month,
    /// The stretch of time shown.
    pub basis: Basis,
    /// The projects, newest first; a park's office sees those it has a part in.
    pub projects: Vec<EnclaveProject>,
    /// Items that any agreement splits, in the order of the form, with every park's figures.
    pub assessed: Vec<AssessedItem>,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnclaveProject {
    /// Which.
    pub id: ProjectId,
    /// What was agreed first.
    pub agreement: Agreement,
    /// Whether the month shown lies in the term.
    pub in_term: bool,
    /// Every version of the split, newest first.
    pub versions: Vec<SplitVersion>,
    /// Figures of the project in the term up to the month shown, newest first; at most twelve months.
    pub months: Vec<EnclaveMonth>,
    /// What this viewer can do: report figures, confirm them, change the split.
    pub may: Vec<EnclaveAct>,
}

/// What a viewer can do with a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnclaveAct {
    /// 报送项目数据.
    Report,
    /// 确认项目数据.
    Confirm,
    /// 变更分成.
    ChangeSplit,
}

/// Shares from a month on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SplitVersion {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub last: Month,
    /// The shares.
    pub split: Vec<ItemSplit>,
    /// Position of the entry that set them.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// What a project did in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnclaveMonth {
    /// The month.
    pub month: Month,
    /// What counts.
    pub confirmed: Vec<Line>,
    /// What has yet to be confirmed, and counts nowhere.
    pub pending: Vec<Line>,
}

/// An item in both views.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssessedItem {
    /// The item of the monthly form.
    pub item: Code,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// One line a park, in the order of the configuration; a park's office sees its own.
    pub lines: Vec<AssessedLine>,
    /// The sum of the parks' own figures, when no park lacks one: the same in both views.
    pub zone: Option<Decimal>,
}

/// A park's figure in both views: `assessed = own - given + received`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssessedLine {
    /// The park.
    pub park: ParkId,
    /// 在地统计: its published figure.
    pub own: Option<Decimal>,
    /// Why there is none.
    pub gap: Option<Gap>,
    /// How firm it is.
    pub status: Status,
    /// What belongs to others of the projects on its ground.
    pub given: Decimal,
    /// What belongs to it of projects elsewhere.
    pub received: Decimal,
    /// 考核口径; nothing without an own figure.
    pub assessed: Option<Decimal>,
}

/// The projects in a month (the newest published one when `None`) on a basis.
pub fn enclaves(seen: Seen<'_>, month: Option<Month>, basis: Basis, now: Timestamp) -> Option<Enclaves> {
    let state = seen.state();
    let month = month.or_else(|| seen.latest()).unwrap_or_else(|| Month::of(day_of(now)).previous());
    Some(Enclaves {
        position: state.head().position,
        demo: state.is_demo(),
        month,
        basis,
        projects: Vec::new(),
        assessed: Vec::new(),
    })
}
