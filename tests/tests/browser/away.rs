//! Servers and networks that go away and come back.

use duoyuan_core::words::key;
use duoyuan_tests::browser::TABLET;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Wire, until};

use crate::people::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_board_says_that_it_is_stale_and_recovers_by_itself() {
    let mut stage = Stage::new().await;
    let wire = Wire::to(stage.server.port()).await;
    let page = stage.browser.person(&wire.origin(), TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.says(zh(key::LINK_LIVE)).await;
    page.eval("window.__same = true").await;
    stage.server.kill().await;
    page.says("连接中断，数据截至").await;
    page.find("button", "固定资产投资").await;
    page.screenshot("board-stale").await;
    stage.server.start().await;
    page.says(zh(key::LINK_LIVE)).await;
    wire.cut();
    page.says("连接中断，数据截至").await;
    wire.mend();
    page.says(zh(key::LINK_LIVE)).await;
    assert_eq!(page.eval("window.__same").await, true, "without loading again");
    // And it is really live: the next change arrives.
    let own = stage.server.login(&stage.park_account).await;
    let before = page.find("button", "固定资产投资").await.name;
    duoyuan_tests::report::Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    duoyuan_tests::report::approve(&stage.office, &stage.park, &stage.month).await;
    until("the number changes", async || {
        page.all("button", "固定资产投资").await.into_iter().next().filter(|button| button.name != before)
    })
    .await;
    page.assert_clean();
}

/// A browser keeps pages that were left; were their streams kept with them, the six connections it opens to a server
/// would be used up after a few pages.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_page_after_another_leaves_no_stream_behind() {
    let stage = Stage::new().await;
    let page = stage.person("leading").await;
    for path in ["/", "/ranking", "/sharing", "/openness"].iter().cycle().take(14) {
        page.goto(path).await;
        page.says(zh(key::LINK_LIVE)).await;
    }
    page.eval("history.back()").await;
    page.says(zh(key::LINK_LIVE)).await;
    page.assert_clean();
}
