//! The store in domain words: it appends, reads and keeps files. All rules are elsewhere.
//!
//! Two traits, because the journal and the accounts have nothing to do with each other but their place:
//! [`Store`] keeps the journal and the files it names, [`Registry`] accounts, sessions and failed logins.
//! `contract` is the suite that every adapter passes.

#[cfg(test)]
pub mod contract;
pub mod lock;
mod registry;
pub mod sqlite;

use std::io;

use duoyuan_core::access::Role;
use duoyuan_core::id::ParkId;
use duoyuan_core::journal::{Hash, Stored};
use duoyuan_core::period::Month;
use jiff::Timestamp;

pub use registry::{Account, Judge, LoginName, Managing, Registry, Session, SessionKey, Written};

/// Keeps the journal and the files it names.
pub trait Store: Send + Sync {
    /// Appends entries after the one at position `expected`; all of them durably, or none.
    fn append(&self, expected: u64, entries: &[Stored]) -> Result<(), AppendError>;

    /// Hands over the entries after `position` in order, one at a time, until there are no more or `each`
    /// answers false.
    fn read_after(&self, position: u64, each: &mut dyn FnMut(Stored) -> bool) -> Result<(), StoreError>;

    /// Position of the last entry; 0 when there is none.
    fn last_position(&self) -> Result<u64, StoreError>;

    /// Keeps a file under its hash. Keeping it twice is no error.
    fn put_blob(&self, bytes: &[u8]) -> Result<Hash, StoreError>;

    /// The file with that hash.
    fn get_blob(&self, digest: &Hash) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps a file that may be named by an entry soon, and drops the oldest ones of the same hands beyond
    /// [`MOST_STAGED`].
    fn stage(&self, staged: &Staged) -> Result<(), StoreError>;

    /// The staged file with that hash on that shelf.
    fn staged(&self, digest: &Hash, shelf: &Shelf) -> Result<Option<Staged>, StoreError>;

    /// Drops what was staged before `before`; how many files that were.
    fn drop_staged(&self, before: Timestamp) -> Result<usize, StoreError>;

    /// Puts what `write` writes in the place of the snapshot that is kept: the whole of it, or none.
    fn put_snapshot(&self, write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>) -> Result<(), StoreError>;

    /// The snapshot that is kept. It may be damaged: whoever reads it, checks it.
    fn snapshot(&self) -> Result<Option<Vec<u8>>, StoreError>;
}

/// Staged files kept for the same hands at most: room for every month of a year and a few second thoughts.
pub const MOST_STAGED: usize = 20;

/// Where a staged file lies: nobody else finds it there, and nothing else takes it for its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Whose: a park's id, or what else hands files in.
    pub whose: String,
    /// What for: a month, or documents.
    pub purpose: String,
}

impl Shelf {
    /// The workbooks of a park and month.
    pub fn reports(park: &ParkId, month: Month) -> Self {
        Self { whose: park.to_string(), purpose: month.to_string() }
    }

    /// Documents that somebody hands in; nothing for those who hand in none.
    pub fn documents(role: &Role) -> Option<Self> {
        let whose = match role {
            Role::Park(park) => format!("park:{park}"),
            Role::Owner(owner) => format!("owner:{owner}"),
            Role::Office => "office:".to_owned(),
            Role::Leading | Role::Display | Role::Operator => return None,
        };
        Some(Self { whose, purpose: "documents".to_owned() })
    }
}

/// A file that was looked at and not yet named by an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staged {
    /// Its hash.
    pub digest: Hash,
    /// Where it lies.
    pub shelf: Shelf,
    /// Its name, without folders.
    pub file: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// When it was sent.
    pub at: Timestamp,
}

/// Why entries were not appended. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Another entry is already at that position: catch up and decide again.
    #[error("the journal has moved on")]
    Moved,
    /// See there.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why the store could not do what it was asked. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room is left on the disk.
    #[error("no room is left on the disk")]
    Full(#[source] Cause),
    /// An entry, a file or a row cannot be read back as it was written.
    #[error("{what} cannot be read")]
    Damaged {
        /// What.
        what: String,
        /// What the database said.
        #[source]
        source: Cause,
    },
    /// Anything else; the cause says what.
    #[error("the store failed")]
    Other(#[source] Cause),
}

/// The error underneath: logged once, never sent.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;
