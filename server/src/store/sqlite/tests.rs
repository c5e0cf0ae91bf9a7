//! What only SQLite can get wrong.

use duoyuan_core::access::{AccountDeed, AccountDeedKind, Attempts};
use duoyuan_core::journal::{Hash, Stored};
use tempfile::tempdir;

use super::*;
use crate::store::{AppendError, Registry, Store, Written, contract::contract};

fn entry(position: u64, length: usize) -> Stored {
    Stored { position, text: "x".repeat(length), hash: Hash([7; 32]) }
}

#[test]
fn sqlite_keeps_the_contract() {
    let folders: Mutex<Vec<tempfile::TempDir>> = Mutex::default();
    contract(|| {
        let folder = tempdir().unwrap();
        let store = Sqlite::open(folder.path()).unwrap();
        folders.lock().unwrap().push(folder);
        store
    });
}

#[test]
fn a_folder_has_one_owner() {
    let folder = tempdir().unwrap();
    let first = Sqlite::open(folder.path()).unwrap();
    assert!(matches!(Sqlite::open(folder.path()), Err(OpenError::Lock(LockError::Taken))));
    Sqlite::inspect(folder.path()).unwrap();
    drop(first);
    Sqlite::open(folder.path()).unwrap();
}

#[test]
fn looking_changes_nothing() {
    let folder = tempdir().unwrap();
    assert!(matches!(Sqlite::inspect(folder.path()), Err(OpenError::Absent)));
    let owner = Sqlite::open(folder.path()).unwrap();
    let guest = Sqlite::inspect(folder.path()).unwrap();
    assert!(guest.append(0, &[entry(1, 9)]).is_err());
    owner.append(0, &[entry(1, 9)]).unwrap();
    assert_eq!(guest.last_position().unwrap(), 1);
}

/// The files are copied while the store is open, as a machine that loses power leaves them.
#[test]
fn what_was_acknowledged_survives_the_process() {
    let (folder, copy) = (tempdir().unwrap(), tempdir().unwrap());
    let store = Sqlite::open(folder.path()).unwrap();
    for position in 1..=50 {
        store.append(position - 1, &[entry(position, 500)]).unwrap();
    }
    for file in [FILE, "duoyuan.db-wal"] {
        std::fs::copy(folder.path().join(file), copy.path().join(file)).unwrap();
    }
    let reopened = Sqlite::open(copy.path()).unwrap();
    assert_eq!(reopened.last_position().unwrap(), 50);
    reopened.append(50, &[entry(51, 500)]).unwrap();
}

#[test]
fn a_full_disk_is_said_and_passes() {
    let folder = tempdir().unwrap();
    let store = Sqlite::open(folder.path()).unwrap();
    store.append(0, &[entry(1, 100)]).unwrap();
    let pages = |count: i64| store.journal().pragma_update(None, "max_page_count", count).unwrap();
    let now: i64 = store.journal().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    pages(now);
    let full = store.append(1, &[entry(2, 100_000)]);
    assert!(matches!(full, Err(AppendError::Store(StoreError::Full(_)))), "{full:?}");
    assert!(matches!(store.put_blob(&[1; 100_000]), Err(StoreError::Full(_))));
    assert_eq!(store.last_position().unwrap(), 1);
    pages(1_000_000);
    store.append(1, &[entry(2, 100_000)]).unwrap();
}

#[test]
fn a_lock_outlives_ten_thousand_other_names() {
    let folder = tempdir().unwrap();
    let store = Sqlite::open(folder.path()).unwrap();
    let now = jiff::Timestamp::from_second(1_000_000).unwrap();
    let locked = Attempts { failures: 0, locked_until: Some(now + Attempts::LOCK) };
    store.set_attempts(&"somebody\n10.0.0.1".into(), locked, now).unwrap();
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050) \
        INSERT INTO attempts (name, failures, locked_until, at) SELECT 'nobody-' || i, 1, NULL, 1000060 FROM n";
    store.registry().execute_batch(many).unwrap();
    let later = now + jiff::SignedDuration::from_mins(5);
    store.set_attempts(&"one more".into(), Attempts { failures: 1, locked_until: None }, later).unwrap();
    assert_eq!(store.attempts(&"somebody\n10.0.0.1".into()).unwrap(), locked);
    let count: i64 = store.registry().query_row("SELECT count(*) FROM attempts", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 10_001);
}

#[test]
fn a_file_that_is_no_database_is_said() {
    let folder = tempdir().unwrap();
    std::fs::write(folder.path().join(FILE), "nothing of the kind ".repeat(500)).unwrap();
    let error = Sqlite::open(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Store(StoreError::Damaged { .. })), "{error:?}");
}

#[test]
fn a_newer_format_is_left_alone() {
    let folder = tempdir().unwrap();
    let store = Sqlite::open(folder.path()).unwrap();
    store.journal().pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    assert!(matches!(Sqlite::open(folder.path()), Err(OpenError::Newer { found: 99, .. })));
}

#[test]
fn the_database_is_synchronised_and_private() {
    let folder = tempdir().unwrap();
    let store = Sqlite::open(folder.path()).unwrap();
    for connection in [store.journal(), store.registry()] {
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
        assert_eq!((mode.as_str(), synchronous), ("wal", 2));
    }
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o077, 0);
    }
}

/// A folder as the first format left it, with an account in it.
fn of_the_first_format() -> tempfile::TempDir {
    let folder = tempdir().unwrap();
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    migrate::as_of(&connection, 1);
    let account = "INSERT INTO account (account, name, role, password, must_change, disabled) \
        VALUES ('ofc', '办公室', '{\"kind\":\"office\"}', 'x', 0, 0)";
    connection.execute(account, []).unwrap();
    folder
}

#[test]
fn an_older_folder_opens_and_its_accounts_are_managed() {
    let folder = of_the_first_format();
    let store = Sqlite::open(folder.path()).unwrap();
    let before = store.account(&"ofc".into()).unwrap().unwrap();
    assert_eq!((before.name.as_str(), before.disabled), ("办公室", false));
    assert_eq!(store.deeds(9).unwrap(), []);
    let at = jiff::Timestamp::from_second(1_000_000).unwrap();
    let deed = AccountDeed { at, by: None, account: "ofc".into(), kind: AccountDeedKind::Disabled };
    store.manage(&deed, Written::Nothing, &|_, _| None).unwrap();
    drop(store);
    let store = Sqlite::open(folder.path()).unwrap();
    assert_eq!(store.deeds(9).unwrap(), [deed]);
    let line = &store.account_lines(at).unwrap()[0];
    assert!(line.disabled && line.last_login.is_none());
}

#[test]
fn accounts_are_not_written_beside_a_server_of_an_earlier_version() {
    let folder = of_the_first_format();
    // That server holds the folder, and has not brought it to the new format.
    let held = lock(folder.path()).unwrap();
    let beside = Sqlite::accounts(folder.path());
    assert!(matches!(beside, Err(OpenError::Older { found: 1, known: 2 })), "{:?}", beside.err());
    Sqlite::inspect(folder.path()).unwrap();
    drop(held);
    Sqlite::accounts(folder.path()).unwrap();
}
