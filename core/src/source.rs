//! What a code names: the sources of figures, one address space for all of them.
//!
//! ```text
//! revenue          an indicator 指标, by its formula over the form
//! qc05_0           an item of the form 报表项目, as it is reported
//! PO-1 … PO-13c    a measure of openness
//! SH-received      a tally of sharing: -landed, -money behind it, .talent for one element
//! EN-qc05_0        an item by 考核口径, see [`crate::enclave`]
//! ```
//! Ids of the configuration are small letters, digits and `_`, so that none of them is taken for a built-in one. Who
//! wants a number asks [`Seen::figure`](crate::series::Seen::figure) by its code; what computes it is the source's affair.

mod asked;
mod enclave;
mod openness;
mod shared;
mod sharing;

use serde::{Deserialize, Serialize};

use crate::area::Area;
use crate::figure::Unit;
use crate::formula::{Expr, Lag};
use crate::id::Code;
use crate::openness::Measure;
use crate::period::Basis;
use crate::series::Subject;
use crate::words::{Message, key};
use crate::zone::{Better, Cited, Formula, Indicator, Item, Verification, Zone};

pub use shared::{Shared, Side, What};

/// What a code names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    /// An indicator of the configuration.
    Indicator(&'a Indicator),
    /// An item of the form, as an indicator that is nothing but it.
    Item(Box<Indicator>),
    /// A measure of openness.
    Openness(Measure),
    /// A tally of sharing, with the unit it is counted in.
    Sharing(Shared, Unit),
    /// An item of the form by 考核口径.
    Enclave(&'a Item),
}

/// Where a source stands in a list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SourceGroup))]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// 指标: the configuration's indicators, by their formulas over reported items.
    Indicators,
    /// 共享: what parks gave and received, counted and in money (`SH-received`).
    Sharing,
    /// 开放: measures of the platforms' openness (`PO-1`).
    Openness,
    /// 飞地: items by 考核口径, after projects of several parks are divided (`EN-qc05_0`).
    Enclaves,
    /// 报表项目: items of the monthly form, as they are reported.
    Items,
}

/// What stands before the item in the code of one by 考核口径.
const ENCLAVE: &str = "EN-";

/// A code of a built-in source, as far as it can be told without a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BuiltIn<'a> {
    Openness(Measure),
    Sharing(Shared),
    Enclave(&'a str),
}

impl<'a> BuiltIn<'a> {
    /// Reads a code; nothing for one that is none of these.
    pub fn named(code: &'a str) -> Option<Self> {
        let openness = Measure::named(code).map(Self::Openness);
        let sharing = || Shared::named(code).map(Self::Sharing);
        let enclave = || code.strip_prefix(ENCLAVE).filter(|item| crate::zone::is_id(item)).map(Self::Enclave);
        openness.or_else(sharing).or_else(enclave)
    }

    /// Which subjects it has figures of: the zone, a park.
    pub fn has(&self) -> [bool; 2] {
        match self {
            Self::Openness(measure) => [true, measure.is_for_parks()],
            Self::Sharing(shared) => [shared.side != Side::Net, true],
            Self::Enclave(_) => [true, true],
        }
    }

    /// What its figures are made of beside the reports.
    pub fn area(&self) -> Area {
        match self {
            Self::Openness(_) => Area::Platforms,
            Self::Sharing(_) => Area::Sharing,
            Self::Enclave(_) => Area::Enclaves,
        }
    }
}

/// What the figures of a code are made of.
pub fn areas(code: &Code) -> &'static [Area] {
    match BuiltIn::named(code.as_str()).map(|it| it.area()) {
        None => &[Area::Reports],
        Some(Area::Enclaves) => &[Area::Reports, Area::Enclaves],
        Some(Area::Sharing) => &[Area::Reports, Area::Sharing],
        Some(_) => &[Area::Reports, Area::Platforms],
    }
}

impl Zone {
    /// What a code names; nothing for an unknown one. A zone that keeps no platforms has no measures of openness.
    pub fn source(&self, code: &Code) -> Option<Source<'_>> {
        if let Some(indicator) = self.indicator(code) {
            return Some(Source::Indicator(indicator));
        }
        if let Some(item) = self.item(code) {
            return Some(Source::Item(Box::new(Indicator::of(item))));
        }
        match BuiltIn::named(code.as_str())? {
            BuiltIn::Openness(measure) => self.openness.as_ref().map(|_| Source::Openness(measure)),
            BuiltIn::Sharing(shared) => {
                let unit = shared.unit(self.sharing.as_ref()?)?;
                Some(Source::Sharing(shared, unit))
            }
            BuiltIn::Enclave(item) => self.item(&Code::new(item)).map(Source::Enclave),
        }
    }

    /// The built-in sources of the board: what its figures, its comparison and its targets name.
    pub(crate) fn built_in(&self) -> impl Iterator<Item = BuiltIn<'_>> {
        let targets = self.targets.iter().map(|target| &target.indicator);
        let codes = self.headline.iter().chain(&self.compare).chain(targets);
        codes.filter_map(|code| BuiltIn::named(code.as_str()))
    }

    /// What the figures of the board are made of beside the reports.
    pub fn board_areas(&self) -> Vec<Area> {
        let mut areas: Vec<Area> = Vec::new();
        for area in self.built_in().map(|it| it.area()) {
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        areas
    }
}

