//! A button that asks once more before it takes something away.

use duoyuan_core::words::key;
use leptos::html::Button as ButtonElement;
use leptos::prelude::*;

use crate::prefs::words;

/// Shows a question with yes and no in its own place after the first press.
#[component]
pub fn Confirm(
    /// What the first button says.
    #[prop(into)]
    label: Signal<String>,
    /// What it is about, for those who do not see where it stands.
    #[prop(optional, into)]
    about: Signal<String>,
    /// What is asked then.
    #[prop(into)]
    question: Signal<String>,
    /// What the button that does it says.
    #[prop(into)]
    yes: Signal<String>,
    /// What is done once it is confirmed.
    on_yes: Callback<()>,
) -> impl IntoView {
    let w = words();
    let asking = RwSignal::new(false);
    let no: NodeRef<ButtonElement> = NodeRef::new();
    // The harmless answer has the focus: a second Enter must not take anything away.
    Effect::new(move || {
        if let Some(no) = no.get() {
            let _ = no.focus();
        }
    });
    view! {
        <Show
            when=move || asking.get()
            fallback=move || view! {
                <button type="button" class="button quiet" on:click=move |_| asking.set(true)>
                    {label}<span class="visually-hidden">" "{about}</span>
                </button>
            }
        >
            <span class="confirm" role="group" aria-label=question on:keydown=move |ev| if ev.key() == "Escape" { asking.set(false) }>
                <span class="confirm-question" role="alert">{question}</span>
                <button type="button" class="button" node_ref=no on:click=move |_| asking.set(false)>{move || w.t(key::CANCEL)}</button>
                <button type="button" class="button grave" on:click=move |_| { asking.set(false); on_yes.run(()) }>{yes}</button>
            </span>
        </Show>
    }
}
