//! What the office does beside judging: 催报, and an approval taken back.

use duoyuan_tests::report::{Report, approve};
use serde_json::json;

use crate::common::World;

#[tokio::test]
async fn a_late_park_is_asked_once_a_day_and_sees_it_at_once() {
    let world = World::new().await;
    let (park, own, other) = world.late_and_other().await;
    let path = format!("/api/v1/periods/{}/reminders", world.month);
    let asked = |page: &serde_json::Value| {
        let line = page["lines"].as_array().unwrap().iter().find(|line| line["month"] == world.month.as_str());
        line.unwrap()["reporting"]["reminded"].clone()
    };
    let desk = format!("/api/v1/desk/{park}");
    assert!(asked(&own.see(&desk).await).is_null());
    let late = world.office.see("/api/v1/queue").await["late"].as_array().unwrap().clone();
    if late.is_empty() {
        // Before the fifteenth nobody is late, and nobody can be asked.
        assert_eq!(world.office.post(&path, json!({"parks": [park]})).await.problem(409), "remind_not_late");
        return;
    }
    assert_eq!(world.leading.post(&path, json!({"parks": [park]})).await.problem(403), "only_office");
    assert_eq!(own.post(&path, json!({"parks": [park]})).await.problem(403), "only_office");
    assert_eq!(world.office.post(&path, json!({"parks": []})).await.problem(422), "remind_nobody");
    world.office.post(&path, json!({"parks": [park]})).await.expect(200);
    assert_eq!(world.office.post(&path, json!({"parks": [park]})).await.problem(409), "remind_once_a_day");
    assert!(asked(&own.see(&desk).await)["at"].is_string());
    // Nobody else's affair.
    assert!(!other.see("/api/v1/zone").await.to_string().contains("reminded"));
    Report::new(&own, &park, &world.month).await.submitted(&own).await;
    assert!(asked(&own.see(&desk).await).is_null(), "gone when submitted");
    assert_eq!(world.office.post(&path, json!({"parks": [park]})).await.problem(409), "remind_not_late");
}

#[tokio::test]
async fn an_approval_is_taken_back_with_a_reason() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let report = Report::new(&own, &park, &world.month).await;
    report.submitted(&own).await;
    let path = report.path("/withdrawal");
    let body = |reason: &str| json!({"seen_revisions": 1, "reason": reason});
    let why = "误点了通过，税务数据还没有核对";
    assert_eq!(world.office.post(&path, body(why)).await.problem(409), "not_approved");
    approve(&world.office, &park, &world.month).await;
    let shown = format!("/api/v1/parks/{park}?month={}", world.month);
    let value = |page: &serde_json::Value| page["figures"][0]["value"].clone();
    assert!(value(&world.leading.see(&shown).await).is_string());
    assert_eq!(world.office.post(&path, body("错了")).await.problem(422), "reason_needed");
    assert_eq!(own.post(&path, body(why)).await.problem(403), "only_office");
    world.office.post(&path, body(why)).await.expect(200);
    assert!(value(&world.leading.see(&shown).await).is_null(), "nothing is published any more");
    assert_eq!(world.leading.see(&shown).await["figures"][0]["gap"], "awaits_review");
    let sheet = own.see(&report.path("")).await;
    assert_eq!((&sheet["stage"], &sheet["withdrawn"]["reason"]), (&json!("submitted"), &json!(why)));
    approve(&world.office, &park, &world.month).await;
    assert!(value(&world.leading.see(&shown).await).is_string());
}
