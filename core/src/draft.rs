//! A report being typed into the page: texts as they were written, judged as they will be at submission.
//!
//! A draft is kept where it is typed until it is submitted, so it holds what the person wrote, not what it
//! means: `12，345` stays so, and so does `7.5%` with the finding that says what would be right.

mod adjusted;
mod judged;
mod typed;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::check::{Finding, check};
use crate::figure::Mark;
use crate::id::{Code, RuleId};
use crate::intake::{NotANumber, not_a_number};
use crate::report::{Answer, Attachment, Row, Signed};
use crate::view::Sheet;
use crate::words::Message;
use crate::zone::{Item, Level, Zone};

pub use adjusted::TypedAdjustment;
pub use judged::{Judged, is_blank};
pub use typed::{Typed, mark};

/// A report being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// How many revisions the sheet had when typing began; it travels with the submission.
    pub seen_revisions: usize,
    /// What is typed, by item; an item that is not here is blank.
    pub cells: BTreeMap<Code, Typed>,
    /// Reasons written for warnings, by rule. A reason outlives its warning, which may come back.
    #[serde(default)]
    pub reasons: BTreeMap<RuleId, String>,
    /// What is typed of rows marked 口径调整, by item.
    #[serde(default)]
    pub adjustments: BTreeMap<Code, TypedAdjustment>,
    /// Who stands for it; the same as last time while nobody has typed there.
    #[serde(default)]
    pub signed: Option<Signed>,
    /// Files that come with it; those of the last revision while nobody has changed them.
    #[serde(default)]
    pub attachments: Option<Vec<Attachment>>,
}

/// A draft as it is kept between visits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When it was kept.
    pub at: Timestamp,
    /// The draft as it was typed.
    pub draft: Draft,
}

impl Draft {
    /// The draft to begin with: what stands in the sheet's last revision.
    pub fn of(sheet: &Sheet) -> Self {
        let cells = sheet.lines.iter().filter_map(|line| Some((line.item.clone(), line.row.as_ref()?.into())));
        let reasons = sheet.answers.iter().map(|answer| (answer.rule.clone(), answer.reason.clone()));
        let adjustments = sheet.adjustments.iter().map(|stated| (stated.item.clone(), stated.into())).collect();
        let (cells, reasons) = (cells.collect(), reasons.collect());
        Self { seen_revisions: sheet.seen_revisions, cells, reasons, adjustments, ..Self::default() }
    }

    /// Who stands for it.
    pub fn signed(&self, sheet: &Sheet) -> Signed {
        self.signed.clone().unwrap_or_else(|| sheet.signed.clone())
    }

    /// Files that come with it.
    pub fn attachments(&self, sheet: &Sheet) -> Vec<Attachment> {
        self.attachments.clone().unwrap_or_else(|| sheet.attachments.clone())
    }

    /// The cell of an item.
    pub fn cell(&self, item: &Code) -> Typed {
        self.cells.get(item).cloned().unwrap_or_default()
    }

    /// Fills `text`, a column copied from a worksheet, downward from `first`. A second column is taken where
    /// it holds a mark. Cells beyond the form's end are not taken. How many lines were filled.
    pub fn paste(&mut self, sheet: &Sheet, first: &Code, text: &str) -> usize {
        let Some(start) = sheet.lines.iter().position(|line| line.item == *first) else { return 0 };
        let pasted = text.strip_suffix('\n').unwrap_or(text).split('\n');
        let mut filled = 0;
        for (line, pasted) in sheet.lines[start..].iter().zip(pasted) {
            let mut columns = pasted.trim_end_matches('\r').split('\t');
            let cell = self.cells.entry(line.item.clone()).or_default();
            cell.text = columns.next().unwrap_or_default().trim().to_owned();
            if let Some(mark) = columns.next().map(str::trim).filter(|text| !text.is_empty()).and_then(Mark::named) {
                cell.mark = mark;
            }
            filled += 1;
        }
        filled
    }

    /// Judges it with the function that judges submissions.
    pub fn judge(&self, zone: &Zone, sheet: &Sheet) -> Judged {
        let mut rows = Vec::new();
        let mut findings = Vec::new();
        let mut unread = Vec::new();
        for item in zone.items(sheet.month) {
            let typed = self.cell(&item.code);
            let value = match typed.value() {
                Ok(value) => Some(value),
                Err(None) => None,
                Err(Some(why)) => {
                    findings.push(unreadable(item, &typed.text, why));
                    unread.push(item.code.clone());
                    continue;
                }
            };
            rows.push(Row { item: item.code.clone(), value, mark: typed.mark, cell: None });
        }
        // What cannot be read is not also reported as blank.
        let items = zone.items(sheet.month);
        let adjustments: Vec<_> = items.filter_map(|item| self.stated(item, sheet.month, &mut findings)).collect();
        let judged = check(zone, &sheet.history().adjusted(&adjustments), &rows);
        findings
            .extend(judged.into_iter().filter(|f| f.items.len() > 1 || !f.items.iter().all(|i| unread.contains(i))));
        let place = |f: &Finding| zone.form.items.iter().position(|item| f.items.first() == Some(&item.code));
        findings.sort_by_key(|finding| (finding.level, place(finding)));
        let warned = findings.iter().filter(|finding| finding.level == Level::Warning);
        let answer = |f: &Finding| {
            let reason = self.reasons.get(&f.rule)?.trim();
            (!reason.is_empty()).then(|| Answer { rule: f.rule.clone(), reason: reason.to_owned() })
        };
        let answers = warned.filter_map(answer).collect();
        Judged { rows, answers, adjustments, findings }
    }

