//! Looking back: a leader chooses a day, sees what the board said then, and comes back to what is so now.

use duoyuan_core::format;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::words::{Lang, Message, key};
use duoyuan_tests::Hand;
use duoyuan_tests::page::zh;
use duoyuan_tests::report::{Report, approve};
use serde_json::Value;

use crate::people::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_board_of_a_past_day_says_so_and_does_not_move() {
    let stage = Stage::new().await;
    // In the middle of a month, what is collected is the month before.
    let day = format!("{}-15", stage.month);
    let then = stage.office.see(&format!("/api/v1/board?as_of={day}")).await;
    let title = |board: &Value| {
        let month: Month = board["month"].as_str().unwrap().parse().unwrap();
        let period = format::period(month, Basis::Cumulative, Lang::Chinese);
        Message::new(key::BOARD_TITLE).with("period", period).text(Lang::Chinese)
    };
    let now = stage.office.see("/api/v1/board").await;
    assert_ne!(title(&then), title(&now));
    let leader = stage.with(Hand::Finger, "leader").await;
    leader.find("heading", &title(&now)).await;
    leader.date(zh(key::PAST_CHOOSE), &day).await;
    leader.find("heading", &title(&then)).await;
    leader.says(&format!("截至{day}的数据")).await;
    assert!(!leader.text().await.contains(zh(key::LINK_LIVE)), "nothing there is live");
    // The table is of then, and the board says what has changed since.
    let export = leader.find("link", zh(key::EXPORT)).await;
    let address = leader.attribute(&export, "href").await.unwrap_or_default();
    assert!(address.contains(&format!("as_of={day}")), "{address}");
    leader.find("heading", zh(key::SINCE_PAST)).await;
    leader.screenshot("past-board").await;
    // A figure's explanation is of then, too.
    leader.tap_on("button", "固定资产投资").await;
    leader.find("heading", zh(key::EXPLAIN_FORMULA)).await;
    leader.press("Escape").await;
    // What happens now does not move it.
    let own = stage.server.login(&stage.park_account).await;
    Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    approve(&stage.office, &stage.park, &stage.month).await;
    leader.reload().await;
    leader.find("heading", &title(&then)).await;
    leader.tap_on("button", zh(key::PAST_LEAVE)).await;
    leader.find("heading", &title(&now)).await;
    leader.find("link", zh(key::EXPORT)).await;
    assert_eq!(leader.eval("location.search").await, "");
    leader.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_a_past_day_say_so_and_lead_back() {
    let stage = Stage::new().await;
    let day = format!("{}-15", stage.month);
    let leader = stage.with(Hand::Finger, "leader").await;
    let pages = [
        (key::WAY_RANKING, "/ranking"),
        (key::SHARING_FLOWS, "/sharing"),
        (key::SHARING_ENCLAVES, "/enclaves"),
        (key::WAY_OPENNESS, "/openness"),
    ];
    for (word, path) in pages {
        leader.goto(path).await;
        leader.date(zh(key::PAST_CHOOSE), &day).await;
        leader.says(&format!("截至{day}的数据")).await;
        assert!(!leader.text().await.contains(zh(key::LINK_LIVE)), "{path}: nothing there is live");
        duoyuan_tests::until(&format!("{path} of then is here"), async || {
            let waits = leader.eval("!!document.querySelector('.skeleton, .notice-error')").await;
            (waits == false).then_some(())
        })
        .await;
        leader.screenshot(&format!("past{}", path.replace('/', "-"))).await;
        leader.tap_on("button", zh(key::PAST_LEAVE)).await;
        leader.says(zh(key::LINK_LIVE)).await;
        assert_eq!(leader.eval("location.search").await, "", "{}", zh(word));
    }
    leader.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_still_to_come_is_said_and_leads_back() {
    let stage = Stage::new().await;
    let page = stage.person("leading").await;
    let now = stage.office.see("/api/v1/board").await["month"].as_str().unwrap().to_owned();
    let period = format::period(now.parse().unwrap(), Basis::Cumulative, Lang::Chinese);
    let title = Message::new(key::BOARD_TITLE).with("period", period).text(Lang::Chinese);
    let asked = [
        ("?month=2031-01", "2031年1月尚未开始"),
        ("?as_of=2999-12-31", "“2999-12-31”尚未到来"),
        ("?as_of=yesterday", "无法识别“yesterday”"),
        ("?month=abc", "月份“abc”不正确"),
    ];
    for (address, told) in asked {
        page.goto(&format!("/{address}")).await;
        page.says(told).await;
        page.tap_on("button", zh(key::PAST_LEAVE)).await;
        page.find("heading", &title).await;
        assert_eq!(page.eval("location.search").await, "", "{address}");
    }
}
