//! A snapshot 快照 of the state as bytes: what a start reads instead of the whole journal.
//!
//! A snapshot is disposable. It is read by the very program that wrote it: [`RULES`] names its source, so that neither
//! another layout nor another rule is ever taken for this one's. What follows from the journal is never kept here alone,
//! and a test replays every golden journal and finds the same state in its snapshot.
//!
//! ```text
//! number: 7 bits a byte, the lowest first      text: its length, then UTF-8      list: how many, then each
//! structure: its fields in order               enumeration: a byte for the variant, then its fields
//! ```

mod basic;

use std::io;
use std::sync::Arc;

pub(crate) use basic::{Input, Output};

use crate::platform::Booking;
use crate::state::State;

/// Names the source of the rules by which a state was made. Another version of `core` has another name.
pub const RULES: &str = env!("DUOYUAN_RULES");

/// What can stand in a snapshot.
pub(crate) trait Kept: Sized {
    /// Writes it down.
    fn keep(&self, out: &mut Output<'_>);

    /// Reads it back; nothing when this is not what was written.
    fn restore(from: &mut Input<'_>) -> Option<Self>;
}

/// Bookings in one piece: some megabytes, so that all processors have enough of them.
const PIECE: usize = 8192;

impl State {
    /// Writes the whole state down: bookings in pieces, each after its length and the last of no length, and what else
    /// there is. They are most of it, and pieces can be read side by side.
    ///
    /// # Errors
    /// The first one of `sink`: what was written until then is of no use.
    pub fn keep(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        let mut bookings = self.platforms.all_bookings();
        loop {
            let piece: Vec<_> = bookings.by_ref().take(PIECE).cloned().collect();
            let mut bytes = Vec::new();
            if !piece.is_empty() {
                let mut out = Output::new(&mut bytes);
                piece.keep(&mut out);
                out.finish()?;
            }
            sink.write_all(&(bytes.len() as u64).to_le_bytes())?;
            sink.write_all(&bytes)?;
            if piece.is_empty() {
                break;
            }
        }
        let mut out = Output::new(sink);
        Kept::keep(self, &mut out);
        out.finish()
    }

    /// The state that was written down; nothing when these are not the bytes of one, to the last of them.
    pub fn restore(bytes: &[u8]) -> Option<Self> {
        let snapshot = Snapshot::open(bytes)?;
        let bookings = snapshot.pieces.iter().map(Piece::read).collect::<Option<Vec<_>>>()?;
        Some(snapshot.rest()?.with(bookings))
    }

    /// The state with the bookings of all pieces of its snapshot, in order.
    pub fn with(mut self, pieces: Vec<Bookings>) -> Self {
        self.platforms.set_bookings(pieces.into_iter().flat_map(|piece| piece.0));
        self
    }
}

/// A snapshot in its pieces.
pub struct Snapshot<'a> {
    /// Each can be read on a thread of its own.
    pub pieces: Vec<Piece<'a>>,
    rest: &'a [u8],
}

/// Some of the bookings, as written.
pub struct Piece<'a>(&'a [u8]);

/// The bookings of one piece.
pub struct Bookings(Vec<Arc<Booking>>);

impl<'a> Snapshot<'a> {
    /// Finds the pieces; nothing when these are not the bytes of a snapshot.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let (mut pieces, mut rest) = (Vec::new(), bytes);
        loop {
            let (length, after) = rest.split_first_chunk()?;
            let (piece, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
            rest = after;
            if piece.is_empty() {
                return Some(Self { pieces, rest });
            }
            pieces.push(Piece(piece));
        }
    }

    /// The state without its bookings.
    pub fn rest(&self) -> Option<State> {
        whole(self.rest)
    }
}

impl Piece<'_> {
    /// The bookings in it.
    pub fn read(&self) -> Option<Bookings> {
        whole(self.0).map(Bookings)
    }
}

/// What these bytes say, to the last of them.
fn whole<T: Kept>(bytes: &[u8]) -> Option<T> {
    let mut from = Input::new(bytes);
    let it = T::restore(&mut from)?;
    from.is_empty().then_some(it)
}

/// How a type stands in a snapshot. All fields are named, so that a new one is not forgotten.
macro_rules! kept {
    (struct $name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::kept::Kept for $name {
            fn keep(&self, out: &mut $crate::kept::Output<'_>) {
                let Self { $($field),* } = self;
                $($crate::kept::Kept::keep($field, out);)*
            }

            fn restore(from: &mut $crate::kept::Input<'_>) -> Option<Self> {
                $(let $field = $crate::kept::Kept::restore(from)?;)*
                Some(Self { $($field),* })
            }
        }
    };
    (struct $name:ident(_)) => {
        impl $crate::kept::Kept for $name {
            fn keep(&self, out: &mut $crate::kept::Output<'_>) {
                $crate::kept::Kept::keep(&self.0, out);
            }

            fn restore(from: &mut $crate::kept::Input<'_>) -> Option<Self> {
                $crate::kept::Kept::restore(from).map(Self)
            }
        }
    };
    (enum $name:ident { $($tag:literal => $variant:ident $(($inner:ident))? $({ $($field:ident),* })?),* $(,)? }) => {
        impl $crate::kept::Kept for $name {
            fn keep(&self, out: &mut $crate::kept::Output<'_>) {
                match self {
                    $(Self::$variant $(($inner))? $({ $($field),* })? => {
                        out.byte($tag);
                        $($crate::kept::Kept::keep($inner, out);)?
                        $($($crate::kept::Kept::keep($field, out);)*)?
                    })*
                }
            }

            fn restore(from: &mut $crate::kept::Input<'_>) -> Option<Self> {
                match from.byte()? {
                    $($tag => {
                        $(let $inner = $crate::kept::Kept::restore(from)?;)?
                        $($(let $field = $crate::kept::Kept::restore(from)?;)*)?
                        Some(Self::$variant $(($inner))? $({ $($field),* })?)
                    })*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use kept;
