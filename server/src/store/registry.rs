//! What is kept about accounts: not in the journal, because it is no fact about the zone.

use duoyuan_core::access::{Attempts, Role};
use duoyuan_core::id::AccountName;
use duoyuan_core::journal::Hash;
use jiff::Timestamp;

use super::StoreError;

/// A name as typed into the login form; it need not be an account's.
pub type LoginName = AccountName;

/// The hash of a session's token. The token itself is nowhere but in the browser.
pub type SessionKey = Hash;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The login name.
    pub account: AccountName,
    /// The person or office as shown.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// The password's hash, as a PHC string.
    pub password: String,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// Whether it may log in.
    pub disabled: bool,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub key: SessionKey,
    /// Whose it is.
    pub account: AccountName,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to the minute.
    pub used: Timestamp,
}

/// Keeps accounts, sessions and failed logins.
pub trait Registry: Send + Sync {
    /// An account.
    fn account(&self, name: &AccountName) -> Result<Option<Account>, StoreError>;

    /// Every account, by name.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// Adds an account; false when there is one of that name.
    fn add_account(&self, account: &Account) -> Result<bool, StoreError>;

    /// Changes an account; false when there is none of that name.
    fn change_account(&self, account: &Account) -> Result<bool, StoreError>;

    /// Failed logins under a name.
    fn attempts(&self, name: &LoginName) -> Result<Attempts, StoreError>;

    /// Remembers failed logins under a name, and forgets names nobody has tried for a day and, beyond ten thousand, the
    /// oldest of those that hold nothing: what is locked is never forgotten for somebody else's sake.
    fn set_attempts(&self, name: &LoginName, attempts: Attempts, now: Timestamp) -> Result<(), StoreError>;

    /// Forgets failed logins under a name, and under the name at any address: what comes after the end of a line.
    fn forget_attempts(&self, name: &AccountName) -> Result<(), StoreError>;

    /// Begins a session; the account's oldest ones beyond [`MOST_SESSIONS`](duoyuan_core::access::MOST_SESSIONS) end.
    /// Beginning it twice is no error.
    fn add_session(&self, session: &Session) -> Result<(), StoreError>;

    /// A session with its account, in force or not.
    fn session(&self, key: &SessionKey) -> Result<Option<(Session, Account)>, StoreError>;

    /// Remembers that a session was used.
    fn touch_session(&self, key: &SessionKey, now: Timestamp) -> Result<(), StoreError>;

    /// Ends a session.
    fn end_session(&self, key: &SessionKey) -> Result<(), StoreError>;

    /// Ends the sessions of an account but for one.
    fn end_sessions(&self, account: &AccountName, but: Option<&SessionKey>) -> Result<(), StoreError>;

    /// Forgets sessions that have not been used since `before`.
    fn drop_sessions(&self, before: Timestamp) -> Result<usize, StoreError>;
}
