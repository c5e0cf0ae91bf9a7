//! Holding on: what is shown of something stays until there is something newer to show.

use leptos::prelude::*;

/// Follows `look`; while it finds nothing, the last thing found stays.
pub fn held<T>(first: T, look: impl Fn() -> Option<T> + Send + Sync + 'static) -> Memo<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |last: Option<&T>| look().or_else(|| last.cloned()).unwrap_or_else(|| first.clone()))
}

/// Follows `look` from nothing on; what was once found is never taken away.
pub fn kept<T>(look: impl Fn() -> Option<T> + Send + Sync + 'static) -> Memo<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |last: Option<&Option<T>>| look().or_else(|| last.cloned().flatten()))
}
