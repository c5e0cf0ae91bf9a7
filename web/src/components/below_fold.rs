//! What is below the fold comes a frame after what is above it.

use leptos::prelude::*;

/// Its children, as soon as the page has been painted without them: long tables keep nobody waiting who looks at
/// the figures on top. Only for the end of a page, where nothing is moved by it.
#[component]
pub fn BelowFold(children: ChildrenFn) -> impl IntoView {
    let is_due = RwSignal::new(false);
    // The first frame begins before the page is painted.
    request_animation_frame(move || {
        request_animation_frame(move || {
            // The page may be gone by then.
            let _ = is_due.try_set(true);
        });
    });
    view! { <Show when=move || is_due.get()>{children()}</Show> }
}
