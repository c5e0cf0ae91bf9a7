//! The binary `duoyuan`.

fn main() -> std::process::ExitCode {
    duoyuan_server::cli::run()
}
