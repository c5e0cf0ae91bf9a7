//! The program with every page.

fn main() {
    duoyuan_web::report_panics();
    duoyuan_core::words::know_all();
    leptos::mount::mount_to_body(duoyuan_web::App);
}
