//! The market.
use leptos::prelude::*;
use crate::components::{PageFrame, SharingWays};
/// The page.
#[component]
pub fn MarketPage() -> impl IntoView { view! { <PageFrame><SharingWays/></PageFrame> } }
