//! What is to be reached, and on what path 目标.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Better, Cited};
use crate::id::{Code, ParkId};
use crate::period::Month;

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

/// How a figure stands to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The year has not ended: nothing is decided.
    Running,
    /// The year has ended and its end reached the target 已达到.
    Reached,
    /// The year has ended and its end did not reach the target 未达到.
    Missed,
    /// The year has ended, but what its end was is not known, or not of every park 尚不能判定.
    Open,
}

/// Months of a year: what a linear path is divided into.
const MONTHS: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

impl Target {
    /// The month whose end answers it: December of its year. 到2025年 is answered by the end of 2025.
    pub fn due(&self) -> Option<Month> {
        Month::new(self.year, 12)
    }

    /// Where the path to it stands at the end of `month` 序时进度: by the end of month n, target × n ÷ 12.
    ///
    /// Of a target of 10, month 7 asks for 10 × 7 ÷ 12 = 5.8333…; of a target of 12 it asks for 7 to the last digit,
    /// because it is multiplied before it is divided. Nothing outside the target's year, and nothing for a target
    /// that counts at the end alone.
    pub fn path_at(&self, month: Month) -> Option<Decimal> {
        self.twelfths_at(month)?.checked_div(MONTHS)
    }

    /// How far `value` is ahead of the path at the end of `month`, below zero when it is behind; where less is
    /// better, above the path is behind it. Its sign is exact: (value × 12 − target × n) ÷ 12.
    pub fn ahead_at(&self, month: Month, value: Decimal, better: Better) -> Option<Decimal> {
        let ahead = value.checked_mul(MONTHS)?.checked_sub(self.twelfths_at(month)?)?.checked_div(MONTHS)?;
        Some(if better == Better::Lower { -ahead } else { ahead })
    }

    /// Whether the year's end reached it. `value` is the figure of [`due`](Self::due), and `whole` says that no
    /// park is missing from it and nothing in it waits for approval; a sum that has reached a target without some
    /// parks reaches it with them.
    pub fn judged(&self, value: Option<Decimal>, whole: bool, better: Better) -> Standing {
        match (value, better) {
            (None, _) => Standing::Open,
            (Some(value), Better::Higher) if value >= self.value => Standing::Reached,
            _ if !whole => Standing::Open,
            (Some(value), Better::Lower) if value <= self.value => Standing::Reached,
            _ => Standing::Missed,
        }
    }

    /// Twelve times the path.
    fn twelfths_at(&self, month: Month) -> Option<Decimal> {
        let runs = self.path == Path::Linear && month.year() == self.year;
        runs.then(|| self.value.checked_mul(Decimal::from(month.number()))).flatten()
    }
}
