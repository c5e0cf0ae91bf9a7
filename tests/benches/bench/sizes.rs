//! What a first visit downloads.

use crate::{Limit, line};

pub fn run() {
    let folder = duoyuan_tests::server::dist();
    let files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}; build the web app first", folder.display()))
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let size = |start: &str, end: &str| -> f64 {
        let fits = |path: &&std::path::PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.starts_with(start) && name.ends_with(end)
        };
        let found: Vec<_> = files.iter().filter(fits).collect();
        assert!(!found.is_empty(), "no {start}*{end} in {}", folder.display());
        found.iter().map(|path| path.metadata().map_or(0, |data| data.len()) as f64).sum()
    };
    // A kilobyte is 1,000 bytes here.
    line("size_wasm_brotli", size("front", ".wasm.br") / 1e3, "KB", Limit::Most(350.0));
    line("size_wasm_plain", size("front", ".wasm") / 1e3, "KB", Limit::None);
    line("size_park_wasm_brotli", size("park", ".wasm.br") / 1e3, "KB", Limit::None);
    // Fetched while the one page is being looked at.
    line("size_whole_wasm_brotli", size("whole", ".wasm.br") / 1e3, "KB", Limit::None);
    line("size_charts_brotli", size("echarts", ".js.br") / 1e3, "KB", Limit::Most(220.0));
    line("size_charts_plain", size("echarts", ".js") / 1e3, "KB", Limit::None);
}
