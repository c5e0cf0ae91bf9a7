//! Project months that 考核口径 lacks.

use rust_decimal::Decimal;

use super::Project;
use crate::id::{Code, ParkId};
use crate::period::Month;

impl Project {
    /// Whether the project owes a figure of an item for a month: it runs in that month, the item is split in it, and
    /// the month is over, so that the landing park can report it. `current` is the month that goes on.
    ///
    /// A project agreed from 2026-01 to 2030-12 owes its taxes of October 2026 from 1 November on; before, and for
    /// December 2025, it owes nothing. The day on which parks' reports are due is not waited for: until the figure is
    /// confirmed, 考核口径 is without it, whoever is late or not.
    pub fn owes(&self, item: &Code, month: Month, current: Month) -> bool {
        let runs = self.agreement.first <= month && month <= self.agreement.last;
        runs && month < current && self.split(item, month).is_some()
    }

    /// Whether a figure that is owed does not count yet: nobody has reported it, or nobody has confirmed what was
    /// reported. A correction that waits lacks nothing: what was confirmed before counts until then.
    pub fn lacks(&self, item: &Code, month: Month, current: Month) -> bool {
        self.owes(item, month, current) && self.figure(item, month).is_none()
    }

    /// Whether an item of the project in a month is in a park's figures: it stands on the park's ground, or the park
    /// has a share.
    pub fn touches(&self, park: &ParkId, item: &Code, month: Month) -> bool {
        let Some(split) = self.split(item, month) else { return false };
        let has_share = |share: &super::Share| share.park == *park && share.percent > Decimal::ZERO;
        self.agreement.to == *park || split.shares.iter().any(has_share)
    }
}
