//! What a 同比 is made of: both its sides, and the parks it covers.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::Gap;
use crate::id::ParkId;
use crate::period::Month;

/// Both sides of a 同比. Of the zone they are sums over the parks that can be compared, which may be fewer than stand
/// in its figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// The month of the year before.
    pub month: Month,
    /// This year's side, over the parks compared.
    pub now: Option<Decimal>,
    /// Last year's side, over the same parks and by the definition in force now: restated where a park has restated it.
    pub before: Option<Decimal>,
    /// Last year's figure as it was published, of all parks that were members then and by the definition of then.
    pub published: Option<Decimal>,
    /// The parks compared.
    pub parks: Vec<ParkId>,
    /// The others, with the reason.
    pub left_out: Vec<LeftOut>,
}

/// A park that a 同比 leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftOut {
    /// The park that is left out, by its id: `xiuwu`.
    pub park: ParkId,
    /// Why its figures of the two years cannot be compared: `break` for 口径调整, `not_reported` for 未报.
    pub reason: Gap,
    /// When 口径调整 is the reason: the first report on the new definition.
    pub adjusted_from: Option<Month>,
    /// Its figure of this year.
    pub now: Option<Decimal>,
    /// Its figure of last year, as published.
    pub before: Option<Decimal>,
}
