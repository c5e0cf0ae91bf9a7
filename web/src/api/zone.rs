//! The configuration, whole or as much of it as a program needs.

use duoyuan_core::id::Code;
use duoyuan_core::period::Month;
use duoyuan_core::view::SourceLine;
use duoyuan_core::zone::{Cited, Form, Indicator, Park, Target, Zone};
use serde::Deserialize;
use serde_json::Value;

use super::request::{Answered, get};
use crate::reading::read;

/// The configuration with whether its figures are made up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ZoneInfo {
    /// Whether every figure is made up, which each page marks with 演示数据.
    pub demo: bool,
    /// Position of the journal it was read at.
    pub position: u64,
    /// The part of the zone's configuration that is read: parks, form, indicators and targets always; audit
    /// rules, sharing, owners and platforms are empty when it was read by [`read_figures`].
    pub zone: Zone,
    /// What the configuration names on the board, in the comparison and in targets beside its indicators: `PO-1`.
    #[serde(default)]
    pub sources: Vec<SourceLine>,
}

/// Reads the configuration out of what the server answered.
pub type ZoneReader = fn(&Value) -> Option<ZoneInfo>;

/// The zone's configuration as it came: parks, form, indicators, rules, targets.
pub async fn zone() -> Answered<Value> {
    get("/api/v1/zone").await
}

/// All of it.
pub fn read_whole(answer: &Value) -> Option<ZoneInfo> {
    read(answer)
}

/// What reported figures are made of, without audit rules, sharing and platforms: reading those is a tenth of the
/// program that a first visit waits for, and neither the board nor a park's page asks for them.
pub fn read_figures(answer: &Value) -> Option<ZoneInfo> {
    read(answer).map(FiguresInfo::info)
}

#[derive(Deserialize)]
struct FiguresInfo {
    demo: bool,
    position: u64,
    zone: Figures,
    #[serde(default)]
    sources: Vec<SourceLine>,
}

/// The fields of [`Zone`] that are read as figures.
#[derive(Deserialize)]
struct Figures {
    id: String,
    name: String,
    short: String,
    policy: Cited,
    due_day: i8,
    due_source: Cited,
    definitions: Option<Cited>,
    first_month: Option<Month>,
    parks: Vec<Park>,
    form: Form,
    indicators: Vec<Indicator>,
    headline: Vec<Code>,
    compare: Vec<Code>,
    targets: Vec<Target>,
}

impl FiguresInfo {
    fn info(self) -> ZoneInfo {
        let it = self.zone;
        let zone = Zone {
            id: it.id,
            name: it.name,
            short: it.short,
            policy: it.policy,
            due_day: it.due_day,
            due_source: it.due_source,
            definitions: it.definitions,
            first_month: it.first_month,
            parks: it.parks,
            form: it.form,
            indicators: it.indicators,
            headline: it.headline,
            compare: it.compare,
            rules: Vec::new(),
            targets: it.targets,
            sharing: None,
            owners: Vec::new(),
            openness: None,
        };
        ZoneInfo { demo: self.demo, position: self.position, zone, sources: self.sources }
    }
}
