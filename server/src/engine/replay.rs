//! Reading the journal back: checked entry by entry, never whole in memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use duoyuan_core::journal::anchor::Anchor;
use duoyuan_core::journal::{self, Damage, Entry, Hash, Head, Stored};
use duoyuan_core::state::State;

use crate::store::{Store, StoreError};

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The chain is broken.
    #[error(transparent)]
    Damage(#[from] Damage),
    /// A file that an entry names is missing or was changed.
    #[error("entry {position} names the file {digest}, which is missing or was changed")]
    File {
        /// The entry.
        position: u64,
        /// The file's hash as the entry has it.
        digest: String,
    },
}

/// Entries taken from the store at a time: some megabytes of text.
pub const BATCH: usize = 8192;
/// Entries that one processor reads at a time: some tenths of a millisecond of work.
const BLOCK: usize = 128;

/// Takes in every entry after the state's head, and shows `passing` the state now and then on the way. While a batch is
/// replayed, the store reads the next one.
pub(super) fn catch_up(store: &dyn Store, state: &mut State, passing: &dyn Fn(&State)) -> Result<(), OpenError> {
    let after = state.head().position;
    std::thread::scope(|scope| {
        let (send, batches) = mpsc::sync_channel(1);
        let reader = scope.spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            store.read_after(after, &mut |stored| {
                batch.push(stored);
                // Nobody takes it any more when an entry was damaged.
                batch.len() < BATCH || send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_ok()
            })?;
            // Not taken either, after damage.
            send.send(batch).ok();
            Ok(())
        });
        for batch in batches {
            replay(state, &batch)?;
            passing(state);
        }
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Takes these entries in, the first of which follows the state's head. Nothing after a damaged one is.
///
/// A link of the chain needs no more than the hash before it, which is stored: blocks of entries are checked and
/// read by all processors at once. This thread applies them in their order, and reads while none is ready.
pub fn replay(state: &mut State, batch: &[Stored]) -> Result<(), Damage> {
    let first = *state.head();
    let before = |index: usize| match index.checked_sub(1) {
        Some(last) => Head { position: batch[last].position, hash: batch[last].hash, at: None },
        None => first,
    };
    let read = |block: usize| -> Vec<Result<Entry, Damage>> {
        let start = block * BLOCK;
        let end = batch.len().min(start + BLOCK);
        (start..end).map(|index| journal::read(&before(index), &batch[index])).collect()
    };
    let blocks = batch.len().div_ceil(BLOCK);
    let next = AtomicUsize::new(0);
    let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|block| *block < blocks);
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let (send, ready) = mpsc::channel();
        for _ in 1..processors.min(blocks) {
            let (send, take, read) = (send.clone(), &take, &read);
            // Nobody listens any more when an entry was damaged.
            scope.spawn(move || while take().is_some_and(|block| send.send((block, read(block))).is_ok()) {});
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        for due in 0..blocks {
            let entries = loop {
                waiting.extend(ready.try_iter());
                if let Some(entries) = waiting.remove(&due) {
                    break entries;
                }
                let (block, entries) = match take() {
                    Some(block) => (block, read(block)),
                    None => match ready.recv() {
                        Ok(other) => other,
                        // The other thread panicked, and so does the scope.
                        Err(_) => return Ok(()),
                    },
                };
                waiting.insert(block, entries);
            };
            for entry in entries {
                state.apply(entry?);
            }
        }
        Ok(())
    })
}

/// Checks the whole chain and every file it names; answers the head.
pub fn verify(store: &dyn Store) -> Result<Head, OpenError> {
    let mut head = Head::default();
    let mut files = Vec::new();
    let mut damage = None;
    let read = store.read_after(0, &mut |stored| match journal::read(&head, &stored) {
        Ok(entry) => {
            head = Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
            let named = duoyuan_core::document::named(&entry.event).into_iter();
            files.extend(named.map(|digest| (entry.position, digest.to_owned())));
            true
        }
        Err(found) => {
            damage = Some(found);
            false
        }
    });
    // The first fault is named: a file's entry may come before the broken link.
    for (position, digest) in files {
        let sound = |bytes: &Vec<u8>| Hash::of(bytes).to_string() == digest;
        let kept = match hash(&digest) {
            Some(hash) => store.get_blob(&hash)?,
            None => None,
        };
        if !kept.as_ref().is_some_and(sound) {
            return Err(OpenError::File { position, digest });
        }
    }
    read?;
    damage.map_or(Ok(head), |damage| Err(damage.into()))
}

/// The hash written as 64 hexadecimal digits.
pub fn hash(text: &str) -> Option<Hash> {
    text.parse().ok()
}

/// Looks whether the journal still has the entry of an anchor.
pub fn holds(store: &dyn Store, anchor: &Anchor) -> Result<bool, StoreError> {
    Ok(written(store, anchor.position)?.is_some_and(|entry| entry.hash == anchor.hash))
}

/// The entry at that position as it is stored.
pub(super) fn written(store: &dyn Store, position: u64) -> Result<Option<Stored>, StoreError> {
    let Some(before) = position.checked_sub(1) else { return Ok(None) };
    let mut found = None;
    store.read_after(before, &mut |entry| {
        found = Some(entry);
        false
    })?;
    Ok(found.filter(|entry| entry.position == position))
}
