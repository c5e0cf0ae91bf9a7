//! The zone as its configuration defines it: parks, the monthly form, indicators, audit rules, targets.
//!
//! Definitions are data. They are read from TOML files (see [`load()`]), adopted into the journal whole, and
//! every one says where it comes from and how sure that is.

mod define;
mod fields;
mod formulas;
mod judge;
pub mod load;
mod names;
mod near;
mod openness;
mod place;
mod read;
mod shipped;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::Unit;
use crate::formula::{Assertion, Expr, SyntaxError};
use crate::id::{Code, OwnerId, ParkId, RuleId};
use crate::openness::{Owner, Rules};
use crate::period::{Basis, Month};

pub use load::{Problem, load};
pub(crate) use names::is_id;
pub use shipped::shipped;

/// Everything the configuration defines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Zone {
    /// Short id, such as `jiaozuo`; the folder's name.
    pub id: String,
    /// 焦作国家高新技术产业开发区.
    pub name: String,
    /// 焦作高新区.
    pub short: String,
    /// The policy document this zone is run under.
    pub policy: Cited,
    /// A month's report is due at the end of this day of the next month, Beijing time.
    pub due_day: i8,
    /// Where the due day comes from.
    pub due_source: Cited,
    /// The parks, the main one first.
    pub parks: Vec<Park>,
    /// The monthly form every park reports on.
    pub form: Form,
    /// Indicators derived from the form's items.
    pub indicators: Vec<Indicator>,
    /// Indicators on top of the board, in this order.
    pub headline: Vec<Code>,
    /// Indicators that stand side by side for all parks, in this order.
    pub compare: Vec<Code>,
    /// Audit rules of the form.
    pub rules: Vec<Rule>,
    /// Targets, dated.
    pub targets: Vec<Target>,
    /// How parks share resources; a zone that does not have it takes no offers or needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sharing: Option<crate::sharing::Rules>,
    /// Institutions that own platforms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Owner>,
    /// What openness is measured by; nothing where platforms are not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openness: Option<Rules>,
}

/// How sure a definition is. The letters are those of the domain facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// Read in a published document.
    Published,
    /// Seen in a working system of the field.
    Practice,
    /// Derived from published facts; not an official text.
    Derived,
    /// From memory or proposed by us: shown as 未核实.
    Unverified,
}

/// A statement's source and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cited {
    /// The document, form or page.
    pub source: String,
    /// How sure.
    pub verification: Verification,
}

/// A park 园区.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Park {
    /// Its id in files and addresses.
    pub id: ParkId,
    /// Full official name.
    pub name: String,
    /// Two to four characters, for charts and walls.
    pub short: String,
    /// Names before.
    pub former_names: Vec<String>,
    /// Whether it is the main zone 主园区.
    pub main: bool,
    /// Division codes 行政区划代码 of the hosts.
    pub divisions: Vec<String>,
    /// Degrees east, WGS-84, of the host's seat; good for a schematic map only.
    pub longitude: Decimal,
    /// Degrees north, WGS-84.
    pub latitude: Decimal,
    /// Leading industries 主导产业.
    pub industries: Vec<String>,
    /// Where the industries and the membership come from.
    pub cited: Cited,
    /// First month it reports.
    pub joined: Month,
    /// Last month it reports, when it has left.
    pub left: Option<Month>,
}

impl Park {
    /// Whether it belongs to the zone in `month`.
    pub fn is_member(&self, month: Month) -> bool {
        self.joined <= month && self.left.is_none_or(|last| month <= last)
    }
}

/// The monthly form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Form {
    /// Form number, written on the workbook.
    pub id: String,
    /// Title.
    pub name: String,
    /// Where it comes from.
    pub cited: Cited,
    /// Its items in the order of the form.
    pub items: Vec<Item>,
}

/// One line of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Item {
    /// The Torch code where there is one.
    pub code: Code,
    /// 营业收入.
    pub name: String,
    /// Unit of the form, not of the board.
    pub unit: Unit,
    /// Whether the cell holds the month alone, January to the month, or a stock.
    pub basis: Basis,
    /// Heading it stands under.
    pub section: String,
    /// 其中: the item this one is a part of.
    pub part_of: Option<Code>,
    /// Whether a blank is an error.
    pub required: bool,
    /// Whether it may be below zero.
    pub negative: bool,
    /// What it means.
    pub definition: String,
    /// The official form it is taken from.
    pub cited: Cited,
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better, as for energy per value added.
    Lower,
}

