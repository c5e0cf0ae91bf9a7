//! Calls about supervised tasks.

use duoyuan_core::api as contract;
use duoyuan_core::id::TaskId;
use duoyuan_core::task::{Act, Assignment};
use duoyuan_core::view::{TaskPage, Tasks};

use super::Stored;
use super::request::{Answered, ask, send};

/// The tasks that this account sees.
pub async fn tasks() -> Answered<Tasks> {
    ask(contract::TASKS.at()).await
}

/// A task with everything that happened.
pub async fn task(id: TaskId) -> Answered<TaskPage> {
    ask(contract::TASK.at(&id)).await
}

/// Gives a task to somebody; the position answered is its number.
pub async fn assign_task(assignment: &Assignment) -> Answered<Stored> {
    send(contract::ASSIGN.at(), assignment).await
}

/// Acts on a task.
pub async fn act_on_task(id: TaskId, act: &Act) -> Answered<Stored> {
    send(contract::ACT_ON_TASK.at(&id), act).await
}
