//! The wall and who drives it: which page it shows is one small value that says everything, never “the next one”, so that
//! whoever comes late, or comes back, sees what the others see.
//!
//! Who drives is in the journal (a tablet that takes the wall, or leaves it); what the driver shows is not: it is kept by
//! the server with a number that only grows, and a screen ignores what is older than what it has.

mod decide;
mod page;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::id::{AccountName, Code, ParkId};
use crate::kept::kept;
use crate::state::State;

pub use page::{NoWallPage, WallPage, WallPages, pages, spots};

pub(crate) use decide::decide;

/// What happened to the wall, as an entry of the journal keeps it. Who did it is who wrote the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody took the wall: from then on it shows what that tablet says.
    Taken {},
    /// Whoever drove left it: it turns its pages by itself again.
    Left {},
}

/// What somebody wants done. Who wants it is the actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Take the wall, which nobody drives, or whose driver has been silent for [`SILENCE`].
    Take {
        /// When the server last heard of whoever drives now, or was started; nothing before anybody has driven.
        heard: Option<Timestamp>,
    },
    /// Leave the wall, which then turns its pages by itself.
    Leave {
        /// The driver's generation, as it was told when it took the wall.
        generation: u64,
    },
}

/// Whoever drives the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WallDriver))]
pub struct Driver {
    /// Its generation: the position of the entry by which it took the wall. What another generation says is refused.
    pub generation: u64,
    /// The account, by the name to log in with.
    pub account: AccountName,
    /// The person or office as shown.
    pub name: String,
    /// When it took the wall.
    pub since: Timestamp,
}

/// How long a driver may be silent before somebody else may take the wall. A tablet that drives is heard of every few
/// seconds, whether anything is pressed or not.
pub const SILENCE: SignedDuration = SignedDuration::from_secs(30);

/// A number that is pointed at: everything else on the page steps back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Spotlight {
    /// The park whose number it is; absent for the zone's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub park: Option<ParkId>,
    /// The indicator, by its code in the configuration: `revenue`.
    pub code: Code,
}

/// What a driver says: the whole of what the wall is to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WallShown))]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The driver's generation: the position answered when it took the wall. That of another driver is refused.
    pub generation: u64,
    /// The page to hold; absent to let the wall turn by itself.
    #[serde(default)]
    pub page: Option<WallPage>,
    /// The number to point at.
    #[serde(default)]
    pub spotlight: Option<Spotlight>,
}

/// What the wall shows, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WallState {
    /// Grows with every change; of two states the one with the larger number holds.
    pub seq: u64,
    /// Whoever drives; absent while the wall turns its pages by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<Driver>,
    /// The page that is held; absent while the wall turns its pages by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<WallPage>,
    /// The number that is pointed at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spotlight: Option<Spotlight>,
}

impl WallState {
    /// Nobody has said anything yet.
    pub fn new(seq: u64) -> Self {
        Self { seq, driver: None, page: None, spotlight: None }
    }

    /// The state when the journal tells of `driver`: what another one showed goes, so that the wall turns by itself until
    /// the new one says something. Nothing when it is as it was.
    pub fn driven_by(&self, driver: Option<&Driver>) -> Option<Self> {
        if self.driver.as_ref() == driver {
            return None;
        }
        Some(Self { seq: self.seq + 1, driver: driver.cloned(), page: None, spotlight: None })
    }

    /// The state when the driver of a generation shows a page, or lets the wall turn by itself; nothing when it is as it
    /// was. A spotlight without a page points at nothing.
    ///
    /// # Errors
    /// Somebody else drives, or nobody does; there is no such page.
    pub fn showing(&self, state: &State, actor: &Actor, shown: Shown) -> Result<Option<Self>, crate::state::Rejection> {
        decide::may_drive(actor)?;
        decide::is_driver(state, actor, shown.generation)?;
        let Shown { page, spotlight, .. } = shown;
        if let Some(page) = &page {
            decide::is_page(state, page)?;
        }
        let spotlight = spotlight.filter(|_| page.is_some());
        if (&self.page, &self.spotlight) == (&page, &spotlight) {
            return Ok(None);
        }
        Ok(Some(Self { seq: self.seq + 1, driver: self.driver.clone(), page, spotlight }))
    }
}

impl State {
    /// Whoever drives the wall.
    pub fn driver(&self) -> Option<&Driver> {
        self.driver.as_ref()
    }

    pub(crate) fn drive(&mut self, position: u64, at: Timestamp, by: Actor, event: &Event) {
        self.driver = match event {
            Event::Taken {} => Some(Driver { generation: position, account: by.account, name: by.name, since: at }),
            Event::Left {} => None,
        };
    }
}

kept!(struct Driver { generation, account, name, since });
