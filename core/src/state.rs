//! The state: what follows from the journal, and nothing else.
//!
//! `decide` judges a command against the state and yields events; `apply` takes an entry in. Both are pure;
//! a rejected command leaves everything as it was, because `decide` cannot change anything.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::{Actor, Role};
use crate::adoption;
use crate::area::Touched;
use crate::enclave;
use crate::heard::Heard;
use crate::id::{Code, ParkId};
use crate::journal::{Entry, Head};
use crate::kept::kept;
use crate::meeting;
use crate::period::{Month, day_of};
use crate::platform;
use crate::report::{
    self, Adjustment, Answer, Attachment, Outcome, Reminder, Report, Revision, Row, Signed, Source, Submission,
    Verdict, Withdrawal,
};
use crate::sharing;
use crate::task;
use crate::told::Told;
use crate::wall;
use crate::words::{Key, Message, key};
use crate::zone::Zone;

/// What happened. Every entry of the journal holds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A configuration came into force, whole.
    ZoneAdopted {
        /// The whole configuration: form, parks, indicators, rules, targets, and what it says of sharing and platforms.
        zone: Arc<Zone>,
        /// Whether all figures are made up: 演示数据.
        demo: bool,
        /// The month in which reporting begins, told with the first configuration alone. Journals from before it was
        /// told begin with the month of the adoption or with their earliest report.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        begins: Option<Month>,
    },
    /// A park submitted its report.
    ReportSubmitted {
        /// The park that submitted, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// The lines submitted, sorted by item.
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
        /// Who stands for it.
        #[serde(default, skip_serializing_if = "Signed::is_empty")]
        signed: Signed,
        /// Files that came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attachments: Vec<Attachment>,
    },
    /// The office approved the park's last submission.
    ReportApproved {
        /// The park whose report was approved, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
    },
    /// The office returned the park's last submission.
    ReportReturned {
        /// The park whose report was returned, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// What is to be corrected, as the park reads it.
        reason: String,
        /// The items meant; empty means the whole report.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<Code>,
    },
    /// The office took back the approval of the park's last submission: the one approved before it stands again,
    /// and the submission waits for review.
    ApprovalWithdrawn {
        /// The park whose report waits for review again, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// Why the office took the approval back, as the park reads it.
        reason: String,
    },
    /// The office asked a park for an overdue report 催报.
    ReportReminded {
        /// The park that was asked, by its id: `xiuwu`.
        park: ParkId,
        /// The month the overdue report is on, written `2026-10`.
        month: Month,
    },
    /// A month was closed: its approved figures are final, nothing more is taken in.
    PeriodClosed {
        /// The month that was closed, written `2026-10`.
        month: Month,
    },
    /// A closed month was opened again.
    PeriodReopened {
        /// The month that was opened again, written `2026-10`.
        month: Month,
        /// Why the office opened it again.
        reason: String,
    },
    /// Resources went between parks, or were to.
    Sharing(sharing::Event),
    /// Something about an enclave project.
    Enclave(enclave::Event),
    /// Something happened to platforms.
    Platform(platform::Event),
    /// An edition was frozen or released.
    Meeting(meeting::Event),
    /// Somebody took the wall, or left it.
    Wall(wall::Event),
    /// Something about a supervised task.
    Task(task::Event),
}

