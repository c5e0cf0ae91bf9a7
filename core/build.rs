//! Makes the tables of `words` from the locale files, and refuses files that do not agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=locales");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rustc-env=DUOYUAN_RULES={:016x}", rules(Path::new("src")));
    let (chinese, english) = (read("locales/zh-CN"), read("locales/en"));
    let (late_chinese, late_english) = (read("locales/zh-CN/late"), read("locales/en/late"));
    // What is told on the command line alone, as mistakes in a configuration are: browsers need not load it.
    let is_browser = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let shown = |(name, text): (&String, &String)| {
        let is_of_commands = ["zone_", "cli_", "adoption_"].iter().any(|start| name.starts_with(start));
        let is_left_out = is_browser && is_of_commands && !name.starts_with("zone_trend");
        if is_left_out { String::new() } else { text.clone() }
    };
    let mut problems = Vec::new();
    for name in late_chinese.keys().filter(|name| chinese.contains_key(*name)) {
        problems.push(format!("{name}: is there twice"));
    }
    problems.extend(disagreements(&chinese, &english));
    problems.extend(disagreements(&late_chinese, &late_english));
    assert!(problems.is_empty(), "locale files do not agree:\n{}", problems.join("\n"));
    let mut code = String::from("/// Every sentence's key.\npub mod key {\n    use super::Key;\n");
    for (index, (name, text)) in chinese.iter().chain(&late_chinese).enumerate() {
        let constant = name.to_uppercase();
        let _ = writeln!(
            code,
            "    /// {}\n    pub const {constant}: Key = Key({index});",
            text.replace('\n', " ").replace('[', "\\[").replace(']', "\\]")
        );
    }
    code.push_str("}\n");
    table(&mut code, "NAMES", &chinese.keys().cloned().collect::<Vec<_>>());
    table(&mut code, "CHINESE", &chinese.iter().map(shown).collect::<Vec<_>>());
    // The screens are Chinese alone: a browser need not load what they never say.
    if is_browser {
        code.push_str("use {CHINESE as ENGLISH, LATE_CHINESE as LATE_ENGLISH};\n");
    } else {
        table(&mut code, "ENGLISH", &english.values().cloned().collect::<Vec<_>>());
        table(&mut code, "LATE_ENGLISH", &late_english.values().cloned().collect::<Vec<_>>());
    }
    table(&mut code, "LATE_NAMES", &late_chinese.keys().cloned().collect::<Vec<_>>());
    table(&mut code, "LATE_CHINESE", &late_chinese.values().cloned().collect::<Vec<_>>());
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("words.rs"), code).expect("OUT_DIR can be written");
}

/// A number for all of the source: a snapshot of the state made by other rules is not read.
fn rules(folder: &Path) -> u64 {
    let mut files = Vec::new();
    gather(folder, &mut files);
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let content = std::fs::read(&file).expect("a source file can be read");
        (file, content).hash(&mut hasher);
    }
    hasher.finish()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() { gather(&path, files) } else { files.push(path) }
    }
}

fn disagreements(chinese: &BTreeMap<String, String>, english: &BTreeMap<String, String>) -> Vec<String> {
    let names = chinese.keys().chain(english.keys()).collect::<BTreeSet<_>>().into_iter();
    let problem = |name: &String| match (chinese.get(name), english.get(name)) {
        (Some(zh), Some(en)) if arguments(zh) == arguments(en) => None,
        (Some(_), Some(_)) => Some(format!("{name}: zh-CN and en take different arguments")),
        (None, _) => Some(format!("{name}: missing in zh-CN")),
        (_, None) => Some(format!("{name}: missing in en")),
    };
    names.filter_map(problem).collect()
}

fn table(code: &mut String, name: &str, values: &[String]) {
    let _ = writeln!(code, "static {name}: [&str; {}] = {values:?};", values.len());
}

/// The files of a folder, not of those in it.
fn read(folder: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).expect("the locale folder is there").flatten() {
        let path = file.path();
        if path.is_dir() {
            continue;
        }
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
