//! From the office’s approval to the number on another person’s open board.

use std::time::Duration;

use duoyuan_tests::browser::TABLET;
use duoyuan_tests::report::approve;
use duoyuan_tests::{Browser, Server};

use crate::fanout::Corrections;
use crate::{Limit, line, p95};

const ROUNDS: usize = 24;

/// Notes when a number of the board changes, on the machine’s own clock.
const WATCH: &str = "
    window.__changed = 0;
    new MutationObserver(() => { if (!window.__changed) window.__changed = Date.now(); })
        .observe(document.querySelector('main'), {subtree: true, characterData: true, childList: true});
";

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let server = Server::demo().await;
    let office = server.client("office").await;
    let mut corrections = Corrections::new(&server, &office).await;
    let browser = Browser::start().await;
    let page = browser.person(&server.origin(), TABLET).await;
    page.login(&server.account("leading")).await;
    page.says("实时").await;
    page.eval(&format!("{WATCH}; 1")).await;
    let (park, month) = corrections.place();
    let (park, month) = (park.to_owned(), month.to_owned());
    let (mut requests, mut changes) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        corrections.next().await;
        // A submission changes what waits, not what is published; only the approval is to be seen.
        page.eval("window.__changed = 0").await;
        let start = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
        approve(&office, &park, &month).await;
        let acknowledged = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
        let seen = page
            .within(Duration::from_secs(10), async || {
                page.eval("window.__changed").await.as_f64().filter(|at| *at > 0.0)
            })
            .await;
        let seen = seen.unwrap_or_else(|| panic!("round {round}: the board did not change"));
        let start = start.as_secs_f64() * 1e3;
        requests.push(acknowledged.as_secs_f64() * 1e3 - start);
        changes.push(seen - start);
    }
    line("update_approve_to_number_p95", p95(changes), "ms", Limit::Most(300.0));
    line("update_baseline_approve_request_p95", p95(requests), "ms", Limit::None);
    page.assert_clean();
}
