//! Lamps: what needs somebody now. Shape, colour and word of a lamp are the screen's affair, which one is lit is
//! not.

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::format;
use crate::report::Stage;
use crate::view::{Meter, Reporting, ReportingLine};
use crate::words::{Lang, Message, key};
use crate::zone::Standing;

/// A lamp's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Light {
    /// ● 正常.
    Fine,
    /// ▲ 临期, 预警.
    Warning,
    /// ■ 逾期.
    Late,
    /// ○ nothing to judge yet.
    Idle,
}

/// Hours before the due moment from which an awaited report is 临期: reminders usually start three days before.
const SOON: i64 = 72;

impl ReportingLine {
    /// The lamp of a report due at `due`.
    pub fn light(&self, due: Timestamp, now: Timestamp) -> Light {
        match self.stage {
            _ if self.overdue => Light::Late,
            Stage::Submitted | Stage::Approved => Light::Fine,
            Stage::Returned => Light::Warning,
            Stage::Awaited if due.duration_since(now).as_hours() < SOON => Light::Warning,
            Stage::Awaited => Light::Idle,
        }
    }

    /// The word beside the lamp: the stage, or for how long it is overdue.
    pub fn word(&self, light: Light, lang: Lang) -> String {
        match light {
            Light::Late => Message::new(key::OVERDUE_DAYS).with("n", self.days_overdue.to_string()).text(lang),
            Light::Warning if self.stage == Stage::Awaited => key::DUE_SOON.text(lang).to_owned(),
            _ => format::stage(self.stage).text(lang).to_owned(),
        }
    }
}

impl Reporting {
    /// How many have submitted or are through, of how many.
    pub fn tally(&self) -> (usize, usize) {
        let done = self.lines.iter().filter(|line| matches!(line.stage, Stage::Submitted | Stage::Approved));
        (done.count(), self.lines.len())
    }

    /// The lines that need somebody first, else in the order given.
    pub fn urgent_first(&self) -> Vec<ReportingLine> {
        let mut lines = self.lines.clone();
        lines.sort_by_key(|line| match line.stage {
            _ if line.overdue => 0,
            Stage::Returned => 1,
            Stage::Awaited => 2,
            Stage::Submitted => 3,
            Stage::Approved => 4,
        });
        lines
    }
}

/// Behind its path by this share of the year's target and more, a figure is far behind (银川: 30 points).
const FAR: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

impl Meter {
    /// The lamp of a target: while it runs, by the path to it when there is one; afterwards, by what became of it.
    pub fn light(&self) -> Option<Light> {
        match self.standing {
            Standing::Reached => return Some(Light::Fine),
            Standing::Missed => return Some(Light::Late),
            Standing::Open => return Some(Light::Idle),
            Standing::Running => {}
        }
        let share = self.ahead?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.target)?;
        Some(match share {
            share if share >= Decimal::ZERO => Light::Fine,
            share if share > -FAR => Light::Warning,
            _ => Light::Late,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lamps_follow_the_report_and_the_calendar() {
        let due: Timestamp = "2026-10-15T16:00:00Z".parse().unwrap();
        let line = |stage, overdue| ReportingLine {
            park: "a".into(),
            stage,
            submitted_at: None,
            submitted_late: false,
            overdue,
            days_overdue: u32::from(overdue),
        };
        let check = |stage, overdue, now: &str, expected| {
            assert_eq!(line(stage, overdue).light(due, now.parse().unwrap()), expected, "{stage:?} {now}");
        };
        check(Stage::Awaited, false, "2026-10-05T00:00:00Z", Light::Idle);
        check(Stage::Awaited, false, "2026-10-13T00:00:00Z", Light::Warning);
        check(Stage::Awaited, true, "2026-10-16T00:00:00Z", Light::Late);
        check(Stage::Returned, false, "2026-10-05T00:00:00Z", Light::Warning);
        check(Stage::Submitted, false, "2026-10-20T00:00:00Z", Light::Fine);
        check(Stage::Approved, false, "2026-10-20T00:00:00Z", Light::Fine);
    }
}