/// What somebody wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Bring a configuration into force.
    AdoptZone {
        /// The whole configuration, as read from the zone's files.
        zone: Arc<Zone>,
        /// Whether all figures are made up.
        demo: bool,
        /// The indicators whose approved figures may change with it: see [`crate::adoption`].
        accepted: Vec<Code>,
    },
    /// Submit a report.
    Submit(Submission),
    /// Approve a submission.
    Approve {
        /// The park whose submission is approved, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// How many revisions the reviewer saw.
        seen_revisions: usize,
    },
    /// Return a submission.
    Return {
        /// The park whose submission is returned, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// How many revisions the reviewer saw.
        seen_revisions: usize,
        /// What is to be corrected, as the park reads it.
        reason: String,
        /// The items meant.
        items: Vec<Code>,
    },
    /// Take back an approval.
    Withdraw {
        /// The park whose approved submission is to wait for review again, by its id: `xiuwu`.
        park: ParkId,
        /// The month the report is on, written `2026-10`.
        month: Month,
        /// How many revisions the reviewer saw.
        seen_revisions: usize,
        /// Why the approval is taken back, as the park reads it.
        reason: String,
    },
    /// Ask parks for overdue reports 催报.
    Remind {
        /// The parks, each of them late.
        parks: Vec<ParkId>,
        /// The month the overdue reports are on, written `2026-10`.
        month: Month,
    },
    /// Close a month.
    Close {
        /// The month to close, written `2026-10`: one that is over.
        month: Month,
    },
    /// Open a closed month.
    Reopen {
        /// The month to open again, written `2026-10`.
        month: Month,
        /// Why it is opened again.
        reason: String,
    },
    /// Share resources.
    Sharing(sharing::Command),
    /// Something about an enclave project.
    Enclave(enclave::Command),
    /// Something with platforms.
    Platform(platform::Command),
    /// Freeze an edition, or release it.
    Meeting(meeting::Command),
    /// Take the wall, or leave it.
    Wall(wall::Command),
    /// Give a task to somebody, or act on one.
    Task(task::Command),
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
///
/// What grows with the journal is kept in persistent maps, whose copies share all that is the same in both: a copy of
/// the state costs next to nothing, and many past ones are kept beside today's (`Clone` is how a reader holds on to it).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub(crate) head: Head,
    pub(crate) zone: Option<Arc<Zone>>,
    pub(crate) demo: bool,
    pub(crate) reports: OrdMap<ParkId, OrdMap<Month, Report>>,
    pub(crate) closed: OrdSet<Month>,
    pub(crate) told: Told,
    pub(crate) heard: Heard,
    pub(crate) touched: Touched,
    /// Reports in which an item was ever marked 口径调整: where to look, whether the mark still stands or not.
    pub(crate) marked: OrdMap<ParkId, OrdMap<Code, OrdSet<Month>>>,
    pub(crate) approvals: Vector<Approval>,
    /// When an approval of a park was last taken back: its figures changed then, too.
    pub(crate) withdrawn: OrdMap<ParkId, Timestamp>,
    pub(crate) begins: Option<Begins>,
    pub(crate) reminders: OrdMap<(ParkId, Month), Vec<Reminder>>,
    pub(crate) sharing: sharing::Ledger,
    pub(crate) enclaves: enclave::Projects,
    pub(crate) platforms: platform::Register,
    pub(crate) editions: meeting::Editions,
    pub(crate) driver: Option<wall::Driver>,
    pub(crate) tasks: task::Tasks,
}

