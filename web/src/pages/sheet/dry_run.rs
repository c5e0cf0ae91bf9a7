//! What a dropped workbook would submit, and what stands against it.

use std::collections::BTreeMap;

use duoyuan_core::check::{Finding, standing};
use duoyuan_core::draft::{Draft, mark};
use duoyuan_core::figure::{Change, Gap, Mark};
use duoyuan_core::id::RuleId;
use duoyuan_core::report::{Answer, Row};
use duoyuan_core::words::{Key, Message, key};
use duoyuan_core::zone::Level;
use duoyuan_core::{draft::Typed, format};
use leptos::html::H3;
use leptos::prelude::*;

use super::editing::Editing;
use super::finding::FindingNote;
use super::line::number;
use super::sending::{Sending, blocked};
use crate::api::{Submission, Upload};
use crate::components::ChangeMark;
use crate::prefs::words;

/// The findings by level, the values read, and the button that submits them.
#[component]
pub fn DryRunResult(
    editing: Editing,
    sending: Sending,
    looked: Upload,
    upload: RwSignal<Option<Upload>>,
) -> impl IntoView {
    let w = words();
    let Upload { file, digest, sheet: worksheet, dry_run } = looked;
    let given = dry_run.answers.iter().map(|answer| (answer.rule.clone(), answer.reason.clone()));
    let reasons: RwSignal<BTreeMap<RuleId, String>> = RwSignal::new(given.collect());
    let answers = move || -> Vec<Answer> {
        let written =
            |(rule, reason): (&RuleId, &String)| Answer { rule: rule.clone(), reason: reason.trim().to_owned() };
        reasons.with(|reasons| reasons.iter().map(written).collect())
    };
    let findings = StoredValue::new(dry_run.findings.clone());
    let why_not = Memo::new(move |_| {
        let answers = answers();
        findings.with_value(|findings| {
            let left: Vec<Level> = standing(findings, &answers).map(|finding| finding.level).collect();
            let errors = left.iter().filter(|level| **level == Level::Error).count();
            let sending = editing.attaching.with(Option::is_some).then(|| Message::new(key::ATTACHMENT_SENDING));
            sending.or_else(|| blocked(errors, left.len() - errors))
        })
    });
    // The result is news: the page goes there, and it is read aloud.
    let heading: NodeRef<H3> = NodeRef::new();
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let submit = move |_| {
        if why_not.get_untracked().is_some() {
            return;
        }
        let submission = Submission {
            rows: None,
            digest: Some(digest.clone()),
            answers: answers(),
            adjustments: Vec::new(),
            signed: None,
            attachments: Some(editing.attachments()),
            seen_revisions: editing.sheet.with_untracked(|sheet| sheet.seen_revisions),
        };
        sending.send(editing, submission, Callback::new(move |()| upload.set(None)));
    };
    let rows = StoredValue::new(dry_run.rows);
    let signed = dry_run.signed;
    let signs = signed.clone().filter(|signed| !signed.is_empty());
    let edit = move |_| {
        let answers = answers();
        let signed = signed.clone();
        rows.with_value(|rows| editing.edit(|draft| draft.fill(rows, &answers, signed.as_ref())));
        upload.set(None);
    };
    let groups = [
        (Level::Error, key::SHEET_ERRORS_HEADING, key::SHEET_ERRORS_HELP),
        (Level::Warning, key::SHEET_WARNINGS_HEADING, key::SHEET_WARNINGS_HELP),
        (Level::Notice, key::SHEET_NOTICES_HEADING, key::SHEET_NOTICES_HELP),
    ];
    let groups = groups.map(|(level, title, help)| {
        let found: Vec<Finding> = dry_run.findings.iter().filter(|finding| finding.level == level).cloned().collect();
        (!found.is_empty()).then(|| view! { <Group title help found reasons/> })
    });
    let is_clean = dry_run.findings.is_empty();
    let more = dry_run.more;
    view! {
        <div class="dry-run">
            <h3 tabindex="-1" node_ref=heading>{move || w.with(key::SHEET_UPLOAD_HEADING, "file", file.clone())}</h3>
            {(!worksheet.is_empty()).then(|| view! { <p class="quiet-text">{move || w.with(key::SHEET_UPLOAD_WORKSHEET, "sheet", worksheet.clone())}</p> })}
            {signs.map(|signed| view! { <p class="quiet-text">{move || signed.said(w.lang())}</p> })}
            {is_clean.then(|| view! { <p class="notice notice-done"><span aria-hidden="true">"✓ "</span>{move || w.t(key::SHEET_UPLOAD_CLEAN)}</p> })}
            {groups.collect_view()}
            {(more > 0).then(|| view! { <p class="notice">{move || w.with(key::SHEET_UPLOAD_MORE, "n", more.to_string())}</p> })}
            <div class="dry-run-actions">
                <p id="dry-run-why-not" class="sheet-why-not" aria-live="polite">{move || why_not.get().map(|message| w.say(&message))}</p>
                <button type="button" class="button" on:click=move |_| upload.set(None)>{move || w.t(key::SHEET_UPLOAD_DISCARD)}</button>
                <button type="button" class="button" on:click=edit>{move || w.t(key::SHEET_UPLOAD_EDIT)}</button>
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=move || (why_not.with(Option::is_some) || sending.busy.get()).to_string()
                    aria-describedby="dry-run-why-not"
                    on:click=submit
                >
                    {move || if sending.busy.get() {
                        w.t(key::SHEET_SUBMITTING).to_owned()
                    } else {
                        let month = editing.sheet.with(|sheet| format::month(sheet.month));
                        w.with(key::SHEET_UPLOAD_SUBMIT, "month", month)
                    }}
                </button>
            </div>
            <Preview editing rows/>
        </div>
    }
}

