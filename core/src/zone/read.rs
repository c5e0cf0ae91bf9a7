//! Reading tables field by field. A reader never stops at a mistake: it notes it and answers `None`, so that
//! all mistakes of all files are found in one go. Read every field first, then `finish`, then build.

use std::cell::RefCell;

use rust_decimal::Decimal;
use toml_edit::{Item, TableLike, Value};

use super::encoding::Encoding;
use super::near::nearest;
use super::place::{Problems, Source, Spanned, Spot};
use crate::period::Month;
use crate::words::{Key, Message, key};

/// A table being read.
pub(super) struct Fields<'a> {
    table: &'a dyn TableLike,
    pub at: Spot<'a>,
    problems: &'a Problems,
    known: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<&'static str>>,
}

/// A field of a table; it may be absent.
pub(super) struct Field<'a> {
    name: &'a str,
    item: Option<&'a Item>,
    pub at: Spot<'a>,
    problems: &'a Problems,
}

impl<'a> Fields<'a> {
    pub fn new(table: &'a dyn TableLike, at: Spot<'a>, problems: &'a Problems) -> Self {
        Self { table, at, problems, known: RefCell::default(), missing: RefCell::default() }
    }

    /// A field that must be there.
    pub fn need(&self, name: &'static str) -> Field<'a> {
        let field = self.may(name);
        if field.item.is_none() {
            self.missing.borrow_mut().push(name);
        }
        field
    }

    /// A field that may be there.
    pub fn may(&self, name: &'static str) -> Field<'a> {
        self.known.borrow_mut().push(name);
        self.field(name)
    }

    /// All fields of a table whose names are data, each with its name.
    pub fn entries(&self) -> Vec<(Spanned<'a, &'a str>, Field<'a>)> {
        let names = self.table.iter().map(|(name, _)| name);
        names.map(|name| (Spanned { value: name, at: self.key_spot(name) }, self.field(name))).collect()
    }

    /// Reports the fields nobody asked for, and those that are missing. A misspelt one is not missing too. Answers the
    /// fields that misspelt ones seem to mean.
    pub fn finish(&self) -> Vec<&'static str> {
        let known = self.known.borrow();
        let mut meant = Vec::new();
        let mut missing = self.missing.take();
        for (name, _) in self.table.iter().filter(|(name, _)| !known.contains(name)) {
            let message = match nearest(name, known.iter().copied()) {
                Some(near) => {
                    meant.push(near);
                    missing.retain(|name| *name != near);
                    Message::new(key::ZONE_UNKNOWN_FIELD_NEAR).with("near", near)
                }
                None => Message::new(key::ZONE_UNKNOWN_FIELD).with("known", known.join("、")),
            };
            self.problems.add(self.key_spot(name), message.with("field", name));
        }
        for name in missing {
            self.problems.add(self.at, Message::new(key::ZONE_MISSING_FIELD).with("field", name));
        }
        meant
    }

    fn field(&self, name: &'a str) -> Field<'a> {
        let item = self.table.get(name);
        let span = item.and_then(Item::span);
        let at = span.map_or(self.at, |span| Spot { offset: span.start, ..self.at });
        Field { name, item, at, problems: self.problems }
    }

    fn key_spot(&self, name: &str) -> Spot<'a> {
        let span = self.table.key(name).and_then(toml_edit::Key::span);
        span.map_or(self.at, |span| Spot { offset: span.start, ..self.at })
    }
}

impl<'a> Field<'a> {
    pub fn is_there(&self) -> bool {
        self.item.is_some()
    }

    /// A text that is not blank.
    pub fn text(&self) -> Option<Spanned<'a, &'a str>> {
        let text = self.read(key::ZONE_NOT_TEXT, Item::as_str)?;
        self.not_blank(text)
    }

    /// A number, exactly as written: never through a binary fraction.
    pub fn decimal(&self) -> Option<Spanned<'a, Decimal>> {
        self.read(key::ZONE_NOT_NUMBER, |item| {
            let is_number = item.is_integer() || item.is_float();
            let written = item.span().and_then(|span| self.at.source.text.get(span))?.replace('_', "");
            is_number.then_some(())?;
            Decimal::from_str_exact(written.trim_start_matches('+')).ok()
        })
    }

