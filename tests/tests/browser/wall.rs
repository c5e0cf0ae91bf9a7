//! A display’s screen: large, without controls, turning by itself, back after whatever happens.

use duoyuan_tests::browser::WALL;
use duoyuan_tests::until;

use crate::people::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wall_needs_nobody() {
    let mut stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), WALL).await;
    page.login(&stage.server.account("display")).await;
    page.says("演示数据").await;
    page.says("实时").await;
    page.screenshot("wall-light").await;
    assert!(page.all("link", "").await.is_empty(), "no controls: {}", page.outline().await);
    // A wall is read from far away: no text below what can be read there.
    let small = "Array.from(document.querySelectorAll('main *')).filter((e) => e.childNodes.length && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 20 && !e.closest('.visually-hidden')).map((e) => e.textContent.slice(0, 40)).slice(0, 10)";
    assert_eq!(page.eval(small).await, serde_json::json!([]), "too small to be read from the back row");
    let first = page.text().await;
    until("the page turns by itself", async || (page.text().await != first).then_some(())).await;

    page.eval("window.__same = true").await;
    stage.server.restart().await;
    page.says("实时").await;
    page.offline(true).await;
    page.says("数据滞后").await;
    page.screenshot("wall-stale").await;
    page.offline(false).await;
    page.says("实时").await;
    page.prefers("prefers-color-scheme", "dark").await;
    page.screenshot("wall-dark").await;
    page.assert_clean();
}
