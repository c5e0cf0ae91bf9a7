//! Openness as numbers: PO-1 to PO-13, the matrix platform × park, and the index.

mod explained;
mod live;
mod page;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figure::Figure;
use super::source::FigurePart;
use crate::figure::{Gap, Unit};
use crate::id::{OwnerId, ParkId, PlatformId};
use crate::openness::{Measure, Part, Period, Reference};
use crate::platform::Openness;
use crate::words::Message;
use crate::zone::Cited;

pub use explained::openness_explained;
pub use live::{Level, LiveCell, OpennessLive, openness_live};
pub use page::openness;

/// The view. The leading group and its office see everything, an owner its own rows, a park its own column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpennessPage {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The months it covers.
    pub period: Period,
    /// PO-1 to PO-13, of what the scope may see.
    pub indicators: Vec<OpenIndicator>,
    /// Platform × park.
    pub matrix: Matrix,
    /// The index of every platform, best first, then those that stand apart; empty for a park.
    pub platforms: Vec<Index>,
    /// The index of every owner, in the same order; empty for a park.
    pub owners: Vec<OwnerIndex>,
    /// The weights in force.
    pub weights: Option<WeightsUsed>,
}

impl OpennessPage {
    /// Why the period has no figures at all: it has not begun, or no platform was in the register then.
    pub fn nothing(&self) -> Option<Gap> {
        let mut gaps = self.indicators.iter().filter_map(|it| it.figure.gap);
        gaps.find(|gap| matches!(gap, Gap::NotBegun | Gap::NothingRegistered))
    }
}

/// A measure with everything it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenIndicator {
    /// Which measure it is, by its number: `PO-4`.
    pub measure: Measure,
    /// The measure's name.
    pub name: Message,
    /// Its number: of the zone, of the park that looks, or of the owner's platforms; on one platform alone where that was
    /// asked for.
    #[serde(flatten)]
    pub figure: Figure,
    /// The formula in words.
    pub formula: Message,
    /// What went into it, in the order of the formula.
    pub operands: Vec<FigurePart>,
    /// Values to compare with.
    pub references: Vec<Reference>,
    /// The value on the base of each reference that has one, for the comparison alone; the value itself stays as it is
    /// defined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_bases: Vec<OnBase>,
}

/// 利用率 on a base other than the zone's own classes of rated hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MeasureOnBase))]
pub struct OnBase {
    /// Hours a year that every instrument is rated at: 1,400.
    pub hours: Decimal,
    /// The value then, in the measure's unit.
    pub value: Decimal,
}

impl OpenIndicator {
    /// Whether it is a measure for its viewer at all: most of them are of platforms, and a park has none.
    pub fn concerns(&self) -> bool {
        self.figure.gap != Some(Gap::NotForParks)
    }
}

/// Entitlement and use side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessMatrix))]
pub struct Matrix {
    /// The columns: members in the period's last month, or the viewer's own park.
    pub parks: Vec<ParkId>,
    /// The rows, by owner, then by id.
    pub rows: Vec<MatrixRow>,
}

/// A platform's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessRow))]
pub struct MatrixRow {
    /// The platform of this row, by its id: `testing_lab`.
    pub platform: PlatformId,
    /// Name of the platform, as users read it.
    pub name: String,
    /// The institution that owns the platform, by its id: `service_centre`.
    pub owner: OwnerId,
    /// The kind of platform, by its id in the configuration: `innovation`.
    pub kind: crate::id::KindId,
    /// One cell a column.
    pub cells: Vec<MatrixCell>,
}

/// What a platform is to a park.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessCell))]
pub struct MatrixCell {
    /// How open it is on the day the view ends with; nothing when nobody has said.
    pub openness: Option<Openness>,
    /// The day from whose beginning, Beijing time, that is in force; nothing when nobody has said.
    pub since: Option<Date>,
    /// Services done in the period.
    pub count: u32,
    /// Hours of those services, added up.
    pub hours: Decimal,
    /// When it was last used, in the period or before it; what came after the period is not looked at.
    pub last_use: Option<Timestamp>,
    /// 名义开放: open for longer than the configured days, and not used for as long.
    pub idle: bool,
}

/// A composite index with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessIndex))]
pub struct Index {
    /// The platform; nothing for an owner's.
    pub platform: Option<PlatformId>,
    /// 0 to 100: the scores of the parts that have a value by their weights; nothing when no part has one.
    pub value: Option<Decimal>,
    /// Its place among the platforms, or among the owners, from 1; equal values share one. Nothing when parts of less
    /// than 60 of the 100 weights have a value: it stands apart.
    pub rank: Option<u32>,
    /// The measures it is made of, each with its value, score and weight.
    pub parts: Vec<IndexPart>,
    /// How much of the weights has a value, of 100.
    pub weighed: Decimal,
}

/// A part of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessIndexPart))]
pub struct IndexPart {
    /// The measure that counts, by its number: `PO-4`.
    pub measure: Measure,
    /// Its value; nothing when there is none.
    pub value: Option<Decimal>,
    /// 0 to 100.
    pub score: Option<Decimal>,
    /// Months of instruments 台月 that the value leaves out because nobody has stated own hours.
    pub lacking: Decimal,
    /// How much the part weighs in the index; all parts together weigh 100.
    pub weight: Decimal,
}

/// An owner's index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OwnerIndex))]
pub struct OwnerIndex {
    /// The owner of platforms whose index it is, by its id: `service_centre`.
    pub owner: OwnerId,
    /// Over all its platforms together.
    pub index: Index,
}

/// The weights an index was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeightsUsed {
    /// First month they count.
    pub from: crate::period::Month,
    /// The measures that count, each with the value that gives full marks and its weight.
    pub parts: Vec<Part>,
    /// Where they are published.
    pub cited: Cited,
}

/// A measure explained down to the entries behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpennessExplained {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The months it covers.
    pub period: Period,
    /// On this platform alone, when one was asked for.
    pub platform: Option<PlatformId>,
    /// The measure that is explained, with its value, formula and operands.
    pub indicator: OpenIndicator,
    /// The entries behind it, newest first.
    pub entries: Vec<Behind>,
    /// How many there are in all; more than are listed.
    pub count: u32,
}

/// An entry behind a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EntryBehind))]
pub struct Behind {
    /// Position of the entry in the journal.
    pub position: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What the entry says, as a sentence without arguments: 登记平台, or 逾期答复 of a request answered too late.
    pub what: Message,
    /// The platform the entry is about, by its id: `testing_lab`.
    pub platform: PlatformId,
    /// The park concerned.
    pub park: Option<ParkId>,
    /// What it adds, in the unit beside it.
    pub amount: Option<Decimal>,
    /// The unit of `amount`, `小时` or `万元`; nothing when it adds no amount.
    pub unit: Option<Unit>,
    /// The booking it belongs to.
    pub booking: Option<crate::platform::BookingId>,
}
