//! Reading a journal back: chain checked, entries read, state made.

use std::time::Instant;

use duoyuan_core::journal::{Hash, Stored};
use duoyuan_core::state::State;

use crate::{Limit, line, median, synthetic};

const ENTRIES: u64 = 40_000;
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
fn replay(journal: &[Stored]) {
    let mut state = State::default();
    for batch in journal.chunks(4096) {
        duoyuan_server::engine::replay(&mut state, batch).expect("a sound journal");
    }
    assert_eq!(state.head().position, journal.len() as u64);
}

fn timed(run: impl Fn()) -> f64 {
    let round = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    median((0..ROUNDS).map(round).collect())
}
