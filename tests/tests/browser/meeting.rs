//! A meeting in real browsers: frozen figures stay on every screen until they are released, and a tablet drives walls.

use duoyuan_core::words::key;
use duoyuan_tests::browser::WALL;
use duoyuan_tests::page::zh;
use duoyuan_tests::report::{Report, approve};
use duoyuan_tests::{Page, until};

use crate::people::Stage;

/// What a wall shows under its head.
async fn shown(wall: &Page) -> String {
    wall.eval("document.querySelector('.wall-page').innerText").await.as_str().unwrap_or_default().to_owned()
}

async fn wall(stage: &Stage) -> Page {
    let wall = stage.browser.person(&stage.server.origin(), WALL).await;
    wall.login(&stage.server.account("display")).await;
    wall
}

/// The wall's page is named in its heading.
async fn heads(wall: &Page, text: &str) {
    until(text, async || shown(wall).await.starts_with(text).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_frozen_stays_on_wall_and_tablets_until_it_is_released() {
    let stage = Stage::new().await;
    let (office, leader, wall) = (stage.person("office").await, stage.person("leading").await, wall(&stage).await);
    wall.says(zh(key::LINK_LIVE)).await;
    leader.says("缺3园").await;
    office.goto("/meetings").await;
    office.says(zh(key::EDITION_LIVE)).await;
    office.screenshot("meetings").await;
    office.tap_on("button", zh(key::EDITION_FREEZE)).await;
    office.says("第4号会议版正在使用").await;
    for page in [&leader, &wall] {
        page.says("第4号会议版").await;
    }
    let own = stage.server.login(&stage.park_account).await;
    Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    approve(&stage.office, &stage.park, &stage.month).await;
    let queue = stage.office.see("/api/v1/queue").await;
    assert!(queue["waiting"].as_array().is_some(), "the office works on");
    // The change has come to the tablet, as the position of what is so, and moves nothing on it.
    leader.goto("/ranking").await;
    leader.says("第4号会议版").await;
    leader.goto("/").await;
    leader.says("缺3园").await;
    assert!(shown(&wall).await.contains("缺3园"), "{}", shown(&wall).await);
    wall.screenshot("wall-edition").await;
    leader.screenshot("board-edition").await;
    office.screenshot("meetings-frozen").await;
    office.tap_on("button", zh(key::EDITION_RELEASE)).await;
    office.tap_on("button", zh(key::EDITION_RELEASE_YES)).await;
    for page in [&leader, &wall] {
        page.says(zh(key::LINK_LIVE)).await;
        page.says("缺2园").await;
    }
    office.says("第4号会议版").await;
    office.goto("/meetings/4").await;
    office.says(zh(key::EDITION_HOLDS)).await;
    office.screenshot("edition").await;
    // Shown again as it was.
    leader.goto("/?as_of=edition-4").await;
    leader.says("本页为第4号会议版的数据").await;
    leader.says("缺3园").await;
    for page in [&office, &leader, &wall] {
        page.assert_clean();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_tablet_drives_and_every_wall_ends_on_what_it_said_last() {
    let mut stage = Stage::new().await;
    let (one, two) = (wall(&stage).await, wall(&stage).await);
    let (office, leader) = (stage.person("office").await, stage.person("leading").await);
    for page in [&office, &leader] {
        page.goto("/drive").await;
        page.says(zh(key::DRIVE_NOBODY)).await;
    }
    office.tap_on("button", zh(key::DRIVE_TAKE)).await;
    office.says(zh(key::DRIVE_MINE)).await;
    leader.says("领导小组办公室正在控制大屏").await;
    leader.tap_on("button", zh(key::DRIVE_TAKE)).await;
    leader.says("请其结束控制后再试").await;
    leader.screenshot("drive-refused").await;

    office.tap_on("button", &stage.park_name).await;
    let name = format!("{}2026年", stage.park_name);
    for wall in [&one, &two] {
        heads(wall, &name).await;
    }
    office.tap_on("button", zh(key::EDITION_HEADLINE)).await;
    heads(&one, "2026年").await;
    office.tap_on("button", "营业收入").await;
    let pointed = "document.querySelector('.wall-page .spot .wall-name')?.textContent ?? ''";
    for wall in [&one, &two] {
        until("it is pointed at", async || {
            wall.eval(pointed).await.as_str().unwrap().contains("营业收入").then_some(())
        })
        .await;
    }
    office.screenshot("drive").await;
    one.screenshot("wall-spotlight").await;
    // Who comes late sees what the others see.
    let late = wall(&stage).await;
    until("the late one points, too", async || {
        late.eval(pointed).await.as_str().unwrap().contains("营业收入").then_some(())
    })
    .await;

    // Fifty presses as fast as a script can: nothing is ever blank, and all end where the tablet ends.
    let watch = "window.__blank = 0; new MutationObserver(() => { if (!document.querySelector('.wall-page h2')) window.__blank++; }).observe(document.querySelector('.wall-page'), {childList: true, subtree: true});";
    one.eval(watch).await;
    let press = format!(
        "(() => {{ const next = [...document.querySelectorAll('.drive-steps button')].find((b) => b.textContent.includes('{}')); for (let i = 0; i < 50; i++) next.click(); }})()",
        zh(key::DRIVE_NEXT)
    );
    office.eval(&press).await;
    let preview = "document.querySelector('.drive-now .wall-preview h2')?.textContent ?? ''";
    until("all end on the same", async || {
        let tablet = office.eval(preview).await.as_str().unwrap_or_default().to_owned();
        let mut all = Vec::new();
        for wall in [&one, &two, &late] {
            all.push(!tablet.is_empty() && shown(wall).await.starts_with(&tablet));
        }
        let held = stage.office.see("/api/v1/wall").await["page"].clone();
        (all.iter().all(|same| *same) && held.is_string()).then_some(())
    })
    .await;
    assert_eq!(one.eval("window.__blank").await, serde_json::json!(0), "no blank page between two");

    // The server goes and comes back: the driver drives on, and the wall follows without a reload.
    one.eval("window.__same = true").await;
    stage.server.restart().await;
    until("the wall shows it again", async || {
        let state = stage.office.see("/api/v1/wall").await;
        state["page"].is_string().then_some(())
    })
    .await;
    office.tap_on("button", "报送情况").await;
    heads(&one, "2026年").await;
    until("the wall shows who has reported", async || shown(&one).await.contains("逾期").then_some(())).await;
    assert_eq!(one.eval("window.__same").await, serde_json::json!(true));
    office.tap_on("button", zh(key::DRIVE_LEAVE)).await;
    office.says(zh(key::DRIVE_NOBODY)).await;
    leader.tap_on("button", zh(key::DRIVE_TAKE)).await;
    leader.says(zh(key::DRIVE_MINE)).await;
    for page in [&office, &leader, &one, &two] {
        page.assert_clean();
    }
}
