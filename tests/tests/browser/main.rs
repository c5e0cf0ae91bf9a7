//! Journeys in a real browser, on a tablet, by role and accessible name, by touch and keys.

mod accessibility;
mod away;
mod driver;
mod form;
mod people;
mod wall;
mod whole;
