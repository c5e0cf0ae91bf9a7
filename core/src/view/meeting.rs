//! Editions of meetings: which there are, which one is shown, and what has changed from one to the next.

mod changes;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::Scope;
use crate::meeting::{Edition, Stamp, meets};
use crate::period::{Month, day_of};
use crate::series::Seen;
use crate::words::{Lang, Message, key};

pub use changes::{EditionPage, Moved, edition};

/// The edition that screens show in place of what is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionShown {
    /// Its number, from 1.
    pub number: u32,
    /// The meeting it is for: `领导小组2026年第4次会议`.
    pub title: String,
    /// When it was frozen.
    pub at: Timestamp,
}

impl EditionShown {
    /// What stands in a live document for a scope that is shown an edition.
    pub(crate) fn of(edition: &Edition) -> Self {
        Self { number: edition.number, title: edition.title.clone(), at: edition.frozen.at }
    }
}

/// An edition in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionLine {
    /// Its number, from 1.
    pub number: u32,
    /// The meeting it is for: `领导小组2026年第4次会议`.
    pub title: String,
    /// The month it shows first, written `2026-10`.
    pub month: Option<Month>,
    /// Position of the last entry of the journal that it shows.
    pub position: u64,
    /// SHA-256 of its figures, 64 hexadecimal digits.
    pub digest: String,
    /// By whom and when it was frozen.
    pub frozen: Stamp,
    /// By whom and when it was released; absent while it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Stamp>,
}

impl EditionLine {
    pub(super) fn of(edition: &Edition) -> Self {
        let Edition { number, title, month, position, digest, frozen, released } = edition.clone();
        Self { number, title, month, position, digest, frozen, released }
    }
}

/// The page of meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EditionsPage))]
pub struct Editions {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up: 演示数据.
    pub demo: bool,
    /// The editions, newest first.
    pub editions: Vec<EditionLine>,
    /// Whether the viewer may freeze and release.
    pub may_freeze: bool,
    /// What the next meeting would be called, for who freezes to change: `领导小组2026年第4次会议`.
    pub suggested: String,
    /// The newest month with published figures, which an edition frozen now would show; absent while there is none.
    pub month: Option<Month>,
}

/// The page of meetings, for the leading group and its office.
pub fn editions(seen: Seen<'_>, now: Timestamp) -> Option<Editions> {
    if !meets(seen.scope()) || !seen.scope().opens() {
        return None;
    }
    let all = seen.state().editions();
    Some(Editions {
        position: seen.position(),
        demo: seen.state().is_demo(),
        editions: all.all().rev().map(EditionLine::of).collect(),
        may_freeze: *seen.scope() == Scope::Office,
        suggested: suggested(all.all().map(|edition| day_of(edition.frozen.at)), day_of(now)),
        month: seen.latest(),
    })
}

/// The name of the next meeting: those of a year are counted by the editions frozen in it.
fn suggested(frozen: impl Iterator<Item = Date>, today: Date) -> String {
    let nth = frozen.filter(|day| day.year() == today.year()).count() + 1;
    let message = Message::new(key::EDITION_SUGGESTED).with("year", today.year().to_string());
    message.with("nth", nth.to_string()).text(Lang::Chinese)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meetings_are_counted_by_the_year() {
        let check = |frozen: &[&str], today: &str, expected: &str| {
            let days = frozen.iter().map(|day| day.parse().unwrap());
            assert_eq!(suggested(days, today.parse().unwrap()), expected);
        };
        check(&[], "2026-11-28", "领导小组2026年第1次会议");
        check(&["2025-12-30", "2026-01-08", "2026-06-02"], "2026-11-28", "领导小组2026年第3次会议");
        check(&["2026-06-02"], "2027-01-01", "领导小组2027年第1次会议");
    }
}
