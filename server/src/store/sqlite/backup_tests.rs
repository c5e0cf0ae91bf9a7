//! Backups, restoring them, and anchors: what an operator relies on when something has gone wrong.

use duoyuan_core::access::Role;
use duoyuan_core::journal::anchor::Anchor;
use duoyuan_core::period::Month;
use duoyuan_core::state::Command;
use tempfile::tempdir;

use super::*;
use crate::accounts::{Accounts, NewAccount};
use crate::engine::{Engine, OpenError as JournalError, holds, verify};
use crate::store::Registry;
use crate::testing::{Fixture, actor, noon};

fn head(folder: &Path) -> duoyuan_core::journal::Head {
    verify(&Sqlite::inspect(folder).unwrap()).unwrap()
}

#[test]
fn a_backup_beside_a_writer_is_a_journal_of_one_moment() {
    let fixture = Fixture::new();
    let place = tempdir().unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| fixture.stir(60));
        for n in 0..5 {
            let file = place.path().join(format!("{n}.backup"));
            let saved = backup(fixture.folder.path(), &file).unwrap();
            let empty = place.path().join(format!("restored-{n}"));
            assert_eq!(restore(&empty, &file).unwrap(), saved);
            assert_eq!(head(&empty), saved);
            // What is left in the folder is a database and its lock, nothing half made.
            let mut left: Vec<_> = std::fs::read_dir(&empty).unwrap().map(|e| e.unwrap().file_name()).collect();
            left.retain(|name| name != FILE && name != "lock" && !name.to_string_lossy().starts_with("duoyuan.db-"));
            assert!(left.is_empty(), "{left:?}");
        }
        writer.join().unwrap();
    });
    let file = place.path().join("last.backup");
    assert_eq!(backup(fixture.folder.path(), &file).unwrap(), head(fixture.folder.path()));
}

#[test]
fn accounts_come_back_and_sessions_do_not() {
    let fixture = Fixture::new();
    let accounts = Accounts::new(fixture.store.clone());
    let name = "办公室".to_owned();
    let new = NewAccount { account: "ofc".into(), name, role: Role::Office, password: None, must_change: false };
    accounts.create(new, None, crate::testing::noon()).unwrap();
    let session = "INSERT INTO session (key, account, began, used) VALUES (zeroblob(32), 'ofc', 1, 1)";
    fixture.store.registry().execute(session, []).unwrap();
    let place = tempdir().unwrap();
    let (file, folder) = (place.path().join("b"), place.path().join("data"));
    backup(fixture.folder.path(), &file).unwrap();
    restore(&folder, &file).unwrap();
    let restored = Sqlite::inspect(&folder).unwrap();
    assert!(restored.account(&"ofc".into()).unwrap().is_some());
    let sessions: u32 = restored.registry().query_row("SELECT count(*) FROM session", [], |row| row.get(0)).unwrap();
    assert_eq!(sessions, 0);
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let fixture = Fixture::new();
    let place = tempdir().unwrap();
    let file = place.path().join("b");
    backup(fixture.folder.path(), &file).unwrap();
    let before = std::fs::read(&file).unwrap();
    assert!(matches!(backup(fixture.folder.path(), &file), Err(BackupError::Occupied)));
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert!(matches!(restore(fixture.folder.path(), &file), Err(BackupError::Open(OpenError::Lock(_)))));
    let folder = place.path().join("data");
    restore(&folder, &file).unwrap();
    assert!(matches!(restore(&folder, &file), Err(BackupError::Occupied)));
    assert!(matches!(
        backup(&place.path().join("nowhere"), &place.path().join("c")),
        Err(BackupError::Open(OpenError::Absent))
    ));
    assert!(!place.path().join("c").exists());
}

#[test]
fn a_backup_that_was_changed_is_not_put_back() {
    let fixture = Fixture::new();
    fixture.stir(3);
    let place = tempdir().unwrap();
    let (file, folder) = (place.path().join("b"), place.path().join("data"));
    backup(fixture.folder.path(), &file).unwrap();
    let connection = Connection::open(&file).unwrap();
    connection.execute("UPDATE entry SET text = replace(text, '2026-10', '2026-09') WHERE position = 2", []).unwrap();
    drop(connection);
    assert!(matches!(restore(&folder, &file), Err(BackupError::Journal(JournalError::Damage(_)))));
    assert!(!folder.join(FILE).exists());
    std::fs::write(&file, b"not a database at all").unwrap();
    assert!(restore(&folder, &file).is_err());
    assert!(!folder.join(FILE).exists());
}

/// A chain without its tail is a sound chain: only what is kept elsewhere finds out.
#[test]
fn an_anchor_finds_a_cut_tail_and_an_older_copy() {
    let fixture = Fixture::new();
    fixture.stir(4);
    let early = Anchor::of(fixture.engine.read().head()).unwrap();
    let place = tempdir().unwrap();
    let (old, older) = (place.path().join("old"), place.path().join("older"));
    backup(fixture.folder.path(), &old).unwrap();
    fixture.stir(4);
    let late = Anchor::of(fixture.engine.read().head()).unwrap();
    for anchor in [&early, &late] {
        assert!(holds(fixture.store.as_ref(), anchor).unwrap());
    }
    restore(&older, &old).unwrap();
    let copy = Sqlite::inspect(&older).unwrap();
    assert!(holds(&copy, &early).unwrap());
    assert!(!holds(&copy, &late).unwrap());
    drop(copy);
    // And a tail that was written anew after the cut.
    let engine = Engine::open(std::sync::Arc::new(Sqlite::open(&older).unwrap())).unwrap();
    let month: Month = "2026-09".parse().unwrap();
    for _ in 0..2 {
        engine.carry_out(&actor(Role::Office), &Command::Close { month }, noon()).unwrap();
        let reason = "补报更正数据需要".to_owned();
        engine.carry_out(&actor(Role::Office), &Command::Reopen { month, reason }, noon()).unwrap();
    }
    assert_eq!(engine.position(), late.position);
    assert!(verify(engine.store()).is_ok());
    assert!(!holds(engine.store(), &late).unwrap());
    assert!(engine.store().last_position().unwrap() >= early.position);
}
