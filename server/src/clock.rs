//! The one place that reads the clock. Everything else takes `now` as an argument.

use jiff::Timestamp;

/// Now.
pub fn now() -> Timestamp {
    // Nobody reads nanoseconds, and every entry would carry them.
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}
