//! Snapshots of the state on the disk, so that a start reads one and the entries after it.
//!
//! ```text
//! line: duoyuan-snapshot RULES POSITION HASH     state (core::kept)     CRC-32 of all before it, 4 bytes
//! ```
//! A snapshot is only an abbreviation: whatever does not fit (another version's rules, an entry that is not in the
//! journal, a damaged byte) is passed over, and the journal is read whole as if there were none.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use crc32fast::Hasher;
use duoyuan_core::kept::{Piece, RULES, Snapshot};
use duoyuan_core::state::State;

use super::replay::written;
use crate::cause::chain;
use crate::store::{Store, StoreError};

/// Entries between two snapshots: a start replays fewer than so many, some tenths of a second.
pub const INTERVAL: u64 = 65_536;

const NAME: &str = "duoyuan-snapshot";

/// Makes snapshots while the journal grows.
pub(super) struct Snapshots {
    store: Arc<dyn Store>,
    /// Only a server makes them: a command that ends at once has no time for it.
    on: AtomicBool,
    /// Position of the last one made or begun.
    last: AtomicU64,
    busy: AtomicBool,
}

impl Snapshots {
    /// `last` is the position of the one that is there; 0 when there is none.
    pub fn new(store: Arc<dyn Store>, last: u64) -> Arc<Self> {
        Arc::new(Self { store, on: AtomicBool::new(false), last: AtomicU64::new(last), busy: AtomicBool::new(false) })
    }

    pub fn turn_on(self: &Arc<Self>, state: &Arc<State>) {
        self.on.store(true, Ordering::Relaxed);
        self.pass(state);
    }

    /// Begins one in the background when it is due and none is being made.
    pub fn pass(self: &Arc<Self>, state: &Arc<State>) {
        let position = state.head().position;
        let is_due = position >= self.last.load(Ordering::Relaxed) + INTERVAL;
        if !is_due || !self.on.load(Ordering::Relaxed) || self.busy.swap(true, Ordering::Acquire) {
            return;
        }
        // One that fails is tried again an interval later, and not with every entry.
        self.last.store(position, Ordering::Relaxed);
        let (snapshots, state) = (self.clone(), state.clone());
        let made = move || {
            if let Err(error) = write(snapshots.store.as_ref(), &state) {
                tracing::warn!(cause = chain(&error), "no snapshot was made; the next start takes longer");
            }
            snapshots.busy.store(false, Ordering::Release);
        };
        if let Err(error) = super::aside("snapshot", made) {
            tracing::warn!(cause = chain(&error), "no snapshot was made; the next start takes longer");
            self.busy.store(false, Ordering::Release);
        }
    }
}

/// Puts a snapshot of the state in the place of the one before.
pub fn write(store: &dyn Store, state: &State) -> Result<(), StoreError> {
    store.put_snapshot(&mut |sink| {
        let mut sink = Checked { sink, sum: Hasher::new() };
        let head = state.head();
        writeln!(sink, "{NAME} {RULES} {} {}", head.position, head.hash)?;
        state.keep(&mut sink)?;
        let Checked { sink, sum } = sink;
        sink.write_all(&sum.finalize().to_le_bytes())
    })
}

/// The state of the snapshot, if there is one that was made by these rules from this journal.
pub(super) fn read(store: &dyn Store) -> Result<Option<State>, StoreError> {
    let bytes = match store.snapshot() {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(None),
        // Of another user, no file at all: the journal is there all the same.
        Err(error) => {
            tracing::warn!(cause = chain(&error), "the snapshot cannot be read, and is passed over");
            return Ok(None);
        }
    };
    let Some((state, head)) = parse(&bytes) else { return Ok(None) };
    drop(bytes);
    // The journal is the truth: that entry stands in it, and everything before it hangs on its hash.
    let entry = written(store, head.position)?;
    Ok(entry.is_some_and(|entry| entry.hash == head.hash).then_some(state))
}

fn parse(bytes: &[u8]) -> Option<(State, duoyuan_core::journal::Head)> {
    let (checked, sum) = bytes.split_last_chunk()?;
    let end = checked.iter().position(|byte| *byte == b'\n')?;
    let mut words = std::str::from_utf8(&checked[..end]).ok()?.split(' ');
    // Another version's need not even be checked.
    if (words.next()?, words.next()?) != (NAME, RULES) {
        return None;
    }
    let mut hasher = Hasher::new();
    hasher.update(checked);
    if hasher.finalize() != u32::from_le_bytes(*sum) {
        return None;
    }
    let state = restore(&checked[end + 1..])?;
    let head = *state.head();
    let says = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    (says == (head.position, head.hash)).then_some((state, head))
}

/// Reads the pieces with all processors, and what else there is on this thread.
fn restore(bytes: &[u8]) -> Option<State> {
    let snapshot = Snapshot::open(bytes)?;
    let next = AtomicUsize::new(0);
    let read = || {
        let mut found = Vec::new();
        while let Some((place, piece)) = take(&snapshot, &next) {
            found.push((place, piece.read()?));
        }
        Some(found)
    };
    std::thread::scope(|scope| {
        let others = std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1);
        let others: Vec<_> = (0..others.min(snapshot.pieces.len())).map(|_| scope.spawn(read)).collect();
        let state = snapshot.rest()?;
        let mut pieces = read()?;
        for other in others {
            pieces.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        pieces.sort_by_key(|(place, _)| *place);
        Some(state.with(pieces.into_iter().map(|(_, piece)| piece).collect()))
    })
}

fn take<'a>(snapshot: &'a Snapshot<'a>, next: &AtomicUsize) -> Option<(usize, &'a Piece<'a>)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    Some((place, snapshot.pieces.get(place)?))
}

/// Sums up what goes through.
struct Checked<'a> {
    sink: &'a mut dyn Write,
    sum: Hasher,
}

impl Write for Checked<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

#[cfg(test)]
mod tests;
