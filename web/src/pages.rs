//! A file a page. Pages alone ask the server; components are given what they show.

mod board;
mod desk;
mod enclaves;
mod login;
mod market;
mod office;
mod park;
mod password;
mod ranking;
mod review;
mod sharing;
mod sheet;
mod wall;

pub use board::BoardPage;
pub use desk::DeskPage;
pub use enclaves::EnclavesPage;
pub use login::LoginPage;
pub use market::MarketPage;
pub use office::OfficePage;
pub use park::ParkPage;
pub use password::PasswordPage;
pub use ranking::RankingPage;
pub use review::ReviewPage;
pub use sharing::SharingPage;
pub use sheet::SheetPage;
pub use wall::WallPage;
