//! Taps while the server is away: what is shown stays, and what was asked for comes by itself.

use std::time::Duration;

use duoyuan_core::words::key;
use duoyuan_tests::Page;
use duoyuan_tests::page::zh;

use crate::people::Stage;

/// Whether the button with that word is lit.
async fn pressed(page: &Page, word: duoyuan_core::words::Key) -> String {
    let button = page.find("button", zh(word)).await;
    page.attribute(&button, "aria-pressed").await.unwrap_or_default()
}

/// A leader with the board open, and no server.
async fn leader_alone(stage: &mut Stage) -> Page {
    let page = stage.person("leading").await;
    page.says(zh(key::LINK_LIVE)).await;
    page.find("button", "固定资产投资").await;
    page.eval("window.__same = true").await;
    stage.server.kill().await;
    page
}

async fn is_the_same_page(page: &Page) {
    assert_eq!(page.eval("window.__same").await, true, "without loading again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_park_tapped_while_the_server_is_away_leaves_the_board_and_opens_afterwards() {
    let mut stage = Stage::new().await;
    let page = leader_alone(&mut stage).await;
    page.tap_on("link", "沁阳").await;
    page.says(zh(key::AWAY_PAGE_WAITS)).await;
    page.find("button", "固定资产投资").await;
    page.says(
        &duoyuan_core::words::Message::new(key::REPORTING_TITLE)
            .with("month", &stage.month_name)
            .text(duoyuan_core::words::Lang::Chinese),
    )
    .await;
    page.screenshot("away-board-stays").await;
    stage.server.start().await;
    page.find("heading", zh(key::ALL_INDICATORS)).await;
    assert_eq!(page.path().await, "/parks/qinyang");
    assert!(!page.text().await.contains(zh(key::AWAY_PAGE_WAITS)));
    is_the_same_page(&page).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ranking_tapped_while_the_server_is_away_opens_from_the_whole_program_too() {
    let mut stage = Stage::new().await;
    let page = stage.person("leading").await;
    // The whole program has taken over; from here on it alone is there.
    page.tap_on("link", zh(key::WAY_RANKING)).await;
    page.find("heading", "居首").await;
    page.says(zh(key::LINK_LIVE)).await;
    page.eval("window.__same = true").await;
    stage.server.kill().await;
    page.tap_on("link", zh(key::WAY_OPENNESS)).await;
    page.says(zh(key::AWAY_PAGE_WAITS)).await;
    page.find("heading", "居首").await;
    // Somebody changes their mind: the last word counts.
    page.tap_on("link", zh(key::WAY_BOARD)).await;
    page.find("heading", "居首").await;
    stage.server.start().await;
    duoyuan_tests::until("the board is there", async || (page.path().await == "/").then_some(())).await;
    is_the_same_page(&page).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_and_a_month_asked_for_while_the_server_is_away_come_afterwards() {
    let mut stage = Stage::new().await;
    let page = leader_alone(&mut stage).await;
    let title = page.eval("document.querySelector('.board-title').innerText").await;
    page.tap_on("button", "固定资产投资").await;
    page.find("dialog", "固定资产投资").await;
    page.says(zh(key::AWAY_VIEW_WAITS)).await;
    stage.server.start().await;
    page.says(zh(key::EXPLAIN_DEFINITION)).await;
    page.gone("alert", zh(key::AWAY_VIEW_WAITS)).await;
    page.press("Escape").await;
    page.gone("dialog", "固定资产投资").await;
    // The same with another stretch of time: the figures stay until the others are here.
    page.says(zh(key::LINK_LIVE)).await;
    stage.server.kill().await;
    page.tap_on("button", zh(key::BASIS_MONTH)).await;
    page.says(zh(key::AWAY_VIEW_WAITS)).await;
    assert_eq!(page.eval("document.querySelector('.board-title').innerText").await, title);
    page.find("button", "固定资产投资").await;
    // What is chosen waits, and what is shown is what is lit.
    assert_eq!(pressed(&page, key::BASIS_CUMULATIVE).await, "true");
    assert_eq!(pressed(&page, key::BASIS_MONTH).await, "false");
    page.screenshot("away-month-waits").await;
    stage.server.start().await;
    duoyuan_tests::until("the month alone is shown", async || {
        let now = page.eval("document.querySelector('.board-title').innerText").await;
        (now != title).then_some(())
    })
    .await;
    page.gone("alert", zh(key::AWAY_VIEW_WAITS)).await;
    assert_eq!(pressed(&page, key::BASIS_MONTH).await, "true");
    is_the_same_page(&page).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_chosen_after_a_page_is_the_last_word() {
    let mut stage = Stage::new().await;
    let page = leader_alone(&mut stage).await;
    page.tap_on("link", zh(key::WAY_RANKING)).await;
    page.says(zh(key::AWAY_PAGE_WAITS)).await;
    page.tap_on("button", zh(key::BASIS_MONTH)).await;
    page.says(zh(key::AWAY_VIEW_WAITS)).await;
    assert!(!page.text().await.contains(zh(key::AWAY_PAGE_WAITS)), "it is not wanted any more");
    stage.server.start().await;
    duoyuan_tests::until("the month alone is shown", async || {
        (pressed(&page, key::BASIS_MONTH).await == "true").then_some(())
    })
    .await;
    assert_eq!(page.path().await, "/");
    is_the_same_page(&page).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_period_of_openness_chosen_while_the_server_is_away_takes_nothing_away() {
    let mut stage = Stage::new().await;
    let page = stage.person("leading").await;
    page.goto("/openness").await;
    page.find("button", "PO-11").await;
    page.says(zh(key::LINK_LIVE)).await;
    let title = page.eval("document.querySelector('.board-title').innerText").await;
    page.eval("window.__same = true").await;
    stage.server.kill().await;
    page.tap_on("button", zh(key::BASIS_MONTH)).await;
    page.says(zh(key::AWAY_VIEW_WAITS)).await;
    page.find("button", "PO-11").await;
    assert_eq!(page.eval("document.querySelector('.board-title').innerText").await, title);
    assert_eq!(pressed(&page, key::BASIS_CUMULATIVE).await, "true");
    stage.server.start().await;
    duoyuan_tests::until("the month alone is shown", async || {
        (pressed(&page, key::BASIS_MONTH).await == "true").then_some(())
    })
    .await;
    assert_ne!(page.eval("document.querySelector('.board-title').innerText").await, title);
    is_the_same_page(&page).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_cut_is_not_called_live_for_another_moment() {
    let mut stage = Stage::new().await;
    let page = leader_alone(&mut stage).await;
    // Far less than silence takes to be noticed.
    let told =
        page.within(Duration::from_secs(3), async || (!page.text().await.contains(zh(key::LINK_LIVE))).then_some(()));
    assert!(told.await.is_some(), "the stream has ended");
    page.says(&zh(key::LINK_STALE)[..12]).await;
    stage.server.start().await;
    page.says(zh(key::LINK_LIVE)).await;
}
