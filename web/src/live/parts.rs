//! Parts of the live document that somebody has asked for, each a signal.

use std::any::Any;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::document::LiveDocument;
use super::replace;

/// The document and the parts that are read of it.
pub struct Parts {
    pub document: LiveDocument,
    known: Vec<Part>,
    /// Signals live as long as the program, not as the page that was the first to ask.
    owner: Owner,
}

/// Tells those who follow a part what was read.
pub type Telling = Box<dyn FnOnce()>;

struct Part {
    name: &'static str,
    /// The part as an `RwSignal<Option<T>>` with the type of that name: `None` before the first document, and where the
    /// account has no such part.
    signal: Box<dyn Any>,
    /// Reads the part anew.
    read: Box<dyn Fn(&LiveDocument) -> Telling>,
}

impl Parts {
    /// None, in the owner of whoever asks.
    pub fn of_this_owner() -> Self {
        Self { document: LiveDocument::default(), known: Vec::new(), owner: Owner::current().unwrap_or_default() }
    }

    /// The part of that name; one name has one type.
    pub fn part<T>(&mut self, name: &'static str) -> RwSignal<Option<T>>
    where
        T: DeserializeOwned + PartialEq + Send + Sync + 'static,
    {
        let known = self.known.iter().find(|part| part.name == name);
        if let Some(signal) = known.and_then(|part| part.signal.downcast_ref()) {
            return *signal;
        }
        let signal = self.owner.with(|| RwSignal::new(self.document.part::<T>(name)));
        let read = move |document: &LiveDocument| {
            let part = document.part::<T>(name);
            Box::new(move || replace(signal, part)) as Telling
        };
        self.known.push(Part { name, signal: Box::new(signal), read: Box::new(read) });
        signal
    }

    /// Reads every part that somebody has asked for; what it gives is to be called when nothing is borrowed.
    pub fn telling(&self) -> Vec<Telling> {
        self.known.iter().map(|part| (part.read)(&self.document)).collect()
    }
}
