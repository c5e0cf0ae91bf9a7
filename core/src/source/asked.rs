//! The one question: what is the number of this code, of this subject, in this month.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{Source, enclave, openness, sharing};
use crate::access::Scope;
use crate::figure::{Change, Gap, Measured, Status};
use crate::id::{Code, ParkId};
use crate::openness::Measure;
use crate::period::{Basis, Month};
use crate::series::{Seen, Subject};
use crate::view::{Figure, FigurePart, Trend, TrendPoint};

/// What a source other than the reports has found.
pub(super) struct Found {
    pub value: Measured,
    pub status: Status,
    pub missing: Vec<ParkId>,
    pub lacking: Decimal,
}

impl Found {
    pub fn new(value: Measured, status: Status) -> Self {
        let status = if value.is_ok() { status } else { Status::Absent };
        Self { value, status, missing: Vec::new(), lacking: Decimal::ZERO }
    }
}

/// When a figure is asked for, and of what stretch.
#[derive(Clone, Copy)]
pub(super) struct When {
    pub month: Month,
    pub basis: Basis,
    pub now: Timestamp,
}

impl Seen<'_> {
    /// The figure that `code` names, whatever computes it; nothing for an unknown code or park. What the scope may not
    /// see is the gap 保密, and what the source has no figure of says so.
    pub fn figure(self, subject: &Subject, code: &Code, month: Month, basis: Basis, now: Timestamp) -> Option<Figure> {
        let source = self.zone().source(code)?;
        self.knows(subject).then(|| self.figure_of(subject, &source, month, basis, now))
    }

    /// The trend of what `code` names: the `count` months up to `last`, of the month alone or, of a stock, at its end.
    pub fn trend_by(self, subject: &Subject, code: &Code, last: Month, count: i32, now: Timestamp) -> Option<Trend> {
        let source = self.zone().source(code)?;
        self.knows(subject).then(|| self.trend_of(subject, &source, last, count, now))
    }

    fn knows(self, subject: &Subject) -> bool {
        match subject {
            Subject::Park(park) => self.zone().park(park).is_some(),
            Subject::Owner(owner) => self.zone().owner(owner).is_some(),
            Subject::Zone => true,
        }
    }

    /// The figure of a source.
    pub(crate) fn figure_of(
        self,
        subject: &Subject,
        source: &Source<'_>,
        month: Month,
        basis: Basis,
        now: Timestamp,
    ) -> Figure {
        let told = self.tells(source, subject);
        if let (Some(indicator), Ok(())) = (source.indicator(), told) {
            return Figure::of(self, subject, indicator, month, basis, now);
        }
        let when = When { month, basis: source.basis(basis), now };
        let (found, change) = match told {
            Err(gap) => (Found::new(Err(gap), Status::Absent), Change::None(gap)),
            Ok(()) => {
                let found = self.found(source, subject, when);
                let change = self.change(source, subject, when, &found);
                (found, change)
            }
        };
        Figure {
            subject: subject.clone(),
            code: source.code(),
            month,
            basis: when.basis,
            value: found.value.ok(),
            gap: found.value.err(),
            unit: source.unit(),
            decimals: source.decimals(),
            status: found.status,
            year_on_year: change,
            comparable: None,
            missing: found.missing,
            lacking: found.lacking,
        }
    }

    /// The trend of a source.
    pub(crate) fn trend_of(
        self,
        subject: &Subject,
        source: &Source<'_>,
        last: Month,
        count: i32,
        now: Timestamp,
    ) -> Trend {
        let told = self.tells(source, subject);
        if let (Some(indicator), Ok(())) = (source.indicator(), told) {
            return Trend::of(self, subject, indicator, last, count);
        }
        // What is split is a report all the same: its line breaks where the report's does.
        let reported = match source {
            Source::Enclave(item) if told.is_ok() => enclave::reported(self, subject, item, last, count),
            _ => Vec::new(),
        };
        let point = |month: Month| {
            let found = told.map(|()| self.found(source, subject, When { month, basis: source.monthly(), now }));
            let breaks = reported.iter().any(|point| point.month == month && point.breaks);
            let (value, missing) = found.map_or((None, 0), |it| (it.value.ok(), it.missing.len() as u32));
            TrendPoint { month, value, breaks, missing }
        };
        Trend { code: source.code(), points: last.plus(1 - count).to(last).map(point).collect() }
    }

    /// What went into a figure of a source that is no formula, where the scope is told of it.
    pub(crate) fn parts_of(
        self,
        subject: &Subject,
        source: &Source<'_>,
        figure: &Figure,
        now: Timestamp,
    ) -> Vec<FigurePart> {
        let when = When { month: figure.month, basis: figure.basis, now };
        match source {
            _ if self.tells(source, subject).is_err() => Vec::new(),
            Source::Openness(measure) => openness::parts(self, *measure, subject, when),
            Source::Sharing(shared, _) => sharing::parts(self, shared, subject, when),
            Source::Enclave(item) => enclave::parts(self, item, subject, when),
            Source::Indicator(_) | Source::Item(_) => Vec::new(),
        }
    }

    /// Whether the scope is told of a source's figures of a subject at all. A park is told its own, as the pages of
    /// openness, sharing and projects tell it, and of the zone indicators alone; a wall what its board draws.
    pub(crate) fn tells(self, source: &Source<'_>, subject: &Subject) -> Result<(), Gap> {
        let is_own = |park: &ParkId| *self.scope() == Scope::Park(park.clone());
        let is_openness = if matches!(source, Source::Openness(_)) { Ok(()) } else { Err(Gap::NotApplicable) };
        match (self.scope(), subject) {
            // What a platform does is told to its owner, and to those who see all of them.
            (Scope::Owner(own), Subject::Owner(owner)) if own == owner => is_openness,
            (Scope::Leading | Scope::Office, Subject::Owner(_)) => is_openness,
            (Scope::Owner(_), _) | (_, Subject::Owner(_)) => Err(Gap::Confidential),
            (Scope::Display, _) if !self.is_drawn(&source.code(), subject) => Err(Gap::Confidential),
            (scope, Subject::Park(park)) if !scope.sees(park) => Err(Gap::Confidential),
            (Scope::Park(_), Subject::Zone) if !matches!(source, Source::Indicator(_)) => Err(Gap::Confidential),
            // Ratings become public in batches; of one park they would be told before.
            (_, Subject::Park(park)) if *source == Source::Openness(Measure::Satisfaction) && !is_own(park) => {
                Err(Gap::Confidential)
            }
            _ => Ok(()),
        }
    }

    /// Whether a figure is on the board.
    fn is_drawn(self, code: &Code, subject: &Subject) -> bool {
        let zone = self.zone();
        let is_target =
            || zone.targets.iter().any(|it| it.park.is_none() && it.clause.is_some() && it.indicator == *code);
        match subject {
            Subject::Zone => zone.headline.contains(code) || is_target(),
            Subject::Park(_) => zone.compare.contains(code),
            Subject::Owner(_) => false,
        }
    }

    fn found(self, source: &Source<'_>, subject: &Subject, when: When) -> Found {
        match source {
            Source::Openness(measure) => openness::found(self, *measure, subject, when),
            Source::Sharing(shared, _) => sharing::found(self, shared, subject, when),
            Source::Enclave(item) => enclave::found(self, item, subject, when),
            Source::Indicator(_) | Source::Item(_) => Found::new(Err(Gap::NotApplicable), Status::Absent),
        }
    }

    /// 同比 of a source.
    fn change(self, source: &Source<'_>, subject: &Subject, when: When, found: &Found) -> Change {
        if let Source::Enclave(item) = source {
            return enclave::change(self, item, subject, when, found);
        }
        let before = self.found(source, subject, When { month: when.month.year_ago(), ..when });
        Change::between(found.value, before.value.map_err(|_| Gap::NoBase), source.unit())
    }
}
