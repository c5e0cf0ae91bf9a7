//! The bar under the form: what stands in the way, where the draft is, and the one button that submits.

use duoyuan_core::format;
use duoyuan_core::id::Code;
use duoyuan_core::report::Stage;
use duoyuan_core::words::{Key, key};
use duoyuan_core::zone::Level;
use leptos::prelude::*;

use super::editing::{Editing, Keeping, focus, go_to};
use super::finding::reason_id;
use super::notices::Conflict;
use super::sending::{Sending, left};
use crate::api::Submission;
use crate::pages::office::confirm::Confirm;
use crate::prefs::words;
use crate::say;

/// The bar below the form: what is filled in, whether the draft is kept, and the button that submits.
#[component]
pub fn Bar(editing: Editing, sending: Sending) -> impl IntoView {
    let w = words();
    let at = RwSignal::new(None::<Code>);
    let next = move |_| {
        let from = editing.active.get_untracked().or(at.get_untracked());
        let found = editing
            .judged
            .with_untracked(|judged| editing.info.with_value(|info| judged.next(&info.zone, from.as_ref())));
        if let Some(found) = found {
            // A warning is answered in the field for its reason, an error in the cell.
            match editing.judged.with_untracked(|judged| judged.standing_at(&found).cloned()) {
                Some(finding) if finding.level == Level::Warning => focus(&reason_id(&finding.rule)),
                _ => go_to(&found),
            }
            at.set(Some(found));
        }
    };
    let counts =
        Memo::new(move |_| editing.judged.with(|judged| (judged.errors(), judged.blanks(), judged.unanswered())));
    let answered = Memo::new(move |_| editing.judged.with(|judged| judged.answered()));
    let summary = move || {
        let (errors, blanks, unanswered) = counts.get();
        let part = |key: Key, count: usize| (count > 0).then(|| w.with(key, "n", count.to_string()));
        let parts = [
            part(key::SHEET_ERRORS, errors - blanks),
            part(key::SHEET_BLANKS, blanks),
            part(key::SHEET_UNANSWERED, unanswered),
        ];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        match (said.is_empty(), answered.get()) {
            (false, _) => say::clauses(said, w.lang()),
            (true, 0) => w.t(key::SHEET_PASSES).to_owned(),
            (true, n) => w.with(key::SHEET_PASSES_ANSWERED, "n", n.to_string()),
        }
    };
    let stands = move || counts.with(|(errors, _, unanswered)| errors + unanswered > 0);
    let has_errors = move || counts.with(|(errors, blanks, _)| errors > blanks);
    let is_unchanged = Memo::new(move |_| {
        !editing.changed.get() && !editing.conflicts() && editing.sheet.with(|sheet| sheet.seen_revisions > 0)
    });
    // That nothing has changed is news to whoever changed something back or presses the button, not after a receipt.
    let tells_unchanged = RwSignal::new(false);
    Effect::new(move || {
        if editing.changed.get() {
            tells_unchanged.set(true);
        }
    });
    Effect::new(move || {
        if sending.outcome.with(|outcome| matches!(outcome, Some(Ok(_)))) {
            tells_unchanged.set(false);
        }
    });
    let why_not = Memo::new(move |_| {
        let (errors, blanks, unanswered) = counts.get();
        if editing.conflicts() {
            return Some(w.t(key::SHEET_BLOCKED_CONFLICT).to_owned());
        }
        if is_unchanged.get() {
            return Some(w.t(key::SHEET_BLOCKED_UNCHANGED).to_owned());
        }
        if editing.attaching.with(Option::is_some) {
            return Some(w.t(key::ATTACHMENT_SENDING).to_owned());
        }
        left(errors - blanks, blanks, unanswered, w).map(|message| w.say(&message))
    });
    let label = move || {
        let (stage, month) = editing.sheet.with(|sheet| (sheet.stage, sheet.month));
        if sending.busy.get() {
            w.t(key::SHEET_SUBMITTING).to_owned()
        } else {
            w.with(submit_key(stage), "month", format::month(month))
        }
    };
    let submit = move |_| {
        if why_not.get_untracked().is_some() {
            tells_unchanged.set(true);
            return;
        }
        let submission = editing.judged.with_untracked(|judged| Submission {
            rows: Some(judged.rows.clone()),
            digest: None,
            answers: judged.answers.clone(),
            adjustments: judged.adjustments.clone(),
            signed: Some(
                editing.draft.with_untracked(|draft| editing.sheet.with_untracked(|sheet| draft.signed(sheet))),
            ),
            attachments: Some(editing.attachments()),
            seen_revisions: editing.draft.with_untracked(|draft| draft.seen_revisions),
        });
        sending.send(editing, submission, Callback::new(|()| ()));
    };
    let kept = move || match editing.keeping.get() {
        Keeping::Nothing => String::new(),
        Keeping::At(at) => w.with(key::SHEET_KEPT, "time", time_of_day(&format::moment(at))),
        Keeping::Failed => w.t(key::SHEET_NOT_KEPT).to_owned(),
    };
    view! {
        <div class="sheet-bar">
            // Here and not above the form: it must be seen wherever the form is scrolled to.
            <Show when=move || editing.conflicts()><Conflict editing/></Show>
            <div class="sheet-bar-state">
                <p class="sheet-counts" class:is-error=has_errors class:is-clean=move || !stands() aria-live="polite">{summary}</p>
                <p class="sheet-kept" aria-live="polite">{kept}</p>
            </div>
            <Show when=stands>
                <button type="button" class="button" on:click=next>{move || w.t(key::SHEET_NEXT_PROBLEM)}</button>
            </Show>
            <Show when=move || editing.changed.get()>
                <Confirm
                    label=Signal::derive(move || w.t(key::SHEET_DISCARD).to_owned())
                    question=Signal::derive(move || w.t(key::SHEET_DISCARD_ASK).to_owned())
                    yes=Signal::derive(move || w.t(key::SHEET_DISCARD_YES).to_owned())
                    on_yes=Callback::new(move |()| editing.discard())
                />
            </Show>
            <div class="sheet-bar-submit">
                <p id="sheet-why-not" class="sheet-why-not" aria-live="polite">
                    {move || why_not.get().filter(|_| tells_unchanged.get() || !is_unchanged.get())}
                </p>
                // Not the attribute `disabled`: the reason must be reachable with the keyboard.
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=move || (why_not.with(Option::is_some) || sending.busy.get()).to_string()
                    aria-describedby="sheet-why-not"
                    on:click=submit
                >
                    {label}
                </button>
            </div>
        </div>
    }
}

/// What the button says it will do.
fn submit_key(stage: Stage) -> Key {
    match stage {
        Stage::Awaited => key::SHEET_SUBMIT,
        Stage::Submitted | Stage::Returned => key::SHEET_SUBMIT_AGAIN,
        Stage::Approved => key::SHEET_SUBMIT_CORRECTION,
    }
}

/// `09:30` of `2026-11-15 09:30`.
fn time_of_day(moment: &str) -> &str {
    moment.rsplit(' ').next().unwrap_or(moment)
}
