//! The screens of Duoyuan, in the browser, as three programs of the same parts.
//!
//! `front` is what a first visit loads: the login and the board. `park` is what a link to a park’s page loads.
//! `whole` has every page; it is fetched while the one page is being looked at and takes over, in the same page,
//! as soon as another one is wanted.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod api;
mod app;
mod charts;
mod clock;
mod components;
mod focus;
mod gate;
mod handover;
mod held;
mod idle;
mod live;
mod pages;
mod place;
mod prefs;
mod quiet;
mod session;
mod solo;
mod stops;
mod underway;
mod visit;

use duoyuan_core::say;

pub use app::App;
pub use solo::{front, park};

// Screens are tested where they run; what needs no page is tested natively too.
#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Without it a broken page says `unreachable` and nothing else.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|broken| leptos::logging::error!("{broken}")));
}
