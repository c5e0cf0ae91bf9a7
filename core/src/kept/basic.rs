//! Numbers, texts, moments and collections in a snapshot.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::io;
use std::sync::Arc;

use imbl::{HashMap, OrdMap, OrdSet, Vector};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Kept;
use crate::zone::Zone;

/// Bytes that are gathered before they are handed on.
const PIECE: usize = 64 * 1024;

/// Where a snapshot is written to. The first failure is kept, and nothing is written after it.
pub(crate) struct Output<'a> {
    gathered: Vec<u8>,
    sink: &'a mut dyn io::Write,
    result: io::Result<()>,
}

impl<'a> Output<'a> {
    pub fn new(sink: &'a mut dyn io::Write) -> Self {
        Self { gathered: Vec::with_capacity(2 * PIECE), sink, result: Ok(()) }
    }

    pub fn byte(&mut self, byte: u8) {
        self.gathered.push(byte);
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= PIECE {
            self.hand_on();
        }
    }

    /// A number, the small ones in few bytes.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    fn hand_on(&mut self) {
        if self.result.is_ok() {
            self.result = self.sink.write_all(&self.gathered);
        }
        self.gathered.clear();
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.hand_on();
        self.result
    }
}

/// What is left of a snapshot being read.
pub(crate) struct Input<'a> {
    left: &'a [u8],
}

impl<'a> Input<'a> {
    pub fn new(left: &'a [u8]) -> Self {
        Self { left }
    }

    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    pub fn byte(&mut self) -> Option<u8> {
        let (byte, left) = self.left.split_first()?;
        self.left = left;
        Some(*byte)
    }

    pub fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, left) = self.left.split_at_checked(count)?;
        self.left = left;
        Some(bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, left) = self.left.split_first_chunk()?;
        self.left = left;
        Some(*bytes)
    }

    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// How many things follow: each has a byte at least, so that no more room is made than there are bytes.
    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|count| *count <= self.left.len())
    }
}

macro_rules! unsigned {
    ($($type:ty)*) => {$(
        impl Kept for $type {
            fn keep(&self, out: &mut Output<'_>) {
                out.number(u64::from(*self));
            }

            fn restore(from: &mut Input<'_>) -> Option<Self> {
                from.number()?.try_into().ok()
            }
        }
    )*};
}

unsigned! { u8 u16 u32 u64 }

macro_rules! fixed {
    ($($type:ty)*) => {$(
        impl Kept for $type {
            fn keep(&self, out: &mut Output<'_>) {
                out.bytes(&self.to_le_bytes());
            }

            fn restore(from: &mut Input<'_>) -> Option<Self> {
                from.array().map(Self::from_le_bytes)
            }
        }
    )*};
}

fixed! { i8 i16 i32 i64 }

