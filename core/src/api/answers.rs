//! What operations answer that is no view.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::id::AccountName;
use crate::intake::DryRun;
use crate::view::SourceLine;
use crate::zone::Zone;

/// Whoever is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The login name.
    pub account: AccountName,
    /// The person or office.
    pub name: String,
    /// What the account is for.
    pub role: Role,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
}

/// Where a change is in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Done {
    /// The entry's position.
    pub position: u64,
}

/// A workbook that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    /// Its name, without folders.
    pub file: String,
    /// Its SHA-256: submit it by this.
    pub digest: String,
    /// The worksheet that was read; empty when it cannot be told which one is meant.
    pub sheet: String,
    /// What it would submit, and what stands against it.
    pub dry_run: DryRun,
}

/// A document that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandedIn {
    /// Its name, without folders.
    pub file: String,
    /// Its SHA-256: name it by this in evidence or in a report.
    pub digest: String,
}

/// The configuration in force, as much of it as the visitor needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZoneInfo {
    /// Whether all figures are made up.
    pub demo: bool,
    /// Position of the journal it was read at.
    pub position: u64,
    /// It.
    pub zone: Zone,
    /// What it names on the board, in the comparison and in targets beside indicators, such as `PO-1`.
    #[serde(default)]
    pub sources: Vec<SourceLine>,
}
