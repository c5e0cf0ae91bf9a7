//! The editions there are, and which one is shown.

use std::sync::Arc;

use imbl::Vector;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Event;
use crate::access::{Actor, Scope};
use crate::kept::kept;
use crate::period::Month;
use crate::state::State;

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MeetingStamp))]
pub struct Stamp {
    /// When it was done.
    pub at: Timestamp,
    /// The person or office as shown.
    pub by: String,
}

/// A numbered set of figures 会议版 that stays what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its number, from 1.
    pub number: u32,
    /// The meeting it is for.
    pub title: String,
    /// The month it shows first.
    pub month: Option<Month>,
    /// Position of the last entry of the journal that it shows.
    pub position: u64,
    /// SHA-256 of its figures.
    pub digest: String,
    /// By whom and when it was frozen: its views are asked at that moment.
    pub frozen: Stamp,
    /// By whom and when it was released; nothing while it is shown.
    pub released: Option<Stamp>,
}

/// All editions, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Editions {
    all: Vector<Arc<Edition>>,
}

impl Editions {
    /// All of them, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Edition> {
        self.all.iter().map(Arc::as_ref)
    }

    /// The edition of a number.
    pub fn get(&self, number: u32) -> Option<&Edition> {
        self.all.get((number as usize).checked_sub(1)?).map(Arc::as_ref)
    }

    /// The edition that is shown; nothing while screens show what is so.
    pub fn shown(&self) -> Option<&Edition> {
        self.all().next_back().filter(|edition| edition.released.is_none())
    }

    /// The number that the next one gets.
    pub(crate) fn next_number(&self) -> u32 {
        self.all.len() as u32 + 1
    }

    pub(crate) fn apply(&mut self, position: u64, at: Timestamp, by: Actor, event: Event) {
        let stamp = Stamp { at, by: by.name };
        match event {
            Event::EditionFrozen { edition: number, title, month, digest } if number == self.next_number() => {
                let position = position.saturating_sub(1);
                let edition = Edition { number, title, month, position, digest, frozen: stamp, released: None };
                self.all.push_back(Arc::new(edition));
            }
            Event::EditionReleased { edition } => {
                let index = (edition as usize).wrapping_sub(1);
                if let Some(edition) = self.all.get_mut(index).filter(|edition| edition.released.is_none()) {
                    Arc::make_mut(edition).released = Some(stamp);
                }
            }
            // An entry of a journal made elsewhere that does not fit.
            Event::EditionFrozen { .. } => {}
        }
    }
}

impl State {
    /// All editions.
    pub fn editions(&self) -> &Editions {
        &self.editions
    }

    /// The edition whose figures a scope is shown in place of what is so: the leading group, its office and the walls are
    /// in the meeting. A park and an owner of platforms are not, and are told of none.
    pub fn edition_shown(&self, scope: &Scope) -> Option<&Edition> {
        self.editions.shown().filter(|_| meets(scope))
    }

    /// The position of edition `number` and the moment its views are asked at, when the scope may look at it: a wall at the
    /// one that is shown, the leading group and its office at every one, others at none.
    pub fn edition_open_to(&self, scope: &Scope, number: u32) -> Option<(u64, Timestamp)> {
        let edition = self.editions.get(number).filter(|_| meets(scope))?;
        (scope.opens() || edition.released.is_none()).then_some((edition.position, edition.frozen.at))
    }
}

/// Whether a scope is one of those that meet.
pub fn meets(scope: &Scope) -> bool {
    matches!(scope, Scope::Leading | Scope::Office | Scope::Display)
}

kept!(struct Stamp { at, by });
kept!(struct Edition { number, title, month, position, digest, frozen, released });
kept!(struct Editions { all });
