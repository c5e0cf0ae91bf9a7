//! Brings a database to the newest format, one numbered file of `migrations/sqlite` after the other.

use rusqlite::{Connection, TransactionBehavior};

use super::OpenError;
use super::error::failed;

/// In order; `user_version` counts how many were carried out.
const MIGRATIONS: [&str; 2] = [
    include_str!("../../../migrations/sqlite/001_journal_and_registry.sql"),
    include_str!("../../../migrations/sqlite/002_account_record.sql"),
];

pub(super) fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let done: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
    let (known, done) = (MIGRATIONS.len(), done as usize);
    if done > known {
        return Err(OpenError::Newer { found: done, known });
    }
    for migration in &MIGRATIONS[done..] {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction.pragma_update(None, "user_version", known as u32).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(())
}

/// Refuses a database of a format that is not known here.
pub(super) fn known(connection: &Connection) -> Result<(), OpenError> {
    let (found, known) = formats(connection)?;
    if found > known { Err(OpenError::Newer { found, known }) } else { Ok(()) }
}

/// Refuses a database of an older format: whoever uses it has not brought it to this one.
pub(super) fn newest(connection: &Connection) -> Result<(), OpenError> {
    let (found, known) = formats(connection)?;
    if found < known { Err(OpenError::Older { found, known }) } else { Ok(()) }
}

fn formats(connection: &Connection) -> Result<(usize, usize), OpenError> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
    Ok((found as usize, MIGRATIONS.len()))
}

/// Makes a database as an earlier version left it.
#[cfg(test)]
pub(super) fn as_of(connection: &Connection, format: usize) {
    for migration in &MIGRATIONS[..format] {
        connection.execute_batch(migration).unwrap();
    }
    connection.pragma_update(None, "user_version", format as u32).unwrap();
}
