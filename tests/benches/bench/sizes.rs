//! What a visit downloads, as it travels: compressed by brotli. A kilobyte is 1,000 bytes here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::{Limit, line};

pub fn run() {
    let dist = duoyuan_tests::server::dist();
    let app = the(&dist, "app-", "");
    let size = |file: &Path| file.metadata().map_or(0.0, |data| data.len() as f64) / 1e3;
    let sent = |name: &str| size(&app.join(format!("{name}.br")));
    let beside = |start: &str, end: &str| size(&the(&dist, start, end));

    let program = sent("app_bg.wasm");
    let scripts = sent("app.js") + sent("__wasm_split.js");
    let shared = sent("pieces.bin");
    let parts = parts(&app.join("__wasm_split.js"));
    // The part with what it shares with others, small pieces apart: those are fetched once, with the first part.
    let of_part = |name: &str| -> f64 { parts[name].iter().map(|file| sent(file)).sum() };
    let largest = parts.keys().map(|name| of_part(name)).fold(0.0, f64::max);
    let page = beside("index", ".html.br") + beside("style-", ".css.br");

    line("size_wasm_brotli", program, "KB", Limit::Most(350.0));
    line("size_wasm_plain", size(&app.join("app_bg.wasm")), "KB", Limit::None);
    line("size_largest_part_brotli", largest, "KB", Limit::Most(250.0));
    line("size_page_by_link_brotli", program + scripts + shared + largest, "KB", Limit::Most(650.0));
    // The board, and ahead the panel that explains its figures.
    let first = page + program + scripts + shared + of_part("explanation");
    line("size_first_visit_brotli", first, "KB", Limit::Most(650.0));
    line("size_charts_brotli", beside("echarts-", ".js.br"), "KB", Limit::Most(220.0));
    line("size_charts_plain", beside("echarts-", ".js"), "KB", Limit::None);
}

/// The one entry of a folder with that beginning and end.
fn the(folder: &Path, start: &str, end: &str) -> PathBuf {
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}; build the web app first", folder.display()));
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.starts_with(start) && name.ends_with(end)
        })
        .collect();
    found.sort();
    assert_eq!(found.len(), 1, "{start}*{end} in {}: {found:?}", folder.display());
    found.swap_remove(0)
}

/// The files of each part, by the loader: its own and those it shares with others.
fn parts(loader: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(loader).expect("the loader can be read");
    let files = |text: &str| -> BTreeSet<String> {
        let quoted = text.split("\"./").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
        quoted.filter(|file| file.ends_with(".wasm")).collect()
    };
    let shared: BTreeMap<&str, BTreeSet<String>> = text
        .split("const __chunk_")
        .skip(1)
        .filter_map(|rest| {
            let (number, rest) = rest.split_once(" =")?;
            Some((number, files(rest.split("/*").next()?.split("export").next()?)))
        })
        .collect();
    let parts = text.split("__wasm_split_load_").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once(" =")?;
        let (own, others) = rest.split_once("\n, [")?;
        let (others, _) = others.split_once(']')?;
        let numbers = others.split(", ").filter_map(|other| other.strip_prefix("__chunk_"));
        let all = numbers.filter_map(|number| shared.get(number)).flatten().cloned();
        Some((name.to_owned(), files(own).into_iter().chain(all).collect()))
    });
    let parts: BTreeMap<_, _> = parts.collect();
    assert!(parts.contains_key("explanation"), "{}: no parts are found", loader.display());
    parts
}
