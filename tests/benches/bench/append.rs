//! Durable appends against the bare insert with the same settings, in turns on the same disk.

use std::time::Instant;

use duoyuan_core::journal::{Head, write};
use duoyuan_server::store::Store as _;
use duoyuan_server::store::sqlite::Sqlite;
use rusqlite::{Connection, params};

use crate::{Limit, line, median, synthetic};

const ROUNDS: usize = 9;
const EACH: usize = 100;

pub fn run() {
    let folder = tempfile::tempdir_in(duoyuan_tests::server::root().join("target")).expect("target/ can be written");
    let store = Sqlite::open(folder.path().join("ours")).expect("a store");
    let bare = Connection::open(folder.path().join("bare.db")).expect("a database");
    bare.pragma_update(None, "journal_mode", "WAL").expect("WAL");
    bare.pragma_update(None, "synchronous", "FULL").expect("FULL");
    bare.execute_batch(
        "CREATE TABLE entry (position INTEGER PRIMARY KEY, text TEXT NOT NULL, hash BLOB NOT NULL) STRICT",
    )
    .expect("a table");
    let (journal, _) = synthetic::journal(2 * EACH as u64);
    let zone = synthetic::zone();
    let codes: Vec<_> = zone.form.items.iter().map(|item| item.code.clone()).collect();
    let month = "2026-10".parse().expect("a month");

    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut head, mut inserted) = (Head::default(), 0_i64);
    for round in 0..ROUNDS {
        let start = Instant::now();
        for number in 0..EACH {
            // Written down, hashed and stored: all that stands between a decision and its acknowledgement.
            let event = synthetic::submission("wuzhi", month, &codes, (round * EACH + number) as u64);
            let at = synthetic::moment(head.position);
            let stored = write(&head, at, &synthetic::actor("wuzhi"), &event);
            store.append(head.position, std::slice::from_ref(&stored)).expect("room on the disk");
            head = Head { position: stored.position, hash: stored.hash, at: Some(at) };
        }
        let rate = EACH as f64 / start.elapsed().as_secs_f64();
        let start = Instant::now();
        for number in 0..EACH {
            // The same text length; only the insert is timed on top of it.
            let text = &journal[(number * 2) % journal.len()].text;
            inserted += 1;
            let mut insert = bare.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3)").expect("sound SQL");
            insert.execute(params![inserted, text, [0_u8; 32]]).expect("room on the disk");
        }
        let bare_rate = EACH as f64 / start.elapsed().as_secs_f64();
        ours.push(rate);
        theirs.push(bare_rate);
        ratios.push(rate / bare_rate);
    }
    line("append_durable", median(ours), "entries/s", Limit::None);
    line("append_baseline_bare_insert", median(theirs), "entries/s", Limit::None);
    line("append_ratio", median(ratios), "of_bare_insert", Limit::Least(0.8));
}
