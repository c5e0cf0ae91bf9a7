//! Reading a zone's TOML files: everything wrong is reported at once, with file and line.
//!
//! Definitions may stand in any file and in any number of files; only `[zone]` and `[form]` stand once.

use std::fmt;

use super::define::{self, Context};
use super::names::{Kind, Names};
use super::place::{Problems, Source, Spot};
use super::read::{Fields, document};
use super::{Form, Zone, judge};
use crate::words::{Lang, Message, key};

/// A mistake in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File name, as given.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: Message,
}

impl Problem {
    /// `FILE:LINE:COLUMN: sentence`, which editors and terminals make a link of.
    pub fn line(&self, lang: Lang) -> String {
        let Self { file, line, column, message } = self;
        format!("{file}:{line}:{column}: {}", message.text(lang))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::Chinese))
    }
}

impl std::error::Error for Problem {}

/// Reads a zone from its files, given as name and text. The problems are in the order of the files and lines.
pub fn load(files: &[(String, String)]) -> Result<Zone, Vec<Problem>> {
    let mut sources: Vec<Source> = Vec::new();
    for (index, (name, text)) in files.iter().enumerate() {
        sources.push(Source { index, name: name.clone(), text: text.clone() });
    }
    if sources.is_empty() {
        sources.push(Source { index: 0, name: "zone.toml".to_owned(), text: String::new() });
    }
    let problems = Problems::default();
    let zone = read(&sources, &problems);
    let problems = problems.sorted();
    match zone {
        Some(zone) if problems.is_empty() => Ok(zone),
        _ => Err(problems),
    }
}

/// The tables a file may have, with what they define.
const TABLES: [(&str, Option<Kind>); 7] = [
    ("[zone]", None),
    ("[form]", Some(Kind::Section)),
    ("[[parks]]", Some(Kind::Park)),
    ("[[items]]", Some(Kind::Item)),
    ("[[indicators]]", Some(Kind::Indicator)),
    ("[[rules]]", Some(Kind::Rule)),
    ("[[targets]]", None),
];

fn read(sources: &[Source], problems: &Problems) -> Option<Zone> {
    let documents: Vec<_> = sources.iter().map(|source| document(source, problems)).collect();
    let context = Context { problems, names: Names::new(problems) };
    let (mut heads, mut forms) = (Vec::new(), Vec::new());
    let (mut parks, mut items, mut indicators) = (Vec::new(), Vec::new(), Vec::new());
    let (mut rules, mut targets) = (Vec::new(), Vec::new());
    for (source, document) in sources.iter().zip(&documents) {
        let Some(document) = document else { continue };
        let file = Fields::new(document.as_table(), Spot { source, offset: 0 }, problems);
        heads.extend(file.may("zone").fields().map(|table| (table.at, define::head(&context, table))));
        forms.extend(file.may("form").fields().map(|table| (table.at, define::form(&context, table))));
        parks.extend(file.may("parks").list().into_iter().map(|table| define::park(&context, table)));
        items.extend(file.may("items").list().into_iter().map(|table| define::item(&context, table)));
        indicators.extend(file.may("indicators").list().into_iter().map(|table| define::indicator(&context, table)));
        rules.extend(file.may("rules").list().into_iter().map(|table| define::rule(&context, table)));
        targets.extend(file.may("targets").list().into_iter().map(|table| define::target(&context, table)));
        file.finish();
    }
    for (places, name) in [(places(&heads), "[zone]"), (places(&forms), "[form]")] {
        if let [first, second, ..] = places[..] {
            let message = Message::new(key::ZONE_DUPLICATE).with("found", name);
            problems.add(second, message.with("first", first.to_string()));
        }
    }
    // What an unreadable file defines cannot be known; what it seems to define is not missed.
    let seems_lost = |table: &str| {
        let unread = sources.iter().zip(&documents).filter(|(_, document)| document.is_none());
        unread.into_iter().any(|(source, _)| source.text.contains(table))
    };
    let lost = |kind| TABLES.iter().any(|(table, defined)| *defined == Some(kind) && seems_lost(table));
    context.names.resolve(&lost);
    let start = Spot { source: sources.first()?, offset: 0 };
    for (table, kind) in TABLES {
        let there = match kind {
            _ if table == "[zone]" => !heads.is_empty(),
            Some(Kind::Section) => !forms.is_empty(),
            Some(Kind::Rule) | None => true,
            Some(kind) => context.names.has(kind),
        };
        if !there && !seems_lost(table) {
            problems.add(start, Message::new(key::ZONE_NOTHING).with("table", table));
        }
    }
    let mut parks: Vec<_> = parks.into_iter().flatten().collect();
    parks.sort_by_key(|park| !park.main);
    let items: Vec<_> = items.into_iter().flatten().collect();
    let indicators: Vec<_> = indicators.into_iter().flatten().collect();
    judge::main_park(&context, start, lost(Kind::Park));
    judge::parts(&context, &items);
    judge::stocks(&context, &items, &indicators);
    let targets: Vec<_> = targets.into_iter().flatten().collect();
    judge::targets(&context, &targets);
    let head = heads.into_iter().find_map(|(_, head)| head)?;
    let (id, name, cited) = forms.into_iter().find_map(|(_, form)| form)?;
    Some(Zone {
        parks,
        form: Form { id, name, cited, items },
        indicators,
        rules: rules.into_iter().flatten().collect(),
        targets: targets.into_iter().map(|(_, target)| target).collect(),
        ..head
    })
}

fn places<'a, T>(found: &[(Spot<'a>, T)]) -> Vec<Spot<'a>> {
    found.iter().map(|(at, _)| *at).collect()
}
