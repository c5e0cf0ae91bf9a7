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

    /// Why.
    Reason {
        /// The reason.
        reason: String,
    }

    /// What an edition is frozen for.
    Freezing {
        /// The meeting, on one line of 40 characters at most: `领导小组2026年第4次会议`.
        title: String,
    }

    /// Which driver leaves the wall.
    Leaving {
        /// The driver's generation.
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
        /// What to do.
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
        /// The stage.
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
        /// In words.
        text: String,
    }

    /// Shares from a month on.
    SplitChange {
        /// The first month.
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
        /// What it is.
        details: Details,
    }

    /// How open a platform is to be to a park.
    NewOpenness {
        /// The park.
        park: ParkId,
        /// How open.
        openness: Openness,
        /// From this day.
        since: Date,
        /// The document that says so.
        evidence: Evidence,
    }

    /// A maintenance window.
    NewMaintenance {
        /// The resource.
        resource: ResourceId,
        /// When.
        slot: Slot,
        /// Why.
        why: String,
        /// Whether bookings in the window are to be cancelled.
        #[serde(default)]
        cancel_bookings: bool,
    }

    /// An owner's own use of an instrument in a month.
    OwnUse {
        /// The instrument.
        resource: ResourceId,
        /// The month it is about, written `2026-10`.
        month: Month,
        /// Effective hours.
        hours: Decimal,
        /// Income from within the owner, in yuan.
        #[serde(default)]
        income: Decimal,
    }

    /// What the own park asks for.
    NewBooking {
        /// The platform.
        platform: PlatformId,
        /// Its resource.
        resource: ResourceId,
        /// On whose behalf.
        enterprise: Enterprise,
        /// When; nothing for what has no calendar.
        #[serde(default)]
        slot: Option<Slot>,
        /// How much of the capacity.
        amount: Decimal,
        /// What for.
        purpose: String,
        /// Whether to wait in line when the slot is taken.
        #[serde(default)]
        wait: bool,
    }

    /// Words to a step; they may be empty.
    Note {
        /// They.
        #[serde(default)]
        note: String,
    }

    /// Another time.
    AnotherTime {
        /// When.
        slot: Slot,
        /// Why.
        #[serde(default)]
        note: String,
    }

    /// Credit that was paid back.
    Repayment {
        /// How much, 万元.
        credit: Decimal,
    }

    /// How satisfied the park was.
    Rating {
        /// In one word.
        score: Score,
        /// In more words.
        #[serde(default)]
        note: String,
    }
}
