//! Figures over time as a viewer may see them: the only way from the state to a number.
//!
//! A [`Seen`] is a state behind a scope. It turns reported rows into month, cumulative and point-in-time
//! figures, evaluates indicators for a park or for the zone, and says of every number how firm it is.

mod told;

use crate::access::Scope;
use crate::figure::{Change, Gap, Mark, Measured, Status};
use crate::formula::{Expr, Lag};
use crate::id::{Code, ParkId};
use crate::period::{Basis, Month};
use crate::report::{Outcome, Revision, Row, Stage, Verdict};
use crate::state::State;
use crate::zone::{Indicator, Item, Zone};

/// The zone or one of its parks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// All members together.
    Zone,
    /// One park.
    Park(ParkId),
}

/// A computed number with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The value or its gap.
    pub value: Measured,
    /// As firm as the least firm of the operands.
    pub status: Status,
    /// Parks that should have counted and did not; empty for a park's own figure.
    pub missing: Vec<ParkId>,
}

impl Computed {
    fn absent(gap: Gap) -> Self {
        Self { value: Err(gap), status: Status::Absent, missing: Vec::new() }
    }
}

/// A state behind a scope.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    state: &'a State,
    zone: &'a Zone,
    scope: &'a Scope,
    /// Whether nothing is seen but what stands in published sums.
    told: bool,
}

/// One operand of one park with its firmness.
type Operand = (Measured, Status);

impl<'a> Seen<'a> {
    /// The state as `scope` may see it; nothing before a configuration is adopted.
    pub fn new(state: &'a State, scope: &'a Scope) -> Option<Self> {
        Some(Self { state, zone: state.zone.as_deref()?, scope, told: false })
    }

