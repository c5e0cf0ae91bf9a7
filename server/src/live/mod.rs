//! The live stream: one computation an audience and change, the same bytes to everybody in it.
//!
//! An audience is a [`Scope`]. It keeps the document its screens show and the patches that led to it; a screen
//! that comes back says where it was and gets what it missed, or the whole document.

mod audience;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use duoyuan_core::access::Scope;
use duoyuan_core::series::Seen;
use duoyuan_core::view;
use jiff::Timestamp;
use tokio::sync::broadcast;

use crate::cause::chain;
use crate::engine::Engine;
use audience::Audience;

pub use audience::event;

/// Events waiting for one client before it is dropped; it comes back and catches up.
pub const QUEUE: usize = 32;

/// Minutes that an audience's document and patches are kept when nobody listens any more: who comes back within them
/// is sent what they missed.
const DESERTED: i64 = 15;

/// All audiences.
pub struct Live {
    engine: Arc<Engine>,
    audiences: Mutex<HashMap<Scope, Slot>>,
    computed: AtomicU64,
}

/// An audience, once somebody has joined it.
type Slot = Arc<Mutex<Option<Audience>>>;

/// One client's part in an audience.
pub struct Subscription {
    /// What it is sent first: what it missed, or the whole document; nothing when it is up to date.
    pub first: Vec<Bytes>,
    /// What comes next.
    pub next: broadcast::Receiver<Bytes>,
}

impl Live {
    /// Nobody listens yet.
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine, audiences: Mutex::default(), computed: AtomicU64::new(0) }
    }

    /// Joins an audience; `seen` is the position of the last event the client had. `None` before a zone is
    /// configured. Computes when nobody was there, so it may take milliseconds.
    pub fn join(&self, scope: &Scope, seen: Option<u64>, now: Timestamp) -> Option<Subscription> {
        let slot = lock(&self.audiences).entry(scope.clone()).or_default().clone();
        // Under one lock: the first who come wait for one computation, and between the first events and the
        // next ones nothing can be missed.
        let mut slot = lock(&slot);
        if slot.is_none() {
            *slot = Some(Audience::new(self.compute(scope, now, None)?, now));
        }
        let audience = slot.as_mut()?;
        self.bring_up_to_date(scope, audience, now);
        Some(Subscription { first: audience.since(seen), next: audience.sender.subscribe() })
    }

    /// Sends every audience somebody listens in what has changed. Call it after a change, and when a minute begins.
    pub fn refresh(&self, now: Timestamp) {
        let audiences: Vec<_> = lock(&self.audiences).iter().map(|(scope, it)| (scope.clone(), it.clone())).collect();
        for (scope, slot) in audiences {
            let mut slot = lock(&slot);
            match slot.as_mut() {
                Some(audience) if audience.sender.receiver_count() > 0 => self.bring_up_to_date(&scope, audience, now),
                Some(audience) if minute(now) - minute(audience.made) < DESERTED => {}
                _ => *slot = None,
            }
        }
    }

    /// How many documents were computed since the start.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    /// How many documents are kept.
    #[cfg(test)]
    fn kept(&self) -> usize {
        lock(&self.audiences).values().filter(|slot| lock(slot).is_some()).count()
    }

    fn bring_up_to_date(&self, scope: &Scope, audience: &mut Audience, now: Timestamp) {
        // A park's position moves with what concerns it, and so does its document.
        if audience.position == self.engine.position_of(scope) && minute(audience.made) == minute(now) {
            return;
        }
        let before = audience.take().map(|before| (before, audience.made));
        if let Some(document) = self.compute(scope, now, before) {
            audience.advance(document, now);
        }
    }

    /// The document of a scope; made anew where there is none before it.
    fn compute(&self, scope: &Scope, now: Timestamp, before: Option<(view::Live, Timestamp)>) -> Option<view::Live> {
        self.computed.fetch_add(1, Ordering::Relaxed);
        let state = self.engine.read();
        let seen = Seen::new(&state, scope)?;
        if let Some(edition) = state.edition_shown(scope) {
            return self.of_edition(seen, edition.position, now, before);
        }
        Some(match before {
            Some((before, then)) => view::live_after(seen, now, before, then),
            None => view::live(seen, now),
        })
    }

    /// The document of an edition. While its entries cannot be read there is no other to show in its place: screens keep
    /// what they have.
    fn of_edition(
        &self,
        seen: Seen<'_>,
        position: u64,
        now: Timestamp,
        before: Option<(view::Live, Timestamp)>,
    ) -> Option<view::Live> {
        let past = match self.engine.at(position) {
            Ok(past) => past?,
            Err(error) => {
                tracing::error!(position, cause = chain(&error), "the state of an edition cannot be read");
                return None;
            }
        };
        view::live_of_edition(seen, Seen::new(&past, seen.scope())?, now, before.map(|(before, _)| before))
    }
}

/// The minute a moment lies in: reports become overdue at midnight, and answers at any minute.
pub fn minute(now: Timestamp) -> i64 {
    now.as_second().div_euclid(60)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
