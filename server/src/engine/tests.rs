use std::sync::Arc;

use duoyuan_core::access::Role;
use duoyuan_core::journal::{Hash, Stored};
use duoyuan_core::period::Month;
use duoyuan_core::state::{Command, Event};

use super::*;
use crate::store::sqlite::{FILE, Sqlite};
use crate::store::{Cause, Shelf, Staged};
use crate::testing::{Fixture, actor, noon};

#[test]
fn opening_again_gives_the_same_state() {
    let fixture = Fixture::new();
    fixture.stir(5);
    let again = Engine::open(fixture.store.clone()).unwrap();
    assert_eq!(*again.read(), *fixture.engine.read());
    assert_eq!(again.position(), 6);
    assert_eq!(verify(fixture.store.as_ref()).unwrap(), *again.read().head());
}

#[test]
fn a_rejected_command_changes_nothing() {
    let fixture = Fixture::new();
    let before = fixture.engine.read();
    let month = "2026-10".parse().unwrap();
    for (role, command) in [
        (Role::Leading, Command::Close { month }),
        (Role::Office, Command::Close { month: "2026-11".parse().unwrap() }),
        (Role::Office, Command::Approve { park: fixture.park(), month, seen_revisions: 1 }),
        (Role::Park(fixture.park()), Command::Reopen { month, reason: "没有关闭的月份".to_owned() }),
    ] {
        let result = fixture.engine.carry_out(&actor(role), &command, noon());
        assert!(matches!(result, Err(EngineError::Rejected(_))), "{command:?}");
    }
    assert_eq!(*fixture.engine.read(), *before);
    assert_eq!(fixture.store.last_position().unwrap(), 1);
}

#[test]
fn adopting_the_same_zone_writes_nothing() {
    let fixture = Fixture::new();
    let zone = fixture.engine.read().zone().unwrap().clone();
    let adopt = Command::AdoptZone { zone, demo: true, accepted: Vec::new() };
    assert_eq!(fixture.engine.carry_out(&actor(Role::Operator), &adopt, noon()).unwrap(), 1);
}

#[test]
fn two_engines_on_one_store_catch_up_and_decide_again() {
    let fixture = Fixture::new();
    let other = Engine::open(fixture.store.clone()).unwrap();
    fixture.stir(3);
    let month: Month = "2026-09".parse().unwrap();
    assert_eq!(other.carry_out(&actor(Role::Office), &Command::Close { month }, noon()).unwrap(), 5);
    let again = fixture.engine.carry_out(&actor(Role::Office), &Command::Close { month }, noon());
    assert!(matches!(again, Err(EngineError::Rejected(_))));
    assert_eq!(*fixture.engine.read(), *other.read());
}

/// Fails to append until it is told not to.
struct Failing {
    store: Arc<Sqlite>,
    failing: std::sync::atomic::AtomicBool,
}

impl Store for Failing {
    fn append(&self, expected: u64, entries: &[Stored]) -> Result<(), AppendError> {
        if self.failing.load(std::sync::atomic::Ordering::Relaxed) {
            let cause: Cause = "no room".into();
            return Err(StoreError::Full(cause).into());
        }
        self.store.append(expected, entries)
    }
    fn read_after(&self, position: u64, each: &mut dyn FnMut(Stored) -> bool) -> Result<(), StoreError> {
        self.store.read_after(position, each)
    }
    fn last_position(&self) -> Result<u64, StoreError> {
        self.store.last_position()
    }
    fn put_blob(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        self.store.put_blob(bytes)
    }
    fn get_blob(&self, digest: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.get_blob(digest)
    }
    fn stage(&self, staged: &Staged) -> Result<(), StoreError> {
        self.store.stage(staged)
    }
    fn staged(&self, digest: &Hash, shelf: &Shelf) -> Result<Option<Staged>, StoreError> {
        self.store.staged(digest, shelf)
    }
    fn drop_staged(&self, before: Timestamp) -> Result<usize, StoreError> {
        self.store.drop_staged(before)
    }
    fn put_snapshot(
        &self,
        write: &mut dyn FnMut(&mut dyn std::io::Write) -> std::io::Result<()>,
    ) -> Result<(), StoreError> {
        self.store.put_snapshot(write)
    }
    fn snapshot(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.snapshot()
    }
}

