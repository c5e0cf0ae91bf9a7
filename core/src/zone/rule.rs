//! What a report must satisfy 审核关系.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Cited, Formula};
use crate::formula::Assertion;
use crate::id::RuleId;
use crate::period::Month;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 错误: must be corrected.
    Error,
    /// 警告: needs a written reason.
    Warning,
    /// 提示: something was read otherwise than written; nothing to do.
    Notice,
}

/// An audit rule 审核关系.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rule {
    /// The rule's number, by which findings and answers name it: `E01a`.
    pub id: RuleId,
    /// Error or warning.
    pub level: Level,
    /// What must hold, as a formula over items.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub assert: Formula<Assertion>,
    /// Difference allowed, in the unit of the items.
    pub tolerance: Decimal,
    /// The rule in words.
    pub text: String,
    /// Where it comes from.
    pub cited: Cited,
    /// The first month for which it is judged, written `2025-01`; absent when it always was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Month>,
    /// The last month for which it is judged; absent while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
}
