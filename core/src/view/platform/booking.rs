//! A booking, and what can be done with it next.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::access::Scope;
use crate::id::OwnerId;
use crate::openness::Limits;
use crate::platform::booking::Done;
use crate::platform::{Booking, BookingId, Request, Score, Slot, Stage, Step, Usage, due, is_late, permitted, remind};
use crate::series::Seen;

/// What the viewer may do with a booking now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingAct))]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 接受.
    Accept,
    /// 婉拒.
    Decline,
    /// 改约.
    Propose,
    /// 同意改约.
    Agree,
    /// 取消.
    Cancel,
    /// 签到.
    CheckIn,
    /// 登记未到.
    NoShow,
    /// 登记使用.
    Use,
    /// 登记还款.
    Repay,
    /// 评价.
    Rate,
}

/// A booking in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingLine {
    /// Number of the booking, by which requests name it: the position of the journal's entry that made it.
    pub booking: BookingId,
    /// What was asked for, with the slot agreed on.
    pub request: Request,
    /// The platform's owner.
    pub owner: OwnerId,
    /// The platform's name.
    pub platform_name: String,
    /// The resource's name.
    pub resource_name: String,
    /// What the amount is counted in.
    pub unit: String,
    /// Where it stands.
    pub stage: Stage,
    /// Its slot passed without an answer or an agreement: 逾期失效. Nothing can be done but to end it.
    pub lapsed: bool,
    /// The response clock, while it runs.
    pub clock: Option<Clock>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When something last happened.
    pub changed_at: Timestamp,
    /// The owner's or the park's last words on it.
    pub note: Option<String>,
    /// What was used.
    pub usage: Option<Usage>,
    /// Of a credit line: how much was drawn and is not paid back, 万元; nothing when none is.
    pub owed: Option<Decimal>,
    /// How satisfied the park was; for the park itself alone.
    pub rating: Option<Score>,
    /// What the viewer may do now.
    pub acts: Vec<Act>,
    /// Its place in the waiting line, from 1.
    pub place: Option<u32>,
}

/// The response clock of a request that waits for its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ResponseClock))]
pub struct Clock {
    /// When it began: at the request, or when its turn came in the waiting line.
    pub began: Timestamp,
    /// From when on the owner is reminded.
    pub remind: Timestamp,
    /// When an answer is due: the configured hours after it began, and before the slot begins.
    pub due: Timestamp,
    /// Whole hours left, rounded down; negative when overdue.
    pub hours_left: i64,
    /// Whether the owner is to be reminded.
    pub reminded: bool,
    /// Whether it is overdue.
    pub overdue: bool,
}

/// A booking opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingPage {
    /// Position of the journal it is computed at.
    pub position: u64,
    /// Whether all is made up.
    pub demo: bool,
    /// The booking itself, as lists show it.
    pub line: BookingLine,
    /// Everything that happened, oldest first.
    pub steps: Vec<StepLine>,
}

/// Something that happened to a booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingStepLine))]
pub struct StepLine {
    /// Position of its entry.
    pub position: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Name of the person or office that did it.
    pub by: String,
    /// What happened, in one word: `accepted`.
    pub kind: StepKind,
    /// What was written with it: a note, or why.
    pub note: Option<String>,
    /// The slot asked for or proposed.
    pub slot: Option<Slot>,
    /// The credit paid back, 万元.
    pub credit: Option<Decimal>,
}

/// What happened, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingStepKind))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 申请.
    Requested,
    /// 递补.
    Promoted,
    /// 接受.
    Accepted,
    /// 婉拒.
    Declined,
    /// 改约.
    Proposed,
    /// 同意改约.
    Agreed,
    /// 取消.
    Cancelled,
    /// 签到.
    CheckedIn,
    /// 未到.
    NoShow,
    /// 登记使用.
    Used,
    /// 登记还款.
    Repaid,
    /// 评价.
    Rated,
}

/// A booking: for its park, for the platform's owner, for the office.
pub fn booking(seen: Seen<'_>, id: BookingId, now: Timestamp) -> Option<BookingPage> {
    let state = seen.state();
    let booking = state.platforms.booking(id).filter(|booking| is_seen(seen, booking))?;
    let steps = booking.steps.iter().map(|done| step(booking, done)).collect();
    let line = line(seen, booking, now)?;
    Some(BookingPage { position: seen.position(), demo: state.is_demo(), line, steps })
}

