//! A display’s screen: large, without controls, turning by itself, back after whatever happens.

use duoyuan_core::words::key;
use duoyuan_tests::browser::WALL;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Wire, until};

use crate::people::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wall_needs_nobody() {
    let mut stage = Stage::new().await;
    let wire = Wire::to(stage.server.port()).await;
    let page = stage.browser.person(&wire.origin(), WALL).await;
    page.login(&stage.server.account("display")).await;
    page.says(zh(key::DEMO_DATA)).await;
    page.says(zh(key::LINK_LIVE)).await;
    page.screenshot("wall-light").await;
    assert!(page.all("link", "").await.is_empty(), "no controls: {}", page.outline().await);
    // A wall is read from far away: no text below what can be read there.
    let small = "Array.from(document.querySelectorAll('main *')).filter((e) => e.childNodes.length && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 20 && !e.closest('.visually-hidden')).map((e) => e.textContent.slice(0, 40)).slice(0, 10)";
    assert_eq!(page.eval(small).await, serde_json::json!([]), "too small to be read from the back row");
    let first = page.text().await;
    until("the page turns by itself", async || (page.text().await != first).then_some(())).await;

    page.eval("window.__same = true").await;
    stage.server.restart().await;
    page.says(zh(key::LINK_LIVE)).await;
    wire.cut();
    page.says("连接中断，数据截至").await;
    page.screenshot("wall-stale").await;
    wire.mend();
    page.says(zh(key::LINK_LIVE)).await;
    page.prefers("prefers-color-scheme", "dark").await;
    page.screenshot("wall-dark").await;
    page.assert_clean();
}
