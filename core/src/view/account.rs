//! The page 账号管理: the accounts that somebody manages, what may be done to each, and what was done.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::{AccountDeed, AccountDeedKind, Managed, Role, RoleKind};
use crate::access::{manage_refusal, manages, manages_accounts};
use crate::format;
use crate::id::AccountName;
use crate::words::{Key, Message, key};

/// Lines of the record that the page shows, the newest ones.
pub const DEEDS_SHOWN: usize = 200;

/// An account as who manages it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountLine {
    /// The login name.
    pub account: AccountName,
    /// The person or office as shown.
    pub name: String,
    /// What it is for, and of which park or owner.
    pub role: Role,
    /// Whether it may log in no longer.
    pub disabled: bool,
    /// Whether its password must be changed at the next login.
    pub must_change: bool,
    /// When it last logged in; absent before the first time, and where that was before such times were kept.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub last_login: Option<Timestamp>,
    /// Until when it is locked at some address, for too many wrong passwords; absent when it is nowhere.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub locked_until: Option<Timestamp>,
    /// What whoever looks may do to it.
    pub acts: Vec<AccountDeedKind>,
}

impl AccountLine {
    /// How it stands, in a few words: 已停用 before 已锁定 before 待修改口令 before 正常.
    pub fn state(&self) -> Message {
        match self.locked_until {
            _ if self.disabled => Message::new(key::ACCOUNT_STATE_DISABLED),
            Some(until) => Message::new(key::ACCOUNT_STATE_LOCKED).with("when", format::moment(until)),
            None if self.must_change => Message::new(key::ACCOUNT_STATE_MUST_CHANGE),
            None => Message::new(key::ACCOUNT_STATE_IN_USE),
        }
    }
}

/// The accounts that somebody manages, and the newest lines of the record about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountsPage {
    /// The accounts, by login name.
    pub accounts: Vec<AccountLine>,
    /// What was done to these accounts, the newest first, [`DEEDS_SHOWN`] at most.
    pub deeds: Vec<AccountDeed>,
}

impl AccountsPage {
    /// What to do first where people are still missing, as a sentence for `manager`: without an office no report is
    /// reviewed, without a park none is sent. Who was disabled is missing.
    pub fn first_step(&self, manager: &Role) -> Option<Key> {
        let lacks = |kind| !self.accounts.iter().any(|it| !it.disabled && RoleKind::of(&it.role) == kind);
        match manager {
            Role::Operator if lacks(RoleKind::Office) => Some(key::ACCOUNTS_FIRST_OFFICE),
            Role::Operator | Role::Office if lacks(RoleKind::Park) => Some(key::ACCOUNTS_FIRST_PARKS),
            _ => None,
        }
    }
}

/// A password that is told once: whoever is given it must choose another one at the first login. Nothing shows it but
/// the one answer that carries it, so that it cannot be printed by accident.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OneTimePassword {
    /// The login name of the account that it opens.
    pub account: AccountName,
    /// The password in plain letters, such as `Kdf7-mm2p-x9qd-t4hb`.
    pub password: String,
}

