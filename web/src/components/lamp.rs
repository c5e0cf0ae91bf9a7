//! Lamps: shape, colour and word say the same, so that none is needed alone.

use leptos::prelude::*;

/// A lamp's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// ● 正常.
    Fine,
    /// ▲ 临期, 预警.
    Warning,
    /// ■ 逾期.
    Late,
    /// ○ nothing to judge yet.
    Idle,
}

impl Light {
    fn class(self) -> &'static str {
        match self {
            Self::Fine => "lamp fine",
            Self::Warning => "lamp warning",
            Self::Late => "lamp late",
            Self::Idle => "lamp idle",
        }
    }

    /// Outline of its shape in a 12 × 12 box.
    fn shape(self) -> &'static str {
        match self {
            Self::Fine => "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z",
            Self::Warning => "M6 .8L11.6 11H.4z",
            Self::Late => "M1.5 1.5h9v9h-9z",
            Self::Idle => "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10zM6 2.6a3.4 3.4 0 1 1 0 6.8a3.4 3.4 0 1 1 0-6.8z",
        }
    }
}

/// A lamp with its word.
#[component]
pub fn Lamp(
    /// Its state.
    #[prop(into)]
    light: Signal<Light>,
    /// Its word.
    #[prop(into)]
    word: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=move || light.get().class()>
            <svg viewBox="0 0 12 12" aria-hidden="true"><path d=move || light.get().shape() fill-rule="evenodd"/></svg>
            <span>{word}</span>
        </span>
    }
}
