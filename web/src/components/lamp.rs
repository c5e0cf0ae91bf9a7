//! Lamps: shape, colour and word say the same, so that none is needed alone.

pub use duoyuan_core::lamp::Light;
use leptos::prelude::*;

fn class(light: Light) -> &'static str {
    match light {
        Light::Fine => "lamp fine",
        Light::Waiting => "lamp waiting",
        Light::Warning => "lamp warning",
        Light::Late => "lamp late",
        Light::Idle => "lamp idle",
    }
}

/// Outline of its shape in a 12 × 12 box.
fn shape(light: Light) -> &'static str {
    match light {
        Light::Fine => "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z",
        Light::Waiting => "M6 .4L11.6 6L6 11.6L.4 6z",
        Light::Warning => "M6 .8L11.6 11H.4z",
        Light::Late => "M1.5 1.5h9v9h-9z",
        Light::Idle => "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10zM6 2.6a3.4 3.4 0 1 1 0 6.8a3.4 3.4 0 1 1 0-6.8z",
    }
}

/// A lamp with its word.
#[component]
pub fn Lamp(
    /// The state that its colour and its shape say.
    #[prop(into)]
    light: Signal<Light>,
    /// The word beside it, which says the same to who sees no colour.
    #[prop(into)]
    word: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=move || class(light.get())>
            <svg viewBox="0 0 12 12" aria-hidden="true"><path d=move || shape(light.get()) fill-rule="evenodd"/></svg>
            <span>{word}</span>
        </span>
    }
}
