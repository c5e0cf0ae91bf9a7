//! Months: closed, opened again, not over yet, not a month.

use duoyuan_tests::report::Report;
use serde_json::json;

use crate::common::World;

#[tokio::test]
async fn a_closed_month_takes_nothing_until_it_is_opened_again() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let month = &world.month;
    // Whatever still waits is returned: a month with a report under review cannot be closed.
    let waiting = world.office.see("/api/v1/queue").await["waiting"].as_array().unwrap().clone();
    for line in waiting.iter().filter(|line| line["month"] == month.as_str()) {
        let report = format!("/api/v1/reports/{}/{month}", line["park"].as_str().unwrap());
        let closing = world.office.post(&format!("/api/v1/periods/{month}/closing"), json!({})).await;
        assert_eq!(closing.problem(409), "still_waiting");
        let seen = world.office.see(&format!("{report}/review")).await["seen_revisions"].clone();
        let body = json!({"seen_revisions": seen, "reason": "请核对出口总额与海关数据", "items": []});
        world.office.post(&format!("{report}/return"), body).await.expect(200);
    }
    let report = Report::new(&own, &park, month).await;
    let book = report.workbook(&own).await.save();
    world.office.post(&format!("/api/v1/periods/{month}/closing"), json!({})).await.expect(200);
    let twice = world.office.post(&format!("/api/v1/periods/{month}/closing"), json!({})).await;
    assert_eq!(twice.problem(409), "already_closed");

    let refused = report.submit(&own).await;
    assert_eq!(refused.problem(409), "month_closed");
    assert!(refused.json()["detail"].as_str().unwrap().contains("关闭"), "{}", refused.text());
    let dry = own.upload(&report.path("/dry-run?file=a.xlsx"), book).await;
    assert!(matches!(dry.status, 200 | 409), "looking harms nothing, or says so: {}", dry.text());
    assert_eq!(own.see(&report.path("")).await["closed"], true);

    let path = format!("/api/v1/periods/{month}/reopening");
    assert_eq!(world.office.post(&path, json!({"reason": "是"})).await.problem(422), "reason_needed");
    world.office.post(&path, json!({"reason": "分园补报遗漏的报表"})).await.expect(200);
    report.submitted(&own).await;
}

#[tokio::test]
async fn a_month_that_is_not_over_or_not_one_is_refused() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let closing = world.office.post("/api/v1/periods/2099-01/closing", json!({})).await;
    assert_eq!(closing.problem(409), "month_not_over");
    for month in ["2026-13", "2026-1", "abc", "9999999999-01", "-1", "%00", "２０２６-01"] {
        let answer = own.get(&format!("/api/v1/reports/{park}/{month}")).await;
        assert!(matches!(answer.status, 400 | 404 | 422), "{month}: {}", answer.status);
    }
    let body = json!({"rows": [], "answers": [], "seen_revisions": 0});
    let future = own.post(&format!("/api/v1/reports/{park}/2099-01/submissions"), body).await;
    assert!(matches!(future.status, 404 | 409), "{}", future.text());
    let before = own.get(&format!("/api/v1/reports/{park}/1950-01")).await;
    assert_eq!(before.status, 404, "no member then: {}", before.text());
}
