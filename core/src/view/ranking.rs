//! Parks in order by level or by growth.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::board::{ParkLine, collected};
use super::figure::{Figure, Ranking, Trend, rank};
use super::source::{SourceLine, ranked_by};
use crate::access::Scope;
use crate::figure::{Change, Gap, Measured};
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::series::{Seen, Subject};
use crate::zone::{Better, Park, ParkStatus};

/// What parks are put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// 按总量: the figure itself.
    #[default]
    Level,
    /// 按增速: its 同比. A park of 100 after 80 (+25 %) stands before one of 900 after 850 (+5.9 %).
    Growth,
}

impl RankBy {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Growth => "growth",
        }
    }

    /// The order of that name; nothing for a name that is none.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Level, Self::Growth].into_iter().find(|order| order.name() == name)
    }

    /// What of a figure is compared: percent or percentage points for growth, or why there is none.
    pub fn of(self, figure: &Figure) -> Measured {
        match (self, figure.year_on_year) {
            (Self::Level, _) => figure.measured(),
            (Self::Growth, Change::None(Gap::NotReported)) => Err(figure.gap.unwrap_or(Gap::NotReported)),
            (Self::Growth, Change::None(gap)) => Err(gap),
            (Self::Growth, change) => change.amount().ok_or(Gap::NoBase),
        }
    }
}

/// Parks in order by one figure each. Those without a value, or without a comparable growth, stand outside with the
/// reason; where less is better, falling most is best.
pub fn rank_by<'a>(figures: impl IntoIterator<Item = (&'a ParkId, &'a Figure)>, by: RankBy, better: Better) -> Ranking {
    rank(figures.into_iter().map(|(park, figure)| (park.clone(), by.of(figure))), better)
}

/// The parks of a board in the order of one of its indicators. A pilot has figures and no place: it stands outside.
pub fn rank_lines(lines: &[ParkLine], code: &Code, by: RankBy, better: Better) -> Ranking {
    let figure = |line: &'_ ParkLine| line.figures.iter().position(|figure| figure.code == *code);
    let of = |line: &'_ ParkLine| Some((line.park.clone(), line.figures.get(figure(line)?)?.clone()));
    let is_ranked = |line: &&ParkLine| line.status.is_none_or(ParkStatus::counts);
    let ranked: Vec<(ParkId, Figure)> = lines.iter().filter(is_ranked).filter_map(of).collect();
    let mut ranking = rank_by(ranked.iter().map(|(park, figure)| (park, figure)), by, better);
    let others = lines.iter().filter(|line| !is_ranked(line)).filter(|line| figure(line).is_some());
    ranking.outside.extend(others.map(|line| (line.park.clone(), Gap::NotApplicable)));
    ranking
}

/// The parks in the order of one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RankingPage {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all figures are made up.
    pub demo: bool,
    /// The month shown.
    pub month: Month,
    /// The stretch of time shown.
    pub basis: Basis,
    /// Months that can be shown, oldest first.
    pub months: Vec<Month>,
    /// What parks are ranked by.
    pub source: SourceLine,
    /// The parks with their figure, in the order of the configuration.
    pub parks: Vec<ParkLine>,
    /// The parks' order; those without a figure stand outside it with the reason.
    pub ranking: Ranking,
    /// The zone's figure, where there is one.
    pub zone: Option<Figure>,
    /// The zone's trend, of the month alone or, of a stock, at its end.
    pub trend: Option<Trend>,
    /// What parks can be ranked by, in the order of the lists.
    pub choices: Vec<SourceLine>,
}

/// Months of the zone's trend.
const TREND_MONTHS: i32 = 24;

/// The parks in the order of a source, by its code (the first compared one when `None`), for the leading group and its
/// office; nothing for a code of which no park has figures.
pub fn ranking(
    seen: Seen<'_>,
    code: Option<&Code>,
    (month, basis): (Option<Month>, Basis),
    by: RankBy,
    now: Timestamp,
) -> Option<RankingPage> {
    if !matches!(seen.scope(), Scope::Leading | Scope::Office) {
        return None;
    }
    let zone = seen.zone();
    let source = zone.source(code.or(zone.compare.first())?)?;
    let of = |park: &ParkId| Subject::Park(park.clone());
    if !source.has(&of(&zone.parks.first()?.id)) {
        return None;
    }
    let month = month.or_else(|| seen.latest()).unwrap_or_else(|| collected(seen, now));
    let line = |park: &Park| ParkLine {
        park: park.id.clone(),
        status: park.marked(month),
        figures: vec![seen.figure_of(&of(&park.id), &source, month, basis, now)],
        trends: Vec::new(),
    };
    let parks: Vec<ParkLine> = zone.active(month).map(line).collect();
    let whole = source.has(&Subject::Zone);
    Some(RankingPage {
        position: seen.position(),
        demo: seen.state().is_demo(),
        month,
        basis,
        months: seen.months(),
        ranking: rank_lines(&parks, &source.code(), by, source.better()),
        parks,
        zone: whole.then(|| seen.figure_of(&Subject::Zone, &source, month, basis, now)),
        trend: whole.then(|| seen.trend_of(&Subject::Zone, &source, month, TREND_MONTHS, now)),
        choices: ranked_by(seen),
        source: SourceLine::of(zone, &source, true),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Status, Unit};

    fn figure(value: i64, change: Change) -> Figure {
        Figure {
            year_on_year: change,
            ..serde_json::from_value(serde_json::json!({
                "subject": Subject::Zone, "code": "x", "month": "2026-10", "basis": Basis::Month, "value": value.to_string(),
                "gap": null, "unit": Unit::Enterprise, "decimals": 0, "status": Status::Final,
                "year_on_year": change, "missing": [],
            }))
            .unwrap()
        }
    }

    #[test]
    fn growth_has_an_order_of_its_own() {
        let rate = |rate: i64| Change::Rate(rate.into());
        let parks: Vec<(ParkId, Figure)> = vec![
            ("large".into(), figure(900, rate(5))),
            ("small".into(), figure(100, rate(25))),
            ("broken".into(), figure(500, Change::None(Gap::Break))),
            ("falling".into(), figure(300, rate(-2))),
        ];
        let order = |by, better| {
            let ranking = rank_by(parks.iter().map(|(park, figure)| (park, figure)), by, better);
            let places = ranking.ranked.iter().map(|ranked| format!("{}{}", ranked.rank, ranked.park));
            let outside = ranking.outside.iter().map(|(park, gap)| format!("{park}:{gap:?}"));
            places.chain(outside).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order(RankBy::Level, Better::Higher), "1large 2broken 3falling 4small");
        assert_eq!(order(RankBy::Growth, Better::Higher), "1small 2large 3falling broken:Break");
        assert_eq!(order(RankBy::Growth, Better::Lower), "1falling 2large 3small broken:Break");
        assert_eq!((RankBy::named("growth"), RankBy::named("nonsense")), (Some(RankBy::Growth), None));
    }
}
