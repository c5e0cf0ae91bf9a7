//! Platforms: two parks ask for one slot, the owner answers by keyboard, and every other screen follows in place.

use duoyuan_core::format;
use duoyuan_core::period::{BEIJING, day_of};
use duoyuan_core::platform::Slot;
use duoyuan_core::words::{Lang, key};
use duoyuan_tests::browser::TABLET;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Account, Browser, Page, Server, until};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::{Value, json};

const PLATFORM: &str = "composition";
const RESOURCE: &str = "xrf";

async fn person(server: &Server, browser: &Browser, account: &str) -> Page {
    let page = browser.person(&server.origin(), TABLET).await;
    page.login(account_of(server, account)).await;
    page
}

fn account_of<'a>(server: &'a Server, name: &str) -> &'a Account {
    server.accounts().iter().find(|account| account.name == name).expect("an account of the demonstration")
}

/// An hour of a coming day on which the resource is free.
async fn free_hour(server: &Server) -> Slot {
    let client = server.login(account_of(server, "xiuwu")).await;
    let today = day_of(Timestamp::now());
    let from = BEIJING.to_timestamp(today.tomorrow().unwrap().at(0, 0, 0, 0)).unwrap();
    let to = from.checked_add(SignedDuration::from_hours(24 * 10)).unwrap();
    let of = format!("platform={PLATFORM}&resource={RESOURCE}&amount=1&minutes=180");
    let free = client.see(&format!("/api/v1/platforms/free?from={from}&to={to}&{of}")).await;
    let slot: Slot = serde_json::from_value(free["resources"][0]["slots"][0].clone()).expect("something is free");
    // The first whole hour of it.
    let begin = Timestamp::from_second((slot.from.as_second() + 3599) / 3600 * 3600).unwrap();
    Slot { from: begin, to: begin.checked_add(1.hour()).unwrap() }
}

/// Opens the platform, picks the hour in its calendar, and fills in the request.
async fn fill_in(page: &Page, hour: Slot, code: &str) {
    page.goto(&format!("/platforms/{PLATFORM}")).await;
    page.says(zh(key::PW_RESOURCE)).await;
    // The calendar opens on the next open day.
    let today = page.find("button", zh(key::PW_TODAY)).await;
    if !today.is("disabled") {
        page.tap(&today).await;
    }
    let ahead = day_of(Timestamp::now()).until(day_of(hour.from)).unwrap().get_days();
    for _ in 0..ahead {
        page.tap_on("button", zh(key::PW_LATER)).await;
    }
    let name = format::platform::slot(hour, Lang::Chinese);
    let hours = page.find("button", &name).await;
    let mine = page.all("button", &name).await.pop().unwrap_or(hours);
    page.tap(&mine).await;
    page.tap_on("button", zh(key::PW_ASK_SLOT)).await;
    // The last digit is wrong: the page says which was expected, before anything is sent.
    page.write_in(zh(key::PW_CODE), &format!("{}0", &code[..17])).await;
    page.says(&format!("末位应为“{}”", &code[17..])).await;
    page.write_in(zh(key::PW_CODE), code).await;
    page.says(zh(key::PW_CODE_FINE)).await;
    page.write_in(zh(key::PW_ENTERPRISE), "演示材料有限公司").await;
    page.write_in(zh(key::PW_PURPOSE), "来料成分比对").await;
}

