//! What a park or an owner of platforms may know of the journal's course: the last entry that concerns it.
//!
//! A position that moves when others act tells that they acted, and with the clock beside it when a report came in or
//! was approved. An owner is told of configurations and of what is done with its own platforms; of nothing that
//! happens at others', and of nothing that parks report or share. A park's position is that of the last entry that it
//! may know of, and moves with those alone:
//!
//! - of everybody: configurations, closings and reopenings of months, what the register of platforms holds, ratings
//!   when a batch of them becomes public;
//! - of the park: its reports and what the office makes of them, offers and needs that it may see, matches and
//!   projects that it has a part in (what a project did in a month: if it was party to it in that month), openness to
//!   it, its bookings, and those that wait before it in a line.
//!
//! What a park sees changes with these entries and with the time of day, and with nothing else. The one exception is
//! what it needs in order to book: what of a calendar is taken, by whom not.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::access::Scope;
use crate::enclave;
use crate::id::{OwnerId, ParkId};
use crate::kept::kept;
use crate::platform::{self, Booking, Step};
use crate::sharing::{self, Audience};
use crate::state::{Event, State};
use crate::task;

/// The last entry of all parks, of all owners of platforms, and of each park and owner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Heard {
    everybody: Last,
    all_owners: Last,
    owners: BTreeMap<OwnerId, Last>,
    parks: BTreeMap<ParkId, Last>,
}

/// An entry's position and time; position 0 before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Last {
    position: u64,
    at: Option<Timestamp>,
}

impl Heard {
    fn of(&self, park: &ParkId) -> Last {
        self.everybody.max(self.parks.get(park).copied().unwrap_or_default())
    }

    fn of_owner(&self, owner: &OwnerId) -> Last {
        self.all_owners.max(self.owners.get(owner).copied().unwrap_or_default())
    }
}

impl State {
    /// The position of the journal as a scope may know it: the number of the last entry that a park or an owner may know
    /// of, for all others that of the last entry; 0 before the first.
    pub fn position(&self, scope: &Scope) -> u64 {
        match scope {
            Scope::Park(park) => self.heard.of(park).position,
            Scope::Owner(owner) => self.heard.of_owner(owner).position,
            _ => self.head.position,
        }
    }

    /// When the entry at [`State::position`] was written.
    pub fn changed_at(&self, scope: &Scope) -> Option<Timestamp> {
        match scope {
            Scope::Park(park) => self.heard.of(park).at,
            Scope::Owner(owner) => self.heard.of_owner(owner).at,
            _ => self.head.at,
        }
    }

    /// Takes note of whom an entry concerns; before it is taken in.
    pub(crate) fn hear(&mut self, position: u64, at: Timestamp, event: &Event) {
        let last = Last { position, at: Some(at) };
        match event {
            Event::ZoneAdopted { .. } => self.heard.all_owners = last,
            Event::Platform(event) => self.hear_owners(last, event),
            _ => {}
        }
        let mut concerned: Vec<&ParkId> = Vec::new();
        let all = match event {
            Event::ZoneAdopted { .. } | Event::PeriodClosed { .. } | Event::PeriodReopened { .. } => true,
            Event::ReportSubmitted { park, .. }
            | Event::ReportApproved { park, .. }
            | Event::ReportReturned { park, .. }
            | Event::ApprovalWithdrawn { park, .. }
            | Event::ReportReminded { park, .. } => {
                concerned.push(park);
                false
            }
            Event::Sharing(event) => self.of_sharing(event, &mut concerned),
            Event::Enclave(event) => self.of_enclave(event, &mut concerned),
            Event::Platform(event) => self.of_platform(event, &mut concerned),
            // Meetings are the leading group's.
            Event::Meeting(_) | Event::Wall(_) => false,
            Event::Task(event) => self.of_task(event, &mut concerned),
        };
        if all {
            self.heard.everybody = last;
            return;
        }
        // Borrowed from the ledgers: the ids are short and cheap to clone.
        let concerned: Vec<ParkId> = concerned.into_iter().cloned().collect();
        for park in concerned {
            self.heard.parks.insert(park, last);
        }
    }

