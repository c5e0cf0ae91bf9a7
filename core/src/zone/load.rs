//! Reading a zone's TOML files: everything wrong is reported at once, with file and line.
//!
//! Definitions may stand in any file and in any number of files; only `[zone]` and `[form]` stand once.

use std::fmt;

use super::define::{self, Context};
use super::names::{Absent, Kind, Names};
use super::place::{Problems, Source, Spot};
use super::read::{Fields, document};
use super::{Form, Indicator, Item, Park, Rule, Target, Zone, judge, openness, share, units};
use crate::id::Code;
use crate::sharing::Rules;
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

/// Reads a zone from its files, given as name and text or bytes. The problems are in the order of the files and lines.
pub fn load<T: AsRef<[u8]>>(files: &[(String, T)]) -> Result<Zone, Vec<Problem>> {
    let each = files.iter().enumerate();
    let mut sources: Vec<Source> = each.map(|(index, (name, text))| Source::of(index, name, text.as_ref())).collect();
    if sources.is_empty() {
        sources.push(Source::of(0, "zone.toml", &[]));
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
    indicators: Vec<(Spot<'a>, Indicator)>,
    rules: Vec<(Spot<'a>, Rule)>,
    targets: Vec<(Spot<'a>, Target)>,
    sharing: share::Found<'a>,
    openness: openness::Found<'a>,
    /// Tables that are there under another name by a slip.
    meant: Vec<&'static str>,
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
        self.sharing.add(context, file);
        self.openness.add(context, file);
        self.meant.extend(file.finish());
    }

    /// The zone; nothing when something that stands once is missing or wrong.
    fn zone(self, sharing: Option<Rules>) -> Option<Zone> {
        let head = self.heads.into_iter().find_map(|(_, head)| head)?;
        let form = self.forms.into_iter().find_map(|(_, form)| form)?;
        let mut parks: Vec<Park> = self.parks.into_iter().filter_map(|(_, park)| park).collect();
        parks.sort_by_key(|park| !park.main);
        let (owners, openness) = self.openness.take();
        Some(Zone {
            parks,
            form: Form { items: self.items, ..form },
            indicators: self.indicators.into_iter().map(|(_, indicator)| indicator).collect(),
            rules: self.rules.into_iter().map(|(_, rule)| rule).collect(),
            targets: self.targets.into_iter().map(|(_, target)| target).collect(),
            sharing,
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
    // What an unreadable file defines cannot be known; what it seems to define is not missed, nor is what stands under a
    // misspelt name.
    let meant = std::mem::take(&mut found.meant);
    let lost = |table: &str| {
        let name = table.trim_matches(['[', ']']);
        unread.iter().any(|source| source.text.contains(table)) || meant.contains(&name)
    };
    let start = Spot { source: sources.first()?, offset: 0 };
    let there = [
        ("[zone]", !found.heads.is_empty()),
        ("[form]", !found.forms.is_empty()),
        ("[[parks]]", !found.parks.is_empty()),
        ("[[items]]", context.names.has(Kind::Item)),
        ("[[indicators]]", context.names.has(Kind::Indicator)),
    ];
    let missing: Vec<&str> =
        there.iter().filter(|(table, there)| !there && !lost(table)).map(|(table, _)| *table).collect();
    if !missing.is_empty() {
        problems.add(start, Message::new(key::ZONE_NOTHING).with("table", missing.join("、")));
    }
    let tables: Vec<_> = documents.iter().flatten().map(toml_edit::Document::as_table).collect();
    let absent = |kind| {
        let table = table_of(kind);
        let is_there = tables.iter().any(|file| file.contains_key(table.trim_matches(['[', ']'])));
        match is_there {
            true => Absent::Told,
            false if there.iter().any(|(name, _)| *name == table) => Absent::Told,
            false => Absent::Untold(table),
        }
    };
    context.names.resolve(&|kind| lost(table_of(kind)), &absent);
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
    judge::terms(&context, &found.items, &found.indicators, &found.rules, &found.targets);
    judge::sums(&context, &found.parks, &found.indicators, &found.targets);
    units::units(&context, &found.items, &found.indicators, &found.rules);
    let sharing = std::mem::take(&mut found.sharing).rules(&context, &lost);
    found.openness.judge(&context, start, &lost);
    let zone = found.zone(sharing)?;
    for code in context.names.all_built_in() {
        if zone.source(&Code::new(code.value)).is_none() {
            problems.add(code.at, Message::new(key::ZONE_SOURCE_NOTHING).with("found", code.value));
        }
    }
    Some(zone)
}

/// The header under which names of a kind are defined.
fn table_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Park => "[[parks]]",
        Kind::Item => "[[items]]",
        Kind::Indicator | Kind::Source => "[[indicators]]",
        Kind::Rule => "[[rules]]",
        Kind::Section => "[form]",
        Kind::Element => "[[elements]]",
        Kind::Industry => "[[industries]]",
        Kind::Counting => "[[sharing_units]]",
        Kind::Owner => "[[owners]]",
        Kind::Platforms => "[[kinds]]",
        Kind::Rated => "[[rated]]",
    }
}
