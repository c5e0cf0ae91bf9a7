//! An owner keeps its platforms with the keyboard alone, and everybody else's screen follows, by the keyboard too:
//! maintenance, openness, a new platform, a request without a time, two who ask for one hour at once.

use duoyuan_core::format;
use duoyuan_core::platform::Slot;
use duoyuan_core::view::StripState;
use duoyuan_core::words::{Key, Lang, Message, key};
use duoyuan_tests::page::zh;
use duoyuan_tests::{Hand, Person, until};

use crate::booking::{fill_in, pick};
use crate::night::{self, BENCH, LAB, XRD, hour};
use crate::people::Stage;

/// A document that is one by its first bytes.
const NOTICE: &str = "%PDF-1.4\n%%EOF\n";

fn said(slot: Slot) -> String {
    format::platform::slot(slot, Lang::Chinese)
}

/// Waits until what has the focus says `text`: it changed under the finger, and kept the focus.
async fn focus_says(person: &Person, text: &str) {
    let mut last = String::new();
    let found = person
        .within(duoyuan_tests::wait::DEADLINE, async || {
            last = person.focus().await;
            last.contains(text).then_some(())
        })
        .await;
    assert!(found.is_some(), "the focus is not at “{text}” but at “{last}”");
}

/// The focus is somewhere: nothing that was done took it away.
async fn has_focus(person: &Person, what: &str) {
    let here = person.eval("document.activeElement !== document.body").await;
    assert_eq!(here, true, "the focus is lost: {what}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_owner_changes_by_keyboard_is_seen_at_once() {
    let (server, _) = night::server().await;
    let stage = Stage::on(server).await;
    let (owner, park) = (stage.with(Hand::Keys, night::OWNER).await, stage.with(Hand::Keys, "xiuwu").await);
    let leader = stage.with(Hand::Keys, "leader").await;

    // A park stands on an hour of the calendar; the owner takes it for maintenance, and gives it back.
    let state = |slot: Slot, state: StripState| format!("{}：{}", said(slot), zh(state.word()));
    let nine = hour(2, 9);
    park.goto(&format!("/platforms/{LAB}")).await;
    park.choose(zh(key::PW_SHOW_CALENDAR), XRD).await;
    park.cell(&said(nine)).await;
    focus_says(&park, &state(nine, StripState::Free)).await;
    owner.link(zh(key::WAY_PLATFORMS)).await;
    owner.link("夜间检测平台").await;
    owner.button(zh(key::PW_SET_MAINTENANCE)).await;
    has_focus(&owner, "the form that opened").await;
    owner.choose(zh(key::PW_RESOURCE), XRD).await;
    owner.date(zh(key::PW_FROM), &format::platform::field(nine.from)).await;
    owner.date(zh(key::PW_TO), &format::platform::field(nine.to)).await;
    owner.fill(zh(key::PW_REASON), "计量校准").await;
    owner.button(zh(key::PW_SAVE)).await;
    focus_says(&park, &state(nine, StripState::Maintenance)).await;
    has_focus(&owner, "the form that closed").await;
    owner.button(&format!("{} {}", zh(key::PW_LIFT), said(nine))).await;
    owner.says(zh(key::PW_LIFT_SURE)).await;
    owner.button_of(&[&said(nine), "计量校准"], zh(key::PW_LIFT)).await;
    focus_says(&park, &state(nine, StripState::Free)).await;

    // Openness: the leader stands on the cell while it changes; the park reads why.
    let cell = |mark: Key| format!("夜间检测平台，修武：{}", zh(mark));
    leader.link(zh(key::WAY_OPENNESS)).await;
    leader.button(zh(key::PW_LEAF_MATRIX)).await;
    leader.cell(&cell(key::PW_OPEN)).await;
    leader.says(zh(key::PW_USED_IN_PERIOD)).await;
    leader.press("Escape").await;
    focus_says(&leader, &cell(key::PW_OPEN)).await;
    owner.button(&format!("{}… 修武", zh(key::PW_SET_OPENNESS))).await;
    owner.button(zh(key::PW_CLOSED)).await;
    assert!(owner.find("button", zh(key::PW_SAVE)).await.is("disabled"), "a reason and a document are missing");
    owner.fill(zh(key::PW_REASON), "设备搬迁至新址").await;
    owner.fill(zh(key::PW_EVIDENCE), "焦高新平台〔31〕号").await;
    owner.choose_file("搬迁通知.exe", b"MZ").await;
    owner.find("alert", "").await;
    owner.choose_file("搬迁通知.pdf", NOTICE.as_bytes()).await;
    owner.says(&Message::new(key::DW_ATTACHED).with("file", "搬迁通知.pdf").text(Lang::Chinese)).await;
    owner.button(zh(key::PW_SAVE)).await;
    focus_says(&leader, &cell(key::PW_CLOSED)).await;
    park.says("设备搬迁至新址").await;
    let download = Message::new(key::DW_DOWNLOAD).with("document", "焦高新平台〔31〕号").text(Lang::Chinese);
    let document = park.find("link", &download).await;
    let address = park.attribute(&document, "href").await.expect("a link leads somewhere");
    assert_eq!(park.eval(&format!("fetch('{address}').then((answer) => answer.text())")).await, NOTICE);
    has_focus(&owner, "the form that closed").await;
    owner.item_says(&["修武", "设备搬迁至新址"], zh(key::PW_CLOSED)).await;

    // A platform is registered, and changed: the leader's table has one row more, by itself.
    owner.link(zh(key::WAY_PLATFORMS)).await;
    owner.button(zh(key::PW_REGISTER)).await;
    owner.fill(zh(key::PW_PLATFORM_ID), "Laser").await;
    owner.fill(zh(key::PW_NAME), "激光检测平台").await;
    let names = owner.all("textbox", zh(key::PW_NAME)).await;
    assert_eq!(names.len(), 2, "the platform's and the resource's");
    owner.fill_in(&names[1], "激光测振仪").await;
    owner.button(zh(key::PW_SAVE)).await;
    owner.says("Laser").await;
    owner.find("alert", "").await;
    owner.fill(zh(key::PW_PLATFORM_ID), "laser").await;
    owner.button(zh(key::PW_SAVE)).await;
    owner.link("激光检测平台").await;
    leader.find("rowheader", "激光检测平台").await;
    owner.button(zh(key::PW_CHANGE)).await;
    owner.fill(zh(key::PW_NAME), "激光精密检测平台").await;
    owner.button(zh(key::PW_SAVE)).await;
    owner.find("heading", "激光精密检测平台").await;
    leader.find("rowheader", "激光精密检测平台").await;
    for person in [&owner, &park, &leader] {
        person.log(|log| log.errors.retain(|error| !error.contains("422")));
        person.assert_clean();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_press_at_once_and_a_request_without_a_time_runs_its_course() {
    let (server, _) = night::server().await;
    let stage = Stage::on(server).await;
    let (first, second) = (stage.with(Hand::Keys, "xiuwu").await, stage.with(Hand::Keys, "boai").await);

    // Both have filled in the same hour, and press at the same time: one has it, the other is told who and what is free.
    let wanted = hour(4, 10);
    for person in [&first, &second] {
        pick(person, LAB, BENCH, wanted).await;
        fill_in(person, "来料成分比对").await;
    }
    tokio::join!(first.button(zh(key::PW_SEND)), second.button(zh(key::PW_SEND)));
    let won = until("one has it", async || {
        for (person, other, name) in [(&first, &second, "修武"), (&second, &first, "博爱")] {
            if person.path().await == "/bookings" {
                return Some((other, name));
            }
        }
        None
    });
    let (lost, name) = won.await;
    lost.says(&format!("已由{name}预约")).await;
    lost.find("group", zh(key::PW_INSTEAD)).await;
    assert_eq!(lost.find("textbox", zh(key::PW_PURPOSE)).await.value, "来料成分比对", "what was typed is kept");
    let instead = said(Slot { from: wanted.to, to: wanted.to + (wanted.to - wanted.from) });
    lost.button(&instead).await;
    lost.button(zh(key::PW_SEND)).await;
    lost.item_says(&[BENCH, &instead], zh(key::PW_STAGE_REQUESTED)).await;

    // Advice has no calendar; the rest of its course is the same.
    let centre = stage.with(Hand::Keys, "service_centre").await;
    first.goto("/platforms/consulting").await;
    first.button("申请专家咨询").await;
    fill_in(&first, "电镀废水处理工艺咨询").await;
    first.button(zh(key::PW_SEND)).await;
    let asked = ["电镀废水处理工艺咨询"];
    first.item_says(&asked, zh(key::PW_NO_SLOT)).await;
    centre.button_of(&asked, zh(key::PW_ACT_ACCEPT)).await;
    has_focus(&centre, "the form that opened").await;
    centre.fill(zh(key::PW_NOTE_FOR_PARK), "周五上午视频会商").await;
    centre.button_of(&asked, zh(key::PW_ACT_ACCEPT)).await;
    centre.says(zh(key::PW_ACT_USE)).await;
    has_focus(&centre, "the line that went to another list").await;
    first.item_says(&asked, "周五上午视频会商").await;
    centre.button_of(&asked, zh(key::PW_ACT_USE)).await;
    centre.fill(zh(key::PW_USE_INCOME), "500").await;
    centre.button_of(&asked, zh(key::PW_ACT_USE)).await;
    first.button_of(&asked, zh(key::PW_ACT_RATE)).await;
    has_focus(&first, "the form that opened").await;
    first.button_of(&asked, zh(key::PW_FAIR)).await;
    first.button_of(&asked, zh(key::PW_ACT_RATE)).await;
    first.item_says(&asked, zh(key::PW_STAGE_DONE)).await;
    has_focus(&first, "the line that went to another list").await;
    for person in [&first, &second, &centre] {
        person.log(|log| log.errors.retain(|error| !error.contains("409")));
        person.assert_clean();
    }
}