/// Presses a button of the booking that says all of `words`, by keyboard.
async fn press_in(page: &Page, words: &[&str], button: &str) {
    let look = format!(
        "(() => {{
            const says = (card) => {words}.every((word) => card.innerText.includes(word));
            const card = [...document.querySelectorAll('li.booking')].find(says);
            const found = [...(card?.querySelectorAll('button') ?? [])].find((it) => it.innerText.startsWith({button}));
            if (!found || found.disabled) return false;
            found.focus();
            return document.activeElement === found;
        }})()",
        words = json!(words),
        button = json!(button),
    );
    until(&format!("{words:?} has “{button}”"), async || (page.eval(&look).await == true).then_some(())).await;
    page.press("Enter").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_parks_gets_the_slot_and_the_other_moves_up() {
    let (server, browser) = (Server::demo().await, Browser::start().await);
    let hour = free_hour(&server).await;
    let when = format::platform::slot(hour, Lang::Chinese);
    let (first, second) = (person(&server, &browser, "xiuwu").await, person(&server, &browser, "boai").await);
    let owner = person(&server, &browser, "testing").await;
    owner.find("heading", zh(key::PW_WAITING)).await;
    owner.eval("window.__same = true").await;

    fill_in(&first, hour, "91410811MA9TERT12K").await;
    fill_in(&second, hour, "91410882MA9TERT209").await;
    first.tap_on("button", zh(key::PW_SEND)).await;
    first.find("heading", zh(key::PW_ASKED)).await;
    first.says(&when).await;

    // The other is told who has it and what is free; what was typed is still there.
    second.tap_on("button", zh(key::PW_SEND)).await;
    second.says("已由修武预约").await;
    assert_eq!(second.find("textbox", zh(key::PW_PURPOSE)).await.value, "来料成分比对");
    second.find("button", zh(key::PW_SEND_WAIT)).await;
    second.screenshot("booking-conflict").await;
    second.tap_on("button", zh(key::PW_SEND_WAIT)).await;
    second.says("候补第1位").await;

    // The owner's list has grown by itself, with its clock; it declines by keyboard, and says why.
    owner.says(&when).await;
    owner.says("剩").await;
    owner.screenshot("owner-work").await;
    press_in(&owner, &[&when, "修武"], zh(key::PW_ACT_DECLINE)).await;
    owner.find("textbox", zh(key::PW_DECLINE_WHY)).await;
    owner.keys("当日设备检定").await;
    press_in(&owner, &[&when, "修武"], zh(key::PW_ACT_DECLINE)).await;

    // The first is told; the second moves up without touching anything.
    first.says("当日设备检定").await;
    second.says(zh(key::PW_STAGE_REQUESTED)).await;
    press_in(&owner, &[&when, "博爱"], zh(key::PW_ACT_ACCEPT)).await;
    owner.find("textbox", zh(key::PW_NOTE_FOR_PARK)).await;
    owner.keys("请提前十分钟到场").await;
    press_in(&owner, &[&when, "博爱"], zh(key::PW_ACT_ACCEPT)).await;
    second.says("请提前十分钟到场").await;
    second.find("heading", zh(key::PW_AGREED)).await;
    assert_eq!(owner.eval("window.__same").await, Value::Bool(true), "nothing was loaded anew");
    for page in [&first, &second, &owner] {
        page.log(|log| log.errors.retain(|error| !error.contains("409")));
        page.assert_clean();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_number_of_openness_leads_to_its_entries() {
    let (server, browser) = (Server::demo().await, Browser::start().await);
    let page = person(&server, &browser, "leader").await;
    page.tap_on("link", zh(key::WAY_OPENNESS)).await;
    let tile = page.find("button", "PO-6").await;
    page.tap(&tile).await;
    page.says(zh(key::PO_6_FORMULA)).await;
    page.says(zh(key::PW_ENTRIES)).await;
    page.find("columnheader", zh(key::EXPLAIN_ENTRY)).await;
    page.screenshot("openness-explained").await;
    page.press("Escape").await;

    // The matrix by keyboard: one stop, then arrows; Enter opens a cell.
    page.tap_on("button", zh(key::PW_LEAF_MATRIX)).await;
    page.find("table", zh(key::PW_MATRIX_CAPTION)).await;
    page.eval("document.querySelector('.matrix-cell[tabindex=\"0\"]').focus()").await;
    let before = page.eval("document.activeElement.textContent").await;
    page.press("ArrowDown").await;
    page.press("ArrowRight").await;
    let after = page.eval("document.activeElement.textContent").await;
    assert_ne!(before, after, "the focus went on");
    page.press("Enter").await;
    page.says(zh(key::PW_USED_IN_PERIOD)).await;
    page.says(zh(key::PW_HISTORY)).await;
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_platforms_can_be_read_by_everybody() {
    let (server, browser) = (Server::demo().await, Browser::start().await);
    let leader = person(&server, &browser, "leader").await;
    let park = person(&server, &browser, "xiuwu").await;
    let owner = person(&server, &browser, "testing").await;
    let mut wrong = Vec::new();
    for (page, path, text) in [
        (&leader, "/openness", zh(key::PO_1)),
        (&leader, "/openness?show=matrix", zh(key::PW_NOMINAL)),
        (&leader, "/openness?show=index", zh(key::PW_INDEX)),
        (&park, "/platforms", zh(key::PW_FIND_FREE)),
        (&park, "/platforms/free", zh(key::PW_NEEDED)),
        (&park, "/platforms/composition", zh(key::PW_RESOURCE)),
        (&park, "/bookings", zh(key::PW_AGREED)),
        (&owner, "/platforms/work", zh(key::PW_WAITING)),
        (&owner, "/platforms/composition", zh(key::PW_SET_MAINTENANCE)),
    ] {
        page.goto(path).await;
        page.says(text).await;
        wrong.extend(page.accessibility().await.into_iter().map(|it| format!("{path}: {it}")));
        let wide = page.eval("document.documentElement.scrollWidth > innerWidth").await;
        if wide == true {
            wrong.push(format!("{path}: wider than the screen"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
