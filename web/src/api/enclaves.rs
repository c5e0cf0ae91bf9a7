//! Calls about enclave projects.

use duoyuan_core::api::{self as contract, OfMonth, ProjectFigures, SplitChange};
use duoyuan_core::as_of::AsOf;
use duoyuan_core::enclave::{Agreement, ItemSplit, Line};
use duoyuan_core::id::ProjectId;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::view::Enclaves;

use super::request::{Answered, ask, send};
use super::{Stored, shown};

/// The projects, and 考核口径 beside 在地统计.
pub async fn enclaves(month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<Enclaves> {
    ask(contract::ENCLAVES.at().asking(&shown(month, basis, as_of))).await
}

/// Registers what was agreed.
pub async fn agree(agreement: &Agreement) -> Answered<Stored> {
    send(contract::AGREE.at(), agreement).await
}

/// Registers the shares of an enclave project that hold from a month on.
pub async fn change_split(project: ProjectId, from: Month, split: &[ItemSplit]) -> Answered<Stored> {
    send(contract::SPLIT.at(&project), &SplitChange { from, split: split.to_vec() }).await
}

/// Says what a project did in a month.
pub async fn report_project(project: ProjectId, month: Month, rows: &[Line]) -> Answered<Stored> {
    send(contract::PROJECT_FIGURES.at(&project), &ProjectFigures { month, rows: rows.to_vec() }).await
}

/// Confirms a project's figures of a month: from then on they count.
pub async fn confirm_project(project: ProjectId, month: Month) -> Answered<Stored> {
    send(contract::CONFIRM_PROJECT.at(&project), &OfMonth { month }).await
}
