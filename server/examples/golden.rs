//! Makes a golden journal out of demonstration data: small, but with every kind of event.
//!
//! ```text
//! duoyuan demo --data DIR --until 2026-10
//! cargo run -p duoyuan-server --example golden -- DIR > core/tests/golden/N/journal.jsonl
//! ```
//! Takes some reports, bookings, transfers and projects whole, numbers the entries anew (positions are ids, so that
//! what names them follows), and adds kinds that the demonstration does not have. Texts are cut from what the
//! program wrote; they are never parsed and written again.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use duoyuan_core::access::Actor;
use duoyuan_core::figure::Mark;
use duoyuan_core::id::ParkId;
use duoyuan_core::journal::{self, Hash, Head};
use duoyuan_core::period::Month;
use duoyuan_core::report::{Adjustment, Attachment};
use duoyuan_core::state::Event;
use duoyuan_server::store::{Store, sqlite::Sqlite};
use rust_decimal::Decimal;
use serde_json::Value;

/// Fields that name another entry by its position.
const REFERENCES: [&str; 8] = ["booking", "match", "listing", "offer", "need", "project", "maintenance", "task"];
/// Parks and first month of the reports that are taken.
const PARKS: [&str; 5] = ["gaoxin", "qinyang", "wenxian", "boai", "gongye"];
const SINCE: &str = "2025-07";
/// So many of each other kind, each with all that happened to the same thing.
const EACH: usize = 3;

struct Line {
    text: String,
    kind: String,
    references: Vec<u64>,
    fields: Value,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("golden DIR: a folder with demonstration data")?;
    let mut lines = BTreeMap::new();
    let mut texts = Vec::new();
    Sqlite::inspect(folder)?.read_after(0, &mut |stored| {
        texts.push(stored);
        true
    })?;
    for stored in texts {
        lines.insert(stored.position, line(stored.text)?);
    }
    let chosen = choose(&lines);
    let numbers: BTreeMap<u64, u64> = chosen.iter().copied().zip(1..).collect();
    let mut written: Vec<String> = chosen.iter().map(|position| renumbered(&lines[position], &numbers)).collect();
    more(&mut written)?;
    written.iter().for_each(|text| println!("{text}"));
    Ok(())
}

fn line(text: String) -> Result<Line, serde_json::Error> {
    let parsed: Value = serde_json::from_str(&text)?;
    let (mut kind, mut at) = name(&parsed["event"]);
    if ["sharing", "enclave", "platform", "meeting", "task"].contains(&kind.as_str()) {
        let (second, fields) = name(at);
        kind = format!("{kind}.{second}");
        at = fields;
    }
    if let Some(step) = at.get("step") {
        kind = format!("{kind}.{}", name(step).0);
    }
    let references = REFERENCES.iter().filter_map(|name| at.get(name)?.as_u64()).collect();
    let fields = at.clone();
    Ok(Line { text, kind, references, fields })
}

/// The variant of an enum as it is written, with its fields.
fn name(written: &Value) -> (String, &Value) {
    let fields = written.as_object().and_then(|fields| fields.iter().next());
    fields
        .map_or((written.as_str().unwrap_or_default().to_owned(), &Value::Null), |(name, inner)| (name.clone(), inner))
}

fn choose(lines: &BTreeMap<u64, Line>) -> BTreeSet<u64> {
    let mut about: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for (position, line) in lines {
        line.references.iter().for_each(|id| about.entry(*id).or_default().push(*position));
    }
    let mut chosen = BTreeSet::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (position, line) in lines {
        let text = |name: &str| line.fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let recent = text("month") >= SINCE;
        let count = counts.entry(&line.kind).or_default();
        let all = match line.kind.as_str() {
            "zone_adopted" | "platform.registered" | "report_returned" => true,
            "report_submitted" | "report_approved" => recent && PARKS.contains(&text("park")),
            "period_closed" => recent,
            kind => kind.starts_with("meeting.") || kind.starts_with("task."),
        };
        if !all && (line.kind.starts_with("report_") || line.kind == "period_closed" || *count >= EACH) {
            continue;
        }
        *count += 1;
        take(*position, lines, &mut chosen);
        // Everything that happened to the same booking or transfer.
        let about_it = line.kind.starts_with("platform.booking.") || line.kind.starts_with("sharing.");
        for other in line.references.iter().filter(|_| about_it).flat_map(|id| about.get(id).into_iter().flatten()) {
            if lines[other].kind != "sharing.match_proposed" {
                take(*other, lines, &mut chosen);
            }
        }
    }
    chosen
}

