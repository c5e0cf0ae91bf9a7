//! The rules of sharing as the configuration has them: elements, stages, measures, units, industries.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Quantity;
use crate::id::{ElementId, IndustryId, StageId};
use crate::zone::Cited;

/// How parks share, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SharingRules))]
pub struct Rules {
    /// The elements 要素, in the order of the policy.
    pub elements: Vec<Element>,
    /// Units that quantities and effects are counted in.
    pub units: Vec<Counting>,
    /// Industries that offers and needs belong to.
    pub industries: Vec<Industry>,
    /// The unit in which money of several elements is added up.
    pub money: String,
    /// Whole days a proposal may stay unanswered: after the last of them it has lapsed.
    pub answer_days: u16,
    /// Where the days come from.
    pub cited: Cited,
}

/// An element of Art. 4: what can be offered, in which stages it goes over, and how its effect is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SharingElement))]
pub struct Element {
    /// The element's id, by which listings and matches name it: `talent`.
    pub id: ElementId,
    /// 招商引资.
    pub name: String,
    /// What can be offered, in a sentence.
    pub definition: String,
    /// Units a quantity may have.
    pub units: Vec<String>,
    /// Whether an offer must say how much.
    pub quantity: bool,
    /// The stages after both have agreed, in their order; with the last one it has landed.
    pub stages: Vec<Stage>,
    /// How the effect is measured when it has landed.
    pub measure: Measure,
    /// Where all that comes from.
    pub cited: Cited,
}

/// A stage 阶段 that a transfer of one element goes through, such as 已签约.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SharingStage))]
pub struct Stage {
    /// The stage's id, by which reports of it name it: `signed`.
    pub id: StageId,
    /// 已签约.
    pub name: String,
}

/// What an effect is counted as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SharingMeasure))]
pub struct Measure {
    /// 协议投资额.
    pub name: String,
    /// 万元.
    pub unit: String,
}

/// A unit, and which other it is a multiple of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SharingUnit))]
pub struct Counting {
    /// 亿元.
    pub name: String,
    /// Whether only whole numbers make sense.
    pub whole: bool,
    /// The unit it is a multiple of: 万元.
    pub of: Option<String>,
    /// How many of that one it is: 10,000; 1 when it stands for itself.
    pub times: Decimal,
}

/// An industry, and which are next to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Industry {
    /// The industry's id, by which offers and needs name it: `materials`.
    pub id: IndustryId,
    /// 装备制造.
    pub name: String,
    /// Industries of the same chain. It is enough that one of two names the other.
    pub related: Vec<IndustryId>,
    /// Where that comes from.
    pub cited: Cited,
}

impl Rules {
    /// The element of that id.
    pub fn element(&self, id: &ElementId) -> Option<&Element> {
        self.elements.iter().find(|element| element.id == *id)
    }

    /// The industry of that id.
    pub fn industry(&self, id: &IndustryId) -> Option<&Industry> {
        self.industries.iter().find(|industry| industry.id == *id)
    }

    /// The unit of that name.
    pub fn unit(&self, name: &str) -> Option<&Counting> {
        self.units.iter().find(|unit| unit.name == name)
    }

    /// A quantity in the unit that all its kind are multiples of; as it is when the unit is not known.
    pub fn base<'a>(&'a self, quantity: &'a Quantity) -> (Decimal, &'a str) {
        let Some(unit) = self.unit(&quantity.unit) else { return (quantity.value, &quantity.unit) };
        let value = quantity.value.checked_mul(unit.times).unwrap_or(Decimal::MAX);
        (value, unit.of.as_deref().unwrap_or(&unit.name))
    }

    /// How much money a quantity is, in [`Rules::money`]; nothing when it is not money.
    pub fn money(&self, quantity: &Quantity) -> Option<Decimal> {
        let one = Quantity { value: Decimal::ONE, unit: self.money.clone() };
        let (per, kind) = self.base(&one);
        let (value, unit) = self.base(quantity);
        if unit == kind { value.checked_div(per) } else { None }
    }

    /// Whether two industries are the same or next to each other.
    pub fn related(&self, one: &IndustryId, other: &IndustryId) -> bool {
        let names = |a: &IndustryId, b: &IndustryId| self.industry(a).is_some_and(|it| it.related.contains(b));
        one == other || names(one, other) || names(other, one)
    }
}

impl Element {
    /// The place of a stage among the stages, from 0.
    pub fn place(&self, stage: &StageId) -> Option<usize> {
        self.stages.iter().position(|it| it.id == *stage)
    }

    /// The stage with which it has landed.
    pub fn last(&self) -> Option<&Stage> {
        self.stages.last()
    }
}