#[test]
fn a_full_disk_leaves_the_state_and_passes() {
    let fixture = Fixture::new();
    let failing = Arc::new(Failing { store: fixture.store.clone(), failing: true.into() });
    let engine = Engine::open(failing.clone()).unwrap();
    let (before, changes) = (engine.read(), engine.changes());
    let close = Command::Close { month: "2026-10".parse().unwrap() };
    let result = engine.carry_out(&actor(Role::Office), &close, noon());
    assert!(matches!(result, Err(EngineError::Store(StoreError::Full(_)))));
    assert_eq!(*engine.read(), *before);
    assert!(!changes.has_changed().unwrap());
    failing.failing.store(false, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(engine.carry_out(&actor(Role::Office), &close, noon()).unwrap(), 2);
    assert!(changes.has_changed().unwrap());
}

/// Byte by byte in a sample of every entry's text, and in every hash.
#[test]
fn a_changed_byte_is_found_in_every_entry() {
    let fixture = Fixture::new();
    fixture.stir(4);
    let connection = rusqlite::Connection::open(fixture.folder.path().join(FILE)).unwrap();
    for position in 1..=5u64 {
        let read = "SELECT CAST(text AS BLOB), hash FROM entry WHERE position = ?1";
        let (text, hash): (Vec<u8>, Vec<u8>) =
            connection.query_row(read, [position], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let write = |text: &[u8], hash: &[u8]| {
            let sql = "UPDATE entry SET text = CAST(?2 AS TEXT), hash = ?3 WHERE position = ?1";
            connection.execute(sql, rusqlite::params![position, text, hash]).unwrap();
        };
        let finds = |what: &str| {
            let name = format!("entry {position}");
            let found = verify(fixture.store.as_ref()).unwrap_err().to_string();
            assert!(found.starts_with(&name), "{what} of {name}: {found}");
            assert!(Engine::open(fixture.store.clone()).is_err());
        };
        for index in (0..text.len()).step_by(text.len() / 20 + 1) {
            for bit in [0x01, 0x80] {
                let mut changed = text.clone();
                changed[index] ^= bit;
                write(&changed, &hash);
                finds(&format!("byte {index}"));
            }
        }
        for index in [0, 31] {
            let mut changed = hash.clone();
            changed[index] ^= 1;
            write(&text, &changed);
            finds("hash");
        }
        write(&text, &hash);
        assert!(verify(fixture.store.as_ref()).is_ok());
    }
}

#[test]
fn a_missing_entry_is_found() {
    let fixture = Fixture::new();
    fixture.stir(4);
    let connection = rusqlite::Connection::open(fixture.folder.path().join(FILE)).unwrap();
    connection.execute("DELETE FROM entry WHERE position = 3", []).unwrap();
    let found = verify(fixture.store.as_ref()).unwrap_err().to_string();
    assert!(found.contains("entry 3 is missing"), "{found}");
}

/// So many months closed and opened again, the first entry after `head`.
fn many(mut head: journal::Head, count: u64) -> Vec<Stored> {
    let first: Month = "2005-01".parse().unwrap();
    let entry = |number: u64| {
        let event = Event::PeriodClosed { month: first.plus((number % 240) as i32) };
        let stored = journal::write(&head, noon(), &actor(Role::Office), &event);
        head = journal::Head { position: stored.position, hash: stored.hash, at: None };
        stored
    };
    (0..count).map(entry).collect()
}

#[test]
fn a_long_journal_is_applied_in_its_order() {
    let fixture = Fixture::new();
    let mut expected = State::clone(&fixture.engine.read());
    let entries = many(*expected.head(), 2 * BATCH as u64 + 700);
    fixture.store.append(expected.head().position, &entries).unwrap();
    let mut on_the_way = Vec::new();
    for stored in &entries {
        let entry = journal::read(expected.head(), stored).unwrap();
        expected.apply(entry);
        if expected.head().position.is_multiple_of(1500) {
            on_the_way.push(expected.clone());
        }
    }
    let engine = Engine::open(fixture.store.clone()).unwrap();
    assert_eq!(*engine.read(), expected);
    for past in on_the_way.iter().rev() {
        assert_eq!(*engine.at(past.head().position).unwrap().unwrap(), *past);
    }
}

#[test]
fn of_several_damaged_entries_the_first_is_named_and_nothing_after_it_is_applied() {
    let mut entries = many(journal::Head::default(), 3_000);
    for damaged in [2_500, 700, 1_500] {
        entries[damaged].text.push(' ');
    }
    let mut state = State::default();
    assert_eq!(replay(&mut state, &entries), Err(journal::Damage::Hash { position: 701 }));
    assert_eq!(state.head().position, 700);
}

/// The machine's clock is set back by two hours between two entries.
#[test]
fn moments_never_go_back() {
    let fixture = Fixture::new();
    fixture.stir(1);
    let last = fixture.engine.read().head().at.unwrap();
    let earlier = noon() - jiff::SignedDuration::from_hours(2);
    let reopen = Command::Reopen { month: "2026-10".parse().unwrap(), reason: "补报更正数据需要".to_owned() };
    fixture.engine.carry_out(&actor(Role::Office), &reopen, earlier).unwrap();
    assert_eq!(fixture.engine.read().head().at, Some(last));
    assert_eq!(*Engine::open(fixture.store.clone()).unwrap().read(), *fixture.engine.read());
}

/// A folder that a later release has written is told from a damaged one.
#[test]
fn an_entry_of_a_newer_version_is_no_damage() {
    let fixture = Fixture::new();
    let head = *fixture.engine.read().head();
    let text = r#"{"v":9999,"n":2,"at":"2026-11-10T04:00:00Z","by":"somebody","event":{"unheard_of":{}},"more":1}"#;
    let entry = Stored { position: 2, text: text.to_owned(), hash: head.hash.next(text) };
    fixture.store.append(1, &[entry]).unwrap();
    let found = verify(fixture.store.as_ref()).unwrap_err();
    assert!(matches!(found, OpenError::Damage(journal::Damage::Newer { position: 2, format: 9999, .. })), "{found}");
    assert!(Engine::open(fixture.store.clone()).is_err());
}

/// Whatever came after, and in whatever order positions are asked for.
#[test]
fn a_past_state_is_the_state_there_was() {
    let fixture = Fixture::new();
    let mut states = vec![Arc::default(), fixture.engine.read()];
    for _ in 0..12 {
        fixture.stir(1);
        states.push(fixture.engine.read());
    }
    for position in [13, 2, 7, 7, 0, 3, 12, 1, 2, 6, 13, 5, 0] {
        let past = fixture.engine.at(position).unwrap().unwrap();
        assert_eq!(past, states[position as usize], "position {position}");
    }
    assert!(fixture.engine.at(14).unwrap().is_none());
}

#[test]
fn a_moment_leads_to_the_last_entry_written_until_then() {
    let fixture = Fixture::new();
    let month: Month = "2026-10".parse().unwrap();
    let after = |hours: i64| noon() + jiff::SignedDuration::from_hours(hours);
    for hours in [1, 1, 5, 5, 5, 9] {
        let closed = fixture.engine.position().is_multiple_of(2);
        let reason = "补报更正数据需要".to_owned();
        let command = if closed { Command::Reopen { month, reason } } else { Command::Close { month } };
        fixture.engine.carry_out(&actor(Role::Office), &command, after(hours)).unwrap();
    }
    for (hours, position) in [(-1, 0), (0, 1), (1, 3), (4, 3), (5, 6), (8, 6), (9, 7), (1000, 7)] {
        assert_eq!(fixture.engine.position_at(after(hours)).unwrap(), position, "{hours} hours after");
    }
}

#[test]
fn digests_are_read_as_they_are_written() {
    let digest = Hash::of(b"file");
    assert_eq!(hash(&digest.to_string()), Some(digest));
    let upper = digest.to_string().to_uppercase();
    for wrong in ["", "12", &upper, &"é".repeat(32), &"g".repeat(64)] {
        assert_eq!(hash(wrong), None);
    }
}
