//! Sums kept as entries come in.

/// Sums of a platform.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tallies;