/// When reporting begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Begins {
    month: Month,
    /// Whether an entry says so; otherwise an earlier report makes it earlier.
    told: bool,
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
            Command::AdoptZone { zone, demo, accepted } => {
                if actor.role != Role::Operator {
                    return Err(Rejection::forbidden(key::ONLY_OPERATOR));
                }
                adoption::refuse_unknown(self.zone.as_deref(), zone, accepted)?;
                if self.zone.as_ref() == Some(zone) && self.demo == *demo {
                    return Ok(vec![]);
                }
                adoption::refuse_unaccepted(&self.effects_of(zone), accepted)?;
                // An installation begins with now, and only once.
                let begins = self.zone.is_none().then(|| Month::of(day_of(now)));
                Ok(vec![Event::ZoneAdopted { zone: zone.clone(), demo: *demo, begins }])
            }
            Command::Submit(submission) => report::submit(self, actor, submission, now),
            Command::Approve { park, month, seen_revisions } => {
                report::approve(self, actor, park, *month, *seen_revisions)
            }
            Command::Return { park, month, seen_revisions, reason, items } => {
                report::return_to_park(self, actor, park, *month, *seen_revisions, reason, items)
            }
            Command::Withdraw { park, month, seen_revisions, reason } => {
                report::withdraw(self, actor, park, *month, *seen_revisions, reason)
            }
            Command::Remind { parks, month } => report::remind(self, actor, parks, *month, now),
            Command::Close { month } => report::close(self, actor, *month, now),
            Command::Reopen { month, reason } => report::reopen(self, actor, *month, reason),
            Command::Sharing(command) => sharing::decide(self, actor, command, now),
            Command::Enclave(command) => enclave::decide(self, actor, command, now),
            Command::Platform(command) => platform::decide(self, actor, command, now),
            Command::Meeting(command) => meeting::decide(self, actor, command, now),
            Command::Wall(command) => wall::decide(self, actor, command, now),
            Command::Task(command) => task::decide(self, actor, command, now),
        }
    }

    /// Takes an entry in. Events come from [`State::decide`]; one that does not fit the state (a journal made
    /// elsewhere) changes nothing but the position.
    pub fn apply(&mut self, entry: Entry) {
        let Entry { position, at, by, event, hash } = entry;
        self.head = Head { position, hash, at: Some(at) };
        self.hear(position, at, &event);
        self.touched.note(position, &event);
        match event {
            Event::ZoneAdopted { zone, demo, begins } => {
                self.begins.get_or_insert_with(|| Begins {
                    month: begins.unwrap_or_else(|| Month::of(day_of(at))),
                    told: begins.is_some(),
                });
                let limits = zone.openness.as_ref().map(|rules| &rules.limits);
                self.platforms.ratings_from = limits.map_or(0, |limits| limits.ratings_shown_from.whole());
                self.zone = Some(zone);
                self.demo = demo;
            }
            Event::ReportSubmitted { park, month, rows, answers, adjustments, source, signed, attachments } => {
                for item in report::marked(&rows) {
                    let marked = self.marked.entry(park.clone()).or_default();
                    marked.entry(item.clone()).or_default().insert(month);
                }
                let report = self.reports.entry(park).or_default().entry(month).or_default();
                if report.revisions.is_empty() {
                    // Most reports are submitted once, and a first push would make room for four.
                    report.revisions.reserve_exact(1);
                }
                report.revisions.push(Arc::new(Revision {
                    position,
                    by,
                    at,
                    rows,
                    answers,
                    adjustments,
                    source,
                    signed,
                    attachments,
                    verdict: None,
                    withdrawn: None,
                }));
                if let Some(begins) = self.begins.as_mut().filter(|begins| !begins.told) {
                    begins.month = begins.month.min(month);
                }
            }
            Event::ReportApproved { park, month } => {
                let Some(report) = self.reports.get_mut(&park).and_then(|months| months.get_mut(&month)) else {
                    return;
                };
                let revised = report.published().is_some();
                let Some(last) = report.last_mut() else { return };
                last.verdict = Some(Verdict { position, by, at, outcome: Outcome::Approved });
                self.approvals.push_back(Approval { park, month, at, revised });
            }
            Event::ReportReturned { park, month, reason, items } => {
                let report = self.reports.get_mut(&park).and_then(|months| months.get_mut(&month));
                if let Some(last) = report.and_then(Report::last_mut) {
                    last.verdict = Some(Verdict { position, by, at, outcome: Outcome::Returned { reason, items } });
                }
            }
            Event::ApprovalWithdrawn { park, month, reason } => {
                let report = self.reports.get_mut(&park).and_then(|months| months.get_mut(&month));
                let last = report.and_then(Report::last_mut);
                if let Some(last) = last.filter(|last| last.is_approved()) {
                    last.verdict = None;
                    last.withdrawn = Some(Withdrawal { by: by.name, at, reason });
                    if let Some(index) = self.approvals.iter().rposition(|it| it.park == park && it.month == month) {
                        self.approvals.remove(index);
                    }
                    self.withdrawn.insert(park, at);
                }
            }
            Event::ReportReminded { park, month } => {
                self.reminders.entry((park, month)).or_default().push(Reminder { by: by.name, at });
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
            Event::Meeting(event) => self.editions.apply(position, at, by, event),
            Event::Wall(event) => self.drive(position, at, by, &event),
            Event::Task(event) => self.tasks.apply(position, at, by, event),
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

    /// The first month that reports are owed for: the configuration's, or the one reporting began with. What is sent
    /// for earlier months is 补报: welcome and never late. Nothing before a configuration is adopted.
    ///
    /// An installation that adopts its first configuration on 5 November 2026 begins with November, which is due in
    /// December: nobody is late on its first day.
    pub fn first_month(&self) -> Option<Month> {
        let begins = self.begins.map(|begins| begins.month);
        self.zone.as_ref().and_then(|zone| zone.first_month).or(begins)
    }

    /// All supervised tasks.
    pub fn tasks(&self) -> &task::Tasks {
        &self.tasks
    }

    /// When the office asked a park for a month's report, oldest first.
    pub(crate) fn reminders(&self, park: &ParkId, month: Month) -> &[Reminder] {
        self.reminders.get(&(park.clone(), month)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn report(&self, park: &ParkId, month: Month) -> Option<&Report> {
        self.reports.get(park)?.get(&month)
    }
}

kept!(struct State { head, zone, demo, reports, closed, told, heard, touched, marked, approvals, withdrawn, begins, reminders, sharing, enclaves, platforms, editions, driver, tasks });
kept!(struct Begins { month, told });
kept!(struct Approval { park, month, at, revised });
