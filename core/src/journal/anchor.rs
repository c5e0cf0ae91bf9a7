//! Anchors: the position and hash of an entry, kept where nobody who can change the journal can change them too
//! (printed on a paper, mailed, signed). The chain alone finds out changes inside it; an anchor also finds out a tail
//! that was cut off, and an older copy put in the journal's place.
//!
//! An anchor is one line of text: `duoyuan-anchor 1 POSITION HASH MOMENT`, for example
//! `duoyuan-anchor 1 4021 9f86…0a08 2026-11-25T08:00:00Z`. Lines that begin with `#` and empty lines are passed over.

use std::fmt;

use jiff::Timestamp;

use super::{Hash, Head};

/// What a line begins with; the number is the format of anchors.
const NAME: &str = "duoyuan-anchor 1";

/// That the journal once had this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Position of the entry, from 1.
    pub position: u64,
    /// The hash the entry had in the chain.
    pub hash: Hash,
    /// When the entry was written.
    pub at: Timestamp,
}

/// A line that is no anchor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is no anchor; one looks like “{NAME} POSITION HASH MOMENT”")]
pub struct NoAnchor {
    /// Its number, from 1.
    pub line: usize,
}

impl Anchor {
    /// The anchor of the last entry; none for an empty journal.
    pub fn of(head: &Head) -> Option<Self> {
        Some(Self { position: head.position, hash: head.hash, at: head.at? })
    }

    /// Reads the anchors of a text, one a line.
    pub fn read_all(text: &str) -> Result<Vec<Self>, NoAnchor> {
        let lines =
            text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        lines.map(|(index, line)| read(line).ok_or(NoAnchor { line: index + 1 })).collect()
    }
}

fn read(line: &str) -> Option<Anchor> {
    let mut words = line.strip_prefix(NAME)?.split_whitespace();
    let position = words.next()?.parse().ok().filter(|position| *position > 0)?;
    let hash = words.next()?.parse().ok()?;
    let at = words.next()?.parse().ok()?;
    words.next().is_none().then_some(Anchor { position, hash, at })
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NAME} {} {} {}", self.position, self.hash, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor() -> Anchor {
        Anchor { position: 4021, hash: Hash::of(b"x"), at: "2026-11-25T08:00:00Z".parse().unwrap() }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = format!("# 2026年11月25日会议\n\n{}\n", anchor());
        assert_eq!(Anchor::read_all(&text), Ok(vec![anchor()]));
    }

    #[track_caller]
    fn check(text: &str, line: usize) {
        assert_eq!(Anchor::read_all(text), Err(NoAnchor { line }), "{text}");
    }

    #[test]
    fn anything_else_is_refused_with_its_line() {
        let good = anchor().to_string();
        check("hello", 1);
        check(&format!("{good}\n{good} more"), 2);
        check(&good.replace("4021", "0"), 1);
        check(&good.replace("4021", "-1"), 1);
        check(&good.replace("T08", " 08"), 1);
        check(&good[..good.len() - 25], 1);
    }
}
