//! A session's token: 32 random bytes that only the browser has.

use std::fmt;

use duoyuan_core::journal::Hash;

use crate::store::{SessionKey, StoreError};

/// The secret in the cookie. It has no `Debug` that shows it: it must not get into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| StoreError::Other(error.into()))?;
        Ok(Self(Hash(bytes).to_string()))
    }

    /// One that a browser sent; anything short enough to hash may be tried.
    pub fn sent(text: &str) -> Option<Self> {
        (text.len() == 64).then(|| Self(text.to_owned()))
    }

    /// What is kept of it.
    pub fn key(&self) -> SessionKey {
        Hash::of(self.0.as_bytes())
    }

    /// For the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
