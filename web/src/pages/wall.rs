//! A page.

use leptos::prelude::*;

use crate::components::PageFrame;

/// The page.
#[component]
pub fn WallPage() -> impl IntoView {
    view! { <PageFrame>""</PageFrame> }
}
