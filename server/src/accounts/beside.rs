//! What the registry could not write down, kept here until it can: on a full disk people log out, and those who log
//! in read. It is lost when the server ends; then they log in again.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use duoyuan_core::access::Attempts;
use duoyuan_core::id::AccountName;
use jiff::Timestamp;

use crate::cause::chain;
use crate::store::{LoginName, Registry, Session, SessionKey, StoreError};

/// Of each kind at most.
const MOST: usize = 10_000;

#[derive(Default)]
pub(super) struct Beside(Mutex<Held>);

#[derive(Default)]
struct Held {
    begun: HashMap<SessionKey, Session>,
    ended: HashSet<SessionKey>,
    attempts: HashMap<LoginName, Attempts>,
}

impl Beside {
    /// Begins a session.
    pub fn begin(&self, registry: &dyn Registry, session: &Session) -> Result<(), StoreError> {
        let Err(error) = registry.add_session(session) else { return Ok(()) };
        let mut held = self.held();
        if !matches!(error, StoreError::Full(_)) || held.begun.len() >= MOST {
            return Err(error);
        }
        tracing::error!(cause = chain(&error), "a session is kept in memory");
        held.begun.insert(session.key, session.clone());
        Ok(())
    }

    /// Ends a session, whatever the disk says.
    pub fn end(&self, registry: &dyn Registry, key: &SessionKey) {
        self.held().begun.remove(key);
        let Err(error) = registry.end_session(key) else { return };
        tracing::error!(cause = chain(&error), "a session's end is kept in memory");
        let mut held = self.held();
        // Beyond this the oldest would come back to life: nobody logs out ten thousand times on a full disk.
        if held.ended.len() < MOST {
            held.ended.insert(*key);
        }
    }

    /// Ends the sessions of an account that are only here.
    pub fn end_all(&self, account: &AccountName, but: Option<&SessionKey>) {
        self.held().begun.retain(|key, session| session.account != *account || Some(key) == but);
    }

    pub fn has_ended(&self, key: &SessionKey) -> bool {
        self.held().ended.contains(key)
    }

    pub fn begun(&self, key: &SessionKey) -> Option<Session> {
        self.held().begun.get(key).cloned()
    }

    /// Remembers that a session that is only here was used; false when it is not here.
    pub fn touch(&self, key: &SessionKey, now: Timestamp) -> bool {
        self.held().begun.get_mut(key).map(|session| session.used = now).is_some()
    }

    pub fn attempts(&self, registry: &dyn Registry, name: &LoginName) -> Result<Attempts, StoreError> {
        let held = self.held().attempts.get(name).copied();
        held.map_or_else(|| registry.attempts(name), Ok)
    }

    pub fn set_attempts(
        &self,
        registry: &dyn Registry,
        name: &LoginName,
        attempts: Attempts,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let written = registry.set_attempts(name, attempts, now);
        let mut held = self.held();
        match written {
            Ok(()) => {
                held.attempts.remove(name);
                Ok(())
            }
            Err(StoreError::Full(_)) if held.attempts.len() < MOST => {
                held.attempts.insert(name.clone(), attempts);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Forgets the failed logins of a name that are only here.
    pub fn forget_attempts(&self, name: &AccountName) {
        let is_of = |kept: &LoginName| kept.as_str().split('\n').next() == Some(name.as_str());
        self.held().attempts.retain(|kept, _| !is_of(kept));
    }

    /// Writes down what could not be written before; how much that was.
    pub fn settle(&self, registry: &dyn Registry) -> Result<usize, StoreError> {
        let (begun, ended): (Vec<_>, Vec<_>) = {
            let held = self.held();
            (held.begun.values().cloned().collect(), held.ended.iter().copied().collect())
        };
        for key in &ended {
            registry.end_session(key)?;
            self.held().ended.remove(key);
        }
        for session in &begun {
            registry.add_session(session)?;
            self.held().begun.remove(&session.key);
        }
        Ok(begun.len() + ended.len())
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
