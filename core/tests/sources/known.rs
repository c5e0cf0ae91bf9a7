//! The journal that the laws are looked at on.

use std::path::Path;

use duoyuan_core::journal::{self, Head, Stored};
use duoyuan_core::state::State;

/// The state at the end of the newest golden journal: reports, sharing, projects and platforms of two years.
pub fn golden() -> State {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(journal::format::FORMAT.to_string());
    let text = std::fs::read_to_string(folder.join("journal.jsonl")).unwrap();
    let (mut state, mut head) = (State::default(), Head::default());
    for line in text.lines() {
        let stored = Stored { position: head.position + 1, text: line.to_owned(), hash: head.hash.next(line) };
        let entry = journal::read(&head, &stored).unwrap();
        head = Head { position: entry.position, hash: entry.hash, at: Some(entry.at) };
        state.apply(entry);
    }
    state
}
