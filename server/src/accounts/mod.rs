//! Accounts, passwords and sessions: who is there, and as what. None of it is in the journal.

mod beside;
mod password;
mod session;
mod token;

use std::sync::Arc;

use duoyuan_core::access::Role;
use duoyuan_core::id::AccountName;
use duoyuan_core::words::Key;

use crate::store::{Account, Registry, StoreError};

pub(crate) use password::problem as password_problem;
pub use session::{ABSOLUTE_LIMIT, LoginError, PasswordError, Who};
pub use token::Token;

/// Longest name of an account or its holder, in characters.
const LONGEST_NAME: usize = 64;

/// The accounts of a data folder.
#[derive(Clone)]
pub struct Accounts {
    registry: Arc<dyn Registry>,
    beside: Arc<beside::Beside>,
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
    /// The name is no login name.
    #[error("not a login name")]
    Name,
    /// There is one already.
    #[error("the account is there already")]
    Taken,
    /// There is none.
    #[error("there is no such account")]
    Unknown,
    /// The password is too weak; the sentence says how.
    #[error("the password does not pass: {}", .0.name())]
    Password(Key),
    /// See there.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes an account; answers its password.
pub fn create(accounts: &Accounts, new: NewAccount) -> Result<String, AccountError> {
    accounts.create(new)
}

impl Accounts {
    /// The accounts kept in a registry.
    pub fn new(registry: Arc<dyn Registry>) -> Self {
        password::warm_up();
        Self { registry, beside: Arc::default() }
    }

    /// Makes an account; answers its password.
    pub fn create(&self, new: NewAccount) -> Result<String, AccountError> {
        let NewAccount { account, name, role, password, must_change } = new;
        if !is_login_name(account.as_str()) || name.trim().is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(AccountError::Name);
        }
        let name = duoyuan_core::text::clean(&name).into_owned();
        let password = password.map_or_else(|| password::random(account.as_str()), Ok)?;
        if let Some(problem) = password::problem(account.as_str(), &name, &password) {
            return Err(AccountError::Password(problem));
        }
        let hash = password::hash(&password)?;
        let account = Account { account, name, role, password: hash, must_change, disabled: false };
        if self.registry.add_account(&account)? { Ok(password) } else { Err(AccountError::Taken) }
    }

    /// Gives an account a new random password, to be changed at the next login; its sessions end.
    pub fn reset(&self, name: &AccountName) -> Result<String, AccountError> {
        let mut account = self.account(name)?;
        let password = password::random(name.as_str())?;
        account.password = password::hash(&password)?;
        account.must_change = true;
        self.registry.change_account(&account)?;
        self.end_sessions(name)?;
        self.unlock(name)?;
        Ok(password)
    }

    /// Lets an account log in, or no longer; then its sessions end.
    pub fn set_disabled(&self, name: &AccountName, disabled: bool) -> Result<(), AccountError> {
        let mut account = self.account(name)?;
        account.disabled = disabled;
        self.registry.change_account(&account)?;
        if disabled {
            self.end_sessions(name)?;
        }
        Ok(())
    }

    /// Ends every session of an account.
    pub fn end_sessions(&self, name: &AccountName) -> Result<(), AccountError> {
        self.beside.end_all(name, None);
        Ok(self.registry.end_sessions(name, None)?)
    }

    /// Forgets the failed logins of an account, from wherever they came.
    pub fn unlock(&self, name: &AccountName) -> Result<(), AccountError> {
        self.beside.forget_attempts(name);
        Ok(self.registry.forget_attempts(name)?)
    }

    /// Writes down what a full disk did not take; how much that was.
    pub fn settle(&self) -> Result<usize, StoreError> {
        self.beside.settle(self.registry.as_ref())
    }

    /// Every account, by name.
    pub fn list(&self) -> Result<Vec<Account>, StoreError> {
        self.registry.accounts()
    }

    fn account(&self, name: &AccountName) -> Result<Account, AccountError> {
        self.registry.account(name)?.ok_or(AccountError::Unknown)
    }
}

fn is_login_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    (2..=LONGEST_NAME).contains(&name.len()) && name.chars().all(plain)
}

#[cfg(test)]
mod tests;
