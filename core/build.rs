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
    let problems = disagreements(&chinese, &english);
    assert!(problems.is_empty(), "locale files do not agree:\n{}", problems.join("\n"));
    // The screens are Chinese alone: a browser need not load what they never say.
    let is_browser = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let mut code = String::from("/// Every sentence's key.\npub mod key {\n    use super::{Key, Sentence};\n");
    for (name, text) in &chinese {
        let constant = name.to_uppercase();
        let doc = text.replace('\n', " ").replace('[', "\\[").replace(']', "\\]");
        let english = if is_browser { text } else { &english[name] };
        let _ = writeln!(
            code,
            "    /// {doc}\n    pub const {constant}: Key = Key(&Sentence {{ name: {name:?}, chinese: {text:?}, english: {english:?} }});",
        );
    }
    code.push_str("}\n");
    if !is_browser {
        let _ = writeln!(code, "static ALL: [Key; {}] = [", chinese.len());
        chinese.keys().for_each(|name| _ = writeln!(code, "    key::{},", name.to_uppercase()));
        code.push_str("];\n");
    }
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