/// Its park, the platform's owner, and the leading group with its office.
fn is_seen(seen: Seen<'_>, booking: &Booking) -> bool {
    match seen.scope() {
        Scope::Leading | Scope::Office => true,
        Scope::Display => false,
        Scope::Park(park) => *park == booking.request.park,
        Scope::Owner(owner) => {
            let platform = seen.state().platforms.platform(&booking.request.platform);
            platform.is_some_and(|platform| platform.details.owner == *owner)
        }
    }
}

/// A booking as it stands in a list.
pub(super) fn line(seen: Seen<'_>, booking: &Booking, now: Timestamp) -> Option<BookingLine> {
    let register = &seen.state().platforms;
    let platform = register.platform(&booking.request.platform)?;
    let held = register.held(booking)?;
    let began = booking.request.slot.is_some_and(|slot| slot.from <= now);
    let limits = seen.zone().openness.as_ref().map(|rules| &rules.limits);
    let notes = booking.steps.iter().rev().filter_map(|done| done.step.as_ref().and_then(note));
    let waits = booking.stage == Stage::Waitlisted;
    let line_up = held.waiting.iter().position(|id| *id == booking.id).filter(|_| waits);
    Some(BookingLine {
        booking: booking.id,
        request: booking.request.clone(),
        owner: platform.details.owner.clone(),
        platform_name: platform.details.name.clone(),
        resource_name: held.resource.name.clone(),
        unit: held.resource.unit.clone(),
        stage: booking.stage,
        lapsed: began && matches!(booking.stage, Stage::Requested | Stage::Proposed | Stage::Waitlisted),
        clock: limits.filter(|_| booking.stage == Stage::Requested).and_then(|limits| clock(booking, limits, now)),
        requested_at: booking.steps.first()?.at,
        changed_at: booking.last()?.at,
        note: notes.map(ToOwned::to_owned).next(),
        usage: booking.usage.clone(),
        owed: held.credit.get(&booking.id).copied().filter(|_| booking.stage == Stage::Done),
        rating: booking.rating.filter(|_| matches!(seen.scope(), Scope::Park(_))),
        acts: permitted(seen.state(), seen.scope(), booking, now),
        place: line_up.map(|place| place as u32 + 1),
    })
}

pub(super) fn clock(booking: &Booking, limits: &Limits, now: Timestamp) -> Option<Clock> {
    let (remind, due) = (remind(booking, limits)?, due(booking, limits)?);
    let hours_left = due.duration_since(now).as_secs().div_euclid(3600);
    let overdue = is_late(booking, limits, now);
    Some(Clock { began: booking.clock, remind, due, hours_left, reminded: now >= remind, overdue })
}

/// What was written with a step, the rating's words excepted: they are between the park and nobody.
fn note(step: &Step) -> Option<&str> {
    let text = match step {
        Step::Accepted { note } | Step::Declined { note } | Step::Proposed { note, .. } => note,
        Step::Cancelled { reason } => reason,
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn step(booking: &Booking, done: &Done) -> StepLine {
    let (kind, slot) = match &done.step {
        None => (StepKind::Requested, booking.asked),
        Some(Step::Promoted) => (StepKind::Promoted, None),
        Some(Step::Accepted { .. }) => (StepKind::Accepted, None),
        Some(Step::Declined { .. }) => (StepKind::Declined, None),
        Some(Step::Proposed { slot, .. }) => (StepKind::Proposed, Some(*slot)),
        Some(Step::Agreed) => (StepKind::Agreed, None),
        Some(Step::Cancelled { .. }) => (StepKind::Cancelled, None),
        Some(Step::CheckedIn) => (StepKind::CheckedIn, None),
        Some(Step::NoShow) => (StepKind::NoShow, None),
        Some(Step::Used(_)) => (StepKind::Used, None),
        Some(Step::Repaid { .. }) => (StepKind::Repaid, None),
        Some(Step::Rated { .. }) => (StepKind::Rated, None),
    };
    let note = done.step.as_ref().and_then(note).map(ToOwned::to_owned);
    let credit = match done.step {
        Some(Step::Repaid { credit }) => Some(credit),
        _ => None,
    };
    StepLine { position: done.position, at: done.at, by: done.by.to_string(), kind, note, slot, credit }
}
