//! A finding in words, with the field for its reason when it is a warning.

use duoyuan_core::check::{Finding, is_reason};
use duoyuan_core::format;
use duoyuan_core::id::RuleId;
use duoyuan_core::words::key;
use duoyuan_core::zone::Level;
use leptos::prelude::*;

use crate::prefs::words;

/// The class that gives a level its colour; shape and word say it too.
pub fn level_class(level: Level) -> &'static str {
    match level {
        Level::Error => "finding finding-error",
        Level::Warning => "finding finding-warning",
        Level::Notice => "finding finding-notice",
    }
}

/// The shape of a level.
pub fn level_shape(level: Level) -> &'static str {
    match level {
        Level::Error => "■",
        Level::Warning => "▲",
        Level::Notice => "●",
    }
}

/// The id of the field for a rule's reason in the page.
pub fn reason_id(rule: &RuleId) -> String {
    format!("reason-{rule}")
}

/// One finding. `reason` and `on_reason` are what is written for a warning; without them nothing is asked.
#[component]
pub fn FindingNote(
    finding: Finding,
    /// Say the workbook's cell before the sentence.
    #[prop(optional)]
    with_cell: bool,
    #[prop(into)] reason: Signal<String>,
    on_reason: Callback<String>,
    #[prop(into)] open: Signal<bool>,
) -> impl IntoView {
    let w = words();
    let level = finding.level;
    let cell =
        finding.cell.filter(|_| with_cell).map(|cell| view! { <span class="finding-cell">{cell.to_string()}</span> });
    let message = finding.message.clone();
    let rule = finding.rule.clone();
    let label = {
        let message = message.clone();
        move || w.with(key::SHEET_REASON_OF, "rule", w.say(&message))
    };
    let short = move || !reason.with(|reason| is_reason(reason));
    let field = move || {
        (level == Level::Warning).then(|| {
            view! {
                <label class="finding-reason">
                    <span class="finding-hint" class:is-missing=short>{move || w.t(key::SHEET_REASON_LABEL)}</span>
                    <textarea
                        id=reason_id(&rule)
                        rows="2"
                        maxlength="2000"
                        aria-label=label.clone()
                        aria-invalid=move || short().to_string()
                        prop:value=move || reason.get()
                        disabled=move || !open.get()
                        on:input:target=move |ev| on_reason.run(ev.target().value())
                    ></textarea>
                </label>
            }
        })
    };
    view! {
        <div class=level_class(level)>
            <p>
                <span class="finding-level">
                    <span aria-hidden="true">{level_shape(level)}</span>
                    {move || w.t(format::level(level))}
                </span>
                {cell}
                <span>{move || w.say(&message)}</span>
            </p>
            {field}
        </div>
    }
}
