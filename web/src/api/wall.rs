//! Calls about the wall and who drives it.

use duoyuan_core::api::{self as contract, Leaving, Nothing};
use duoyuan_core::wall::{Shown, WallState};

use super::Stored;
use super::request::{Answered, send};

/// Takes the wall; the position answered is the driver's generation.
pub async fn take_wall() -> Answered<Stored> {
    send(contract::TAKE_WALL.at(), &Nothing {}).await
}

/// Leaves the wall: it turns its pages by itself again.
pub async fn leave_wall(generation: u64) -> Answered<Stored> {
    send(contract::LEAVE_WALL.at(), &Leaving { generation }).await
}

/// Shows a page, or lets the wall turn by itself; said again, it tells that the driver is still there.
pub async fn show_on_wall(shown: &Shown) -> Answered<WallState> {
    send(contract::SHOW.at(), shown).await
}
