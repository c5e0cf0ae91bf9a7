//! Waiting for something to become so, with a deadline; never for a time to pass.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

/// How long anything may take before a test fails: an unoptimised server beside a browser on two busy cores.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// Asks `look` until it answers something; panics with `what` at the deadline.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    match within(DEADLINE, look).await {
        Some(found) => found,
        None => panic!("not within {} s: {what}", DEADLINE.as_secs()),
    }
}

/// Asks `look` until it answers something or `limit` has passed.
pub async fn within<T>(limit: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    let mut tick = interval(Duration::from_millis(30));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if let Some(found) = look().await {
            return Some(found);
        }
        if start.elapsed() > limit {
            return None;
        }
    }
}
