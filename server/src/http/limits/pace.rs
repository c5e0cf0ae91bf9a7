//! So many in a row, then one at a time: the generic cell rate algorithm, one number a key.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Keys remembered before those that have recovered are forgotten.
const MANY: usize = 10_000;

/// The paces of many who are each held to the same one.
pub(super) struct Paces<K> {
    burst: Duration,
    every: Duration,
    /// When each would have recovered had nothing more come.
    recovered: Mutex<HashMap<K, Instant>>,
}

impl<K: Eq + Hash> Paces<K> {
    /// `burst` in a row, then one `every` so often.
    pub fn new((burst, every): (u32, Duration)) -> Self {
        Self { burst: every * burst, every, recovered: Mutex::default() }
    }

    /// One more of `key`; else how long to wait.
    ///
    /// Example: with a burst of 3 and one a second, three come at once, the fourth is told one second.
    pub fn take(&self, key: K, now: Instant) -> Result<(), Duration> {
        let mut recovered = self.recovered.lock().unwrap_or_else(PoisonError::into_inner);
        if recovered.len() >= MANY {
            recovered.retain(|_, at| *at > now);
        }
        let at = recovered.entry(key).or_insert(now);
        let next = (*at).max(now) + self.every;
        match next.saturating_duration_since(now).checked_sub(self.burst) {
            Some(wait) if !wait.is_zero() => Err(wait),
            _ => {
                *at = next;
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_in_a_row_and_then_one_at_a_time() {
        let paces = Paces::new((3, Duration::from_secs(1)));
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        for _ in 0..3 {
            assert_eq!(paces.take("a", start), Ok(()));
        }
        assert_eq!(paces.take("a", start), Err(Duration::from_secs(1)));
        assert_eq!(paces.take("b", start), Ok(()), "another one is not held up");
        assert_eq!(paces.take("a", at(1)), Ok(()));
        assert!(paces.take("a", at(1)).is_err(), "a refusal costs nothing and earns nothing");
        for _ in 0..3 {
            assert_eq!(paces.take("a", at(60)), Ok(()));
        }
        assert!(paces.take("a", at(60)).is_err());
    }

    #[test]
    fn who_has_recovered_is_forgotten_and_who_has_not_is_held() {
        let paces = Paces::new((1, Duration::from_secs(1)));
        let start = Instant::now();
        for key in 0..MANY as u64 {
            assert_eq!(paces.take(key, start), Ok(()));
        }
        let later = start + Duration::from_millis(999);
        assert_eq!(paces.take(MANY as u64, later), Ok(()));
        assert!(paces.take(0, later).is_err());
        assert_eq!(paces.take(MANY as u64 + 1, start + Duration::from_secs(1)), Ok(()));
        assert_eq!(paces.recovered.lock().unwrap().len(), 2);
    }
}