/// Findings of one level.
#[component]
fn Group(title: Key, help: Key, found: Vec<Finding>, reasons: RwSignal<BTreeMap<RuleId, String>>) -> impl IntoView {
    let w = words();
    let count = found.len();
    let notes = found.into_iter().map(|finding| {
        let rule = finding.rule.clone();
        let reason = {
            let rule = rule.clone();
            Memo::new(move |_| reasons.with(|reasons| reasons.get(&rule).cloned().unwrap_or_default()))
        };
        let on_reason = Callback::new(move |text: String| {
            reasons.update(|reasons| {
                reasons.insert(rule.clone(), text);
            })
        });
        view! { <li><FindingNote finding with_cell=true reason on_reason open=true/></li> }
    });
    view! {
        <section class="finding-group">
            <h4>{move || w.t(title)} " " <span class="count">{count}</span> <span class="quiet-text">{move || w.t(help)}</span></h4>
            <ol>{notes.collect_view()}</ol>
        </section>
    }
}

/// The values read, next to last year's.
#[component]
fn Preview(editing: Editing, rows: StoredValue<Vec<Row>>) -> impl IntoView {
    let w = words();
    let count = rows.with_value(Vec::len);
    let lines = move || {
        let sheet = editing.sheet.get();
        editing.info.with_value(|info| {
            rows.with_value(|rows| {
                let mut draft = Draft::default();
                draft.fill(rows, &[], None);
                let line = |row: &Row| {
                    let item = info.zone.item(&row.item)?;
                    let year_ago = sheet.lines.iter().find(|line| line.item == row.item).and_then(|line| line.year_ago);
                    let typed = Typed { text: row.value.map(|value| value.to_string()).unwrap_or_default(), mark: row.mark };
                    let change = if row.value.is_none() { Change::None(Gap::NotReported) } else { typed.change(draft.year_ago(&sheet, item), item) };
                    let marked = row.mark;
                    Some(view! {
                        <tr class="sheet-line">
                            <td class="sheet-code">{row.cell.map(|cell| cell.to_string())}</td>
                            <th scope="row" class="sheet-name" class:is-part=item.part_of.is_some()>{item.name.clone()}</th>
                            <td class="sheet-unit">{item.unit.name()}</td>
                            <td class="sheet-number" data-label=w.t(key::WORK_YEAR_AGO)>{number(year_ago)}</td>
                            <td class="sheet-number strong" data-label=w.t(key::WORK_VALUE)>{number(row.value)}</td>
                            <td>{(marked != Mark::None).then(|| w.t(mark(marked)))}</td>
                            <td class="sheet-change" data-label=w.t(key::WORK_YEAR_ON_YEAR)><ChangeMark change/></td>
                        </tr>
                    })
                };
                rows.iter().filter_map(line).collect_view()
            })
        })
    };
    let columns = [
        (key::WORK_CELL, "sheet-code"),
        (key::WORK_ITEM, "sheet-name"),
        (key::WORK_UNIT, "sheet-unit"),
        (key::WORK_YEAR_AGO, "sheet-number"),
        (key::WORK_VALUE, "sheet-number"),
        (key::WORK_MARK, ""),
        (key::WORK_YEAR_ON_YEAR, "sheet-change"),
    ];
    let heads = columns.map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> });
    view! {
        <div class="sheet-scroll">
            <table class="sheet-table">
                <caption>{move || w.with(key::SHEET_UPLOAD_PREVIEW, "n", count.to_string())}</caption>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}
