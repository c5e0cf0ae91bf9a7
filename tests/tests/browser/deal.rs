//! From an offer and a need to what came of them, by touch: two parks, and the leading group that looks on.

use duoyuan_core::words::{Lang, Message, key};
use duoyuan_tests::page::zh;
use duoyuan_tests::{Hand, Person, until};
use serde_json::Value;

use crate::people::Stage;

const OFFER: &str = "可许可矿山装备专利包三项";
const NEED: &str = "矿山装备技改需成熟专利";

/// Posts an offer or a need through the form.
pub async fn post(person: &Person, side: &str, title: &str, amount: &str) {
    person.link(zh(key::WAY_MARKET)).await;
    person.button(zh(key::MARKET_POST)).await;
    person.button(side).await;
    person.choose(zh(key::MARKET_ELEMENT), "技术成果").await;
    person.choose(zh(key::MARKET_INDUSTRY), "装备制造").await;
    person.fill(zh(key::POST_TITLE), title).await;
    person.fill(zh(key::POST_AMOUNT), amount).await;
    person.says("没有单位").await;
    person.choose(zh(key::POST_UNIT), "项").await;
    person.button(zh(if side == zh(key::SIDE_OFFER) { key::POST_SEND_OFFER } else { key::POST_SEND_NEED })).await;
    person.says("已办理，登记号").await;
}

/// What a button on a match or a listing is called to those who do not see where it stands.
pub fn on(act: duoyuan_core::words::Key, title: &str) -> String {
    format!("{} {title}", zh(act))
}

/// What the matrix says of a pair, as it is read aloud: begun, landed.
pub async fn cell(person: &Person, giver: &str, taker: &str) -> Option<String> {
    let start = format!("{giver}向{taker}提供");
    person.all("button", &start).await.into_iter().map(|cell| cell.name).find(|name| name.contains("落地"))
}

/// How many have landed, of what the matrix says.
fn count(cell: &Option<String>) -> u32 {
    let said = cell.as_deref().and_then(|text| text.split_once("落地")?.1.split_once("项"));
    said.map_or(0, |(count, _)| count.parse().expect("a number"))
}

/// Waits until the matrix says something else of a pair.
async fn changed(person: &Person, pair: (&str, &str), before: &Option<String>) -> Option<String> {
    until("the matrix changes", async || {
        let now = cell(person, pair.0, pair.1).await;
        (now != *before).then_some(now)
    })
    .await
}

/// Reports a stage, the last one with what came of it.
pub async fn report(person: &Person, title: &str, stage: &str, effect: Option<&str>) {
    person.button(&on(key::ACT_REPORT, title)).await;
    person.choose(zh(key::ACT_STAGE), stage).await;
    if let Some(effect) = effect {
        person.says("应填写技术合同额").await;
        person.fill("技术合同额", effect).await;
    }
    person.button(zh(key::ACT_REPORT)).await;
    person.gone("dialog", title).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_and_a_need_become_a_landed_transfer_by_touch() {
    let stage = Stage::new().await;
    let (giver, taker) = (stage.with(Hand::Finger, "wuzhi").await, stage.with(Hand::Finger, "xiuwu").await);
    let leader = stage.with(Hand::Finger, "leader").await;
    let pair = ("武陟", "修武");
    leader.link(zh(key::WAY_SHARING)).await;
    leader.says(zh(key::FLOW_MATRIX)).await;
    let none = cell(&leader, pair.0, pair.1).await;
    let balance = async || leader.text_of(&leader.find("table", zh(key::FLOW_BALANCES_CAPTION)).await).await;
    let (balances, title) = (balance().await, leader.text_of(&leader.find("heading", "流动").await).await);
    leader.eval("window.__same = true; window.scrollTo(0, 300); 1").await;
    let place = leader.eval("window.scrollY").await;

    // Each says what it has and what it lacks; the system finds that they fit, and says why.
    post(&giver, zh(key::SIDE_OFFER), OFFER, "3").await;
    post(&taker, zh(key::SIDE_NEED), NEED, "2").await;
    taker.button(zh(key::MARKET_SUGGESTIONS)).await;
    taker.item_says(&[OFFER, NEED], "同为“技术成果”").await;
    taker.item_says(&[OFFER, NEED], "产业相同：装备制造").await;
    taker.item_says(&[OFFER, NEED], "供给3项，可满足需求2项").await;
    taker.screenshot("suggestions").await;
    taker.button_of(&[OFFER, NEED], zh(key::ACT_PROPOSE)).await;
    taker.button(zh(key::ACT_PROPOSE)).await;
    taker.says("已办理，登记号").await;

    // The other side agrees; the first stage counts once it is confirmed, and not before.
    giver.button(zh(key::MARKET_TODO)).await;
    giver.button(&on(key::ACT_ACCEPT, NEED)).await;
    giver.button(zh(key::MARKET_MATCHES)).await;
    report(&giver, NEED, "已论证", None).await;
    giver.item_says(&[NEED], "武陟报送“已论证”，待确认，暂不计入").await;
    assert_eq!(cell(&leader, pair.0, pair.1).await, none, "one side's word does not count");
    taker.button(zh(key::MARKET_TODO)).await;
    taker.button(&on(key::ACT_CONFIRM, NEED)).await;
    let begun = changed(&leader, pair, &none).await;
    until("the finding counts it", async || {
        let now = leader.text_of(&leader.find("heading", "流动").await).await;
        (now != title).then_some(())
    })
    .await;
    until("the balance counts it", async || (balance().await != balances).then_some(())).await;
    assert_eq!(leader.eval("window.scrollY").await, place, "and nothing moved");

    // The leader opens what is behind the cell, and the course of the match; both stay open while it lands.
    leader.button(begun.as_deref().unwrap()).await;
    leader.item_says(&[NEED], "对接中，已论证").await;
    let course = leader.find("DisclosureTriangle", "办理经过").await;
    leader.press_it(&course).await;
    leader.item_says(&[NEED], "同意").await;
    report(&giver, NEED, "已登记", Some("480")).await;
    taker.button(&on(key::ACT_CONFIRM, NEED)).await;
    leader.item_says(&[NEED], "成效480万元").await;
    leader.item_says(&[NEED], "确认 已登记").await;
    leader.press("Escape").await;
    let landed = changed(&leader, pair, &begun).await;
    assert_eq!(count(&landed), count(&begun) + 1, "{landed:?} after {begun:?}");
    assert_eq!(leader.eval("window.__same").await, Value::Bool(true), "the page was not loaded again");
    assert_eq!(leader.eval("window.scrollY").await, place, "nor did it move");
    let found = Message::new(key::STANDING_LANDED).text(Lang::Chinese);
    taker.button(zh(key::MARKET_MATCHES)).await;
    taker.item_says(&[NEED], &found).await;
    for person in [&giver, &taker, &leader] {
        person.assert_clean();
    }
}
