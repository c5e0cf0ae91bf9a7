//! Taps while the server is away: what is shown stays, and what was asked for comes by itself.

use duoyuan_core::words::key;
use duoyuan_tests::Page;
use duoyuan_tests::page::zh;

use crate::people::Stage;

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
    page.says(zh(key::SERVER_AWAY)).await;
    stage.server.start().await;
    page.says(zh(key::EXPLAIN_DEFINITION)).await;
    page.gone("alert", zh(key::SERVER_AWAY)).await;
    page.press("Escape").await;
    page.gone("dialog", "固定资产投资").await;
    // The same with another stretch of time: the figures stay until the others are here.
    page.says(zh(key::LINK_LIVE)).await;
    stage.server.kill().await;
    page.tap_on("button", zh(key::BASIS_MONTH)).await;
    page.says(zh(key::SERVER_AWAY)).await;
    assert_eq!(page.eval("document.querySelector('.board-title').innerText").await, title);
    page.find("button", "固定资产投资").await;
    stage.server.start().await;
    duoyuan_tests::until("the month alone is shown", async || {
        let now = page.eval("document.querySelector('.board-title').innerText").await;
        (now != title).then_some(())
    })
    .await;
    page.gone("alert", zh(key::SERVER_AWAY)).await;
    is_the_same_page(&page).await;
}