    /// Those who lead a task and those who help hear of everything about it.
    fn of_task<'a>(&'a self, event: &'a task::Event, concerned: &mut Vec<&'a ParkId>) -> bool {
        use task::Event as E;
        let assignment = match event {
            E::Assigned(assignment) => Some(assignment),
            E::Signed { task }
            | E::Reported { task, .. }
            | E::ExtensionAsked { task, .. }
            | E::ExtensionAnswered { task, .. }
            | E::ClosingAsked { task, .. }
            | E::ClosingAnswered { task, .. }
            | E::Reminded { task }
            | E::Dropped { task, .. } => self.tasks.get(*task).map(|task| &task.assignment),
        };
        let handlers = assignment.into_iter().flat_map(|it| std::iter::once(&it.lead).chain(&it.support));
        concerned.extend(handlers.filter_map(|handler| match handler {
            task::Handler::Park(park) => Some(park),
            task::Handler::Office | task::Handler::Department(_) => None,
        }));
        false
    }

    fn hear_owners(&mut self, last: Last, event: &platform::Event) {
        use platform::Event as E;
        let register = &self.platforms;
        let platform = match event {
            E::Registered { details, .. } => {
                self.heard.owners.insert(details.owner.clone(), last);
                return;
            }
            E::Changed { platform, .. }
            | E::OpennessSet { platform, .. }
            | E::MaintenanceSet { platform, .. }
            | E::OwnUse { platform, .. } => Some(platform),
            E::MaintenanceLifted { maintenance } => register.maintenance.get(maintenance).map(|(platform, _)| platform),
            E::Requested { request, .. } => Some(&request.platform),
            E::Booking { booking, .. } => register.booking(*booking).map(|it| &it.request.platform),
        };
        let owner = platform.and_then(|id| register.platform(id)).map(|platform| platform.details.owner.clone());
        self.heard.owners.extend(owner.map(|owner| (owner, last)));
    }

    fn of_sharing<'a>(&'a self, event: &'a sharing::Event, concerned: &mut Vec<&'a ParkId>) -> bool {
        use sharing::Event as E;
        let ledger = &self.sharing;
        let mut seers = |park: &'a ParkId, visible: &'a Audience| {
            concerned.push(park);
            match visible {
                Audience::All => true,
                Audience::Parks(parks) => {
                    concerned.extend(parks);
                    false
                }
            }
        };
        let matched = match event {
            E::ListingPosted { park, posting } => return seers(park, &posting.visible),
            E::ListingWithdrawn { listing, .. } => {
                return ledger.listing(listing).is_some_and(|it| seers(&it.park, &it.posted.visible));
            }
            E::MatchProposed { giver, taker, .. } => {
                concerned.extend([giver, taker]);
                return false;
            }
            E::MatchAccepted { matched, .. }
            | E::MatchDeclined { matched, .. }
            | E::StageReported { matched, .. }
            | E::StageConfirmed { matched, .. }
            | E::StageDisputed { matched, .. }
            | E::MatchClosed { matched, .. }
            | E::Nudged { matched, .. } => matched,
        };
        concerned.extend(ledger.matched(matched).into_iter().flat_map(|it| [&it.giver, &it.taker]));
        false
    }

    fn of_enclave<'a>(&'a self, event: &'a enclave::Event, concerned: &mut Vec<&'a ParkId>) -> bool {
        use enclave::Event as E;
        let (project, split, of) = match event {
            E::ProjectAgreed(agreement) => {
                concerned.extend([&agreement.from, &agreement.to, &agreement.recruiter]);
                (None, &agreement.split[..], None)
            }
            E::SplitChanged { project, split, .. } => (Some(project), &split[..], None),
            E::ProjectReported { project, month, .. } | E::ProjectConfirmed { project, month, .. } => {
                (Some(project), &[][..], Some(*month))
            }
        };
        concerned.extend(split.iter().flat_map(|item| &item.shares).map(|share| &share.park));
        if let Some(project) = project.and_then(|id| self.enclaves.all.get(id)) {
            concerned.extend([&project.agreement.from, &project.agreement.to, &project.agreement.recruiter]);
            let shares = project.versions.iter().flat_map(|version| &version.split).flat_map(|item| &item.shares);
            concerned.extend(shares.map(|share| &share.park));
            // What it did in a month is known to who was party to it in that month.
            concerned.retain(|park| of.is_none_or(|month| project.is_party(park, month)));
        }
        false
    }

    fn of_platform<'a>(&'a self, event: &'a platform::Event, concerned: &mut Vec<&'a ParkId>) -> bool {
        use platform::Event as E;
        match event {
            E::Registered { .. } | E::Changed { .. } | E::MaintenanceSet { .. } | E::MaintenanceLifted { .. } => true,
            E::OpennessSet { park, .. } => {
                concerned.push(park);
                false
            }
            E::Requested { request, .. } => {
                concerned.push(&request.park);
                false
            }
            E::Booking { booking, step } => {
                let Some(booking) = self.platforms.booking(*booking) else { return false };
                concerned.push(&booking.request.park);
                concerned.extend(self.behind(booking).map(|other| &other.request.park));
                matches!(step, Step::Rated { score, .. } if self.becomes_public(booking, *score))
            }
            // It counts in no measure that is computed for a park.
            E::OwnUse { .. } => false,
        }
    }

    /// Bookings that stand behind one that leaves the line: their places change. Nobody else who waits is told of what
    /// others do, not even of a slot that comes free: whose turn it is is told by an entry of its own.
    fn behind<'a>(&'a self, booking: &'a Booking) -> impl Iterator<Item = &'a Booking> {
        let line = self.platforms.held(booking).map(|held| &held.waiting).filter(|line| line.contains(&booking.id));
        let behind = line.into_iter().flatten().filter(|id| **id > booking.id);
        behind.filter_map(|id| self.platforms.booking(*id))
    }

    /// Whether a rating fills a batch, which is then shown to everybody.
    fn becomes_public(&self, booking: &Booking, score: platform::Score) -> bool {
        let platform = self.platforms.platform(&booking.request.platform);
        platform.is_some_and(|it| it.ratings.fills(&booking.request.park, score, self.platforms.ratings_from))
    }
}

kept!(struct Heard { everybody, all_owners, owners, parks });
kept!(struct Last { position, at });
