//! From the workbook to the board, and what may come between.

use duoyuan_tests::report::{Report, answers, approve};
use duoyuan_tests::workbook::Book;
use serde_json::{Value, json};

use crate::common::World;

fn findings(dry: &Value) -> Vec<(String, String, String)> {
    let findings = dry["dry_run"]["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    findings.iter().map(|f| (text(&f["level"]), text(&f["message"]["key"]), text(&f["cell"]))).collect()
}

#[tokio::test]
async fn a_workbook_becomes_a_figure_that_names_its_cell() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let item = world.item("本年完成固定资产投资额").await;
    let mut report = Report::new(&own, &park, &world.month).await;
    let value = (report.get(&item) * rust_decimal::Decimal::new(112, 2)).round_dp(2);
    report.set(&item, &value.to_string());

    // Downloaded, filled in, and first with a mistake in it.
    let mut book = report.workbook(&own).await;
    let place = book.place(&item, "本期");
    let cell = duoyuan_core::report::Cell { row: place.0, column: place.1 }.to_string();
    book.set(place, "约七千万".to_owned());
    let dry = own.upload(&report.path("/dry-run?file=first.xlsx"), book.save()).await.expect(200);
    assert!(findings(&dry).contains(&("error".into(), "not_a_number".into(), cell.clone())), "{:?}", findings(&dry));
    let refused = own
        .post(&report.path("/submissions"), json!({"digest": dry["digest"], "answers": [], "seen_revisions": 0}))
        .await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains(&cell), "the refusal names the cell too");

    // Looking changed nothing.
    let before = own.see("/api/v1/zone").await["position"].clone();
    let sheet = own.see(&report.path("")).await;
    assert_eq!((&sheet["stage"], &sheet["seen_revisions"]), (&json!("awaited"), &json!(0)));

    // Then right.
    book.set(place, value.to_string().parse::<f64>().unwrap());
    let file = book.save();
    let dry = own.upload(&report.path("/dry-run?file=report.xlsx"), file.clone()).await.expect(200);
    assert!(findings(&dry).iter().all(|(level, ..)| level != "error"), "{:?}", findings(&dry));
    let body = json!({"digest": dry["digest"], "answers": answers(&dry["dry_run"]["findings"]), "seen_revisions": 0});
    let submitted = own.post(&report.path("/submissions"), body).await.expect(201)["position"].as_u64().unwrap();
    assert!(submitted > before.as_u64().unwrap());

    // In the queue with its changes; approved; on the board.
    let queue = world.office.see("/api/v1/queue").await;
    let waiting =
        queue["waiting"].as_array().unwrap().iter().find(|line| line["park"] == park.as_str()).expect("it waits");
    assert_eq!(waiting["month"], world.month.as_str());
    let review = world.office.see(&report.path("/review")).await;
    let line = review["lines"].as_array().unwrap().iter().find(|line| line["row"]["item"] == item.as_str()).unwrap();
    assert!(line["month_on_month"].is_object() && line["year_on_year"].is_object(), "{line}");
    let path = format!("/api/v1/parks/{park}?month={}", world.month);
    let page = world.leading.see(&path).await;
    let figure = |page: &Value| {
        page["figures"].as_array().unwrap().iter().find(|f| f["code"] == page["figures"][0]["code"]).unwrap().clone()
    };
    assert_eq!(figure(&page)["value"], Value::Null, "not approved, not shown: {}", figure(&page));
    let approved = approve(&world.office, &park, &world.month).await;
    assert_eq!(approved, submitted + 1);
    let page = world.leading.see(&path).await;
    assert!(figure(&page)["value"].is_string(), "{}", figure(&page));

    // And down to the cell again.
    let code = world.leading.see("/api/v1/zone").await["zone"]["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|indicator| indicator["formula"].as_str().unwrap().contains(&item) && indicator["name"] == "固定资产投资")
        .expect("an indicator shows the item")["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let explained = world
        .leading
        .see(&format!("/api/v1/explanation?park={park}&code={code}&month={}&basis=cumulative", world.month))
        .await;
    let origin = &explained["operands"][0]["origins"][0];
    assert_eq!(origin["cell"], cell.as_str(), "{origin}");
    assert_eq!(origin["source"]["file"], "report.xlsx", "{origin}");
    assert_eq!(origin["position"], submitted, "{origin}");
    assert!(origin["reported_by"].is_string() && origin["approved_by"].is_string(), "{origin}");
    let digest = origin["source"]["digest"].as_str().unwrap();
    let kept = world.leading.get(&format!("/api/v1/workbooks/{digest}")).await;
    assert_eq!((kept.status, kept.body == file), (200, true), "the very file that was uploaded");
    assert!(kept.header("content-disposition").contains("attachment"), "{:?}", kept.headers);
}

#[tokio::test]
async fn the_template_is_filled_in_for_its_park() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let answer = own.get(&format!("/api/v1/reports/{park}/{}/workbook", world.month)).await;
    assert!(answer.header("content-disposition").contains(&world.month), "{:?}", answer.headers);
    let book = Book::open(&answer.body);
    let zone = own.see("/api/v1/zone").await;
    let items = zone["zone"]["form"]["items"].as_array().unwrap();
    assert!(items.len() >= 20, "{}", items.len());
    let codes: Vec<&str> = items.iter().map(|item| item["code"].as_str().unwrap()).collect();
    assert_eq!(book.codes(), codes);
    let sheet = own.see(&format!("/api/v1/reports/{park}/{}", world.month)).await;
    let line = sheet["lines"].as_array().unwrap().iter().find(|line| line["year_ago"].is_string()).expect("a year ago");
    let place = book.place(line["item"].as_str().unwrap(), "上年同期");
    let shown: f64 = book.get(place).unwrap().to_string().parse().unwrap();
    let exact: f64 = line["year_ago"].as_str().unwrap().parse().unwrap();
    assert!((shown - exact).abs() <= exact.abs() * 1e-12, "{shown} {exact}");
    assert!(book.place("园区代码", "园区代码").0 < book.place("代码", "代码").0);
}

