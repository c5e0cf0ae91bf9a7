//! Words of platforms: what a state is called, which lamp it lights, and the sentence of a clock or a gap.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::RoundingStrategy;

use super::{exact, number};
use crate::openness::{MeasureUnit, Period, Reference};
use crate::period::{BEIJING, Basis, day_of};
use crate::platform::{Class, Mode, Openness, Price, Score, Slot, Stage};
use crate::view::{BookingAct, BookingLine, Clock, MatrixCell, OpenIndicator, StepKind, WorkSummary};
use crate::words::{Key, Lang, Message, key};

/// How a state is to be taken. Shape, colour and word are chosen by it together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Fine,
    /// Asks for attention.
    Warning,
    /// Too late, or gone wrong.
    Late,
    /// Nothing to judge.
    Idle,
}

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

    /// Its word.
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

/// The value of a measure, rounded, or why there is none.
pub fn measured(indicator: &OpenIndicator, lang: Lang) -> String {
    match (indicator.value, &indicator.gap) {
        (Some(value), _) => number(value, indicator.decimals),
        (None, Some(reason)) => reason.text(lang),
        (None, None) => key::NO_FIGURES.text(lang).to_owned(),
    }
}

/// `2026年1—10月`, `2026年10月`, `2025年11月—2026年10月`.
pub fn months(period: Period, lang: Lang) -> String {
    let Period { from, to } = period;
    match (from == to, from == to.january()) {
        (true, _) => super::period(to, Basis::Month, lang),
        (_, true) => super::period(to, Basis::Cumulative, lang),
        _ => format!("{}—{}", super::month(from), super::month(to)),
    }
}

/// What the gap to a value to compare with means; nothing while there is no value.
pub fn against(indicator: &OpenIndicator, reference: &Reference) -> Option<(Tone, Message)> {
    let round = |value: rust_decimal::Decimal| {
        value.round_dp_with_strategy(indicator.decimals, RoundingStrategy::MidpointAwayFromZero)
    };
    let gap = round(indicator.value?) - reference.value;
    let lower_is_better = indicator.measure.lower_is_better();
    let is_met = if lower_is_better { !gap.is_sign_positive() || gap.is_zero() } else { !gap.is_sign_negative() };
    // Shares differ by points of percentage, never by percents.
    let is_share = indicator.unit == MeasureUnit::Percent;
    let of = |plain, points| if is_share { points } else { plain };
    let key = match (reference.target, gap.is_zero(), gap.is_sign_positive(), is_met) {
        (_, true, ..) => key::PW_AGAINST_LEVEL,
        (true, _, _, true) => key::PW_AGAINST_REACHED,
        (true, _, _, false) => of(key::PW_AGAINST_SHORT, key::PW_AGAINST_SHORT_POINTS),
        (false, _, true, _) => of(key::PW_AGAINST_ABOVE, key::PW_AGAINST_ABOVE_POINTS),
        (false, _, false, _) => of(key::PW_AGAINST_BELOW, key::PW_AGAINST_BELOW_POINTS),
    };
    let unit = indicator.unit.name();
    let message = Message::new(key)
        .with("name", reference.name.clone())
        .with("value", format!("{}{unit}", exact(reference.value)))
        .with("gap", number(gap.abs(), indicator.decimals))
        .with("unit", unit);
    Some((if is_met { Tone::Fine } else { Tone::Warning }, message))
}

/// `2026-11-23 周一 09:00—12:00`; both days when it ends on another; midnight is 24:00 of the day before.
pub fn slot(slot: Slot, lang: Lang) -> String {
    let (from, to) = (BEIJING.to_datetime(slot.from), BEIJING.to_datetime(slot.to));
    let until = to.date() == from.date();
    let midnight = from.date().tomorrow().is_ok_and(|next| next.at(0, 0, 0, 0) == to);
    let start = format!("{}-{} {}", from.year(), day(from.date(), lang), hour(from));
    match (until, midnight) {
        (true, _) => format!("{start}—{}", hour(to)),
        (_, true) => format!("{start}—24:00"),
        _ => format!("{start}—{} {}", day(to.date(), lang), hour(to)),
    }
}

/// `11-23 周一`.
pub fn day(day: Date, lang: Lang) -> String {
    let weekday = weekday(day.weekday().to_monday_one_offset().unsigned_abs());
    format!("{:02}-{:02} {}", day.month(), day.day(), weekday.text(lang))
}

