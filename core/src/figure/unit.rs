//! Units, by the names they have on the forms 计量单位.

use serde::{Deserialize, Serialize};

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
    /// 件/千万元: patents per money spent on them.
    #[serde(rename = "件/千万元")]
    PiecePerTenMillionYuan,
    /// 件/百亿元.
    #[serde(rename = "件/百亿元")]
    PiecePerTenBillionYuan,
    /// 小时: hours of use, and of waiting for an answer.
    #[serde(rename = "小时")]
    Hours,
    /// 小时/台: hours of an instrument in a year.
    #[serde(rename = "小时/台")]
    HoursEach,
    /// 台: instruments.
    #[serde(rename = "台")]
    Instrument,
    /// 台年: instruments times the years that they were in the register.
    #[serde(rename = "台年")]
    InstrumentYear,
    /// %: a share or a rate; differences of two are 百分点.
    #[serde(rename = "%")]
    Percent,
}

impl Unit {
    /// Every unit, for reading names and for telling which would have been right.
    pub const ALL: [Self; 20] = [
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
        Self::PiecePerTenMillionYuan,
        Self::PiecePerTenBillionYuan,
        Self::Hours,
        Self::HoursEach,
        Self::Instrument,
        Self::InstrumentYear,
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
            Self::PiecePerTenMillionYuan => "件/千万元",
            Self::PiecePerTenBillionYuan => "件/百亿元",
            Self::Hours => "小时",
            Self::HoursEach => "小时/台",
            Self::Instrument => "台",
            Self::InstrumentYear => "台年",
            Self::Percent => "%",
        }
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// Whether only whole numbers make sense: nobody employs half a person.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Person | Self::Enterprise | Self::Piece | Self::Project | Self::Count | Self::Instrument)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_by_their_names() {
        for unit in Unit::ALL {
            assert_eq!(Unit::named(unit.name()), Some(unit));
            assert_eq!(serde_json::to_value(unit).unwrap(), unit.name());
        }
    }
}
