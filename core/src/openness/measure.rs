//! What is measured: PO-1 to PO-13 of the domain facts §5.6, with the parts of those that have several values.

use serde::{Deserialize, Serialize};

use crate::figure::Unit;
use crate::words::{Key, key};

/// A measure of openness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Measure {
    /// 平台开放率: open to every branch park (Art. 5: 向各分园区开放). A park that nobody ever decided on counts as one
    /// to which it is not open: open to seven of eight and nothing said of the eighth is not open to all.
    #[serde(rename = "PO-1")]
    OpenPlatforms,
    /// The same, open to at least one branch park.
    #[serde(rename = "PO-1b")]
    OpenToSome,
    /// 仪器入网率.
    #[serde(rename = "PO-2")]
    Networked,
    /// 仪器开放率.
    #[serde(rename = "PO-3")]
    Bookable,
    /// 利用率: effective hours 有效机时 (the owner's own and those for others) of rated ones, of all instruments, over
    /// the months whose own hours are stated. National figures are of those of 500,000 yuan and more; ours are of all in
    /// the register. 25 own hours and 10 for others in April, of 1,400 ÷ 12: 30 %.
    #[serde(rename = "PO-4")]
    Utilisation,
    /// 共享率: hours for others of effective ones, over the months whose own hours are stated: 10 of 35 are 28.6 %.
    #[serde(rename = "PO-5")]
    Sharing,
    /// 跨园服务机时占比.
    #[serde(rename = "PO-6")]
    CrossPark,
    /// 年均有效机时: effective hours by years of instruments, over the months whose own hours are stated: 35 in a month
    /// are 420 a year.
    #[serde(rename = "PO-7a")]
    HoursEach,
    /// 年均对外服务机时: hours for others by years of instruments, whether own hours are stated or not.
    #[serde(rename = "PO-7b")]
    ExternalHoursEach,
    /// 服务企业数.
    #[serde(rename = "PO-8a")]
    Enterprises,
    /// 其中分园企业数.
    #[serde(rename = "PO-8b")]
    BranchEnterprises,
    /// 园区覆盖率.
    #[serde(rename = "PO-9")]
    Coverage,
    /// 预约响应时长 (median).
    #[serde(rename = "PO-10a")]
    ResponseHours,
    /// 按时响应率. An overdue request counts in the month its answer was due, and once it is answered in that of the answer
    /// instead: due on 30 October and answered on 2 November it was one of October's until then.
    #[serde(rename = "PO-10b")]
    OnTime,
    /// 预约满足率.
    #[serde(rename = "PO-11")]
    Fulfilled,
    /// 爽约率: of the bookings with a slot whose outcome is recorded 已登记结果, those to which nobody came. Of ten slots
    /// that are over, six used, one 未到 and three not recorded, it is one of seven.
    #[serde(rename = "PO-11b")]
    NoShows,
    /// 取消率: of the requests that came to an end, those that their park took back.
    #[serde(rename = "PO-11c")]
    Withdrawn,
    /// 用户满意度. Ratings of a platform become public in batches of `ratings_shown_from` or more and count, whole, in the
    /// month they do: of two given in October and one in November October has none and November three. A park's own
    /// count when they are given.
    #[serde(rename = "PO-12")]
    Satisfaction,
    /// 服务收入: of everything; what owners have not stated of their own income is missing in it, and told.
    #[serde(rename = "PO-13a")]
    Income,
    /// 对外收入占比: of instruments alone, because nothing else has income from within, over the months whose own use is
    /// stated. 1,000 yuan of others and 3,000 from within are 25 %, however much the desks brought in.
    #[serde(rename = "PO-13b")]
    ExternalIncome,
    /// 收益率: of instruments with an original value, over the months whose own use is stated.
    #[serde(rename = "PO-13c")]
    Yield,
}

impl Measure {
    /// Every measure, in the order of the list.
    pub const ALL: [Self; 21] = [
        Self::OpenPlatforms,
        Self::OpenToSome,
        Self::Networked,
        Self::Bookable,
        Self::Utilisation,
        Self::Sharing,
        Self::CrossPark,
        Self::HoursEach,
        Self::ExternalHoursEach,
        Self::Enterprises,
        Self::BranchEnterprises,
        Self::Coverage,
        Self::ResponseHours,
        Self::OnTime,
        Self::Fulfilled,
        Self::NoShows,
        Self::Withdrawn,
        Self::Satisfaction,
        Self::Income,
        Self::ExternalIncome,
        Self::Yield,
    ];

