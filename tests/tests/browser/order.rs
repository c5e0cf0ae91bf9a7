//! Parks in the order of their growth, an address that keeps it, and tables to take away.

use duoyuan_core::view::{Board, RankBy, rank_by};
use duoyuan_core::words::key;
use duoyuan_core::zone::Better;
use duoyuan_tests::browser::TABLET;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Browser, Page, Server, until};

async fn person(server: &Server, browser: &Browser, name: &str) -> Page {
    let page = browser.person(&server.origin(), TABLET).await;
    let account = server.accounts().iter().find(|it| it.name == name);
    page.login(account.unwrap_or_else(|| panic!("{name} has an account"))).await;
    page
}

/// The parks' short names, from top to bottom.
async fn parks(page: &Page, table: &str) -> Vec<String> {
    let name =
        "[...a.childNodes].filter(it => it.className !== 'place').map(it => it.nodeValue ?? it.textContent).join('')";
    let look = format!("[...document.querySelectorAll('{table} tbody th a')].map(a => {name})");
    serde_json::from_value(page.eval(&look).await).unwrap_or_default()
}

/// What the page's link gives: its status, its type, how long it is.
const TAKEN: &str = "fetch(document.querySelector('a.export').href).then(async it =>
    [it.status, it.headers.get('content-type'), (await it.blob()).size > 2000].join(' '))";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parks_stand_in_the_order_of_their_growth_and_the_address_keeps_it() {
    let (server, browser) = (Server::demo().await, Browser::start().await);
    let client = server.client("leading").await;
    let zone = client.see("/api/v1/zone").await;
    let board: Board = serde_json::from_value(client.see("/api/v1/board").await).expect("a board");
    let expected: Vec<String> = {
        let first = &board.parks[0].figures[0].code;
        let figures = board.parks.iter().map(|line| (&line.park, &line.figures[0]));
        assert!(board.parks.iter().all(|line| line.figures[0].code == *first));
        let ranking = rank_by(figures, RankBy::Growth, Better::Higher);
        let parks = ranking.ranked.iter().map(|it| &it.park).chain(ranking.outside.iter().map(|(park, _)| park));
        let all = zone["zone"]["parks"].as_array().expect("parks").clone();
        let short = |id: &str| {
            all.iter().find(|it| it["id"] == id).and_then(|it| it["short"].as_str()).expect("a name").to_owned()
        };
        parks.map(|park| short(park.as_str())).collect()
    };
    let page = person(&server, &browser, "leader").await;
    for (path, table) in [("/", "table.parks"), ("/ranking", "table.ranking-table")] {
        page.goto(path).await;
        page.find("button", zh(key::BY_GROWTH)).await;
        let level =
            until("the parks are there", async || Some(parks(&page, table).await).filter(|it| it.len() > 2)).await;
        assert_ne!(level, expected, "another order");
        page.tap_on("button", zh(key::BY_GROWTH)).await;
        until("they stand by growth", async || (parks(&page, table).await == expected).then_some(())).await;
        assert_eq!(page.eval("location.search").await, "?by=growth");
        page.reload().await;
        until("the address keeps it", async || (parks(&page, table).await == expected).then_some(())).await;
        let taken = page.eval(TAKEN).await;
        assert_eq!(taken, "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet true", "{path}");
        page.screenshot(if path == "/" { "board-by-growth" } else { "ranking-by-growth" }).await;
    }
    page.assert_clean();
}

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
                "/enclaves",
            ],
        ),
        ("office", &["/office", "/bookings?park=qinyang", "/platforms/work?owner=testing"]),
        ("qinyang", &["/parks/qinyang", "/bookings", "/enclaves"]),
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
