//! The zone as it goes on: commands are carried out one after the other, each at its moment.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use duoyuan_core::access::{Actor, Role, Scope};
use duoyuan_core::check::check;
use duoyuan_core::id::{Code, ListingId, MatchId, ParkId, ProjectId, TaskId};
use duoyuan_core::intake::{Template, dry_run};
use duoyuan_core::journal::{self, Hash, Stored};
use duoyuan_core::period::Month;
use duoyuan_core::platform::BookingId;
use duoyuan_core::report::{Answer, Row, Source, Submission};
use duoyuan_core::series::Seen;
use duoyuan_core::state::{Command, State};
use duoyuan_core::view::{self, Sheet};
use duoyuan_core::words::Lang;
use duoyuan_core::zone::{Level, Zone};
use jiff::Timestamp;

use super::{DemoError, accounts};
use crate::workbook;

/// State, journal and files so far.
pub(super) struct World {
    pub zone: Arc<Zone>,
    pub state: State,
    pub entries: Vec<Stored>,
    pub blobs: Vec<Vec<u8>>,
    /// What the parks deal in so far, by number.
    pub deals: BTreeMap<usize, Dealt>,
    /// Enclave projects so far, by number.
    pub projects: BTreeMap<usize, ProjectId>,
    /// Supervised tasks by their number in the plan.
    pub tasks: BTreeMap<usize, TaskId>,
    /// Bookings by their number in the plan.
    pub bookings: HashMap<usize, BookingId>,
}

/// What came of a deal so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dealt {
    pub offer: Option<ListingId>,
    pub need: Option<ListingId>,
    pub matched: Option<MatchId>,
}

impl World {
    /// The zone adopted at `now`.
    pub fn new(zone: Arc<Zone>, now: Timestamp) -> Result<Self, DemoError> {
        let mut world = Self {
            zone: zone.clone(),
            state: State::default(),
            entries: vec![],
            blobs: vec![],
            deals: BTreeMap::new(),
            projects: BTreeMap::new(),
            tasks: BTreeMap::new(),
            bookings: HashMap::new(),
        };
        world.act(&accounts::operator(), &Command::AdoptZone { zone, demo: true, accepted: Vec::new() }, now)?;
        Ok(world)
    }

    /// Carries out a command; what it makes is known by the position of the last entry.
    pub fn act(&mut self, actor: &Actor, command: &Command, now: Timestamp) -> Result<(), DemoError> {
        let events = self.state.decide(actor, command, now).map_err(|rejection| {
            let findings = rejection.findings.iter().map(|finding| finding.message.text(Lang::Chinese));
            DemoError::Unfit(findings.fold(rejection.message.text(Lang::Chinese), |text, next| text + " " + &next))
        })?;
        for event in events {
            let stored = journal::write(self.state.head(), now, actor, &event);
            let entry = journal::read(self.state.head(), &stored).map_err(|e| DemoError::Unfit(e.to_string()))?;
            self.state.apply(entry);
            self.entries.push(stored);
        }
        Ok(())
    }

    /// Submits a park's report; `from_workbook` by way of a real one.
    pub fn submit(
        &mut self,
        park: &ParkId,
        month: Month,
        rows: Vec<Row>,
        reason: &dyn Fn(&Code) -> String,
        from_workbook: bool,
        now: Timestamp,
    ) -> Result<(), DemoError> {
        let sheet = self.sheet(park, month)?;
        let report = Report { rows, reasons: reasons(&self.zone, reason) };
        let (rows, answers, source) = if from_workbook {
            self.by_workbook(&sheet, report)?
        } else {
            let answers = report.answers(&self.zone, &sheet);
            (report.rows, answers, Source::Form)
        };
        let seen_revisions = sheet.seen_revisions;
        let (signed, attachments) = (Some(accounts::signed(&self.zone, park)), None);
        let (park_id, adjustments) = (park.clone(), Vec::new());
        let submission = Submission {
            park: park_id,
            month,
            rows,
            answers,
            adjustments,
            source,
            signed,
            attachments,
            seen_revisions,
        };
        let actor = accounts::park(&self.zone, park);
        self.act(&actor, &Command::Submit(submission), now)
    }

    /// Whether any figure has been approved.
    pub fn has_figures(&self) -> bool {
        let leading = Seen::new(&self.state, &Scope::Leading);
        leading.and_then(|seen| view::editions(seen, Timestamp::UNIX_EPOCH)).is_some_and(|page| page.month.is_some())
    }

    /// How many revisions of a report there are.
    pub fn revisions(&self, park: &ParkId, month: Month) -> Result<usize, DemoError> {
        Ok(self.sheet(park, month)?.seen_revisions)
    }

    fn sheet(&self, park: &ParkId, month: Month) -> Result<Sheet, DemoError> {
        let scope = Role::Park(park.clone()).scope().unwrap_or(Scope::Office);
        let sheet = Seen::new(&self.state, &scope).and_then(|seen| view::sheet(seen, park, month));
        sheet.ok_or_else(|| DemoError::Unfit(format!("{park} {month}")))
    }

    /// Fills the template in, writes it, and reads it as a park's upload is read.
    fn by_workbook(&mut self, sheet: &Sheet, report: Report) -> Result<(Vec<Row>, Vec<Answer>, Source), DemoError> {
        let mut template = Template::of(&self.zone, sheet);
        let answered = report.warned(&self.zone, sheet);
        for line in &mut template.lines {
            line.row = report.rows.iter().find(|row| row.item == line.code).cloned();
            let warned = answered.iter().find(|(item, _)| *item == line.code);
            line.reason = warned.map_or_else(String::new, |(_, reason)| reason.clone());
        }
        let bytes = workbook::write(&template)?;
        let book = workbook::read(&bytes, &template.file)?;
        let run = dry_run(&self.zone, sheet, &book);
        let digest = Hash::of(&bytes).to_string();
        self.blobs.push(bytes);
        Ok((run.rows, run.answers, Source::Workbook { file: template.file, digest, sheet: run.sheet }))
    }
}

type Reasons = Vec<(Code, String)>;

/// What a park's office has in hand.
struct Report {
    rows: Vec<Row>,
    /// What it would write beside each item if asked.
    reasons: Reasons,
}

fn reasons(zone: &Zone, reason: &dyn Fn(&Code) -> String) -> Reasons {
    zone.form.items.iter().map(|item| (item.code.clone(), reason(&item.code))).collect()
}

impl Report {
    /// The items that are warned about first, with what is written beside them.
    fn warned(&self, zone: &Zone, sheet: &Sheet) -> Reasons {
        let findings = check(zone, &sheet.history(), &self.rows);
        let warnings = findings.iter().filter(|finding| finding.level == Level::Warning);
        let first = warnings.filter_map(|finding| finding.items.first());
        first.filter_map(|item| self.reasons.iter().find(|(code, _)| code == item)).cloned().collect()
    }

    fn answers(&self, zone: &Zone, sheet: &Sheet) -> Vec<Answer> {
        let findings = check(zone, &sheet.history(), &self.rows);
        let warnings = findings.into_iter().filter(|finding| finding.level == Level::Warning);
        let answer = |finding: duoyuan_core::check::Finding| {
            let item = finding.items.first()?;
            let (_, reason) = self.reasons.iter().find(|(code, _)| code == item)?;
            Some(Answer { rule: finding.rule, reason: reason.clone() })
        };
        warnings.filter_map(answer).collect()
    }
}
