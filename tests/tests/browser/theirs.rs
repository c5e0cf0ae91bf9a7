//! Whoever comes to a page of others by its address is told so, and where their own is; a park finds what is open to it.

use duoyuan_core::words::{Key, key};
use duoyuan_tests::Page;
use duoyuan_tests::page::zh;

use crate::people::Stage;

async fn check(page: &Page, path: &str, says: Key, own: Key, path_of_own: &str) {
    page.goto(path).await;
    page.says(zh(says)).await;
    assert!(page.all("button", zh(key::TRY_AGAIN)).await.is_empty(), "{path}: trying again changes nothing");
    page.eval("document.querySelector('.to-own a').focus()").await;
    page.press("Enter").await;
    duoyuan_tests::until("ones own page", async || (page.path().await == path_of_own).then_some(())).await;
    page.find("link", zh(own)).await;
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_others_says_so_and_leads_to_ones_own() {
    let stage = Stage::new().await;
    let leader = stage.person("leading").await;
    check(&leader, "/market", key::NOT_YOURS_MARKET, key::WAY_SHARING, "/sharing").await;
    check(&leader, "/bookings", key::NOT_YOURS_BOOKINGS, key::WAY_OPENNESS, "/openness").await;
    let owner = stage.person("owner").await;
    check(&owner, "/bookings", key::NOT_YOURS_BOOKINGS, key::WAY_WORK, "/platforms/work").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_park_finds_how_open_the_platforms_are_to_it() {
    let stage = Stage::new().await;
    let park = stage.park_person().await;
    park.tap_on("link", zh(key::WAY_OPENNESS)).await;
    park.find("heading", "平台对园区开放").await;
    assert_eq!(park.path().await, "/openness");
    park.assert_clean();
}