impl Indicator {
    /// An item alone: its figure is what the reports say of it.
    fn of(item: &Item) -> Self {
        let is_whole = item.unit.is_whole() || item.unit == Unit::ThousandYuan;
        Self {
            code: item.code.clone(),
            name: item.plain_name().to_owned(),
            unit: item.unit,
            decimals: if is_whole { 0 } else { 2 },
            formula: Formula { text: item.code.to_string(), parsed: Expr::Item(item.code.clone(), Lag::Now) },
            better: Better::Higher,
            stock: item.basis == Basis::PointInTime,
            definition: item.definition.clone(),
            index: None,
            clause: None,
            cited: item.cited.clone(),
            from: item.from,
            until: item.until,
        }
    }
}

impl Source<'_> {
    /// The indicator that it is, or is computed as.
    pub fn indicator(&self) -> Option<&Indicator> {
        match self {
            Self::Indicator(indicator) => Some(indicator),
            Self::Item(indicator) => Some(indicator),
            _ => None,
        }
    }

    /// Its code.
    pub fn code(&self) -> Code {
        match self {
            Self::Indicator(it) => it.code.clone(),
            Self::Item(it) => it.code.clone(),
            Self::Openness(measure) => Code::new(measure.id()),
            Self::Sharing(shared, _) => Code::new(shared.id()),
            Self::Enclave(item) => Code::new(format!("{ENCLAVE}{}", item.code)),
        }
    }

    /// Where it stands in a list.
    pub fn group(&self) -> Group {
        match self {
            Self::Indicator(_) => Group::Indicators,
            Self::Item(_) => Group::Items,
            Self::Openness(_) => Group::Openness,
            Self::Sharing(..) => Group::Sharing,
            Self::Enclave(_) => Group::Enclaves,
        }
    }

    /// Its name, such as 营业收入（考核口径）.
    pub fn name(&self, zone: &Zone) -> Message {
        let of = |key, name: &str| Message::new(key).with("name", name);
        match self {
            Self::Indicator(it) => of(key::SOURCE_NAMED, &it.name),
            Self::Item(it) => of(key::SOURCE_NAMED, &it.name),
            Self::Openness(measure) => measure.name().into(),
            Self::Sharing(shared, _) => shared.name(zone),
            Self::Enclave(item) => of(key::SOURCE_ENCLAVE, item.plain_name()),
        }
    }

    /// What it means, in a sentence, for one park or for the zone.
    pub fn definition(&self, for_park: bool) -> Message {
        let of = |text: &str| Message::new(key::SOURCE_NAMED).with("name", text);
        match self {
            Self::Indicator(it) => of(&it.definition),
            Self::Item(it) => of(&it.definition),
            Self::Openness(measure) => measure.formula(for_park).into(),
            Self::Sharing(shared, _) => shared.definition().into(),
            Self::Enclave(_) => key::SOURCE_ENCLAVE_IS.into(),
        }
    }

    /// Where the definition comes from.
    pub fn cited(&self) -> Cited {
        let own = |key: crate::words::Key| Cited {
            source: key.text(crate::words::Lang::Chinese).to_owned(),
            verification: Verification::Own,
        };
        match self {
            Self::Indicator(it) => it.cited.clone(),
            Self::Item(it) => it.cited.clone(),
            Self::Openness(_) => own(key::SOURCE_OPENNESS_CITED),
            Self::Sharing(..) => own(key::SOURCE_SHARING_CITED),
            Self::Enclave(_) => own(key::SOURCE_ENCLAVE_CITED),
        }
    }

    /// The unit its values are in.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Indicator(it) => it.unit,
            Self::Item(it) => it.unit,
            Self::Openness(measure) => measure.unit(),
            Self::Sharing(_, unit) => *unit,
            Self::Enclave(item) => item.unit,
        }
    }

    /// Decimals shown; the value itself is exact.
    pub fn decimals(&self) -> u32 {
        match self {
            Self::Indicator(it) => it.decimals,
            Self::Item(it) => it.decimals,
            Self::Openness(measure) => measure.decimals(),
            Self::Sharing(shared, _) => {
                if shared.what == What::Money {
                    2
                } else {
                    0
                }
            }
            // Shares of a project are not whole.
            Self::Enclave(_) => 2,
        }
    }

    /// Which way is good.
    pub fn better(&self) -> Better {
        match self {
            Self::Indicator(it) => it.better,
            Self::Openness(measure) if measure.lower_is_better() => Better::Lower,
            _ => Better::Higher,
        }
    }

    /// Whether it is what there is at a moment, so that month and cumulative are the same.
    pub fn is_stock(&self) -> bool {
        match self {
            Self::Indicator(it) => it.stock,
            Self::Item(it) => it.stock,
            Self::Openness(measure) => measure.is_stock(),
            Self::Sharing(..) => false,
            Self::Enclave(item) => item.basis == Basis::PointInTime,
        }
    }

    /// Whether it has figures of the zone, or of a park.
    pub fn has(&self, subject: &Subject) -> bool {
        let [zone, park] = match self {
            Self::Indicator(_) | Self::Item(_) => [true, true],
            Self::Openness(measure) => BuiltIn::Openness(*measure).has(),
            Self::Sharing(shared, _) => BuiltIn::Sharing(shared.clone()).has(),
            Self::Enclave(item) => BuiltIn::Enclave(item.code.as_str()).has(),
        };
        match subject {
            Subject::Zone => zone,
            Subject::Park(_) => park,
            Subject::Owner(_) => matches!(self, Self::Openness(_)),
        }
    }

    /// The stretch of time of a figure that is asked for on a basis.
    pub(crate) fn basis(&self, asked: Basis) -> Basis {
        if self.is_stock() { Basis::PointInTime } else { asked }
    }

    /// Of a stock nothing runs from January.
    pub(crate) fn monthly(&self) -> Basis {
        self.basis(Basis::Month)
    }
}
