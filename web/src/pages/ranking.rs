//! A page.

use leptos::prelude::*;

use crate::components::PageFrame;

/// The page.
#[component]
pub fn RankingPage() -> impl IntoView {
    view! { <PageFrame>""</PageFrame> }
}
