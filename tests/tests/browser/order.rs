//! Tables to take away.

use duoyuan_tests::browser::TABLET;
use duoyuan_tests::{Browser, Page, Server, until};

async fn person(server: &Server, browser: &Browser, name: &str) -> Page {
    let page = browser.person(&server.origin(), TABLET).await;
    let account = server.accounts().iter().find(|it| it.name == name);
    page.login(account.unwrap_or_else(|| panic!("{name} has an account"))).await;
    page
}

/// What the page's link gives: its status, its type, how long it is.
const TAKEN: &str = "fetch(document.querySelector('a.export').href).then(async it =>
    [it.status, it.headers.get('content-type'), (await it.blob()).size > 2000].join(' '))";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_tables_gives_them_away() {
    let (server, browser) = (Server::demo().await, Browser::start().await);
    let paths: [(&str, &[&str]); 4] = [
        (
            "leader",
            &[
                "/",
                "/ranking",
                "/parks/qinyang",
                "/openness",
                "/openness?show=matrix",
                "/openness?show=index",
                "/sharing?span=all",
            ],
        ),
        ("office", &["/office", "/bookings?park=qinyang", "/platforms/work?owner=testing"]),
        ("qinyang", &["/parks/qinyang", "/bookings"]),
        ("testing", &["/platforms/work", "/openness"]),
    ];
    let mut wrong = Vec::new();
    for (name, paths) in paths {
        let page = person(&server, &browser, name).await;
        for path in paths {
            page.goto(path).await;
            until("the link is there and complete", async || {
                let ready = "document.querySelector('a.export') && !document.querySelector('.skeleton')";
                (page.eval(&format!("Boolean({ready})")).await == true).then_some(())
            })
            .await;
            let taken = page.eval(TAKEN).await;
            if !taken.as_str().is_some_and(|it| it.starts_with("200 ") && it.ends_with("true")) {
                wrong.push(format!("{name} {path}: {taken}"));
            }
        }
        page.assert_clean();
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
