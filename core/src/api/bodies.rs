//! What operations take.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::enclave::{ItemSplit, Line};
use crate::id::{Code, ParkId, PlatformId, ResourceId, StageId};
use crate::period::Month;
use crate::platform::{Details, Enterprise, Evidence, Openness, Score, Slot};
use crate::report::{Adjustment, Answer, Attachment, Row, Signed};
use crate::sharing::Quantity;

/// Bodies are read as strictly as they are written: a field that nobody knows is a mistake.
macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            $($(#[$of])* pub $field: $kind,)*
        }
    )*};
}

bodies! {
    /// Nothing more to say.
    Nothing {}

    /// Why something is done, as the other side reads it.
    Reason {
        /// The reason, in words; too short a one is refused with 422.
        reason: String,
    }

    /// What an edition is frozen for.
    Freezing {
        /// The meeting, on one line of 40 characters at most: `领导小组2026年第4次会议`.
        title: String,
    }

    /// Which driver leaves the wall.
    Leaving {
        /// The driver's generation: the position answered when it took the wall.
        generation: u64,
    }

    /// Account and password.
    Credentials {
        /// The login name.
        account: String,
        /// The password.
        password: String,
    }

    /// The current and the new password.
    NewPassword {
        /// The current one.
        current: String,
        /// The new one.
        new: String,
    }

    /// A report to be submitted: either rows or the digest of a workbook that was looked at.
    ReportBody {
        /// The lines, as typed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rows: Option<Vec<Row>>,
        /// The workbook's digest, as the dry run answered it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        digest: Option<String>,
        /// Answers to the warnings. Reasons written into the workbook count too.
        #[serde(default)]
        answers: Vec<Answer>,
        /// What is stated of rows marked 口径调整: since when, and what earlier months come to by the new definition.
        #[serde(default)]
        adjustments: Vec<Adjustment>,
        /// Who stands for it: 填表人, 负责人, 电话. Not given: what the workbook says, else the same as last time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
        /// Files handed in at `/api/v1/documents`, at most ten. Not given: those of the month's last submission.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attachments: Option<Vec<Attachment>>,
        /// As the sheet said.
        seen_revisions: usize,
    }

    /// What the reviewer had before the eyes.
    Approval {
        /// As the review said.
        seen_revisions: usize,
    }

    /// What is to be corrected.
    Return {
        /// As the review said.
        seen_revisions: usize,
        /// What is to be corrected, as the park reads it.
        reason: String,
        /// The items meant; empty means the whole report.
        #[serde(default)]
        items: Vec<Code>,
    }

    /// Why an approval is taken back.
    ApprovalWithdrawal {
        /// As the review said.
        seen_revisions: usize,
        /// Why; the park reads it.
        reason: String,
    }

    /// Who is asked for an overdue report.
    Reminders {
        /// The parks; each is late, and none has been asked today.
        parks: Vec<ParkId>,
    }

    /// A stage that is reached.
    Reached {
        /// The stage, by its id in the configuration of the element: `signed`.
        stage: StageId,
        /// The measured effect, with the last stage.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effect: Option<Quantity>,
        /// What there is to say.
        #[serde(default)]
        note: String,
    }

    /// What the office says.
    Word {
        /// What is said to both sides of the match.
        text: String,
    }

    /// Shares from a month on.
    SplitChange {
        /// The first month in which the new shares hold, written `2026-11`.
        from: Month,
        /// The shares, item by item.
        split: Vec<ItemSplit>,
    }

    /// What a project did in a month.
    ProjectFigures {
        /// The month it is about, written `2026-10`.
        month: Month,
        /// The figures: of the month alone for flows.
        rows: Vec<Line>,
    }

    /// A month whose figures are right.
    OfMonth {
        /// The month it is about, written `2026-10`.
        month: Month,
    }

    /// A platform to be entered in the register.
    NewPlatform {
        /// Its id: lower-case letters, digits, `_`.
        platform: PlatformId,
        /// Its owner, kind and name, and the resources that it offers.
        details: Details,
    }

    /// How open a platform is to be to a park.
    NewOpenness {
        /// The park to which it is open, by its id: `xiuwu`.
        park: ParkId,
        /// The level of openness, and its conditions in words.
        openness: Openness,
        /// The first day on which it is so, written `2026-11-01`.
        since: Date,
        /// The document that says so.
        evidence: Evidence,
    }

    /// A maintenance window.
    NewMaintenance {
        /// The resource of the platform, by its id.
        resource: ResourceId,
        /// From when until when it is out of use.
        slot: Slot,
        /// Why it is, as those whose bookings are cancelled read it.
        why: String,
        /// Whether bookings in the window are to be cancelled.
        #[serde(default)]
        cancel_bookings: bool,
    }

    /// An owner's own use of an instrument in a month.
    OwnUse {
        /// The instrument of the platform, by its id.
        resource: ResourceId,
        /// The month it is about, written `2026-10`.
        month: Month,
        /// Effective hours 有效机时 in that month, of the owner itself.
        hours: Decimal,
        /// Income from within the owner, in yuan.
        #[serde(default)]
        income: Decimal,
    }

    /// What the own park asks for.
    NewBooking {
        /// The platform, by its id: `testing_lab`.
        platform: PlatformId,
        /// The resource of that platform, by its id.
        resource: ResourceId,
        /// The enterprise on whose behalf the park asks, with its credit code.
        enterprise: Enterprise,
        /// When; nothing for what has no calendar.
        #[serde(default)]
        slot: Option<Slot>,
        /// How much of the capacity.
        amount: Decimal,
        /// What it is needed for, in words.
        purpose: String,
        /// Whether to wait in line when the slot is taken.
        #[serde(default)]
        wait: bool,
    }

    /// Words to a step; they may be empty.
    Note {
        /// The words as the other side reads them.
        #[serde(default)]
        note: String,
    }

    /// Another time that an owner offers, which is held until the park answers.
    AnotherTime {
        /// From when until when.
        slot: Slot,
        /// Why the time asked for will not do; may be empty.
        #[serde(default)]
        note: String,
    }

    /// Credit that was paid back.
    Repayment {
        /// How much of the credit was paid back, in 万元.
        credit: Decimal,
    }

    /// How satisfied the park was.
    Rating {
        /// The degree of satisfaction, one of three: `satisfied`.
        score: Score,
        /// What there is to say besides; may be empty.
        #[serde(default)]
        note: String,
    }
}
