//! What the wall shows: one value in memory that every screen follows, the newest alone. Who drives follows from the
//! journal.

use std::sync::{Mutex, PoisonError};

use duoyuan_core::access::Actor;
use duoyuan_core::state::{Rejection, State};
use duoyuan_core::wall::{Shown, WallState};
use jiff::Timestamp;
use tokio::sync::watch;

/// The wall.
pub struct Wall {
    shown: watch::Sender<WallState>,
    /// When the driver of a generation was last heard of.
    heard: Mutex<Option<(u64, Timestamp)>>,
    started: Timestamp,
}

impl Wall {
    /// Nothing is shown yet. Numbers begin with the time, so that they grow over a restart, too.
    pub fn new(now: Timestamp) -> Self {
        let seq = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Self { shown: watch::Sender::new(WallState::new(seq)), heard: Mutex::default(), started: now }
    }

    /// Follows the journal: whoever drives now is the one it tells of.
    pub fn follow(&self, state: &State) {
        self.shown.send_if_modified(|shown| match shown.driven_by(state.driver()) {
            Some(next) => {
                *shown = next;
                true
            }
            None => false,
        });
    }

    /// What is shown, and what comes after it.
    pub fn subscribe(&self) -> watch::Receiver<WallState> {
        self.shown.subscribe()
    }

    /// What is shown.
    pub fn shown(&self) -> WallState {
        self.shown.borrow().clone()
    }

    /// Shows what the driver says.
    ///
    /// # Errors
    /// Somebody else drives, or nobody does; there is no such page.
    pub fn show(&self, state: &State, actor: &Actor, shown: Shown, now: Timestamp) -> Result<WallState, Rejection> {
        self.follow(state);
        let (generation, mut result) = (shown.generation, Ok(()));
        self.shown.send_if_modified(|current| match current.showing(state, actor, shown) {
            Ok(Some(next)) => {
                *current = next;
                true
            }
            Ok(None) => false,
            Err(rejection) => {
                result = Err(rejection);
                false
            }
        });
        result?;
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Some((generation, now));
        Ok(self.shown())
    }

    /// When whoever drives was last heard of. After a start, which has heard of nobody, it gets as long to be heard of again.
    pub fn heard(&self, state: &State) -> Option<Timestamp> {
        let heard = *self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let driver = state.driver()?;
        let of_it = heard.filter(|(generation, _)| driver.generation == *generation).map(|(_, at)| at);
        Some(of_it.unwrap_or(self.started))
    }
}
