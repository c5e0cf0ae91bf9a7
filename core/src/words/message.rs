//! A sentence on its way to its reader.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Key, Lang};

/// A sentence to be said in whatever language its reader has.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// The key of the sentence in `core/locales`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub key: Key,
    /// What is put in the places of the sentence that stand in braces, by their names.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub args: BTreeMap<String, String>,
    /// The sentence in Chinese, its arguments filled in.
    #[cfg_attr(feature = "openapi", schema(rename = "text", value_type = String, required))]
    came: Option<Box<str>>,
}

impl Message {
    /// The sentence without arguments.
    pub fn new(key: Key) -> Self {
        Self { key, args: BTreeMap::new(), came: None }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// The sentence in a language, with its arguments filled in; a place whose argument is missing stays empty. What has
    /// come from a server is said in Chinese in the words it came in. Example: `没有找到预约18666。`
    pub fn text(&self, lang: Lang) -> String {
        if let (Some(came), Lang::Chinese) = (&self.came, lang) {
            return came.to_string();
        }
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

/// A sentence without arguments.
impl From<Key> for Message {
    fn from(key: Key) -> Self {
        Self::new(key)
    }
}

/// Two messages are one when they say the same of the same.
impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.args == other.args
    }
}

impl Eq for Message {}

/// A message as it travels.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Message")]
struct Travelling<'a> {
    key: Cow<'a, str>,
    #[serde(default)]
    text: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    args: Cow<'a, BTreeMap<String, String>>,
}

fn is_empty(args: &BTreeMap<String, String>) -> bool {
    args.is_empty()
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let text = Some(self.text(Lang::Chinese).into());
        Travelling { key: self.key.name().into(), text, args: Cow::Borrowed(&self.args) }.serialize(s)
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let it = Travelling::deserialize(d)?;
        Ok(Self { key: Key::named(&it.key), args: it.args.into_owned(), came: it.text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::key;

    #[test]
    fn sentences_are_filled_in() {
        let message = Message::new(key::UNKNOWN_ITEM).with("item", "{qx}");
        assert!(message.text(Lang::Chinese).contains("{qx}"), "arguments are not templates");
        assert!(message.text(Lang::English).contains("{qx}"));
    }

    #[test]
    fn sentences_travel_with_their_names_and_newer_ones_are_said_as_they_came() {
        let message = Message::new(key::UNKNOWN_ITEM).with("item", "qx");
        let json = serde_json::to_string(&message).unwrap();
        let text = message.text(Lang::Chinese);
        assert_eq!(json, format!(r#"{{"key":"unknown_item","text":"{text}","args":{{"item":"qx"}}}}"#));
        let came: Message = serde_json::from_str(&json).unwrap();
        assert_eq!((&came, came.text(Lang::Chinese)), (&message, text));
        assert_eq!(came.text(Lang::English), message.text(Lang::English));
        let newer: Message = serde_json::from_str(r#"{"key":"from_the_future","text":"明天再说。"}"#).unwrap();
        assert_eq!((newer.key, &*newer.text(Lang::Chinese)), (key::UNKNOWN_WORDS, "明天再说。"));
        let without: Message = serde_json::from_str(r#"{"key":"from_the_future"}"#).unwrap();
        assert_eq!(without.text(Lang::Chinese), key::UNKNOWN_WORDS.text(Lang::Chinese));
    }
}
