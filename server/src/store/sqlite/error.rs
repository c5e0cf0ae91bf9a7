//! From SQLite's errors to the store's.

use rusqlite::ErrorCode;
use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE};

use crate::store::StoreError;

/// What an error of SQLite means.
pub(super) fn failed(error: rusqlite::Error) -> StoreError {
    let code = error.sqlite_error();
    // The index of the write-ahead log is a file too, and says it differently when it cannot grow. A write that fails
    // otherwise has met a quota, a limit of file size, or a disk that takes no more for reasons of its own.
    let no_room = [SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE];
    let full = code.is_some_and(|e| e.code == ErrorCode::DiskFull || no_room.contains(&e.extended_code));
    match code.map(|e| e.code) {
        _ if full => StoreError::Full(error.into()),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged("the database", error),
        _ => StoreError::Other(error.into()),
    }
}

/// `what` cannot be read back as it was written.
pub(super) fn damaged(what: impl Into<String>, error: rusqlite::Error) -> StoreError {
    StoreError::Damaged { what: what.into(), source: error.into() }
}
