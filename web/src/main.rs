//! The screens of Duoyuan, in the browser. `main` mounts; [`app`] is the map.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod api;
mod app;
mod charts;
mod clock;
mod components;
mod held;
mod live;
mod pages;
mod prefs;
mod quiet;
mod say;
mod session;

// Screens are tested where they run; what needs no page is tested natively too.
#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn main() {
    // Without it a broken page says `unreachable` and nothing else.
    std::panic::set_hook(Box::new(|broken| leptos::logging::error!("{broken}")));
    leptos::mount::mount_to_body(app::App);
}
