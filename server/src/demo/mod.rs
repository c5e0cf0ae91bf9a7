//! Demonstration data: a zone that has reported for three years, made up from a seed.
//!
//! Everything goes through the same commands as real reports, so that it keeps every rule; the last months come
//! from real workbooks. The same seed, month and hour always give the same journal, hash by hash; the hour matters
//! to bookings alone, so that some are waiting whenever one looks.

mod accounts;
mod deals;
mod enclaves;
mod figures;
mod meetings;
mod park;
mod platforms;
mod share;
mod story;
mod tasks;
#[cfg(test)]
mod tests;
mod wording;
mod world;

use std::sync::Arc;

use duoyuan_core::journal::Head;
use duoyuan_core::period::Month;
use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::{self, Zone};
use jiff::Timestamp;

use crate::accounts::{AccountError, Accounts};
use crate::clock;
use crate::store::{AppendError, Store, StoreError};
use crate::workbook::WorkbookError;

pub use accounts::{Login, logins};

/// Months of data.
pub const MONTHS: i32 = 36;
/// The seed when none is given.
pub const SEED: u64 = 20_230_313;

/// What to make up.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Decides every figure, moment and password.
    pub seed: u64,
    /// The last month with data; it has ended.
    pub until: Month,
    /// Nothing is dated later: the newest reports are in already when the month has just ended.
    pub now: Timestamp,
}

/// Why there are no demonstration data. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There is a journal already.
    #[error("there are data already")]
    NotEmpty,
    /// The shipped configuration and the made-up figures do not fit together.
    #[error("the figures do not pass: {0}")]
    Unfit(String),
    /// See there.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// See there.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// See there.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// See there.
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// Fills an empty store with figures and accounts; answers the accounts and the journal's head.
pub fn fill(store: &dyn Store, accounts: &Accounts, plan: Plan) -> Result<(Vec<Login>, Head), DemoError> {
    let head = journal(store, plan)?;
    let logins = logins(shipped()?.as_ref(), plan.seed);
    for login in &logins {
        accounts.create(login.account(), None, clock::now())?;
    }
    Ok((logins, head))
}

/// Fills an empty store with figures alone; answers the journal's head.
pub fn journal(store: &dyn Store, plan: Plan) -> Result<Head, DemoError> {
    if store.last_position()? > 0 {
        return Err(DemoError::NotEmpty);
    }
    let world = story::tell(shipped()?, plan)?;
    for blob in &world.blobs {
        store.put_blob(blob)?;
    }
    // All at once: a demonstration that stops half way is none.
    store.append(0, &world.entries)?;
    Ok(*world.state.head())
}

/// The zone of the demonstration: the configuration that ships, and what no document says on top of it, made-up people
/// to call included.
fn shipped() -> Result<Arc<Zone>, DemoError> {
    let mut files = zone::shipped();
    let made_up = [("targets", include_str!("targets.toml")), ("owners", include_str!("owners.toml"))];
    files.extend(made_up.map(|(name, text)| (format!("demo/{name}.toml"), text.to_owned())));
    let first = |problems: Vec<zone::Problem>| problems.first().map(ToString::to_string).unwrap_or_default();
    let mut zone = zone::load(&files).map_err(|problems| DemoError::Unfit(first(problems)))?;
    // No telephone number in 焦作 begins with a zero after its area code.
    let contact = |short: &str, number: usize| {
        Some(zone::Contact {
            name: format!("{short}联络员（演示数据）"), telephone: format!("0391-0{number:06}")
        })
    };
    for (index, park) in zone.parks.iter_mut().enumerate() {
        park.contact = contact(&park.short, 100 + index);
    }
    for (index, owner) in zone.owners.iter_mut().enumerate() {
        owner.contact = contact(&owner.short, 200 + index);
    }
    Ok(Arc::new(zone))
}

impl DemoError {
    /// The sentence for a folder that has data already.
    pub fn not_empty(folder: &std::path::Path) -> Message {
        Message::new(key::DEMO_NOT_EMPTY).with("dir", folder.display().to_string())
    }
}