    pub fn integer(&self) -> Option<Spanned<'a, i64>> {
        self.read(key::ZONE_NOT_INTEGER, Item::as_integer)
    }

    pub fn flag(&self) -> Option<Spanned<'a, bool>> {
        self.read(key::ZONE_NOT_FLAG, Item::as_bool)
    }

    pub fn month(&self) -> Option<Spanned<'a, Month>> {
        let text = self.text()?;
        match text.value.parse() {
            Ok(month) => Some(Spanned { value: month, at: text.at }),
            Err(_) => self.wrong(Message::new(key::ZONE_NOT_MONTH).with("found", text.value)),
        }
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = choices.iter().find(|(word, _)| *word == text.value);
        found.map(|(_, choice)| *choice).or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let message = Message::new(key::ZONE_UNKNOWN_CHOICE).with("choices", words.join("、"));
            self.wrong(message.with("found", text.value))
        })
    }

    /// Texts in brackets, none of them blank.
    pub fn texts(&self) -> Option<Vec<Spanned<'a, &'a str>>> {
        let list = self.read(key::ZONE_NOT_TEXTS, Item::as_array)?;
        let text = |value: &'a Value| {
            let at = value.span().map_or(self.at, |span| Spot { offset: span.start, ..self.at });
            let Some(text) = value.as_str() else {
                self.problems.add(at, Message::new(key::ZONE_NOT_TEXT).with("field", self.name));
                return None;
            };
            self.not_blank(Spanned { value: text, at })
        };
        let texts: Vec<_> = list.value.iter().map(text).collect();
        texts.into_iter().collect()
    }

    /// Texts in brackets, at least one.
    pub fn some_texts(&self) -> Option<Vec<Spanned<'a, &'a str>>> {
        let texts = self.texts()?;
        if texts.is_empty() { self.wrong(Message::new(key::ZONE_EMPTY)) } else { Some(texts) }
    }

    /// A table: `[name]` or `name = { … }`.
    pub fn fields(&self) -> Option<Fields<'a>> {
        let table = self.read(key::ZONE_NOT_TABLE, Item::as_table_like)?;
        Some(Fields::new(table.value, table.at, self.problems))
    }

    /// Tables written `[[name]]`.
    pub fn list(&self) -> Vec<Fields<'a>> {
        let list = self.read(key::ZONE_NOT_TABLES, Item::as_array_of_tables);
        let Some(list) = list else { return Vec::new() };
        let entry = |table: &'a toml_edit::Table| {
            let offset = table.span().map_or(self.at.offset, |span| span.start);
            Fields::new(table, Spot { offset, ..self.at }, self.problems)
        };
        list.value.iter().map(entry).collect()
    }

    /// Tables in brackets or written `[[…]]`, at least one.
    pub fn some_tables(&self) -> Option<Vec<Fields<'a>>> {
        let item = self.item?;
        if item.is_array_of_tables() {
            return Some(self.list());
        }
        let array = self.read(key::ZONE_NOT_TABLES_INLINE, Item::as_array)?;
        let table = |value: &'a Value| {
            let at = value.span().map_or(self.at, |span| Spot { offset: span.start, ..self.at });
            let table = value.as_inline_table().map(|table| Fields::new(table, at, self.problems));
            if table.is_none() {
                self.problems.add(at, Message::new(key::ZONE_NOT_TABLES_INLINE).with("field", self.name));
            }
            table
        };
        if array.value.is_empty() {
            return self.wrong(Message::new(key::ZONE_EMPTY));
        }
        Some(array.value.iter().filter_map(table).collect())
    }

    /// Notes a mistake in this field.
    pub fn wrong<T>(&self, message: Message) -> Option<T> {
        self.problems.add(self.at, message.with("field", self.name));
        None
    }

    fn read<T>(&self, wrong: Key, take: impl FnOnce(&'a Item) -> Option<T>) -> Option<Spanned<'a, T>> {
        match take(self.item?) {
            Some(value) => Some(Spanned { value, at: self.at }),
            None => self.wrong(Message::new(wrong)),
        }
    }

    fn not_blank(&self, text: Spanned<'a, &'a str>) -> Option<Spanned<'a, &'a str>> {
        if text.value.trim().is_empty() {
            self.problems.add(text.at, Message::new(key::ZONE_EMPTY).with("field", self.name));
            return None;
        }
        Some(text)
    }
}

/// A file as a table; a syntax error, or an encoding that is not UTF-8, is noted and the rest of the file is lost.
pub(super) fn document<'a>(source: &'a Source, problems: &Problems) -> Option<toml_edit::Document<&'a str>> {
    if let Some((offset, encoding)) = source.undecoded {
        let key = match encoding {
            Encoding::Gbk => key::ZONE_GBK,
            Encoding::Utf16 => key::ZONE_UTF16,
            Encoding::Unknown => key::ZONE_NOT_UTF8,
        };
        problems.add(Spot { source, offset }, Message::new(key));
        return None;
    }
    toml_edit::Document::parse(source.text.as_str())
        .map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let message = Message::new(key::ZONE_SYNTAX).with("cause", error.message());
            problems.add(Spot { source, offset }, message);
        })
        .ok()
}
