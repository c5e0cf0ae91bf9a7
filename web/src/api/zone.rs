//! The configuration, whole or as much of it as a program needs.

use duoyuan_core::api::{self as contract, ZoneInfo};
use duoyuan_core::id::Code;
use duoyuan_core::period::Month;
use duoyuan_core::view::SourceLine;
use duoyuan_core::zone::{Cited, Form, Indicator, Park, Target, Zone};
use serde::Deserialize;
use serde_json::Value;

use super::request::{Answered, value};
use crate::reading::read;

/// Reads the configuration out of what the server answered.
pub type ZoneReader = fn(&Value) -> Option<ZoneInfo>;

/// The zone's configuration as it came: parks, form, indicators, rules, targets.
pub async fn zone() -> Answered<Value> {
    value(contract::ZONE.at()).await
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
