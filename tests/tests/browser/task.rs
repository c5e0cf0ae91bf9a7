//! A supervised task in real browsers: from the office to a park and back.

use duoyuan_core::words::key;
use duoyuan_tests::Hand;
use duoyuan_tests::page::zh;

use crate::people::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_is_assigned_signed_for_and_closed() {
    let stage = Stage::new().await;
    let (office, park) = (stage.with(Hand::Finger, "office").await, stage.park_person().await);
    office.goto("/meetings/3").await;
    office.tap_on("link", zh(key::TASK_ASSIGN_OF_MEETING)).await;
    office.write_in(zh(key::TASK_HEAD_TITLE), "报送招商线索共享情况").await;
    office.choose(zh(key::TASK_HEAD_LEAD), &stage.park_name).await;
    office.screenshot("task-assign").await;
    office.tap_on("button", zh(key::TASK_ASSIGN)).await;
    office.says("报送招商线索共享情况").await;
    office.screenshot("tasks").await;
    // The park hears of it wherever it is, and finds it first.
    park.goto("/tasks").await;
    park.tap_on("link", "报送招商线索共享情况").await;
    park.says("第3号会议版议定").await;
    park.tap_on("button", zh(key::TASK_STEP_SIGNED)).await;
    park.tap_on("button", zh(key::TASK_STEP_CLOSING_ASKED)).await;
    park.write_in(zh(key::TASK_SAY_RESULT), "本月线索已全部登记共享").await;
    park.screenshot("task-closing").await;
    park.tap_on("button", zh(key::TASK_STEP_CLOSING_ASKED)).await;
    park.says(zh(key::TASK_CHECKING)).await;
    office.tap_on("link", "报送招商线索共享情况").await;
    office.tap_on("button", zh(key::TASK_ACT_CHECK)).await;
    office.tap_on("button", zh(key::TASK_STEP_CLOSED)).await;
    for page in [&*office, &park] {
        page.says(zh(key::TASK_CLOSED)).await;
    }
    park.screenshot("task-closed").await;
    office.assert_clean();
    park.assert_clean();
}
