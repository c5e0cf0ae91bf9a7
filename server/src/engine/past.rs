//! The state as it was: any position of the journal, and any moment.
//!
//! Copies of a state share all that is the same in both, so that many are kept: one every so many entries, of the whole
//! journal. A past state is replayed from the last kept one before it, and kept itself for those who look at the same
//! meeting a second time.

use std::sync::{Arc, Mutex};

use duoyuan_core::journal::{self, Stored};
use duoyuan_core::state::State;
use jiff::Timestamp;

use super::lock;
use super::replay::{BATCH, OpenError, replay, written};
use crate::store::{Store, StoreError};

/// States kept of those that were looked at.
const LOOKED_AT: usize = 4;

/// Past states: those that were passed, and those that were looked at, the one used last at the end.
#[derive(Default)]
pub(super) struct Past {
    passed: Mutex<Passed>,
    looked_at: Mutex<Vec<Arc<State>>>,
}

impl Past {
    /// Ready for a journal of so many entries: what is kept of it lies evenly.
    pub(super) fn of(entries: u64) -> Self {
        let past = Self::default();
        lock(&past.passed).stride = entries.div_ceil(Passed::FIRST).max(Passed::SHORTEST);
        past
    }

    /// Keeps a state that the journal passes, if none is kept that is near before it.
    pub(super) fn pass(&self, state: &State) {
        lock(&self.passed).note(state);
    }

    /// The state after the entry at `position`, which must not be beyond the journal's end.
    pub(super) fn at(&self, store: &dyn Store, position: u64) -> Result<Arc<State>, OpenError> {
        let mut looked_at = lock(&self.looked_at);
        if let Some(index) = looked_at.iter().position(|state| state.head().position == position) {
            let state = looked_at.remove(index);
            looked_at.push(state.clone());
            return Ok(state);
        }
        let before = looked_at.iter().filter(|state| state.head().position < position);
        let nearest = before.max_by_key(|state| state.head().position).cloned();
        // Replaying takes a while; who looks at something else need not wait for it.
        drop(looked_at);
        let nearest = nearest.into_iter().chain(lock(&self.passed).before(position));
        let nearest = nearest.max_by_key(|state| state.head().position);
        let mut state = nearest.map(|state| State::clone(&state)).unwrap_or_default();
        forward(store, &mut state, position, BATCH, &|_| ())?;
        let state = Arc::new(state);
        let mut looked_at = lock(&self.looked_at);
        looked_at.retain(|other| other.head().position != position);
        if looked_at.len() >= LOOKED_AT {
            looked_at.remove(0);
        }
        looked_at.push(state.clone());
        Ok(state)
    }
}

impl Past {
    /// Takes entries in up to and including the one at `position`, a few at a time, so that nobody waits long for the
    /// store, and keeps states on the way.
    pub(super) fn forward(&self, store: &dyn Store, state: &mut State, position: u64) -> Result<(), OpenError> {
        forward(store, state, position, BATCH / 8, &|state| self.pass(state))
    }

    /// Drops what lies after `position`.
    pub(super) fn forget_after(&self, position: u64) {
        lock(&self.passed).kept.retain(|state| state.head().position <= position);
        lock(&self.looked_at).clear();
    }
}

/// States that the journal passed, oldest first.
struct Passed {
    kept: Vec<Arc<State>>,
    /// So many entries lie between two of them at least.
    stride: u64,
}

impl Default for Passed {
    fn default() -> Self {
        Self { kept: Vec::new(), stride: Self::SHORTEST }
    }
}

impl Passed {
    /// Some hundredths of a second to replay.
    const SHORTEST: u64 = 4096;
    /// So many are kept of the journal that is there when it is opened: of two million entries every 41,000, a fifth of
    /// a second to replay, and together they weigh less than a fifth of the state.
    const FIRST: u64 = 49;
    /// With so many, every other one is dropped.
    const MOST: usize = 64;

    fn note(&mut self, state: &State) {
        let position = state.head().position;
        let place = self.kept.partition_point(|kept| kept.head().position <= position);
        let last = self.kept[..place].last().map_or(0, |last| last.head().position);
        if position < last + self.stride {
            return;
        }
        // After a snapshot was read, what lies before it is passed later.
        self.kept.insert(place, Arc::new(state.clone()));
        if self.kept.len() > Self::MOST {
            self.stride *= 2;
            let mut nth = 0;
            self.kept.retain(|_| {
                nth += 1;
                nth % 2 == 0
            });
        }
    }

    /// The last one at `position` or before.
    fn before(&self, position: u64) -> Option<Arc<State>> {
        let after = self.kept.partition_point(|state| state.head().position <= position);
        self.kept[..after].last().cloned()
    }
}

/// Takes entries in up to and including the one at `position`, in batches of at most `most` entries, and shows `passing`
/// the state after each batch. Entries that cannot be read are the error, and nothing after them is taken in.
fn forward(
    store: &dyn Store,
    state: &mut State,
    position: u64,
    most: usize,
    passing: &dyn Fn(&State),
) -> Result<(), OpenError> {
    while state.head().position < position {
        let mut batch = Vec::new();
        store.read_after(state.head().position, &mut |stored| {
            if stored.position <= position {
                batch.push(stored);
            }
            batch.len() < most && batch.last().is_some_and(|last: &Stored| last.position < position)
        })?;
        if batch.is_empty() {
            break;
        }
        replay(state, &batch)?;
        passing(state);
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
    let missing = || StoreError::Damaged { what: format!("entry {position}"), source: "it is not there".into() };
    let stored = written(store, position)?.ok_or_else(missing)?;
    journal::moment(&stored).map_err(OpenError::Damage)
}

#[cfg(test)]
mod tests {
    use duoyuan_core::access::{Actor, Role};
    use duoyuan_core::journal::{Entry, Hash};
    use duoyuan_core::state::Event;

    use super::*;

    fn state(position: u64) -> State {
        let by = Actor { account: "a".into(), name: String::new(), role: Role::Office };
        let event = Event::PeriodClosed { month: "2026-10".parse().unwrap() };
        let mut state = State::default();
        state.apply(Entry { position, at: Timestamp::UNIX_EPOCH, by, event, hash: Hash::default() });
        state
    }

    /// However many were passed: few are kept, of the whole journal, and never far before the one asked for.
    #[test]
    fn what_is_kept_lies_evenly() {
        let mut passed = Passed::default();
        let step = Passed::SHORTEST / 2;
        for last in 1..=1000 {
            passed.note(&state(last * step));
            assert!(passed.kept.len() <= Passed::MOST, "{last}");
            for position in (step..=last * step).step_by(step as usize * 7) {
                let before = passed.before(position).map_or(0, |state| state.head().position);
                assert!(before <= position && position - before < 2 * passed.stride, "{position} of {}", last * step);
            }
            assert!(passed.stride <= Passed::SHORTEST.max(4 * last * step / Passed::MOST as u64), "{last}");
        }
    }
}
