//! A measure's value over the sums of a period.

use serde::{Deserialize, Serialize};

use crate::period::{Basis, Month};

/// The months a view covers: whole months, both ends within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessPeriod))]
pub struct Period {
    /// The first.
    pub from: Month,
    /// The last.
    pub to: Month,
}

impl Period {
    /// A month alone, or January to it.
    pub fn of(month: Month, basis: Basis) -> Self {
        let from = if basis == Basis::Month { month } else { month.january() };
        Self { from, to: month }
    }
}
