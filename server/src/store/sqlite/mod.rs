//! One file in write-ahead mode with full synchronisation: what was acknowledged survives a power cut.
//!
//! Two connections: a login does not wait for a report being written, and a report not for a login.

mod backup;
mod error;
mod journal;
mod manage;
mod migrate;
mod registry;
mod snapshot;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use super::lock::{Lock, LockError, lock};
pub use backup::{BackupError, backup, restore};
use error::failed;

/// Name of the database in the data folder.
pub const FILE: &str = "duoyuan.db";

/// How long a statement waits for another connection's transaction.
const PATIENCE: Duration = Duration::from_secs(5);

/// A data folder with a SQLite database in it.
#[derive(Debug)]
pub struct Sqlite {
    journal: Mutex<Connection>,
    registry: Mutex<Connection>,
    /// Where the snapshot lies; nowhere when the journal is only looked at.
    folder: Option<PathBuf>,
    _lock: Option<Lock>,
}

/// Why a data folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process works on it, or it cannot be written.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// There is no database in it.
    #[error("there is no {FILE} in the data folder")]
    Absent,
    /// A newer version of the program has written it.
    #[error("the database has format {found}; this program knows formats up to {known}")]
    Newer {
        /// Its format.
        found: usize,
        /// The newest one known here.
        known: usize,
    },
    /// An earlier version of the program is using it, which does not keep what this one writes.
    #[error("the database has format {found} and is in use; this program needs format {known}")]
    Older {
        /// Its format.
        found: usize,
        /// The one needed.
        known: usize,
    },
    /// The database does not open.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Sqlite {
    /// Opens a data folder for this process alone, making what is not there.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, OpenError> {
        let folder = folder.as_ref();
        let lock = lock(folder)?;
        let path = folder.join(FILE);
        create_private(&path).map_err(LockError::Unusable)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut journal = connect(&path, flags)?;
        journal.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        migrate::migrate(&mut journal)?;
        let registry = connect(&path, flags)?;
        Ok(Self {
            journal: Mutex::new(journal),
            registry: Mutex::new(registry),
            folder: Some(folder.to_owned()),
            _lock: Some(lock),
        })
    }

    /// Opens a data folder to look at it, beside a server that may be using it; nothing can be changed.
    pub fn inspect(folder: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::inspect_file(&folder.as_ref().join(FILE))
    }

    /// The same for a database that lies elsewhere: a backup.
    fn inspect_file(path: &Path) -> Result<Self, OpenError> {
        if !path.is_file() {
            return Err(OpenError::Absent);
        }
        // Reading a write-ahead log takes write access to its index; `query_only` forbids the rest.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> Result<Connection, OpenError> {
            let connection = connect(path, flags)?;
            connection.pragma_update(None, "query_only", true).map_err(failed)?;
            Ok(connection)
        };
        migrate::known(&open()?)?;
        Ok(Self { journal: Mutex::new(open()?), registry: Mutex::new(open()?), folder: None, _lock: None })
    }

    /// Opens a data folder to change accounts, beside a server that may be running: it reads accounts anew on
    /// every request. The journal cannot be changed then. A server of an earlier version is not written beside.
    pub fn accounts(folder: impl AsRef<Path>) -> Result<Self, OpenError> {
        let folder = folder.as_ref();
        match Self::open(folder) {
            Err(OpenError::Lock(LockError::Taken)) => {}
            opened => return opened,
        }
        let mut beside = Self::inspect(folder)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let registry = connect(&folder.join(FILE), flags)?;
        migrate::newest(&registry)?;
        beside.registry = Mutex::new(registry);
        Ok(beside)
    }

    fn journal(&self) -> MutexGuard<'_, Connection> {
        // A panic in between leaves no transaction open: it is rolled back when it is dropped.
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn registry(&self) -> MutexGuard<'_, Connection> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    connection.pragma_update(None, "trusted_schema", false).map_err(failed)?;
    // A damaged page is noticed where it is read, not where it does harm.
    connection.pragma_update(None, "cell_size_check", true).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Makes the database's file readable by its owner alone: password hashes are in it. SQLite gives the files
/// beside it the same mode.
fn create_private(path: &Path) -> std::io::Result<()> {
    private().create(true).open(path).map(drop)
}

/// Makes such a file anew; it must not be there.
fn fill_private(path: &Path) -> std::io::Result<()> {
    private().create_new(true).open(path).map(drop)
}

fn private() -> std::fs::OpenOptions {
    let mut options = std::fs::File::options();
    options.truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod backup_tests;
#[cfg(test)]
mod tests;
