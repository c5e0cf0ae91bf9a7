//! Words of platforms: what a state is called, which lamp it lights, and the sentence of a clock or a gap.

mod measure;
mod names;
mod time;
mod usage;

use jiff::{SignedDuration, Timestamp};

use crate::platform::{Openness, Stage};
use crate::view::{BookingLine, Clock, Entitled, MatrixCell, WorkSummary};
use crate::words::{Key, Lang, Message, key};

pub use measure::{against, amount, finding, index_lacking, lacking, measured, months, reference, remarks, weighed};
pub use names::{act, class, mode, price, score, step};
pub use time::{clock_field, day, field, moment_near, opening_of_fields, slot, slot_of_fields, weekday};
pub use usage::used;

pub use crate::lamp::Light as Tone;

/// What a cell of the matrix says at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 开放.
    Open,
    /// 有条件开放.
    Conditional,
    /// 名义开放: open on paper, unused in fact.
    Nominal,
    /// 不开放.
    Closed,
    /// Nobody has said anything.
    Unset,
}

impl Mark {
    /// Of a cell of the matrix.
    pub fn of(cell: &MatrixCell) -> Self {
        match &cell.openness {
            _ if cell.idle => Self::Nominal,
            openness => Self::level(openness.as_ref()),
        }
    }

    /// Of an entitlement alone.
    pub fn level(openness: Option<&Openness>) -> Self {
        match openness {
            Some(Openness::Open) => Self::Open,
            Some(Openness::Conditional(_)) => Self::Conditional,
            Some(Openness::Closed(_)) => Self::Closed,
            None => Self::Unset,
        }
    }

    /// The key of the word for how open it is.
    pub fn word(self) -> Key {
        match self {
            Self::Open => key::PW_OPEN,
            Self::Conditional => key::PW_CONDITIONAL,
            Self::Nominal => key::PW_NOMINAL,
            Self::Closed => key::PW_CLOSED,
            Self::Unset => key::PW_UNSET,
        }
    }

    /// Its shape, which no other has.
    pub fn shape(self) -> &'static str {
        match self {
            Self::Open => "●",
            Self::Conditional => "◐",
            Self::Nominal => "▲",
            Self::Closed => "✕",
            Self::Unset => "–",
        }
    }
}

/// To how many of the parks a platform is open: `向全部8个园区开放`, `向5个园区开放（共8个）`, `未向园区开放`.
pub fn open_to(openness: &[Entitled]) -> Message {
    let open = openness.iter().filter(|it| it.openness.as_ref().is_some_and(Openness::is_open)).count();
    let key = match open {
        0 => key::PW_OPEN_TO_NONE,
        all if all == openness.len() => key::PW_OPEN_TO_ALL,
        _ => key::PW_OPEN_TO,
    };
    Message::new(key).with("n", open.to_string()).with("all", openness.len().to_string())
}

/// The response clock at `now`: 剩…, 临期·剩…, 逾期….
pub fn clock(clock: &Clock, now: Timestamp) -> (Tone, Message) {
    let left = clock.due.duration_since(now);
    let (tone, by_hours, by_minutes) = if left <= SignedDuration::ZERO {
        (Tone::Late, key::PW_OVERDUE_HOURS, key::PW_OVERDUE_MINUTES)
    } else if now >= clock.remind {
        (Tone::Warning, key::PW_SOON_HOURS, key::PW_SOON_MINUTES)
    } else {
        (Tone::Fine, key::PW_LEFT_HOURS, key::PW_LEFT_MINUTES)
    };
    let minutes = left.as_mins().unsigned_abs();
    let message = match minutes / 60 {
        0 => Message::new(by_minutes).with("n", minutes.to_string()),
        hours => Message::new(by_hours).with("n", hours.to_string()),
    };
    (tone, message)
}

/// How many requests wait, how many are late, when the next answer is due.
pub fn waiting(summary: &WorkSummary, now: Timestamp, lang: Lang) -> Message {
    let count = |key| Message::new(key).with("n", summary.waiting.to_string());
    match (summary.waiting, summary.overdue, summary.next_due) {
        (0, ..) => Message::new(key::PW_WAITING_NONE),
        (_, 0, None) => count(key::PW_WAITING_SOME),
        (_, 0, Some(due)) => count(key::PW_WAITING_NEXT).with("when", moment_near(due, now, lang)),
        (_, overdue, _) => count(key::PW_WAITING_LATE).with("late", overdue.to_string()),
    }
}

/// Where a booking stands, as a lamp with its word.
pub fn standing(line: &BookingLine) -> (Tone, Message) {
    if line.lapsed {
        return (Tone::Late, Message::new(key::PW_LAPSED));
    }
    let plain = |tone, key| (tone, Message::new(key));
    match line.stage {
        Stage::Waitlisted => match line.place {
            Some(place) => (Tone::Idle, Message::new(key::PW_WAITLISTED_AT).with("n", place.to_string())),
            None => plain(Tone::Idle, key::PW_STAGE_WAITLISTED),
        },
        Stage::Requested => plain(Tone::Idle, key::PW_STAGE_REQUESTED),
        Stage::Proposed => plain(Tone::Warning, key::PW_STAGE_PROPOSED),
        Stage::Accepted => plain(Tone::Fine, key::PW_STAGE_ACCEPTED),
        Stage::CheckedIn => plain(Tone::Fine, key::PW_STAGE_CHECKED_IN),
        Stage::Done => plain(Tone::Fine, key::PW_STAGE_DONE),
        Stage::Declined => plain(Tone::Late, key::PW_STAGE_DECLINED),
        Stage::Cancelled => plain(Tone::Idle, key::PW_STAGE_CANCELLED),
        Stage::NoShow => plain(Tone::Late, key::PW_STAGE_NO_SHOW),
    }
}

#[cfg(test)]
mod tests;
