//! Makes the tables of `words` from the locale files, and refuses files that do not agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=locales");
    let chinese = read("locales/zh-CN");
    let english = read("locales/en");
    // Mistakes in a configuration are told on the command line: browsers need not load those sentences.
    let is_browser = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let shown = |(name, text): (&String, &String)| {
        let is_left_out = is_browser && name.starts_with("zone_") && !name.starts_with("zone_trend");
        if is_left_out { String::new() } else { text.clone() }
    };
    let mut problems = Vec::new();
    for name in chinese.keys().chain(english.keys()).collect::<BTreeSet<_>>() {
        match (chinese.get(name), english.get(name)) {
            (Some(zh), Some(en)) if arguments(zh) == arguments(en) => {}
            (Some(_), Some(_)) => problems.push(format!("{name}: zh-CN and en take different arguments")),
            (None, _) => problems.push(format!("{name}: missing in zh-CN")),
            (_, None) => problems.push(format!("{name}: missing in en")),
        }
    }
    assert!(problems.is_empty(), "locale files do not agree:\n{}", problems.join("\n"));
    let mut code = String::from("/// Every sentence's key.\npub mod key {\n    use super::Key;\n");
    for (index, (name, text)) in chinese.iter().enumerate() {
        let constant = name.to_uppercase();
        let _ = writeln!(
            code,
            "    /// {}\n    pub const {constant}: Key = Key({index});",
            text.replace('\n', " ").replace('[', "\\[").replace(']', "\\]")
        );
    }
    code.push_str("}\n");
    let names: Vec<String> = chinese.keys().cloned().collect();
    table(&mut code, "NAMES", &names);
    table(&mut code, "CHINESE", &chinese.iter().map(shown).collect::<Vec<_>>());
    table(&mut code, "ENGLISH", &english.iter().map(shown).collect::<Vec<_>>());
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("words.rs"), code).expect("OUT_DIR can be written");
}

fn table(code: &mut String, name: &str, values: &[String]) {
    let _ = writeln!(code, "static {name}: [&str; {}] = {values:?};", values.len());
}

fn read(folder: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).expect("the locale folder is there").flatten() {
        let path = file.path();
        let text = std::fs::read_to_string(&path).expect("a locale file can be read");
        let document: toml_edit::Document<String> = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for (key, value) in document.iter() {
            let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            assert!(plain, "{}: `{key}` should be lower case with underscores", path.display());
            let value = value.as_str().unwrap_or_else(|| panic!("{}: `{key}` should be a text", path.display()));
            let twice = all.insert(key.to_owned(), value.to_owned()).is_some();
            assert!(!twice, "{}: `{key}` is there twice", path.display());
        }
    }
    all
}

fn arguments(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}
