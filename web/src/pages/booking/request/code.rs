//! The enterprise's code, judged while it is typed by the same rule the server uses.

use duoyuan_core::platform::{CodeProblem, CreditCode};
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::prefs::words;

/// The field with its finding.
#[component]
pub fn CodeField(value: RwSignal<String>) -> impl IntoView {
    let w = words();
    let left = RwSignal::new(false);
    let problem = Memo::new(move |_| value.with(|text| CreditCode::parse(text).err()));
    let finding = move || {
        problem.get().filter(|problem| match problem {
            // Too short is no mistake while one is typing.
            CodeProblem::Length(length) => *length > 18 || (left.get() && *length > 0),
            CodeProblem::Character(..) | CodeProblem::Check { .. } => true,
        })
    };
    let length = move || value.with(|text| text.trim().chars().count());
    let note = move || match (problem.get(), finding()) {
        (_, Some(problem)) => format!("▲ {}", w.say(&problem.message())),
        (None, None) => format!("✓ {}", w.t(key::PW_CODE_FINE)),
        (Some(_), None) => w.with(key::PW_CODE_TYPED, "n", length().to_string()),
    };
    view! {
        <label>
            <span>{move || w.t(key::PW_CODE)}</span>
            <input type="text" class="code-field" autocomplete="off" autocapitalize="characters" spellcheck="false"
                required=true maxlength="24" aria-describedby="code-note"
                aria-invalid=move || finding().is_some().to_string()
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
                on:blur=move |_| left.set(true)/>
        </label>
        <p id="code-note" class="field-note" class:is-wrong=move || finding().is_some() aria-live="polite">{note}</p>
    }
}
