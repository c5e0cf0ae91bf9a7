//! Lamps: what needs somebody now. Shape and colour of a lamp are the screen's affair; which one is lit and the word
//! beside it are told here, for every screen alike.

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::figure::Gap;
use crate::format;
use crate::report::Stage;
use crate::view::{Duty, Meter, Queue, Reporting, ReportingLine};
use crate::words::{Lang, Message, key};
use crate::zone::Standing;

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
            // It had come in time, and goes round once more.
            Stage::Returned if self.sent_again => Light::Warning,
            _ if self.overdue => Light::Late,
            Stage::Submitted => Light::Waiting,
            Stage::Approved => Light::Fine,
            Stage::Returned => Light::Warning,
            Stage::Awaited if self.duty == Duty::Owed && due.duration_since(now).as_hours() < SOON => Light::Warning,
            Stage::Awaited => Light::Idle,
        }
    }

    /// The word beside the lamp: the stage, for how long it is overdue, and afterwards how late it had come, such as
    /// 逾期9天, 已退回·逾期2天, 已通过·迟报9天; of what came in time at first, 已退回·待重报, 已通过·退回重报.
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
            (Stage::Returned, _) if self.sent_again => format!("{stage}·{}", key::TO_SEND_AGAIN.text(lang)),
            (Stage::Returned, _) if self.overdue => after_stage(key::OVERDUE_DAYS, self.days_overdue),
            (Stage::Awaited, Duty::NotYet) => key::STAGE_NOT_YET.text(lang).to_owned(),
            (Stage::Awaited, Duty::Voluntary) => key::STAGE_VOLUNTARY.text(lang).to_owned(),
            (Stage::Awaited, Duty::NotOwed) => key::STAGE_NOT_OWED.text(lang).to_owned(),
            (Stage::Awaited, Duty::Closed) => key::GAP_NOT_REPORTED.text(lang).to_owned(),
            (Stage::Awaited, Duty::Owed) if light == Light::Warning => key::DUE_SOON.text(lang).to_owned(),
            (Stage::Submitted | Stage::Approved, _) if self.days_late > 0 => {
                after_stage(key::LATE_DAYS, self.days_late)
            }
            (Stage::Submitted | Stage::Approved, _) if self.sent_again => {
                format!("{stage}·{}", key::SENT_AGAIN.text(lang))
            }
            _ => stage.to_owned(),
        }
    }
}

/// Why a park has no figure, told as its report's lamp tells it: 待审核 and 已退回 where a report is on its way,
/// 未到填报期 where none can be sent before the month is over, 不报送 where none is to be sent, 未报 where there is none.
pub fn gap(gap: Gap, stage: Stage, duty: Duty) -> Gap {
    match (gap, stage, duty) {
        (Gap::NotReported, Stage::Submitted, _) => Gap::AwaitsReview,
        (Gap::NotReported, Stage::Returned, _) => Gap::Returned,
        (Gap::NotReported, Stage::Awaited, Duty::NotYet) => Gap::NotYet,
        (Gap::NotReported, Stage::Awaited, Duty::NotOwed) => Gap::NotOwed,
        (gap, ..) => gap,
    }
}

