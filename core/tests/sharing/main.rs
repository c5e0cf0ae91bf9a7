//! Sharing and enclave projects: what is refused and how, what is shown to whom, and laws that always hold.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "../small/mod.rs"]
mod small;

mod enclave;
mod fixture;
mod laws;
mod market;
mod model;
mod rules;
mod seen;
