//! One park's page: its figures, trends, place among the others and gap to target.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::board::{ReportingLine, collected, reporting_line};
use super::desk::to_send_again;
use super::figure::{Figure, Trend, rank};
use super::target::{Meter, gauge};
use crate::format;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::series::{Seen, Subject};
use crate::source::Source;
use crate::words::{Lang, Message, key};
use crate::zone::ParkStatus;

/// Months of trend on a park's page.
const TREND_MONTHS: i32 = 36;

/// A park's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParkPage {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// When a report of the park was last approved.
    pub changed_at: Option<Timestamp>,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The park whose page it is, by its id: `xiuwu`.
    pub park: ParkId,
    /// What it is to the zone in the month shown, where that is said beside its name; absent of a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ParkStatus>,
    /// The month shown.
    pub month: Month,
    /// The stretch of time shown.
    pub basis: Basis,
    /// Months that can be shown, oldest first.
    pub months: Vec<Month>,
    /// Every indicator of the park, headline ones first.
    pub figures: Vec<Figure>,
    /// The same indicators of the zone, for comparison, of the month `zone_month`.
    pub zone: Vec<Figure>,
    /// The month of the zone's figures and of the places: the month shown. A park's office is told of a month when it
    /// is closed, so for it this is the last month up to the one shown that was; absent while there is none.
    #[serde(default)]
    pub zone_month: Option<Month>,
    /// Of how many parks the zone's figures are that a park's office is told; absent for others, to whom each figure
    /// names the parks it lacks.
    #[serde(default)]
    pub zone_parks: Option<u32>,
    /// Trends of the compared indicators.
    pub trends: Vec<Trend>,
    /// Place among the parks on the compared indicators.
    pub places: Vec<Place>,
    /// Progress towards the park's targets.
    pub gauges: Vec<Meter>,
    /// Its report on the month being collected.
    pub reporting: ReportingLine,
    /// How many of its reports the office has returned that can be sent again and have not been: for its own office alone.
    #[serde(default, skip_serializing_if = "is_none")]
    pub returned: u32,
    /// The month that is being collected, written `2026-10`.
    pub collected: Month,
    /// When the report on that month is due.
    pub due: Timestamp,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

impl ParkPage {
    /// The head above the park's own figures: `本园区`, with its period where the zone's figures beside it are of another
    /// one, such as `本园区（2026年1—10月）`.
    pub fn own_head(&self, lang: Lang) -> String {
        let word = key::THIS_PARK.text(lang).to_owned();
        let other = self.zone_month.is_some_and(|told| told != self.month);
        if !other {
            return word;
        }
        let period = format::period(self.month, self.basis, lang);
        Message::new(key::NAME_OF_PERIOD).with("name", word).with("period", period).text(lang)
    }

    /// The head above the zone's figures: `全区`, with the period that they are of where it is another one than the
    /// page's, such as `全区（2026年1—8月）` beside a park's 2026年1—10月.
    pub fn zone_head(&self, lang: Lang) -> String {
        let told = self.zone_month.filter(|told| *told != self.month);
        told.map_or_else(
            || key::WHOLE_ZONE.text(lang).to_owned(),
            |told| {
                let period = format::period(told, self.basis, lang);
                let name = key::WHOLE_ZONE.text(lang);
                Message::new(key::NAME_OF_PERIOD).with("name", name).with("period", period).text(lang)
            },
        )
    }

    /// What a park's office is told of the zone's figures beside its own: of which closing they are, and of how many
    /// parks. Nothing for those who see every park.
    pub fn zone_note(&self, lang: Lang) -> Option<Message> {
        let Some(told) = self.zone_month else { return Some(Message::new(key::ZONE_NOT_TOLD)) };
        let parks = self.zone_parks?;
        let key = if told == self.month { key::ZONE_TOLD } else { key::ZONE_TOLD_BEFORE };
        let month = format::period(told, Basis::Month, lang);
        Some(Message::new(key).with("month", month).with("n", parks.to_string()))
    }
}