impl Queue {
    /// The month being collected in one sentence, in the words that the lamps beside it use: that it has not ended, such
    /// as 2026年10月尚未结束，11月1日起填报; else how many parks stand where, such as 5个园区已通过，1个待审核，2个待填报.
    pub fn summary(&self, lang: Lang) -> String {
        let is_not_yet = self.lines.iter().all(|line| line.duty == Duty::NotYet);
        if is_not_yet && self.lines.iter().all(|line| line.stage == Stage::Awaited) {
            let from = format::day(self.collected.over(), lang);
            let month = format::month(self.collected);
            return Message::new(key::OFFICE_COLLECTED_NOT_YET).with("month", month).with("from", from).text(lang);
        }
        let count = |is: &dyn Fn(&ReportingLine) -> bool| self.lines.iter().filter(|line| is(line)).count();
        let of = |stage| count(&move |line: &ReportingLine| line.stage == stage);
        let missing = |line: &ReportingLine| line.stage == Stage::Awaited && (line.overdue || line.duty != Duty::Owed);
        let awaited = |line: &ReportingLine| line.stage == Stage::Awaited && !missing(line);
        let all = [
            (key::OFFICE_COLLECTED_DONE, of(Stage::Approved), true),
            (key::OFFICE_COLLECTED_WAITING, of(Stage::Submitted), true),
            (key::OFFICE_COLLECTED_RETURNED, of(Stage::Returned), false),
            (key::OFFICE_COLLECTED_AWAITED, count(&awaited), false),
            (key::OFFICE_COLLECTED_MISSING, count(&missing), false),
        ];
        let told = all.into_iter().filter(|(_, n, always)| *always || *n > 0);
        format::clauses(told.map(|(key, n, _)| Message::new(key).with("n", n.to_string()).text(lang)), lang)
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

    fn line(stage: Stage, duty: Duty, days_overdue: u32, days_late: u32) -> ReportingLine {
        ReportingLine {
            park: "a".into(),
            status: None,
            stage,
            duty,
            submitted_at: None,
            submitted_late: days_late > 0,
            sent_again: false,
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
        check(line(Stage::Awaited, Duty::NotOwed, 0, 0), after, Light::Idle, "不报送");
        check(line(Stage::Returned, Duty::Owed, 0, 0), early, Light::Warning, "已退回");
        check(line(Stage::Returned, Duty::Owed, 2, 0), after, Light::Late, "已退回·逾期2天");
        // It came in time: it is asked for, and not called late.
        let again = |days| ReportingLine { sent_again: true, ..line(Stage::Returned, Duty::Owed, days, 0) };
        check(again(2), after, Light::Warning, "已退回·待重报");
        check(line(Stage::Submitted, Duty::Owed, 0, 0), after, Light::Waiting, "待审核");
        check(line(Stage::Submitted, Duty::Owed, 0, 3), after, Light::Waiting, "待审核·迟报3天");
        check(line(Stage::Approved, Duty::Owed, 0, 0), after, Light::Fine, "已通过");
        check(line(Stage::Approved, Duty::Owed, 0, 9), after, Light::Fine, "已通过·迟报9天");
    }

    #[test]
    fn a_missing_figure_is_told_as_its_lamp_is() {
        let check = |before, stage, duty, after| {
            assert_eq!(gap(before, stage, duty), after, "{stage:?} {duty:?}");
            if before == Gap::NotReported
                && !matches!((stage, duty), (Stage::Approved, _) | (Stage::Awaited, Duty::Owed))
            {
                let line = line(stage, duty, 0, 0);
                assert_eq!(format::gap(after).text(Lang::Chinese), line.word(Light::Idle, Lang::Chinese), "one word");
            }
        };
        check(Gap::NotReported, Stage::Awaited, Duty::Owed, Gap::NotReported);
        check(Gap::NotReported, Stage::Awaited, Duty::NotYet, Gap::NotYet);
        check(Gap::NotReported, Stage::Awaited, Duty::Closed, Gap::NotReported);
        check(Gap::NotReported, Stage::Awaited, Duty::NotOwed, Gap::NotOwed);
        check(Gap::NotReported, Stage::Submitted, Duty::Owed, Gap::AwaitsReview);
        check(Gap::NotReported, Stage::Returned, Duty::Owed, Gap::Returned);
        check(Gap::NotReported, Stage::Approved, Duty::Owed, Gap::NotReported);
        check(Gap::Confidential, Stage::Submitted, Duty::Owed, Gap::Confidential);
        check(Gap::Confidential, Stage::Awaited, Duty::NotYet, Gap::Confidential);
    }

    #[test]
    fn the_queue_counts_in_the_words_of_its_lamps() {
        let check = |lines: Vec<ReportingLine>, expected: &str| {
            let queue = serde_json::json!({
                "position": 1, "demo": false, "waiting": [], "collected": "2026-10", "due": "2026-11-15T16:00:00Z",
                "lines": lines, "late": [], "first": null, "closed": [], "open": [],
            });
            let queue: Queue = serde_json::from_value(queue).unwrap();
            assert_eq!(queue.summary(Lang::Chinese), expected);
        };
        let not_yet = || line(Stage::Awaited, Duty::NotYet, 0, 0);
        check(vec![not_yet(), not_yet()], "2026年10月尚未结束，11月1日起填报");
        let awaited = || line(Stage::Awaited, Duty::Owed, 0, 0);
        let (done, waiting) = (|| line(Stage::Approved, Duty::Owed, 0, 0), || line(Stage::Submitted, Duty::Owed, 0, 0));
        check(vec![done(), waiting(), awaited(), awaited()], "1个园区已通过，1个待审核，2个待填报");
        let late = line(Stage::Awaited, Duty::Owed, 3, 0);
        let returned = line(Stage::Returned, Duty::Owed, 3, 0);
        check(vec![done(), late, returned], "1个园区已通过，0个待审核，1个已退回，1个未报");
        check(vec![done(), line(Stage::Awaited, Duty::Closed, 0, 0)], "1个园区已通过，0个待审核，1个未报");
    }
}
