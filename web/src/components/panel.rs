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
    /// It was closed.
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Wider, for tables.
    #[prop(optional)]
    wide: bool,
    /// What it shows; made anew every time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let w = words();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // The dialog itself is hit only beside its content.
    let beside = move |event: leptos::ev::MouseEvent| {
        if let Some(dialog) = dialog.get_untracked()
            && event.target().is_some_and(|target| &target == AsRef::<web_sys::EventTarget>::as_ref(&dialog))
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
