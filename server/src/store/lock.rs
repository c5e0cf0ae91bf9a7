//! One process at a time: a lock on the data folder.

use std::fs::{File, TryLockError};
use std::path::Path;

/// Holds the folder until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the folder could not be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process of ours works on it.
    #[error("another process is using the data folder")]
    Taken,
    /// The folder cannot be made or written.
    #[error("the data folder cannot be written")]
    Unusable(#[source] std::io::Error),
}

/// Locks a data folder, making it when it is not there.
pub fn lock(folder: &Path) -> Result<Lock, LockError> {
    std::fs::create_dir_all(folder).map_err(LockError::Unusable)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join("lock"));
    let file = file.map_err(LockError::Unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(LockError::Taken),
        Err(TryLockError::Error(error)) => Err(LockError::Unusable(error)),
    }
}
