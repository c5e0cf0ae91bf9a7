//! The visit before this one: kept on the device, by account, so that the first screen can say what has changed since.
//!
//! A visit lasts as long as somebody looks: half an hour without a look ends it, as it ends a session. Loading the
//! page again in between begins no new one.

use std::time::Duration;

use jiff::Timestamp;
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;

use crate::clock::device_now;
use crate::prefs::{store, stored};

/// Milliseconds without a look that end a visit.
const PAUSE: i64 = 30 * 60_000;
/// How often it is noted that somebody still looks.
const EVERY: Duration = Duration::from_secs(60);

/// When somebody looked last, and when the visit before this one ended; milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    seen: i64,
    before: Option<i64>,
}

impl Kept {
    /// After another look at `now`.
    fn look(kept: Option<Self>, now: i64) -> Self {
        let before = kept.and_then(|kept| if now - kept.seen > PAUSE { Some(kept.seen) } else { kept.before });
        Self { seen: now, before }
    }

    fn read(text: &str) -> Option<Self> {
        let (seen, before) = text.split_once(' ')?;
        Some(Self { seen: seen.parse().ok()?, before: before.parse().ok() })
    }

    fn written(self) -> String {
        format!("{} {}", self.seen, self.before.map(|before| before.to_string()).unwrap_or_default())
    }
}

/// When the account's visit before this one ended; nothing at the first visit. Notes from now on that somebody looks.
pub fn last_visit(account: &str) -> Option<Timestamp> {
    let name = format!("visit.{account}");
    let look = move || {
        let kept = Kept::look(stored(&name).as_deref().and_then(Kept::read), device_now());
        store(&name, &kept.written());
        kept.before
    };
    let before = look();
    // A page that lies in the background is not looked at.
    let is_seen = || !document().hidden();
    if let Ok(noting) = set_interval_with_handle(move || _ = is_seen().then(&look), EVERY) {
        on_cleanup(move || noting.clear());
    }
    Timestamp::from_millisecond(before?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_visit_ends_with_half_an_hour_without_a_look() {
        let minute = 60_000;
        let first = Kept::look(None, 0);
        assert_eq!(first, Kept { seen: 0, before: None }, "nobody was here before");
        let again = Kept::look(Some(first), 29 * minute);
        assert_eq!(again.before, None, "still the first visit");
        let next = Kept::look(Some(again), 60 * minute);
        assert_eq!(next.before, Some(29 * minute));
        assert_eq!(Kept::look(Some(next), 61 * minute).before, Some(29 * minute), "loading again begins no new visit");
        assert_eq!(Kept::read(&next.written()), Some(next));
        assert_eq!(Kept::read(&first.written()), Some(first));
        assert_eq!(Kept::read("nonsense"), None);
    }
}
