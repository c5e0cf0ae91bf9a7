//! Shares of parks in a project, item by item.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{Code, ParkId};
use crate::kept::kept;

/// How one item is split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemSplit {
    /// The item of the monthly form.
    pub item: Code,
    /// The shares: 100 together.
    pub shares: Vec<Share>,
}

/// A park's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SplitShare))]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The park that has this share, by its id: `xiuwu`.
    pub park: ParkId,
    /// The park's share, in percent.
    pub percent: Decimal,
}

impl ItemSplit {
    /// A park's part of a value: exact, so that the parts add up to it.
    pub fn part(&self, park: &ParkId, value: Decimal) -> Decimal {
        let share = self.shares.iter().find(|share| share.park == *park).map_or(Decimal::ZERO, |share| share.percent);
        // Values have at most 4 decimals and shares at most 4: nothing is rounded off.
        value.checked_mul(share * Decimal::new(1, 2)).unwrap_or_default()
    }
}

kept!(struct ItemSplit { item, shares });
kept!(struct Share { park, percent });
