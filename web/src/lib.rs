//! The screens of Duoyuan, in the browser: one program, whose parts are fetched when one of their pages is wanted.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod api;
mod app;
mod areas;
mod charts;
mod clock;
mod components;
mod focus;
mod gate;
mod held;
mod idle;
mod live;
mod page;
mod pages;
mod place;
mod prefs;
mod quiet;
mod reading;
mod session;
mod stops;
mod underway;
mod visit;

use duoyuan_core::say;

pub use app::App;

// Screens are tested where they run; what needs no page is tested natively too.
#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Without it a broken page says `unreachable` and nothing else.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|broken| leptos::logging::error!("{broken}")));
}
