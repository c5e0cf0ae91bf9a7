//! A booking as parks and owners see it: where it stands, and what can be done with it.

mod acts;
mod history;
mod lines;
mod outcome;
mod request;

pub use lines::{Lines, Ring};
pub use outcome::{Outcome, Told};
pub use request::{Asking, RequestPanel};
