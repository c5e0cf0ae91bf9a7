//! How firm a number is 数据状态.

use serde::{Deserialize, Serialize};

/// How firm a number is. Ordered from the firmest to the least firm: what is derived from several
/// numbers is as firm as the least firm of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 核定: approved, and its period is closed.
    Final,
    /// 修订: approved, and it replaced an approved value.
    Revised,
    /// 初步: approved while its period is still open.
    Provisional,
    /// 估计: the reporter marked it as an estimate.
    Estimated,
    /// 口径调整: the definition or the coverage changed here; not comparable with before.
    Break,
    /// 待审: submitted and not yet approved. Seen by its own park and the office alone.
    Pending,
    /// 测算/缺数 are no status: an absent number has a [`Gap`](super::Gap) and this status.
    Absent,
}
