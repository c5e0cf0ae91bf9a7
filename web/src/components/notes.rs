//! What stands where figures cannot: a failure with its way out, an empty page, room kept for what is coming.

use duoyuan_core::words::key;
use leptos::prelude::*;

use super::Button;
use crate::api::ApiError;
use crate::prefs::words;

/// What went wrong, and 重试. Shown beside old data, never in their place.
#[component]
pub fn ErrorNote(
    /// The failure; nothing is shown without one.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// What tries again; no button is shown without it.
    #[prop(optional)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    let w = words();
    move || {
        error.get().map(|error| {
            view! {
                <div class="note failed" role="alert">
                    <span class="note-shape" aria-hidden="true">"■"</span>
                    <p>{match &error {
                        // Asked again by itself: nobody has to press anything.
                        ApiError::Away if retry.is_some() => w.t(key::AWAY_VIEW_WAITS).to_owned(),
                        _ => error.text(w.lang()),
                    }}</p>
                    {retry.filter(|_| !error.is_not_found()).map(|retry| view! { <Button on_press=retry>{move || w.t(key::TRY_AGAIN)}</Button> })}
                </div>
            }
        })
    }
}

/// There is nothing yet, and what would bring something.
#[component]
pub fn Empty(
    /// What is not there.
    #[prop(into)]
    text: Signal<String>,
    /// What to do, or whom to ask.
    #[prop(optional, into)]
    hint: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty-title">{text}</p>
            <p>{hint}</p>
        </div>
    }
}

/// Room of the right size for what has been asked for and is not here yet.
#[component]
pub fn Skeleton(
    /// A class that gives the size.
    #[prop(default = "tall")]
    class: &'static str,
) -> impl IntoView {
    view! { <div class=format!("skeleton {class}") aria-hidden="true"></div> }
}
