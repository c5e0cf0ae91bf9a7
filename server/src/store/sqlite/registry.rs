//! Accounts, sessions and failed logins.

use duoyuan_core::access::{AccountDeed, Attempts, MOST_SESSIONS};
use duoyuan_core::id::AccountName;
use duoyuan_core::journal::Hash;
use duoyuan_core::view::AccountLine;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::error::failed;
use super::{Sqlite, manage};
use crate::store::{Account, Judge, LoginName, Managing, Registry, Session, SessionKey, StoreError, Written};

/// Names with failed logins that hold nothing and are remembered at most.
const MOST_NAMES: u32 = 10_000;
/// Seconds after which a failed login is forgotten.
const MEMORY: i64 = 24 * 3600;

/// Forgets failed logins of an account, wherever they came from.
pub(super) const FORGET: &str =
    "DELETE FROM attempts WHERE name = ?1 OR substr(name, 1, length(?1) + 1) = ?1 || char(10)";

/// The columns that [`account`] reads, of the table `a`.
pub(super) const ACCOUNT: &str = "a.account, a.name, a.role, a.password, a.must_change, a.disabled";

impl Sqlite {
    fn change(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        let connection = self.registry();
        let mut statement = connection.prepare_cached(sql).map_err(failed)?;
        statement.execute(params).map_err(failed)
    }
}

impl Registry for Sqlite {
    fn account(&self, name: &AccountName) -> Result<Option<Account>, StoreError> {
        let connection = self.registry();
        let sql = format!("SELECT {ACCOUNT} FROM account a WHERE a.account = ?1");
        one(&connection, &sql, [name.as_str()], |row| account(row, 0))
    }

    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let connection = self.registry();
        let sql = format!("SELECT {ACCOUNT} FROM account a ORDER BY a.account");
        let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
        let rows = statement.query_map([], |row| account(row, 0)).map_err(failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(failed)
    }

    fn account_lines(&self, now: Timestamp) -> Result<Vec<AccountLine>, StoreError> {
        manage::lines(&self.registry(), now)
    }

    fn manage(&self, deed: &AccountDeed, written: Written<'_>, judge: &Judge<'_>) -> Result<Managing, StoreError> {
        manage::manage(&mut self.registry(), deed, written, judge)
    }

    fn deeds(&self, most: usize) -> Result<Vec<AccountDeed>, StoreError> {
        manage::deeds(&self.registry(), most)
    }

    fn change_password(&self, name: &AccountName, before: &str, after: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE account SET password = ?3, must_change = 0 WHERE account = ?1 AND password = ?2";
        Ok(self.change(sql, params![name.as_str(), before, after])? == 1)
    }

    fn attempts(&self, name: &LoginName) -> Result<Attempts, StoreError> {
        let connection = self.registry();
        let sql = "SELECT failures, locked_until FROM attempts WHERE name = ?1";
        let read = |row: &Row<'_>| {
            let locked_until: Option<i64> = row.get(1)?;
            let locked_until = locked_until.and_then(|second| Timestamp::from_second(second).ok());
            Ok(Attempts { failures: row.get(0)?, locked_until })
        };
        Ok(one(&connection, sql, [name.as_str()], read)?.unwrap_or_default())
    }

    fn set_attempts(&self, name: &LoginName, attempts: Attempts, now: Timestamp) -> Result<(), StoreError> {
        if attempts == Attempts::default() {
            return self.change("DELETE FROM attempts WHERE name = ?1", [name.as_str()]).map(drop);
        }
        let until = attempts.locked_until.map(Timestamp::as_second);
        let sql = "INSERT OR REPLACE INTO attempts (name, failures, locked_until, at) VALUES (?1, ?2, ?3, ?4)";
        self.change(sql, params![name.as_str(), attempts.failures, until, now.as_second()])?;
        let sql = "DELETE FROM attempts WHERE at < ?1 OR name IN \
            (SELECT name FROM attempts WHERE coalesce(locked_until, 0) <= ?3 ORDER BY at DESC LIMIT -1 OFFSET ?2)";
        self.change(sql, params![now.as_second() - MEMORY, MOST_NAMES, now.as_second()]).map(drop)
    }

    fn forget_attempts(&self, name: &AccountName) -> Result<(), StoreError> {
        self.change(FORGET, [name.as_str()]).map(drop)
    }

    fn add_session(&self, it: &Session) -> Result<(), StoreError> {
        let sql = "INSERT INTO session (key, account, began, used) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let (began, used) = (it.began.as_second(), it.used.as_second());
        if self.change(sql, params![it.key.0, it.account.as_str(), began, used])? == 1 {
            let sql = "UPDATE account SET last_login = ?2 WHERE account = ?1";
            self.change(sql, params![it.account.as_str(), began])?;
        }
        let sql = "DELETE FROM session WHERE key IN \
            (SELECT key FROM session WHERE account = ?1 ORDER BY began DESC, rowid DESC LIMIT -1 OFFSET ?2)";
        self.change(sql, params![it.account.as_str(), MOST_SESSIONS]).map(drop)
    }

    fn session(&self, key: &SessionKey) -> Result<Option<(Session, Account)>, StoreError> {
        let connection = self.registry();
        let sql =
            format!("SELECT s.began, s.used, {ACCOUNT} FROM session s JOIN account a USING (account) WHERE s.key = ?1");
        one(&connection, &sql, [key.0], |row| {
            let time =
                |index| row.get(index).map(|second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH));
            let account = account(row, 2)?;
            let session = Session { key: *key, account: account.account.clone(), began: time(0)?, used: time(1)? };
            Ok((session, account))
        })
    }

    fn touch_session(&self, key: &SessionKey, now: Timestamp) -> Result<(), StoreError> {
        self.change("UPDATE session SET used = ?2 WHERE key = ?1", params![key.0, now.as_second()]).map(drop)
    }

    fn end_session(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.change("DELETE FROM session WHERE key = ?1", [key.0]).map(drop)
    }

    fn end_sessions(&self, account: &AccountName, but: Option<&SessionKey>) -> Result<(), StoreError> {
        let sql = "DELETE FROM session WHERE account = ?1 AND key IS NOT ?2";
        self.change(sql, params![account.as_str(), but.map(|key: &Hash| key.0)]).map(drop)
    }

    fn drop_sessions(&self, before: Timestamp) -> Result<usize, StoreError> {
        self.change("DELETE FROM session WHERE used < ?1", [before.as_second()])
    }
}

fn one<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    statement.query_row(params, read).optional().map_err(failed)
}

pub(super) fn account(row: &Row<'_>, from: usize) -> rusqlite::Result<Account> {
    let role: String = row.get(from + 2)?;
    let role = serde_json::from_str(&role).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(from + 2, rusqlite::types::Type::Text, error.into())
    })?;
    Ok(Account {
        account: AccountName::new(row.get::<_, String>(from)?),
        name: row.get(from + 1)?,
        role,
        password: row.get(from + 3)?,
        must_change: row.get(from + 4)?,
        disabled: row.get(from + 5)?,
    })
}
