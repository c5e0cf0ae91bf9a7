//! The program a first visit loads.

fn main() {
    duoyuan_web::report_panics();
    duoyuan_web::front();
}
