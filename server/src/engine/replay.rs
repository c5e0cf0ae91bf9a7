//! Reading the journal back: checked entry by entry, never whole in memory.

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

/// Entries read at a time: some megabytes of text.
const BATCH: usize = 4096;

/// Takes in every entry after the state's head.
pub(super) fn catch_up(store: &dyn Store, state: &mut State) -> Result<(), OpenError> {
    let mut batch = Vec::new();
    let mut damage = None;
    store.read_after(state.head().position, &mut |stored| {
        batch.push(stored);
        if batch.len() == BATCH {
            damage = replay(state, &batch).err();
            batch.clear();
        }
        damage.is_none()
    })?;
    damage.map_or_else(|| replay(state, &batch), Err)?;
    Ok(())
}

/// Takes these entries in, the first of which follows the state's head. Nothing after a damaged one is.
///
/// A link of the chain needs no more than the hash before it, which is stored: entries are checked and read by
/// all processors at once, and applied in their order.
pub fn replay(state: &mut State, batch: &[Stored]) -> Result<(), Damage> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    // A thread is worth starting for some milliseconds of work.
    let share = batch.len().div_ceil(processors).max(512);
    let before = |index: usize| match index.checked_sub(1) {
        Some(last) => Head { position: batch[last].position, hash: batch[last].hash, at: None },
        None => *state.head(),
    };
    let read = |start: usize| -> Vec<Result<Entry, Damage>> {
        let end = batch.len().min(start + share);
        (start..end).map(|index| journal::read(&before(index), &batch[index])).collect()
    };
    let shares: Vec<_> = std::thread::scope(|scope| {
        let starts = (0..batch.len()).step_by(share).skip(1);
        let others: Vec<_> = starts.map(|start| scope.spawn(move || read(start))).collect();
        let first = if batch.is_empty() { Vec::new() } else { read(0) };
        let rest =
            others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(first).chain(rest).collect()
    });
    for entry in shares.into_iter().flatten() {
        state.apply(entry?);
    }
    Ok(())
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
    let digits = text.as_bytes();
    let plain = digits.len() == 64 && digits.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b));
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    plain.then_some(Hash(bytes))
}
