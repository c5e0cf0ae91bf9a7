//! 口径调整: from which report on an item is counted by another definition or coverage, and what earlier reports
//! come to by it.
//!
//! A row marked 口径调整 in the report on month *s* says: reports of this park on this item follow a new definition
//! **from** month *f* on (*f* is *s* unless another is stated, never later). Reports before *f* stay as they were
//! published, on the old one. The park may state what earlier reports come to by the new definition: the **restated**
//! figures 同口径数, kept beside the old ones, each on the item's own basis (of a cumulative item January to that
//! month). Who restates anything says thereby that the cumulative figures since *f* follow the new definition from
//! January on; who restates nothing leaves open what the months before *f* are in them.
//!
//! Example. 解放 marks 营业收入 in its report on June 2025 and states nothing else. Then
//! - 1—6月 2026 is not comparable with 1—6月 2025: five months of the latter are on the old definition, or nobody
//!   knows; the same up to December 2026, and for every month of 2025 with 2024;
//! - June 2025 alone is not known: it would be the cumulative figure of June (new) less that of May (old);
//! - July 2025 alone is known (both sides new), July 2026 is comparable with July 2025, and 1—6月 2027 with 1—6月 2026.
//!
//! Had it stated that 1—5月 2025 comes to 412,000 and 1—6月 2024 to 395,000 by the new definition, June 2025 alone would
//! be the difference to 412,000, 1—6月 2025 would be compared with 395,000, and 1—6月 2026 with 1—6月 2025.
//!
//! What may be computed across adjustments is [`crate::series::Series`]'s affair.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Revision, Row};
use crate::figure::Mark;
use crate::id::Code;
use crate::kept::kept;
use crate::period::Month;

/// How many months before an adjustment may be restated: three years, as long as the longest trend shown.
pub const RESTATED_MONTHS: i32 = 36;

/// What a park states of a row marked 口径调整. Without one the adjustment holds from the month of the report and
/// nothing is restated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// The item of the monthly form, by its code: `qc05_0`.
    pub item: Code,
    /// The first report on the new definition; the report's own month or an earlier one.
    pub from: Month,
    /// Of earlier reports what they come to by the new definition, in the form's unit and on the item's basis.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub restated: BTreeMap<Month, Decimal>,
}

impl Adjustment {
    /// What a bare mark in the report on `month` means.
    pub fn bare(item: Code, month: Month) -> Self {
        Self { item, from: month, restated: BTreeMap::new() }
    }

    /// Whether it says no more than the mark itself in the report on `month`.
    pub fn is_bare(&self, month: Month) -> bool {
        self.from == month && self.restated.is_empty()
    }
}

impl Revision {
    /// From which month an item's row is adjusted, and what was restated; nothing when the row is not marked.
    pub(crate) fn adjusted(&self, item: &Code, month: Month) -> Option<(Month, Option<&Adjustment>)> {
        self.row(item).filter(|row| row.mark == Mark::Break)?;
        let stated = self.adjustments.iter().find(|adjustment| adjustment.item == *item);
        Some((stated.map_or(month, |stated| stated.from), stated))
    }
}

/// The items of rows marked 口径调整.
pub(crate) fn marked(rows: &[Row]) -> impl Iterator<Item = &Code> {
    rows.iter().filter(|row| row.mark == Mark::Break).map(|row| &row.item)
}

kept!(struct Adjustment { item, from, restated });
