//! A field of a day, a month or a moment. While a part of it is being typed it has no value; what is there of the
//! other parts must stay all the same.

use leptos::html::Input;
use leptos::prelude::*;

/// The field; `attr:min` and the like go to the input itself.
#[component]
pub fn DateInput(
    /// `date`, `month` or `datetime-local`.
    kind: &'static str,
    /// The date in the field, written `2026-10-31`; empty when there is none.
    #[prop(into)]
    value: Signal<String>,
    /// It was changed; nothing while it is incomplete.
    on_type: Callback<String>,
) -> impl IntoView {
    let input: NodeRef<Input> = NodeRef::new();
    Effect::new(move || {
        let (Some(input), text) = (input.get(), value.get()) else { return };
        if input.value() != text {
            input.set_value(&text);
        }
    });
    view! { <input type=kind node_ref=input on:input:target=move |event| on_type.run(event.target().value())/> }
}
