//! The state: what follows from the journal, and nothing else.
//!
//! `decide` judges a command against the state and yields events; `apply` takes an entry in. Both are pure;
//! a rejected command leaves everything as it was, because `decide` cannot change anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::{Actor, Role};
use crate::enclave;
use crate::heard::Heard;
use crate::id::{Code, ParkId};
use crate::journal::{Entry, Head};
use crate::period::Month;
use crate::platform;
use crate::report::{self, Adjustment, Answer, Outcome, Report, Revision, Row, Source, Submission, Verdict};
use crate::sharing;
use crate::told::Told;
use crate::words::{Key, Message, key};
use crate::zone::Zone;

/// What happened. Every entry of the journal holds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A configuration came into force, whole.
    ZoneAdopted {
        /// It.
        zone: Arc<Zone>,
        /// Whether all figures are made up: 演示数据.
        demo: bool,
    },
    /// A park submitted its report.
    ReportSubmitted {
        /// The park.
        park: ParkId,
        /// The month.
        month: Month,
        /// Sorted by item.
        #[serde(with = "crate::report::written::rows")]
        rows: Vec<Row>,
        /// Answers to warnings.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<Answer>,
        /// What was stated of rows marked 口径调整, beyond the mark.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        adjustments: Vec<Adjustment>,
        /// Where the numbers came from.
        #[serde(with = "crate::report::written::KeptSource")]
        source: Source,
    },
    /// The office approved the park's last submission.
    ReportApproved {
        /// The park.
        park: ParkId,
        /// The month.
        month: Month,
    },
    /// The office returned the park's last submission.
    ReportReturned {
        /// The park.
        park: ParkId,
        /// The month.
        month: Month,
        /// What to do.
        reason: String,
        /// The items meant; empty means the whole report.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<Code>,
    },
    /// A month was closed: its approved figures are final, nothing more is taken in.
    PeriodClosed {
        /// The month.
        month: Month,
    },
    /// A closed month was opened again.
    PeriodReopened {
        /// The month.
        month: Month,
        /// Why.
        reason: String,
    },
    /// Resources went between parks, or were to.
    Sharing(sharing::Event),
    /// Something about an enclave project.
    Enclave(enclave::Event),
    /// Something happened to platforms.
    Platform(platform::Event),
}

/// What somebody wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Bring a configuration into force.
    AdoptZone {
        /// It.
        zone: Arc<Zone>,
        /// Whether all figures are made up.
        demo: bool,
    },
    /// Submit a report.
    Submit(Submission),
    /// Approve a submission.
    Approve {
        /// The park.
        park: ParkId,
        /// The month.
        month: Month,
        /// How many revisions the reviewer saw.
        seen_revisions: usize,
    },
    /// Return a submission.
    Return {
        /// The park.
        park: ParkId,
        /// The month.
        month: Month,
        /// How many revisions the reviewer saw.
        seen_revisions: usize,
        /// What to do.
        reason: String,
        /// The items meant.
        items: Vec<Code>,
    },
    /// Close a month.
    Close {
        /// The month.
        month: Month,
    },
    /// Open a closed month.
    Reopen {
        /// The month.
        month: Month,
        /// Why.
        reason: String,
    },
    /// Share resources.
    Sharing(sharing::Command),
    /// Something about an enclave project.
    Enclave(enclave::Command),
    /// Something with platforms.
    Platform(platform::Command),
}

/// Why a command was not carried out: which kind of answer it is, and the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The kind, for the protocol.
    pub kind: RejectionKind,
    /// The sentence, as a code with its arguments.
    pub message: Message,
    /// The findings that stood against a submission.
    pub findings: Vec<crate::check::Finding>,
}

/// What kind of answer a rejection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectionKind {
    /// The actor may not do this.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// Somebody was quicker, or the thing is in another state.
    Conflict,
    /// The content does not pass.
    Invalid,
}

impl Rejection {
    /// A rejection with a sentence and no findings.
    pub fn new(kind: RejectionKind, message: Message) -> Self {
        Self { kind, message, findings: Vec::new() }
    }

    pub(crate) fn forbidden(key: Key) -> Self {
        Self::new(RejectionKind::Forbidden, Message::new(key))
    }
}

/// All that follows from the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub(crate) head: Head,
    pub(crate) zone: Option<Arc<Zone>>,
    pub(crate) demo: bool,
    pub(crate) reports: HashMap<ParkId, BTreeMap<Month, Report>>,
    pub(crate) closed: BTreeSet<Month>,
    pub(crate) told: Told,
    pub(crate) heard: Heard,
    /// Reports in which an item was ever marked 口径调整: where to look, whether the mark still stands or not.
    pub(crate) marked: HashMap<ParkId, BTreeMap<Code, BTreeSet<Month>>>,
    pub(crate) approvals: Vec<Approval>,
    pub(crate) sharing: sharing::Ledger,
    pub(crate) enclaves: enclave::Projects,
    pub(crate) platforms: platform::Register,
}

