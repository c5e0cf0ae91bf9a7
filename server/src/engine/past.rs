//! The state as it was: any position of the journal, and any moment.
//!
//! A past state is replayed from the nearest one that is kept, and kept itself for those who look at the same meeting
//! a second time. A few are kept, the least used one goes first: each may be as large as today's.

use std::sync::{Arc, Mutex, PoisonError};

use duoyuan_core::journal::{self, Stored};
use duoyuan_core::state::State;
use jiff::Timestamp;

use super::replay::{BATCH, OpenError, replay};
use crate::store::{Store, StoreError};

/// States kept at most.
const KEPT: usize = 4;

/// Past states that were looked at, the one used last at the end.
#[derive(Default)]
pub(super) struct Past {
    kept: Mutex<Vec<Arc<State>>>,
}

impl Past {
    /// The state after the entry at `position`, which must not be beyond the journal's end.
    pub(super) fn at(&self, store: &dyn Store, position: u64) -> Result<Arc<State>, OpenError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = kept.iter().position(|state| state.head().position == position) {
            let state = kept.remove(index);
            kept.push(state.clone());
            return Ok(state);
        }
        let before = kept.iter().filter(|state| state.head().position < position);
        let nearest = before.max_by_key(|state| state.head().position).cloned();
        // Replaying takes a while; who looks at something else need not wait for it.
        drop(kept);
        let mut state = nearest.map(|state| State::clone(&state)).unwrap_or_default();
        forward(store, &mut state, position)?;
        let state = Arc::new(state);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.head().position != position);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(state.clone());
        Ok(state)
    }
}

/// Takes entries in up to and including the one at `position`.
fn forward(store: &dyn Store, state: &mut State, position: u64) -> Result<(), OpenError> {
    while state.head().position < position {
        let mut batch = Vec::new();
        store.read_after(state.head().position, &mut |stored| {
            if stored.position <= position {
                batch.push(stored);
            }
            batch.len() < BATCH && batch.last().is_some_and(|last: &Stored| last.position < position)
        })?;
        if batch.is_empty() {
            break;
        }
        replay(state, &batch)?;
    }
    Ok(())
}

/// Position of the last entry written at `moment` or before; 0 when there is none. Moments never go back, so that
/// halving finds it with some twenty entries read.
pub(super) fn position_at(store: &dyn Store, moment: Timestamp, last: u64) -> Result<u64, OpenError> {
    let (mut low, mut high) = (0, last);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if written_at(store, middle)? <= moment {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(low)
}

fn written_at(store: &dyn Store, position: u64) -> Result<Timestamp, OpenError> {
    let mut found = None;
    store.read_after(position - 1, &mut |stored| {
        found = Some(stored);
        false
    })?;
    let missing = || StoreError::Damaged { what: format!("entry {position}"), source: "it is not there".into() };
    let stored = found.filter(|stored| stored.position == position).ok_or_else(missing)?;
    journal::moment(&stored).map_err(OpenError::Damage)
}
