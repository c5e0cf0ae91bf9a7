//! One program in parts: another page comes without loading the page again, and nothing shown goes before it is there.

use duoyuan_core::words::key;
use duoyuan_tests::page::zh;
use serde_json::json;

use crate::people::Stage;

/// Files of the ranking's part of the program.
const PARTS: &str = "*/split_parks*";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_board_stays_until_the_next_page_is_there() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.find("button", "固定资产投资").await;
    page.eval(
        "window.__same = true; window.__nothing = 0; new MutationObserver(() => {
        if (!document.querySelector('main')) window.__nothing += 1;
    }).observe(document.body, {childList: true, subtree: true})",
    )
    .await;
    page.tap_on("link", zh(key::WAY_RANKING)).await;
    page.find("heading", "居首").await;
    assert_eq!(page.path().await, "/ranking");
    assert_eq!(page.eval("document.querySelectorAll('main').length").await, 1, "one page, not two");
    assert_eq!(page.eval("window.__same").await, true, "without loading again");
    assert_eq!(page.eval("window.__nothing").await, 0, "there was a page at every moment");
    page.tap_on("link", zh(key::WAY_BOARD)).await;
    page.gone("heading", "居首").await;
    page.find("button", "固定资产投资").await;
    page.eval("history.back()").await;
    page.find("heading", "居首").await;
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_loads_the_part_of_its_page_alone() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.find("button", "固定资产投资").await;
    let parts = "performance.getEntriesByType('resource').map((it) => new URL(it.name).pathname.split('/').pop())
        .filter((it) => it.startsWith('split_') && !it.startsWith('split_explanation')).length";
    assert_eq!(page.eval(parts).await, 0, "the board comes with the program");
    page.goto("/parks/qinyang").await;
    page.find("heading", zh(key::ALL_INDICATORS)).await;
    assert_eq!(page.eval(parts).await, 1, "the part of a park's page");
    let words = "document.querySelector('main').innerText";
    let own = page.eval(words).await;
    page.eval("window.__same = true").await;
    page.tap_on("link", zh(key::WAY_BOARD)).await;
    // Both pages have the button: the way leads back only once the board has come.
    page.gone("heading", zh(key::ALL_INDICATORS)).await;
    page.find("button", "固定资产投资").await;
    page.eval("history.back()").await;
    page.find("heading", zh(key::ALL_INDICATORS)).await;
    assert_eq!(page.eval(words).await, own);
    assert_eq!(page.eval("window.__same").await, true, "without loading again");
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_cannot_be_fetched_leaves_the_board_and_comes_by_itself() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.find("button", "固定资产投资").await;
    page.call("Network.setBlockedURLs", json!({"urls": [PARTS]})).await;
    page.tap_on("link", zh(key::WAY_RANKING)).await;
    page.says(zh(key::AWAY_PAGE_WAITS)).await;
    page.find("button", "固定资产投资").await;
    assert_eq!(page.path().await, "/");
    page.call("Network.setBlockedURLs", json!({"urls": []})).await;
    page.find("heading", "居首").await;
    assert_eq!(page.path().await, "/ranking");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_whose_part_cannot_be_fetched_says_so_and_comes_by_itself() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.find("button", "固定资产投资").await;
    page.call("Network.setBlockedURLs", json!({"urls": [PARTS]})).await;
    page.goto("/ranking").await;
    page.says(zh(key::AWAY_VIEW_WAITS)).await;
    page.call("Network.setBlockedURLs", json!({"urls": []})).await;
    page.find("heading", "居首").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_asks_for_nothing_twice() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.goto("/parks/qinyang").await;
    page.find("heading", zh(key::ALL_INDICATORS)).await;
    // The number beside the word comes with the stream, and with it the newest position.
    duoyuan_tests::until("the stream has told its first document", async || {
        let links = page.all("link", zh(key::WAY_SHARING)).await;
        links.iter().any(|link| link.name.contains(|c: char| c.is_ascii_digit())).then_some(())
    })
    .await;
    let asked = "fetch('/healthz').then(() => performance.getEntriesByType('resource')
        .map((it) => new URL(it.name).pathname).filter((path) => path.startsWith('/api/') && path !== '/api/v1/live'))";
    assert_eq!(page.eval(asked).await, json!(["/api/v1/session", "/api/v1/zone", "/api/v1/parks/qinyang"]));
    page.assert_clean();
}
