//! 催报 and 撤回通过, from the office's screen to the park's.

use duoyuan_core::words::{Lang, Message, key};
use duoyuan_tests::page::zh;
use duoyuan_tests::report::{Report, approve};

use crate::people::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_park_is_asked_and_sees_it_on_every_page_until_it_submits() {
    let stage = Stage::new().await;
    let queue = stage.office.see("/api/v1/queue").await;
    let is_late = queue["late"].as_array().unwrap().iter().any(|it| it["month"] == stage.month.as_str());
    let park = stage.park_person().await;
    park.says(zh(key::LINK_LIVE)).await;
    let office = stage.person("office").await;
    office.goto("/office").await;
    office.find("heading", zh(key::OFFICE_LATE)).await;
    if !is_late {
        // Before the due day nobody is late, and nobody can be asked.
        office.says(zh(key::OFFICE_LATE_NONE)).await;
        return;
    }
    office.says("0391-0").await;
    office.screenshot("late").await;
    let remind = Message::new(key::OFFICE_REMIND).with("park", &stage.park_name).with("month", &stage.month_name);
    office.tap_on("button", &remind.text(Lang::Chinese)).await;
    office.says(zh(key::OFFICE_REMINDED_TODAY)).await;
    let asked = format!("领导小组办公室催报：{}月报", stage.month_name);
    park.says(&asked).await;
    park.screenshot("asked-for").await;
    let own = stage.server.login(&stage.park_account).await;
    Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    duoyuan_tests::until("it is gone", async || (!park.text().await.contains(&asked)).then_some(())).await;
    park.assert_clean();
    office.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approval_is_taken_back_and_the_park_reads_why() {
    let stage = Stage::new().await;
    let own = stage.server.login(&stage.park_account).await;
    Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    approve(&stage.office, &stage.park, &stage.month).await;
    let office = stage.person("office").await;
    office.goto(&format!("/office/{}/{}", stage.park, stage.month)).await;
    office.says(zh(key::REVIEW_IS_APPROVED)).await;
    office.tap_on("button", zh(key::REVIEW_WITHDRAW)).await;
    office.write_in(zh(key::REVIEW_WITHDRAW_REASON), "税务数据没有核对，误点通过").await;
    office.screenshot("withdraw").await;
    office.tap_on("button", zh(key::REVIEW_WITHDRAW_YES)).await;
    office.says("重新待审核").await;
    let park = stage.park_person().await;
    park.goto(&stage.sheet()).await;
    park.says(zh(key::DESK_WITHDRAWN_FOR)).await;
    park.says("税务数据没有核对，误点通过").await;
    // And it can be judged again, asked once more.
    let approve = format!("通过{}{}报表", stage.park_name, stage.month_name);
    office.goto(&format!("/office/{}/{}", stage.park, stage.month)).await;
    office.tap_on("button", &approve).await;
    office.tap_on("button", zh(key::CANCEL)).await;
    office.tap_on("button", &approve).await;
    office.tap_on("button", zh(key::REVIEW_APPROVE_YES)).await;
    office.says("已通过").await;
    park.assert_clean();
    office.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_board_says_what_has_changed_since_the_last_visit() {
    let stage = Stage::new().await;
    let page = stage.person("leading").await;
    page.find("heading", zh(key::NEWS_TITLE)).await;
    // The visit before this one ended two hours ago.
    let account = stage.server.account("leading").name;
    let name = format!("duoyuan.visit.{account}");
    page.eval(&format!("localStorage.setItem('{name}', `${{Date.now() - 7200000}} `)")).await;
    let own = stage.server.login(&stage.park_account).await;
    Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    approve(&stage.office, &stage.park, &stage.month).await;
    page.reload().await;
    page.find("heading", "自上次查看").await;
    page.tap_on("link", &format!("{}{}报表通过审核", stage.park_name, stage.month_name)).await;
    page.find("heading", zh(key::ALL_INDICATORS)).await;
    assert_eq!(page.path().await, format!("/parks/{}", stage.park));
    page.assert_clean();
}
