//! The one place in the browser that knows the time: the device's clock, set right by the server's beats.

use std::time::Duration;

use jiff::Timestamp;
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;

/// A clock that ticks once a second while the page is open.
#[derive(Clone, Copy)]
pub struct Clock {
    /// Server's time less the device's, milliseconds.
    offset: RwSignal<i64>,
    device: RwSignal<i64>,
}

impl Clock {
    /// Starts the clock and gives it to all pages.
    pub fn provide() -> Self {
        let clock = Self { offset: RwSignal::new(0), device: RwSignal::new(device_now()) };
        let ticking = set_interval_with_handle(move || clock.device.set(device_now()), Duration::from_secs(1));
        if let Ok(ticking) = ticking {
            on_cleanup(move || ticking.clear());
        }
        provide_context(clock);
        clock
    }

    /// The server said it is `now`.
    pub fn set_right(self, now: Timestamp) {
        self.offset.set(now.as_millisecond() - device_now());
    }

    /// Server's time; reading it follows the ticks.
    pub fn now(self) -> Timestamp {
        let millisecond = self.device.get() + self.offset.get();
        Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Milliseconds of the device's clock; reading it follows the ticks.
    pub fn device(self) -> i64 {
        self.device.get()
    }
}

/// Milliseconds since 1970 by the device.
pub fn device_now() -> i64 {
    js_sys::Date::now() as i64
}
