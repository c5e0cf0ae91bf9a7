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

/// The same for as long as `of` stays what it is: what was found of something else is no answer.
pub fn kept_of<K, T>(
    of: impl Fn() -> K + Send + Sync + 'static,
    look: impl Fn() -> Option<T> + Send + Sync + 'static,
) -> Memo<Option<T>>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let found = Memo::new(move |last: Option<&(K, Option<T>)>| {
        let of = of();
        let before = || last.filter(|(other, _)| *other == of).and_then(|(_, found)| found.clone());
        let found = look().or_else(before);
        (of, found)
    });
    Memo::new(move |_| found.with(|(_, found)| found.clone()))
}