#[tokio::test]
async fn the_same_workbook_twice_is_said_and_not_entered() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    let file = report.workbook(&own).await.save();
    let submit = async |seen: u64| {
        let dry = own.upload(&report.path("/dry-run?file=a.xlsx"), file.clone()).await.expect(200);
        let body =
            json!({"digest": dry["digest"], "answers": answers(&dry["dry_run"]["findings"]), "seen_revisions": seen});
        own.post(&report.path("/submissions"), body).await
    };
    let first = submit(0).await.expect(201);
    assert_eq!(submit(1).await.problem(409), "nothing_new");
    assert_eq!(own.see("/api/v1/zone").await["position"], first["position"]);
}

#[tokio::test]
async fn of_two_submissions_at_once_one_wins_and_the_other_is_told_who() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let colleague = world.park(&park).await;
    let item = world.item("本年完成固定资产投资额").await;
    let mut one = Report::new(&own, &park, &world.month).await;
    let mut two = one.clone();
    let value = one.get(&item);
    one.set(&item, &(value * rust_decimal::Decimal::new(101, 2)).round_dp(2).to_string());
    two.set(&item, &(value * rust_decimal::Decimal::new(102, 2)).round_dp(2).to_string());
    let (a, b) = tokio::join!(one.submit(&own), two.submit(&colleague));
    let (won, lost) = if a.status == 201 { (a, b) } else { (b, a) };
    won.expect(201);
    assert_eq!(lost.problem(409), "somebody_submitted");
    let who = own.see("/api/v1/session").await["name"].as_str().unwrap().to_owned();
    assert!(lost.json()["detail"].as_str().unwrap().contains(&who), "{}", lost.text());
}

#[tokio::test]
async fn a_returned_report_comes_back_with_the_reason_and_can_be_sent_again() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    report.submitted(&own).await;
    let item = world.item("本年完成固定资产投资额").await;
    let body = |reason: &str| json!({"seen_revisions": 1, "reason": reason, "items": [item]});
    let path = report.path("/return");
    assert_eq!(world.office.post(&path, body("不行")).await.problem(422), "reason_needed");
    world.office.post(&path, body("营业收入与税务数据不一致，请核对")).await.expect(200);
    let sheet = own.see(&report.path("")).await;
    assert_eq!(sheet["stage"], "returned");
    assert_eq!(sheet["returned"], "营业收入与税务数据不一致，请核对");
    assert_eq!(sheet["returned_items"], json!([item]));
    assert_eq!(
        world.office.post(&report.path("/approval"), json!({"seen_revisions": 1})).await.problem(409),
        "already_returned"
    );
    let mut again = Report::new(&own, &park, &world.month).await;
    let value = again.get(&item) * rust_decimal::Decimal::new(103, 2);
    again.set(&item, &value.round_dp(2).to_string());
    again.submitted(&own).await;
    approve(&world.office, &park, &world.month).await;
}

#[tokio::test]
async fn a_correction_stands_beside_the_published_figure_until_it_is_approved() {
    let world = World::new().await;
    let park = world
        .parks
        .iter()
        .map(|(id, _)| id)
        .find(|id| world.lines.iter().any(|l| l["park"] == id.as_str() && l["stage"] == "approved"));
    let park = park.expect("a park has reported").clone();
    let own = world.park(&park).await;
    let item = world.item("本年完成固定资产投资额").await;
    let path = format!("/api/v1/parks/{park}?month={}", world.month);
    let before = world.leading.see(&path).await["figures"].clone();
    let mut report = Report::new(&own, &park, &world.month).await;
    let value = (report.get(&item) * rust_decimal::Decimal::new(104, 2)).round_dp(2);
    report.set(&item, &value.to_string());
    report.submitted(&own).await;
    assert_eq!(world.leading.see(&path).await["figures"], before, "the published figures stand");
    approve(&world.office, &park, &world.month).await;
    let after = world.leading.see(&path).await["figures"].clone();
    assert_ne!(after, before);
    let figure = after.as_array().unwrap().iter().find(|figure| figure["status"] == "revised");
    let figure = figure.expect("a corrected figure says so");
    let code = figure["code"].as_str().unwrap();
    let explained = world
        .leading
        .see(&format!("/api/v1/explanation?park={park}&code={code}&month={}&basis=cumulative", world.month))
        .await;
    let origins = explained["operands"].as_array().unwrap().iter().flat_map(|o| o["origins"].as_array().unwrap());
    let before = |origin: &Value| origin["life"][1]["key"] == "stated_approved";
    assert!(origins.clone().any(before), "{explained}");
}

#[tokio::test]
async fn the_office_decides_on_what_it_saw() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    report.submitted(&own).await;
    let stale = world.office.post(&report.path("/approval"), json!({"seen_revisions": 0})).await;
    assert_eq!(stale.problem(409), "somebody_submitted");
    approve(&world.office, &park, &world.month).await;
    let twice = world.office.post(&report.path("/approval"), json!({"seen_revisions": 1})).await;
    assert_eq!(twice.problem(409), "already_approved");
}