/// 周一 of 1, 周日 of 7.
pub fn weekday(day: u8) -> Key {
    match day {
        1 => key::PW_MONDAY,
        2 => key::PW_TUESDAY,
        3 => key::PW_WEDNESDAY,
        4 => key::PW_THURSDAY,
        5 => key::PW_FRIDAY,
        6 => key::PW_SATURDAY,
        _ => key::PW_SUNDAY,
    }
}

fn hour(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A moment as a field of date and time holds it: Beijing's `2026-11-23T09:00`.
pub fn field(at: Timestamp) -> String {
    let local = BEIJING.to_datetime(at);
    format!("{}T{}", local.date(), hour(local))
}

/// What was typed into two such fields; nothing when either is no moment or the end is not after the beginning.
pub fn slot_of_fields(from: &str, to: &str) -> Option<Slot> {
    let at = |text: &str| BEIJING.to_timestamp(text.parse::<DateTime>().ok()?).ok();
    let slot = Slot { from: at(from)?, to: at(to)? };
    (slot.from < slot.to).then_some(slot)
}

/// `今天 14:30` today, otherwise the whole moment.
pub fn moment_near(at: Timestamp, now: Timestamp, lang: Lang) -> String {
    if day_of(at) == day_of(now) {
        return format!("{} {}", key::PW_TODAY.text(lang), hour(BEIJING.to_datetime(at)));
    }
    super::moment(at)
}

/// `120元/小时`, or free of charge.
pub fn price(price: Option<&Price>) -> Message {
    match price {
        None => Message::new(key::PW_PRICE_NONE),
        Some(price) => Message::new(key::PW_PRICE).with("amount", exact(price.amount)).with("per", price.per.clone()),
    }
}

/// The word for a class of resources.
pub fn class(class: Class) -> Key {
    match class {
        Class::Instrument => key::PW_CLASS_INSTRUMENT,
        Class::Place => key::PW_CLASS_PLACE,
        Class::Credit => key::PW_CLASS_CREDIT,
        Class::Service => key::PW_CLASS_SERVICE,
    }
}

/// The words for how a resource is asked for.
pub fn mode(mode: Mode) -> Key {
    match mode {
        Mode::Calendar => key::PW_MODE_CALENDAR,
        Mode::Request => key::PW_MODE_REQUEST,
        Mode::Listed => key::PW_MODE_LISTED,
    }
}

/// The word for a rating.
pub fn score(score: Score) -> Key {
    match score {
        Score::Satisfied => key::PW_SATISFIED,
        Score::Fair => key::PW_FAIR,
        Score::Unsatisfied => key::PW_UNSATISFIED,
    }
}

/// What a button for an act says.
pub fn act(act: BookingAct) -> Key {
    match act {
        BookingAct::Accept => key::PW_ACT_ACCEPT,
        BookingAct::Decline => key::PW_ACT_DECLINE,
        BookingAct::Propose => key::PW_ACT_PROPOSE,
        BookingAct::Agree => key::PW_ACT_AGREE,
        BookingAct::Cancel => key::PW_ACT_CANCEL,
        BookingAct::CheckIn => key::PW_ACT_CHECK_IN,
        BookingAct::NoShow => key::PW_ACT_NO_SHOW,
        BookingAct::Use => key::PW_ACT_USE,
        BookingAct::Rate => key::PW_ACT_RATE,
    }
}

/// The word for something that happened to a booking.
pub fn step(kind: StepKind) -> Key {
    match kind {
        StepKind::Requested => key::PW_STEP_REQUESTED,
        StepKind::Promoted => key::PW_STEP_PROMOTED,
        StepKind::Accepted => key::PW_ACT_ACCEPT,
        StepKind::Declined => key::PW_ACT_DECLINE,
        StepKind::Proposed => key::PW_ACT_PROPOSE,
        StepKind::Agreed => key::PW_ACT_AGREE,
        StepKind::Cancelled => key::PW_ACT_CANCEL,
        StepKind::CheckedIn => key::PW_ACT_CHECK_IN,
        StepKind::NoShow => key::PW_STEP_NO_SHOW,
        StepKind::Used => key::PW_ACT_USE,
        StepKind::Rated => key::PW_ACT_RATE,
    }
}

#[cfg(test)]
mod tests;
