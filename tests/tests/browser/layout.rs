//! What is written can be read, whatever the screen: nothing leaves it, nothing is cut, no word is broken, on every
//! main page, on tablets, a phone, walls, at twice the size, and on paper.

use duoyuan_core::words::key;
use duoyuan_tests::browser::{TABLET, WALL};
use duoyuan_tests::page::zh;
use duoyuan_tests::{Page, until};
use serde_json::json;

use crate::people::Stage;

/// Tablets both ways, a phone, a large screen, an old projector, and a tablet at twice the size.
const SCREENS: [(u32, u32); 6] = [TABLET, (820, 1180), (390, 844), WALL, (1024, 768), (590, 410)];

/// What is wrong with the layout, by text. Text may leave what can be scrolled to it, and nothing else.
const WRONG: &str = r"(() => {
    const width = document.documentElement.clientWidth, wrong = new Set();
    const wide = document.documentElement.scrollWidth;
    if (wide > width) {
        const right = (e) => e.getBoundingClientRect().right;
        const out = [...document.querySelectorAll('main *')].filter((e) => right(e) > width + 0.1 && !e.closest('.visually-hidden'));
        const first = out.map((e) => `${e.tagName} ${e.className} ${right(e)}`).slice(0, 4);
        wrong.add(`the page is ${wide} wide on ${width}: ${first.join(', ')}`);
    }
    const wall = document.querySelector('main.wall');
    const short = 'button, a, th, dt, label, .tag, .status, .lamp, .lamp *, .unit, .mark *, .segment-count';
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
        const said = text.data.trim(), e = text.parentElement;
        if (!said || e.closest('script, style, noscript, select, svg, .visually-hidden, .skip, .print-head, .chart')) continue;
        if (!e.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        let across = true, down = true;
        for (let a = e; a && a !== document.body; a = a.parentElement) {
            const style = getComputedStyle(a), frame = a.getBoundingClientRect();
            if (/auto|scroll/.test(style.overflowX)) across = false;
            if (/auto|scroll/.test(style.overflowY)) down = false;
            if (across && /hidden|clip/.test(style.overflowX) && (box.right > frame.right + 1.5 || box.left < frame.left - 1.5))
                wrong.add(`cut at the side: ${said}`);
            if (down && /hidden|clip/.test(style.overflowY) && (box.bottom > frame.bottom + 3 || box.top < frame.top - 3))
                wrong.add(`cut below: ${said}`);
        }
        if (across && (box.right > width + 1 || box.left < -1)) wrong.add(`leaves the screen: ${said}`);
        const lines = new Set([...range.getClientRects()].map((it) => Math.round(it.top / 4))).size;
        if (said.length <= 4 && lines > 1 && e.matches(short)) wrong.add(`broken: ${said}`);
        const size = parseFloat(getComputedStyle(e).fontSize);
        if (wall && size < innerHeight * 0.027 - 0.01) wrong.add(`too small for a wall, ${size}px of ${innerHeight}: ${said}`);
    }
    // What stands close together: no text lies on another. A letter's box is higher than the letter.
    for (const room of document.querySelectorAll('.headlines, .wall-tiles, .reporting, .tally')) {
        const texts = document.createTreeWalker(room, NodeFilter.SHOW_TEXT), boxes = [];
        for (let text; (text = texts.nextNode());) {
            if (!text.data.trim() || text.parentElement.closest('.visually-hidden')) continue;
            const range = document.createRange();
            range.selectNodeContents(text);
            for (const box of range.getClientRects()) {
                const high = box.height / 4;
                const mine = { text, left: box.left + 1, right: box.right - 1, top: box.top + high, bottom: box.bottom - high };
                const under = boxes.find((it) => it.text !== text && it.left < mine.right && mine.left < it.right && it.top < mine.bottom && mine.top < it.bottom);
                if (under) wrong.add(`lies on ${under.text.data.trim()}: ${text.data.trim()}`);
                boxes.push(mine);
            }
        }
    }
    const dots = document.querySelector('.wall-dots')?.getBoundingClientRect();
    for (const e of document.querySelectorAll('.wall-page *')) {
        if (dots && e.getBoundingClientRect().bottom > dots.top + 1) wrong.add(`lies on the dots: ${e.className}`);
    }
    const tops = [...document.querySelectorAll('.wall-top > *')].map((e) => e.getBoundingClientRect());
    if (tops.some((it) => it.top > tops[0].bottom)) wrong.add('the head of the wall is in two rows');
    return [...wrong].slice(0, 12);
})()";

