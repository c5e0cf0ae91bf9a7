//! A small zone for tests: three parks, five items, and helpers that act in it.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::sync::Arc;

use duoyuan_core::access::{Actor, Role};
use duoyuan_core::figure::Mark;
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::journal::{self, Stored};
use duoyuan_core::period::Month;
use duoyuan_core::report::{Adjustment, Answer, Row, Source, Submission};
use duoyuan_core::state::{Command, Rejection, State};
use duoyuan_core::zone::Zone;
use jiff::Timestamp;
use rust_decimal::Decimal;

pub const PARKS: [&str; 3] = ["main", "east", "west"];

/// Revenue (cumulative) and its two parts, new firms (month), persons (stock).
pub fn zone() -> Arc<Zone> {
    let cited = serde_json::json!({"source": "test", "verification": "unverified"});
    let item = |code: &str, unit: &str, basis: &str, part_of: Option<&str>| {
        serde_json::json!({
            "code": code, "name": code.to_uppercase(), "unit": unit, "basis": basis, "section": "s",
            "part_of": part_of, "required": true, "negative": code == "profit", "definition": "", "cited": cited,
        })
    };
    let indicator = |code: &str, unit: &str, formula: &str, stock: bool| {
        serde_json::json!({
            "code": code, "name": code, "unit": unit, "decimals": 2, "formula": formula, "better": "higher",
            "stock": stock, "definition": "", "index": null, "clause": null, "cited": cited,
        })
    };
    let park = |id: &str| {
        serde_json::json!({
            "id": id, "name": id, "short": id, "former_names": [], "main": id == "main", "divisions": ["410800"],
            "longitude": "113", "latitude": "35", "industries": [], "cited": cited, "joined": "2023-01", "left": null,
        })
    };
    let rule = |id: &str, level: &str, assert: &str| serde_json::json!({"id": id, "level": level, "assert": assert, "tolerance": "0", "text": id, "cited": cited});
    let zone = serde_json::json!({
        "id": "test", "name": "Test", "short": "T", "policy": cited, "due_day": 15, "due_source": cited, "first_month": "2023-01",
        "parks": PARKS.map(park),
        "form": {"id": "F", "name": "F", "cited": cited, "items": [
            item("revenue", "千元", "cumulative", None),
            item("goods", "千元", "cumulative", Some("revenue")),
            item("profit", "千元", "cumulative", None),
            item("firms", "家", "month", None),
            item("persons", "人", "point_in_time", None),
        ]},
        "indicators": [
            indicator("revenue", "千元", "revenue", false),
            indicator("margin", "%", "profit / revenue * 100", false),
            indicator("growth", "千元", "revenue - sn(revenue)", false),
            indicator("firms", "家", "firms", false),
            indicator("persons", "人", "persons", true),
        ],
        "headline": ["revenue", "persons"],
        "compare": ["revenue", "margin", "firms", "persons"],
        "rules": [rule("E1", "error", "revenue >= goods"), rule("W1", "warning", "abs(yoy(revenue)) <= 50")],
        "targets": [
            {"indicator": "revenue", "park": "east", "year": 2024, "value": "1200", "path": "linear", "clause": null, "cited": cited},
            {"indicator": "persons", "park": null, "year": 2024, "value": "100", "path": "year_end", "clause": "6", "cited": cited},
        ],
    });
    Arc::new(serde_json::from_value(zone).expect("the small zone is well formed"))
}

pub fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

pub fn actor(role: Role) -> Actor {
    let account = match &role {
        Role::Park(park) => park.to_string(),
        Role::Office => "office".to_owned(),
        _ => "admin".to_owned(),
    };
    Actor { account: account.as_str().into(), name: account, role }
}

pub fn row(item: &str, value: i64) -> Row {
    Row { item: Code::new(item), value: Some(Decimal::from(value)), mark: Mark::None, cell: None }
}

/// A report that passes every check but W1, with an answer to that.
pub fn rows(revenue: i64) -> Vec<Row> {
    vec![
        row("revenue", revenue),
        row("goods", revenue / 2),
        row("profit", revenue / 10),
        row("firms", 3),
        row("persons", 40),
    ]
}

pub fn answers() -> Vec<Answer> {
    [
        "W1",
        "cumulative_falls:revenue",
        "cumulative_falls:goods",
        "break_needs_reason:revenue",
        "break_needs_reason:firms",
        "break_needs_reason:persons",
    ]
    .map(|rule| Answer { rule: rule.into(), reason: "上年同期停产检修两个月".to_owned() })
    .to_vec()
}

/// A state with its journal, as a server keeps it.
pub struct World {
    pub state: State,
    pub journal: Vec<Stored>,
    pub now: Timestamp,
}

impl World {
    /// The small zone adopted, on 10 March 2025.
    pub fn new() -> Self {
        Self::in_zone(zone())
    }

    /// The same with another zone.
    pub fn in_zone(zone: Arc<Zone>) -> Self {
        let mut world = Self { state: State::default(), journal: Vec::new(), now: at("2025-03-10T01:00:00Z") };
        world
            .act(Role::Operator, Command::AdoptZone { zone, demo: false, accepted: Vec::new() })
            .expect("the operator may");
        world
    }

    pub fn act(&mut self, role: Role, command: Command) -> Result<u64, Rejection> {
        let by = actor(role);
        for event in self.state.decide(&by, &command, self.now)? {
            let stored = journal::write(self.state.head(), self.now, &by, &event);
            let entry = journal::read(self.state.head(), &stored).expect("what was written reads back");
            self.journal.push(stored);
            self.state.apply(entry);
        }
        Ok(self.state.head().position)
    }

    pub fn submit(&mut self, park: &str, of: &str, rows: Vec<Row>) -> Result<u64, Rejection> {
        self.submit_with(park, of, rows, Vec::new())
    }

    pub fn submit_with(
        &mut self,
        park: &str,
        of: &str,
        rows: Vec<Row>,
        adjustments: Vec<Adjustment>,
    ) -> Result<u64, Rejection> {
        let seen_revisions = self.revisions(park, of);
        let park = ParkId::new(park);
        let submission = Submission {
            park: park.clone(),
            month: month(of),
            rows,
            answers: answers(),
            adjustments,
            source: Source::Form,
            signed: None,
            attachments: None,
            seen_revisions,
        };
        self.act(Role::Park(park), Command::Submit(submission))
    }

    pub fn approve(&mut self, park: &str, of: &str) -> Result<u64, Rejection> {
        let seen_revisions = self.revisions(park, of);
        self.act(Role::Office, Command::Approve { park: park.into(), month: month(of), seen_revisions })
    }

    pub fn publish(&mut self, park: &str, of: &str, rows: Vec<Row>) {
        self.submit(park, of, rows).expect("the report passes");
        self.approve(park, of).expect("the office approves");
    }

    pub fn revisions(&self, park: &str, of: &str) -> usize {
        let scope = duoyuan_core::access::Scope::Office;
        let seen = duoyuan_core::series::Seen::new(&self.state, &scope).expect("a zone");
        duoyuan_core::view::sheet(seen, &park.into(), month(of)).map_or(0, |sheet| sheet.seen_revisions)
    }

    pub fn replayed(&self) -> State {
        let mut state = State::default();
        for stored in &self.journal {
            let entry = journal::read(state.head(), stored).expect("a sound chain");
            state.apply(entry);
        }
        state
    }
}
