//! What is to be reached, and on what path 目标.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Cited;
use crate::id::{Code, ParkId};

/// A target 目标.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    /// The indicator it is set for.
    pub indicator: Code,
    /// The park, or the whole zone.
    pub park: Option<ParkId>,
    /// To be reached by the end of this year.
    pub year: i32,
    /// In the indicator's unit.
    pub value: Decimal,
    /// How it is spread over the year.
    pub path: Path,
    /// Article of the policy that sets it.
    pub clause: Option<String>,
    /// Where it comes from.
    pub cited: Cited,
}

/// The path to a target within its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// 序时进度: n twelfths by month n.
    Linear,
    /// Counts at the end alone.
    YearEnd,
}
