//! A panel from the side, over the page: the browser's own dialog, which keeps the focus and gives it back.

use leptos::html::Dialog;
use leptos::prelude::*;

use duoyuan_core::words::key;

use crate::prefs::words;

/// A panel. It closes by its button, by Escape and by a tap beside it; `on_close` then clears what opened it.
#[component]
pub fn Panel(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Told that the panel was closed.
    on_close: Callback<()>,
    /// The heading of the panel.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is wider, as tables need it.
    #[prop(optional)]
    wide: bool,
    /// What it shows; made anew every time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let w = words();
    let dialog = NodeRef::<Dialog>::new();
    // The click that follows the touch which opened the panel began before it was there: it must not close it.
    let pressed = StoredValue::new(false);
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                pressed.set_value(false);
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // The dialog itself is hit only beside its content.
    let is_beside = move |target: Option<web_sys::EventTarget>| {
        dialog.get_untracked().is_some_and(|dialog| target.as_ref() == Some(dialog.as_ref()))
    };
    let press = move |event: leptos::ev::PointerEvent| pressed.set_value(is_beside(event.target()));
    let beside = move |event: leptos::ev::MouseEvent| {
        if let Some(dialog) = dialog.get_untracked()
            && is_beside(event.target())
            && pressed.get_value()
        {
            dialog.close();
        }
    };
    view! {
        <dialog
            class="panel"
            class:wide=wide
            node_ref=dialog
            aria-label=title
            on:close=move |_| on_close.run(())
            on:pointerdown=press
            on:click=beside
        >
            <div class="panel-body">
                <header class="panel-head">
                    <h2>{title}</h2>
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| { if let Some(dialog) = dialog.get_untracked() { dialog.close() } }
                    >
                        {move || w.t(key::CLOSE)}
                    </button>
                </header>
                {move || open.get().then(|| children())}
            </div>
        </dialog>
    }
}
