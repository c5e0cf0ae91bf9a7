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

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(
    clippy::unwrap_used,
    reason = "a panic in a test is a failure with a place; the lint does not know browser tests"
)]
mod tests {
    use leptos::task::tick;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    use super::*;
    use crate::prefs::Prefs;

    #[wasm_bindgen_test]
    async fn a_wrong_digit_is_told_while_typing_and_a_short_code_is_not() {
        let room: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&room).unwrap();
        let value = RwSignal::new("91410882MA9".to_owned());
        let mounted = leptos::mount::mount_to(room.clone(), move || {
            Prefs::provide();
            view! { <CodeField value/> }
        });
        let told = async || {
            tick().await;
            let invalid = room.query_selector("input").unwrap().unwrap().get_attribute("aria-invalid").unwrap();
            (room.query_selector("p").unwrap().unwrap().text_content().unwrap(), invalid == "true")
        };
        assert_eq!(told().await, ("18位，已输入11位".to_owned(), false));
        value.set("91410882MA9TERT208".to_owned());
        let (text, invalid) = told().await;
        assert!(invalid && text.contains("末位应为“9”"), "{text}");
        value.set("91410882ma9tert209".to_owned());
        assert_eq!(told().await, ("✓ 代码校验通过".to_owned(), false));
        value.set("9141088I".to_owned());
        assert!(told().await.0.contains("18位，已输入8位"), "judged when it is whole");
        drop(mounted);
        room.remove();
    }
}
