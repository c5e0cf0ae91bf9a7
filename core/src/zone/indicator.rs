//! What is derived from the form 指标.

use serde::{Deserialize, Serialize};

use super::{Cited, Formula};
use crate::figure::Unit;
use crate::formula::Expr;
use crate::id::Code;
use crate::period::Month;

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better, as for energy per value added.
    Lower,
}

/// An indicator 指标: a formula over items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Indicator {
    /// The indicator's id, by which figures, targets and rankings name it: `revenue`.
    pub code: Code,
    /// 营业收入.
    pub name: String,
    /// Unit of the result.
    pub unit: Unit,
    /// Decimals shown; the value itself is exact.
    pub decimals: u32,
    /// How it is computed.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub formula: Formula<Expr>,
    /// Which way is good.
    pub better: Better,
    /// Whether the formula's items are stocks alone: then month and cumulative are the same.
    pub stock: bool,
    /// What it means.
    pub definition: String,
    /// Number in the national evaluation index of 2021, such as `2.5`.
    pub index: Option<String>,
    /// Article of the policy it serves.
    pub clause: Option<String>,
    /// Where the definition comes from.
    pub cited: Cited,
    /// The first month for which it is computed, written `2025-01`; absent when it always was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Month>,
    /// The last month for which it is computed; absent while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
}
