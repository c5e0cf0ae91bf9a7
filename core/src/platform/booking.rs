//! A booking from request to rating. A service without calendar takes the same course without a slot.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::calendar::Slot;
use crate::id::{ParkId, PlatformId, ResourceId};
use crate::kept::kept;

/// A booking: the position of the entry that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct BookingId(pub u64);

impl std::fmt::Display for BookingId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An enterprise, known by its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingEnterprise))]
#[serde(deny_unknown_fields)]
pub struct Enterprise {
    /// 统一社会信用代码 (GB 32100-2015), as typed in a command, normalised in the journal.
    pub code: String,
    /// Name of the enterprise, as the park wrote it.
    pub name: String,
}

/// A document that stands behind a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlatformEvidence))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Its number or name: 焦高新〔2025〕3号.
    pub document: String,
    /// SHA-256 of the file, when it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// What a park asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingRequest))]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The platform asked, by its id: `testing_lab`.
    pub platform: PlatformId,
    /// The resource asked for, by its id within the platform.
    pub resource: ResourceId,
    /// The park that asks.
    pub park: ParkId,
    /// On whose behalf.
    pub enterprise: Enterprise,
    /// When; nothing for what has no calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Slot>,
    /// How much of the capacity, in the resource's unit.
    pub amount: Decimal,
    /// What it is to be used for, in the park's words.
    pub purpose: String,
}

/// What happens to a booking: asked for in a command, done in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingStep))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// 递补: its turn came in the waiting line; it is a request now. Follows from another step, never asked for.
    Promoted,
    /// 接受.
    Accepted {
        /// What the park should know.
        note: String,
    },
    /// 婉拒.
    Declined {
        /// Why the owner declines, as the park reads it.
        note: String,
    },
    /// 改约: the owner offers another time, which is held.
    Proposed {
        /// The stretch of time the owner offers instead.
        slot: Slot,
        /// Why another time, as the park reads it; may be empty.
        note: String,
    },
    /// 同意改约: the park takes the other time.
    Agreed,
    /// 取消, by the park or by the owner.
    Cancelled {
        /// Why it is cancelled, as the other side reads it.
        reason: String,
    },
    /// 签到.
    CheckedIn,
    /// 未到: the rest of the slot is free again.
    NoShow,
    /// 登记使用.
    Used(Usage),
    /// 登记还款: part of the credit drawn is paid back.
    Repaid {
        /// How much, 万元.
        credit: Decimal,
    },
    /// 评价, once.
    Rated {
        /// How satisfied the park was with the service.
        score: Score,
        /// What the park says of the service, in words; may be empty.
        note: String,
    },
}

/// What was really used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingUsage))]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Effective hours 有效机时, or hours of service.
    pub hours: Decimal,
    /// Samples 样品.
    #[serde(default)]
    pub samples: Decimal,
    /// Credit drawn, 万元.
    #[serde(default)]
    pub credit: Decimal,
    /// Income 服务收入, in yuan.
    #[serde(default)]
    pub income: Decimal,
}

/// How satisfied the park was (PO-12 counts the first two).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingScore))]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// 满意.
    Satisfied,
    /// 基本满意.
    Fair,
    /// 不满意.
    Unsatisfied,
}

/// Where a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BookingStage))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 待答复: holds its slot; the response clock runs.
    Requested,
    /// 候补: waits for a slot that is taken.
    Waitlisted,
    /// 待园区确认: the owner offered another time, which is held.
    Proposed,
    /// 已确认.
    Accepted,
    /// 使用中.
    CheckedIn,
    /// 已完成.
    Done,
    /// 已婉拒.
    Declined,
    /// 已取消.
    Cancelled,
    /// 未到.
    NoShow,
}

impl Stage {
    /// Whether nothing more can come but a rating.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Declined | Self::Cancelled | Self::NoShow)
    }
}

/// A booking with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Number of the booking: the position of the entry that made it.
    pub id: BookingId,
    /// What was asked for; the slot is the one agreed on.
    pub request: Request,
    /// The slot that was asked for at first.
    pub asked: Option<Slot>,
    /// Where it stands.
    pub stage: Stage,
    /// Whether it began in the waiting line.
    pub waitlisted: bool,
    /// When the response clock began: at the request, or when its turn came in the waiting line.
    pub clock: Timestamp,
    /// When the owner first answered.
    pub answered: Option<Timestamp>,
    /// Everything that happened, the request first.
    pub steps: Vec<Done>,
    /// What was used.
    pub usage: Option<Usage>,
    /// Of the credit drawn: how much is paid back.
    pub repaid: Decimal,
    /// How satisfied the park was.
    pub rating: Option<Score>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Position of its entry.
    pub position: u64,
    /// When it was taken.
    pub at: Timestamp,
    /// By whom, as shown.
    pub by: SmolStr,
    /// Whether the park did it; else the owner.
    pub by_park: bool,
    /// What; nothing for the request itself.
    pub step: Option<Step>,
}

impl Booking {
    /// The stretch of time it keeps from others.
    pub(crate) fn held(&self) -> Option<Slot> {
        match self.stage {
            Stage::Requested | Stage::Proposed | Stage::Accepted | Stage::CheckedIn => self.request.slot,
            Stage::Done | Stage::NoShow => self.cut(self.steps.iter().find_map(|done| match done.step {
                Some(Step::Used(_) | Step::NoShow) => Some(done.at),
                _ => None,
            })?),
            Stage::Waitlisted | Stage::Declined | Stage::Cancelled => None,
        }
    }

    /// Its slot up to a moment: what comes after is free for others.
    pub(crate) fn cut(&self, until: Timestamp) -> Option<Slot> {
        self.request.slot.and_then(|slot| slot.common(Slot { from: Timestamp::MIN, to: until }))
    }

    /// Whether it stood in the waiting line before its step at `place`.
    pub(crate) fn waited_in_line(&self, place: usize) -> bool {
        let before = self.steps.iter().take(place).filter_map(|done| done.step.as_ref());
        self.waitlisted && !before.into_iter().any(|step| matches!(step, Step::Promoted))
    }

    /// When something was last done.
    pub(crate) fn last(&self) -> Option<&Done> {
        self.steps.last()
    }

    /// The moment that says to which month its use belongs: its slot's beginning, or when use was recorded.
    pub(crate) fn used_at(&self) -> Option<Timestamp> {
        let recorded = self.steps.iter().find(|done| matches!(done.step, Some(Step::Used(_))))?;
        Some(self.request.slot.map_or(recorded.at, |slot| slot.from))
    }
}

kept!(struct BookingId(_));
kept!(struct Enterprise { code, name });
kept!(struct Evidence { document, digest });
kept!(struct Request { platform, resource, park, enterprise, slot, amount, purpose });
kept!(enum Step { 0 => Promoted, 1 => Accepted { note }, 2 => Declined { note }, 3 => Proposed { slot, note }, 4 => Agreed, 5 => Cancelled { reason }, 6 => CheckedIn, 7 => NoShow, 8 => Used(inner), 9 => Repaid { credit }, 10 => Rated { score, note } });
kept!(struct Usage { hours, samples, credit, income });
kept!(enum Score { 0 => Satisfied, 1 => Fair, 2 => Unsatisfied });
kept!(enum Stage { 0 => Requested, 1 => Waitlisted, 2 => Proposed, 3 => Accepted, 4 => CheckedIn, 5 => Done, 6 => Declined, 7 => Cancelled, 8 => NoShow });
kept!(struct Booking { id, request, asked, stage, waitlisted, clock, answered, steps, usage, repaid, rating });
kept!(struct Done { position, at, by, by_park, step });
