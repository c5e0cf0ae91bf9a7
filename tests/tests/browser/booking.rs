//! A booking from the request to the rating, by touch: three parks and the owner at the same time.

use duoyuan_core::format;
use duoyuan_core::platform::Slot;
use duoyuan_core::words::{Lang, Message, key};
use duoyuan_tests::page::zh;
use duoyuan_tests::{Hand, Person};

use crate::night::{self, BENCH, LAB, XRD, hour};
use crate::people::Stage;

fn said(slot: Slot) -> String {
    format::platform::slot(slot, Lang::Chinese)
}

fn done(act: duoyuan_core::words::Key) -> String {
    Message::new(key::PW_DONE).with("act", zh(act)).text(Lang::Chinese)
}

/// Shows a resource through its week from `slot` on and picks the hour.
pub async fn pick(person: &Person, platform: &str, resource: &str, slot: Slot) {
    person.goto(&format!("/platforms/{platform}")).await;
    person.choose(zh(key::PW_SHOW_CALENDAR), resource).await;
    person.cell(&said(slot)).await;
    person.button(zh(key::PW_ASK_SLOT)).await;
}

/// Fills in all of a request but the time.
pub async fn fill_in(person: &Person, purpose: &str) {
    person.fill(zh(key::PW_CODE), "91410811MA9TERT12K").await;
    person.fill(zh(key::PW_ENTERPRISE), "演示材料有限公司").await;
    person.fill(zh(key::PW_PURPOSE), purpose).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_runs_its_whole_course_by_touch() {
    let (server, begun) = night::server().await;
    let stage = Stage::on(server).await;
    let (first, second) = (stage.with(Hand::Finger, "xiuwu").await, stage.with(Hand::Finger, "boai").await);
    let (third, owner) = (stage.with(Hand::Finger, "wuzhi").await, stage.with(Hand::Finger, night::OWNER).await);
    owner.find("heading", zh(key::PW_WAITING)).await;

    // Asked for one hour; the owner has another, and says why; the park agrees.
    let (asked, other) = (hour(2, 9), hour(3, 14));
    pick(&first, LAB, XRD, asked).await;
    fill_in(&first, "失效件断口分析").await;
    first.button(zh(key::PW_SEND)).await;
    first.find("heading", zh(key::PW_ASKED)).await;
    let sent = Message::new(key::PW_SENT).with("what", format!("夜间检测平台，{XRD}"));
    first.says(&sent.text(Lang::Chinese)).await;
    let fresh = "document.querySelector('.booking.is-new').innerText.includes('失效件断口分析')";
    assert_eq!(first.eval(fresh).await, true, "what was just asked for stands out");
    owner.button_of(&["失效件断口分析"], zh(key::PW_ACT_PROPOSE)).await;
    let field = |at| format::platform::field(at);
    owner.date(zh(key::PW_FROM), &field(other.from)).await;
    owner.date(zh(key::PW_TO), &field(other.to)).await;
    owner.fill(zh(key::PW_PROPOSE_WHY), "当日设备检定，改至次日下午").await;
    owner.button_of(&["失效件断口分析"], zh(key::PW_ACT_PROPOSE)).await;
    owner.says(&done(key::PW_ACT_PROPOSE)).await;
    first.find("heading", zh(key::PW_TO_AGREE)).await;
    first.item_says(&["失效件断口分析", &said(other)], "当日设备检定").await;
    first.button_of(&["失效件断口分析"], zh(key::PW_ACT_AGREE)).await;
    first.says(&done(key::PW_ACT_AGREE)).await;
    owner.item_says(&["失效件断口分析", &said(other)], zh(key::PW_STAGE_ACCEPTED)).await;

    // It cannot be held after all: the park takes it back, and it leaves the owner's list.
    first.button_of(&["失效件断口分析"], zh(key::PW_ACT_CANCEL)).await;
    first.fill(zh(key::PW_CANCEL_WHY), "样品未能按期制备").await;
    first.button_of(&["失效件断口分析"], zh(key::PW_ACT_CANCEL)).await;
    first.item_says(&["失效件断口分析", "样品未能按期制备"], zh(key::PW_STAGE_CANCELLED)).await;
    duoyuan_tests::until("the owner's list has lost it", async || {
        (!owner.text().await.contains("失效件断口分析")).then_some(())
    })
    .await;

    // One came: checked in, what was used is recorded, the park says how it was.
    let used = said(begun.used);
    owner.button_of(&[&used, XRD], zh(key::PW_ACT_CHECK_IN)).await;
    first.item_says(&[&used, XRD], zh(key::PW_STAGE_CHECKED_IN)).await;
    owner.button_of(&[&used, XRD], zh(key::PW_ACT_USE)).await;
    owner.fill(zh(key::PW_USE_HOURS), "99").await;
    owner.button_of(&[&used, XRD], zh(key::PW_ACT_USE)).await;
    owner.says("登记的机时99小时超过").await;
    owner.fill(zh(key::PW_USE_HOURS), "1.5").await;
    owner.fill(zh(key::PW_USE_SAMPLES), "6").await;
    owner.button_of(&[&used, XRD], zh(key::PW_ACT_USE)).await;
    owner.says(&done(key::PW_ACT_USE)).await;
    first.find("heading", zh(key::PW_TO_RATE)).await;
    first.item_says(&[&used, XRD], "使用1.5小时，样品6个").await;
    first.button_of(&[&used, XRD], zh(key::PW_ACT_RATE)).await;
    first.button_of(&[&used, XRD], zh(key::PW_SATISFIED)).await;
    first.fill(zh(key::PW_RATE_NOTE), "响应及时").await;
    first.button_of(&[&used, XRD], zh(key::PW_ACT_RATE)).await;
    first.says(&done(key::PW_ACT_RATE)).await;
    owner.says("评价不足3件，暂不显示").await;

    // One did not come: the rest of the time is let go, and who waited for it moves up without a touch.
    for person in [&second, &third] {
        person.link(zh(key::WAY_PLATFORMS)).await;
        person.link(zh(key::PW_MY_BOOKINGS)).await;
    }
    third.item_says(&[&said(begun.waited_for)], "候补第1位").await;
    third.eval("window.__same = true").await;
    owner.button_of(&[&said(begun.missed), BENCH], zh(key::PW_ACT_NO_SHOW)).await;
    owner.says(zh(key::PW_NO_SHOW_SURE)).await;
    owner.button_of(&[&said(begun.missed), BENCH], zh(key::PW_ACT_NO_SHOW)).await;
    second.item_says(&[&said(begun.missed)], zh(key::PW_STAGE_NO_SHOW)).await;
    third.item_says(&[&said(begun.waited_for)], zh(key::PW_STAGE_REQUESTED)).await;
    owner.item_says(&[&said(begun.waited_for), "武陟"], "剩").await;
    assert_eq!(third.eval("window.__same").await, true, "nothing was loaded anew");
    owner.screenshot("owner-night").await;
    for person in [&first, &second, &third, &owner] {
        person.log(|log| log.errors.retain(|error| !error.contains("422")));
        person.assert_clean();
    }
}
