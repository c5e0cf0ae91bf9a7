//! What lies underneath a failure, in the language of the output.

use std::error::Error;
use std::io::{self, ErrorKind};

use duoyuan_core::words::{Key, Message, key};
use rusqlite::ErrorCode;

use super::say;
use crate::cause::chain;

/// The cause of an error: 当前用户没有权限. What we have no words for is told as the system says it, and as its words.
pub fn reason(error: &(dyn Error + 'static)) -> String {
    let mut under = Some(error);
    while let Some(cause) = under {
        if let Some(sentence) = known(cause) {
            return say(&Message::new(sentence));
        }
        under = cause.source();
    }
    say(&Message::new(key::CLI_CAUSE_OTHER).with("text", chain(error)))
}

fn known(error: &(dyn Error + 'static)) -> Option<Key> {
    let file = error.downcast_ref().and_then(|error: &io::Error| of_file(error.kind()));
    let database = error.downcast_ref().and_then(rusqlite::Error::sqlite_error_code);
    file.or_else(|| database.and_then(of_database))
}

fn of_file(kind: ErrorKind) -> Option<Key> {
    Some(match kind {
        ErrorKind::NotFound => key::CLI_CAUSE_NOT_FOUND,
        ErrorKind::PermissionDenied => key::CLI_CAUSE_DENIED,
        ErrorKind::IsADirectory => key::CLI_CAUSE_FOLDER,
        ErrorKind::NotADirectory => key::CLI_CAUSE_NO_FOLDER,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => key::CLI_CAUSE_FULL,
        ErrorKind::ReadOnlyFilesystem => key::CLI_CAUSE_READ_ONLY,
        ErrorKind::InvalidData => key::CLI_CAUSE_NO_TEXT,
        ErrorKind::AddrInUse => key::CLI_CAUSE_ADDRESS_TAKEN,
        ErrorKind::AddrNotAvailable => key::CLI_CAUSE_NO_ADDRESS,
        _ => return None,
    })
}

fn of_database(code: ErrorCode) -> Option<Key> {
    Some(match code {
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => key::CLI_DAMAGE_DATABASE,
        ErrorCode::ReadOnly => key::CLI_CAUSE_DATABASE_READ_ONLY,
        ErrorCode::CannotOpen => key::CLI_CAUSE_DATABASE_CLOSED,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => key::CLI_CAUSE_DATABASE_BUSY,
        ErrorCode::PermissionDenied => key::CLI_CAUSE_DENIED,
        ErrorCode::DiskFull => key::CLI_CAUSE_FULL,
        ErrorCode::SystemIoFailure => key::CLI_CAUSE_DISK,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::store::StoreError;
    use crate::store::lock::LockError;

    use super::*;

    #[track_caller]
    fn check(error: &(dyn Error + 'static), wanted: &str) {
        assert_eq!(reason(error), wanted, "{error:?}");
    }

    #[test]
    fn a_cause_is_told_in_the_language_of_the_sentence_around_it() {
        let denied = || io::Error::from(ErrorKind::PermissionDenied);
        check(&denied(), "当前用户没有权限");
        check(&LockError::Unusable(denied()), "当前用户没有权限");
        check(&io::Error::from_raw_os_error(28), "磁盘已满");
        let raw = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
        let read_only = rusqlite::Error::SqliteFailure(raw, Some("attempt to write a readonly database".to_owned()));
        check(&StoreError::Other(read_only.into()), "数据库文件或其目录不能写入");
        check(&io::Error::other("the moon is wrong"), "系统给出的原因是“the moon is wrong”");
    }
}
