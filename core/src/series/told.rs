//! The zone as a park is told of it: computed from published sums alone, see [`crate::told`].

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::asked::{Asked, Part};
use super::{Computed, Reading, Seen, lagged};
use crate::access::Scope;
use crate::figure::{Change, Gap, Measured, Status};
use crate::formula::Lag;
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::told::CROWD;
use crate::view::TrendPoint;
use crate::zone::{Indicator, needed};

/// The parks that stand in a published figure, in the order of their ids.
type Standing<'a> = Vec<&'a ParkId>;

impl<'a> Seen<'a> {
    /// Whether the viewer is a park, which is told published sums and no others.
    pub(crate) fn is_told(self) -> bool {
        matches!(self.scope, Scope::Park(_))
    }

    /// The same state with nothing in it but what stands in published sums.
    fn as_told(self) -> Self {
        Self { told: true, ..self }
    }

    /// Months of which parks are told the zone's sums, oldest first.
    pub(crate) fn told_months(self) -> impl DoubleEndedIterator<Item = Month> + 'a {
        self.state.told.months()
    }

    /// How many parks stand in the zone's published sums of a month.
    pub(crate) fn told_parks(self, month: Month) -> Option<u32> {
        self.state.told.of(month).map(|standing| standing.len() as u32)
    }

    /// The zone's indicator as parks are told of it.
    pub(super) fn told_indicator(self, asked: &Asked<'_>, month: Month) -> Computed {
        let standing = match self.standing(&asked.operands, month, month, asked.basis) {
            Ok(standing) => standing,
            Err(gap) => return Computed::absent(gap),
        };
        let mut status = Status::Final;
        let mut sums = Vec::new();
        for operand in &asked.operands {
            let sum = self.told_sum(operand, &standing, month, asked.basis);
            status = sum.map_or(status, |(_, firmness)| status.max(firmness));
            sums.push((sum.map(|(value, _)| value), status));
        }
        let value = asked.evaluate(&sums);
        let status = if value.is_ok() { status } else { Status::Absent };
        Computed { value, status, ..Computed::absent(Gap::NotReported) }
    }

    /// The zone's trend as parks are told of it.
    pub(super) fn told_trend(self, asked: &Asked<'_>, last: Month, count: i32) -> Vec<TrendPoint> {
        let point = |month| {
            if self.is_out_of_force(asked.indicator, month, asked.basis) {
                return TrendPoint { month, value: None, breaks: false, missing: 0 };
            }
            let told = self.told_indicator(asked, month);
            TrendPoint { month, value: told.value.ok(), breaks: told.status == Status::Break, missing: 0 }
        };
        last.plus(1 - count).to(last).map(point).collect()
    }

    /// The published sum that is an operand of a formula, for its explanation.
    pub(crate) fn told_operand(self, operand: &(Code, Lag), month: Month, basis: Basis) -> Measured {
        let standing = self.standing(std::slice::from_ref(operand), month, lagged(month, operand.1), basis)?;
        self.told_sum(operand, &standing, month, basis).map(|(value, _)| value)
    }

    /// 同比 of the zone as parks are told of it: of the same parks in both years, and of none when a
    /// 口径调整 of any of them lies between: a 同比 of the others, or from 同口径数, would give that one away.
    pub(super) fn told_year_on_year(self, asked: &Asked<'_>, month: Month) -> Change {
        let before = month.year_ago();
        let standing = |month| self.standing(&asked.operands, month, month, asked.basis);
        let (now, then) = match (standing(month), standing(before)) {
            (Err(gap), _) => return Change::None(gap),
            (_, Err(Gap::AfterClosing)) => return Change::None(Gap::NoBase),
            (_, Err(gap)) => return Change::None(gap),
            (Ok(now), Ok(then)) => (now, then),
        };
        if now != then {
            return Change::None(Gap::DifferentParks);
        }
        let beside = |park: &ParkId| self.as_told().part(park, asked, before, month, Reading::Published);
        if now.iter().any(|park| beside(park) == Part::Lacks(Gap::Break)) {
            return Change::None(Gap::Adjusted);
        }
        let value = |month| self.told_indicator(asked, month).value;
        Change::between(value(month), value(before), asked.indicator.unit)
    }

    /// The figures that a park is ranked by: those of the parks in the published sums; nothing when there are none.
    /// For the place of the viewer among them, and never to be shown.
    pub(crate) fn told_figures(self, indicator: &Indicator, month: Month, basis: Basis) -> Vec<(ParkId, Measured)> {
        if self.is_out_of_force(indicator, month, basis) {
            return Vec::new();
        }
        let asked = Asked::new(indicator, basis);
        if !self.follows(&asked.operands, month, basis) {
            return Vec::new();
        }
        let figure = |park: &ParkId| {
            let figures = self.as_told().operands(park, &asked, month, month, Reading::Published);
            (park.clone(), asked.evaluate(&figures))
        };
        let figures: Vec<_> = self.state.told.of(month).into_iter().flatten().map(|(park, _)| figure(park)).collect();
        let has_value = figures.iter().filter(|(_, value)| value.is_ok()).count();
        if has_value < CROWD { Vec::new() } else { figures }
    }

    /// The parks that stand in every published sum that the operands need, the same ones throughout, all of them on the
    /// definitions in force in `on`: 同口径数 stand in no published sum, and a number made with them less the published
    /// ones would be what one park has restated.
    fn standing(self, operands: &[(Code, Lag)], month: Month, on: Month, basis: Basis) -> Result<Standing<'a>, Gap> {
        let mut standing: Option<Standing<'a>> = None;
        let mut sums = Vec::new();
        for (code, lag) in operands {
            let item = self.zone.item(code).ok_or(Gap::NotReported)?;
            sums.extend(needed(item, lagged(month, *lag), basis).into_iter().map(|month| (code, item, month)));
        }
        let is_one = sums.len() == 1;
        for (code, item, month) in sums {
            let reports = self.state.told.of(month).ok_or(Gap::AfterClosing)?;
            let series = |park| self.as_told().series(park, item, Reading::Published);
            if reports.keys().any(|park| series(park).straddled(month, on).is_some()) {
                return Err(Gap::Adjusted);
            }
            let row = |park| self.as_told().reported(park, code, month, Reading::Published);
            let measured = |park| row(park).map_or(Err(Gap::NotReported), |(row, _)| row.measured());
            // What is not applicable may be left out of a sum, but not of one of several sums: taken from one
            // another they would be what was left out.
            let passes = |value: Measured| value.is_ok() || (is_one && value == Err(Gap::NotApplicable));
            if !reports.keys().all(|park| passes(measured(park))) {
                return Err(Gap::Withheld);
            }
            let here: Standing<'a> = reports.keys().filter(|park| measured(park).is_ok()).collect();
            if here.len() < CROWD {
                return Err(Gap::Withheld);
            }
            match &standing {
                Some(other) if *other != here => return Err(Gap::DifferentParks),
                _ => standing = Some(here),
            }
        }
        if !self.follows(operands, month, basis) {
            return Err(Gap::Corrected);
        }
        standing.ok_or(Gap::NotReported)
    }

    /// Whether no difference is in what the operands need, of a month and the one before, of which the one does not rest
    /// on the other as it was told. Figures of one month each are no differences, and their sum is none either.
    fn follows(self, operands: &[(Code, Lag)], month: Month, basis: Basis) -> bool {
        let sums_of = |(code, lag): &(Code, Lag)| {
            let item = self.zone.item(code).filter(|item| item.basis != Basis::Month);
            let months = item.map_or_else(Vec::new, |item| needed(item, lagged(month, *lag), basis));
            months.into_iter().map(|month| (code.clone(), month)).collect::<Vec<_>>()
        };
        let needed: BTreeSet<(Code, Month)> = operands.iter().flat_map(sums_of).collect();
        let mut differences = needed.iter().filter(|(code, month)| needed.contains(&(code.clone(), month.previous())));
        differences.all(|(code, month)| self.state.told.follows(*month, code, &self.state.reports))
    }

    fn told_sum(
        self,
        (code, lag): &(Code, Lag),
        standing: &Standing<'_>,
        month: Month,
        basis: Basis,
    ) -> Result<(Decimal, Status), Gap> {
        let item = self.zone.item(code).ok_or(Gap::NotReported)?;
        let mut sum = (Decimal::ZERO, Status::Final);
        for park in standing {
            let series = self.as_told().series(park, item, Reading::Published);
            match series.figure(lagged(month, *lag), basis, month, *lag == Lag::YearAgo) {
                (Ok(value), status) => {
                    let total = sum.0.checked_add(value).ok_or(Gap::Overflow)?;
                    sum = (total, sum.1.max(status));
                }
                // Of this park; the zone's figure without it is the leading group's.
                (Err(Gap::Break), _) => return Err(Gap::Adjusted),
                (Err(gap), _) => return Err(gap),
            }
        }
        Ok(sum)
    }
}
