//! Drivers for the black-box tests and benchmarks: the real binary, a real browser, real workbooks.
//!
//! ```text
//! server    starts `duoyuan serve` on a copy of the demonstration data; kill, restart, damage
//! client    HTTP as one account; live is its event stream
//! load      sockets that do no more than they must, and what they cost the server
//! workbook  what a park's office does to the file in its spreadsheet program
//! schema    whether an answer is what the OpenAPI document says
//! browser   Chromium over its own protocol; page finds by role and accessible name, as people do
//! earlier   entries of hours ago, for what cannot be waited for
//! person    somebody at a page with a finger or with the keyboard, and never with both
//! wire      a network that can be lost
//! wait      polling with a deadline, the only way anything here waits
//! ```
//!
//! A driver panics when the thing driven does not do its part: that is a failed test, and the panic says
//! which part. Nothing here knows a rule of the domain.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

pub mod browser;
pub mod client;
pub mod earlier;
pub mod live;
pub mod load;
pub mod page;
pub mod person;
pub mod report;
pub mod schema;
pub mod server;
pub mod wait;
pub mod wire;
pub mod workbook;

pub use browser::Browser;
pub use client::{Answer, Client};
pub use live::Stream;
pub use page::{Element, Page};
pub use person::{Hand, Person};
pub use server::{Account, Server};
pub use wait::until;
pub use wire::Wire;
