//! One displayed number, its trend, and ranking by it.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::board::{duty, duty_of};
use crate::access::Scope;
use crate::figure::{Change, Gap, Measured, Status, Unit};
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::report::Stage;
use crate::series::{Seen, Subject};
use crate::zone::{Better, Indicator};

/// One displayed number with all that must stand beside it. `subject`, `code`, `month` and `basis` together
/// are its address: ask for its explanation with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figure {
    /// The zone or a park.
    pub subject: Subject,
    /// What it is a figure of, by its code: `revenue`, `PO-1`, see [`crate::source`].
    pub code: Code,
    /// The month the figure is of, written `2026-10`; of a cumulative figure the last one of its stretch.
    pub month: Month,
    /// The stretch of time.
    pub basis: Basis,
    /// The exact value; absent when `gap` says why.
    pub value: Option<Decimal>,
    /// Why there is no value.
    pub gap: Option<Gap>,
    /// The unit of `value`, by its name on the forms: `亿元`.
    pub unit: Unit,
    /// How many decimals to show; the value itself is exact.
    pub decimals: u32,
    /// How firm it is.
    pub status: Status,
    /// 同比.
    pub year_on_year: Change,
    /// Of how many parks 同比 is, when fewer than stand in the zone's figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparable: Option<u32>,
    /// Parks that should have counted and did not.
    pub missing: Vec<ParkId>,
    /// What its value leaves out beside parks: of openness months of instruments 台月 whose own hours nobody has stated, of
    /// 考核口径 project months that are owed and not confirmed. Two instruments from January to March are 6.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub lacking: Decimal,
}

impl Figure {
    /// The figure of an indicator; why it is missing depends on whether its month is over.
    pub fn of(
        seen: Seen<'_>,
        subject: &Subject,
        indicator: &Indicator,
        month: Month,
        basis: Basis,
        now: Timestamp,
    ) -> Self {
        let basis = if indicator.stock { Basis::PointInTime } else { basis };
        let computed = seen.indicator(subject, indicator, month, basis);
        let compared = seen.compared(subject, indicator, month, basis);
        // A park's office is not told how many others there are.
        let tells = *subject == Subject::Zone && !matches!(seen.scope(), Scope::Park(_));
        let covers = compared.sides.parks.len();
        let partly = tells && compared.change.amount().is_some() && covers < compared.counted;
        let (stage, duty) = match subject {
            Subject::Park(park) => (seen.stage(park, month).0, duty_of(seen, park, month, now)),
            Subject::Zone | Subject::Owner(_) => (Stage::Awaited, duty(seen, month, now)),
        };
        let gap = computed.value.err().map(|gap| crate::lamp::gap(gap, stage, duty));
        Self {
            subject: subject.clone(),
            code: indicator.code.clone(),
            month,
            basis,
            value: computed.value.ok(),
            gap,
            unit: indicator.unit,
            decimals: indicator.decimals,
            status: computed.status,
            year_on_year: match compared.change {
                Change::None(Gap::NotReported) if gap == Some(Gap::NotYet) => Change::None(Gap::NotYet),
                change => change,
            },
            comparable: partly.then_some(covers as u32),
            missing: computed.missing,
            lacking: Decimal::ZERO,
        }
    }

    /// The value or its gap.
    pub fn measured(&self) -> Measured {
        self.value.ok_or(self.gap.unwrap_or(Gap::NotReported))
    }
}

/// A figure over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trend {
    /// What it is the trend of, by its code: `revenue`, `PO-1`.
    pub code: Code,
    /// Oldest first, one a month without gaps in time.
    pub points: Vec<TrendPoint>,
}

/// One month of a trend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrendPoint {
    /// The month of this point, written `2026-10`.
    pub month: Month,
    /// The month's figure alone, by the definition of the last month shown where it was restated; absent when not known.
    pub value: Option<Decimal>,
    /// Whether the series breaks here: the line must not join this point to the one before.
    pub breaks: bool,
    /// Parks the zone's figure lacks.
    pub missing: u32,
}

impl TrendPoint {
    /// The value a line may be drawn through: a sum that lacks parks would look like a fall.
    pub fn comparable(&self) -> Option<Decimal> {
        self.value.filter(|_| self.missing == 0)
    }
}

impl Trend {
    /// Month figures (stocks: month-end figures) of the `count` months up to `last`.
    pub fn of(seen: Seen<'_>, subject: &Subject, indicator: &Indicator, last: Month, count: i32) -> Self {
        Self { code: indicator.code.clone(), points: seen.trend(subject, indicator, last, count) }
    }
}

/// Parks in the order of one indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ranking {
    /// Best first. Equal values share a rank and the next rank is skipped.
    pub ranked: Vec<Ranked>,
    /// Parks without a value: outside the ranking, not last.
    pub outside: Vec<(ParkId, Gap)>,
}

/// One park's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ranked {
    /// The rank, from 1.
    pub rank: usize,
    /// The park that has this rank, by its id: `xiuwu`.
    pub park: ParkId,
    /// Its exact value.
    pub value: Decimal,
}

/// Ranks parks; ties are kept in the order given.
pub fn rank(figures: impl IntoIterator<Item = (ParkId, Measured)>, better: Better) -> Ranking {
    let mut present = Vec::new();
    let mut outside = Vec::new();
    for (park, value) in figures {
        match value {
            Ok(value) => present.push((park, value)),
            Err(gap) => outside.push((park, gap)),
        }
    }
    present.sort_by(|(_, a), (_, b)| match better {
        Better::Higher => b.cmp(a),
        Better::Lower => a.cmp(b),
    });
    let place = |value: &Decimal| present.iter().position(|(_, other)| other == value).unwrap_or(0) + 1;
    let ranked = present.iter().map(|(park, value)| Ranked { rank: place(value), park: park.clone(), value: *value });
    let ranked = ranked.collect();
    Ranking { ranked, outside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_a_rank_and_the_absent_stand_outside() {
        let figures = [("a", Ok(3)), ("b", Ok(5)), ("c", Err(Gap::NotReported)), ("d", Ok(5)), ("e", Ok(1))];
        let figures = figures.map(|(park, value)| (ParkId::from(park), value.map(Decimal::from)));
        let places = |better| {
            let ranking = rank(figures.clone(), better);
            assert_eq!(ranking.outside, [("c".into(), Gap::NotReported)]);
            let places = ranking.ranked.iter().map(|r| format!("{}{}", r.rank, r.park));
            places.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(places(Better::Higher), "1b 1d 3a 4e");
        assert_eq!(places(Better::Lower), "1e 2a 3b 3d");
    }
}
