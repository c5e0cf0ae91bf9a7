//! An enclave project with the keyboard alone: agreed on, reported, confirmed, split anew; 考核口径 follows.

use duoyuan_core::format;
use duoyuan_core::period::Month;
use duoyuan_core::words::key;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Hand, Person, until};
use rust_decimal::Decimal;

use crate::people::Stage;

const PROJECT: &str = "轴承精密加工飞地项目";
/// Total taxes: an item of the form that is split.
const ITEM: &str = "qc13";
const FROM: &str = "高新区";
const TO: &str = "沁阳";

/// A park's line of the table: own, given, received, by share.
async fn line(person: &Person, park: &str) -> Option<[Decimal; 4]> {
    let table = person.all("table", "在地统计、划出、划入和考核口径").await.into_iter().next()?;
    for row in person.all_in(&table, "row", "").await {
        let text = person.try_text_of(&row).await?;
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        if cells.first().is_some_and(|name| name.starts_with(park)) {
            let number = |at: usize| {
                // What is missing stands behind the figure.
                let figure = cells.get(at)?.split('缺').next()?;
                let plain: String = figure.chars().filter(|it| it.is_ascii_digit() || *it == '.').collect();
                if plain.is_empty() { Some(Decimal::ZERO) } else { plain.parse().ok() }
            };
            return Some([number(1)?, number(2)?, number(3)?, number(4)?]);
        }
    }
    None
}

/// Waits until a park gives so much more than before.
async fn gives(person: &Person, park: &str, expected: Decimal) {
    let mut last = None;
    let found = person
        .within(duoyuan_tests::wait::DEADLINE, async || {
            last = line(person, park).await;
            last.filter(|line| line[1] == expected).map(|_| ())
        })
        .await;
    assert!(found.is_some(), "{park} gives {last:?} and not {expected}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_project_is_agreed_on_and_split_anew_by_keyboard() {
    let stage = Stage::new().await;
    let items = stage.zone["form"]["items"].as_array().unwrap();
    let item = items.iter().find(|it| it["code"] == ITEM).unwrap()["name"].as_str().unwrap().to_owned();
    let month: Month = stage.office.see("/api/v1/board").await["month"].as_str().unwrap().parse().unwrap();
    let (office, leader) = (stage.with(Hand::Keys, "office").await, stage.with(Hand::Keys, "leader").await);
    let (origin, landing) = (stage.with(Hand::Keys, "gaoxin").await, stage.with(Hand::Keys, "qinyang").await);

    // Registered by the office; shares that are not a hundred are told while they are typed.
    office.link(zh(key::WAY_SHARING)).await;
    office.link(zh(key::SHARING_ENCLAVES)).await;
    office.button(zh(key::ENCL_REGISTER)).await;
    office.fill(zh(key::ENCL_NAME), PROJECT).await;
    office.choose(zh(key::ENCL_FROM), FROM).await;
    office.choose(zh(key::ENCL_TO), TO).await;
    office.choose(zh(key::ENCL_RECRUITER), FROM).await;
    office.fill(zh(key::ENCL_CONTRACT), "焦高新飞地〔2026〕9号").await;
    office.fill(zh(key::ENCL_START), "首笔税收入库").await;
    office.date(zh(key::ENCL_FIRST), &month.plus(-12).to_string()).await;
    office.date(zh(key::ENCL_LAST), &month.plus(96).to_string()).await;
    office.choose(zh(key::ENCL_ITEM), &item).await;
    office.button(zh(key::ENCL_ADD_ITEM)).await;
    office.fill(&format!("{FROM} %"), "60").await;
    office.fill(&format!("{TO} %"), "39.5").await;
    office.says("各方份额合计为99.5%，应为100%").await;
    assert!(office.find("button", zh(key::ENCL_REGISTER)).await.is("disabled"));
    office.fill(&format!("{TO} %"), "40").await;
    office.button(zh(key::ENCL_REGISTER)).await;
    office.find("region", PROJECT).await;

    // The landing park reports; the other confirms; what is assessed follows on the leader's screen.
    for person in [&leader, &origin, &landing] {
        person.goto(&format!("/enclaves?item={ITEM}")).await;
        person.find("heading", zh(key::ENCL_ASSESSED)).await;
    }
    let before = until("the table is here", async || line(&leader, TO).await).await;
    assert!(before[0] > Decimal::ZERO, "{TO} has reported");
    landing.button_under(("region", PROJECT), zh(key::ENCLAVE_REPORT)).await;
    landing.choose(zh(key::ENCL_MONTH), &format::month(month)).await;
    landing.fill(&item, "1000000").await;
    landing.button(zh(key::ENCL_SEND)).await;
    origin.find("button", &format!("确认{}数据", format::month(month))).await;
    assert_eq!(line(&leader, TO).await.unwrap(), before, "what is not confirmed is not split");
    origin.button_under(("region", PROJECT), &format!("确认{}数据", format::month(month))).await;
    origin.says("已办理，登记号").await;
    assert!(!origin.focus().await.is_empty(), "the focus stays at the project");
    gives(&leader, TO, before[1] + Decimal::from(6)).await;

    // Shared anew from that very month on: not a hundred, then right.
    office.button_under(("region", PROJECT), zh(key::ENCLAVE_CHANGE_SPLIT)).await;
    office.date(zh(key::ENCL_SPLIT_FROM), &month.to_string()).await;
    office.fill(&format!("{FROM} %"), "30").await;
    office.says("各方份额合计为70%，应为100%").await;
    assert!(office.find("button", zh(key::ENCL_SAVE_SPLIT)).await.is("disabled"));
    office.fill(&format!("{TO} %"), "70").await;
    office.button(zh(key::ENCL_SAVE_SPLIT)).await;
    gives(&leader, TO, before[1] + Decimal::from(3)).await;
    let now = line(&leader, TO).await.unwrap();
    assert_eq!((now[0], now[3]), (before[0], before[3] - Decimal::from(3)), "its own figures stay, its share does not");
    landing.says(&format!("{}至", format::month(month))).await;
    for person in [&office, &leader, &origin, &landing] {
        person.assert_clean();
    }
}
