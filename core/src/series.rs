//! Figures over time as a viewer may see them: the only way from the state to a number.
//!
//! A [`Seen`] is a state behind a scope. It turns reported rows into month, cumulative and point-in-time
//! figures, evaluates indicators for a park or for the zone, and says of every number how firm it is.

mod asked;
mod compare;
mod comparison;
mod item;
mod told;
mod trend;

use crate::access::Scope;
use crate::figure::{Gap, Mark, Measured, Status};
use crate::formula::Lag;
use crate::id::{Code, OwnerId, ParkId};
use crate::period::{Basis, Month};
use crate::report::{Outcome, Revision, Row, Stage, Verdict};
use crate::state::State;
use crate::view::TrendPoint;
use crate::zone::{Indicator, Item, Zone};

pub(crate) use crate::formula::lagged;
use asked::{Asked, Part};
pub use comparison::{Comparison, LeftOut};

/// Whose number it is: the zone's, one of its parks', an owner's of platforms.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// All members together.
    Zone,
    /// One park.
    Park(ParkId),
    /// The platforms of one owner, of which there is openness alone.
    Owner(OwnerId),
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

/// Which revision of a report is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The published one.
    Published,
    /// The published one, but by a park's office of its own reports the one that waits.
    Own,
    /// Of this month's report the last one submitted, of others the published one: what a reviewer looks at.
    Submitted(Month),
    /// This month's report not at all, of others the published one: what a report is typed beside.
    Except(Month),
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

    /// The configuration in force in the state that is seen.
    pub fn zone(self) -> &'a Zone {
        self.zone
    }

    /// The scope through which the state is seen: what it may not see is not there.
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

    /// 更新于: when a report of the zone, or of one park, was last approved, or an approval last taken back. Nothing else
    /// changes a figure. Example: approved on the 10th and, of another month, on the 12th, which is taken back on the
    /// 13th: the 13th, and not the 10th again.
    pub(crate) fn updated_at(self, subject: &Subject) -> Option<jiff::Timestamp> {
        let (approvals, withdrawn) = (&self.state.approvals, &self.state.withdrawn);
        let concerns = |park: &ParkId| match subject {
            Subject::Zone => true,
            Subject::Park(own) => own == park,
            Subject::Owner(_) => false,
        };
        let approved = approvals.iter().rev().find(|approval| concerns(&approval.park)).map(|approval| approval.at);
        let taken_back = withdrawn.iter().filter(|(park, _)| concerns(park)).map(|(_, at)| *at).max();
        approved.max(taken_back)
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

    /// The revision of a report that a reading takes, with its number from 0.
    pub(crate) fn revision(self, park: &ParkId, month: Month, reading: Reading) -> Option<(usize, &'a Revision)> {
        let report = self.state.report(park, month)?;
        let last = || report.last();
        match reading {
            Reading::Except(this) if this == month => None,
            Reading::Submitted(this) if this == month => last(),
            Reading::Own if self.scope == &Scope::Park(park.clone()) && report.stage() == Stage::Submitted => last(),
            _ => self.published(park, month),
        }
    }

    /// An item's row with its firmness, whether it is marked 口径调整 or not.
    fn row(self, park: &ParkId, item: &Code, month: Month, reading: Reading) -> Option<(&'a Row, Status)> {
        let (index, revision) = self.revision(park, month, reading)?;
        let row = revision.row(item)?;
        let before = || self.state.report(park, month)?.replaced_by(index);
        let changed = |before: &Revision| before.row(item).map(Row::measured) != Some(row.measured());
        let status = match row.mark {
            // What was published stays published until a closing: that an approval has been taken back since is the
            // office's affair and the park's whose it is.
            _ if !self.told && !revision.is_approved() => Status::Pending,
            Mark::Estimated => Status::Estimated,
            _ if self.told => Status::Final,
            _ if before().is_some_and(changed) => Status::Revised,
            _ if self.state.closed.contains(&month) => Status::Final,
            _ => Status::Provisional,
        };
        Some((row, status))
    }

    /// The row of an item as reported, with its status. Own submissions that wait are seen by their park.
    pub(crate) fn reported(
        self,
        park: &ParkId,
        item: &Code,
        month: Month,
        reading: Reading,
    ) -> Option<(&'a Row, Status)> {
        let (row, status) = self.row(park, item, month, reading)?;
        let breaks = row.mark == Mark::Break && status != Status::Pending;
        Some((row, if breaks { Status::Break } else { status }))
    }

    /// An item's figure of one park on the basis asked for, whatever basis it is reported on.
    pub(crate) fn item(self, park: &ParkId, item: &Item, month: Month, basis: Basis, reading: Reading) -> Operand {
        self.series(park, item, reading).figure(month, basis, month, false)
    }

    /// An indicator of the zone or of a park.
    pub fn indicator(self, subject: &Subject, indicator: &Indicator, month: Month, basis: Basis) -> Computed {
        let asked = Asked::new(indicator, basis);
        match subject {
            Subject::Park(park) if !self.scope.sees(park) => Computed::absent(Gap::Confidential),
            Subject::Zone if matches!(self.scope, Scope::Owner(_)) => Computed::absent(Gap::Confidential),
            _ if self.is_out_of_force(indicator, month, basis) => Computed::absent(Gap::NotInForce),
            Subject::Park(park) => self.of_park(park, &asked, month, month),
            Subject::Zone if self.is_told() => self.told_indicator(&asked, month),
            Subject::Zone => asked.sum(self.parts(&asked, month, month)),
            Subject::Owner(_) => Computed::absent(Gap::NotApplicable),
        }
    }

    /// Whether an indicator is not computed for a month, by the configuration alone: what is told of that tells of nobody.
    fn is_out_of_force(self, indicator: &Indicator, month: Month, basis: Basis) -> bool {
        self.zone.not_in_force(indicator, month, basis).is_some()
    }

    /// An indicator's trend: the `count` months up to `last`, oldest first.
    pub(crate) fn trend(self, subject: &Subject, indicator: &Indicator, last: Month, count: i32) -> Vec<TrendPoint> {
        let basis = if indicator.stock { Basis::PointInTime } else { Basis::Month };
        if *subject == Subject::Zone && self.is_told() {
            return self.told_trend(&Asked::new(indicator, basis), last, count);
        }
        self.points(subject, &Asked::new(indicator, basis), last, count)
    }

    /// A park's figure of `month` on the definitions in force in `on`.
    fn of_park(self, park: &ParkId, asked: &Asked<'_>, month: Month, on: Month) -> Computed {
        let figures = self.operands(park, asked, month, on, Reading::Own);
        let value = asked.evaluate(&figures);
        let status = figures.iter().map(|(_, firmness)| *firmness).max().unwrap_or(Status::Final);
        Computed { value, status: if value.is_ok() { status } else { Status::Absent }, missing: Vec::new() }
    }

    /// Every member's part in the zone's figure.
    fn parts(self, asked: &Asked<'_>, month: Month, on: Month) -> impl Iterator<Item = (&'a ParkId, Part)> {
        self.zone.members(month).map(move |park| (&park.id, self.part(&park.id, asked, month, on, Reading::Published)))
    }

    /// The parks whose figures are not in the sum: they lack something, or it does not apply to them.
    pub(crate) fn left_out_of(
        self,
        subject: &Subject,
        indicator: &Indicator,
        month: Month,
        basis: Basis,
    ) -> Vec<ParkId> {
        if *subject != Subject::Zone {
            return Vec::new();
        }
        let asked = Asked::new(indicator, basis);
        self.parts(&asked, month, month)
            .filter(|(_, part)| !matches!(part, Part::Counts(_)))
            .map(|(park, _)| park.clone())
            .collect()
    }

    fn part(self, park: &ParkId, asked: &Asked<'_>, month: Month, on: Month, reading: Reading) -> Part {
        let figures = self.operands(park, asked, month, on, reading);
        let gap = |wanted: fn(&Gap) -> bool| figures.iter().filter_map(|(value, _)| value.err()).find(wanted);
        // What lacks something lacks it all; what does not apply takes the whole park out, denominators included.
        match (gap(|gap| *gap != Gap::NotApplicable), gap(|_| true)) {
            (Some(gap), _) => Part::Lacks(gap),
            (None, Some(_)) => Part::NotApplicable,
            (None, None) => Part::Counts(figures),
        }
    }

    fn operands(self, park: &ParkId, asked: &Asked<'_>, month: Month, on: Month, reading: Reading) -> Vec<Operand> {
        let figure = |(code, lag): &(Code, Lag)| match self.zone.item(code) {
            Some(item) => {
                let compared = on != month || *lag == Lag::YearAgo;
                self.series(park, item, reading).figure(lagged(month, *lag), asked.basis, on, compared)
            }
            None => (Err(Gap::NotReported), Status::Absent),
        };
        asked.operands.iter().map(figure).collect()
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

fn worst(value: Measured, one: Status, other: Status) -> Status {
    if value.is_ok() { one.max(other) } else { Status::Absent }
}
