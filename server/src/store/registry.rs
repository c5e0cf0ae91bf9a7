//! What is kept about accounts: not in the journal, because it is no fact about the zone.

use duoyuan_core::access::{AccountDeed, Attempts, ManageRefusal, Managed, Role};
use duoyuan_core::id::AccountName;
use duoyuan_core::journal::Hash;
use duoyuan_core::view::AccountLine;
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

/// What is written down of a deed; [`AccountDeed::kind`] says which deed it is.
#[derive(Clone, Copy, Debug)]
pub enum Written<'a> {
    /// A new account.
    Account(&'a Account),
    /// The hash of a new password, to be changed at the next login.
    Password(&'a str),
    /// Nothing besides: the account is disabled, enabled or unlocked.
    Nothing,
}

/// Judges a deed as of the moment it is done: given the account, and how many operators may log in.
pub type Judge<'a> = dyn Fn(&Managed, usize) -> Option<ManageRefusal> + 'a;

/// What came of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Managing {
    /// It is done and recorded.
    Done,
    /// The account is so already; nothing is recorded.
    Already,
    /// There is an account of that name.
    Taken,
    /// There is no such account.
    Unknown,
    /// It was refused.
    Refused(ManageRefusal),
}

/// Keeps accounts, sessions and failed logins.
pub trait Registry: Send + Sync {
    /// An account.
    fn account(&self, name: &AccountName) -> Result<Option<Account>, StoreError>;

    /// Every account, by name.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// Every account as who manages it sees it, by name, without what may be done to it.
    fn account_lines(&self, now: Timestamp) -> Result<Vec<AccountLine>, StoreError>;

    /// Does something to an account, looked at and judged in the same moment, and records it: both or neither. A new
    /// account is judged as if it were there. Disabling ends its sessions; a new password ends them too and unlocks it.
    /// Whoever was disabled a moment before does nothing. Fails when the database cannot be written.
    fn manage(&self, deed: &AccountDeed, written: Written<'_>, judge: &Judge<'_>) -> Result<Managing, StoreError>;

    /// The newest deeds, the newest first, `most` at most.
    fn deeds(&self, most: usize) -> Result<Vec<AccountDeed>, StoreError>;

    /// Changes the password that somebody has chosen himself, if it is still the one with the hash `before`; nothing
    /// else of the account changes. False when it is no longer.
    fn change_password(&self, name: &AccountName, before: &str, after: &str) -> Result<bool, StoreError>;

    /// Failed logins under a name.
    fn attempts(&self, name: &LoginName) -> Result<Attempts, StoreError>;

    /// Remembers failed logins under a name, and forgets names nobody has tried for a day and, beyond ten thousand, the
    /// oldest of those that hold nothing: what is locked is never forgotten for somebody else's sake.
    fn set_attempts(&self, name: &LoginName, attempts: Attempts, now: Timestamp) -> Result<(), StoreError>;

    /// Forgets failed logins under a name, and under the name at any address: what comes after the end of a line.
    fn forget_attempts(&self, name: &AccountName) -> Result<(), StoreError>;

    /// Begins a session, which is its account's last login; the account's oldest ones beyond [`MOST_SESSIONS`](duoyuan_core::access::MOST_SESSIONS) end.
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
