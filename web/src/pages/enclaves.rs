//! Enclave projects.
use leptos::prelude::*;
use crate::components::{PageFrame, SharingWays};
/// The page.
#[component]
pub fn EnclavesPage() -> impl IntoView { view! { <PageFrame><SharingWays/></PageFrame> } }
