//! Two parks and the leading group at once: from an offer to a confirmed transfer that changes the matrix in place.

use duoyuan_core::words::{Message, key};
use duoyuan_tests::page::zh;
use duoyuan_tests::{Page, until};
use serde_json::{Value, json};

use crate::people::Stage;

const TITLE: &str = "可借用数控编程技师三名";

/// What the matrix says of a pair, as it is read aloud.
async fn cell(page: &Page, giver: &str, taker: &str) -> Option<String> {
    let start = format!("{giver}向{taker}提供");
    let cells = page.all("button", &start).await;
    cells.into_iter().map(|cell| cell.name).find(|name| name.starts_with(&start) && name.contains("落地"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transfer_goes_from_park_to_park_and_is_seen_by_the_leading_group() {
    let stage = Stage::new().await;
    let (giver, taker) = ("wuzhi", "xiuwu");
    let name = |id: &str| {
        let parks = stage.zone["parks"].as_array().unwrap();
        parks.iter().find(|park| park["id"] == id).unwrap()["short"].as_str().unwrap().to_owned()
    };
    let (giver_name, taker_name) = (name(giver), name(taker));
    let leading = stage.person("leading").await;
    leading.goto("/sharing").await;
    leading.says(zh(key::FLOW_MATRIX)).await;
    let before = cell(&leading, &giver_name, &taker_name).await;
    leading.eval("window.__same = true; window.scrollTo(0, 300); 1").await;
    let place = leading.eval("window.scrollY").await;

    // A mistake is told while it is typed, and nothing can be sent.
    let offering = stage.of_park(giver).await;
    offering.goto("/market").await;
    offering.tap_on("button", zh(key::MARKET_POST)).await;
    offering.says(zh(key::TYPED_ELEMENT)).await;
    assert!(offering.find("button", zh(key::POST_SEND_NEED)).await.is("disabled"));

    // The rest of the offer by the same route as the form's; then the other park takes it up on its screen.
    let client = stage.server.login(&stage.server.park_account(giver).unwrap()).await;
    let element = stage.zone["sharing"]["elements"].as_array().unwrap().iter().find(|it| it["id"] == "talent").unwrap();
    let (stages, unit) = (element["stages"].as_array().unwrap(), element["measure"]["unit"].as_str().unwrap());
    let posting = json!({
        "side": "offer", "element": "talent", "title": TITLE, "quantity": {"value": "3", "unit": "人"},
        "valid_until": "2027-12-31", "visible": "all",
    });
    let listing = client.post("/api/v1/listings", posting).await;
    assert_eq!(listing.status, 201, "{listing:?}");
    let receiving = stage.of_park(taker).await;
    receiving.goto("/market?part=listings&element=talent").await;
    receiving.tap_on("button", &format!("{} {TITLE}", zh(key::ACT_PROPOSE))).await;
    let forms = async || receiving.all("button", zh(key::ACT_PROPOSE)).await;
    let send = until("the form is open", async || {
        forms().await.into_iter().find(|button| button.name == zh(key::ACT_PROPOSE))
    })
    .await;
    receiving.tap(&send).await;

    // It stands on the giver's list at once; agreeing is one tap.
    offering.goto("/market").await;
    offering.tap_on("button", &format!("{} {TITLE}", zh(key::ACT_ACCEPT))).await;
    offering.goto("/market?part=matches").await;
    offering.tap_on("button", &format!("{} {TITLE}", zh(key::ACT_REPORT))).await;
    let report = until("the form is open", async || {
        let buttons = offering.all("button", zh(key::ACT_REPORT)).await;
        buttons.into_iter().find(|button| button.name == zh(key::ACT_REPORT))
    })
    .await;
    offering.tap(&report).await;

    // Not counted until the other side confirms it.
    receiving.goto("/market").await;
    receiving.find("button", &format!("{} {TITLE}", zh(key::ACT_CONFIRM))).await;
    assert_eq!(cell(&leading, &giver_name, &taker_name).await, before, "unconfirmed never counts");
    receiving.tap_on("button", &format!("{} {TITLE}", zh(key::ACT_CONFIRM))).await;
    until("the leading group's matrix has changed", async || {
        let now = cell(&leading, &giver_name, &taker_name).await;
        (now.is_some() && now != before).then_some(())
    })
    .await;
    assert_eq!(leading.eval("window.__same").await, Value::Bool(true), "the page was not loaded again");
    assert_eq!(leading.eval("window.scrollY").await, place, "nor did it move");

    // From the cell down to who said what, when, at which entry.
    let name = cell(&leading, &giver_name, &taker_name).await.unwrap();
    leading.tap_on("button", &name).await;
    leading.says(TITLE).await;
    let pair = Message::new(key::FLOW_PAIR).with("giver", &giver_name).with("taker", &taker_name);
    leading.says(&pair.text(duoyuan_core::words::Lang::Chinese)).await;
    leading.screenshot("sharing-behind").await;
    assert!(!stages.is_empty() && !unit.is_empty());
    for page in [&leading, &offering, &receiving] {
        page.assert_clean();
    }
}