/// A park's place among the parks in the month of the zone's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// The compared indicator, by its code in the configuration: `revenue`.
    pub code: Code,
    /// From 1; absent when the park has no figure.
    pub rank: Option<u32>,
    /// How many parks have one.
    pub of: u32,
}

/// A park's page, or `None` when there is no such member or the scope may not see it.
pub fn park(seen: Seen<'_>, id: &ParkId, month: Option<Month>, basis: Basis, now: Timestamp) -> Option<ParkPage> {
    let zone = seen.zone();
    if !seen.scope().opens() || !seen.scope().sees(id) || zone.park(id).is_none() {
        return None;
    }
    let collected = collected(seen, now);
    let month = month.or_else(|| seen.latest()).unwrap_or(collected);
    let subject = Subject::Park(id.clone());
    let ordered = in_order(seen);
    let compared: Vec<Source<'_>> = zone.compare.iter().filter_map(|code| zone.source(code)).collect();
    let due = collected.due(zone.due_day);
    let state = seen.state();
    let zone_month = if seen.is_told() { seen.told_months().rev().find(|told| *told <= month) } else { Some(month) };
    let of_zone = zone_month.unwrap_or(month);
    Some(ParkPage {
        position: seen.position(),
        changed_at: seen.updated_at(&subject),
        demo: state.demo,
        park: id.clone(),
        status: zone.marked(id, month),
        month,
        basis,
        months: seen.months(),
        figures: ordered.iter().map(|it| seen.figure_of(&subject, it, month, basis, now)).collect(),
        zone: ordered.iter().map(|it| seen.figure_of(&Subject::Zone, it, of_zone, basis, now)).collect(),
        zone_month,
        zone_parks: zone_month.filter(|_| seen.is_told()).and_then(|month| seen.told_parks(month)),
        trends: compared.iter().map(|it| seen.trend_of(&subject, it, month, TREND_MONTHS, now)).collect(),
        places: compared.iter().map(|it| place(seen, id, it, (of_zone, basis), now)).collect(),
        gauges: ordered.iter().filter_map(|it| gauge(seen, id, it, month, now)).collect(),
        reporting: reporting_line(seen, id, collected, due, now),
        returned: if seen.is_told() { to_send_again(seen, id, collected) } else { 0 },
        collected,
        due,
    })
}

/// What is on the page: headline figures, the other indicators, and what else parks are compared by or have targets of.
/// What no park has a figure of is the board's alone.
fn in_order(seen: Seen<'_>) -> Vec<Source<'_>> {
    let zone = seen.zone();
    let targets = zone.targets.iter().filter(|target| target.park.is_some()).map(|target| &target.indicator);
    let indicators = zone.indicators.iter().map(|indicator| &indicator.code);
    let mut codes: Vec<&Code> = Vec::new();
    for code in zone.headline.iter().chain(indicators).chain(&zone.compare).chain(targets) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let sources = codes.into_iter().filter_map(|code| zone.source(code));
    sources.filter(|source| source.has(&Subject::Park(ParkId::from("")))).collect()
}

/// A park's place. A park's office is told the place it had when the month was closed, among the parks that stand in
/// the zone's published figures: its own place and nobody's figure.
fn place(seen: Seen<'_>, id: &ParkId, source: &Source<'_>, (month, basis): (Month, Basis), now: Timestamp) -> Place {
    let value = |park| seen.figure_of(&Subject::Park(park), source, month, basis, now).measured();
    let figures: Vec<_> = match source {
        Source::Indicator(indicator) if seen.is_told() => seen.told_figures(indicator, month, basis),
        // Of nothing else a park is told where the others stand.
        _ if seen.is_told() => Vec::new(),
        _ => seen.zone().members(month).map(|park| (park.id.clone(), value(park.id.clone()))).collect(),
    };
    let ranking = rank(figures, source.better());
    Place {
        code: source.code(),
        rank: ranking.ranked.iter().find(|ranked| ranked.park == *id).map(|ranked| ranked.rank as u32),
        of: ranking.ranked.len() as u32,
    }
}
