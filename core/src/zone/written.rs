//! A formula as it is written in the configuration.

use serde::{Deserialize, Serialize};

use crate::formula::{Assertion, Expr, SyntaxError};

/// A formula as written, with its parsed form. On the wire and in the journal it is its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula<T> {
    /// As written.
    pub text: String,
    /// As understood.
    pub parsed: T,
}

impl<T> Serialize for Formula<T> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text)
    }
}

/// What a [`Formula`] may hold.
pub trait Parse: Sized {
    /// Reads it.
    fn parse_formula(text: &str) -> Result<Self, SyntaxError>;
    /// For every division in it, whether what it divides by is always zero.
    fn divides_by_zero(&self) -> Vec<bool>;
}

impl Parse for Expr {
    fn parse_formula(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }

    fn divides_by_zero(&self) -> Vec<bool> {
        self.zero_divisors()
    }
}

impl Parse for Assertion {
    fn parse_formula(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }

    fn divides_by_zero(&self) -> Vec<bool> {
        self.zero_divisors()
    }
}

impl<T: Parse> Formula<T> {
    /// Reads a formula and keeps its text.
    pub fn new(text: &str) -> Result<Self, SyntaxError> {
        Ok(Self { text: text.to_owned(), parsed: T::parse_formula(text)? })
    }
}

impl<'de, T: Parse> Deserialize<'de> for Formula<T> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
