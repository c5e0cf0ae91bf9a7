//! What came of submitting: the receipt, or why nothing was submitted.

use duoyuan_core::format;
use duoyuan_core::report::Stage;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::editing::Editing;
use super::sending::{Sending, refusal};
use crate::prefs::words;

/// The words for it, where the button was pressed.
#[component]
pub fn Outcome(editing: Editing, sending: Sending) -> impl IntoView {
    let w = words();
    // Once the office has decided, or something else is typed, the receipt is no news any more.
    let is_current = move |outcome: &Result<_, _>| {
        let is_waiting = || editing.sheet.with(|sheet| matches!(sheet.stage, Stage::Submitted));
        outcome.is_err() || (is_waiting() && !editing.changed.get())
    };
    view! {
        <div class="sheet-outcome" aria-live="polite">{move || sending.outcome.get().filter(is_current).map(|outcome| match outcome {
            Ok(stored) => {
                let message = Message::new(key::SHEET_SUBMITTED).with("position", stored.position.to_string());
                let month = editing.sheet.with_untracked(|sheet| format::month(sheet.month));
                view! { <p class="notice notice-done"><span aria-hidden="true">"✓ "</span>{w.say(&message.with("month", month))}</p> }.into_any()
            }
            Err(error) => {
                let sentences: Vec<String> = error.findings().iter().map(|finding| w.say(&finding.message)).collect();
                view! {
                    <div class="notice notice-error" role="alert">
                        <p><span aria-hidden="true">"■ "</span>{refusal(&error, w)}</p>
                        <ul>{sentences.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                    </div>
                }.into_any()
            }
        })}</div>
    }
}
