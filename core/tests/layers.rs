//! The layers of this crate, bottom up. A module uses what stands below it or beside it; what uses something above it is
//! named here with the reason, and the list only shrinks: an exception that is none any more must go.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failure with a place")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Layers with their modules; of a module with parts in two layers the part is named.
const LAYERS: [(&str, &[&str]); 8] = [
    ("names and numbers", &["words", "text", "id", "period", "figure", "kept"]),
    ("configuration", &["formula", "zone"]),
    (
        "records and state",
        &[
            "access", "area", "document", "enclave", "heard", "journal", "meeting", "openness", "platform", "report",
            "sharing", "state", "task", "told", "wall",
        ],
    ),
    ("numbers as text", &["format"]),
    (
        "rules",
        &[
            "adoption",
            "as_of",
            "check",
            "draft",
            "enclave::decide",
            "enclave::typed",
            "intake",
            "meeting::decide",
            "meeting::figures",
            "platform::decide",
            "report::decide",
            "series",
            "source",
            "sharing::decide",
            "sharing::suggest",
            "sharing::typed",
            "task::decide",
            "wall::decide",
        ],
    ),
    (
        "views",
        &["lamp", "source::asked", "source::enclave", "source::openness", "source::sharing", "view", "wall::page"],
    ),
    ("wording", &["format::platform", "format::sharing", "say", "table"]),
    ("contract", &["api"]),
];

/// Who uses what above it, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("check", "say", "that an item is not on the form is told with the months of its term"),
    ("draft", "view", "what is typed is judged against the sheet that the page shows"),
    ("formula", "format", "a formula is written with numbers as they are read"),
    ("intake", "view", "a workbook is written of the sheet that the page shows, and read beside it"),
    ("kept", "platform", "a snapshot holds the whole state, to its last booking"),
    ("kept", "state", "a snapshot holds the whole state"),
    ("kept", "zone", "a snapshot holds the configuration as its source"),
    ("platform::decide", "view", "which steps a booking allows is told to pages and judged by one function"),
    (
        "report::decide",
        "view",
        "a report is judged against the sheet that its page shows, and asked for when the list says it is late",
    ),
    ("series", "view", "a point of a trend is a type of the views"),
    ("source", "format::sharing", "a tally is named by the words of its element"),
    ("state", "adoption", "the state hands a command on to the rules that decide it"),
    ("state", "check", "a rejection carries the findings that stand against a report"),
    ("view", "say", "which unit an explanation is told in is judged where the formula is worked"),
    ("zone", "openness", "the rules of openness are configuration, and kept beside what they rule"),
    ("zone", "platform", "how open a platform is begins with is a word of the register"),
    ("zone", "source", "a code that a configuration names is checked against those that are built in"),
    ("zone", "sharing", "the rules of sharing are configuration, and kept beside what they rule"),
];

/// The module of a file: `src/zone/load.rs` is `zone::load`.
fn module(file: &Path) -> String {
    let parts: Vec<_> = file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("::")
}

/// The module named in [`LAYERS`] that a path lies in, with its layer: of `platform::decide::ask` it is
/// `platform::decide`.
fn placed(path: &str) -> Option<(&'static str, usize)> {
    let all = LAYERS.iter().enumerate().flat_map(|(layer, (_, modules))| modules.iter().map(move |it| (*it, layer)));
    let holds = |module: &str| path == module || path.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"));
    all.filter(|(module, _)| holds(module)).max_by_key(|(module, _)| module.len())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => files(&path, found),
            path if path.extension().is_some_and(|it| it == "rs") => found.push(path),
            _ => {}
        }
    }
}

/// The code of a file without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every path of this crate that a text names: of `crate::format::{self, Scale}` it is `format` and `format::Scale`.
fn named(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in text.split("crate::").skip(1) {
        let end = part.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(part.len());
        let (path, rest) = part.split_at(end);
        let path = path.trim_end_matches("::");
        found.insert(path.to_owned());
        if let Some(group) = rest.strip_prefix('{') {
            let inner = group.split('}').next().unwrap_or_default();
            let names = inner.split(',').map(|name| name.trim().split(' ').next().unwrap_or_default());
            found.extend(names.map(|name| if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }));
        }
    }
    found
}

/// Who uses what above it, with the files that do.
fn upward() -> BTreeMap<(&'static str, &'static str), BTreeSet<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut found = BTreeMap::<_, BTreeSet<String>>::new();
    for file in all {
        let here = module(file.strip_prefix(&source).unwrap());
        if here == "lib" || here.ends_with("tests") || here.contains("::tests::") {
            continue;
        }
        let (user, layer) = placed(&here).unwrap_or_else(|| panic!("{here} is in no layer"));
        for path in named(&code(&fs::read_to_string(&file).unwrap())) {
            if let Some((used, above)) = placed(&path).filter(|(_, above)| *above > layer) {
                assert!(above > layer);
                found.entry((user, used)).or_default().insert(here.clone());
            }
        }
    }
    found
}

#[test]
fn no_layer_uses_what_stands_above_it() {
    let upward = upward();
    let allowed: BTreeSet<_> = EXCEPTIONS.iter().map(|(user, used, _)| (*user, *used)).collect();
    let new: Vec<_> = upward.iter().filter(|(pair, _)| !allowed.contains(*pair)).collect();
    assert!(new.is_empty(), "these use what stands above them: {new:#?}");
    let gone: Vec<_> = allowed.iter().filter(|pair| !upward.contains_key(*pair)).collect();
    assert!(gone.is_empty(), "these exceptions are none any more: {gone:#?}");
    assert!(EXCEPTIONS.iter().all(|(.., why)| why.len() > 20), "every exception has its reason");
}

#[test]
fn paths_are_found_in_the_code_alone() {
    let of = |text: &str| named(&code(text)).into_iter().collect::<Vec<_>>();
    assert_eq!(of("use crate::format::{self, Scale};"), ["format", "format::Scale", "format::self"]);
    assert_eq!(of("// crate::view\nlet x = crate::say::unit(u);"), ["say::unit"]);
    assert_eq!(of("use crate::id::Code;\n#[cfg(test)]\nmod tests { use crate::view; }"), ["id::Code"]);
    assert_eq!(placed("platform::decide::ask"), Some(("platform::decide", 4)));
    assert_eq!(placed("platform::due"), Some(("platform", 2)));
    assert_eq!(placed("views"), None);
}
