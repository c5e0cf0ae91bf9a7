//! Reading a journal back: chain checked, entries read, state made.

use std::sync::Arc;
use std::time::Instant;

use duoyuan_core::journal::{Hash, Stored};
use duoyuan_core::state::State;
use duoyuan_server::engine::{BATCH, Engine};
use duoyuan_server::store::Store;
use duoyuan_server::store::sqlite::Sqlite;

use crate::{Limit, line, median, synthetic};

const ENTRIES: u64 = 40_000;
/// Entries of the journal that is read from a disk.
const STORED: u64 = 200_000;
const ROUNDS: usize = 5;

pub fn run() {
    let (journal, figures) = synthetic::journal(ENTRIES);
    let bytes: usize = journal.iter().map(|entry| entry.text.len()).sum();
    let seconds = timed(|| replay(&journal));
    line("replay_reports_alone", ENTRIES as f64 / seconds, "entries/s", Limit::Least(500_000.0));
    line("replay_figures", figures as f64 / seconds, "figures/s", Limit::None);
    line("replay_bytes", bytes as f64 / seconds / 1e6, "MB/s", Limit::None);
    let hashing = timed(|| {
        let last = journal.iter().fold(Hash::default(), |hash, entry| hash.next(&entry.text));
        assert_eq!(last, journal.last().expect("not empty").hash);
    });
    line("replay_entries_baseline_hash_alone", ENTRIES as f64 / hashing, "entries/s", Limit::None);
    let parsing = timed(|| {
        for entry in &journal {
            let value: serde_json::Value = serde_json::from_str(&entry.text).expect("JSON");
            assert!(value.is_object());
        }
    });
    line("replay_entries_baseline_json_alone", ENTRIES as f64 / parsing, "entries/s", Limit::None);
    let real = demonstration();
    let seconds = timed(|| replay(&real));
    line("replay_demonstration", real.len() as f64 / seconds, "entries/s", Limit::Least(500_000.0));
    let small = synthetic::small_journal(ENTRIES);
    let seconds = timed(|| replay(&small));
    line("replay_smallest_entries", ENTRIES as f64 / seconds, "entries/s", Limit::None);
    line("replay_from_store", from_store(), "entries/s", Limit::None);
}

/// Two years of a zone as it works: reports, transfers, bookings.
fn demonstration() -> Vec<Stored> {
    let server = tokio::runtime::Runtime::new().expect("a runtime").block_on(duoyuan_tests::Server::stopped());
    let database = server.open_database();
    let sql = format!("SELECT position, text, hash FROM {} ORDER BY position", duoyuan_tests::server::JOURNAL);
    let mut query = database.prepare(&sql).expect("a journal");
    let read = |row: &rusqlite::Row<'_>| {
        let hash: [u8; 32] = row.get(2)?;
        Ok(Stored { position: row.get::<_, i64>(0)? as u64, text: row.get(1)?, hash: Hash(hash) })
    };
    query.query_map([], read).expect("entries").collect::<Result<_, _>>().expect("sound rows")
}

/// As the server does when it starts.
fn replay(journal: &[Stored]) -> State {
    let mut state = State::default();
    for batch in journal.chunks(BATCH) {
        duoyuan_server::engine::replay(&mut state, batch).expect("a sound journal");
    }
    assert_eq!(state.head().position, journal.len() as u64);
    state
}

/// The same with the entries read from the store: what `duoyuan serve` waits for.
fn from_store() -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, _) = synthetic::journal(STORED);
    let store = Sqlite::open(folder.path()).expect("a store");
    for (number, batch) in journal.chunks(BATCH).enumerate() {
        store.append((number * BATCH) as u64, batch).expect("room");
    }
    let store: Arc<dyn Store> = Arc::new(store);
    STORED as f64 / timed(|| Engine::open(store.clone()).expect("a sound journal"))
}

/// What `run` makes is dropped outside: a server keeps its state.
fn timed<T>(run: impl Fn() -> T) -> f64 {
    let round = |_| {
        let start = Instant::now();
        let made = run();
        let seconds = start.elapsed().as_secs_f64();
        drop(made);
        seconds
    };
    median((0..ROUNDS).map(round).collect())
}