fn take(position: u64, lines: &BTreeMap<u64, Line>, chosen: &mut BTreeSet<u64>) {
    if chosen.insert(position) {
        lines[&position].references.iter().for_each(|id| take(*id, lines, chosen));
    }
}

/// The text with its own number and those it names replaced.
fn renumbered(line: &Line, numbers: &BTreeMap<u64, u64>) -> String {
    let mut text = line.text.clone();
    for name in REFERENCES.iter().chain(&["n"]) {
        let field = format!("\"{name}\":");
        let Some(start) = text.find(&field).map(|index| index + field.len()) else { continue };
        let end = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
        if let Some(number) = text[start..end].parse().ok().and_then(|old: u64| numbers.get(&old)) {
            text.replace_range(start..end, &number.to_string());
        }
    }
    text
}

/// Kinds of events that no demonstration has, after the last entry and by whom the entry says.
fn more(written: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    let mut head = Head::default();
    let mut last = None;
    let mut platform = None;
    let mut maintenance = None;
    let mut report = None;
    let mut task = None;
    for text in written.iter() {
        let stored = journal::Stored { position: head.position + 1, hash: head.hash.next(text), text: text.clone() };
        let entry = journal::read(&head, &stored)?;
        head = Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
        match &entry.event {
            Event::Platform(duoyuan_core::platform::Event::Registered { platform: id, details }) => {
                platform.get_or_insert((id.clone(), details.clone(), entry.by.clone()));
            }
            Event::Platform(duoyuan_core::platform::Event::MaintenanceSet { .. }) => maintenance = Some(entry.position),
            Event::Task(duoyuan_core::task::Event::Assigned(_)) => {
                task = Some(duoyuan_core::id::TaskId(entry.position))
            }
            Event::PeriodClosed { month } => last = Some((*month, entry.by.clone())),
            Event::ReportSubmitted { .. } => report = Some((entry.event.clone(), entry.by.clone())),
            _ => {}
        }
    }
    let at = head.at.ok_or("no entries")?;
    let (month, office) = last.ok_or("no month was closed")?;
    let (id, mut details, owner) = platform.ok_or("no platform")?;
    details.name.push_str("（二期）");
    let reopened = Event::PeriodReopened { month, reason: "沁阳园区营业收入需更正".to_owned() };
    let changed = Event::Platform(duoyuan_core::platform::Event::Changed { platform: id, details });
    let maintenance = maintenance.ok_or("no maintenance")?;
    let lifted = Event::Platform(duoyuan_core::platform::Event::MaintenanceLifted { maintenance });
    let (mut corrected, park_office) = report.ok_or("no report")?;
    let (park, month) = correct(&mut corrected).ok_or("a report has rows")?;
    let approved = Event::ReportApproved { park: park.clone(), month };
    let reason = "附件与报表数不一致，需重新核对".to_owned();
    let withdrawn = Event::ApprovalWithdrawn { park: park.clone(), month, reason };
    let reminded = Event::ReportReminded { park, month: month.plus(1) };
    let mut write = |by: &Actor, event: &Event| {
        let stored = journal::write(&head, at, by, event);
        head = Head { position: stored.position, hash: stored.hash, at: Some(at) };
        written.push(stored.text);
    };
    // Nobody drives a wall in the demonstration.
    write(&office, &Event::Wall(duoyuan_core::wall::Event::Taken {}));
    write(&office, &Event::Wall(duoyuan_core::wall::Event::Left {}));
    let (task, reason) = (task.ok_or("no task")?, "事项已并入年度重点工作".to_owned());
    write(&office, &Event::Task(duoyuan_core::task::Event::Reminded { task }));
    write(&office, &Event::Task(duoyuan_core::task::Event::Dropped { task, reason }));
    write(&office, &reopened);
    write(&owner, &changed);
    write(&owner, &lifted);
    write(&park_office, &corrected);
    for event in [approved, withdrawn, reminded] {
        write(&office, &event);
    }
    Ok(())
}

/// Makes a correction of a report, with everything that a submission may say.
fn correct(submitted: &mut Event) -> Option<(ParkId, Month)> {
    let Event::ReportSubmitted { park, month, rows, adjustments, attachments, .. } = submitted else { return None };
    let row = rows.iter_mut().find(|row| row.value.is_some())?;
    row.mark = Mark::Break;
    let restated = BTreeMap::from([(month.previous(), Decimal::from(412_000))]);
    adjustments.push(Adjustment { item: row.item.clone(), from: *month, restated });
    let digest = Hash::of(b"golden").to_string();
    attachments.push(Attachment { file: "说明.pdf".to_owned(), digest });
    Some((park.clone(), *month))
}
