//! The one place that decides, appends, applies and wakes.
//!
//! Nothing is acknowledged before its entry is durable, and nothing is applied that is not stored. Readers
//! never wait for the disk: while an entry is being written they see the state before it.

mod past;
mod replay;
mod snapshot;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use duoyuan_core::access::{Actor, Scope};
use duoyuan_core::area::Area;
use duoyuan_core::as_of::AsOf;
use duoyuan_core::journal;
use duoyuan_core::series::Seen;
use duoyuan_core::state::{Command, Rejection, State};
use jiff::Timestamp;
use tokio::sync::watch;

use crate::cause::chain;
use crate::store::{AppendError, Store, StoreError};

pub use replay::{BATCH, OpenError, hash, holds, replay, verify};
pub use snapshot::{INTERVAL, write as write_snapshot};

/// How often a command is decided again because another process wrote in between.
const TRIES: usize = 16;

/// The journal with all that follows from it.
pub struct Engine {
    store: Arc<dyn Store>,
    /// Readers take it as it is and keep it as long as they like; a change puts the next one in its place.
    state: RwLock<Arc<State>>,
    /// Held from deciding to applying: two commands never decide on the same state.
    writing: Mutex<()>,
    moved: watch::Sender<u64>,
    past: past::Past,
    snapshots: Arc<snapshot::Snapshots>,
    /// The state that a snapshot gave, until it was compared with what its entries make.
    unproven: Mutex<Option<Arc<State>>>,
    /// Damage was found before the snapshot: nothing more is written on top of it.
    is_damaged: AtomicBool,
}

/// Why a command was not carried out. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The rules say no.
    #[error("rejected: {}", .0.message.key.name())]
    Rejected(Rejection),
    /// The store could not write it down.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What another process wrote cannot be read.
    #[error(transparent)]
    Journal(#[from] OpenError),
    /// The journal is damaged, as was found after the start. It can be looked at.
    #[error("the journal is damaged")]
    Damaged,
    /// Other processes kept writing.
    #[error("the journal keeps moving")]
    Busy,
}

impl Engine {
    /// Reads the newest snapshot and the entries after it, or the whole journal, and checks the chain of what it reads.
    /// What lies before a snapshot is checked by [`Engine::prove`].
    pub fn open(store: Arc<dyn Store>) -> Result<Self, OpenError> {
        let past = past::Past::of(store.last_position()?);
        let loaded = snapshot::read(store.as_ref())?.map(Arc::new);
        let mut state = loaded.as_deref().cloned().unwrap_or_default();
        let snapshots = snapshot::Snapshots::new(store.clone(), state.head().position);
        replay::catch_up(store.as_ref(), &mut state, &|state| past.pass(state))?;
        let moved = watch::Sender::new(state.head().position);
        let (state, unproven) = (RwLock::new(Arc::new(state)), Mutex::new(loaded));
        Ok(Self {
            store,
            state,
            writing: Mutex::new(()),
            moved,
            past,
            snapshots,
            unproven,
            is_damaged: AtomicBool::new(false),
        })
    }

    /// What a server does beside serving: it makes snapshots as the journal grows, and proves the one it began with.
    pub fn work_aside(self: &Arc<Self>) {
        self.snapshots.turn_on(&self.read());
        let engine = self.clone();
        let proof = move || {
            if let Err(error) = engine.prove() {
                tracing::error!(cause = chain(&error), "the journal before the last snapshot is damaged");
            }
        };
        if let Err(error) = aside("proof", proof) {
            tracing::warn!(cause = chain(&error), "the journal before the last snapshot is not checked");
        }
    }

    /// Replays what lies before the snapshot that this engine began with: the chain is checked, past states are kept on
    /// the way, and the state made of the entries takes the place of the one that was read, of which it shares nothing.
    /// Until then both are in memory. Writers wait for the last entries alone.
    ///
    /// # Errors
    /// The damage that was found: nothing is written on top of it any more.
    pub fn prove(&self) -> Result<(), OpenError> {
        let result = self.replay_before_snapshot();
        if matches!(result, Err(OpenError::Damage(_))) {
            self.is_damaged.store(true, Ordering::Relaxed);
        }
        result
    }