/// An indicator 指标: a formula over items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Indicator {
    /// Its id.
    pub code: Code,
    /// 营业收入.
    pub name: String,
    /// Unit of the result.
    pub unit: Unit,
    /// Decimals shown; the value itself is exact.
    pub decimals: u32,
    /// How it is computed.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub formula: Formula<Expr>,
    /// Which way is good.
    pub better: Better,
    /// Whether the formula's items are stocks alone: then month and cumulative are the same.
    pub stock: bool,
    /// What it means.
    pub definition: String,
    /// Number in the national evaluation index of 2021, such as `2.5`.
    pub index: Option<String>,
    /// Article of the policy it serves.
    pub clause: Option<String>,
    /// Where the definition comes from.
    pub cited: Cited,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 错误: must be corrected.
    Error,
    /// 警告: needs a written reason.
    Warning,
    /// 提示: something was read otherwise than written; nothing to do.
    Notice,
}

/// An audit rule 审核关系.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// Error or warning.
    pub level: Level,
    /// What must hold.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub assert: Formula<Assertion>,
    /// Difference allowed, in the unit of the items.
    pub tolerance: Decimal,
    /// The rule in words.
    pub text: String,
    /// Where it comes from.
    pub cited: Cited,
}

/// A target 目标.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    /// The indicator it is set for.
    pub indicator: Code,
    /// The park, or the whole zone.
    pub park: Option<ParkId>,
    /// To be reached by the end of this year.
    pub year: i32,
    /// In the indicator's unit.
    pub value: Decimal,
    /// How it is spread over the year.
    pub path: Path,
    /// Article of the policy that sets it.
    pub clause: Option<String>,
    /// Where it comes from.
    pub cited: Cited,
}

/// The path to a target within its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// 序时进度: n twelfths by month n.
    Linear,
    /// Counts at the end alone.
    YearEnd,
}

impl Zone {
    /// The park of that id.
    pub fn park(&self, id: &ParkId) -> Option<&Park> {
        self.parks.iter().find(|park| park.id == *id)
    }

    /// The owner of platforms of that id.
    pub fn owner(&self, id: &OwnerId) -> Option<&Owner> {
        self.owners.iter().find(|owner| owner.id == *id)
    }

    /// The members in `month`, in the order of the configuration.
    pub fn members(&self, month: Month) -> impl Iterator<Item = &Park> {
        self.parks.iter().filter(move |park| park.is_member(month))
    }

    /// The form's item of that code.
    pub fn item(&self, code: &Code) -> Option<&Item> {
        self.form.items.iter().find(|item| item.code == *code)
    }

    /// The indicator of that code.
    pub fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == *code)
    }

    /// The target in force for an indicator in a year.
    pub fn target(&self, indicator: &Code, park: Option<&ParkId>, year: i32) -> Option<&Target> {
        self.targets.iter().find(|t| t.indicator == *indicator && t.park.as_ref() == park && t.year == year)
    }
}

/// A formula as written, with its parsed form. On the wire and in the journal it is its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula<T> {
    /// As written.
    pub text: String,
    /// As understood.
    pub parsed: T,
}

impl<T> Serialize for Formula<T> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text)
    }
}

/// What a [`Formula`] may hold.
pub trait Parse: Sized {
    /// Reads it.
    fn parse_formula(text: &str) -> Result<Self, SyntaxError>;
}

impl Parse for Expr {
    fn parse_formula(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}

impl Parse for Assertion {
    fn parse_formula(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}

impl<T: Parse> Formula<T> {
    /// Reads a formula and keeps its text.
    pub fn new(text: &str) -> Result<Self, SyntaxError> {
        Ok(Self { text: text.to_owned(), parsed: T::parse_formula(text)? })
    }
}

impl<'de, T: Parse> Deserialize<'de> for Formula<T> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
