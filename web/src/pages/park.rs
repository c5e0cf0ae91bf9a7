//! A page.

use leptos::prelude::*;

use crate::components::PageFrame;

/// The page.
#[component]
pub fn ParkPage() -> impl IntoView {
    view! { <PageFrame>""</PageFrame> }
}
