//! Openness of platforms as numbers (policy Art. 5, 7; domain facts §5.5–5.6): what is measured, against what,
//! and how it is weighed. Definitions are data; see `openness.toml` of the zone.

mod compute;
mod index;
mod measure;
mod registered;
mod sums;

use jiff::SignedDuration;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::id::{Code, KindId, OwnerId, ParkId};
use crate::period::Month;
use crate::platform::Opening;
use crate::zone::{Cited, Contact};

pub use compute::Period;
pub(crate) use compute::{Value, lacking, on_base, value};
pub(crate) use index::{Scored, index};
pub use measure::Measure;
pub(crate) use sums::{Sums, Use, Within, sums};

/// An institution that owns platforms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlatformOwner))]
pub struct Owner {
    /// The owner's id, by which platforms and accounts name it: `service_centre`.
    pub id: OwnerId,
    /// Full name of the institution.
    pub name: String,
    /// A few characters, for tables.
    pub short: String,
    /// The park it belongs to: use by others is 跨园.
    pub park: ParkId,
    /// Where it comes from.
    pub cited: Cited,
    /// Whom to call about its platforms and bookings 联系人; absent when nobody is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

/// A kind of platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlatformKind))]
pub struct Kind {
    /// The kind's id, by which platforms name it: `innovation`.
    pub id: KindId,
    /// 科技创新.
    pub name: String,
    /// Article of the policy.
    pub clause: String,
    /// Where it comes from.
    pub cited: Cited,
}

/// A class of rated hours 额定机时.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RatedHours))]
pub struct Rated {
    /// The class's id, by which instruments name it: `general`.
    pub id: Code,
    /// 通用仪器.
    pub name: String,
    /// Hours a year that an instrument of the class is rated at.
    pub hours: Decimal,
    /// Where it comes from.
    pub cited: Cited,
}

/// A whole number of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingLimit))]
pub struct Limit {
    /// The number itself; what it counts is said where it stands.
    pub value: Decimal,
    /// Where it comes from.
    pub cited: Cited,
}

impl Limit {
    /// As so many hours.
    pub fn hours(&self) -> SignedDuration {
        SignedDuration::from_hours(self.whole())
    }

    /// As so many minutes.
    pub fn minutes(&self) -> SignedDuration {
        SignedDuration::from_mins(self.whole())
    }

    /// As a whole number; the reader lets no other in where one is needed.
    pub fn whole(&self) -> i64 {
        i64::try_from(self.value.trunc()).unwrap_or(i64::from(u32::MAX)).clamp(0, i64::from(u32::MAX))
    }
}

/// The numbers bookings go by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingLimits))]
pub struct Limits {
    /// Hours an owner has to answer.
    pub response_hours: Limit,
    /// Hours after which it is reminded.
    pub remind_hours: Limit,
    /// Days without use after which what is open counts as unused in fact 名义开放.
    pub idle_days: Limit,
    /// Ratings are hidden when there are fewer.
    pub ratings_shown_from: Limit,
    /// Instruments from this original value on (万元) are to be networked.
    pub networked_from: Limit,
    /// Recorded hours may exceed the slot by so much.
    pub use_tolerance_hours: Limit,
    /// Minutes before its slot from which one can check in.
    pub check_in_minutes: Limit,
    /// Minutes after the slot's beginning from which one has not come.
    pub no_show_minutes: Limit,
    /// Days ahead that can be booked.
    pub ahead_days: Limit,
    /// What an external hour or yuan weighs against an internal one.
    pub external_weight: Limit,
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MeasureReference))]
pub struct Reference {
    /// The measure it is to be compared with, by its number: `PO-4`.
    pub measure: Measure,
    /// 全国2025年.
    pub name: String,
    /// In the measure's unit.
    pub value: Decimal,
    /// Whether it is a target rather than a fact.
    pub target: bool,
    /// Of 利用率: the hours a year that every instrument is rated at in it, such as 1,400. Rates on different bases are
    /// not compared: ours is computed anew on this one for the comparison. Other measures have none, and a zone
    /// adopted before it was asked for has none either; then nothing is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Decimal>,
    /// Where it comes from.
    pub cited: Cited,
}

/// Weights of the composite index from a month on, until the next ones or the last month they are said to count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = IndexWeights))]
pub struct Weights {
    /// First month they count.
    pub from: Month,
    /// Last month they count, when no others follow; absent while they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
    /// The parts; their weights are 100 together.
    pub parts: Vec<Part>,
    /// Where they are published.
    pub cited: Cited,
}

/// A part of the composite index: a measure, the value that gives full marks, and its weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = IndexPart))]
pub struct Part {
    /// The measure that counts, by its number: `PO-4`.
    pub measure: Measure,
    /// The value of 100 points, in the measure's unit.
    pub full: Decimal,
    /// How much the part weighs in the index; all parts together weigh 100.
    pub weight: Decimal,
}

/// Everything the zone says about openness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OpennessRules))]
pub struct Rules {
    /// Kinds of platforms, in order.
    pub kinds: Vec<Kind>,
    /// Classes of rated hours.
    pub rated: Vec<Rated>,
    /// Hours of what has none of its own.
    pub standard_hours: Vec<Opening>,
    /// Where they come from.
    pub standard_hours_source: Cited,
    /// The numbers bookings go by.
    pub limits: Limits,
    /// Values to compare with.
    pub references: Vec<Reference>,
    /// Weights of the index, oldest first.
    pub weights: Vec<Weights>,
}

impl Rules {
    /// The weights in force in a month: the last that have begun, unless they have ended. Earlier ones do not come back.
    pub fn weights(&self, month: Month) -> Option<&Weights> {
        let begun = self.weights.iter().rev().find(|weights| weights.from <= month)?;
        begun.until.is_none_or(|until| month <= until).then_some(begun)
    }
}
