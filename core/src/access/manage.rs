//! Who manages whose account, and what is written down about it. Accounts are no facts about the zone: neither they
//! nor this record are in the journal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Role;
use crate::id::AccountName;
use crate::words::{Key, key};

/// Longest login name and longest name of an account's holder, in characters.
pub const LONGEST_ACCOUNT_NAME: usize = 64;

/// What was done to an account (变更记录).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AccountDeedKind {
    /// 新增: the account was made.
    Added,
    /// 重置口令: it was given a new password, to be changed at the next login.
    Password,
    /// 停用: it may log in no longer.
    Disabled,
    /// 启用: it may log in again.
    Enabled,
    /// 解锁: its failed logins were forgotten.
    Unlocked,
}

impl AccountDeedKind {
    /// The word for it on a screen, such as 停用.
    pub fn word(self) -> Key {
        match self {
            Self::Added => key::ACCOUNT_DEED_ADDED,
            Self::Password => key::ACCOUNT_DEED_PASSWORD,
            Self::Disabled => key::ACCOUNT_DEED_DISABLED,
            Self::Enabled => key::ACCOUNT_DEED_ENABLED,
            Self::Unlocked => key::ACCOUNT_DEED_UNLOCKED,
        }
    }

    /// What stands behind an account's address where it is done, as in `/api/v1/accounts/li/disable`; absent for what
    /// is not done to an account that is there.
    pub fn step(self) -> Option<&'static str> {
        match self {
            Self::Added => None,
            Self::Password => Some("password"),
            Self::Disabled => Some("disable"),
            Self::Enabled => Some("enable"),
            Self::Unlocked => Some("unlock"),
        }
    }
}

/// One line of the record of accounts: who did what to which account, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountDeed {
    /// When, to the second.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// Whose account did it; absent when it was done on the server's command line (命令行).
    pub by: Option<AccountName>,
    /// The account it was done to.
    pub account: AccountName,
    /// What was done.
    pub kind: AccountDeedKind,
}

/// Whether an account for `manager` sees and manages accounts for `of`: the operator all of them, the office those of
/// parks, owners and displays, everybody else none.
pub fn manages(manager: &Role, of: &Role) -> bool {
    match manager {
        Role::Operator => true,
        Role::Office => matches!(of, Role::Park(_) | Role::Owner(_) | Role::Display),
        Role::Leading | Role::Park(_) | Role::Owner(_) | Role::Display => false,
    }
}

/// Whether an account for `role` manages any accounts at all.
pub fn manages_accounts(role: &Role) -> bool {
    manages(role, &Role::Display)
}

/// Why something is not done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManageRefusal {
    /// The account is none of the manager's; said in the same way as that there is none.
    NotSeen,
    /// Nobody disables himself or resets his own password here.
    Own,
    /// Nobody could manage accounts any more.
    LastOperator,
}

impl ManageRefusal {
    /// The sentence for it; absent when nothing of the account may be told.
    pub fn sentence(self) -> Option<Key> {
        match self {
            Self::NotSeen => None,
            Self::Own => Some(key::ACCOUNT_OWN),
            Self::LastOperator => Some(key::ACCOUNT_LAST_OPERATOR),
        }
    }
}

/// An account as far as it matters to who may change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Managed {
    /// The login name.
    pub account: AccountName,
    /// What it is for.
    pub role: Role,
    /// Whether it may log in no longer.
    pub disabled: bool,
}

/// Why the account `by`, which is for `manager`, may not do `kind` to `to`, if so; `operators` is how many operators
/// may log in.
///
/// Example: of two operators each may disable the other; when one is disabled, `operators` is 1 and the one left is
/// disabled by nobody.
pub fn manage_refusal(
    by: &AccountName,
    manager: &Role,
    kind: AccountDeedKind,
    to: &Managed,
    operators: usize,
) -> Option<ManageRefusal> {
    let closes = kind == AccountDeedKind::Disabled;
    let is_last = to.role == Role::Operator && !to.disabled && operators <= 1;
    match () {
        () if !manages(manager, &to.role) => Some(ManageRefusal::NotSeen),
        () if (closes || kind == AccountDeedKind::Password) && *by == to.account => Some(ManageRefusal::Own),
        () if closes && is_last => Some(ManageRefusal::LastOperator),
        () => None,
    }
}

/// What is wrong with a login name, if anything.
pub fn login_name_problem(name: &str) -> Option<Key> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    let right = (2..=LONGEST_ACCOUNT_NAME).contains(&name.len()) && name.chars().all(plain);
    (!right).then_some(key::ACCOUNT_LOGIN_RULE)
}

/// What is wrong with the name of the person or office an account is for, if anything.
pub fn holder_name_problem(name: &str) -> Option<Key> {
    let right =
        !name.trim().is_empty() && name.chars().count() <= LONGEST_ACCOUNT_NAME && !name.chars().any(char::is_control);
    (!right).then_some(key::ACCOUNT_HOLDER_RULE)
}

#[cfg(test)]
mod tests;
