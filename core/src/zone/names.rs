//! What the configuration names: every definition once, every reference to something defined.

use std::cell::{Cell, RefCell};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::near::nearest;
use super::place::{Problems, Spanned, Spot};
use crate::words::{Message, key};

/// What a name can stand for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Park,
    Item,
    Indicator,
    /// An indicator or an item, where figures are asked for.
    Source,
    Rule,
    Section,
    Element,
    Industry,
    Counting,
    Owner,
    Platforms,
    Rated,
}

/// Names defined and used so far.
pub(super) struct Names<'a> {
    problems: &'a Problems,
    defined: RefCell<BTreeMap<Kind, BTreeMap<&'a str, Spot<'a>>>>,
    used: RefCell<Vec<(Kind, Spanned<'a, String>)>>,
    built_in: RefCell<Vec<Spanned<'a, &'a str>>>,
    main: Cell<Option<Spot<'a>>>,
    divisions: RefCell<BTreeMap<&'a str, Spot<'a>>>,
    /// Kinds of which a definition lacks its name, or whose table is misspelt.
    uncertain: RefCell<BTreeSet<Kind>>,
}

/// Words of the formula language.
const RESERVED: [&str; 6] = ["sn", "last", "yoy", "abs", "and", "or"];

impl<'a> Names<'a> {
    pub fn new(problems: &'a Problems) -> Self {
        Self {
            problems,
            defined: RefCell::default(),
            used: RefCell::default(),
            built_in: RefCell::default(),
            main: Cell::default(),
            divisions: RefCell::default(),
            uncertain: RefCell::default(),
        }
    }

    /// Defines a name, judging its spelling. A misspelt or doubled one is defined all the same, so that
    /// references to it are not mistakes too.
    pub fn define(&self, kind: Kind, name: Spanned<'a, &'a str>) {
        let spelling = match kind {
            Kind::Section | Kind::Counting => None,
            Kind::Rule if is_rule_id(name.value) => None,
            Kind::Rule => Some(key::ZONE_BAD_RULE_ID),
            _ if !is_id(name.value) => Some(key::ZONE_BAD_ID),
            Kind::Item | Kind::Indicator if RESERVED.contains(&name.value) => Some(key::ZONE_RESERVED),
            _ => None,
        };
        if let Some(spelling) = spelling {
            self.problems.add(name.at, Message::new(spelling).with("found", name.value));
        }
        // Items and indicators are asked for by code alone, so they share one name space.
        let rivals: &[Kind] = match kind {
            Kind::Item | Kind::Indicator => &[Kind::Item, Kind::Indicator],
            _ => &[kind],
        };
        let mut defined = self.defined.borrow_mut();
        let first = rivals.iter().find_map(|kind| defined.get(kind)?.get(name.value).copied());
        if let Some(first) = first {
            let message = Message::new(key::ZONE_DUPLICATE).with("found", name.value);
            self.problems.add(name.at, message.with("first", first.to_string()));
        }
        defined.entry(kind).or_default().entry(name.value).or_insert(name.at);
    }

    /// Notes that a definition of that kind has no name that could be read: what is not found may be it.
    pub fn nameless(&self, kind: Kind) {
        self.uncertain.borrow_mut().insert(kind);
    }

    /// Notes that a name is used.
    pub fn refer(&self, kind: Kind, name: &str, at: Spot<'a>) {
        self.used.borrow_mut().push((kind, Spanned { value: name.to_owned(), at }));
    }

    /// Notes that the code of a built-in source is used.
    pub fn built_in(&self, code: Spanned<'a, &'a str>) {
        self.built_in.borrow_mut().push(code);
    }

    /// The codes of built-in sources that are used.
    pub fn all_built_in(&self) -> Vec<Spanned<'a, &'a str>> {
        self.built_in.borrow().clone()
    }

    /// Notes that a park is the main one.
    pub fn main_park(&self, at: Spot<'a>) {
        match self.main.get() {
            None => self.main.set(Some(at)),
            Some(first) => {
                self.problems.add(at, Message::new(key::ZONE_TWO_MAINS).with("first", first.to_string()));
            }
        }
    }