/// That a report became published: what the board lists as news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Approval {
    pub park: ParkId,
    pub month: Month,
    pub at: Timestamp,
    pub revised: bool,
}

impl State {
    /// Judges a command. Nothing changes; the events, applied in order, are what it does.
    pub fn decide(&self, actor: &Actor, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        match command {
            Command::AdoptZone { zone, demo } => {
                if actor.role != Role::Operator {
                    return Err(Rejection::forbidden(key::ONLY_OPERATOR));
                }
                let unchanged = self.zone.as_ref() == Some(zone) && self.demo == *demo;
                Ok(if unchanged { vec![] } else { vec![Event::ZoneAdopted { zone: zone.clone(), demo: *demo }] })
            }
            Command::Submit(submission) => report::submit(self, actor, submission, now),
            Command::Approve { park, month, seen_revisions } => {
                report::approve(self, actor, park, *month, *seen_revisions)
            }
            Command::Return { park, month, seen_revisions, reason, items } => {
                report::return_to_park(self, actor, park, *month, *seen_revisions, reason, items)
            }
            Command::Close { month } => report::close(self, actor, *month, now),
            Command::Reopen { month, reason } => report::reopen(self, actor, *month, reason),
            Command::Sharing(command) => sharing::decide(self, actor, command, now),
            Command::Enclave(command) => enclave::decide(self, actor, command, now),
            Command::Platform(command) => platform::decide(self, actor, command, now),
        }
    }

    /// Takes an entry in. Events come from [`State::decide`]; one that does not fit the state (a journal made
    /// elsewhere) changes nothing but the position.
    pub fn apply(&mut self, entry: Entry) {
        let Entry { position, at, by, event, hash } = entry;
        self.head = Head { position, hash, at: Some(at) };
        self.hear(position, at, &event);
        match event {
            Event::ZoneAdopted { zone, demo } => {
                let limits = zone.openness.as_ref().map(|rules| &rules.limits);
                self.platforms.ratings_from = limits.map_or(0, |limits| limits.ratings_shown_from.whole());
                self.zone = Some(zone);
                self.demo = demo;
            }
            Event::ReportSubmitted { park, month, rows, answers, adjustments, source } => {
                for item in report::marked(&rows) {
                    let marked = self.marked.entry(park.clone()).or_default();
                    marked.entry(item.clone()).or_default().insert(month);
                }
                let report = self.reports.entry(park).or_default().entry(month).or_default();
                report.revisions.push(Revision { position, by, at, rows, answers, adjustments, source, verdict: None });
            }
            Event::ReportApproved { park, month } => {
                let Some(report) = self.reports.get_mut(&park).and_then(|months| months.get_mut(&month)) else {
                    return;
                };
                let revised = report.published().is_some();
                let Some(last) = report.revisions.last_mut() else { return };
                last.verdict = Some(Verdict { position, by, at, outcome: Outcome::Approved });
                self.approvals.push(Approval { park, month, at, revised });
            }
            Event::ReportReturned { park, month, reason, items } => {
                let report = self.reports.get_mut(&park).and_then(|months| months.get_mut(&month));
                if let Some(last) = report.and_then(|report| report.revisions.last_mut()) {
                    last.verdict = Some(Verdict { position, by, at, outcome: Outcome::Returned { reason, items } });
                }
            }
            Event::PeriodClosed { month } => {
                self.closed.insert(month);
                let members = self.zone.iter().flat_map(|zone| zone.members(month)).map(|park| &park.id);
                self.told.close(month, &self.reports, members);
            }
            Event::PeriodReopened { month, .. } => {
                self.closed.remove(&month);
            }
            Event::Sharing(event) => self.sharing.apply(position, at, by, event),
            Event::Enclave(event) => self.enclaves.apply(position, at, by, event),
            Event::Platform(event) => self.platforms.apply(position, at, by, event),
        }
    }

    /// Position and hash of the last entry.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The configuration in force.
    pub fn zone(&self) -> Option<&Arc<Zone>> {
        self.zone.as_ref()
    }

    /// Whether all figures are made up.
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    pub(crate) fn report(&self, park: &ParkId, month: Month) -> Option<&Report> {
        self.reports.get(park)?.get(&month)
    }
}