    fn replay_before_snapshot(&self) -> Result<(), OpenError> {
        let Some(loaded) = lock(&self.unproven).take() else { return Ok(()) };
        let mut state = State::default();
        self.past.forward(self.store.as_ref(), &mut state, loaded.head().position)?;
        let is_wrong = state != *loaded;
        drop(loaded);
        if is_wrong {
            // The entries are the truth. No later start is to read a snapshot like this one.
            tracing::error!(position = state.head().position, "a snapshot was not what its entries make");
            // Without room for a better one it is found out again; what is shown is put right all the same.
            if let Err(error) = snapshot::write(self.store.as_ref(), &state) {
                tracing::warn!(cause = chain(&error), "the wrong snapshot stays");
            }
        }
        // The others were made of the snapshot's and share nothing with this one.
        self.past.forget_after(state.head().position);
        self.past.forward(self.store.as_ref(), &mut state, self.position())?;
        let _writing = lock(&self.writing);
        // One that did not come to the end lies behind what is shown, and takes no place.
        replay::catch_up(self.store.as_ref(), &mut state, &|state| self.past.pass(state))?;
        let position = state.head().position;
        self.put(state);
        // Screens that showed what a wrong snapshot said are told anew, though nothing was written.
        self.moved.send_if_modified(|last| std::mem::replace(last, position) != position || is_wrong);
        Ok(())
    }

    /// Judges a command, writes down what it does, and puts it into force. Blocks until it is durable.
    /// Answers the position of the last entry, as the actor may know it: what follows for others is not told to a park.
    pub fn carry_out(&self, actor: &Actor, command: &Command, now: Timestamp) -> Result<u64, EngineError> {
        self.carry_out_with(actor, command, &[], now)
    }

    /// The same, with files that the command names; they are kept once the command has passed.
    pub fn carry_out_with(
        &self,
        actor: &Actor,
        command: &Command,
        files: &[Vec<u8>],
        now: Timestamp,
    ) -> Result<u64, EngineError> {
        let _writing = lock(&self.writing);
        if self.is_damaged() {
            return Err(EngineError::Damaged);
        }
        for _ in 0..TRIES {
            let (head, now, events) = {
                let state = self.read();
                let head = *state.head();
                // The machine's clock may be set back; moments in the journal never go back.
                let now = head.at.map_or(now, |last| now.max(last));
                (head, now, state.decide(actor, command, now).map_err(EngineError::Rejected)?)
            };
            if events.is_empty() {
                return Ok(told(&self.read(), actor));
            }
            for bytes in files {
                self.store.put_blob(bytes)?;
            }
            // What is applied is read back from the very text that is stored: replaying cannot differ.
            let (mut stored, mut entries, mut last) = (Vec::new(), Vec::new(), head);
            for event in &events {
                let text = journal::write(&last, now, actor, event);
                let entry = journal::read(&last, &text).map_err(OpenError::Damage)?;
                last = journal::Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
                stored.push(text);
                entries.push(entry);
            }
            match self.store.append(head.position, &stored) {
                Ok(()) => {
                    let mut next = State::clone(&self.read());
                    entries.into_iter().for_each(|entry| next.apply(entry));
                    let position = told(&next, actor);
                    self.put(next);
                    self.moved.send_replace(last.position);
                    return Ok(position);
                }
                Err(AppendError::Moved) => self.catch_up()?,
                Err(AppendError::Store(error)) => return Err(error.into()),
            }
        }
        Err(EngineError::Busy)
    }

