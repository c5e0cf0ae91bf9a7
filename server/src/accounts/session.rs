//! Logging in, staying in, and changing the password.

use std::time::Duration;

use duoyuan_core::access::{Actor, Attempts, Role, Scope};
use duoyuan_core::id::AccountName;
use duoyuan_core::words::{Key, key};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::{Accounts, Token, password};
use crate::cause::chain;
use crate::store::{Account, Session, SessionKey, StoreError};

/// How long a person stays logged in at most, however busy: a working day. A wall stays.
pub const ABSOLUTE_LIMIT: SignedDuration = SignedDuration::from_hours(12);

/// Use is remembered to the minute: writing it down at every request would be a write a request.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Who a session belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The account, as it acts.
    pub actor: Actor,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// The session.
    pub session: SessionKey,
}

impl Who {
    /// What it may see; the operator sees no figures.
    pub fn scope(&self) -> Option<Scope> {
        self.actor.role.scope()
    }
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// No such account, a wrong password or a disabled account: not told apart.
    #[error("wrong account or password")]
    Wrong,
    /// Too many failures from this address.
    #[error("locked until {until}")]
    Locked {
        /// When it may be tried again.
        until: Timestamp,
        /// The same in seconds from now.
        seconds: i64,
    },
    /// See there.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The current one is wrong, or the account is locked.
    #[error(transparent)]
    Login(#[from] LoginError),
    /// The new one is too weak; the sentence says how.
    #[error("the new password does not pass: {}", .0.name())]
    Weak(Key),
}

impl Accounts {
    /// How long a login under this name is to wait before it is looked at: a name that is tried too often from
    /// wherever becomes slow, for everybody, and is never locked.
    pub fn delay(&self, name: &str, now: Timestamp) -> Result<Duration, StoreError> {
        let attempts = self.beside.attempts(self.registry.as_ref(), &typed(name))?;
        Ok(attempts.delay(now).unsigned_abs())
    }

    /// Lets somebody in who comes from the address `from`. Takes tens of milliseconds on purpose.
    pub fn log_in(&self, name: &str, from: &str, password: &str, now: Timestamp) -> Result<(Token, Who), LoginError> {
        let account = self.prove(name, from, password, now)?;
        let token = Token::random()?;
        let session = Session { key: token.key(), account: account.account.clone(), began: now, used: now };
        self.beside.begin(self.registry.as_ref(), &session)?;
        Ok((token, who(session.key, account)))
    }

    /// Whose session it is, if it is in force; and remembers that it was used.
    pub fn who(&self, key: &SessionKey, now: Timestamp) -> Result<Option<Who>, StoreError> {
        if self.beside.has_ended(key) {
            return Ok(None);
        }
        let found = match self.registry.session(key)? {
            None => match self.beside.begun(key) {
                Some(session) => self.registry.account(&session.account)?.map(|account| (session, account)),
                None => None,
            },
            found => found,
        };
        let Some((session, account)) = found else { return Ok(None) };
        if account.disabled || !is_in_force(&session, &account.role, now) {
            self.beside.end(self.registry.as_ref(), key);
            return Ok(None);
        }
        if now.duration_since(session.used) >= TOUCH_EVERY
            && !self.beside.touch(key, now)
            && let Err(error) = self.registry.touch_session(key, now)
        {
            // A full disk must not keep people from looking at the board.
            tracing::warn!(cause = chain(&error), "a session's use was not remembered");
        }
        Ok(Some(who(*key, account)))
    }

    /// Ends a session. On a full disk too: then it is remembered, and written down when there is room.
    pub fn log_out(&self, key: &SessionKey) {
        self.beside.end(self.registry.as_ref(), key);
        self.tell_of_endings();
    }

    /// Moves whenever sessions may have ended, so that open streams ask at once whether theirs has.
    pub fn endings(&self) -> watch::Receiver<u64> {
        self.ended.subscribe()
    }

    pub(super) fn tell_of_endings(&self) {
        self.ended.send_modify(|count| *count += 1);
    }

    /// Changes the password of a session's account; its other sessions end.
    pub fn change_password(
        &self,
        who: &Who,
        from: &str,
        current: &str,
        new: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        let name = &who.actor.account;
        let account = self.prove(name.as_str(), from, current, now)?;
        let problem = password::problem(name.as_str(), &who.actor.name, new);
        if let Some(problem) = problem.or((current == new).then_some(key::PASSWORD_UNCHANGED)) {
            return Err(PasswordError::Weak(problem));
        }
        let hash = password::hash(new).map_err(LoginError::Store)?;
        // Somebody may have given the account another one while this one was looked at: that one stands.
        if !self.registry.change_password(name, &account.password, &hash).map_err(LoginError::Store)? {
            return Err(LoginError::Wrong.into());
        }
        self.beside.end_all(name, Some(&who.session));
        self.registry.end_sessions(name, Some(&who.session)).map_err(LoginError::Store)?;
        self.tell_of_endings();
        Ok(())
    }

    /// Forgets sessions that can no longer be in force.
    pub fn drop_sessions(&self, now: Timestamp) -> Result<usize, StoreError> {
        let before = now.saturating_sub(Role::Display.idle_limit());
        self.registry.drop_sessions(before.unwrap_or(now))
    }

    /// The account, when the password is right. A failure counts before the password is looked at: many at
    /// once are no more than one after the other.
    fn prove(&self, name: &str, from: &str, password: &str, now: Timestamp) -> Result<Account, LoginError> {
        let name = typed(name);
        // A name has no end of line in it: nobody types himself into another one's row.
        let here = AccountName::new(format!("{name}\n{from}"));
        let (beside, registry) = (&self.beside, self.registry.as_ref());
        let attempts = beside.attempts(registry, &here)?;
        if let Some(until) = attempts.locked_until.filter(|_| attempts.is_locked(now)) {
            return Err(locked(until, now));
        }
        let counted = attempts.failed(now);
        beside.set_attempts(registry, &here, counted, now)?;
        let anywhere = beside.attempts(registry, &name)?.failed_anywhere(now);
        beside.set_attempts(registry, &name, anywhere, now)?;
        let account = registry.account(&name)?.filter(|account| !account.disabled);
        let right = password::verify(password, account.as_ref().map(|account| account.password.as_str()));
        match (account.filter(|_| right), counted.locked_until.filter(|_| counted.is_locked(now))) {
            (Some(account), _) => {
                beside.set_attempts(registry, &here, Attempts::default(), now)?;
                beside.set_attempts(registry, &name, Attempts::default(), now)?;
                Ok(account)
            }
            (None, Some(until)) => Err(locked(until, now)),
            (None, None) => Err(LoginError::Wrong),
        }
    }
}

/// A login name as it was typed, without case and what a name cannot have.
fn typed(name: &str) -> AccountName {
    let plain = name.trim().to_lowercase();
    AccountName::new(plain.chars().filter(|c| !c.is_control()).take(64).collect::<String>())
}

fn locked(until: Timestamp, now: Timestamp) -> LoginError {
    LoginError::Locked { until, seconds: until.duration_since(now).as_secs().max(1) }
}

fn is_in_force(session: &Session, role: &Role, now: Timestamp) -> bool {
    let idle = now.duration_since(session.used) < role.idle_limit();
    let young = *role == Role::Display || now.duration_since(session.began) < ABSOLUTE_LIMIT;
    idle && young
}

fn who(session: SessionKey, account: Account) -> Who {
    let Account { account, name, role, must_change, .. } = account;
    Who { actor: Actor { account, name, role }, must_change, session }
}
