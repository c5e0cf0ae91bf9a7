//! An account's life on the page 账号管理: made, told its password once, used, stopped.

use duoyuan_core::words::{Message, key};
use duoyuan_tests::browser::TABLET;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Browser, Hand, Person, Server, until};
use serde_json::json;

/// A password that the person chooses.
const OWN: &str = "Marble-Lantern-5839";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_is_made_used_and_stopped() {
    let server = Server::demo().await;
    let browser = Browser::start().await;
    let admin = Person::new(browser.person(&server.origin(), TABLET).await, Hand::Finger);
    admin.log_in(&server.account("operator")).await;
    admin.find("heading", zh(key::ACCOUNTS_TITLE)).await;
    admin.button(zh(key::ACCOUNTS_ADD)).await;
    admin.fill(zh(key::ACCOUNTS_LOGIN), "Wang").await;
    admin.says(zh(key::ACCOUNT_LOGIN_RULE)).await;
    admin.fill(zh(key::ACCOUNTS_LOGIN), "wang.fang").await;
    admin.says(zh(key::ACCOUNT_HOLDER_RULE)).await;
    admin.fill(zh(key::ACCOUNTS_HOLDER), "沁阳王芳").await;
    admin.says(zh(key::ACCOUNT_CHOOSE_ROLE)).await;
    admin.choose(zh(key::ACCOUNTS_ROLE), zh(key::ACCOUNT_ROLE_PARK)).await;
    admin.says(zh(key::ACCOUNT_CHOOSE_PLACE)).await;
    admin.choose(zh(key::ACCOUNTS_PLACE), "沁阳").await;
    // The button of the form, not the one that has opened it.
    admin.button_under(("dialog", zh(key::ACCOUNTS_ADD)), zh(key::ACCOUNTS_ADD)).await;
    admin.says(zh(key::ACCOUNTS_PASSWORD_ONCE)).await;
    let shown = admin.eval("document.querySelector('output').textContent").await;
    let password = shown.as_str().unwrap().to_owned();
    admin.screenshot("accounts-password").await;
    admin.button(zh(key::ACCOUNTS_PASSWORD_NOTED)).await;
    until("the password is told no longer", async || (!admin.text().await.contains(&password)).then_some(())).await;
    admin.screenshot("accounts").await;

    let person = Person::new(browser.person(&server.origin(), TABLET).await, Hand::Finger);
    person.goto("/").await;
    person.fill(zh(key::ACCOUNT), "wang.fang").await;
    person.fill(zh(key::PASSWORD), &password).await;
    person.press("Enter").await;
    person.says(zh(key::PASSWORD_MUST_CHANGE)).await;
    person.fill(zh(key::PASSWORD_CURRENT), &password).await;
    person.fill(zh(key::PASSWORD_NEW), OWN).await;
    person.fill(zh(key::PASSWORD_AGAIN), OWN).await;
    person.button(zh(key::PASSWORD_SAVE)).await;
    person.find("link", zh(key::WAY_DESK)).await;

    admin.button(&format!("{} 沁阳王芳", zh(key::ACCOUNT_DEED_DISABLED))).await;
    let asked = Message::new(key::ACCOUNTS_DISABLE_ASK).with("name", "沁阳王芳");
    let asked = asked.text(duoyuan_core::words::Lang::Chinese);
    admin.says(&asked).await;
    admin.button_under(("group", &asked), zh(key::ACCOUNT_DEED_DISABLED)).await;
    admin.says(zh(key::ACCOUNT_STATE_DISABLED)).await;
    // The record says so too, and the person is out.
    let stopped = zh(key::ACCOUNT_DEED_DISABLED);
    until("the record says it", async || {
        let rows = admin.eval("[...document.querySelectorAll('tr')].map((row) => row.innerText)").await;
        let says = |row: &str| [stopped, "wang.fang", "admin"].iter().all(|part| row.contains(part));
        rows.as_array().unwrap().iter().filter_map(|row| row.as_str()).any(says).then_some(())
    })
    .await;
    for (width, height, theme) in [(1180, 820, "dark"), (390, 844, "dark"), (390, 844, "light")] {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        admin.call("Emulation.setDeviceMetricsOverride", screen).await;
        admin.prefers("prefers-color-scheme", theme).await;
        admin.screenshot(&format!("accounts-{width}-{theme}")).await;
    }
    // Who is stopped is asked to log in at once, without touching anything.
    person.find("textbox", zh(key::PASSWORD)).await;
    let back = server.stranger().login("wang.fang", OWN).await;
    assert_eq!(back.problem(401), "login_wrong");
    admin.assert_clean();
}
