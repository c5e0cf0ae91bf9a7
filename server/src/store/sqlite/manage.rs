//! What is done to accounts, with the record of it: one transaction each.

use std::collections::BTreeMap;

use duoyuan_core::access::{AccountDeed, AccountDeedKind, ManageRefusal, Managed, Role};
use duoyuan_core::id::AccountName;
use duoyuan_core::view::AccountLine;
use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::failed;
use super::registry::{ACCOUNT, FORGET, account};
use crate::store::{Account, Judge, Managing, StoreError, Written};

/// Does it, judged as of this very moment: nobody else writes in between, from wherever.
pub(super) fn manage(
    connection: &mut Connection,
    deed: &AccountDeed,
    written: Written<'_>,
    judge: &Judge<'_>,
) -> Result<Managing, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let all = accounts(&transaction)?;
    let there = all.iter().find(|it| it.account == deed.account);
    let subject = match (written, there) {
        (Written::Account(new), _) => new,
        (_, Some(there)) => there,
        (_, None) => return Ok(Managing::Unknown),
    };
    // Whoever was disabled a moment ago does nothing any more.
    let is_out = |by: &AccountName| all.iter().all(|it| it.account != *by || it.disabled);
    if deed.by.as_ref().is_some_and(is_out) {
        return Ok(Managing::Refused(ManageRefusal::NotSeen));
    }
    let operators = all.iter().filter(|it| it.role == Role::Operator && !it.disabled).count();
    let to = Managed { account: subject.account.clone(), role: subject.role.clone(), disabled: subject.disabled };
    if let Some(refusal) = judge(&to, operators) {
        return Ok(Managing::Refused(refusal));
    }
    if matches!(written, Written::Account(_)) && there.is_some() {
        return Ok(Managing::Taken);
    }
    if change(&transaction, deed, written)? == 0 {
        return Ok(Managing::Already);
    }
    let by = deed.by.as_ref().map(AccountName::as_str);
    let sql = "INSERT INTO account_deed (at, done_by, account, kind) VALUES (?1, ?2, ?3, ?4)";
    let kind = text(&deed.kind)?;
    transaction.execute(sql, params![deed.at.as_second(), by, deed.account.as_str(), kind]).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(Managing::Done)
}

/// Writes the change alone, of the columns that it is about; how many rows were not so already.
fn change(transaction: &Transaction<'_>, deed: &AccountDeed, written: Written<'_>) -> Result<usize, StoreError> {
    let name = deed.account.as_str();
    let run = |sql: &str| transaction.execute(sql, [name]).map_err(failed);
    const END_SESSIONS: &str = "DELETE FROM session WHERE account = ?1";
    match (deed.kind, written) {
        (_, Written::Account(it)) => {
            let sql = "INSERT INTO account (account, name, role, password, must_change, disabled) \
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let row = params![name, it.name, text(&it.role)?, it.password, it.must_change, it.disabled];
            transaction.execute(sql, row).map_err(failed)
        }
        (_, Written::Password(hash)) => {
            run(END_SESSIONS)?;
            run(FORGET)?;
            let sql = "UPDATE account SET password = ?2, must_change = 1 WHERE account = ?1";
            transaction.execute(sql, params![name, hash]).map_err(failed)
        }
        (AccountDeedKind::Disabled, Written::Nothing) => {
            run(END_SESSIONS)?;
            run("UPDATE account SET disabled = 1 WHERE account = ?1 AND disabled = 0")
        }
        (AccountDeedKind::Enabled, Written::Nothing) => {
            run("UPDATE account SET disabled = 0 WHERE account = ?1 AND disabled = 1")
        }
        (AccountDeedKind::Unlocked, Written::Nothing) => run(FORGET),
        (AccountDeedKind::Added | AccountDeedKind::Password, Written::Nothing) => Ok(0),
    }
}

/// See [`Registry::account_lines`](crate::store::Registry::account_lines).
pub(super) fn lines(connection: &Connection, now: Timestamp) -> Result<Vec<AccountLine>, StoreError> {
    let locks: Vec<(String, Option<Timestamp>)> =
        all(connection, "SELECT name, locked_until FROM attempts WHERE locked_until IS NOT NULL", |row| {
            Ok((row.get(0)?, second(row, 1)?))
        })?;
    let mut locked: BTreeMap<String, Timestamp> = BTreeMap::new();
    for (name, until) in locks {
        // The row without an address makes a name slow, and locks nobody.
        let (Some((name, _)), Some(until)) = (name.split_once('\n'), until.filter(|until| now < *until)) else {
            continue;
        };
        let latest = locked.entry(name.to_owned()).or_insert(until);
        *latest = until.max(*latest);
    }
    let sql = format!("SELECT {ACCOUNT}, a.last_login FROM account a ORDER BY a.account");
    let known = all(connection, &sql, |row| Ok((account(row, 0)?, second(row, 6)?)))?;
    let line = |(it, last_login): (Account, Option<Timestamp>)| AccountLine {
        locked_until: locked.get(it.account.as_str()).copied(),
        account: it.account,
        name: it.name,
        role: it.role,
        disabled: it.disabled,
        must_change: it.must_change,
        last_login,
        acts: Vec::new(),
    };
    Ok(known.into_iter().map(line).collect())
}

/// See [`Registry::deeds`](crate::store::Registry::deeds).
pub(super) fn deeds(connection: &Connection, most: usize) -> Result<Vec<AccountDeed>, StoreError> {
    let sql = format!("SELECT at, done_by, account, kind FROM account_deed ORDER BY number DESC LIMIT {most}");
    all(connection, &sql, |row| {
        let kind: String = row.get(3)?;
        Ok(AccountDeed {
            at: second(row, 0)?.unwrap_or(Timestamp::UNIX_EPOCH),
            by: row.get::<_, Option<String>>(1)?.map(AccountName::new),
            account: AccountName::new(row.get::<_, String>(2)?),
            kind: read(&kind, 3)?,
        })
    })
}

fn accounts(connection: &Connection) -> Result<Vec<Account>, StoreError> {
    all(connection, &format!("SELECT {ACCOUNT} FROM account a ORDER BY a.account"), |row| account(row, 0))
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let rows = statement.query_map([], read).map_err(failed)?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed)
}

fn second(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Timestamp>> {
    let second: Option<i64> = row.get(index)?;
    Ok(second.and_then(|second| Timestamp::from_second(second).ok()))
}

fn text(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(error.into()))
}

fn read<T: DeserializeOwned>(text: &str, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into()))
}
