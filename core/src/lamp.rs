//! Lamps: what needs somebody now. Shape and colour of a lamp are the screen's affair; which one is lit and the word
//! beside it are told here, for every screen alike.

use jiff::Timestamp;

use crate::figure::Gap;
use crate::format;
use crate::report::Stage;
use crate::view::{Duty, Reporting, ReportingLine};
use crate::words::{Lang, Message, key};

/// A lamp's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Light {
    /// ● 正常: nothing is left to do.
    Fine,
    /// ◆ 待审核: the park has done its part, the office has not.
    Waiting,
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
            Stage::Submitted => Light::Waiting,
            Stage::Approved => Light::Fine,
            Stage::Returned => Light::Warning,
            Stage::Awaited if self.duty == Duty::Owed && due.duration_since(now).as_hours() < SOON => Light::Warning,
            Stage::Awaited => Light::Idle,
        }
    }

    /// The word beside the lamp: the stage, for how long it is overdue, and afterwards how late it had come, such as
    /// 逾期9天, 已退回·逾期2天, 已通过·迟报9天.
    pub fn word(&self, light: Light, lang: Lang) -> String {
        let stage = format::stage(self.stage).text(lang);
        let after_stage = |key, days: u32| {
            let days = Message::new(key).with("n", days.to_string()).text(lang);
            format!("{stage}·{days}")
        };
        match (self.stage, self.duty) {
            (Stage::Awaited, _) if self.overdue => {
                Message::new(key::OVERDUE_DAYS).with("n", self.days_overdue.to_string()).text(lang)
            }
            (Stage::Returned, _) if self.overdue => after_stage(key::OVERDUE_DAYS, self.days_overdue),
            (Stage::Awaited, Duty::NotYet) => key::STAGE_NOT_YET.text(lang).to_owned(),
            (Stage::Awaited, Duty::Voluntary) => key::STAGE_VOLUNTARY.text(lang).to_owned(),
            (Stage::Awaited, Duty::Closed) => key::GAP_NOT_REPORTED.text(lang).to_owned(),
            (Stage::Awaited, Duty::Owed) if light == Light::Warning => key::DUE_SOON.text(lang).to_owned(),
            (Stage::Submitted | Stage::Approved, _) if self.days_late > 0 => {
                after_stage(key::LATE_DAYS, self.days_late)
            }
            _ => stage.to_owned(),
        }
    }
}

/// Why a park has no figure, told as its report's lamp tells it: 待审核 and 已退回 where a report is on its way, 未报
/// where there is none.
pub fn gap(gap: Gap, stage: Stage) -> Gap {
    match (gap, stage) {
        (Gap::NotReported, Stage::Submitted) => Gap::AwaitsReview,
        (Gap::NotReported, Stage::Returned) => Gap::Returned,
        (gap, _) => gap,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn line(stage: Stage, duty: Duty, days_overdue: u32, days_late: u32) -> ReportingLine {
        ReportingLine {
            park: "a".into(),
            stage,
            duty,
            submitted_at: None,
            submitted_late: days_late > 0,
            days_late,
            overdue: days_overdue > 0,
            days_overdue,
            reminded: None,
        }
    }

    #[test]
    fn lamps_and_words_follow_the_report_and_the_calendar() {
        let due: Timestamp = "2026-10-15T16:00:00Z".parse().unwrap();
        let check = |line: ReportingLine, now: &str, light, word: &str| {
            let lit = line.light(due, now.parse().unwrap());
            assert_eq!((lit, &*line.word(lit, Lang::Chinese)), (light, word), "{:?} {now}", line.stage);
        };
        let (early, near, after) = ("2026-10-05T00:00:00Z", "2026-10-13T00:00:00Z", "2026-10-24T00:00:00Z");
        check(line(Stage::Awaited, Duty::Owed, 0, 0), early, Light::Idle, "待填报");
        check(line(Stage::Awaited, Duty::Owed, 0, 0), near, Light::Warning, "临期");
        check(line(Stage::Awaited, Duty::Owed, 9, 0), after, Light::Late, "逾期9天");
        check(line(Stage::Awaited, Duty::NotYet, 0, 0), near, Light::Idle, "未到填报期");
        check(line(Stage::Awaited, Duty::Voluntary, 0, 0), after, Light::Idle, "可补报");
        check(line(Stage::Awaited, Duty::Closed, 0, 0), after, Light::Idle, "未报");
        check(line(Stage::Returned, Duty::Owed, 0, 0), early, Light::Warning, "已退回");
        check(line(Stage::Returned, Duty::Owed, 2, 0), after, Light::Late, "已退回·逾期2天");
        check(line(Stage::Submitted, Duty::Owed, 0, 0), after, Light::Waiting, "待审核");
        check(line(Stage::Submitted, Duty::Owed, 0, 3), after, Light::Waiting, "待审核·迟报3天");
        check(line(Stage::Approved, Duty::Owed, 0, 0), after, Light::Fine, "已通过");
        check(line(Stage::Approved, Duty::Owed, 0, 9), after, Light::Fine, "已通过·迟报9天");
    }

    #[test]
    fn a_missing_figure_is_told_as_its_lamp_is() {
        let check = |before, stage, after| assert_eq!(gap(before, stage), after, "{stage:?}");
        check(Gap::NotReported, Stage::Awaited, Gap::NotReported);
        check(Gap::NotReported, Stage::Submitted, Gap::AwaitsReview);
        check(Gap::NotReported, Stage::Returned, Gap::Returned);
        check(Gap::NotReported, Stage::Approved, Gap::NotReported);
        check(Gap::Confidential, Stage::Submitted, Gap::Confidential);
        for (gap, stage) in [(Gap::AwaitsReview, Stage::Submitted), (Gap::Returned, Stage::Returned)] {
            assert_eq!(format::gap(gap).text(Lang::Chinese), format::stage(stage).text(Lang::Chinese), "one word");
        }
    }
}