    /// Whether it says something else than the sheet's last revision.
    pub fn is_changed(&self, zone: &Zone, sheet: &Sheet) -> bool {
        let before = Self::of(sheet);
        let differs = |item: &Item| {
            let (now, then) = (self.cell(&item.code), before.cell(&item.code));
            let stated = |draft: &Self| draft.stated(item, sheet.month, &mut Vec::new());
            now.mark != then.mark
                || stated(self) != stated(&before)
                || (now.value() != then.value())
                || (now.value().is_err() && now.text.trim() != then.text.trim())
        };
        let signs_anew = self.signed(sheet).trimmed() != sheet.signed;
        let files_anew = self.attachments(sheet) != sheet.attachments;
        signs_anew || files_anew || self.reasons != before.reasons || zone.items(sheet.month).any(differs)
    }

    /// The same texts as an answer to the sheet's newest revision: what was seen before is put aside.
    #[must_use]
    pub fn onto(mut self, sheet: &Sheet) -> Self {
        self.seen_revisions = sheet.seen_revisions;
        self
    }
}

impl Draft {
    /// Takes over what was read from a workbook, to go on with it by hand.
    pub fn fill(&mut self, rows: &[Row], answers: &[Answer], signed: Option<&Signed>) {
        self.signed = signed.cloned().or(self.signed.take());
        for row in rows {
            self.cells.insert(row.item.clone(), row.into());
        }
        for answer in answers {
            self.reasons.insert(answer.rule.clone(), answer.reason.clone());
        }
    }
}