impl Kept for usize {
    fn keep(&self, out: &mut Output<'_>) {
        out.number(*self as u64);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Kept for bool {
    fn keep(&self, out: &mut Output<'_>) {
        out.byte(u8::from(*self));
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Kept for [u8; 32] {
    fn keep(&self, out: &mut Output<'_>) {
        out.bytes(self);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        from.array()
    }
}

impl Kept for [u32; 3] {
    fn keep(&self, out: &mut Output<'_>) {
        self.iter().for_each(|number| number.keep(out));
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        Some([Kept::restore(from)?, Kept::restore(from)?, Kept::restore(from)?])
    }
}

/// With its scale: 1.50 stays 1.50.
impl Kept for Decimal {
    fn keep(&self, out: &mut Output<'_>) {
        out.bytes(&self.serialize());
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        from.array().map(Self::deserialize)
    }
}

impl Kept for Timestamp {
    fn keep(&self, out: &mut Output<'_>) {
        self.as_second().keep(out);
        self.subsec_nanosecond().keep(out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        Self::new(Kept::restore(from)?, Kept::restore(from)?).ok()
    }
}

impl Kept for SignedDuration {
    fn keep(&self, out: &mut Output<'_>) {
        self.as_secs().keep(out);
        self.subsec_nanos().keep(out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        let (seconds, nanoseconds): (i64, i32) = (Kept::restore(from)?, Kept::restore(from)?);
        Self::from_secs(seconds).checked_add(Self::from_nanos(i64::from(nanoseconds)))
    }
}

impl Kept for Date {
    fn keep(&self, out: &mut Output<'_>) {
        self.year().keep(out);
        self.month().keep(out);
        self.day().keep(out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        Self::new(Kept::restore(from)?, Kept::restore(from)?, Kept::restore(from)?).ok()
    }
}

fn keep_text(text: &str, out: &mut Output<'_>) {
    out.number(text.len() as u64);
    out.bytes(text.as_bytes());
}

fn restore_text<'a>(from: &mut Input<'a>) -> Option<&'a str> {
    let length = from.count()?;
    std::str::from_utf8(from.bytes(length)?).ok()
}

impl Kept for String {
    fn keep(&self, out: &mut Output<'_>) {
        keep_text(self, out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        restore_text(from).map(str::to_owned)
    }
}

impl Kept for SmolStr {
    fn keep(&self, out: &mut Output<'_>) {
        keep_text(self, out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        restore_text(from).map(SmolStr::new)
    }
}

/// As it stands in the journal: there is one of it, however long the journal is.
impl Kept for Zone {
    fn keep(&self, out: &mut Output<'_>) {
        // Written by its own description, which cannot fail; if it did, the text is none that is read back.
        keep_text(&serde_json::to_string(self).unwrap_or_default(), out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        serde_json::from_str(restore_text(from)?).ok()
    }
}

impl<T: Kept> Kept for Arc<T> {
    fn keep(&self, out: &mut Output<'_>) {
        self.as_ref().keep(out);
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        T::restore(from).map(Self::new)
    }
}

impl<T: Kept> Kept for Option<T> {
    fn keep(&self, out: &mut Output<'_>) {
        self.is_some().keep(out);
        self.iter().for_each(|it| it.keep(out));
    }

    fn restore(from: &mut Input<'_>) -> Option<Self> {
        match bool::restore(from)? {
            true => T::restore(from).map(Some),
            false => Some(None),
        }
    }
}

macro_rules! tuple {
    ($($type:ident $field:tt),*) => {
        impl<$($type: Kept),*> Kept for ($($type,)*) {
            fn keep(&self, out: &mut Output<'_>) {
                $(self.$field.keep(out);)*
            }

            fn restore(from: &mut Input<'_>) -> Option<Self> {
                Some(($($type::restore(from)?,)*))
            }
        }
    };
}

tuple! { A 0, B 1 }

macro_rules! collection {
    ([$($bound:tt)*] $type:ty, $item:ty, $iterate:expr) => {
        impl<$($bound)*> Kept for $type {
            fn keep(&self, out: &mut Output<'_>) {
                out.number(self.len() as u64);
                #[allow(clippy::redundant_closure_call, reason = "the closure says how this collection is gone through")]
                ($iterate)(self, out);
            }

            fn restore(from: &mut Input<'_>) -> Option<Self> {
                let count = from.count()?;
                (0..count).map(|_| <$item>::restore(from)).collect()
            }
        }
    };
}

fn each<'a, T: Kept + 'a>(items: impl Iterator<Item = &'a T>, out: &mut Output<'_>) {
    items.for_each(|item| item.keep(out));
}

fn pairs<'a, K: Kept + 'a, V: Kept + 'a>(items: impl Iterator<Item = (&'a K, &'a V)>, out: &mut Output<'_>) {
    items.for_each(|(key, value)| {
        key.keep(out);
        value.keep(out);
    });
}

collection!([T: Kept] Vec<T>, T, |all: &Self, out: &mut Output<'_>| each(all.iter(), out));
collection!([T: Kept + Clone] Vector<T>, T, |all: &Self, out: &mut Output<'_>| each(all.iter(), out));
collection!([T: Kept + Ord + Clone] OrdSet<T>, T, |all: &Self, out: &mut Output<'_>| each(all.iter(), out));
collection!(
    [K: Kept + Ord + Clone, V: Kept + Clone] OrdMap<K, V>, (K, V), |all: &Self, out: &mut Output<'_>| pairs(all.iter(), out)
);
collection!(
    [K: Kept + Ord, V: Kept] BTreeMap<K, V>, (K, V), |all: &Self, out: &mut Output<'_>| pairs(all.iter(), out)
);
collection!(
    [K: Kept + Hash + Eq + Clone, V: Kept + Clone] HashMap<K, V>,
    (K, V),
    |all: &Self, out: &mut Output<'_>| pairs(all.iter(), out)
);
