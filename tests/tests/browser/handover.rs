//! From the program with the board to the one with every page, without loading anything again.

use duoyuan_core::words::key;
use duoyuan_tests::page::zh;
use serde_json::json;

use crate::people::Stage;

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
async fn a_parks_page_is_the_same_in_its_own_program_and_in_the_whole_one() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.goto("/parks/qinyang").await;
    page.find("heading", zh(key::ALL_INDICATORS)).await;
    let started = "performance.getEntriesByType('resource').map((it) => it.name).filter((it) => it.endsWith('.js'))
        .map((it) => it.split('/').pop().split('-')[0]).filter((it) => it !== 'echarts')[0]";
    assert_eq!(page.eval(started).await, "park", "its own program");
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
async fn a_page_that_cannot_be_fetched_leaves_the_board_and_says_so() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.call("Network.setBlockedURLs", json!({"urls": ["*/whole*"]})).await;
    page.login(&stage.server.account("leading")).await;
    page.find("button", "固定资产投资").await;
    page.tap_on("link", zh(key::WAY_RANKING)).await;
    page.says(zh(key::AWAY_VIEW_WAITS)).await;
    page.find("button", "固定资产投资").await;
    page.call("Network.setBlockedURLs", json!({"urls": []})).await;
    page.tap_on("button", zh(key::TRY_AGAIN)).await;
    page.find("heading", "居首").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_address_starts_the_whole_alone_and_the_board_helps_when_it_is_out_of_reach() {
    let stage = Stage::new().await;
    let page = stage.browser.person(&stage.server.origin(), duoyuan_tests::browser::TABLET).await;
    page.login(&stage.server.account("leading")).await;
    page.goto("/ranking").await;
    page.find("heading", "居首").await;
    let programs = "performance.getEntriesByType('resource').filter((it) => it.name.includes('/front')).length";
    assert_eq!(page.eval(programs).await, 0, "one program is enough");
    page.call("Network.setBlockedURLs", json!({"urls": ["*/whole*"]})).await;
    page.goto("/ranking").await;
    page.says(zh(key::AWAY_VIEW_WAITS)).await;
    page.call("Network.setBlockedURLs", json!({"urls": []})).await;
    page.tap_on("button", zh(key::TRY_AGAIN)).await;
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
