//! What a park is to the zone, and from which month on 园区状态: candidate, pilot, member, under rectification, left.
//!
//! The policy admits parks in steps (Art. 3 统一考虑、分步实施、择优试点; Art. 19 动态管理), so that a park's status is asked
//! of the month in question and never of today. What each status may and counts for:
//!
//! | | reports, owes 应报 | shares, books, platforms are open to it | zone's sums, ranking, targets | marked |
//! |---|---|---|---|---|
//! | before its first status | no | no | no | – |
//! | 候选园区 candidate | no | no | no | 候选 |
//! | 试点园区 pilot | yes | yes | no | 试点 |
//! | 正式园区 member | yes | yes | yes | – |
//! | 整改中 rectifying | yes | yes | yes | 整改中 |
//! | 已退出 left | no | no | no | 已退出 |
//!
//! Art. 3 says that pilots are chosen on merit and that the zone proceeds by steps; it does not say that a pilot's figures
//! are the zone's. So they are not, until the park is a member.
//!
//! Example: 孟州 is a candidate from October 2025, a pilot from January 2026 and a member from July 2026. It reports from
//! January on and may book from January on. A figure of the zone has the parks of its month, a cumulative one those of its
//! last month: 6月 and 1—6月 are the sums of the others, 7月 has 孟州 in it, and 1—7月 has its 1—7月. 同比 compares the same
//! parks on both sides, so that 孟州's joining is no growth. Its page of 3月 says 试点 beside its name, for ever.

use serde::{Deserialize, Serialize};

use crate::period::Month;

/// What a park is to the zone in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ParkStatus {
    /// 候选园区: to be admitted; reports nothing and counts nowhere.
    Candidate,
    /// 试点园区: reports, shares and books; does not count in the zone's sums and ranking.
    Pilot,
    /// 正式园区: counts everywhere.
    Member,
    /// 整改中: counts everywhere, and is marked.
    Rectifying,
    /// 已退出: its past stays.
    Left,
}

impl ParkStatus {
    /// Every status with its name in the configuration: `pilot`.
    pub const ALL: [(&'static str, Self); 5] = [
        ("candidate", Self::Candidate),
        ("pilot", Self::Pilot),
        ("member", Self::Member),
        ("rectifying", Self::Rectifying),
        ("left", Self::Left),
    ];

    /// Whether a park reports, owes its reports, shares and books: all but candidates and who has left.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Pilot | Self::Member | Self::Rectifying)
    }

    /// Whether a park's figures are the zone's, and it has a place among the others.
    pub fn counts(self) -> bool {
        matches!(self, Self::Member | Self::Rectifying)
    }
}

/// A status and the first month it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusFrom {
    /// The first month it holds, written `2026-01`; it holds until the next one begins.
    pub from: Month,
    /// What the park is from then on.
    pub status: ParkStatus,
}
