//! A copy of everything in one file, made beside a running server, and put back into an empty data folder.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::failed;
use super::{FILE, OpenError, Sqlite, create_private, fill_private};
use crate::engine;
use crate::store::StoreError;
use crate::store::lock::{LockError, lock};
use duoyuan_core::journal::Head;

/// Where a copy lies until it is known to be sound.
const HALFWAY: &str = "restoring";

/// Why there is no backup, or nothing was put back. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The data folder, or the backup, cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The journal in it is not sound.
    #[error(transparent)]
    Journal(#[from] engine::OpenError),
    /// There is something in that place already.
    #[error("there is something already")]
    Occupied,
    /// The backup cannot be read.
    #[error("the backup cannot be read")]
    Read(#[source] io::Error),
    /// The new file, or the data folder, cannot be written.
    #[error("a file cannot be written")]
    Write(#[source] io::Error),
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Open(error.into())
    }
}

/// Writes journal, files and accounts of a data folder into a new file, all as of one moment, and checks the
/// journal that was written. Whoever is using the folder goes on. Answers the head of the journal in the backup.
pub fn backup(folder: &Path, file: &Path) -> Result<Head, BackupError> {
    let source = folder.join(FILE);
    if !source.is_file() {
        return Err(OpenError::Absent.into());
    }
    match fill_private(file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(BackupError::Occupied),
        made => made.map_err(BackupError::Write)?,
    }
    let written = copy(&source, file);
    if written.is_err() {
        // Half a backup must not be taken for one.
        fs::remove_file(file).ok();
    }
    written
}

fn copy(source: &Path, file: &Path) -> Result<Head, BackupError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(source, flags).map_err(failed)?;
    connection.busy_timeout(super::PATIENCE).map_err(failed)?;
    connection.execute("VACUUM INTO ?1", [file.to_string_lossy()]).map_err(failed)?;
    drop(connection);
    let head = engine::verify(&Sqlite::inspect_file(file)?)?;
    tidy(file);
    File::open(file).and_then(|file| file.sync_all()).map_err(BackupError::Write)?;
    Ok(head)
}

/// Puts a backup into a data folder without a database. The journal is checked first; sessions of then do not
/// live on. Answers the head of the journal.
pub fn restore(folder: &Path, file: &Path) -> Result<Head, BackupError> {
    let _lock = lock(folder).map_err(OpenError::Lock)?;
    let target = folder.join(FILE);
    if target.exists() {
        return Err(BackupError::Occupied);
    }
    let halfway = folder.join(HALFWAY);
    // What an interrupted attempt left behind.
    match fs::remove_dir_all(&halfway) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(BackupError::Write(error)),
        _ => {}
    }
    fs::create_dir(&halfway).map_err(BackupError::Write)?;
    let put = put_back(&halfway.join(FILE), file, &target);
    fs::remove_dir_all(&halfway).ok();
    put
}

fn put_back(copy: &Path, file: &Path, target: &Path) -> Result<Head, BackupError> {
    create_private(copy).map_err(LockError::Unusable).map_err(OpenError::Lock)?;
    // What can be opened and not copied is no matter of the backup.
    File::open(file).map_err(BackupError::Read)?;
    fs::copy(file, copy).map_err(BackupError::Write)?;
    let head = engine::verify(&Sqlite::inspect_file(copy)?)?;
    let connection = Connection::open(copy).map_err(failed)?;
    connection.execute("DELETE FROM session", []).map_err(failed)?;
    connection.close().map_err(|(_, error)| failed(error))?;
    tidy(copy);
    File::open(copy).and_then(|file| file.sync_all()).map_err(BackupError::Write)?;
    fs::rename(copy, target).map_err(BackupError::Write)?;
    Ok(head)
}

/// Takes away the empty files that SQLite leaves beside a database that was looked at.
fn tidy(file: &Path) {
    for end in ["-wal", "-shm"] {
        let mut beside = file.as_os_str().to_owned();
        beside.push(end);
        if fs::metadata(&beside).is_ok_and(|found| end == "-shm" || found.len() == 0) {
            fs::remove_file(&beside).ok();
        }
    }
}
