//! A button: says what will happen, 44 px high, cannot be pressed twice while it works.

use leptos::prelude::*;

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A button beside others that do as much.
    #[default]
    Plain,
    /// The one that the page is for.
    Primary,
    /// Takes something away or back.
    Grave,
    /// As quiet as text.
    Quiet,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button primary",
            Self::Grave => "button grave",
            Self::Quiet => "button quiet",
        }
    }
}

/// A button. Without `on_press` it submits its form.
#[component]
pub fn Button(
    /// How much it asks to be pressed.
    #[prop(optional)]
    kind: Kind,
    /// What happens when it is pressed.
    #[prop(optional)]
    on_press: Option<Callback<()>>,
    /// It works: shown as such, and deaf.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The words on it.
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| match on_press {
        // It keeps the focus while it works; a form behind it is not sent a second time either.
        _ if busy.get_untracked() => event.prevent_default(),
        Some(on_press) => on_press.run(()),
        None => {}
    };
    view! {
        <button
            type=if on_press.is_some() { "button" } else { "submit" }
            class=kind.class()
            disabled=disabled
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {children()}
        </button>
    }
}
