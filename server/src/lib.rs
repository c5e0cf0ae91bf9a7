#![doc = include_str!("../README.md")]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]
// They panic when nobody reads: `cli::out` does not.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod accounts;
mod cause;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod engine;
pub mod http;
pub mod live;
pub mod net;
pub mod router;
pub mod serve;
pub mod store;
#[cfg(test)]
mod testing;
pub mod wall;
pub mod workbook;

pub use router::router;
pub use serve::serve;
