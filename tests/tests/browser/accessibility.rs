//! Every page, light and dark: no violation, no error, nothing asked of anybody else.

use duoyuan_core::words::key;
use duoyuan_tests::browser::{TABLET, WALL};
use duoyuan_tests::page::zh;
use duoyuan_tests::report::Report;
use duoyuan_tests::{Page, until};

use crate::people::Stage;

async fn look(page: &Page, name: &str, wrong: &mut Vec<String>) {
    until("the page has finished waiting", async || {
        page.all("generic", "").await.iter().all(|e| !e.is("busy")).then_some(())
    })
    .await;
    for scheme in ["light", "dark"] {
        page.prefers("prefers-color-scheme", scheme).await;
        page.screenshot(&format!("{name}-{scheme}")).await;
        let found = if scheme == "light" { page.accessibility().await } else { page.contrast().await };
        wrong.extend(found.into_iter().map(|violation| format!("{name}, {scheme}: {violation}")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_has_a_violation() {
    let stage = Stage::new().await;
    let own = stage.server.login(&stage.park_account).await;
    Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    let mut wrong = Vec::new();
    let stranger = stage.browser.person(&stage.server.origin(), TABLET).await;
    stranger.goto("/").await;
    stranger.find("button", zh(key::LOG_IN)).await;
    look(&stranger, "login", &mut wrong).await;

    let leading = stage.person("leading").await;
    let park = stage.park_person().await;
    let office = stage.person("office").await;
    let operator = stage.person("operator").await;
    let pages = [
        (&leading, "board", "/".to_owned(), "营业收入"),
        (&leading, "ranking", "/ranking".to_owned(), "营业收入"),
        (&leading, "park", format!("/parks/{}", stage.park), "营业收入"),
        (&park, "own-park", "/".to_owned(), "营业收入"),
        (&park, "desk", format!("/desk/{}", stage.park), zh(key::DESK_MONTHS)),
        (&park, "sheet", stage.sheet(), zh(key::SHEET_FORM_HEADING)),
        (&office, "office", "/office".to_owned(), zh(key::OFFICE_WAITING)),
        (&office, "review", format!("/office/{}/{}", stage.park, stage.month), zh(key::REVIEW_RETURN)),
        (&leading, "sharing", "/sharing".to_owned(), zh(key::FLOW_MATRIX)),
        (&park, "own-sharing", "/sharing".to_owned(), zh(key::FLOW_PARTNERS)),
        (&park, "market", "/market?part=listings".to_owned(), zh(key::MARKET_POST)),
        (&office, "market-office", "/market?part=matches".to_owned(), zh(key::MARKET_MATCHES)),
        (&office, "enclaves", "/enclaves".to_owned(), zh(key::ENCL_REGISTER)),
        (&office, "password", "/password".to_owned(), zh(key::PASSWORD_NEW)),
        (&operator, "accounts", "/accounts".to_owned(), zh(key::ACCOUNTS_ADD)),
    ];
    for (page, name, path, text) in pages {
        page.goto(&path).await;
        page.says(text).await;
        look(page, name, &mut wrong).await;
    }
    leading.goto("/").await;
    leading.tap_on("button", "固定资产投资").await;
    leading.says(zh(key::EXPLAIN_FORMULA)).await;
    look(&leading, "explanation", &mut wrong).await;

    let wall = stage.browser.person(&stage.server.origin(), WALL).await;
    wall.login(&stage.server.account("display")).await;
    wall.says(zh(key::LINK_LIVE)).await;
    look(&wall, "wall", &mut wrong).await;
    let desktop = stage.browser.person(&stage.server.origin(), WALL).await;
    desktop.login(&stage.server.account("leading")).await;
    desktop.says(zh(key::LINK_LIVE)).await;
    look(&desktop, "board-1920", &mut wrong).await;
    for page in [&stranger, &leading, &park, &office, &operator, &wall, &desktop] {
        page.assert_clean();
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn choices_are_kept_and_only_a_complete_language_is_offered() {
    let stage = Stage::new().await;
    let page = stage.person("leading").await;
    page.says(zh(key::LINK_LIVE)).await;
    // What an earlier release kept on the device.
    page.eval("localStorage.setItem('duoyuan.lang', 'en')").await;
    let me = stage.server.client("leading").await.see("/api/v1/session").await;
    page.tap_on("button", me["name"].as_str().unwrap()).await;
    page.find("button", zh(key::THEME_DARK)).await;
    assert!(page.all("button", "English").await.is_empty(), "the zone's names have no English ones");
    page.tap_on("button", zh(key::THEME_DARK)).await;
    page.reload().await;
    page.find("button", "固定资产投资").await;
    let html = "[document.documentElement.lang, document.documentElement.dataset.theme].join()";
    assert_eq!(page.eval(html).await, "zh-CN,dark");
    page.says(zh(key::LINK_LIVE)).await;
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_is_touched_is_large_enough() {
    let stage = Stage::new().await;
    let leading = stage.person("leading").await;
    let park = stage.park_person().await;
    let small = "[...document.querySelectorAll('main button, main a, header button, header a, main input, main select')]
        .filter((e) => e.checkVisibility() && !e.closest('.visually-hidden') && !e.classList.contains('visually-hidden') && !e.classList.contains('skip'))
        .map((e) => [e, e.getBoundingClientRect()])
        .filter(([e, box]) => box.width > 0 && box.height < 44 && !(e.closest('label')?.getBoundingClientRect().height >= 44))
        .map(([e, box]) => `${e.outerHTML.slice(0, 120)} ${box.height}`)";
    let mut wrong = Vec::new();
    for (page, path, text) in [
        (&leading, "/".to_owned(), zh(key::LINK_LIVE)),
        (&leading, format!("/parks/{}", stage.park), zh(key::LINK_LIVE)),
        (&park, format!("/desk/{}", stage.park), zh(key::DESK_MONTHS)),
        (&park, stage.sheet(), zh(key::SHEET_FORM_HEADING)),
    ] {
        page.goto(&path).await;
        page.says(text).await;
        for found in page.eval(small).await.as_array().unwrap() {
            wrong.push(format!("{path}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} too small: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}
