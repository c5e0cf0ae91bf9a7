use std::fs;
use std::path::PathBuf;

use duoyuan_core::access::Role;
use duoyuan_core::state::Command;

use super::*;
use crate::engine::{Engine, EngineError, OpenError};
use crate::store::sqlite::{FILE, Sqlite};
use crate::testing::{Fixture, actor, noon};

fn file(fixture: &Fixture) -> PathBuf {
    fixture.folder.path().join("snapshot")
}

/// A journal with a snapshot in its middle.
fn fixture() -> Fixture {
    let fixture = Fixture::new();
    fixture.stir(5);
    write(fixture.store.as_ref(), &fixture.engine.read()).unwrap();
    fixture.stir(3);
    fixture
}

fn is_read(fixture: &Fixture) -> bool {
    read(fixture.store.as_ref()).unwrap().is_some()
}

#[test]
fn a_start_with_a_snapshot_gives_the_same_state() {
    let fixture = fixture();
    let kept = read(fixture.store.as_ref()).unwrap().expect("a snapshot");
    assert_eq!(kept.head().position, 6);
    let again = Engine::open(fixture.store.clone()).unwrap();
    assert_eq!(*again.read(), *fixture.engine.read());
    again.prove().unwrap();
    assert_eq!(*again.read(), *fixture.engine.read());
    for position in 0..=again.position() {
        assert_eq!(again.at(position).unwrap(), fixture.engine.at(position).unwrap(), "{position}");
    }
}

#[test]
fn what_happens_while_it_is_proven_is_kept() {
    let fixture = fixture();
    let again = Engine::open(fixture.store.clone()).unwrap();
    let changes = again.changes();
    // By another process: only a store that moves is caught up with.
    fixture.stir(2);
    again.prove().unwrap();
    assert_eq!(*again.read(), *fixture.engine.read());
    assert!(changes.has_changed().unwrap());
}

#[test]
fn a_damaged_snapshot_is_passed_over() {
    let fixture = fixture();
    let bytes = fs::read(file(&fixture)).unwrap();
    let passed_over = |bytes: &[u8], what: &str| {
        fs::write(file(&fixture), bytes).unwrap();
        assert!(!is_read(&fixture), "{what}");
    };
    for place in (0..bytes.len()).step_by(bytes.len() / 200 + 1) {
        let mut changed = bytes.clone();
        changed[place] ^= 0x10;
        passed_over(&changed, &format!("byte {place}"));
        passed_over(&bytes[..place], &format!("{place} bytes"));
    }
    fs::remove_file(file(&fixture)).unwrap();
    fs::create_dir(file(&fixture)).unwrap();
    assert!(!is_read(&fixture), "no file at all");
    fs::remove_dir(file(&fixture)).unwrap();
    let other = String::from_utf8_lossy(&bytes[..60]).replace(RULES, "0123456789abcdef");
    passed_over(&[other.as_bytes(), &bytes[60..]].concat(), "other rules");
    assert_eq!(*Engine::open(fixture.store.clone()).unwrap().read(), *fixture.engine.read());
    fs::write(file(&fixture), &bytes).unwrap();
    assert!(is_read(&fixture));
}

#[test]
fn the_snapshot_of_another_journal_is_passed_over() {
    let (fixture, other) = (fixture(), Fixture::new());
    let (month, reason) = ("2026-09".parse().unwrap(), "补报更正数据需要".to_owned());
    for command in [Command::Close { month }, Command::Reopen { month, reason }] {
        other.engine.carry_out(&actor(Role::Office), &command, noon()).unwrap();
    }
    other.stir(5);
    fs::copy(file(&fixture), file(&other)).unwrap();
    assert!(!is_read(&other));
    // An older copy of the journal was put back: the entry is not there yet.
    let older = Fixture::new();
    older.stir(2);
    fs::copy(file(&fixture), file(&older)).unwrap();
    assert!(!is_read(&older));
}

/// What a snapshot abbreviates is not read at the start, and found afterwards.
#[test]
fn damage_before_a_snapshot_is_found_when_it_is_proven() {
    let fixture = fixture();
    let connection = rusqlite::Connection::open(fixture.folder.path().join(FILE)).unwrap();
    let sql = "UPDATE entry SET text = replace(text, '\"n\":3', '\"n\":4') WHERE position = 3";
    assert_eq!(connection.execute(sql, []).unwrap(), 1);
    let engine = Engine::open(fixture.store.clone()).unwrap();
    let error = engine.prove().unwrap_err();
    assert!(matches!(error, OpenError::Damage(_)) && error.to_string().contains("entry 3"), "{error}");
    assert_eq!(engine.read().head(), fixture.engine.read().head(), "what was read is shown");
    let close = Command::Close { month: "2026-10".parse().unwrap() };
    let refused = engine.carry_out(&actor(Role::Office), &close, noon());
    assert!(matches!(refused, Err(EngineError::Damaged)), "nothing is written on top of it");
}

#[test]
fn one_that_does_not_come_to_its_end_leaves_the_one_before() {
    let fixture = fixture();
    let before = fs::read(file(&fixture)).unwrap();
    let store: &Sqlite = fixture.store.as_ref();
    let half = &mut |sink: &mut dyn io::Write| {
        sink.write_all(b"half")?;
        Err(io::ErrorKind::StorageFull.into())
    };
    assert!(matches!(store.put_snapshot(half), Err(StoreError::Full(_))));
    assert_eq!(fs::read(file(&fixture)).unwrap(), before);
    let names = fs::read_dir(fixture.folder.path()).unwrap().map(|it| it.unwrap().file_name());
    assert_eq!(names.filter(|name| name.to_string_lossy().contains("snapshot")).count(), 1);
}

/// A value that was changed, and the sum with it: the entries are the truth, and the next start reads what they make.
#[test]
fn a_forged_snapshot_is_replaced() {
    let fixture = fixture();
    let bytes = fs::read(file(&fixture)).unwrap();
    let (content, _) = bytes.split_at(bytes.len() - 4);
    let name = "焦作".as_bytes();
    let place = content.windows(name.len()).position(|it| it == name).expect("the zone's name");
    let mut forged = content.to_vec();
    forged[place..place + name.len()].copy_from_slice("新乡".as_bytes());
    let mut sum = Hasher::new();
    sum.update(&forged);
    forged.extend(sum.finalize().to_le_bytes());
    fs::write(file(&fixture), forged).unwrap();
    let engine = Engine::open(fixture.store.clone()).unwrap();
    assert_ne!(*engine.read(), *fixture.engine.read());
    let changes = engine.changes();
    engine.prove().unwrap();
    assert_eq!(*engine.read(), *fixture.engine.read());
    assert!(changes.has_changed().unwrap(), "whoever was shown it is told anew");
    assert_eq!(*Engine::open(fixture.store.clone()).unwrap().read(), *fixture.engine.read());
}
