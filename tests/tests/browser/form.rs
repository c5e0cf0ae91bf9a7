//! Typing into the form: findings while typing, a draft that survives what happens to browsers.

use duoyuan_core::words::key;
use duoyuan_tests::page::zh;
use duoyuan_tests::report::Report;
use duoyuan_tests::{Element, Page, until};

use crate::people::{Stage, give_reasons};

async fn value(page: &Page, name: &str) -> String {
    page.find("textbox", name).await.value
}

async fn type_into(page: &Page, name: &str, text: &str) -> Element {
    let field = page.find("textbox", name).await;
    page.write(&field, text).await;
    page.press("Tab").await;
    field
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn findings_appear_while_typing_and_the_draft_survives() {
    let stage = Stage::new().await;
    let page = stage.park_person().await;
    page.goto(&stage.sheet()).await;
    type_into(&page, "营业收入，", "-5").await;
    page.says("不能为负数").await;
    page.screenshot("form-with-finding").await;
    type_into(&page, "营业收入，", "1２34567.5").await;
    until("the finding is gone", async || (!page.text().await.contains("不能为负数")).then_some(())).await;
    page.says("草稿已保存").await;

    page.reload().await;
    assert_eq!(value(&page, "营业收入，").await.replace(',', ""), "1234567.5");

    // The session ends in the middle of it; after logging in again everything is there.
    type_into(&page, "净利润，", "4321").await;
    page.says("草稿已保存").await;
    page.lose_cookies().await;
    page.reload().await;
    page.write_in(zh(key::ACCOUNT), &stage.park_account.name).await;
    page.write_in(zh(key::PASSWORD), &stage.park_account.password).await;
    page.press("Enter").await;
    assert_eq!(value(&page, "净利润，").await.replace(',', ""), "4321");
    assert_eq!(page.path().await, stage.sheet(), "and the page is the same one");
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_at_submission_keeps_the_draft() {
    let stage = Stage::new().await;
    let own = stage.server.login(&stage.park_account).await;
    let report = Report::new(&own, &stage.park, &stage.month).await;
    let book = report.workbook(&own).await;
    let page = stage.park_person().await;
    page.goto(&stage.sheet()).await;
    page.choose_file("报表.xlsx", &book.save()).await;
    page.tap_on("button", zh(key::SHEET_UPLOAD_EDIT)).await;
    page.find("heading", zh(key::SHEET_FORM_HEADING)).await;
    give_reasons(&page).await;
    page.says(zh(key::SHEET_PASSES)).await;
    page.lose_cookies().await;
    page.tap_on("button", &format!("提交{}报表", stage.month_name)).await;
    page.find("textbox", zh(key::PASSWORD)).await;
    assert_eq!(own.see(&report.path("")).await["seen_revisions"], 0, "nothing was entered");
    page.write_in(zh(key::PASSWORD), &stage.park_account.password).await;
    page.press("Enter").await;
    page.tap_on("button", &format!("提交{}报表", stage.month_name)).await;
    page.says("报表已提交").await;
    let seen = "(() => { const told = document.querySelector('.sheet-outcome .notice').getBoundingClientRect();
        return told.top >= 0 && told.bottom <= innerHeight; })()";
    assert_eq!(page.eval(seen).await, true, "it is said where the button was pressed");
    assert_eq!(own.see(&report.path("")).await["seen_revisions"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_tapped_without_a_session_opens_after_the_login() {
    let stage = Stage::new().await;
    let page = stage.person("leading").await;
    page.says(zh(key::LINK_LIVE)).await;
    page.lose_cookies().await;
    page.tap_on("link", "沁阳").await;
    page.find("textbox", zh(key::PASSWORD)).await;
    page.write_in(zh(key::PASSWORD), &stage.server.account("leading").password).await;
    page.press("Enter").await;
    page.find("heading", zh(key::ALL_INDICATORS)).await;
    assert_eq!(page.path().await, "/parks/qinyang");
    assert!(!page.text().await.contains(zh(key::SESSION_EXPIRED)), "what was refused has been asked again");
}
