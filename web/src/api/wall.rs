//! Calls about the wall and who drives it.

use duoyuan_core::wall::{Spotlight, WallPage, WallState};
use serde_json::json;

use super::Stored;
use super::request::{Answered, post, put};

/// Takes the wall; the position answered is the driver's generation.
pub async fn take_wall() -> Answered<Stored> {
    post("/api/v1/wall/driver", &json!({})).await
}

/// Leaves the wall: it turns its pages by itself again.
pub async fn leave_wall(generation: u64) -> Answered<Stored> {
    post("/api/v1/wall/driver/leave", &json!({ "generation": generation })).await
}

/// Shows a page, or lets the wall turn by itself; said again, it tells that the driver is still there.
pub async fn show_on_wall(
    generation: u64,
    page: Option<&WallPage>,
    spotlight: Option<&Spotlight>,
) -> Answered<WallState> {
    put("/api/v1/wall", &json!({ "generation": generation, "page": page, "spotlight": spotlight })).await
}