    /// Notes a division code; where it was used before, if it was.
    pub fn division(&self, code: Spanned<'a, &'a str>) -> Option<Spot<'a>> {
        match self.divisions.borrow_mut().entry(code.value) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(code.at);
                None
            }
        }
    }

    /// Whether a main park was seen.
    pub fn has_main(&self) -> bool {
        self.main.get().is_some()
    }

    /// Whether anything of that kind is defined.
    pub fn has(&self, kind: Kind) -> bool {
        self.defined.borrow().contains_key(&kind)
    }

    /// Where a name is defined.
    pub fn place(&self, kind: Kind, name: &str) -> Option<Spot<'a>> {
        self.defined.borrow().get(&kind)?.get(name).copied()
    }

    /// Reports references to nothing, one message a name. What should be defined in an unreadable file (`lost`) may be
    /// there, and what has no table at all is told once, if it is not told anyway (`absent`).
    pub fn resolve(&self, lost: &dyn Fn(Kind) -> bool, absent: &dyn Fn(Kind) -> Absent) {
        let (defined, uncertain, used) = (self.defined.borrow(), self.uncertain.borrow(), self.used.borrow());
        let none = BTreeMap::new();
        let of = |kind: Kind| defined.get(&kind).unwrap_or(&none);
        let sources: BTreeMap<_, _> =
            of(Kind::Item).iter().chain(of(Kind::Indicator)).map(|(name, at)| (*name, *at)).collect();
        let known_of = |kind: Kind| if kind == Kind::Source { &sources } else { of(kind) };
        let mut told: BTreeSet<Kind> = BTreeSet::new();
        let mut unknown: BTreeMap<(Kind, &str), Vec<Spot<'a>>> = BTreeMap::new();
        for (kind, name) in used.iter() {
            let known = known_of(*kind);
            // What figures are asked of is an indicator for the most part: where those cannot be read it may be one.
            let defining = if *kind == Kind::Source { Kind::Indicator } else { *kind };
            if known.contains_key(name.value.as_str()) || lost(defining) || uncertain.contains(&defining) {
                continue;
            }
            match if of(defining).is_empty() { absent(defining) } else { Absent::No } {
                Absent::Told => {}
                Absent::Untold(table) => {
                    if told.insert(*kind) {
                        self.problems.add(name.at, Message::new(key::ZONE_NOTHING).with("table", table));
                    }
                }
                Absent::No => unknown.entry((*kind, name.value.as_str())).or_default().push(name.at),
            }
        }
        for ((kind, name), mut places) in unknown {
            places.sort_by_key(|at| (at.source.index, at.offset));
            let Some(first) = places.first() else { continue };
            // What is compared is an indicator for the most part: one of them was meant.
            let known = if kind == Kind::Source { of(Kind::Indicator) } else { known_of(kind) };
            let near = nearest(name, known.keys().copied());
            let message = unresolved(kind, near, &places).with("found", name);
            self.problems.add(*first, near.iter().fold(message, |message, near| message.with("near", *near)));
        }
    }
}

/// Whether a kind has a table in any file.
pub(super) enum Absent {
    /// It has.
    No,
    /// It has none, which is told with the others that are missing.
    Told,
    /// It has none, and only what refers to it shows that it should.
    Untold(&'static str),
}

/// Places named in one message.
const MOST_PLACES: usize = 8;

/// What is said of a name that is not defined, wherever it is used.
fn unresolved(kind: Kind, near: Option<&str>, places: &[Spot<'_>]) -> Message {
    if places.len() > 1 {
        let key = if near.is_some() { key::ZONE_UNKNOWN_MANY_NEAR } else { key::ZONE_UNKNOWN_MANY };
        let named: Vec<String> = places.iter().take(MOST_PLACES).map(ToString::to_string).collect();
        let more = if places.len() > MOST_PLACES { "、…" } else { "" };
        let message = Message::new(key).with("n", places.len().to_string());
        return message.with("places", format!("{}{more}", named.join("、")));
    }
    let (unknown, like) = match kind {
        Kind::Park => (key::ZONE_UNKNOWN_PARK, key::ZONE_UNKNOWN_PARK_NEAR),
        Kind::Indicator | Kind::Source => (key::ZONE_UNKNOWN_INDICATOR, key::ZONE_UNKNOWN_INDICATOR_NEAR),
        Kind::Section => (key::ZONE_UNKNOWN_SECTION, key::ZONE_UNKNOWN_SECTION_NEAR),
        Kind::Industry => (key::ZONE_UNKNOWN_INDUSTRY, key::ZONE_UNKNOWN_INDUSTRY_NEAR),
        Kind::Counting => (key::ZONE_UNKNOWN_COUNTING, key::ZONE_UNKNOWN_COUNTING_NEAR),
        Kind::Element => (key::ZONE_UNKNOWN_ELEMENT, key::ZONE_UNKNOWN_ELEMENT_NEAR),
        Kind::Item | Kind::Rule | Kind::Owner | Kind::Platforms | Kind::Rated => {
            (key::ZONE_UNKNOWN_ITEM, key::ZONE_UNKNOWN_ITEM_NEAR)
        }
    };
    Message::new(if near.is_some() { like } else { unknown })
}

/// `qc05_0`, `gaoxin`: what formulas, addresses and file names can all carry.
pub(crate) fn is_id(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    text.len() <= 32 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(plain)
}

/// `E01a`, `W04`.
fn is_rule_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = matches!(bytes, [b'E' | b'W', tens, ones, ..] if tens.is_ascii_digit() && ones.is_ascii_digit());
    starts && bytes.len() <= 4 && bytes[3..].iter().all(u8::is_ascii_lowercase)
}