    /// The configuration.
    pub fn zone(self) -> &'a Zone {
        self.zone
    }

    /// The scope.
    pub fn scope(self) -> &'a Scope {
        self.scope
    }

    /// Position of the journal that is seen: for a park the last entry that it may know of.
    pub fn position(self) -> u64 {
        self.state.position(self.scope)
    }

    /// When that entry was written.
    pub fn changed_at(self) -> Option<jiff::Timestamp> {
        self.state.changed_at(self.scope)
    }

    pub(crate) fn state(self) -> &'a State {
        self.state
    }

    /// The revision whose numbers count for `park` in `month`: the published one.
    pub(crate) fn published(self, park: &ParkId, month: Month) -> Option<(usize, &'a Revision)> {
        let report = self.state.report(park, month)?;
        if self.told {
            let index = *self.state.told.of(month)?.get(park)?;
            return Some((index, report.revisions.get(index)?));
        }
        report.published()
    }

    /// The row of an item as reported, with its status. Own submissions that wait are seen by their park.
    pub(crate) fn reported(self, park: &ParkId, item: &Code, month: Month, own: bool) -> Option<(&'a Row, Status)> {
        let report = self.state.report(park, month)?;
        if own && self.scope == &Scope::Park(park.clone()) && report.stage() == Stage::Submitted {
            let pending = report.revisions.last()?;
            return Some((pending.row(item)?, Status::Pending));
        }
        let (index, revision) = self.published(park, month)?;
        let row = revision.row(item)?;
        let changed = |before: &Revision| before.row(item).map(Row::measured) != Some(row.measured());
        let status = match row.mark {
            Mark::Estimated => Status::Estimated,
            Mark::Break => Status::Break,
            _ if self.told => Status::Final,
            _ if report.replaced_by(index).is_some_and(changed) => Status::Revised,
            _ if self.state.closed.contains(&month) => Status::Final,
            _ => Status::Provisional,
        };
        Some((row, status))
    }

    /// An item's figure of one park on the basis asked for, whatever basis it is reported on.
    pub(crate) fn item(self, park: &ParkId, item: &Item, month: Month, basis: Basis, own: bool) -> Operand {
        let at = |month| match self.reported(park, &item.code, month, own) {
            Some((row, status)) => (row.measured(), status),
            None => (Err(Gap::NotReported), Status::Absent),
        };
        match (item.basis, basis) {
            (Basis::Cumulative, Basis::Month) if month.number() > 1 => {
                let (now, status) = at(month);
                let (before, earlier) = at(month.previous());
                let value = match (now, before) {
                    (Ok(now), Ok(before)) => now.checked_sub(before).ok_or(Gap::Overflow),
                    (Ok(_), Err(_)) => Err(Gap::OnlyCumulative),
                    (Err(gap), _) => Err(gap),
                };
                (value, worst(value, status, earlier))
            }
            (Basis::Month, Basis::Cumulative) => {
                let mut total: Operand = (Ok(rust_decimal::Decimal::ZERO), Status::Final);
                for month in month.january().to(month) {
                    let (value, status) = at(month);
                    let sum = total.0.and_then(|sum| sum.checked_add(value?).ok_or(Gap::Overflow));
                    total = (sum, worst(sum, total.1, status));
                }
                total
            }
            _ => at(month),
        }
    }

    /// An indicator of the zone or of a park.
    pub fn indicator(self, subject: &Subject, indicator: &Indicator, month: Month, basis: Basis) -> Computed {
        match subject {
            Subject::Park(park) if !self.scope.sees(park) => Computed::absent(Gap::Confidential),
            Subject::Zone if matches!(self.scope, Scope::Owner(_)) => Computed::absent(Gap::Confidential),
            Subject::Park(park) => {
                let mut status = Status::Final;
                let operands = indicator.formula.parsed.operands();
                let figures = self.operands(park, &operands, month, basis, true);
                for (_, firmness) in &figures {
                    status = status.max(*firmness);
                }
                let value = evaluate(&indicator.formula.parsed, &operands, &figures);
                Computed { value, status: if value.is_ok() { status } else { Status::Absent }, missing: Vec::new() }
            }
            Subject::Zone if self.is_told() => self.told_indicator(indicator, month, basis),
            Subject::Zone => self.zone_indicator(indicator, month, basis, &|_| true),
        }
    }

    /// The zone's figure over the members that have every operand, named members left out.
    fn zone_indicator(
        self,
        indicator: &Indicator,
        month: Month,
        basis: Basis,
        counts: &dyn Fn(&ParkId) -> bool,
    ) -> Computed {
        let operands = indicator.formula.parsed.operands();
        let mut sums: Vec<Operand> = vec![(Err(Gap::NotReported), Status::Final); operands.len()];
        let mut missing = Vec::new();
        let mut status = Status::Final;
        for park in self.zone.members(month).filter(|park| counts(&park.id)) {
            let figures = self.operands(&park.id, &operands, month, basis, false);
            if figures.iter().any(|(value, _)| value.is_err_and(|gap| gap != Gap::NotApplicable)) {
                missing.push(park.id.clone());
                continue;
            }
            for (sum, (value, firmness)) in sums.iter_mut().zip(figures) {
                // Not applicable adds nothing and is not missing.
                let Ok(value) = value else { continue };
                status = status.max(firmness);
                let before = sum.0.unwrap_or_default();
                sum.0 = before.checked_add(value).ok_or(Gap::Overflow);
            }
        }
        let value = evaluate(&indicator.formula.parsed, &operands, &sums);
        Computed { value, status: if value.is_ok() { status } else { Status::Absent }, missing }
    }

    fn operands(self, park: &ParkId, wanted: &[(Code, Lag)], month: Month, basis: Basis, own: bool) -> Vec<Operand> {
        let figure = |(code, lag): &(Code, Lag)| match self.zone.item(code) {
            Some(item) => self.item(park, item, lagged(month, *lag), basis, own),
            None => (Err(Gap::NotReported), Status::Absent),
        };
        wanted.iter().map(figure).collect()
    }

    /// 同比: the change against the same period of the year before, of the same parks.
    pub fn year_on_year(self, subject: &Subject, indicator: &Indicator, month: Month, basis: Basis) -> Change {
        let before = month.year_ago();
        match subject {
            Subject::Park(park) => {
                if self.is_broken(park, indicator, month) {
                    return Change::None(Gap::Break);
                }
                let now = self.indicator(subject, indicator, month, basis).value;
                let then = self.indicator(subject, indicator, before, basis).value;
                Change::between(now, then, indicator.unit)
            }
            Subject::Zone if self.is_told() => self.told_year_on_year(indicator, month, basis),
            Subject::Zone => {
                // Like with like: a park that lacks either side, or whose series breaks between, counts on neither.
                let operands = indicator.formula.parsed.operands();
                let complete = |park: &ParkId, month| {
                    let figures = self.operands(park, &operands, month, basis, false);
                    figures.iter().all(|(value, _)| !value.is_err_and(|gap| gap != Gap::NotApplicable))
                };
                let both = |park: &ParkId| {
                    complete(park, month) && complete(park, before) && !self.is_broken(park, indicator, month)
                };
                let counted: Vec<ParkId> =
                    self.zone.members(month).map(|park| park.id.clone()).filter(|park| both(park)).collect();
                if counted.is_empty() {
                    return Change::None(Gap::NoBase);
                }
                let counts = |park: &ParkId| counted.contains(park);
                let now = self.zone_indicator(indicator, month, basis, &counts).value;
                let then = self.zone_indicator(indicator, before, basis, &counts).value;
                Change::between(now, then, indicator.unit)
            }
        }
    }

    /// Whether 口径调整 lies between the same month of the year before and `month` for any operand.
    pub(crate) fn is_broken(self, park: &ParkId, indicator: &Indicator, month: Month) -> bool {
        let operands = indicator.formula.parsed.operands();
        month.year_ago().plus(1).to(month).any(|month| {
            self.published(park, month).is_some_and(|(_, revision)| {
                operands.iter().any(|(code, _)| revision.row(code).is_some_and(|row| row.mark == Mark::Break))
            })
        })
    }

    /// Where a park's report stands, and what was said when it was returned.
    pub(crate) fn stage(self, park: &ParkId, month: Month) -> (Stage, Option<&'a Verdict>) {
        let Some(report) = self.state.report(park, month) else { return (Stage::Awaited, None) };
        (report.stage(), report.revisions.last().and_then(|last| last.verdict.as_ref()))
    }

    /// The newest month with a published report of anybody, which the board shows.
    pub(crate) fn latest(self) -> Option<Month> {
        self.months().last().copied()
    }

    /// Every month with a published report, oldest first; for a park with one of its own, or with published sums of
    /// the zone.
    pub(crate) fn months(self) -> Vec<Month> {
        let is_seen = |park: &ParkId| self.scope.sees(park) || !self.is_told();
        let reports = self.state.reports.iter().filter(|(park, _)| is_seen(park));
        let published = reports
            .flat_map(|(_, months)| months.iter().filter(|(_, r)| r.published().is_some()).map(|(month, _)| *month));
        let told = self.told_months().filter(|_| self.is_told());
        let mut all: Vec<Month> = published.chain(told).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Whether the verdict on a report was a return; its reason and items.
pub(crate) fn returned(verdict: Option<&Verdict>) -> Option<(&str, &[Code])> {
    match verdict.map(|verdict| &verdict.outcome) {
        Some(Outcome::Returned { reason, items }) => Some((reason, items)),
        _ => None,
    }
}

/// The month a lag means.
pub(crate) fn lagged(month: Month, lag: Lag) -> Month {
    match lag {
        Lag::Now => month,
        Lag::YearAgo => month.year_ago(),
        Lag::LastMonth => month.previous(),
    }
}

fn worst(value: Measured, one: Status, other: Status) -> Status {
    if value.is_ok() { one.max(other) } else { Status::Absent }
}

fn evaluate(formula: &Expr, operands: &[(Code, Lag)], figures: &[Operand]) -> Measured {
    formula.value(&|code, lag| {
        let index = operands.iter().position(|(c, l)| c == code && *l == lag);
        index.map_or(Err(Gap::NotReported), |index| figures[index].0)
    })
}
