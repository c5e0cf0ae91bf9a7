//! Words: every sentence the product says, by key, in Chinese and English.
//!
//! The texts are in `locales/`; building checks that both languages have the same keys with the same
//! arguments, and makes a constant for every key, so that a misspelt one does not compile. What travels is a
//! [`Message`]: a key with its arguments and, for readers that do not have these files, the sentence itself.
//!
//! The screens are Chinese alone: names of parks, items, indicators and rules have no English ones, and half a page in
//! another language is none. English is for the interface (problems, by `Accept-Language`); a browser's program does
//! not contain it and says everything in Chinese. It contains the sentences that its own code says, each with the
//! code that says it, and no others: what the server says comes as a sentence.

mod message;

pub use message::Message;

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

/// A sentence with its name in the locale files.
struct Sentence {
    name: &'static str,
    chinese: &'static str,
    english: &'static str,
}

/// The name of a sentence. The constants are in [`key`].
#[derive(Clone, Copy)]
pub struct Key(&'static Sentence);

impl Key {
    /// Its name in the locale files.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Its text, arguments not filled in.
    pub fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Chinese => self.0.chinese,
            Lang::English => self.0.english,
        }
    }

    /// The key of that name; one that a newer peer made reads as [`key::UNKNOWN_WORDS`].
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn named(name: &str) -> Self {
        let found = ALL.binary_search_by(|key| key.name().cmp(name));
        found.map_or(key::UNKNOWN_WORDS, |index| ALL[index])
    }

    /// The key of that name, without its text: a browser does not have all of them, and reads sentences as they came.
    /// Every name is kept once for as long as the program runs, and there are as many as there are sentences.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn named(name: &str) -> Self {
        use std::cell::RefCell;
        use std::collections::BTreeMap;
        thread_local!(static NAMES: RefCell<BTreeMap<&'static str, Key>> = const { RefCell::new(BTreeMap::new()) });
        NAMES.with_borrow_mut(|names| {
            if let Some(known) = names.get(name) {
                return *known;
            }
            let name: &'static str = String::from(name).leak();
            let key = Self(Box::leak(Box::new(Sentence { name, chinese: "", english: "" })));
            names.insert(name, key);
            key
        })
    }
}

/// Two keys are one when they have one name.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Key {}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
