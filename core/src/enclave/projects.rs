//! The projects, with every version of their splits and every figure.

use imbl::OrdMap;
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{Agreement, Event, ItemSplit, Line};
use crate::access::{Actor, Scope};
use crate::id::{Code, ParkId, ProjectId};
use crate::kept::kept;
use crate::period::Month;

/// All enclave projects that were ever registered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projects {
    pub(crate) all: OrdMap<ProjectId, Project>,
}

/// A project 飞地项目 as it was agreed, with every version of its shares and every figure reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The position of its entry.
    pub id: ProjectId,
    /// What was agreed first.
    pub agreement: Agreement,
    /// Every version of the split, oldest first; the first one is that of the agreement.
    pub versions: Vec<Version>,
    /// What it did, by month.
    pub figures: OrdMap<Month, Figures>,
}

/// Shares from a month on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The month from which they hold, written `2026-11`.
    pub from: Month,
    /// The parks' shares that hold from then on, item by item.
    pub split: Vec<ItemSplit>,
    /// Position of the entry that set them.
    pub position: u64,
    /// When they were registered.
    pub at: Timestamp,
    /// Who registered them: the account, its name as shown, and its role.
    pub by: Actor,
}

/// What a project did in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The figures that were confirmed last: they count.
    pub confirmed: Option<Reported>,
    /// What has yet to be confirmed.
    pub pending: Option<Reported>,
}

/// Figures as reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The figures, one line an item.
    pub rows: Vec<Line>,
    /// Position of the entry.
    pub position: u64,
    /// When they were reported.
    pub at: Timestamp,
    /// Who reported them: the account, its name as shown, and its role.
    pub by: Actor,
}

impl Projects {
    /// Takes an event in; one that does not fit changes nothing.
    pub(crate) fn apply(&mut self, position: u64, at: Timestamp, by: Actor, event: Event) {
        match event {
            Event::ProjectAgreed(agreement) => {
                let version = Version { from: agreement.first, split: agreement.split.clone(), position, at, by };
                let id = ProjectId(position);
                let project = Project { id, agreement, versions: vec![version], figures: OrdMap::new() };
                self.all.insert(id, project);
            }
            Event::SplitChanged { project, from, split } => {
                if let Some(project) = self.all.get_mut(&project) {
                    project.versions.push(Version { from, split, position, at, by });
                }
            }
            Event::ProjectReported { project, month, rows } => {
                if let Some(project) = self.all.get_mut(&project) {
                    let figures = project.figures.entry(month).or_default();
                    figures.pending = Some(Reported { rows, position, at, by });
                }
            }
            Event::ProjectConfirmed { project, month, .. } => {
                let figures = self.all.get_mut(&project).and_then(|project| project.figures.get_mut(&month));
                if let Some(figures) = figures
                    && let Some(reported) = figures.pending.take()
                {
                    figures.confirmed = Some(reported);
                }
            }
        }
    }
}

impl Project {
    /// The shares of an item in a month: those of the last version that has begun.
    pub fn split(&self, item: &Code, month: Month) -> Option<&ItemSplit> {
        let version = self.versions.iter().rev().find(|version| version.from <= month)?;
        version.split.iter().find(|split| split.item == *item)
    }

    /// The confirmed figure of an item in a month of the term.
    pub fn figure(&self, item: &Code, month: Month) -> Option<Decimal> {
        let in_term = self.agreement.first <= month && month <= self.agreement.last;
        let reported = self.figures.get(&month).filter(|_| in_term)?.confirmed.as_ref()?;
        reported.rows.iter().find(|row| row.item == *item).map(|row| row.value)
    }

    /// Whether any version of its shares splits an item of the form.
    pub fn splits(&self, item: &Code) -> bool {
        self.versions.iter().flat_map(|version| &version.split).any(|split| split.item == *item)
    }

    /// Whether a park has a part in it, now or before.
    pub fn involves(&self, park: &ParkId) -> bool {
        let Agreement { from, to, recruiter, .. } = &self.agreement;
        let shares = self.versions.iter().flat_map(|version| &version.split).flat_map(|split| &split.shares);
        [from, to, recruiter].contains(&park) || shares.into_iter().any(|share| share.park == *park)
    }

    /// Whether a park is party to it in a month: it comes from there, stands there or was recruited by it, or the shares
    /// in force in that month name it. A park that the shares name from October 2026 on is party from October on, and
    /// was not in September; one that they no longer name from 2027 on was party until December 2026.
    pub fn is_party(&self, park: &ParkId, month: Month) -> bool {
        let Agreement { from, to, recruiter, .. } = &self.agreement;
        let in_force = self.versions.iter().rev().find(|version| version.from <= month);
        let shares = in_force.into_iter().flat_map(|version| &version.split).flat_map(|split| &split.shares);
        [from, to, recruiter].contains(&park) || shares.into_iter().any(|share| share.park == *park)
    }

    /// Whether a scope may see what it did in a month: a park's office when the park was party to it in that month.
    pub fn shows_month_to(&self, scope: &Scope, month: Month) -> bool {
        match scope {
            Scope::Park(park) => self.is_party(park, month),
            scope => self.is_seen_by(scope),
        }
    }

    /// Whether a scope may see that it is there, what was agreed, and every version of its shares. What it did is told
    /// month by month: [`Self::shows_month_to`].
    pub fn is_seen_by(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Park(park) => self.involves(park),
            scope => scope.sees(&self.agreement.to),
        }
    }
}

kept!(struct Projects { all });
kept!(struct Project { id, agreement, versions, figures });
kept!(struct Version { from, split, position, at, by });
kept!(struct Figures { confirmed, pending });
kept!(struct Reported { rows, position, at, by });
