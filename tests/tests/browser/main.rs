//! Journeys in a real browser, on a tablet, by role and accessible name, by touch and keys.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod accessibility;
mod away;
mod driver;
mod form;
mod handover;
mod people;
mod platforms;
mod sharing;
mod wall;
mod whole;
