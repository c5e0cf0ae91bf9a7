//! Words: every sentence the product says, by key, in Chinese and English.
//!
//! The texts are in `locales/`; building checks that both languages have the same keys with the same
//! arguments, and makes a constant for every key, so that a misspelt one does not compile. What travels is a
//! [`Message`]: a key with its arguments, never a sentence. Files in a folder `late` hold what the browser's
//! programs of one page never say.
//!
//! The screens are Chinese alone: names of parks, items, indicators and rules have no English ones, and half a page in
//! another language is none. English is for the interface (problems, by `Accept-Language`); a browser's program does
//! not contain it and says everything in Chinese.

mod late;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use late::know_all;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 简体中文, the first and complete one.
    #[default]
    Chinese,
    /// English, for problems of the interface; every sentence has one.
    English,
}

impl Lang {
    /// As in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// The name of a sentence. The constants are in [`key`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u16);

impl Key {
    /// Its name in the locale files.
    pub fn name(self) -> &'static str {
        let index = usize::from(self.0);
        NAMES.get(index).copied().or_else(|| late::text(index, |late| late.names)).unwrap_or_default()
    }

    /// The key of that name.
    pub fn named(name: &str) -> Option<Self> {
        let index = NAMES.binary_search(&name).ok().or_else(|| late::place(name))?;
        Some(Self(index as u16))
    }

    /// Its text, arguments not filled in.
    pub fn text(self, lang: Lang) -> &'static str {
        let texts: &[&str] = match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        };
        let index = usize::from(self.0);
        let late = |late: &late::Late| if lang == Lang::Chinese { late.chinese } else { late.english };
        texts.get(index).copied().or_else(|| late::text(index, late)).unwrap_or_default()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Key {
    /// A key a newer peer made is not an error: it reads as [`key::UNKNOWN_WORDS`].
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Ok(Self::named(&name).unwrap_or(key::UNKNOWN_WORDS))
    }
}

/// A sentence to be said in whatever language its reader has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// The key of the sentence in `core/locales`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub key: Key,
    /// What is put in the places of the sentence that stand in braces, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Message {
    /// The sentence without arguments.
    pub fn new(key: Key) -> Self {
        Self { key, args: BTreeMap::new() }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// The sentence in a language, with its arguments filled in.
    pub fn text(&self, lang: Lang) -> String {
        let mut rest = self.key.text(lang);
        let mut filled = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(self.args.get(name).map_or("", String::as_str));
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_filled_in() {
        let message = Message::new(key::UNKNOWN_ITEM).with("item", "{qx}");
        assert!(message.text(Lang::Chinese).contains("{qx}"), "arguments are not templates");
        assert!(message.text(Lang::English).contains("{qx}"));
    }

    #[test]
    fn keys_travel_by_name_and_newer_ones_are_tolerated() {
        let message = Message::new(key::ONLY_OFFICE);
        let json = serde_json::to_string(&message).unwrap();
        assert_eq!(json, r#"{"key":"only_office"}"#);
        assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), message);
        let late = serde_json::to_string(&Message::new(key::DOCUMENT_EMPTY)).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&late).unwrap().key, key::DOCUMENT_EMPTY);
        assert!(key::DOCUMENT_EMPTY.text(Lang::Chinese).contains('{'));
        let newer: Message = serde_json::from_str(r#"{"key":"from_the_future"}"#).unwrap();
        assert_eq!(newer.key, key::UNKNOWN_WORDS);
    }
}
