//! From a park's confirmation to the bands of the flow chart on the leading group's open page.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use duoyuan_tests::browser::TABLET;
use duoyuan_tests::{Browser, Client, Server};
use serde_json::{Value, json};

use crate::{Limit, line, p95};

const ROUNDS: usize = 24;

/// Notes when the chart is drawn anew, on the machine's own clock.
const WATCH: &str = "
    window.__changed = 0;
    new MutationObserver(() => { if (!window.__changed) window.__changed = Date.now(); })
        .observe(document.querySelector('.chart svg'), {subtree: true, attributes: true, childList: true});
    1
";

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let server = Server::demo().await;
    let giver = server.login(&server.park_account("wuzhi").expect("a park")).await;
    let taker = server.login(&server.park_account("xiuwu").expect("another")).await;
    let browser = Browser::start().await;
    let page = browser.person(&server.origin(), TABLET).await;
    page.login(&server.account("leading")).await;
    page.goto("/sharing").await;
    page.says("实时").await;
    let drawn = page
        .within(Duration::from_secs(20), async || {
            page.eval("!!document.querySelector('.chart svg path')").await.as_bool().filter(|drawn| *drawn)
        })
        .await;
    assert!(drawn.is_some(), "the chart is drawn");
    page.eval(WATCH).await;
    let (mut requests, mut changes) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let matched = reported(&giver, &taker, round).await;
        page.eval("window.__changed = 0").await;
        let start = now();
        taker.post(&format!("/api/v1/matches/{matched}/confirm"), json!({})).await.expect(200);
        requests.push(now() - start);
        let seen = page
            .within(Duration::from_secs(10), async || {
                page.eval("window.__changed").await.as_f64().filter(|at| *at > 0.0)
            })
            .await;
        changes.push(seen.unwrap_or_else(|| panic!("round {round}: the chart did not change")) - start);
    }
    line("update_confirm_to_flow_chart_p95", p95(changes), "ms", Limit::Most(300.0));
    line("update_baseline_confirm_request_p95", p95(requests), "ms", Limit::None);
    page.assert_clean();
}

/// A match whose first stage one side has reported.
async fn reported(giver: &Client, taker: &Client, round: usize) -> u64 {
    let proposal = json!({
        "giver": "wuzhi", "taker": "xiuwu", "element": "talent", "title": format!("技师支援第{round}批"),
        "quantity": {"value": "3", "unit": "人"},
    });
    let made: Value = giver.post("/api/v1/matches", proposal).await.expect(201).clone();
    let matched = made["position"].as_u64().expect("a position");
    taker.post(&format!("/api/v1/matches/{matched}/accept"), json!({})).await.expect(200);
    let stage = json!({"stage": "arranged", "note": "已约定"});
    giver.post(&format!("/api/v1/matches/{matched}/stage"), stage).await.expect(200);
    matched
}

/// Milliseconds since 1970.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs_f64() * 1e3
}
