//! Calls about supervised tasks.

use duoyuan_core::id::TaskId;
use duoyuan_core::task::{Act, Assignment};
use duoyuan_core::view::{TaskPage, Tasks};

use super::Stored;
use super::request::{Answered, get, post};

/// The tasks that this account sees.
pub async fn tasks() -> Answered<Tasks> {
    get("/api/v1/tasks").await
}

/// A task with everything that happened.
pub async fn task(id: TaskId) -> Answered<TaskPage> {
    get(&format!("/api/v1/tasks/{id}")).await
}

/// Gives a task to somebody; the position answered is its number.
pub async fn assign_task(assignment: &Assignment) -> Answered<Stored> {
    post("/api/v1/tasks", assignment).await
}

/// Acts on a task.
pub async fn act_on_task(id: TaskId, act: &Act) -> Answered<Stored> {
    post(&format!("/api/v1/tasks/{id}/acts"), act).await
}