/// How many stops the tab key has on a page.
const STOPS: &str = "[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true })).length";

async fn resize(page: &Page, (width, height): (u32, u32)) {
    let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
    page.call("Emulation.setDeviceMetricsOverride", screen).await;
    page.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
}

async fn opened(page: &Page, path: &str) {
    page.goto(path).await;
    until("the page has finished waiting", async || {
        let waits = "!document.querySelector('main') || !!document.querySelector('[aria-busy=true], .skeleton')";
        // The page of one's own password shows no data.
        page.says(zh(if path == "/password" { key::PASSWORD_CURRENT } else { key::DEMO_DATA })).await;
        (page.eval(waits).await == false).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_cut_on_any_screen() {
    let stage = Stage::new().await;
    let leading = stage.person("leading").await;
    let office = stage.person("office").await;
    let park = stage.park_person().await;
    let owner = stage.person("owner").await;
    let operator = stage.person("operator").await;
    let pages: [(&Page, Vec<String>); 5] = [
        (
            &leading,
            ["/", "/ranking", "/sharing", "/openness", "/openness?show=matrix", "/openness?show=index", "/enclaves"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("/parks/{}", stage.park)])
                .collect(),
        ),
        (&office, ["/office", "/market?part=matches", "/enclaves"].map(str::to_owned).to_vec()),
        (
            &park,
            [
                "/",
                "/market",
                "/market?part=listings",
                "/market?part=mine",
                "/platforms",
                "/bookings",
                "/sharing",
                "/password",
            ]
            .map(str::to_owned)
            .into_iter()
            .chain([format!("/desk/{}", stage.park), stage.sheet()])
            .collect(),
        ),
        (&owner, ["/", "/platforms", "/openness"].map(str::to_owned).to_vec()),
        (&operator, vec!["/accounts".to_owned()]),
    ];
    let mut wrong = Vec::new();
    for (page, paths) in pages {
        for path in paths {
            resize(page, TABLET).await;
            opened(page, &path).await;
            let mut look = async |name: String| {
                for found in page.eval(WRONG).await.as_array().unwrap() {
                    wrong.push(format!("{path} {name}: {}", found.as_str().unwrap()));
                }
            };
            for screen in SCREENS {
                resize(page, screen).await;
                look(format!("{}×{}", screen.0, screen.1)).await;
            }
            resize(page, TABLET).await;
            page.call("Page.setFontSizes", json!({"fontSizes": {"standard": 32, "fixed": 26}})).await;
            resize(page, TABLET).await;
            look("letters of 32 px".to_owned()).await;
            page.call("Page.setFontSizes", json!({"fontSizes": {"standard": 16, "fixed": 13}})).await;
            // Letters that grow after the page was laid out for small ones.
            page.eval("document.documentElement.style.fontSize = '200%'").await;
            resize(page, TABLET).await;
            look("letters at 200 %".to_owned()).await;
            page.eval("document.documentElement.style.fontSize = ''").await;
        }
        page.assert_clean();
    }
    assert!(wrong.is_empty(), "{} places: {wrong:#?}", wrong.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_phone_a_line_is_a_card_and_what_is_wider_says_so() {
    let stage = Stage::new().await;
    let office = stage.person("office").await;
    let park = stage.park_person().await;
    let wide = "[...document.querySelectorAll('.page *')].filter((e) =>
        /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)";
    let unsaid = format!("{wide}.filter((e) => !/local/.test(getComputedStyle(e).backgroundAttachment)).length");
    let cut = "[...document.querySelectorAll('.card-table')].filter((e) => e.scrollWidth > e.parentElement.clientWidth + 1).length";
    for (page, path) in [
        (&office, "/office".to_owned()),
        (&office, "/enclaves".to_owned()),
        (&office, "/openness?show=matrix".to_owned()),
        (&office, "/openness?show=index".to_owned()),
        (&park, format!("/desk/{}", stage.park)),
        (&park, "/platforms/composition".to_owned()),
    ] {
        resize(page, TABLET).await;
        opened(page, &path).await;
        resize(page, (390, 844)).await;
        assert_eq!(page.eval(&unsaid).await, 0, "{path}: more to the right, and no sign of it");
        assert_eq!(page.eval(cut).await, 0, "{path}: a card is no wider than its place");
        page.assert_clean();
    }
}

/// The head of a page with a choice of months, for whoever has the most ways.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_head_is_one_line_on_every_tablet_held_across() {
    let stage = Stage::new().await;
    for page in [stage.person("office").await, stage.park_person().await] {
        opened(&page, "/").await;
        for screen in [(1024, 768), (1180, 820)] {
            resize(&page, screen).await;
            let rows = "(() => { const all = [...document.querySelectorAll('.frame-head > *, .frame-head .period > *')].map((e) => e.getBoundingClientRect()).filter((it) => it.width);
                return all.every((it) => it.top < all[0].bottom && it.bottom > all[0].top); })()";
            assert_eq!(page.eval(rows).await, true, "{screen:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_wall_fits_and_can_be_read_from_the_back_row() {
    let stage = Stage::new().await;
    let wall = stage.browser.person(&stage.server.origin(), WALL).await;
    // Its pages turn forty times as fast: what is looked at is each of them.
    let fast = "(() => { const set = window.setInterval;
        window.setInterval = (call, time, ...rest) => set(call, time === 20000 ? 500 : time, ...rest); })()";
    wall.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": fast})).await;
    wall.login(&stage.server.account("display")).await;
    wall.says(zh(key::DEMO_DATA)).await;
    wall.says(zh(key::LINK_LIVE)).await;
    let mut wrong = Vec::new();
    for screen in [WALL, (1024, 768), TABLET] {
        resize(&wall, screen).await;
        let mut seen = std::collections::BTreeSet::new();
        until("every page was shown", async || {
            let here =
                "[...document.querySelectorAll('.wall-dots li')].findIndex((it) => it.className.includes('here'))";
            let found = wall
                .eval(&format!("(() => [{here}, document.querySelectorAll('.wall-dots li').length, {WRONG}])()"))
                .await;
            if seen.insert(found[0].as_i64()) {
                for found in found[2].as_array().unwrap() {
                    wrong.push(format!("{}×{}: {}", screen.0, screen.1, found.as_str().unwrap()));
                }
            }
            let all = found[1].as_u64().unwrap() as usize;
            (all > 4 && seen.len() == all).then_some(())
        })
        .await;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tab_key_comes_once_to_a_table_and_arrows_go_through_it() {
    let stage = Stage::new().await;
    let page = stage.person("leading").await;
    page.says(zh(key::LINK_LIVE)).await;
    page.find("button", "固定资产投资").await;
    let stops = STOPS;
    let count = page.eval(stops).await.as_u64().unwrap();
    assert!((5..=40).contains(&count), "{count} stops of the tab key");
    let at = "(() => { const e = document.activeElement, cell = e.closest('th, td');
        return cell ? [cell.parentElement.rowIndex, cell.cellIndex] : null; })()";
    let press = async |name: &str| {
        for kind in ["keyDown", "keyUp"] {
            page.call("Input.dispatchKeyEvent", json!({"type": kind, "key": name, "code": name})).await;
        }
        page.eval(at).await
    };
    page.eval("document.querySelector('table.parks tbody a').focus()").await;
    assert_eq!(page.eval(at).await, json!([1, 0]));
    assert_eq!(press("ArrowRight").await, json!([1, 1]));
    assert_eq!(press("ArrowDown").await, json!([2, 1]));
    assert_eq!(press("ArrowUp").await, json!([1, 1]));
    assert_eq!(press("ArrowUp").await, json!([0, 1]), "the heads belong to it");
    assert_eq!(press("ArrowLeft").await, json!([0, 1]), "nothing further to the left");
    assert_eq!(page.eval("document.activeElement.tabIndex").await, 0, "the tab key comes back to it");
    assert_eq!(page.eval(stops).await.as_u64().unwrap(), count);
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tab_key_comes_once_to_the_matrix_and_once_to_the_map() {
    let stage = Stage::new().await;
    let page = stage.person("leading").await;
    opened(&page, "/sharing").await;
    let count = page.eval(STOPS).await.as_u64().unwrap();
    assert!((5..=30).contains(&count), "{count} stops of the tab key");
    let press = async |name: &str| {
        for kind in ["keyDown", "keyUp"] {
            page.call("Input.dispatchKeyEvent", json!({"type": kind, "key": name, "code": name})).await;
        }
        let at = "(() => { const e = document.activeElement, cell = e.closest('td'), drawn = [...document.querySelectorAll('.map [role=button]')];
            return cell ? [cell.parentElement.rowIndex, cell.cellIndex] : drawn.indexOf(e); })()";
        page.eval(at).await
    };
    page.eval("[...document.querySelectorAll('.give-take tbody tr')].find((row) => row.querySelectorAll('button').length > 1).querySelector('button').focus()").await;
    let first = press("Home").await;
    let right = press("ArrowRight").await;
    assert!(first[1].as_u64() < right[1].as_u64() || first[0].as_u64() < right[0].as_u64(), "{first} {right}");
    page.eval("document.querySelector('.map [tabindex=\"0\"]').focus()").await;
    let all = page.eval("document.querySelectorAll('.map [role=button]').length").await.as_u64().unwrap();
    assert!(all > 8, "{all} lines and parks");
    for at in 1..all {
        assert_eq!(press("ArrowRight").await, json!(at), "arrows come to every line and park of the map");
    }
    assert_eq!(press("ArrowUp").await, json!(all - 2));
    assert_eq!(press("Home").await, json!(0));
    assert_eq!(page.eval(STOPS).await.as_u64().unwrap(), count);
    page.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_on_paper_is_whole_and_says_what_it_is() {
    let stage = Stage::new().await;
    let leading = stage.person("leading").await;
    let park = stage.park_person().await;
    let zone = stage.zone["name"].as_str().unwrap();
    let board = stage.office.see("/api/v1/board").await;
    let changed = duoyuan_core::format::moment(board["changed_at"].as_str().unwrap().parse().unwrap());
    let mut wrong = Vec::new();
    for (page, path) in [
        (&leading, "/".to_owned()),
        (&leading, "/ranking".to_owned()),
        (&leading, "/sharing".to_owned()),
        (&leading, "/openness?show=matrix".to_owned()),
        (&leading, "/enclaves".to_owned()),
        (&leading, format!("/parks/{}", stage.park)),
        (&park, stage.sheet()),
        (&park, "/market?part=listings".to_owned()),
    ] {
        page.call("Emulation.setEmulatedMedia", json!({"media": "screen"})).await;
        resize(page, TABLET).await;
        opened(page, &path).await;
        let dark = json!({"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]});
        page.call("Emulation.setEmulatedMedia", dark).await;
        // A4 lying, 12 mm of margin.
        resize(page, (1032, 720)).await;
        let head = page.eval("document.querySelector('.print-head').innerText").await;
        let head = head.as_str().unwrap();
        for needed in [zone, zh(key::DEMO_DATA), "打印时间"] {
            assert!(head.contains(needed), "{path}: {head}");
        }
        // As of when is what the screen says: the last approval, not the printing.
        let as_of = match path.as_str() {
            "/" | "/ranking" => format!("数据截至{changed}"),
            path if path.starts_with("/parks/") => "数据截至".to_owned(),
            _ => String::new(),
        };
        assert!(head.contains(&as_of) && (head.contains("数据截至") != as_of.is_empty()), "{path}: {head}");
        let paper = "(() => { const style = getComputedStyle(document.documentElement);
            const seen = (e) => e.checkVisibility();
            return [[...document.querySelectorAll('nav, .frame-head, .page button.button')].filter(seen).length,
                style.backgroundColor, getComputedStyle(document.querySelector('.page')).color,
                [...document.querySelectorAll('.page *')].filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1).map((e) => e.className)]; })()";
        let found = page.eval(paper).await;
        if found != json!([0, "rgb(255, 255, 255)", "rgb(0, 0, 0)", []]) {
            wrong.push(format!("{path}: {found}"));
        }
        let cut = page.eval(WRONG).await;
        wrong.extend(cut.as_array().unwrap().iter().map(|it| format!("{path}: {it}")));
        page.assert_clean();
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
