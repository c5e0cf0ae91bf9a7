//! Openness as numbers: PO-1 to PO-13, the matrix platform × park, and the index.

mod explained;
mod live;
mod page;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{OwnerId, ParkId, PlatformId};
use crate::openness::{Measure, MeasureUnit, Part, Period, Reference};
use crate::platform::Openness;
use crate::words::{Key, Message};
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
    /// The index of every platform; empty for a park.
    pub platforms: Vec<Index>,
    /// The index of every owner; empty for a park.
    pub owners: Vec<OwnerIndex>,
    /// The weights in force.
    pub weights: Option<WeightsUsed>,
}

/// A measure with everything it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenIndicator {
    /// Which.
    pub measure: Measure,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Key,
    /// Its unit.
    pub unit: MeasureUnit,
    /// Decimals shown; the value itself is exact.
    pub decimals: u32,
    /// The value; nothing when there is a reason.
    pub value: Option<Decimal>,
    /// Why there is no value.
    pub gap: Option<Message>,
    /// The formula in words.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub formula: Key,
    /// What went into it, in the order of the formula.
    pub operands: Vec<OpenOperand>,
    /// Values to compare with.
    pub references: Vec<Reference>,
}

impl OpenIndicator {
    /// Whether it is a measure for its viewer at all: most of them are of platforms, and a park has none.
    pub fn concerns(&self) -> bool {
        self.gap.as_ref().is_none_or(|gap| gap.key != crate::words::key::PO_NOT_FOR_A_PARK)
    }
}

/// Something that went into a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenOperand {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Key,
    /// Its value.
    pub value: Decimal,
    /// Its unit.
    pub unit: MeasureUnit,
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
    /// The platform.
    pub platform: PlatformId,
    /// Its name.
    pub name: String,
    /// Its owner.
    pub owner: OwnerId,
    /// Its kind.
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
    /// Since when.
    pub since: Option<Date>,
    /// Services done in the period.
    pub count: u32,
    /// Hours of them.
    pub hours: Decimal,
    /// When it was last used at all, up to now.
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
    /// 0 to 100; nothing when less than half of the weights have a value.
    pub value: Option<Decimal>,
    /// The parts.
    pub parts: Vec<IndexPart>,
    /// How much of the weights has a value, of 100.
    pub weighed: Decimal,
}

/// A part of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessIndexPart))]
pub struct IndexPart {
    /// What counts.
    pub measure: Measure,
    /// Its value; nothing when there is none.
    pub value: Option<Decimal>,
    /// 0 to 100.
    pub score: Option<Decimal>,
    /// Its weight.
    pub weight: Decimal,
}

/// An owner's index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OwnerIndex))]
pub struct OwnerIndex {
    /// The owner.
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
    /// The parts.
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
    /// The measure.
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
    /// Its position.
    pub position: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub what: Key,
    /// The platform.
    pub platform: PlatformId,
    /// The park concerned.
    pub park: Option<ParkId>,
    /// What it adds, in the unit beside it.
    pub amount: Option<Decimal>,
    /// The unit.
    pub unit: Option<MeasureUnit>,
    /// The booking it belongs to.
    pub booking: Option<crate::platform::BookingId>,
}
