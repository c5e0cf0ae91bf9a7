//! What a code names, as it travels.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::Unit;
use crate::id::{Code, ParkId};
use crate::openness::Measure;
use crate::series::{Seen, Subject};
use crate::source::{Group, Shared, Source};
use crate::words::Message;
use crate::zone::{Better, Cited, Zone};

/// A source of figures: an indicator, an item, a measure of openness, a tally of sharing, an item by 考核口径.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FigureSource))]
pub struct SourceLine {
    /// Its code, by which rankings, explanations and targets name it: `revenue`, `PO-1`, `SH-received`, `EN-qc05_0`.
    pub code: Code,
    /// Where it stands in a list.
    pub group: Group,
    /// Its name.
    pub name: Message,
    /// The unit of its values, as forms name it: `亿元`.
    pub unit: Unit,
    /// How many decimals to show.
    pub decimals: u32,
    /// Which way is good.
    pub better: Better,
    /// Whether it is what there is at a moment, so that month and cumulative are the same.
    pub stock: bool,
    /// Whether the zone has a figure of it.
    pub zone: bool,
    /// Whether a park has.
    pub park: bool,
    /// What it means.
    pub definition: Message,
    /// Where the definition comes from.
    pub cited: Cited,
}

impl SourceLine {
    /// What is to be known of a source, of one park or of the zone.
    pub(crate) fn of(zone: &Zone, source: &Source<'_>, for_park: bool) -> Self {
        let has = |subject: Subject| source.has(&subject);
        Self {
            code: source.code(),
            group: source.group(),
            name: source.name(zone),
            unit: source.unit(),
            decimals: source.decimals(),
            better: source.better(),
            stock: source.is_stock(),
            zone: has(Subject::Zone),
            park: has(Subject::Park(ParkId::from(""))),
            definition: source.definition(for_park),
            cited: source.cited(),
        }
    }
}

/// A number that went into a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FigurePart {
    /// What the number counts.
    pub name: Message,
    /// The exact number, in `unit`.
    pub value: Decimal,
    /// The unit of `value`: `小时`, `件`, `万元`.
    pub unit: Unit,
}

/// Every source that parks can be ranked by, in the order of the lists: indicators (those of the comparison first),
/// sharing, openness, what projects split, items.
pub(super) fn ranked_by(seen: Seen<'_>) -> Vec<SourceLine> {
    let zone = seen.zone();
    let indicators = zone.compare.iter().chain(zone.indicators.iter().map(|it| &it.code)).cloned();
    let shared = zone.sharing.iter().flat_map(Shared::all).map(|it| Code::new(it.id()));
    // Of one park ratings are not told.
    let measures = Measure::ALL.into_iter().filter(|it| it.is_for_parks() && *it != Measure::Satisfaction);
    let measures = measures.map(|it| Code::new(it.id()));
    let items = zone.form.items.iter();
    let projects = || seen.state().enclaves.all.values().filter(|it| it.is_seen_by(seen.scope()));
    let split = items.clone().filter(|item| projects().any(|it| it.splits(&item.code)));
    let split: Vec<_> = split.map(|item| Source::Enclave(item).code()).collect();
    let items = items.map(|item| item.code.clone());
    let mut codes: Vec<Code> = Vec::new();
    for code in indicators.chain(shared).chain(measures).chain(split).chain(items) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let mut lines: Vec<_> =
        codes.iter().filter_map(|code| zone.source(code)).map(|it| SourceLine::of(zone, &it, true)).collect();
    lines.retain(|line| line.park);
    lines.sort_by_key(|line| line.group);
    lines
}

/// What the board, the comparison and the targets of `part`, the configuration as its reader sees it, name beside the
/// indicators of `zone`: a screen takes the names from here.
pub fn named_sources(zone: &Zone, part: &Zone) -> Vec<SourceLine> {
    let targets = part.targets.iter().map(|target| &target.indicator);
    let mut codes: Vec<&Code> = Vec::new();
    for code in part.headline.iter().chain(&part.compare).chain(targets) {
        if !codes.contains(&code) && zone.indicator(code).is_none() {
            codes.push(code);
        }
    }
    codes.into_iter().filter_map(|code| zone.source(code)).map(|it| SourceLine::of(zone, &it, false)).collect()
}
