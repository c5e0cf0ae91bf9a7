//! From navigation to drawn charts, at a quarter of the processor’s speed: our page against a plain one that
//! draws the same charts of the same data with the same library.

use duoyuan_tests::browser::TABLET;
use duoyuan_tests::server::root;
use duoyuan_tests::{Browser, Page, Server};
use serde_json::{Value, json};

use crate::{Limit, line, median};

const ROUNDS: usize = 15;
const SLOWER: f64 = 4.0;

/// Notes when each chart has been drawn, whoever draws it.
const WATCH: &str = "
    window.__drawn = new Map();
    let library;
    Object.defineProperty(window, 'echarts', {
        configurable: true,
        get: () => library,
        set: (value) => {
            const init = value.init;
            library = {...value, init: (...words) => {
                const chart = init(...words), set = chart.setOption.bind(chart);
                chart.setOption = (option, ...rest) => { chart.__option = option; return set(option, ...rest); };
                chart.on('finished', () => { if (!window.__drawn.has(chart)) window.__drawn.set(chart, performance.now()); });
                return chart;
            }};
        },
    });
";

/// Half a second in which no further chart came: that was all of them.
const SETTLED: &str = "new Promise((done) => {
    let before = 0;
    const look = () => {
        const count = window.__drawn.size, last = Math.max(0, ...window.__drawn.values());
        if (count > 0 && count === before && performance.now() - last > 500) done([last, count]);
        else if (performance.now() > 60000) done([null, count]);
        else { before = count; setTimeout(look, 100); }
    };
    look();
})";

/// The sizes of the charts and what they show.
const CHARTS: &str = "[...window.__drawn.keys()].map((chart) =>
    ({width: chart.getWidth(), height: chart.getHeight(), option: chart.__option}))";

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let server = Server::demo().await;
    let browser = Browser::start().await;
    let ours = browser.person(&server.origin(), TABLET).await;
    ours.login(&server.account("leading")).await;
    let zone = server.client("leading").await.see("/api/v1/zone").await;
    let park = zone["zone"]["parks"][0]["id"].as_str().expect("a park").to_owned();
    let path = format!("/parks/{park}");
    ours.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    drawn(&ours, &path).await;
    let charts = ours.eval(CHARTS).await;
    let own = |url: &str| url.starts_with(&server.origin()) || url.starts_with("data:");
    let foreign = ours.log(|log| log.requests.iter().filter(|url| !own(url)).count());
    look_away(&ours).await;

    let mut plain = Server::stopped().await;
    let folder = baseline(&json!({"data": format!("/api/v1{path}"), "charts": charts}));
    plain.extra = vec!["--web".to_owned(), folder.path().display().to_string()];
    plain.start().await;
    let theirs = browser.person(&plain.origin(), TABLET).await;
    log_in(&theirs, &plain).await;
    theirs.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    look_away(&theirs).await;
    let (mut our_times, mut their_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for _ in 0..ROUNDS {
        let (our, charts) = drawn(&ours, &path).await;
        let (their, plain_charts) = drawn(&theirs, "/").await;
        assert_eq!(charts, plain_charts, "as many charts on both");
        count = charts;
        our_times.push(our);
        their_times.push(their);
        ratios.push(our / their);
    }
    line("drawing_charts_drawn_4x_slower", median(our_times), "ms", Limit::None);
    line("drawing_baseline_plain_javascript", median(their_times), "ms", Limit::None);
    line("drawing_ratio", median(ratios), "of_plain_javascript", Limit::Most(1.5));
    line("drawing_charts", count as f64, "charts", Limit::None);
    line("first_load_foreign_requests", foreign as f64, "requests", Limit::Most(0.0));
}

/// Milliseconds from navigation until the last chart was drawn, and how many there are.
async fn drawn(page: &Page, path: &str) -> (f64, u64) {
    page.slow_down(SLOWER).await;
    page.goto(path).await;
    let drawn = page.eval(SETTLED).await;
    page.slow_down(1.0).await;
    match (drawn[0].as_f64(), drawn[1].as_u64()) {
        (Some(last), Some(count)) => (last, count),
        _ => panic!("{path}: no charts were drawn: {drawn}"),
    }
}

/// A screen that nobody inspects: recording what is loaded and watching the tree and its accessibility costs a
/// page of some size more than a bare one, and no tablet does it.
async fn look_away(page: &Page) {
    for domain in ["Accessibility", "DOM", "Network"] {
        page.call(&format!("{domain}.disable"), json!({})).await;
    }
}

/// The plain page with the very chart library of the app beside it.
fn baseline(charts: &Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("charts.json"), charts.to_string()).expect("a temporary file");
    for file in ["index.html", "page.js"] {
        std::fs::copy(root().join("tests/baseline").join(file), folder.path().join(file))
            .expect("the baseline is here");
    }
    let library = std::fs::read_dir(duoyuan_tests::server::dist()).expect("the web app is built").flatten();
    for path in library.map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("echarts") {
            let end = name.split_once(".js").map_or("", |(_, end)| end);
            std::fs::copy(&path, folder.path().join(format!("echarts.js{end}"))).expect("a copy");
        }
    }
    folder
}

/// The plain page has no login: the session is made by a request.
async fn log_in(page: &Page, server: &Server) {
    let account = server.account("leading");
    page.goto("/").await;
    let body = json!({"account": account.name, "password": account.password});
    let script = format!(
        "fetch('/api/v1/session', {{method: 'POST', headers: {{'Content-Type': 'application/json', 'X-Duoyuan': '1'}}, body: JSON.stringify({body})}}).then((answer) => answer.status)"
    );
    assert_eq!(page.eval(&script).await, 200);
}
