//! Failed logins. What is locked is a name together with an address: nobody can lock somebody else out. The name
//! alone, from wherever it is tried, only becomes slow.

use jiff::{SignedDuration, Timestamp};

/// Failed logins under one key, a name at an address or a name anywhere, and what follows from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// Failures since the last success, or since the last lock was over.
    pub failures: u32,
    /// Locked, or slow, until then.
    pub locked_until: Option<Timestamp>,
}

impl Attempts {
    /// Failures that lock a name at an address (等保 practice: 5).
    pub const LIMIT: u32 = 5;
    /// How long a lock lasts, and how long slowness is remembered (等保 practice: 10–30 minutes).
    pub const LOCK: SignedDuration = SignedDuration::from_mins(15);
    /// Failures of a name from anywhere after which it becomes slow.
    pub const SLOW_FROM: u32 = 10;
    /// The first delay; each failure doubles it.
    const FIRST_DELAY: SignedDuration = SignedDuration::from_millis(250);
    /// The longest: whoever knows the password still gets in.
    pub const LONGEST_DELAY: SignedDuration = SignedDuration::from_secs(8);

    /// Whether the name is locked at the address at `now`.
    pub fn is_locked(self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// At an address: after one more failure at `now`.
    pub fn failed(self, now: Timestamp) -> Self {
        let failures = self.failures + 1;
        if failures < Self::LIMIT {
            return Self { failures, locked_until: None };
        }
        Self { failures: 0, locked_until: now.checked_add(Self::LOCK).ok() }
    }

    /// From anywhere: after one more failure at `now`.
    pub fn failed_anywhere(self, now: Timestamp) -> Self {
        let is_over = self.locked_until.is_some_and(|until| until <= now);
        let failures = if is_over { 1 } else { self.failures.saturating_add(1) };
        let is_slow = failures >= Self::SLOW_FROM;
        Self { failures, locked_until: now.checked_add(Self::LOCK).ok().filter(|_| is_slow) }
    }

    /// From anywhere: how long the next login waits for its answer, right or wrong.
    ///
    /// Example: after 9 failures not at all, after 10 a quarter of a second, after 12 one second, after 15 and more 8.
    pub fn delay(self, now: Timestamp) -> SignedDuration {
        if !self.is_locked(now) {
            return SignedDuration::ZERO;
        }
        let doublings = self.failures.saturating_sub(Self::SLOW_FROM).min(8);
        (Self::FIRST_DELAY * 2i32.pow(doublings)).min(Self::LONGEST_DELAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_lock_for_a_while() {
        let now = Timestamp::UNIX_EPOCH;
        let mut attempts = Attempts::default();
        for _ in 0..4 {
            attempts = attempts.failed(now);
            assert!(!attempts.is_locked(now));
        }
        attempts = attempts.failed(now);
        assert!(attempts.is_locked(now));
        assert!(!attempts.is_locked(now + Attempts::LOCK));
    }

    #[test]
    fn a_name_becomes_slower_and_never_slower_than_the_longest_and_quick_again() {
        let now = Timestamp::UNIX_EPOCH;
        let mut attempts = Attempts::default();
        let mut delays = Vec::new();
        for _ in 0..40 {
            delays.push(attempts.delay(now).as_millis());
            attempts = attempts.failed_anywhere(now);
        }
        assert_eq!(delays[..10], [0; 10]);
        assert_eq!(delays[10..16], [250, 500, 1000, 2000, 4000, 8000]);
        assert!(delays[16..].iter().all(|delay| *delay == 8000));
        let later = now + Attempts::LOCK;
        assert!(attempts.delay(later).is_zero());
        assert_eq!(attempts.failed_anywhere(later).failures, 1);
    }
}
