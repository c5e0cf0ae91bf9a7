//! Lists that are narrowed, and what an owner of credit records as come back.

use duoyuan_core::format;
use duoyuan_core::words::{Lang, Message, key};
use duoyuan_tests::page::zh;
use duoyuan_tests::{Hand, Person, until};

use crate::people::Stage;

/// The lines of the table below its head; nothing while it is being built anew.
async fn lines(park: &Person) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for row in park.all("row", "").await.iter().skip(1) {
        lines.push(park.try_text_of(row).await?);
    }
    Some(lines)
}

/// Waits until only needs of investment leads are listed.
async fn listed(park: &Person) -> Vec<String> {
    let is_wanted = |line: &String| line.starts_with(zh(key::SIDE_NEED)) && line.contains("招商引资");
    until("only needs of one element are listed", async || {
        lines(park).await.filter(|lines| !lines.is_empty() && lines.iter().all(is_wanted))
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_park_narrows_the_market_and_the_address_keeps_it() {
    let stage = Stage::new().await;
    let park = stage.with(Hand::Finger, "boai").await;
    park.goto("/market").await;
    park.button(zh(key::MARKET_LISTINGS)).await;
    park.button(zh(key::SIDE_NEED)).await;
    park.choose(zh(key::MARKET_ELEMENT), "招商引资").await;
    let narrowed = listed(&park).await;
    park.reload().await;
    assert_eq!(listed(&park).await, narrowed, "the same list by the same address");
    park.choose(zh(key::MARKET_ELEMENT), zh(key::FLOW_ALL_ELEMENTS)).await;
    until("the list is longer again", async || (lines(&park).await?.len() > narrowed.len()).then_some(())).await;
    park.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_market_opens_on_what_there_is() {
    let stage = Stage::new().await;
    for name in ["boai", "wenxian", "office"] {
        let account = stage.server.accounts().iter().find(|it| it.name == name).expect("an account");
        let market = stage.server.login(account).await.see("/api/v1/market").await;
        let todo = market["todo"].as_u64().expect("a number");
        let some = if name == "office" { key::MARKET_TITLE_OFFICE } else { key::MARKET_TITLE_TODO };
        let title = match todo {
            0 => zh(key::MARKET_LISTINGS).to_owned(),
            n => Message::new(some).with("n", n.to_string()).text(Lang::Chinese),
        };
        let person = stage.with(Hand::Finger, name).await;
        person.goto("/market").await;
        person.find("heading", &title).await;
        // Chosen, it is there all the same, and says in its heading that there is nothing.
        person.button(zh(key::MARKET_TODO)).await;
        if todo == 0 {
            person.gone("heading", &title).await;
            let none = if name == "office" { key::MARKET_TITLE_OFFICE_CALM } else { key::MARKET_TITLE_CALM };
            person.find("heading", zh(none)).await;
        }
        person.assert_clean();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_records_what_came_back_and_no_more_than_that() {
    let stage = Stage::new().await;
    let owner = stage.with(Hand::Keys, "tech_finance").await;
    let account = stage.server.accounts().iter().find(|it| it.name == "tech_finance").expect("an owner of credit");
    let work = stage.server.login(account).await.see("/api/v1/work").await;
    let line = &work["owed"][0];
    let owed: rust_decimal::Decimal = line["owed"].as_str().expect("an amount").parse().expect("a number");
    let code = line["request"]["enterprise"]["code"].as_str().expect("a code");
    let out = |left| Message::new(key::CW_OWED).with("owed", format::exact(left)).text(Lang::Chinese);
    let item = [code, &out(owed)];
    owner.button_of(&item, zh(key::CW_REPAY)).await;
    let ten = rust_decimal::Decimal::TEN;
    owner.fill(zh(key::CW_REPAID_AMOUNT), &(owed + ten).to_string()).await;
    owner.button_of(&item, zh(key::CW_REPAY)).await;
    owner.find("alert", "").await;
    owner.fill(zh(key::CW_REPAID_AMOUNT), "10").await;
    owner.button_of(&item, zh(key::CW_REPAY)).await;
    owner.item_says(&[code], &out(owed - ten)).await;
    owner.log(|log| log.errors.retain(|error| !error.contains("422")));
    owner.assert_clean();
}

/// Heading, tab and badge count the same, also right after something was done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_is_counted_down_in_the_heading_too() {
    let stage = Stage::new().await;
    let mut found = None;
    for account in stage.server.accounts().iter().filter(|account| account.role == "park") {
        let market = stage.server.login(account).await.see("/api/v1/market").await;
        let matches = market["matches"].as_array().expect("matches").clone();
        let may_confirm = |it: &&serde_json::Value| it["is_todo"] == true && it["may"].to_string().contains("confirm");
        let one = matches.iter().find(may_confirm).map(|it| it["title"].as_str().expect("a title").to_owned());
        if let (Some(todo @ 2..), Some(title)) = (market["todo"].as_u64(), one) {
            found = Some((account.name.clone(), todo, title));
            break;
        }
    }
    let (name, todo, title) = found.expect("a park that has two things to do, one of them to confirm");
    let park = stage.with(Hand::Finger, &name).await;
    let heading = |n: u64| Message::new(key::MARKET_TITLE_TODO).with("n", n.to_string()).text(Lang::Chinese);
    park.goto("/market").await;
    park.find("heading", &heading(todo)).await;
    park.button_of(&[&title], zh(key::ACT_CONFIRM)).await;
    park.says(&Message::new(key::ACT_DONE_OF).with("title", title.as_str()).with("position", "").text(Lang::Chinese))
        .await;
    park.find("heading", &heading(todo - 1)).await;
    park.assert_clean();
}
