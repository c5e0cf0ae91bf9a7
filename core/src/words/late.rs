//! Words that a first visit to the page need not load: the program with every page says that it wants them.

use std::sync::OnceLock;

use super::{LATE_CHINESE, LATE_ENGLISH, LATE_NAMES, NAMES};

/// The tables, numbered on from those that are always there.
pub(super) struct Late {
    pub names: &'static [&'static str],
    pub chinese: &'static [&'static str],
    pub english: &'static [&'static str],
}

static ALL: Late = Late { names: &LATE_NAMES, chinese: &LATE_CHINESE, english: &LATE_ENGLISH };
static KNOWN: OnceLock<&'static Late> = OnceLock::new();

/// Makes every word known. Outside a browser all are known from the start; there a program that never calls this
/// does not contain them, and shows them empty.
pub fn know_all() {
    let _ = KNOWN.set(&ALL);
}

fn known() -> Option<&'static Late> {
    if cfg!(target_arch = "wasm32") { KNOWN.get().copied() } else { Some(&ALL) }
}

/// The text at a place after the tables that are always there.
pub(super) fn text(index: usize, table: impl Fn(&Late) -> &'static [&'static str]) -> Option<&'static str> {
    table(known()?).get(index.checked_sub(NAMES.len())?).copied()
}

/// The place of a name.
pub(super) fn place(name: &str) -> Option<usize> {
    known()?.names.binary_search(&name).ok().map(|index| NAMES.len() + index)
}
