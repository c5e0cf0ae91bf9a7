//! Journeys in a real browser, on a tablet, by role and accessible name, by touch and keys.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod accessibility;
mod areas;
mod away;
mod away_taps;
mod booking;
mod deal;
mod driver;
mod enclave;
mod first_day;
mod form;
mod layout;
mod lists;
mod managing;
mod meeting;
mod night;
mod order;
mod past;
mod people;
mod platforms;
mod refusal;
mod reminding;
mod returned;
mod sharing;
mod task;
mod theirs;
mod upkeep;
mod wall;
mod whole;
