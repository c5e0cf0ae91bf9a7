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

fn main() {
    // Without it a broken page says `unreachable` and nothing else.
    std::panic::set_hook(Box::new(|broken| leptos::logging::error!("{broken}")));
    leptos::mount::mount_to_body(app::App);
}
