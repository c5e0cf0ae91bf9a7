//! Data outlive versions: journals that earlier releases wrote are read, and say what they said.
//!
//! `golden/N/journal.jsonl` is a journal in format N, one entry a line, written by a release of that format and kept
//! as it is for ever. `golden/N/said.txt` tells what follows from it: the hash of its head and the digest of views of
//! several people at its end. When a definition changes on purpose, the digests change with it:
//! `GOLDEN_BLESS=1 cargo test -p duoyuan-core --test golden` writes them anew, and the commit says why. A journal is
//! never written anew; a new format adds a folder (made by `cargo run -p duoyuan-server --example golden`).

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use duoyuan_core::access::{Role, Scope};
use duoyuan_core::area::Area;
use duoyuan_core::journal::{self, Entry, Hash, Head, Stored, format::FORMAT};
use duoyuan_core::period::{Basis, day_of};
use duoyuan_core::series::Seen;
use duoyuan_core::state::State;
use duoyuan_core::view;
use serde::Serialize;
use serde_json::Value;

fn folder(format: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format.to_string())
}

fn formats() -> impl Iterator<Item = u32> {
    1..=FORMAT
}

/// The entries of a golden journal with the texts they were read from.
fn read(format: u32) -> Vec<(Stored, Entry)> {
    read_from(format, "journal.jsonl")
}

fn read_from(format: u32, file: &str) -> Vec<(Stored, Entry)> {
    let file = folder(format).join(file);
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("no golden journal of format {format}: {error}"));
    let mut head = Head::default();
    let follow = |line: &str| {
        let stored = Stored { position: head.position + 1, text: line.to_owned(), hash: head.hash.next(line) };
        let entry = journal::read(&head, &stored).unwrap_or_else(|damage| panic!("format {format}: {damage}"));
        head = Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
        (stored, entry)
    };
    text.lines().map(follow).collect()
}

fn state(entries: &[(Stored, Entry)]) -> State {
    let mut state = State::default();
    entries.iter().for_each(|(_, entry)| state.apply(entry.clone()));
    state
}

/// Of what a view says, whatever words it says it in: a better sentence is no other view.
fn digest(view: &impl Serialize) -> Hash {
    Hash::of(without_sentences(&serde_json::to_string(view).unwrap()).as_bytes())
}

