//! The program of the browser.

fn main() {
    duoyuan_web::report_panics();
    leptos::mount::mount_to_body(duoyuan_web::App);
}
