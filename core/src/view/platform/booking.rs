//! A booking, and what can be done with it next.

use crate::series::Seen;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::OwnerId;
use crate::platform::{BookingId, Request, Score, Slot, Stage, Usage};

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
    /// 评价.
    Rate,
}

/// A booking in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingLine {
    /// Its id.
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
    /// When it began.
    pub began: Timestamp,
    /// From when on the owner is reminded.
    pub remind: Timestamp,
    /// When an answer is due.
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
    /// It.
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
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What.
    pub kind: StepKind,
    /// What was written.
    pub note: Option<String>,
    /// The slot asked for or proposed.
    pub slot: Option<Slot>,
}

/// What happened, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingStepKind))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 申请.
    Requested,
    /// 申请候补.
    Waitlisted,
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
    /// 评价.
    Rated,
}

/// A booking: for its park, for the platform's owner, for the office.
pub fn booking(_seen: Seen<'_>, _id: BookingId, _now: Timestamp) -> Option<BookingPage> {
    None
}
