//! Where a definition comes from, and how sure that is.

use serde::{Deserialize, Serialize};

/// How sure a definition is. The letters are those of the domain facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// Read in a published document.
    Published,
    /// Seen in a working system of the field.
    Practice,
    /// Derived from published facts; not an official text.
    Derived,
    /// From memory, or from a page that could not be checked: shown as 未核实.
    Unverified,
    /// Set by this system where no document says anything: shown as 本系统设定.
    Own,
}

impl Verification {
    /// Whether it is said wherever the statement is shown: nobody but this system has said so, or nobody has
    /// checked it.
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Unverified | Self::Own)
    }
}

/// A statement's source and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cited {
    /// The document, form or page.
    pub source: String,
    /// How sure.
    pub verification: Verification,
}
