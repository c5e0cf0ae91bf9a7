//! Entries of hours ago: what must have begun before it can be recorded cannot be waited for in a test. They are
//! written behind the journal of a stopped server, each with the hash that follows from the one before.

use duoyuan_core::access::Actor;
use duoyuan_core::journal::{Hash, Head, write};
use duoyuan_core::state::Event;
use jiff::Timestamp;

use crate::server::{JOURNAL, Server};

/// Writes entries behind the journal of a stopped server.
pub struct Earlier {
    database: rusqlite::Connection,
    head: Head,
}

impl Earlier {
    /// After the last entry of `server`, which is stopped.
    pub fn of(server: &Server) -> Self {
        let database = server.open_database();
        let last = format!("SELECT position, hash FROM {JOURNAL} ORDER BY position DESC LIMIT 1");
        let (position, hash) = database
            .query_row(&last, [], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, [u8; 32]>(1)?)))
            .expect("the journal has entries");
        Self { database, head: Head { position, hash: Hash(hash), at: None } }
    }

    /// What somebody did at a moment; its position.
    pub fn did(&mut self, by: &Actor, at: Timestamp, event: &Event) -> u64 {
        let stored = write(&self.head, at, by, event);
        let insert = format!("INSERT INTO {JOURNAL} (position, text, hash) VALUES (?1, ?2, ?3)");
        let row = rusqlite::params![stored.position, stored.text, stored.hash.0];
        self.database.execute(&insert, row).expect("the journal takes an entry");
        self.head = Head { position: stored.position, hash: stored.hash, at: Some(at) };
        stored.position
    }
}
