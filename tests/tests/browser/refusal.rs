//! What does not come about between two parks, with the keyboard alone: declined, taken back, disputed, urged.

use duoyuan_core::words::key;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Hand, Person};

use crate::deal::{cell, on, post, report};
use crate::people::Stage;

const FIRST: &str = "需要高压釜密封专利许可";
const SECOND: &str = "需要搪瓷涂层专有技术";
const THIRD: &str = "需要低温轴承专利许可";

/// Proposes oneself for what another park needs.
async fn propose(person: &Person, title: &str) {
    person.button(&on(key::ACT_PROPOSE, title)).await;
    person.fill(zh(key::ACT_WHY), "本园两家企业有同类产品").await;
    person.button(zh(key::ACT_PROPOSE)).await;
    person.gone("dialog", title).await;
}

/// Does something that wants a reason.
async fn with_reason(person: &Person, act: duoyuan_core::words::Key, title: &str, label: &str, reason: &str) {
    person.button(&on(act, title)).await;
    person.fill(label, "不行").await;
    assert!(person.find("button", zh(act)).await.is("disabled"), "that is no reason");
    person.says(zh(key::SHARING_REASON_NEEDED)).await;
    person.fill(label, reason).await;
    person.button(zh(act)).await;
    person.gone("dialog", title).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_is_said_to_the_other_by_keyboard() {
    let stage = Stage::new().await;
    let (needy, giver) = (stage.with(Hand::Keys, "qinyang").await, stage.with(Hand::Keys, "wenxian").await);
    let (office, leader) = (stage.with(Hand::Keys, "office").await, stage.with(Hand::Keys, "leader").await);
    leader.link(zh(key::WAY_SHARING)).await;
    leader.says(zh(key::FLOW_MATRIX)).await;
    let before = cell(&leader, "温县", "沁阳").await;
    for title in [FIRST, SECOND, THIRD] {
        post(&needy, zh(key::SIDE_NEED), title, "1").await;
    }
    giver.link(zh(key::WAY_MARKET)).await;
    giver.button(zh(key::MARKET_LISTINGS)).await;
    giver.choose(zh(key::MARKET_ELEMENT), "技术成果").await;

    // Declined, with a reason that the other reads.
    propose(&giver, FIRST).await;
    let reason = "该型号设备已于上月更换";
    needy.button(zh(key::MARKET_TODO)).await;
    with_reason(&needy, key::ACT_DECLINE, FIRST, zh(key::ACT_REASON), reason).await;
    giver.button(zh(key::MARKET_MATCHES)).await;
    giver.item_says(&[FIRST, zh(key::STANDING_DECLINED)], reason).await;

    // Taken back while somebody is answering it: the answer is kept, and refused with a sentence.
    giver.button(zh(key::MARKET_LISTINGS)).await;
    propose(&giver, SECOND).await;
    giver.button(&on(key::ACT_PROPOSE, THIRD)).await;
    giver.fill(zh(key::ACT_WHY), "可先行试用一个月").await;
    needy.button(zh(key::MARKET_MINE)).await;
    for title in [SECOND, THIRD] {
        with_reason(&needy, key::ACT_WITHDRAW, title, zh(key::ACT_REASON), "项目调整，暂不需要").await;
    }
    giver.button(zh(key::ACT_PROPOSE)).await;
    giver.says(&format!("“{THIRD}”已撤回，不能再对接。")).await;
    assert_eq!(giver.find("textbox", zh(key::ACT_WHY)).await.value, "可先行试用一个月");
    giver.press("Escape").await;
    needy.button(zh(key::MARKET_TODO)).await;
    // What can no longer be agreed to waits for nobody.
    needy.gone("button", &on(key::ACT_ACCEPT, SECOND)).await;

    // A fourth goes on: urged by the office, reported, disputed; nothing of it counts.
    let fourth = "需要热处理工艺诊断";
    post(&needy, zh(key::SIDE_NEED), fourth, "1").await;
    propose(&giver, fourth).await;
    office.link(zh(key::WAY_SHARING)).await;
    office.link(zh(key::SHARING_MARKET)).await;
    office.button(zh(key::MARKET_MATCHES)).await;
    let urged = "请沁阳三日内答复，以免错过检修期";
    with_reason(&office, key::ACT_NUDGE, fourth, zh(key::ACT_NUDGE_TEXT), urged).await;
    needy.button(zh(key::MARKET_TODO)).await;
    needy.item_says(&[fourth], urged).await;
    // Once a day is enough: there is nothing more to press.
    office.gone("button", &on(key::ACT_NUDGE, fourth)).await;
    needy.button(&on(key::ACT_ACCEPT, fourth)).await;
    giver.button(zh(key::MARKET_MATCHES)).await;
    report(&giver, fourth, "已论证", None).await;
    let wrong = "论证会尚未召开，请更正";
    with_reason(&needy, key::ACT_DISPUTE, fourth, zh(key::ACT_REASON), wrong).await;
    giver.item_says(&[fourth, zh(key::STANDING_AGREED)], wrong).await;
    giver.button(&on(key::ACT_REPORT, fourth)).await;
    giver.press("Escape").await;
    needy.button(zh(key::MARKET_MATCHES)).await;
    with_reason(&needy, key::ACT_CLOSE, fourth, zh(key::ACT_REASON), "检修改由设备厂家承担").await;
    giver.item_says(&[fourth], zh(key::STANDING_CLOSED)).await;
    assert_eq!(cell(&leader, "温县", "沁阳").await, before, "nothing of it counts");
    for person in [&needy, &giver, &office, &leader] {
        person.log(|log| log.errors.retain(|error| !error.contains("409")));
        person.assert_clean();
    }
}
