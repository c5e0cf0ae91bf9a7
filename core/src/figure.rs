//! A number that knows its unit, its status and, when it is absent, why.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::ParkId;

/// The unit a number is counted in. The wire name is the Chinese one used on the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Unit {
    /// 千元: money on the Torch forms.
    #[serde(rename = "千元")]
    ThousandYuan,
    /// 万元: tax and small sums.
    #[serde(rename = "万元")]
    TenThousandYuan,
    /// 亿元: money on the board.
    #[serde(rename = "亿元")]
    HundredMillionYuan,
    /// 人: persons.
    #[serde(rename = "人")]
    Person,
    /// 万人: ten thousand persons.
    #[serde(rename = "万人")]
    TenThousandPersons,
    /// 家: enterprises, institutions.
    #[serde(rename = "家")]
    Enterprise,
    /// 件: patents, trade marks.
    #[serde(rename = "件")]
    Piece,
    /// 项: projects, contracts.
    #[serde(rename = "项")]
    Project,
    /// 个: things counted.
    #[serde(rename = "个")]
    Count,
    /// 吨标准煤: energy.
    #[serde(rename = "吨标准煤")]
    TonneCoal,
    /// 吨标准煤/万元: energy per value added.
    #[serde(rename = "吨标准煤/万元")]
    TonneCoalPerTenThousandYuan,
    /// 万元/人: money per person.
    #[serde(rename = "万元/人")]
    TenThousandYuanPerPerson,
    /// 件/万人.
    #[serde(rename = "件/万人")]
    PiecePerTenThousandPersons,
    /// 件/百亿元.
    #[serde(rename = "件/百亿元")]
    PiecePerTenBillionYuan,
    /// %: a share or a rate; differences of two are 百分点.
    #[serde(rename = "%")]
    Percent,
}

impl Unit {
    /// Every unit, for reading names and for telling which would have been right.
    pub const ALL: [Self; 15] = [
        Self::ThousandYuan,
        Self::TenThousandYuan,
        Self::HundredMillionYuan,
        Self::Person,
        Self::TenThousandPersons,
        Self::Enterprise,
        Self::Piece,
        Self::Project,
        Self::Count,
        Self::TonneCoal,
        Self::TonneCoalPerTenThousandYuan,
        Self::TenThousandYuanPerPerson,
        Self::PiecePerTenThousandPersons,
        Self::PiecePerTenBillionYuan,
        Self::Percent,
    ];

    /// The name on forms and screens.
    pub fn name(self) -> &'static str {
        match self {
            Self::ThousandYuan => "千元",
            Self::TenThousandYuan => "万元",
            Self::HundredMillionYuan => "亿元",
            Self::Person => "人",
            Self::TenThousandPersons => "万人",
            Self::Enterprise => "家",
            Self::Piece => "件",
            Self::Project => "项",
            Self::Count => "个",
            Self::TonneCoal => "吨标准煤",
            Self::TonneCoalPerTenThousandYuan => "吨标准煤/万元",
            Self::TenThousandYuanPerPerson => "万元/人",
            Self::PiecePerTenThousandPersons => "件/万人",
            Self::PiecePerTenBillionYuan => "件/百亿元",
            Self::Percent => "%",
        }
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// Whether only whole numbers make sense: nobody employs half a person.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Person | Self::Enterprise | Self::Piece | Self::Project | Self::Count)
    }
}

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
    /// 测算/缺数 are no status: an absent number has a [`Gap`] and this status.
    Absent,
}

/// What the reporter says of a value beside the value itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Nothing particular.
    #[default]
    None,
    /// 估计: no final figure yet.
    Estimated,
    /// 口径调整: from this month on another definition or coverage.
    Break,
    /// 不适用: the park has no such thing; no value.
    NotApplicable,
    /// 保密: too few units to show; no value.
    Confidential,
}

impl Mark {
    /// The word on the form, and what a workbook's 备注 column may say.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Estimated => "估计",
            Self::Break => "口径调整",
            Self::NotApplicable => "不适用",
            Self::Confidential => "保密",
        }
    }

    /// The mark of that name; an empty name is no mark.
    pub fn named(name: &str) -> Option<Self> {
        [Self::None, Self::Estimated, Self::Break, Self::NotApplicable, Self::Confidential]
            .into_iter()
            .find(|mark| mark.name() == name)
    }

    /// Whether a value stands beside it.
    pub fn has_value(self) -> bool {
        !matches!(self, Self::NotApplicable | Self::Confidential)
    }
}