/// The page of the account `by`, which is for `manager`, out of every account and every deed, the newest deed first;
/// nothing for those who manage no account.
///
/// Example: the office is told of the accounts of parks, owners and displays, and of what was done to these alone,
/// whether the office, the operator or the command line did it.
pub fn accounts(
    by: &AccountName,
    manager: &Role,
    all: Vec<AccountLine>,
    deeds: Vec<AccountDeed>,
) -> Option<AccountsPage> {
    if !manages_accounts(manager) {
        return None;
    }
    let operators = all.iter().filter(|it| it.role == Role::Operator && !it.disabled).count();
    let mut accounts: Vec<_> = all.into_iter().filter(|it| manages(manager, &it.role)).collect();
    for line in &mut accounts {
        let to = Managed { account: line.account.clone(), role: line.role.clone(), disabled: line.disabled };
        let possible = [
            Some(AccountDeedKind::Password),
            line.locked_until.map(|_| AccountDeedKind::Unlocked),
            Some(if line.disabled { AccountDeedKind::Enabled } else { AccountDeedKind::Disabled }),
        ];
        let may = |kind: &AccountDeedKind| manage_refusal(by, manager, *kind, &to, operators).is_none();
        line.acts = possible.into_iter().flatten().filter(may).collect();
    }
    let is_told = |deed: &AccountDeed| accounts.iter().any(|line| line.account == deed.account);
    let deeds = deeds.into_iter().filter(is_told).take(DEEDS_SHOWN).collect();
    Some(AccountsPage { accounts, deeds })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(account: &str, role: Role) -> AccountLine {
        AccountLine {
            account: account.into(),
            name: account.to_owned(),
            role,
            disabled: false,
            must_change: false,
            last_login: None,
            locked_until: None,
            acts: Vec::new(),
        }
    }

    fn deed(account: &str) -> AccountDeed {
        let (at, by) = (Timestamp::UNIX_EPOCH, Some("op".into()));
        AccountDeed { at, by, account: account.into(), kind: AccountDeedKind::Added }
    }

    #[test]
    fn everybody_is_told_of_his_own_and_of_what_was_done_to_them() {
        let check = |by: &str, manager: Role, told: &[&str]| {
            let all = vec![
                line("head", Role::Leading),
                line("ofc", Role::Office),
                line("op", Role::Operator),
                line("p", Role::Park("a".into())),
            ];
            let deeds = ["p", "op", "ofc", "head"].map(deed).to_vec();
            let page = accounts(&by.into(), &manager, all, deeds);
            let names = |page: &AccountsPage| page.accounts.iter().map(|it| it.account.to_string()).collect::<Vec<_>>();
            assert_eq!(page.as_ref().map(names).unwrap_or_default(), told, "{by}");
            let mut of: Vec<_> = page.iter().flat_map(|it| &it.deeds).map(|it| it.account.to_string()).collect();
            of.sort();
            assert_eq!(of, told, "{by}");
        };
        check("op", Role::Operator, &["head", "ofc", "op", "p"]);
        check("ofc", Role::Office, &["p"]);
        check("head", Role::Leading, &[]);
        check("p", Role::Park("a".into()), &[]);
    }

    #[test]
    fn what_may_be_done_follows_how_the_account_stands() {
        use AccountDeedKind::{Disabled, Enabled, Password, Unlocked};
        let check = |line: AccountLine, state, acts: &[AccountDeedKind]| {
            let all = vec![line.clone(), line_of_another()];
            let page = accounts(&"op".into(), &Role::Operator, all, Vec::new()).unwrap();
            assert_eq!((page.accounts[0].state().key, &page.accounts[0].acts[..]), (state, acts), "{line:?}");
        };
        fn line_of_another() -> AccountLine {
            line("op", Role::Operator)
        }
        let park = || line("p", Role::Park("a".into()));
        let until = Some(Timestamp::UNIX_EPOCH);
        check(park(), key::ACCOUNT_STATE_IN_USE, &[Password, Disabled]);
        let first = AccountLine { must_change: true, ..park() };
        check(first, key::ACCOUNT_STATE_MUST_CHANGE, &[Password, Disabled]);
        let locked = AccountLine { locked_until: until, must_change: true, ..park() };
        check(locked, key::ACCOUNT_STATE_LOCKED, &[Password, Unlocked, Disabled]);
        check(AccountLine { disabled: true, ..park() }, key::ACCOUNT_STATE_DISABLED, &[Password, Enabled]);
        // His own: only what shuts nobody out.
        let own = AccountLine { locked_until: until, ..line("op", Role::Operator) };
        check(own, key::ACCOUNT_STATE_LOCKED, &[Unlocked]);
    }
    #[test]
    fn who_is_missing_comes_first() {
        let check = |manager: Role, all: &[AccountLine], expected| {
            let page = AccountsPage { accounts: all.to_vec(), deeds: Vec::new() };
            assert_eq!(page.first_step(&manager), expected, "{manager:?} {all:?}");
        };
        let (op, office, park) =
            (|| line("op", Role::Operator), || line("ofc", Role::Office), || line("p", Role::Park("a".into())));
        let stopped = AccountLine { disabled: true, ..office() };
        check(Role::Operator, &[op()], Some(key::ACCOUNTS_FIRST_OFFICE));
        check(Role::Operator, &[op(), park()], Some(key::ACCOUNTS_FIRST_OFFICE));
        check(Role::Operator, &[op(), stopped, park()], Some(key::ACCOUNTS_FIRST_OFFICE));
        check(Role::Operator, &[op(), office()], Some(key::ACCOUNTS_FIRST_PARKS));
        check(Role::Operator, &[op(), office(), park()], None);
        // The office is told of no office, and is one.
        check(Role::Office, &[], Some(key::ACCOUNTS_FIRST_PARKS));
        check(Role::Office, &[park()], None);
    }
}
