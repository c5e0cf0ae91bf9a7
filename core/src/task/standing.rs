//! Where a task stands on a day: a pure function of the task and the day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Task;

/// Days before the due day from which a task is 临近到期: reminders usually start a week before (通行做法, unverified
/// for 焦作).
pub const NEAR_DAYS: i32 = 7;

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TaskStanding))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Standing {
    /// 逾期: due, and neither closed nor said to be done.
    Overdue {
        /// Days since, the first day after the due day being 1.
        days: u32,
    },
    /// 逾期未签收: nobody has taken it up by the last day to sign, and it is not yet due.
    UnsignedLate {
        /// Days since, the first day after the last day to sign being 1.
        days: u32,
    },
    /// 临近到期: within [`NEAR_DAYS`] of the due day.
    Near {
        /// Days that are left; 0 on the due day.
        days: u32,
    },
    /// 待签收: nobody has taken it up, and there is time to.
    Unsigned {
        /// Days that are left to sign; 0 on the last day.
        days: u32,
    },
    /// 待复核: said to be done; the office has not checked it yet.
    Checking {
        /// Days after the due day on which it was said; 0 when in time.
        late: u32,
    },
    /// 办理中: taken up, and due later than in [`NEAR_DAYS`].
    OnTrack {
        /// Days that are left.
        days: u32,
    },
    /// 已销号: the office has agreed that it is done.
    Closed {
        /// Days after the due day on which it was said to be done; 0 when in time.
        late: u32,
    },
    /// 已撤销: the office has taken it back; it counts neither as done nor as late.
    Dropped,
}

impl Standing {
    /// Whether nothing is left to do.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed { .. } | Self::Dropped)
    }

    /// Whether the red lamp is lit.
    pub fn is_late(self) -> bool {
        matches!(self, Self::Overdue { .. } | Self::UnsignedLate { .. })
    }
}

impl Task {
    /// Where it stands on `today`. What is said to be done in time and checked later is in time.
    ///
    /// Example: due on the 30th, said to be done on 2 December, checked on the 5th: closed, 2 days late.
    pub fn standing(&self, today: Date) -> Standing {
        let past = |since: Date, day: Date| u32::try_from(days(since, day)).unwrap_or_default();
        if self.dropped.is_some() {
            return Standing::Dropped;
        }
        if let Some(asked) = self.closing {
            let late = past(self.due, asked);
            return if self.is_closed { Standing::Closed { late } } else { Standing::Checking { late } };
        }
        if self.due < today {
            return Standing::Overdue { days: past(self.due, today) };
        }
        if self.signed.is_none() {
            let last = self.assignment.sign_by;
            return match last < today {
                true => Standing::UnsignedLate { days: past(last, today) },
                false => Standing::Unsigned { days: past(today, last) },
            };
        }
        match days(today, self.due) {
            left if left <= NEAR_DAYS => Standing::Near { days: past(today, self.due) },
            _ => Standing::OnTrack { days: past(today, self.due) },
        }
    }
}

/// Days from one day to another; negative when that is before.
fn days(from: Date, to: Date) -> i32 {
    to.since(from).map(|span| span.get_days()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::ledger::tests::task;
    use super::*;

    #[test]
    fn the_lamp_is_told_of_the_task_and_the_day_alone() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        // Assigned on 1 November, to be signed by the 4th, due on the 30th.
        let fresh = task("2026-11-04", "2026-11-30");
        let signed = Task { signed: Some(date("2026-11-03")), ..fresh.clone() };
        let asked = Task { closing: Some(date("2026-12-02")), ..signed.clone() };
        let check = |task: &Task, today: &str, expected: Standing| {
            assert_eq!(task.standing(date(today)), expected, "{today}");
        };
        check(&fresh, "2026-11-04", Standing::Unsigned { days: 0 });
        check(&fresh, "2026-11-05", Standing::UnsignedLate { days: 1 });
        check(&fresh, "2026-12-01", Standing::Overdue { days: 1 });
        check(&signed, "2026-11-22", Standing::OnTrack { days: 8 });
        check(&signed, "2026-11-23", Standing::Near { days: 7 });
        check(&signed, "2026-11-30", Standing::Near { days: 0 });
        check(&signed, "2026-12-01", Standing::Overdue { days: 1 });
        check(&asked, "2026-12-31", Standing::Checking { late: 2 });
        check(&Task { is_closed: true, ..asked }, "2027-12-31", Standing::Closed { late: 2 });
        let extended = Task { due: date("2026-12-15"), ..signed };
        check(&extended, "2026-12-01", Standing::OnTrack { days: 14 });
    }
}
