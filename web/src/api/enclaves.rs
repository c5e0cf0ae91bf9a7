//! Calls about enclave projects.

use duoyuan_core::as_of::AsOf;
use duoyuan_core::enclave::{Agreement, ItemSplit, Line};
use duoyuan_core::id::ProjectId;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::view::Enclaves;
use serde_json::json;

use super::request::{Answered, get, post};
use super::{Stored, asked, shown};

/// The projects, and 考核口径 beside 在地统计.
pub async fn enclaves(month: Option<Month>, basis: Basis, as_of: Option<AsOf>) -> Answered<Enclaves> {
    get(&asked("/api/v1/enclaves", &shown(month, basis, as_of))).await
}

/// Registers what was agreed.
pub async fn agree(agreement: &Agreement) -> Answered<Stored> {
    post("/api/v1/enclaves", agreement).await
}

/// Registers the shares of an enclave project that hold from a month on.
pub async fn change_split(project: ProjectId, from: Month, split: &[ItemSplit]) -> Answered<Stored> {
    post(&format!("/api/v1/enclaves/{project}/split"), &json!({ "from": from, "split": split })).await
}

/// Says what a project did in a month.
pub async fn report_project(project: ProjectId, month: Month, rows: &[Line]) -> Answered<Stored> {
    post(&format!("/api/v1/enclaves/{project}/figures"), &json!({ "month": month, "rows": rows })).await
}

/// Confirms a project's figures of a month: from then on they count.
pub async fn confirm_project(project: ProjectId, month: Month) -> Answered<Stored> {
    post(&format!("/api/v1/enclaves/{project}/confirm"), &json!({ "month": month })).await
}
