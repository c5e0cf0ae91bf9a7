//! One address space of figures: by its code every number is what its own page says.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

#[allow(dead_code, reason = "shared with the tests of sharing")]
#[path = "sharing/fixture.rs"]
mod fixture;
#[path = "sources/known.rs"]
mod known;
#[path = "sources/laws.rs"]
mod laws;
#[path = "sources/named.rs"]
mod named;
mod offer;
mod small;
