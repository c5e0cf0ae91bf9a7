//! A report with its people and a file, returned, mended and sent again: the office sees what has become of its return.

use duoyuan_core::words::key;
use duoyuan_tests::page::zh;
use duoyuan_tests::report::Report;

use crate::people::{Stage, give_reasons};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_returned_report_comes_back_with_its_reason_and_a_file() {
    let stage = Stage::new().await;
    let own = stage.server.login(&stage.park_account).await;
    let report = Report::new(&own, &stage.park, &stage.month).await;
    report.submitted(&own).await;
    let old = duoyuan_core::format::exact(report.get(&stage.item("本年完成固定资产投资额")));

    // The office returns it, and names the item.
    let office = stage.person("office").await;
    office.goto(&format!("/office/{}/{}", stage.park, stage.month)).await;
    office.says(zh(key::OFFICE_FIRST)).await;
    office.tap_on("button", zh(key::REVIEW_RETURN)).await;
    // What to write and what to press are on the screen at once.
    let seen =
        "(() => { const all = [...document.querySelectorAll('.return-panel textarea, .return-panel button.grave')];
        const is_seen = (at) => at.top >= 0 && at.bottom <= innerHeight;
        return all.length === 2 && all.every((it) => is_seen(it.getBoundingClientRect())); })()";
    duoyuan_tests::until("field and button are seen", async || (office.eval(seen).await == true).then_some(())).await;
    let reason = "固定资产投资与项目台账不一致，请附说明";
    office.write_in("退回原因", reason).await;
    office.tap_on("button", zh(key::REVIEW_RETURN_YES)).await;
    office.says("已退回").await;

    // The park mends the figure, signs, and attaches the explanation.
    let park = stage.park_person().await;
    park.goto(&stage.sheet()).await;
    park.says(reason).await;
    let field = park.find("textbox", "本年完成固定资产投资额，").await;
    park.write(&field, "4321.5").await;
    park.press("Tab").await;
    let name = park.find("textbox", zh(key::SIGNED_PREPARED_BY)).await;
    park.write(&name, "张三").await;
    let telephone = park.find("textbox", zh(key::SIGNED_TELEPHONE)).await;
    park.write(&telephone, "0391-1234567").await;
    park.choose_file_for(zh(key::ATTACHMENT_ADD), "投资说明.pdf", b"%PDF-1.7 ...").await;
    park.find("link", "投资说明.pdf").await;
    give_reasons(&park).await;
    park.screenshot("sheet-with-attachment").await;
    park.tap_on("button", &format!("重新提交{}报表", stage.month_name)).await;
    park.says("报表已提交").await;

    // The office reads its own reason, old and new, who to call, and opens the file.
    office.goto("/office").await;
    office.says(zh(key::OFFICE_AFTER_RETURN)).await;
    office.tap_on("link", &format!("审核{}{}报表", stage.park_name, stage.month_name)).await;
    office.says(reason).await;
    office.says("张三").await;
    office.says("0391-1234567").await;
    office.says(&old).await;
    office.says("4,321.5").await;
    let link = office.find("link", "投资说明.pdf").await;
    let address = office.attribute(&link, "href").await.expect("an address");
    assert_eq!(stage.office.get(&address).await.body, b"%PDF-1.7 ...");
    office.screenshot("review-after-return").await;
    for page in [&park, &office] {
        page.assert_clean();
    }
}
