//! Reading a zone's TOML files: everything wrong is reported at once, with file and line.
//!
//! Definitions may stand in any file and in any number of files; only `[zone]` and `[form]` stand once.

use std::fmt;

use super::define::{self, Context};
use super::names::{Kind, Names};
use super::place::{Problems, Source, Spot};
use super::read::{Fields, document};
use super::{Form, Indicator, Item, Park, Rule, Target, Zone, judge, openness};
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

/// What the files define, read as far as possible.
#[derive(Default)]
struct Found<'a> {
    heads: Vec<(Spot<'a>, Option<Zone>)>,
    forms: Vec<(Spot<'a>, Option<Form>)>,
    parks: Vec<(Spot<'a>, Option<Park>)>,
    items: Vec<Item>,
    indicators: Vec<Indicator>,
    rules: Vec<Rule>,
    targets: Vec<(Spot<'a>, Target)>,
    openness: openness::Found<'a>,
}

impl<'a> Found<'a> {
    fn add(&mut self, context: &Context<'a>, file: &Fields<'a>) {
        let zones = file.may("zone").fields();
        self.heads.extend(zones.map(|table| (table.at, define::head(context, table))));
        let forms = file.may("form").fields();
        self.forms.extend(forms.map(|table| (table.at, define::form(context, table))));
        let parks = file.may("parks").list().into_iter();
        self.parks.extend(parks.map(|table| (table.at, define::park(context, table))));
        let items = file.may("items").list().into_iter();
        self.items.extend(items.filter_map(|table| define::item(context, table)));
        let indicators = file.may("indicators").list().into_iter();
        self.indicators.extend(indicators.filter_map(|table| define::indicator(context, table)));
        let rules = file.may("rules").list().into_iter();
        self.rules.extend(rules.filter_map(|table| define::rule(context, table)));
        let targets = file.may("targets").list().into_iter();
        self.targets.extend(targets.flat_map(|table| define::target(context, table)));
        self.openness.add(context, file);
        file.finish();
    }

    /// The zone; nothing when something that stands once is missing or wrong.
    fn zone(self) -> Option<Zone> {
        let head = self.heads.into_iter().find_map(|(_, head)| head)?;
        let form = self.forms.into_iter().find_map(|(_, form)| form)?;
        let mut parks: Vec<Park> = self.parks.into_iter().filter_map(|(_, park)| park).collect();
        parks.sort_by_key(|park| !park.main);
        let (owners, openness) = self.openness.take();
        Some(Zone {
            parks,
            form: Form { items: self.items, ..form },
            indicators: self.indicators,
            rules: self.rules,
            targets: self.targets.into_iter().map(|(_, target)| target).collect(),
            owners,
            openness,
            ..head
        })
    }
}

fn read(sources: &[Source], problems: &Problems) -> Option<Zone> {
    let documents: Vec<_> = sources.iter().map(|source| document(source, problems)).collect();
    let context = Context { problems, names: Names::new(problems) };
    let mut found = Found::default();
    let mut unread = Vec::new();
    for (source, document) in sources.iter().zip(&documents) {
        match document {
            Some(file) => {
                let spot = Spot { source, offset: 0 };
                found.add(&context, &Fields::new(file.as_table(), spot, problems));
            }
            None => unread.push(source),
        }
    }
    // What an unreadable file defines cannot be known; what it seems to define is not missed.
    let lost = |table: &str| unread.iter().any(|source| source.text.contains(table));
    context.names.resolve(&|kind| lost(table_of(kind)));
    let start = Spot { source: sources.first()?, offset: 0 };
    let there = [
        ("[zone]", !found.heads.is_empty()),
        ("[form]", !found.forms.is_empty()),
        ("[[parks]]", !found.parks.is_empty()),
        ("[[items]]", context.names.has(Kind::Item)),
        ("[[indicators]]", context.names.has(Kind::Indicator)),
    ];
    for (table, _) in there.into_iter().filter(|(table, there)| !there && !lost(table)) {
        problems.add(start, Message::new(key::ZONE_NOTHING).with("table", table));
    }
    if let [(first, _), ..] = found.parks[..]
        && !lost("[[parks]]")
    {
        judge::main_park(&context, first);
    }
    judge::once(&context, "[zone]", found.heads.iter().map(|(at, _)| *at));
    judge::once(&context, "[form]", found.forms.iter().map(|(at, _)| *at));
    judge::parts(&context, &found.items);
    judge::stocks(&context, &found.items, &found.indicators);
    judge::targets(&context, &found.targets);
    found.openness.judge(&context, start);
    found.zone()
}

/// The header under which names of a kind are defined.
fn table_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Park => "[[parks]]",
        Kind::Item => "[[items]]",
        Kind::Indicator => "[[indicators]]",
        Kind::Rule => "[[rules]]",
        Kind::Section => "[form]",
        Kind::Owner => "[[owners]]",
        Kind::Platforms => "[[kinds]]",
        Kind::Rated => "[[rated]]",
    }
}
