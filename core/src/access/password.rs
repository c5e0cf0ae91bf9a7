//! What a new password must be. The same rule is told before the first try and judged while typing; how easily it is
//! guessed is measured where the library for it is, and judged here.

use crate::words::{Key, key};

/// Guesses that somebody must need at least who knows words, names, years and keyboards, as a power of ten. Three such
/// parts in a row, a word with a sign and a year (`Zhang@1985`), count as a hundred million: that is too few.
pub const LEAST_GUESSES: f64 = 9.0;

/// What is wrong with a new password by itself, if anything (等保 practice: ten characters of three kinds).
pub fn password_problem(account: &str, password: &str) -> Option<Key> {
    let kinds = [
        password.chars().any(|c| c.is_lowercase()),
        password.chars().any(|c| c.is_uppercase()),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    match () {
        () if password.chars().count() < 10 => Some(key::PASSWORD_SHORT),
        // Hashing cost grows with length: a bound keeps a login from being a burden.
        () if password.len() > 256 => Some(key::PASSWORD_LONG),
        () if kinds.iter().filter(|kind| **kind).count() < 3 => Some(key::PASSWORD_SIMPLE),
        () if password.to_lowercase().contains(&account.to_lowercase()) => Some(key::PASSWORD_HAS_NAME),
        () => None,
    }
}

/// What is wrong with a password that takes ten to the power of `guesses` guesses.
pub fn guess_problem(guesses: f64) -> Option<Key> {
    (guesses < LEAST_GUESSES).then_some(key::PASSWORD_GUESSABLE)
}
