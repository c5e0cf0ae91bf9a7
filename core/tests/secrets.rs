//! What a park can tell of others from everything it may see: nothing that they have not told it.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

#[path = "secrets/alone.rs"]
mod alone;
#[allow(dead_code, reason = "shared with the tests of sharing")]
#[path = "sharing/fixture.rs"]
mod fixture;
mod offer;
#[path = "secrets/seen.rs"]
mod seen;
mod small;
#[path = "secrets/sums.rs"]
mod sums;
#[path = "secrets/unmoved.rs"]
mod unmoved;
#[path = "secrets/world.rs"]
mod world;
