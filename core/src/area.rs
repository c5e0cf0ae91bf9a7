//! What an entry touches, and what a view is made of: a view that no entry has touched since need not be made again.

use crate::kept::kept;
use crate::state::{Event, State};

/// What the journal tells of. The configuration, and the closing of months, touch all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// Reports of the parks and what the office makes of them.
    Reports,
    /// Offers, needs, matches and transfers.
    Sharing,
    /// Projects of several parks.
    Enclaves,
    /// Platforms, their bookings and use.
    Platforms,
    /// Supervised tasks.
    Tasks,
}

/// The position of the last entry that touched each area; 0 before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    all: u64,
    reports: u64,
    sharing: u64,
    enclaves: u64,
    platforms: u64,
    tasks: u64,
}

impl Touched {
    /// Takes note of an entry.
    pub(crate) fn note(&mut self, position: u64, event: &Event) {
        let touched = match event {
            Event::ZoneAdopted { .. } | Event::PeriodClosed { .. } | Event::PeriodReopened { .. } => &mut self.all,
            Event::ReportSubmitted { .. }
            | Event::ReportApproved { .. }
            | Event::ReportReturned { .. }
            | Event::ApprovalWithdrawn { .. }
            | Event::ReportReminded { .. } => &mut self.reports,
            Event::Sharing(_) => &mut self.sharing,
            Event::Enclave(_) => &mut self.enclaves,
            Event::Platform(_) => &mut self.platforms,
            Event::Task(_) => &mut self.tasks,
            // It changes no figure: which of them is shown is asked of the editions.
            Event::Meeting(_) | Event::Wall(_) => return,
        };
        *touched = position;
    }
}

impl State {
    /// The position of the last entry that touched one of `areas`, counted from 1; 0 before the first. A view that is
    /// made of these alone, and was made at this position or later, is what it was: only the position that it tells, and
    /// what the day or the minute makes of it, may be others.
    ///
    /// Example: entries 1 to 90 tell of reports, 91 to 99 of bookings; a board made at 90 or later is that of 99.
    pub fn touched(&self, areas: &[Area]) -> u64 {
        let Touched { all, reports, sharing, enclaves, platforms, tasks } = self.touched;
        let of = |area: &Area| match area {
            Area::Reports => reports,
            Area::Sharing => sharing,
            Area::Enclaves => enclaves,
            Area::Platforms => platforms,
            Area::Tasks => tasks,
        };
        areas.iter().map(of).fold(all, u64::max)
    }
}

kept!(struct Touched { all, reports, sharing, enclaves, platforms, tasks });
