//! A file a page. Pages alone ask the server; components are given what they show.

mod accounts;
mod board;
mod booking;
mod bookings;
mod desk;
pub mod draw;
mod drive;
mod edition;
mod enclaves;
mod free;
mod login;
mod market;
mod meetings;
mod office;
mod openness;
mod park;
mod password;
mod platform;
mod platforms;
mod ranking;
mod review;
mod sharing;
mod sheet;
mod task;
mod tasks;
mod theirs;
mod wall;
mod work;

pub use login::LoginPage;
