//! The HTTP interface: one file a group of routes, all of them thin.

pub mod accounts;
pub mod app;
pub mod board;
pub mod bookings;
pub mod documents;
pub mod editions;
pub mod enclaves;
pub mod extract;
pub mod guard;
pub mod limits;
pub mod live;
pub mod look_back;
pub mod matches;
mod named;
pub mod openapi;
pub mod openness;
pub mod origin;
pub mod platforms;
pub mod problem;
pub mod reports;
pub mod review;
pub mod session;
pub mod sharing;
pub mod site;
pub mod system;
pub mod tables;
pub mod tasks;
pub mod upload;
pub mod views;
pub mod wall;

pub use app::{App, Options};
pub use problem::Problem;
