//! What is sent twice is one, and what nobody can see is in no text.

use serde_json::{Value, json};

use crate::common::World;

#[tokio::test]
async fn own_use_and_maintenance_sent_twice_are_one() {
    let world = World::new().await;
    let lab = world.server.accounts().iter().find(|it| it.role == "owner" && it.name == "testing").unwrap();
    let lab = world.server.login(lab).await;
    // The first instrument of the platform, as the owner's own page of it names them.
    let page = lab.see("/api/v1/platforms/microscopy").await;
    let id = first_instrument(&page).unwrap_or_else(|| panic!("microscopy has an instrument: {page}"));
    let month = jiff::Timestamp::now().to_string()[..7].to_owned();
    let stated = json!({"resource": id, "month": month, "hours": "12.5", "income": "900"});
    lab.post("/api/v1/platforms/microscopy/own-use", stated.clone()).await.expect(200);
    let after = world.office.see("/api/v1/zone").await["position"].clone();
    let again = lab.post("/api/v1/platforms/microscopy/own-use", stated).await;
    assert_eq!(again.problem(409), "pf_own_use_twice");
    let from = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * 200);
    let to = from + jiff::SignedDuration::from_hours(2);
    let window = json!({"resource": id, "slot": {"from": from, "to": to}, "why": "年度校准", "cancel_bookings": true});
    assert_eq!(world.office.see("/api/v1/zone").await["position"], after);
    lab.post("/api/v1/platforms/microscopy/maintenance", window.clone()).await.expect(200);
    let after = world.office.see("/api/v1/zone").await["position"].clone();
    let again = lab.post("/api/v1/platforms/microscopy/maintenance", window).await;
    assert_eq!(again.problem(409), "pf_maintenance_twice");
    assert_eq!(world.office.see("/api/v1/zone").await["position"], after);
}

/// The id of the first thing that says it is an instrument.
fn first_instrument(value: &Value) -> Option<&str> {
    match value {
        Value::Object(fields) if fields.get("class").is_some_and(|class| class == "instrument") => {
            fields["id"].as_str()
        }
        Value::Object(fields) => fields.values().find_map(first_instrument),
        Value::Array(items) => items.iter().find_map(first_instrument),
        _ => None,
    }
}

#[tokio::test]
async fn what_nobody_can_see_is_taken_out_of_texts() {
    let world = World::new().await;
    let month = "2024-01";
    let reason = "\u{202e}更正\u{200b}数据\u{0}需要补报\u{2069}，\u{feff}请重新填报";
    let closed = world.office.post(&format!("/api/v1/periods/{month}/reopening"), json!({"reason": reason})).await;
    let closed = if closed.status == 409 {
        world.office.post(&format!("/api/v1/periods/{month}/closing"), json!({})).await.expect(200);
        world.office.post(&format!("/api/v1/periods/{month}/reopening"), json!({"reason": reason})).await
    } else {
        closed
    };
    let position = closed.expect(200)["position"].as_u64().unwrap();
    let mut server = world.server;
    server.kill().await;
    let sql = "SELECT text FROM entry WHERE position = ?1";
    let text: String = server.open_database().query_row(sql, [position], |row| row.get(0)).unwrap();
    assert!(text.contains("更正数据需要补报，请重新填报"), "{text}");
}
