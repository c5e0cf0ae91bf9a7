//! The program of a park's page.

fn main() {
    duoyuan_web::report_panics();
    duoyuan_web::park();
}
