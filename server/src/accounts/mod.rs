//! Accounts, passwords and sessions: who is there, and as what. None of it is in the journal.

mod beside;
mod password;
mod session;
mod token;

use std::sync::Arc;

use duoyuan_core::access::{
    AccountDeed, AccountDeedKind, Actor, ManageRefusal, Role, holder_name_problem, login_name_problem, manage_refusal,
};
use duoyuan_core::id::AccountName;
use duoyuan_core::view::{self, AccountsPage};
use duoyuan_core::words::Key;
use jiff::Timestamp;
use tokio::sync::watch;

use crate::store::{Account, Managing, Registry, StoreError, Written};

pub(crate) use password::problem as password_problem;
pub use session::{ABSOLUTE_LIMIT, LoginError, PasswordError, Who};
pub use token::Token;

/// Lines of the record that are read to find those that somebody is told of.
const DEEDS_READ: usize = 20 * view::DEEDS_SHOWN;

/// The accounts of a data folder.
#[derive(Clone)]
pub struct Accounts {
    registry: Arc<dyn Registry>,
    beside: Arc<beside::Beside>,
    ended: Arc<watch::Sender<u64>>,
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The login name: lower-case letters, digits, `-`, `_` and `.`.
    pub account: AccountName,
    /// The person or office as shown.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its first password; a random one when absent.
    pub password: Option<String>,
    /// Whether it must be changed at the first login.
    pub must_change: bool,
}

/// Why an account could not be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The login name or its holder's does not pass; the sentence says which and why.
    #[error("the name does not pass: {}", .0.name())]
    Name(Key),
    /// There is one already.
    #[error("the account is there already")]
    Taken,
    /// There is none.
    #[error("there is no such account")]
    Unknown,
    /// It is so already.
    #[error("nothing was to be changed")]
    Already,
    /// It may not be done.
    #[error("refused: {0:?}")]
    Refused(ManageRefusal),
    /// The password is too weak; the sentence says how.
    #[error("the password does not pass: {}", .0.name())]
    Password(Key),
    /// See there.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who does something to an account: an account, or nobody but the server's command line, which may do everything.
pub type By<'a> = Option<&'a Actor>;

impl Accounts {
    /// The accounts kept in a registry.
    pub fn new(registry: Arc<dyn Registry>) -> Self {
        password::warm_up();
        Self { registry, beside: Arc::default(), ended: Arc::default() }
    }

    /// Makes an account; answers its password.
    pub fn create(&self, new: NewAccount, by: By<'_>, now: Timestamp) -> Result<String, AccountError> {
        let NewAccount { account, name, role, password, must_change } = new;
        let name = duoyuan_core::text::clean(name.trim()).into_owned();
        if let Some(problem) = login_name_problem(account.as_str()).or_else(|| holder_name_problem(&name)) {
            return Err(AccountError::Name(problem));
        }
        let password = password.map_or_else(|| password::random(account.as_str()), Ok)?;
        if let Some(problem) = password::problem(account.as_str(), &name, &password) {
            return Err(AccountError::Password(problem));
        }
        let hash = password::hash(&password)?;
        let account = Account { account, name, role, password: hash, must_change, disabled: false };
        self.manage(AccountDeedKind::Added, &account.account, Written::Account(&account), by, now)?;
        Ok(password)
    }

    /// Gives an account a new random password, to be changed at the next login; its sessions end.
    pub fn reset(&self, name: &AccountName, by: By<'_>, now: Timestamp) -> Result<String, AccountError> {
        let password = password::random(name.as_str())?;
        let hash = password::hash(&password)?;
        self.manage(AccountDeedKind::Password, name, Written::Password(&hash), by, now)?;
        self.beside.end_all(name, None);
        self.tell_of_endings();
        self.beside.forget_attempts(name);
        Ok(password)
    }

    /// Lets an account log in no longer; its sessions end.
    pub fn disable(&self, name: &AccountName, by: By<'_>, now: Timestamp) -> Result<(), AccountError> {
        self.manage(AccountDeedKind::Disabled, name, Written::Nothing, by, now)?;
        self.beside.end_all(name, None);
        self.tell_of_endings();
        Ok(())
    }

    /// Lets an account log in again.
    pub fn enable(&self, name: &AccountName, by: By<'_>, now: Timestamp) -> Result<(), AccountError> {
        self.manage(AccountDeedKind::Enabled, name, Written::Nothing, by, now)
    }

    /// Forgets the failed logins of an account, from wherever they came.
    pub fn unlock(&self, name: &AccountName, by: By<'_>, now: Timestamp) -> Result<(), AccountError> {
        self.manage(AccountDeedKind::Unlocked, name, Written::Nothing, by, now)?;
        self.beside.forget_attempts(name);
        Ok(())
    }

    /// The accounts that somebody manages and what was done to them; nothing for those who manage none.
    pub fn page(&self, by: &Actor, now: Timestamp) -> Result<Option<AccountsPage>, StoreError> {
        let (lines, deeds) = (self.registry.account_lines(now)?, self.registry.deeds(DEEDS_READ)?);
        Ok(view::accounts(&by.account, &by.role, lines, deeds))
    }

    fn manage(
        &self,
        kind: AccountDeedKind,
        name: &AccountName,
        written: Written<'_>,
        by: By<'_>,
        at: Timestamp,
    ) -> Result<(), AccountError> {
        let deed = AccountDeed { at, by: by.map(|by| by.account.clone()), account: name.clone(), kind };
        let judged = self.registry.manage(&deed, written, &|to, operators| {
            by.and_then(|by| manage_refusal(&by.account, &by.role, kind, to, operators))
        })?;
        match judged {
            Managing::Done => Ok(()),
            Managing::Already => Err(AccountError::Already),
            Managing::Taken => Err(AccountError::Taken),
            Managing::Unknown => Err(AccountError::Unknown),
            Managing::Refused(refusal) => Err(AccountError::Refused(refusal)),
        }
    }

    /// Writes down what a full disk did not take; how much that was.
    pub fn settle(&self) -> Result<usize, StoreError> {
        self.beside.settle(self.registry.as_ref())
    }

    /// Every account, by name.
    pub fn list(&self) -> Result<Vec<Account>, StoreError> {
        self.registry.accounts()
    }
}

#[cfg(test)]
mod tests;