    /// Its number: `PO-7a`.
    pub fn id(self) -> &'static str {
        match self {
            Self::OpenPlatforms => "PO-1",
            Self::OpenToSome => "PO-1b",
            Self::Networked => "PO-2",
            Self::Bookable => "PO-3",
            Self::Utilisation => "PO-4",
            Self::Sharing => "PO-5",
            Self::CrossPark => "PO-6",
            Self::HoursEach => "PO-7a",
            Self::ExternalHoursEach => "PO-7b",
            Self::Enterprises => "PO-8a",
            Self::BranchEnterprises => "PO-8b",
            Self::Coverage => "PO-9",
            Self::ResponseHours => "PO-10a",
            Self::OnTime => "PO-10b",
            Self::Fulfilled => "PO-11",
            Self::NoShows => "PO-11b",
            Self::Withdrawn => "PO-11c",
            Self::Satisfaction => "PO-12",
            Self::Income => "PO-13a",
            Self::ExternalIncome => "PO-13b",
            Self::Yield => "PO-13c",
        }
    }

    /// The measure of that number.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.id() == id)
    }

    /// The unit that values of the measure are in.
    pub fn unit(self) -> Unit {
        match self {
            Self::HoursEach | Self::ExternalHoursEach => Unit::HoursEach,
            Self::Enterprises | Self::BranchEnterprises => Unit::Enterprise,
            Self::ResponseHours => Unit::Hours,
            Self::Income => Unit::TenThousandYuan,
            _ => Unit::Percent,
        }
    }

    /// Decimals shown.
    pub fn decimals(self) -> u32 {
        match self {
            Self::Enterprises | Self::BranchEnterprises | Self::HoursEach | Self::ExternalHoursEach => 0,
            _ => 1,
        }
    }

    /// Whether less is better: time to an answer, bookings to which nobody came, requests taken back.
    pub fn lower_is_better(self) -> bool {
        matches!(self, Self::ResponseHours | Self::NoShows | Self::Withdrawn)
    }

    /// Whether its values are shares of rated hours, so that only those on the same base compare.
    pub fn has_base(self) -> bool {
        self == Self::Utilisation
    }

    /// Whether it is what there is at the end of a period, whatever happened within it.
    pub fn is_stock(self) -> bool {
        matches!(self, Self::OpenPlatforms | Self::OpenToSome | Self::Networked | Self::Bookable)
    }

    /// Whether it is made of what owners state of their own use month by month; what is missing there is told with it.
    pub fn needs_own_hours(self) -> bool {
        matches!(self, Self::Utilisation | Self::Sharing | Self::HoursEach) || self.is_of_income()
    }

    /// Whether it is made of the owners' income from within, which is stated together with their own hours.
    pub fn is_of_income(self) -> bool {
        matches!(self, Self::Income | Self::ExternalIncome | Self::Yield)
    }

    /// Whether one park has a value of its own; the rest is about all that a platform does.
    pub fn is_for_parks(self) -> bool {
        matches!(
            self,
            Self::OpenPlatforms
                | Self::Enterprises
                | Self::ResponseHours
                | Self::OnTime
                | Self::Fulfilled
                | Self::NoShows
                | Self::Withdrawn
                | Self::Satisfaction
        )
    }

    /// Its name. `PO-1` and `PO-1b` say of whom they are told: 向全部分园区开放, 向至少一个分园区开放.
    pub fn name(self) -> Key {
        match self {
            Self::OpenPlatforms => key::PO_1,
            Self::OpenToSome => key::PO_1B,
            Self::Networked => key::PO_2,
            Self::Bookable => key::PO_3,
            Self::Utilisation => key::PO_4,
            Self::Sharing => key::PO_5,
            Self::CrossPark => key::PO_6,
            Self::HoursEach => key::PO_7A,
            Self::ExternalHoursEach => key::PO_7B,
            Self::Enterprises => key::PO_8A,
            Self::BranchEnterprises => key::PO_8B,
            Self::Coverage => key::PO_9,
            Self::ResponseHours => key::PO_10A,
            Self::OnTime => key::PO_10B,
            Self::Fulfilled => key::PO_11,
            Self::NoShows => key::PO_11B,
            Self::Withdrawn => key::PO_11C,
            Self::Satisfaction => key::PO_12,
            Self::Income => key::PO_13A,
            Self::ExternalIncome => key::PO_13B,
            Self::Yield => key::PO_13C,
        }
    }

    /// Its name where a park looks: `PO-1` is of what is open to that park then, and not to all.
    pub fn name_for(self, for_park: bool) -> Key {
        match self {
            Self::OpenPlatforms if for_park => key::PO_1_PARK,
            _ => self.name(),
        }
    }

    /// Its formula in words, for one park or for all.
    pub fn formula(self, for_park: bool) -> Key {
        match self {
            Self::OpenPlatforms if for_park => key::PO_1_PARK_FORMULA,
            Self::OpenPlatforms => key::PO_1_FORMULA,
            Self::OpenToSome => key::PO_1B_FORMULA,
            Self::Networked => key::PO_2_FORMULA,
            Self::Bookable => key::PO_3_FORMULA,
            Self::Utilisation => key::PO_4_FORMULA,
            Self::Sharing => key::PO_5_FORMULA,
            Self::CrossPark => key::PO_6_FORMULA,
            Self::HoursEach => key::PO_7A_FORMULA,
            Self::ExternalHoursEach => key::PO_7B_FORMULA,
            Self::Enterprises => key::PO_8A_FORMULA,
            Self::BranchEnterprises => key::PO_8B_FORMULA,
            Self::Coverage => key::PO_9_FORMULA,
            Self::ResponseHours => key::PO_10A_FORMULA,
            Self::OnTime => key::PO_10B_FORMULA,
            Self::Fulfilled => key::PO_11_FORMULA,
            Self::NoShows => key::PO_11B_FORMULA,
            Self::Withdrawn => key::PO_11C_FORMULA,
            Self::Satisfaction if for_park => key::PO_12_PARK_FORMULA,
            Self::Satisfaction => key::PO_12_FORMULA,
            Self::Income => key::PO_13A_FORMULA,
            Self::ExternalIncome => key::PO_13B_FORMULA,
            Self::Yield => key::PO_13C_FORMULA,
        }
    }
}
