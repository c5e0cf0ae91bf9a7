//! The journal and its files.

use std::io;

use duoyuan_core::journal::{Hash, Stored};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::error::{damaged, failed};
use super::{Sqlite, snapshot};
use crate::store::{AppendError, MOST_STAGED, Shelf, Staged, Store, StoreError};

/// Nothing is inserted unless the entry before is the last one: neither a gap nor a branch can be written.
const APPEND: &str = "INSERT INTO entry (position, text, hash) SELECT ?1, ?2, ?3 \
    WHERE coalesce((SELECT max(position) FROM entry), 0) = ?1 - 1";

impl Store for Sqlite {
    fn append(&self, expected: u64, entries: &[Stored]) -> Result<(), AppendError> {
        let mut connection = self.journal();
        let follows = entries.iter().zip(expected + 1..).all(|(entry, position)| entry.position == position);
        match entries {
            [] => Ok(()),
            _ if !follows => Err(AppendError::Moved),
            // The common case is one statement: its own transaction, as fast as SQLite can be.
            [entry] => insert(&connection, entry),
            entries => {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate);
                let transaction = transaction.map_err(failed)?;
                entries.iter().try_for_each(|entry| insert(&transaction, entry))?;
                transaction.commit().map_err(failed)?;
                Ok(())
            }
        }
    }

    fn read_after(&self, position: u64, each: &mut dyn FnMut(Stored) -> bool) -> Result<(), StoreError> {
        let connection = self.journal();
        let sql = "SELECT position, text, hash FROM entry WHERE position > ?1 ORDER BY position";
        let mut statement = connection.prepare_cached(sql).map_err(failed)?;
        let mut rows = statement.query([position]).map_err(failed)?;
        let mut last = position;
        let unreadable = |last: u64, error| match failed(error) {
            StoreError::Damaged { source, .. } => StoreError::Damaged { what: format!("entry {}", last + 1), source },
            other => other,
        };
        while let Some(row) = rows.next().map_err(|error| unreadable(last, error))? {
            let entry = stored(row).map_err(|error| damaged(format!("entry {}", last + 1), error))?;
            last = entry.position;
            if !each(entry) {
                break;
            }
        }
        Ok(())
    }

    fn last_position(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(max(position), 0) FROM entry";
        self.journal().query_row(sql, [], |row| row.get(0)).map_err(failed)
    }

    fn put_blob(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        let digest = Hash::of(bytes);
        let sql = "INSERT INTO blob (digest, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.journal().execute(sql, params![digest.0, bytes]).map_err(failed)?;
        Ok(digest)
    }

    fn get_blob(&self, digest: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM blob WHERE digest = ?1";
        self.journal().query_row(sql, [digest.0], |row| row.get(0)).optional().map_err(failed)
    }

    fn stage(&self, staged: &Staged) -> Result<(), StoreError> {
        let Staged { digest, shelf, file, bytes, at } = staged;
        // The columns are named after what was staged first.
        let (park, month, at) = (&shelf.whose, &shelf.purpose, at.as_second());
        let mut connection = self.journal();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let sql =
            "INSERT OR REPLACE INTO staged (digest, park, month, file, bytes, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        transaction.execute(sql, params![digest.0, park, month, file, bytes, at]).map_err(failed)?;
        let sql = "DELETE FROM staged WHERE rowid IN \
            (SELECT rowid FROM staged WHERE park = ?1 ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?2)";
        transaction.execute(sql, params![park, MOST_STAGED]).map_err(failed)?;
        transaction.commit().map_err(failed)
    }

    fn staged(&self, digest: &Hash, shelf: &Shelf) -> Result<Option<Staged>, StoreError> {
        let sql = "SELECT file, bytes, at FROM staged WHERE digest = ?1 AND park = ?2 AND month = ?3";
        let read = |row: &Row<'_>| {
            let at = Timestamp::from_second(row.get(2)?).unwrap_or(Timestamp::UNIX_EPOCH);
            Ok(Staged { digest: *digest, shelf: shelf.clone(), file: row.get(0)?, bytes: row.get(1)?, at })
        };
        let found = self.journal().query_row(sql, params![digest.0, shelf.whose, shelf.purpose], read);
        found.optional().map_err(failed)
    }

    fn drop_staged(&self, before: Timestamp) -> Result<usize, StoreError> {
        self.journal().execute("DELETE FROM staged WHERE at < ?1", [before.as_second()]).map_err(failed)
    }

    fn put_snapshot(&self, write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>) -> Result<(), StoreError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        snapshot::put(folder, write)
    }

    fn snapshot(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.folder.as_deref().map_or(Ok(None), snapshot::get)
    }
}

fn insert(connection: &Connection, entry: &Stored) -> Result<(), AppendError> {
    let mut statement = connection.prepare_cached(APPEND).map_err(failed)?;
    let inserted = statement.execute(params![entry.position, entry.text, entry.hash.0]).map_err(failed)?;
    if inserted == 1 { Ok(()) } else { Err(AppendError::Moved) }
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { position: row.get(0)?, text: row.get(1)?, hash: Hash(row.get(2)?) })
}
