//! A file a page. Pages alone ask the server; components are given what they show.

mod board;
mod booking;
mod bookings;
mod desk;
mod free;
mod login;
mod office;
mod openness;
mod park;
mod password;
mod platform;
mod platforms;
mod ranking;
mod review;
mod sheet;
mod wall;
mod work;

pub use board::BoardPage;
pub use bookings::BookingsPage;
pub use desk::DeskPage;
pub use free::FreePage;
pub use login::LoginPage;
pub use office::OfficePage;
pub use openness::OpennessPage;
pub use park::ParkPage;
pub use password::PasswordPage;
pub use platform::PlatformPage;
pub use platforms::PlatformsPage;
pub use ranking::RankingPage;
pub use review::ReviewPage;
pub use sheet::SheetPage;
pub use wall::WallPage;
pub use work::WorkPage;
