//! Structured logs, one JSON object a line, to standard error. They never hold figures, passwords, tokens or
//! contents of files.

use std::panic;

use tracing::level_filters::LevelFilter;

/// Logs from here on, panics too.
pub fn start() {
    // Another subscriber may be there already, in a test.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_target(false)
        .with_max_level(LevelFilter::INFO)
        .with_writer(std::io::stderr)
        // A log that cannot be written is no reason to stop.
        .log_internal_errors(false)
        .try_init();
    panic::set_hook(Box::new(|info| {
        // A panic's text may quote what it stumbled over; where it happened is enough to find it.
        let at = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(at, "panic");
    }));
}