/// The finding about a text that is no number; it names its rule as the reading of workbooks does.
fn unreadable(item: &Item, text: &str, why: NotANumber) -> Finding {
    let key = not_a_number(why);
    let found: String = text.trim().chars().take(40).collect();
    Finding {
        level: Level::Error,
        rule: RuleId::new(format!("{}:{}", key.name(), item.code)),
        items: vec![item.code.clone()],
        cell: None,
        message: Message::new(key).with("item", item.plain_name()).with("found", found).with("unit", item.unit.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Change, Gap};
    use serde_json::json;

    pub(super) fn zone() -> Zone {
        let cited = json!({"source": "x", "verification": "unverified"});
        let item = |code: &str, unit: &str, required: bool| {
            json!({"code": code, "name": format!("名{code}"), "unit": unit, "basis": "cumulative", "section": "",
                "part_of": null, "required": required, "negative": false, "definition": "", "cited": cited})
        };
        let rule = |id: &str, level: &str, assert: &str| json!({"id": id, "level": level, "assert": assert, "tolerance": "0", "text": assert, "cited": cited});
        let zone = json!({
            "id": "z", "name": "z", "short": "z", "policy": cited, "due_day": 15, "due_source": cited, "parks": [],
            "form": {"id": "f", "name": "f", "cited": cited,
                "items": [item("a", "千元", true), item("b", "千元", true), item("c", "人", false)]},
            "indicators": [], "headline": [], "compare": [],
            "rules": [rule("E1", "error", "a >= b"), rule("W1", "warning", "c <= 100")], "targets": [],
        });
        serde_json::from_value(zone).unwrap()
    }

    pub(super) fn sheet() -> Sheet {
        let line = |item: &str, value: Option<&str>| {
            let row = value.map(|value| json!({"item": item, "value": value}));
            json!({"item": item, "row": row, "year_ago": "100", "last_month": null})
        };
        let sheet = json!({
            "position": 1, "demo": true, "park": "p", "month": "2026-10", "stage": "awaited", "opens": "2026-10-31T16:00:00Z", "voluntary": false, "withdrawn": null,
            "due": "2026-11-15T16:00:00Z", "closed": false, "returned": null, "returned_items": [],
            "seen_revisions": 1, "last_submitted": null, "source": null, "answers": [],
            "lines": [line("a", Some("1234.50")), line("b", Some("7")), line("c", None)],
        });
        serde_json::from_value(sheet).unwrap()
    }

    fn typed(pairs: &[(&str, &str)]) -> Draft {
        let cell =
            |(item, text): &(&str, &str)| (Code::new(item), Typed { text: (*text).to_owned(), mark: Mark::None });
        Draft { seen_revisions: 1, cells: pairs.iter().map(cell).collect(), ..Draft::default() }
    }

    fn rules(draft: &Draft) -> String {
        let rules: Vec<String> = draft.judge(&zone(), &sheet()).findings.iter().map(|f| f.rule.to_string()).collect();
        rules.join(" ")
    }

    #[test]
    fn texts_are_judged_as_they_will_be_at_submission() {
        assert_eq!(rules(&typed(&[("a", "１２"), ("b", "7")])), "");
        assert_eq!(rules(&typed(&[])), "blank:a blank:b");
        assert_eq!(rules(&typed(&[("a", "  "), ("b", "7.5%")])), "blank:a percent:b");
        assert_eq!(rules(&typed(&[("a", "3亿"), ("b", "约7")])), "with_unit:a not_a_number:b");
        assert_eq!(rules(&typed(&[("a", "无"), ("b", "N/A")])), "says_none:a says_none:b");
        assert_eq!(rules(&typed(&[("a", "6"), ("b", "7")])), "E1");
        assert_eq!(rules(&typed(&[("a", "6"), ("b", "5"), ("c", "1.5")])), "not_whole:c");
    }

    #[test]
    fn a_warning_stands_until_a_reason_is_written() {
        let mut draft = typed(&[("a", "9"), ("b", "7"), ("c", "101")]);
        let judged = draft.judge(&zone(), &sheet());
        assert_eq!((judged.errors(), judged.unanswered()), (0, 1));
        assert_eq!(judged.next(&zone(), Some(&"c".into())), Some("c".into()));
        draft.reasons.insert("W1".into(), "正常".to_owned());
        assert_eq!(draft.judge(&zone(), &sheet()).unanswered(), 1);
        draft.reasons.insert("W1".into(), " 十月新增三家企业投产 ".to_owned());
        let judged = draft.judge(&zone(), &sheet());
        assert_eq!((judged.errors(), judged.unanswered(), judged.next(&zone(), None)), (0, 0, None));
        assert_eq!(judged.answers[0].reason, "十月新增三家企业投产");
    }

    #[test]
    fn a_sheet_knows_for_how_many_days_it_is_overdue() {
        let check = |stage: &str, voluntary: bool, now: &str, days: u32| {
            let stage = serde_json::from_value(json!(stage)).unwrap();
            let sheet = Sheet { stage, voluntary, ..sheet() };
            assert_eq!(sheet.days_overdue(now.parse().unwrap()), days, "{stage:?} {now}");
        };
        check("awaited", false, "2026-11-15T15:59:59Z", 0);
        check("awaited", false, "2026-11-15T16:00:00Z", 1);
        check("returned", false, "2026-11-28T07:00:00Z", 13);
        check("submitted", false, "2026-11-28T07:00:00Z", 0);
        check("awaited", true, "2026-11-28T07:00:00Z", 0);
    }

    #[test]
    fn a_column_is_pasted_downward() {
        let mut draft = Draft::of(&sheet());
        assert_eq!(draft.paste(&sheet(), &"b".into(), "1,000\t估计\r\n25\r\n99\r\n"), 2);
        assert_eq!(draft.cell(&"b".into()), Typed { text: "1,000".to_owned(), mark: Mark::Estimated });
        assert_eq!(draft.cell(&"c".into()).text, "25");
        assert_eq!(draft.cell(&"a".into()).text, "1234.5");
        assert_eq!(draft.paste(&sheet(), &"nowhere".into(), "1"), 0);
    }

    #[test]
    fn a_draft_knows_whether_it_says_something_new() {
        let (zone, sheet) = (zone(), sheet());
        let mut draft = Draft::of(&sheet);
        assert!(!draft.is_changed(&zone, &sheet));
        draft.cells.insert("a".into(), Typed { text: "１２３４.５００".to_owned(), mark: Mark::None });
        assert!(!draft.is_changed(&zone, &sheet), "the same number, typed otherwise");
        draft.cells.insert("a".into(), Typed { text: "x".to_owned(), mark: Mark::None });
        assert!(draft.is_changed(&zone, &sheet));
        let kept = Kept { at: Timestamp::UNIX_EPOCH, draft };
        assert_eq!(serde_json::from_str::<Kept>(&serde_json::to_string(&kept).unwrap()).unwrap(), kept);
    }

    #[test]
    fn a_number_is_shown_in_groups_and_a_text_as_it_is() {
        let show = |text: &str| Typed { text: text.to_owned(), mark: Mark::None }.shown();
        assert_eq!(
            (show("１２３４５"), show("7.5%"), show("")),
            ("12,345".to_owned(), "7.5%".to_owned(), String::new())
        );
        let item = &zone().form.items[0];
        let change = |text: &str| Typed { text: text.to_owned(), mark: Mark::None }.change(Ok(100.into()), item);
        assert_eq!(change("110"), Change::Rate(10.into()));
        assert_eq!(change("?"), Change::None(Gap::NotReported));
    }
}
