//! Meetings of the leading group 领导小组会议 (实施细则 Art. 15): the edition 会议版 whose figures a meeting is held on.
//!
//! The office freezes all approved figures into an edition: from then on the wall and the tablets show what was so at
//! that position of the journal, asked at that moment, until the office releases it. An edition can be shown again at
//! any time, to the byte, because a view is made of position, scope, question and moment alone.

mod decide;
mod edition;
mod figures;

use serde::{Deserialize, Serialize};

use crate::period::Month;

pub use edition::{Edition, Editions, Stamp, meets};
pub use figures::{FIGURES_FORMAT, digest, figures};

pub(crate) use decide::decide;

/// What happened to editions, as an entry of the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The office froze what had been approved until the entry before this one.
    EditionFrozen {
        /// Number of the edition; editions count from 1 without gaps.
        edition: u32,
        /// The meeting it is for, on one line: `领导小组2026年第4次会议`.
        title: String,
        /// The newest month with published figures, which it shows first; absent when there was none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        month: Option<Month>,
        /// SHA-256 of [`figures`], 64 hexadecimal digits.
        digest: String,
    },
    /// The office released it: screens show again what is so.
    EditionReleased {
        /// Number of the edition.
        edition: u32,
    },
}

/// What somebody wants done. Who wants it is the actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Freeze what is approved.
    Freeze {
        /// The meeting it is for, on one line.
        title: String,
    },
    /// Show again what is so.
    Release {
        /// Number of the edition that is shown.
        edition: u32,
    },
}