    /// The state as it is now: it does not change any more, and no change waits for who reads it.
    pub fn read(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts the next state in the place of this one.
    fn put(&self, next: State) {
        self.past.pass(&next);
        let next = Arc::new(next);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let last = std::mem::replace(&mut *state, next.clone());
        drop(state);
        self.snapshots.pass(&next);
        // What is only in the last one is given back while nobody waits.
        drop(last);
    }

    /// What `look` makes of the state as `scope` may see it; nothing before a zone is configured.
    pub fn see<T>(&self, scope: &Scope, look: impl FnOnce(Seen<'_>) -> T) -> Option<T> {
        Seen::new(&self.read(), scope).map(look)
    }

    /// The state after the entry at `position`: what everybody saw then. Nothing beyond the last entry. Blocks while it
    /// replays what is not kept.
    pub fn at(&self, position: u64) -> Result<Option<Arc<State>>, OpenError> {
        if position > self.position() {
            return Ok(None);
        }
        self.past.at(self.store.as_ref(), position).map(Some)
    }

    /// Position of the last entry written at `moment` or before; 0 when there is none.
    pub fn position_at(&self, moment: Timestamp) -> Result<u64, OpenError> {
        past::position_at(self.store.as_ref(), moment, self.position())
    }

    /// The state that a scope looks back at, and the moment at which its views are asked: see [`duoyuan_core::as_of`].
    /// Nothing where there is nothing to look back at: before the first entry, after now, after the last entry that the
    /// scope may know of. Blocks while it replays what is not kept.
    pub fn look_back(
        &self,
        scope: &Scope,
        as_of: AsOf,
        now: Timestamp,
    ) -> Result<Option<(Arc<State>, Timestamp)>, OpenError> {
        let found = |state: Option<Arc<State>>, moment: Option<Timestamp>| state.zip(moment);
        Ok(match as_of {
            AsOf::Edition(number) => {
                let Some((position, frozen)) = self.read().edition_open_to(scope, number) else { return Ok(None) };
                found(self.at(position)?, Some(frozen))
            }
            // A wall shows what is newest.
            _ if !scope.opens() => None,
            AsOf::Position(position) if position > self.position_of(scope) => None,
            AsOf::Position(position) => {
                let state = self.at(position)?;
                let moment = state.as_ref().and_then(|state| state.changed_at(scope));
                found(state, moment)
            }
            AsOf::Day(_) | AsOf::Moment(_) => {
                let Some(moment) = as_of.moment(now) else { return Ok(None) };
                match self.position_at(moment)? {
                    0 => None,
                    position => found(self.at(position)?, Some(moment)),
                }
            }
        })
    }

    /// Position of the last entry in force that a scope may know of.
    pub fn position_of(&self, scope: &Scope) -> u64 {
        self.read().position(scope)
    }

    /// The last entry that can have changed what a scope sees of `areas`: for a park or an owner the last one that it may
    /// know of, whatever that tells of.
    pub fn last_change(&self, scope: &Scope, areas: &[Area]) -> u64 {
        let state = self.read();
        match scope {
            Scope::Park(_) | Scope::Owner(_) => state.position(scope),
            Scope::Leading | Scope::Office | Scope::Display => state.touched(areas),
        }
    }

    /// Position of the last entry in force. No answer to anybody holds it, see [`Engine::position_of`].
    pub fn position(&self) -> u64 {
        *self.moved.borrow()
    }

    /// Tells of every change of the position.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.moved.subscribe()
    }

    /// Whether damage was found in the journal after the start: what was read of it is shown, and nothing written.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged.load(Ordering::Relaxed)
    }

    /// Where the journal and its files are kept.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    fn catch_up(&self) -> Result<(), OpenError> {
        let mut next = State::clone(&self.read());
        let result = replay::catch_up(self.store.as_ref(), &mut next, &|state| self.past.pass(state));
        let position = next.head().position;
        self.put(next);
        self.moved.send_replace(position);
        result
    }
}

/// Runs beside what is served, and gives way to it.
fn aside(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let gently = move || {
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::process::nice(10) {
            tracing::debug!(cause = chain(&error), "work aside is done as fast as the rest");
        }
        work();
    };
    std::thread::Builder::new().name(name.to_owned()).spawn(gently).map(drop)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The position of the journal as an actor may know it.
fn told(state: &State, actor: &Actor) -> u64 {
    actor.role.scope().map_or(state.head().position, |scope| state.position(&scope))
}

#[cfg(test)]
mod tests;
