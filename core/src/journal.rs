//! The journal: numbered entries, each carrying the hash of the one before.
//!
//! What is hashed is the text as stored, so that checking the chain never depends on writing an event the
//! same way twice: `hash = SHA-256(hash of the entry before ‖ text)`. Every text names its format; older ones are
//! read through the steps of [`mod@format`].

pub mod anchor;
pub mod format;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::access::Actor;
use crate::access::written::KeptActor;
use crate::kept::kept;
use crate::state::Event;
use crate::words::{Message, key};

/// SHA-256, written as 64 hexadecimal digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of the entry `text` after an entry with hash `self`.
    pub fn next(self, text: &str) -> Self {
        Self(Sha256::new().chain_update(self.0).chain_update(text).finalize().into())
    }

    /// The hash of a file, the name a blob is kept under.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl FromStr for Hash {
    type Err = NoHash;

    /// Reads 64 hexadecimal digits in lower case.
    fn from_str(text: &str) -> Result<Self, NoHash> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b)) {
            return Err(NoHash);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| NoHash)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NoHash)?;
        }
        Ok(Self(bytes))
    }
}

/// A text that is not 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 hexadecimal digits")]
pub struct NoHash;

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The last entry's position and hash; position 0 and zeros before the first entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its position; positions count from 1 without gaps.
    pub position: u64,
    /// SHA-256 of that entry, chained to the one before.
    pub hash: Hash,
    /// When it was written.
    pub at: Option<Timestamp>,
}

/// An entry in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the journal; positions count from 1 without gaps.
    pub position: u64,
    /// When it was written.
    pub at: Timestamp,
    /// Who acted: the account, its name as shown, and its role.
    pub by: Actor,
    /// What happened, with all that is needed to take it in again.
    pub event: Event,
    /// SHA-256 of the hash before and the entry's text.
    pub hash: Hash,
}

/// The text of an entry as it is stored and hashed.
#[derive(Serialize)]
struct Written<'a> {
    v: u32,
    n: u64,
    at: Timestamp,
    #[serde(with = "KeptActor")]
    by: &'a Actor,
    event: &'a Event,
}

/// The same, read back; `E` is an [`Event`], or whatever an older format wrote for one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<E> {
    #[serde(default = "first_format")]
    v: u32,
    n: u64,
    at: Timestamp,
    #[serde(with = "KeptActor")]
    by: Actor,
    event: E,
}

/// What can be read of an entry of any format, newer ones included.
#[derive(Deserialize)]
struct Label {
    #[serde(default = "first_format")]
    v: u32,
}

fn first_format() -> u32 {
    1
}

/// An entry as a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the journal; positions count from 1 without gaps.
    pub position: u64,
    /// The entry as JSON, to the letter as it was hashed.
    pub text: String,
    /// SHA-256 of the hash before and the entry's text.
    pub hash: Hash,
}

/// Why a stored entry is not a sound link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// An entry is missing.
    #[error("entry {expected} is missing (found {found})")]
    Missing {
        /// The position that should have come.
        expected: u64,
        /// The one that came.
        found: u64,
    },
    /// Its text was changed, or that of one before.
    #[error("entry {position} does not carry the hash of its text and of the entry before")]
    Hash {
        /// Position of the entry whose hash does not fit.
        position: u64,
    },
    /// A newer version of this program has written it. Nothing is wrong with it.
    #[error(
        "entry {position} was written by a newer version, in format {format}; this one reads formats up to {known}"
    )]
    Newer {
        /// Position of the entry that cannot be read yet.
        position: u64,
        /// The format the entry says it is written in.
        format: u32,
        /// The newest format that is known here.
        known: u32,
    },
    /// Its text cannot be read, though the hash is right and the format is known.
    #[error("entry {position} cannot be read: {reason}")]
    Unreadable {
        /// Position of the entry that cannot be read.
        position: u64,
        /// What the reader said.
        reason: String,
    },
}

impl Damage {
    /// What is wrong with which entry, to whoever looks after the data: 缺少第40条记录（其后为第41条）.
    pub fn message(&self) -> Message {
        let about = |sentence, position: &u64| Message::new(sentence).with("position", position.to_string());
        match self {
            Self::Missing { expected, found } => {
                about(key::CLI_DAMAGE_MISSING, expected).with("found", found.to_string())
            }
            Self::Hash { position } => about(key::CLI_DAMAGE_HASH, position),
            Self::Newer { .. } => Message::new(key::CLI_DATA_NEWER),
            Self::Unreadable { position, reason } => about(key::CLI_DAMAGE_UNREADABLE, position).with("reason", reason),
        }
    }
}

/// Writes an event down as the entry after `head`.
pub fn write(head: &Head, at: Timestamp, by: &Actor, event: &Event) -> Stored {
    let position = head.position + 1;
    let body = Written { v: format::FORMAT, n: position, at, by, event };
    // Strings, numbers and maps with string keys alone: there is nothing JSON could refuse.
    #[allow(clippy::expect_used, reason = "cannot fail, see above")]
    let text = serde_json::to_string(&body).expect("an event is plain data");
    Stored { position, hash: head.hash.next(&text), text }
}

/// Checks that a stored entry follows `head`, and reads it.
pub fn read(head: &Head, stored: &Stored) -> Result<Entry, Damage> {
    let position = head.position + 1;
    if stored.position != position {
        return Err(Damage::Missing { expected: position, found: stored.position });
    }
    if head.hash.next(&stored.text) != stored.hash {
        return Err(Damage::Hash { position });
    }
    let body = parse(&stored.text).map_err(|error| fault(position, &stored.text, &error))?;
    if body.n != position {
        return Err(Damage::Hash { position });
    }
    Ok(Entry { position, at: body.at, by: body.by, event: body.event, hash: stored.hash })
}

/// When a stored entry was written. Neither the chain nor the event is looked at.
pub fn moment(stored: &Stored) -> Result<Timestamp, Damage> {
    #[derive(Deserialize)]
    struct Written {
        at: Timestamp,
    }
    let unreadable =
        |error: serde_json::Error| Damage::Unreadable { position: stored.position, reason: error.to_string() };
    serde_json::from_str::<Written>(&stored.text).map(|written| written.at).map_err(unreadable)
}

/// Nearly every entry is read at once; one of an older format with something to bring up to date takes a detour.
fn parse(text: &str) -> serde_json::Result<Body<Event>> {
    let at_once = serde_json::from_str::<Body<Event>>(text);
    let format = match &at_once {
        Ok(body) => body.v,
        Err(_) => serde_json::from_str::<Label>(text)?.v,
    };
    if format > format::FORMAT {
        return Err(serde::de::Error::custom("a newer format"));
    }
    let mut steps = format::steps(&format::UPCASTERS, format).peekable();
    if steps.peek().is_none() {
        return at_once;
    }
    let Body { v, n, at, by, event } = serde_json::from_str::<Body<serde_json::Value>>(text)?;
    let event = serde_json::from_value(steps.fold(event, |event, step| step(event)))?;
    Ok(Body { v, n, at, by, event })
}

fn fault(position: u64, text: &str, error: &serde_json::Error) -> Damage {
    let known = format::FORMAT;
    match serde_json::from_str::<Label>(text) {
        Ok(Label { v: format }) if format > known => Damage::Newer { position, format, known },
        _ => Damage::Unreadable { position, reason: error.to_string() },
    }
}

kept!(struct Hash(_));
kept!(struct Head { position, hash, at });
