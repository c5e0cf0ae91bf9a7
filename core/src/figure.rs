//! A number that knows its unit, its status and, when it is absent, why.

mod change;
mod mark;
mod status;
mod sum;
mod unit;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use change::Change;
pub use mark::Mark;
pub use status::Status;
pub use sum::Sum;
pub use unit::Unit;

/// Why a number is absent. Never shown as zero, never as an empty cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// 未报: not reported.
    NotReported,
    /// 未到填报期: the month is not over, and nothing can be sent for it yet.
    NotYet,
    /// 不报送: the park does not report on the month. It is a candidate, has left, or was not there yet.
    NotOwed,
    /// 待审核: submitted, and nobody has approved it yet.
    AwaitsReview,
    /// 已退回: submitted, and returned for correction.
    Returned,
    /// 不适用.
    NotApplicable,
    /// 保密.
    Confidential,
    /// A month alone cannot be told: only the cumulative figure is reported and the month before is missing
    /// (January and February are often merged).
    OnlyCumulative,
    /// No figure to compare with.
    NoBase,
    /// The base is zero: no rate of change (公式无意义).
    ZeroBase,
    /// The base is negative: no rate of change (扭亏、由盈转亏).
    NegativeBase,
    /// 口径调整 lies between: not comparable.
    Break,
    /// A denominator is zero.
    DivisionByZero,
    /// Too large to compute exactly.
    Overflow,
    /// The parks added are not the same ones on both sides: no rate of change.
    DifferentParks,
    /// 未执行: the indicator, or an item it needs, is not in force for the month.
    NotInForce,
    /// Of the zone, for a park: told when the month has been closed.
    AfterClosing,
    /// Of the zone, for a park: too few parks have a part in it, or not all of them have all of it.
    Withheld,
    /// Of the zone, for a park: of some parks in the sum a 口径调整 lies between. What is computed without them, or from
    /// what they have restated, stays with the leading group: beside the published sums it would be their figures.
    Adjusted,
    /// Of the zone, for a park: a month alone would be taken from a sum of the month before that has been corrected
    /// since it was told.
    Corrected,
    /// Of openness and sharing: the month has not begun 尚未开始.
    NotBegun,
    /// Of openness: no platform was in the register then 当时尚无平台登记.
    NothingRegistered,
    /// Of openness: the measure is of platforms, and a park has none.
    NotForParks,
    /// Of openness: what it would be a share, a mean or a median of is not there.
    NothingCounted,
    /// Of openness: nobody has stated the instruments' own hours 自用机时未填报.
    HoursUnstated,
    /// Of openness: nobody has stated the income from within 内部收入未填报.
    IncomeUnstated,
    /// Of openness: fewer ratings than may be told of.
    FewRatings,
    /// Of sharing: before the first month in which anything was confirmed.
    NothingShared,
    /// Of 考核口径: no agreement splits the item.
    NotSplit,
    /// Of 考核口径 of the zone: a part moves to or from a park that is no member, so that the members' sums are two.
    MovesOutside,
}

/// A value with its reason when there is none.
pub type Measured = Result<Decimal, Gap>;
