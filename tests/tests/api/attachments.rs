//! What comes with a report beside its numbers: files, and who stands for it; and what becomes of a returned one.

use duoyuan_tests::report::{Report, answers};
use duoyuan_tests::{Answer, Client};
use serde_json::{Value, json};

use crate::common::World;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

async fn hand_in(client: &Client, bytes: &[u8]) -> Value {
    let handed = client.upload("/api/v1/documents?file=%E8%AF%B4%E6%98%8E.pdf", bytes.to_vec()).await.expect(201);
    json!({"file": handed["file"], "digest": handed["digest"]})
}

/// Submits with more in the body, writing a reason for each warning.
async fn submit(client: &Client, report: &Report, more: Value) -> Answer {
    let path = report.path("/submissions");
    let body = |given: Value| {
        let mut body = report.body(given);
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let first = client.post(&path, body(json!([]))).await;
    if first.status != 422 || first.json()["findings"].as_array().is_none_or(Vec::is_empty) {
        return first;
    }
    client.post(&path, body(answers(&first.json()["findings"]))).await
}

#[tokio::test]
async fn a_file_comes_with_a_report_and_is_seen_by_park_and_office_alone() {
    let world = World::new().await;
    let (park, own, other) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    let file = hand_in(&own, PDF).await;
    let path = format!("/api/v1/documents/{}", file["digest"].as_str().unwrap());
    let strange = json!({"attachments": [{"file": "x.pdf", "digest": "0".repeat(64)}]});
    assert_eq!(submit(&own, &report, strange).await.problem(422), "file_gone", "nobody handed it in");
    submit(&own, &report, json!({"attachments": [file]})).await.expect(201);
    for client in [&own, &world.office] {
        let answer = client.get(&path).await;
        assert_eq!((answer.status, answer.body.as_slice()), (200, PDF));
    }
    for client in [&other, &world.leading, &world.server.client("display").await] {
        assert_eq!(client.get(&path).await.status, 404);
    }
    let review = world.office.see(&report.path("/review")).await;
    assert_eq!(review["attachments"], json!([file]));

    // Another file alone is something new; the same once more is not, and what is not named stays.
    let again = Report::new(&own, &park, &world.month).await;
    let second = hand_in(&own, b"%PDF-1.7 second").await;
    submit(&own, &again, json!({"attachments": [file, second]})).await.expect(201);
    let same = Report::new(&own, &park, &world.month).await;
    assert_eq!(submit(&own, &same, json!({})).await.problem(409), "nothing_new");
    assert_eq!(own.see(&report.path("")).await["attachments"], json!([file, second]));
    let many = vec![second; 11];
    assert_eq!(submit(&own, &same, json!({"attachments": many})).await.status, 201, "one file named often is one");
}

#[tokio::test]
async fn who_signs_is_kept_and_needed_once() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    let signed = json!({"prepared_by": "张三", "in_charge": "李四", "telephone": "0391-1234567"});
    let long = json!({"signed": {"prepared_by": "长".repeat(61)}});
    assert_eq!(submit(&own, &report, long).await.problem(422), "signed_too_long");
    submit(&own, &report, json!({"signed": signed})).await.expect(201);
    assert_eq!(world.office.see(&report.path("/review")).await["signed"], signed);
    // The next month begins with it, and so does the workbook.
    assert_eq!(own.see(&report.path("")).await["signed"], signed);
    let book = duoyuan_tests::workbook::Book::open(&own.get(&report.path("/workbook")).await.body);
    let (row, column) = book.place("电话", "电话");
    assert_eq!(book.get((row, column + 1)).map(ToString::to_string).as_deref(), Some("0391-1234567"));
}

#[tokio::test]
async fn a_resubmission_after_a_return_tells_the_reason_and_what_was_there() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let item = world.item("本年完成固定资产投资额").await;
    let kind = async |expected: &str| {
        let queue = world.office.see("/api/v1/queue").await;
        let waiting = queue["waiting"].as_array().unwrap();
        let line = waiting.iter().find(|line| line["park"] == park.as_str()).expect("it waits");
        assert_eq!(line["kind"], expected);
    };
    let mut report = Report::new(&own, &park, &world.month).await;
    let old = report.get(&item);
    report.submitted(&own).await;
    kind("first").await;
    let reason = "固定资产投资与项目台账不一致，请核对";
    let body = json!({"seen_revisions": 1, "reason": reason, "items": [item]});
    world.office.post(&report.path("/return"), body).await.expect(200);
    report = Report::new(&own, &park, &world.month).await;
    let new = (old * rust_decimal::Decimal::new(11, 1)).round_dp(2);
    report.set(&item, &new.to_string());
    report.submitted(&own).await;
    kind("after_return").await;
    let review = world.office.see(&report.path("/review")).await;
    assert_eq!(review["kind"], "after_return");
    assert_eq!(
        (&review["returned_before"]["reason"], &review["returned_before"]["items"]),
        (&json!(reason), &json!([item]))
    );
    let lines = review["lines"].as_array().unwrap();
    let changed: Vec<_> = lines.iter().filter(|line| !line["was"].is_null()).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!((&changed[0]["row"]["item"], &changed[0]["was"]["value"]), (&json!(item), &json!(old.to_string())));
    // And once more before anybody has looked: it is still the one after the return.
    report = Report::new(&own, &park, &world.month).await;
    report.set(&item, &(new + rust_decimal::Decimal::ONE).to_string());
    report.submitted(&own).await;
    kind("after_return").await;
}
