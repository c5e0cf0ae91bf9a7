//! The whole way: a workbook with mistakes, a right one, the office, and a board that changes in place.

use duoyuan_core::words::key;
use duoyuan_tests::page::zh;
use duoyuan_tests::report::Report;
use duoyuan_tests::until;

use crate::people::{Stage, give_reasons};

/// Starts to add up how far things on the page are moved without anybody touching it.
const WATCH_SHIFTS: &str = "
    window.__same = true;
    window.__shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
    }).observe({type: 'layout-shift'});
    1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_parks_workbook_to_the_leading_groups_board() {
    let stage = Stage::new().await;
    let item = stage.item("本年完成固定资产投资额");
    let board = stage.person("leading").await;
    board.says(zh(key::LINK_LIVE)).await;
    board.says(zh(key::DEMO_DATA)).await;
    let before = board.find("button", "固定资产投资").await.name;
    board.screenshot("board-before").await;
    board.eval(WATCH_SHIFTS).await;

    // The park: from the desk to its form, and first the wrong workbook.
    let park = stage.park_person().await;
    park.tap_on("link", zh(key::WAY_DESK)).await;
    park.says(zh(key::DESK_TODAY)).await;
    park.screenshot("desk").await;
    park.tap_on("link", zh(key::DESK_GO_FILL)).await;
    park.find("heading", zh(key::SHEET_WORKBOOK_HEADING)).await;
    let own = stage.server.login(&stage.park_account).await;
    let mut report = Report::new(&own, &stage.park, &stage.month).await;
    let value = (report.get(&item) * rust_decimal::Decimal::new(115, 2)).round_dp(2);
    report.set(&item, &value.to_string());
    let right = report.workbook(&own).await;
    let place = right.place(&item, "本期");
    let cell = duoyuan_core::report::Cell { row: place.0, column: place.1 }.to_string();
    let mut wrong = right.clone();
    wrong.set(place, "约七千万".to_owned());
    park.choose_file("错误的.xlsx", &wrong.save()).await;
    park.says("约七千万").await;
    park.says(&cell).await;
    let submit = park.find("button", "用这个工作簿提交").await;
    assert_eq!(park.attribute(&submit, "aria-disabled").await.as_deref(), Some("true"), "errors block");
    park.screenshot("dry-run-with-findings").await;

    // The same page takes the mended one.
    park.tap_on("button", zh(key::SHEET_UPLOAD_DISCARD)).await;
    park.choose_file("十月报表.xlsx", &right.save()).await;
    park.says("十月报表.xlsx").await;
    give_reasons(&park).await;
    park.screenshot("dry-run-clean").await;
    park.tap_on("button", "用这个工作簿提交").await;
    park.says("报表已提交").await;
    park.screenshot("submitted").await;

    // The office: queue, review, approval.
    let office = stage.person("office").await;
    office.goto("/office").await;
    office.tap_on("link", &format!("审核{}{}报表", stage.park_name, stage.month_name)).await;
    office.says(zh(key::WORK_YEAR_ON_YEAR)).await;
    office.screenshot("review").await;
    office.tap_on("button", &format!("通过{}{}报表", stage.park_name, stage.month_name)).await;
    // Once more: what is approved is published at once.
    office.tap_on("button", zh(key::REVIEW_APPROVE_YES)).await;
    office.says("已通过").await;

    // The board: another number, the same document, nothing moved.
    let after = until("the number changes on the open board", async || {
        let name = board.all("button", "固定资产投资").await.into_iter().next()?.name;
        (name != before).then_some(name)
    })
    .await;
    assert_ne!(before, after);
    assert_eq!(board.eval("window.__same").await, true, "the page was not loaded again");
    let shift = board.eval("window.__shift").await.as_f64().unwrap();
    assert!(shift < 0.01, "things moved by {shift}");
    board.screenshot("board-after").await;

    // Down to the cell: the park’s page, the number, its source.
    board.goto(&format!("/parks/{}", stage.park)).await;
    board.tap_on("button", "固定资产投资").await;
    let dialog = board.find("dialog", "固定资产投资").await;
    board.says("十月报表.xlsx").await;
    let text = board.text_of(&dialog).await;
    assert!(text.contains(&cell), "the cell {cell} is named: {text}");
    board.screenshot("provenance").await;
    for page in [&board, &park, &office] {
        page.assert_clean();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_office_returns_a_report_and_the_park_reads_why() {
    let stage = Stage::new().await;
    let own = stage.server.login(&stage.park_account).await;
    Report::new(&own, &stage.park, &stage.month).await.submitted(&own).await;
    let park = stage.park_person().await;
    park.goto(&stage.sheet()).await;
    park.says("正在等待审核").await;
    let office = stage.person("office").await;
    office.goto(&format!("/office/{}/{}", stage.park, stage.month)).await;
    office.tap_on("button", zh(key::REVIEW_RETURN)).await;
    office.write_in("退回原因", "营业收入与税务数据不一致，请核对").await;
    office.tap_on("button", zh(key::REVIEW_RETURN_YES)).await;
    office.says("已退回").await;
    park.says("营业收入与税务数据不一致，请核对").await;
    park.screenshot("returned").await;
    park.assert_clean();
    office.assert_clean();
}
