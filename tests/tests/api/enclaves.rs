//! Enclave projects: agreed, reported, confirmed; the zone's totals stay what they are.

use serde_json::{Value, json};

use crate::common::World;

fn split(from: &str, to: &str, percent: &str, rest: &str) -> Value {
    json!([{"item": "qc13", "shares": [{"park": from, "percent": percent}, {"park": to, "percent": rest}]}])
}

fn agreement(from: &str, to: &str, split: Value) -> Value {
    json!({
        "name": "黑盒测试飞地项目", "from": from, "to": to, "recruiter": from, "contract_no": "测试〔2026〕1号",
        "start_event": "首笔税收入库", "first": "2025-01", "last": "2034-12", "investment": "8600", "split": split,
    })
}

#[tokio::test]
async fn a_split_changes_what_is_assessed_and_not_the_zone() {
    let world = World::new().await;
    let ids: Vec<&str> = world.parks.iter().map(|(id, _)| id.as_str()).collect();
    // Neither is a side of the demonstration's first projects' items together.
    let (from, to) = (ids[0], ids[3]);
    let (origin, landing) = (world.park(from).await, world.park(to).await);
    let board = world.leading.see("/api/v1/board").await;
    let month = board["month"].as_str().unwrap();

    let short = agreement(from, to, split(from, to, "60", "39.5"));
    let refused = world.office.post("/api/v1/enclaves", short).await;
    assert_eq!(refused.problem(422), "enclave_sum");
    assert!(refused.text().contains("99.5"), "the sum found is said: {}", refused.text());
    let sound = agreement(from, to, split(from, to, "60", "40"));
    assert_eq!(origin.post("/api/v1/enclaves", sound.clone()).await.problem(403), "enclave_only_office");
    let project = world.office.post("/api/v1/enclaves", sound.clone()).await.expect(201)["position"].clone();
    assert_eq!(world.office.post("/api/v1/enclaves", sound).await.problem(409), "enclave_term_overlaps");

    let taxes = async |path: &str| -> (Value, Vec<Value>) {
        let shown = world.leading.see(path).await;
        let item = shown["assessed"].as_array().unwrap().iter().find(|item| item["item"] == "qc13").unwrap().clone();
        let lines = item["lines"].as_array().unwrap().clone();
        (item["zone"].clone(), lines)
    };
    let path = format!("/api/v1/enclaves?month={month}&basis=month");
    let (zone, before) = taxes(&path).await;
    let at = |act: &str| format!("/api/v1/enclaves/{project}/{act}");
    let figures = json!({"month": month, "rows": [{"item": "qc13", "value": "1000"}]});
    assert_eq!(origin.post(&at("figures"), figures.clone()).await.problem(403), "enclave_only_landing");
    landing.post(&at("figures"), figures).await.expect(200);
    assert_eq!(taxes(&path).await.1, before, "what is not confirmed is not split");
    origin.post(&at("confirm"), json!({"month": month})).await.expect(200);
    let (after_zone, after) = taxes(&path).await;
    assert_eq!(
        (after_zone, world.leading.see("/api/v1/board").await["headline"].clone()),
        (zone, board["headline"].clone())
    );
    let of = |lines: &[Value], park: &str, field: &str| -> f64 {
        let line = lines.iter().find(|line| line["park"] == park).unwrap();
        line[field].as_str().unwrap().parse().unwrap()
    };
    assert_eq!(of(&after, to, "given"), of(&before, to, "given") + 600.0);
    assert_eq!(of(&after, from, "received"), of(&before, from, "received") + 600.0);
    // Until then the project's month was missing beside both figures.
    let missing = |lines: &[Value], park: &str| {
        lines.iter().find(|line| line["park"] == park).and_then(|line| line["missing"].as_u64()).unwrap()
    };
    for park in [from, to] {
        assert_eq!(missing(&after, park) + 1, missing(&before, park), "{park}");
    }

    // From next year on half and half; the first version is kept.
    let change = json!({"from": "2027-01", "split": split(from, to, "50", "50")});
    world.office.post(&at("split"), change.clone()).await.expect(200);
    assert_eq!(world.office.post(&at("split"), change).await.problem(409), "enclave_split_not_after");
    let shown = landing.see("/api/v1/enclaves").await;
    let own = shown["projects"].as_array().unwrap().iter().find(|it| it["id"] == project).unwrap();
    assert_eq!(own["versions"].as_array().unwrap().len(), 2);
    assert_eq!(own["versions"][1]["last"], "2026-12");
}

#[tokio::test]
async fn a_park_sees_the_projects_it_has_a_part_in_and_its_own_line() {
    let world = World::new().await;
    let all = world.office.see("/api/v1/enclaves").await;
    let projects = all["projects"].as_array().unwrap();
    assert!(projects.len() >= 4);
    for (park, _) in &world.parks {
        let own = world.park(park).await.see("/api/v1/enclaves").await;
        for project in own["projects"].as_array().unwrap() {
            let agreement = &project["agreement"];
            assert!(
                ["from", "to", "recruiter"].iter().any(|side| agreement[side] == park.as_str()),
                "{park}: {agreement}"
            );
        }
        for item in own["assessed"].as_array().unwrap() {
            assert!(item["lines"].as_array().unwrap().iter().all(|line| line["park"] == park.as_str()));
            assert_eq!(item["zone"], Value::Null);
        }
    }
}