/// JSON with the keys and arguments of its messages, without their texts.
fn without_sentences(json: &str) -> String {
    let mut parts = json.split(r#","text":""#);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_message = rest.rsplit_once('{').is_some_and(|(_, open)| open.starts_with(r#""key":""#));
        let end = part.char_indices().scan(false, |escaped, (at, it)| {
            let is_end = it == '"' && !*escaped;
            *escaped = it == '\\' && !*escaped;
            Some((at, is_end))
        });
        match end.into_iter().find(|(_, is_end)| *is_end) {
            Some((at, _)) if is_message => rest.push_str(&part[at + 1..]),
            _ => rest.push_str(&format!(r#","text":"{part}"#)),
        }
    }
    rest
}

/// What the journal says at its end, a line each.
fn said(state: &State) -> String {
    let head = state.head();
    let now = head.at.unwrap();
    let zone = state.zone().unwrap();
    let mut text = format!("head {} {}\n", head.position, head.hash);
    let parks = zone.parks.iter().map(|park| Role::Park(park.id.clone()));
    let owners = BTreeSet::from_iter(zone.owners.iter().map(|owner| owner.id.clone())).into_iter().map(Role::Owner);
    for role in [Role::Leading, Role::Office, Role::Display].into_iter().chain(parks).chain(owners) {
        let scope: Scope = role.scope().unwrap();
        let seen = Seen::new(state, &scope).unwrap();
        let who = format!("{role:?}");
        let mut line = |name: &str, digest: Hash| writeln!(text, "{who} {name} {digest}").unwrap();
        line("live", digest(&view::live(seen, now)));
        line("catalogue", digest(&view::catalogue(seen, now)));
        line("market", digest(&view::market(seen, now)));
        if !state.tasks().is_empty() {
            line("editions", digest(&view::editions(seen, now)));
            line("tasks", digest(&view::tasks(seen, now)));
        }
        for basis in [Basis::Month, Basis::Cumulative] {
            line("enclaves", digest(&view::enclaves(seen, None, basis, now)));
            for park in &zone.parks {
                line(park.id.as_str(), digest(&view::park(seen, &park.id, None, basis, now)));
            }
        }
    }
    text
}

/// A screen that is kept up to date part by part shows what one that is opened anew shows, whatever was written.
#[test]
fn what_is_taken_over_is_what_would_be_made() {
    // Every entry would take minutes; a stride that divides nothing comes to every kind beside every other.
    const STRIDE: usize = 17;
    for format in formats() {
        let entries = read(format);
        let zone = state(&entries).zone().unwrap().clone();
        let (park, owner) = (zone.parks[0].id.clone(), zone.owners.first().map(|owner| owner.id.clone()));
        let mut scopes = vec![Scope::Leading, Scope::Office, Scope::Display, Scope::Park(park)];
        scopes.extend(owner.map(Scope::Owner));
        let mut state = State::default();
        let mut before: Vec<Option<(view::Live, jiff::Timestamp)>> = vec![None; scopes.len()];
        for (at, (_, entry)) in entries.iter().enumerate() {
            state.apply(entry.clone());
            if at % STRIDE != 0 {
                continue;
            }
            for (scope, before) in scopes.iter().zip(&mut before) {
                let Some(seen) = Seen::new(&state, scope) else { continue };
                let made = view::live(seen, entry.at);
                if let Some((document, then)) = before.take() {
                    let taken_over = view::live_after(seen, entry.at, document, then);
                    assert!(taken_over == made, "format {format}, {scope:?}, entry {}", entry.position);
                }
                *before = Some((made, entry.at));
            }
        }
    }
}

/// Entries that touch nothing of what a view is made of leave it as it was on that day, but for the position it tells.
#[test]
fn a_view_stays_until_what_it_is_made_of_is_touched() {
    const STRIDE: usize = 2;
    let view = |seen: Seen<'_>, which: usize, now| match which {
        0 => (serde_json::to_value(view::board(seen, None, Basis::Month, now)), &[Area::Reports][..]),
        1 => (serde_json::to_value(view::desk(seen, &seen.zone().parks[0].id, now)), &[Area::Reports][..]),
        2 => (serde_json::to_value(view::queue(seen, now)), &[Area::Reports][..]),
        3 => {
            (serde_json::to_value(view::enclaves(seen, None, Basis::Month, now)), &[Area::Reports, Area::Enclaves][..])
        }
        4 => (serde_json::to_value(view::transfers(seen, &Default::default(), now)), &[Area::Sharing][..]),
        5 => (serde_json::to_value(view::listings(seen, &Default::default(), now)), &[Area::Sharing][..]),
        _ => (serde_json::to_value(view::market(seen, now)), &[Area::Sharing][..]),
    };
    let mut compared = 0;
    for format in formats() {
        let mut state = State::default();
        let mut before: [Option<(u64, jiff::civil::Date, Value)>; 7] = Default::default();
        for (at, (_, entry)) in read(format).into_iter().enumerate() {
            let now = entry.at;
            state.apply(entry);
            if at % STRIDE != 0 {
                continue;
            }
            let Some(seen) = Seen::new(&state, &Scope::Office) else { continue };
            for (which, before) in before.iter_mut().enumerate() {
                let (made, areas) = view(seen, which, now);
                let mut made = made.unwrap();
                made.as_object_mut().into_iter().for_each(|it| _ = it.remove("position"));
                let made = (state.touched(areas), day_of(now), made);
                if let Some(before) = before.take()
                    && (before.0, before.1) == (made.0, made.1)
                {
                    compared += 1;
                    assert!(before.2 == made.2, "format {format}, view {which}, entry {}", state.head().position);
                }
                *before = Some(made);
            }
        }
    }
    assert!(compared > 100, "{compared} views had nothing of theirs touched");
}

/// Format 2 was written before reminders and withdrawn approvals were: what was written then is read as well.
#[test]
fn what_was_written_before_a_format_had_all_its_events_is_read() {
    let entries = read_from(2, "earlier.jsonl");
    let state = state(&entries);
    assert_eq!(format!("{} {}", state.head().position, state.head().hash), EARLIER);
    assert!(said(&state).lines().count() > 100);
}

/// Its head: position and hash.
const EARLIER: &str = "425 59f4427dd9e72b39432e6656e201c7e755f0032e23f4fee3cdcd2e910d3bb30e";

#[test]
fn every_golden_journal_says_what_it_said() {
    for format in formats() {
        let said = said(&state(&read(format)));
        let file = folder(format).join("said.txt");
        if std::env::var_os("GOLDEN_BLESS").is_some() {
            fs::write(&file, &said).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap();
        let head = |text: &str| text.lines().next().map(str::to_owned);
        assert_eq!(head(&said), head(&expected), "the journal of format {format} was changed");
        let differing: Vec<_> = said.lines().zip(expected.lines()).filter(|(new, old)| new != old).collect();
        assert!(said == expected, "views of the journal of format {format} have changed: {differing:#?}");
    }
}

/// Renaming or retyping what is written shows here: it takes a new format and its upcaster.
#[test]
fn the_newest_golden_journal_is_written_again_to_the_letter() {
    let mut head = Head::default();
    for (stored, entry) in read(FORMAT) {
        let again = journal::write(&head, entry.at, &entry.by, &entry.event);
        assert_eq!(again.text, stored.text, "the form of entry {} has changed without a new format", stored.position);
        head = Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
    }
}

/// An entry of an older format says the same in the newest one.
#[test]
fn an_older_entry_written_in_the_newest_format_is_the_same_entry() {
    for format in formats() {
        for (stored, entry) in read(format) {
            let head = Head { position: stored.position - 1, ..Head::default() };
            let again = journal::write(&head, entry.at, &entry.by, &entry.event);
            let mut read = journal::read(&head, &again).unwrap();
            read.hash = entry.hash;
            assert_eq!(read, entry, "format {format}");
        }
    }
}

/// What an entry is about: `report_approved`, `sharing.nudged`, `platform.booking.accepted`.
fn kind(event: &Value) -> String {
    let (mut kind, mut inner) = name(event);
    if ["sharing", "enclave", "platform", "meeting", "wall", "task"].contains(&kind.as_str()) {
        let (second, fields) = name(inner);
        kind = format!("{kind}.{second}");
        inner = fields;
    }
    match inner.get("step") {
        Some(step) => format!("{kind}.{}", name(step).0),
        None => kind,
    }
}

/// The variant of an enum as it is written, with its fields.
fn name(written: &Value) -> (String, &Value) {
    match written {
        Value::String(name) => (name.clone(), &Value::Null),
        other => other.as_object().unwrap().iter().next().map(|(name, fields)| (name.clone(), fields)).unwrap(),
    }
}

/// Every kind of event, in the order of the enums.
const KINDS: [&str; 53] = [
    "zone_adopted",
    "report_submitted",
    "report_approved",
    "report_returned",
    "approval_withdrawn",
    "report_reminded",
    "period_closed",
    "period_reopened",
    "sharing.listing_posted",
    "sharing.listing_withdrawn",
    "sharing.match_proposed",
    "sharing.match_accepted",
    "sharing.match_declined",
    "sharing.stage_reported",
    "sharing.stage_confirmed",
    "sharing.stage_disputed",
    "sharing.match_closed",
    "sharing.nudged",
    "enclave.project_agreed",
    "enclave.split_changed",
    "enclave.project_reported",
    "enclave.project_confirmed",
    "platform.registered",
    "platform.changed",
    "platform.openness_set",
    "platform.maintenance_set",
    "platform.maintenance_lifted",
    "platform.requested",
    "platform.own_use",
    "platform.booking.promoted",
    "platform.booking.accepted",
    "platform.booking.declined",
    "platform.booking.proposed",
    "platform.booking.agreed",
    "platform.booking.cancelled",
    "platform.booking.checked_in",
    "platform.booking.no_show",
    "platform.booking.used",
    "platform.booking.repaid",
    "platform.booking.rated",
    "meeting.edition_frozen",
    "meeting.edition_released",
    "wall.taken",
    "wall.left",
    "task.assigned",
    "task.signed",
    "task.reported",
    "task.extension_asked",
    "task.extension_answered",
    "task.closing_asked",
    "task.closing_answered",
    "task.reminded",
    "task.dropped",
];

#[test]
fn every_kind_of_event_stands_in_the_newest_golden_journal() {
    let read = read(FORMAT);
    let found: BTreeSet<_> = read
        .iter()
        .map(|(stored, _)| {
            let text: Value = serde_json::from_str(&stored.text).unwrap();
            kind(&text["event"])
        })
        .collect();
    let missing: Vec<_> = KINDS.iter().filter(|kind| !found.contains(**kind)).collect();
    assert!(missing.is_empty(), "{missing:?} (of {found:?})");
    assert_eq!(found.len(), KINDS.len(), "{found:?}");
}

/// A snapshot is the state, wherever the journal was when it was made.
#[test]
fn a_snapshot_gives_the_state_back() {
    for format in formats() {
        let mut state = State::default();
        for (number, (_, entry)) in read(format).into_iter().enumerate() {
            state.apply(entry);
            if number % 97 == 0 {
                assert_eq!(State::restore(&kept(&state)), Some(state.clone()), "format {format}, entry {number}");
            }
        }
        assert_eq!(State::restore(&kept(&state)), Some(state), "format {format}");
    }
}

/// Cut off, longer or changed: it is none, or another state, and nothing panics or takes room without end.
#[test]
fn what_is_no_snapshot_is_not_read() {
    let bytes = kept(&state(&read(FORMAT)));
    let step = bytes.len() / 300 + 1;
    for end in (0..bytes.len()).step_by(step) {
        assert_eq!(State::restore(&bytes[..end]), None, "{end} bytes");
    }
    assert_eq!(State::restore(&[&bytes[..], b"\0"].concat()), None);
    for place in (0..bytes.len()).step_by(step) {
        for flip in [0x01, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[place] ^= flip;
            drop(State::restore(&changed));
        }
    }
}

fn kept(state: &State) -> Vec<u8> {
    let mut bytes = Vec::new();
    state.keep(&mut bytes).unwrap();
    bytes
}
