//! The screens of Duoyuan, in the browser, as two programs of the same parts.
//!
//! `front` is what a first visit loads: the login and the board. `whole` has every page; it is fetched while
//! the board is being looked at and takes over, in the same page, as soon as another one is wanted.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod api;
mod app;
mod charts;
mod clock;
mod components;
mod focus;
mod front;
mod handover;
mod held;
mod live;
mod pages;
mod place;
mod prefs;
mod quiet;
mod session;

use duoyuan_core::say;

pub use app::App;
pub use front::front;
pub use handover::front_leaves;

// Screens are tested where they run; what needs no page is tested natively too.
#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Without it a broken page says `unreachable` and nothing else.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|broken| leptos::logging::error!("{broken}")));
}
