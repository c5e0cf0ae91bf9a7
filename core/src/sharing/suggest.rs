//! Suggestions: which offer would answer which need, and why.

use jiff::Timestamp;

use super::{Ledger, Rules};
use crate::access::Scope;
use crate::id::ListingId;
use crate::words::Message;

/// An offer that would answer a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The offer.
    pub offer: ListingId,
    /// The need.
    pub need: ListingId,
    /// How well it fits; more is better.
    pub score: u32,
    /// Why it fits.
    pub why: Vec<Message>,
}

/// What fits, best first, of what a scope may see.
pub fn suggest(_rules: &Rules, _ledger: &Ledger, _scope: &Scope, _now: Timestamp) -> Vec<Fit> {
    Vec::new()
}
