//! What a draft would submit, and what stands against it.

use crate::check::{Finding, standing};
use crate::id::Code;
use crate::report::{Adjustment, Answer, Row};
use crate::words::key;
use crate::zone::{Level, Zone};

/// What a draft would submit, and what stands against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// The rows that can be read, one for every item that is not unreadable.
    pub rows: Vec<Row>,
    /// Reasons for the warnings there are.
    pub answers: Vec<Answer>,
    /// What is stated of rows marked 口径调整, beyond the mark.
    pub adjustments: Vec<Adjustment>,
    /// What the checks say, gravest first, in the order of the form.
    pub findings: Vec<Finding>,
}

impl Judged {
    /// Errors, which must be corrected.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.level == Level::Error).count()
    }

    /// Warnings without a reason.
    pub fn unanswered(&self) -> usize {
        standing(&self.findings, &self.answers).count() - self.errors()
    }

    /// Warnings with a reason: of two warnings one of which is explained, 1.
    pub fn answered(&self) -> usize {
        let warnings = self.findings.iter().filter(|finding| finding.level == Level::Warning).count();
        warnings.saturating_sub(self.unanswered())
    }

    /// Required items left blank: said once as a number, not as a wall of sentences.
    pub fn blanks(&self) -> usize {
        self.findings.iter().filter(|finding| is_blank(finding)).count()
    }

    /// The findings whose first item is `item`: where they are shown.
    pub fn at<'a>(&'a self, item: &'a Code) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| finding.items.first() == Some(item))
    }

    /// The gravest level of anything that concerns `item` and still stands.
    pub fn level(&self, item: &Code) -> Option<Level> {
        standing(&self.findings, &self.answers).find(|finding| finding.items.contains(item)).map(|f| f.level)
    }

    /// The first thing that stands against `item`.
    pub fn standing_at(&self, item: &Code) -> Option<&Finding> {
        standing(&self.findings, &self.answers).find(|finding| finding.items.first() == Some(item))
    }

    /// The next item after `item` in the form's order with something standing against it, round to the top.
    pub fn next(&self, zone: &Zone, item: Option<&Code>) -> Option<Code> {
        let items = &zone.form.items;
        let from = item.and_then(|code| items.iter().position(|item| item.code == *code)).map_or(0, |index| index + 1);
        let stands = |code: &Code| self.standing_at(code).is_some();
        let (before, after) = items.split_at(from.min(items.len()));
        after.iter().chain(before).map(|item| &item.code).find(|code| stands(code)).cloned()
    }
}

/// Whether a finding says that a required item is blank.
pub fn is_blank(finding: &Finding) -> bool {
    finding.message.key == key::BLANK
}