/// Why a number is absent. Never shown as zero, never as an empty cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// 未报: not reported, or not yet approved for this viewer.
    NotReported,
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
}

/// A value with its reason when there is none.
pub type Measured = Result<Decimal, Gap>;

/// How a figure changed against the same period of the year before (同比) or the month before (环比).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Change {
    /// Percent, not rounded.
    Rate(Decimal),
    /// Percentage points 百分点: the difference of two percentages.
    Points(Decimal),
    /// Not computed, and why.
    None(Gap),
}

impl Change {
    /// From `before` to `now`; shares change in points, all else in percent.
    /// Source: the usual convention (domain facts §6.1): no rate on a zero or negative base.
    pub fn between(now: Measured, before: Measured, unit: Unit) -> Self {
        let (now, before) = match (now, before) {
            (Ok(now), Ok(before)) => (now, before),
            (Err(gap), _) => return Self::None(gap),
            (_, Err(Gap::NotReported)) => return Self::None(Gap::NoBase),
            (_, Err(gap)) => return Self::None(gap),
        };
        if unit == Unit::Percent {
            return now.checked_sub(before).map_or(Self::None(Gap::Overflow), Self::Points);
        }
        if before.is_zero() {
            return Self::None(Gap::ZeroBase);
        }
        if before.is_sign_negative() {
            return Self::None(Gap::NegativeBase);
        }
        let rate = now
            .checked_sub(before)
            .and_then(|d| d.checked_mul(Decimal::ONE_HUNDRED))
            .and_then(|d| d.checked_div(before));
        rate.map_or(Self::None(Gap::Overflow), Self::Rate)
    }

    /// The number of percent or points, when there is one.
    pub fn amount(self) -> Option<Decimal> {
        match self {
            Self::Rate(d) | Self::Points(d) => Some(d),
            Self::None(_) => None,
        }
    }
}

/// A sum over parks that says what it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The sum of what is there; absent when nothing is.
    pub value: Measured,
    /// The parks that should have counted and did not.
    pub missing: Vec<ParkId>,
}

impl Sum {
    /// Adds what is there and names what is not. A park to which the item does not apply is not missing.
    pub fn of(parts: impl IntoIterator<Item = (ParkId, Measured)>) -> Self {
        let mut total: Option<Measured> = None;
        let mut missing = Vec::new();
        for (park, part) in parts {
            match part {
                Ok(value) => {
                    let before = total.unwrap_or(Ok(Decimal::ZERO));
                    total = Some(before.and_then(|sum| sum.checked_add(value).ok_or(Gap::Overflow)));
                }
                Err(Gap::NotApplicable) => {}
                Err(_) => missing.push(park),
            }
        }
        let nothing = if missing.is_empty() { Gap::NotApplicable } else { Gap::NotReported };
        Self { value: total.unwrap_or(Err(nothing)), missing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn change_is_computed_only_where_it_means_something() {
        let check = |now: &str, before: Measured, unit, expected| {
            assert_eq!(Change::between(Ok(d(now)), before, unit), expected, "{now} {before:?}");
        };
        check("110", Ok(d("100")), Unit::ThousandYuan, Change::Rate(d("10")));
        check("7.5", Ok(d("5")), Unit::Percent, Change::Points(d("2.5")));
        check("1", Ok(d("0")), Unit::Person, Change::None(Gap::ZeroBase));
        check("1", Ok(d("-5")), Unit::ThousandYuan, Change::None(Gap::NegativeBase));
        check("1", Err(Gap::NotReported), Unit::Person, Change::None(Gap::NoBase));
        check("1", Err(Gap::Break), Unit::Person, Change::None(Gap::Break));
    }

    #[test]
    fn a_sum_names_what_it_lacks() {
        let sum = Sum::of([
            ("a".into(), Ok(d("1.5"))),
            ("b".into(), Err(Gap::NotReported)),
            ("c".into(), Err(Gap::NotApplicable)),
            ("d".into(), Ok(d("2"))),
        ]);
        assert_eq!(sum, Sum { value: Ok(d("3.5")), missing: vec!["b".into()] });
        assert_eq!(Sum::of([]).value, Err(Gap::NotApplicable));
    }

    #[test]
    fn units_are_found_by_their_names() {
        for unit in Unit::ALL {
            assert_eq!(Unit::named(unit.name()), Some(unit));
            assert_eq!(serde_json::to_value(unit).unwrap(), unit.name());
        }
    }
}
