//! Every number has a code: rankings, explanations and tables take any of them, and tell nobody more than its page.

use serde_json::{Value, json};

use crate::common::World;
use crate::secrets::own_park;

/// One code of every kind.
const CODES: [&str; 5] = ["revenue", "qc05_0", "PO-8a", "SH-received", "EN-qc13"];

#[tokio::test]
async fn parks_are_ranked_by_any_code() {
    let world = World::new().await;
    for code in CODES {
        let page = world.office.see(&format!("/api/v1/ranking?indicator={code}&month={}", world.month)).await;
        assert_eq!(page["source"]["code"], code);
        let figures: Vec<&Value> = page["parks"].as_array().unwrap().iter().map(|line| &line["figures"][0]).collect();
        assert!(figures.len() >= 8 && figures.iter().all(|figure| figure["code"] == code), "{code}");
        let ranked = page["ranking"]["ranked"].as_array().unwrap();
        assert!(!ranked.is_empty() && ranked[0]["rank"] == 1, "{code}: {}", page["ranking"]);
        assert!(page["choices"].as_array().unwrap().iter().any(|choice| choice["code"] == code), "{code}");
        let table = world.leading.get(&format!("/api/v1/tables/ranking.xlsx?indicator={code}")).await;
        assert_eq!(table.status, 200, "{code}");
    }
    let first = world.leading.see("/api/v1/ranking").await;
    assert_eq!(first["source"]["code"], world.leading.see("/api/v1/zone").await["zone"]["compare"][0]);
    assert_eq!(world.leading.get("/api/v1/ranking?indicator=PO-99").await.problem(400), "bad_id_indicator");
    // No park has a figure of it.
    assert_eq!(world.leading.get("/api/v1/ranking?indicator=PO-4").await.status, 404);
    let (_, own, _) = world.late_and_other().await;
    let display = world.server.client("display").await;
    for client in [&own, &display] {
        assert_eq!(client.get("/api/v1/ranking?indicator=SH-received").await.status, 404);
    }
}

#[tokio::test]
async fn a_number_is_explained_by_its_code_as_its_page_says_it() {
    let world = World::new().await;
    let (_, own, _) = world.late_and_other().await;
    let park = own_park(&own).await;
    let of = |code: &str, park: &str| format!("/api/v1/explanation?code={code}&park={park}&month={}", world.month);
    let openness = world.leading.see(&format!("/api/v1/openness?month={}", world.month)).await;
    for indicator in openness["indicators"].as_array().unwrap() {
        let code = indicator["code"].as_str().unwrap();
        let explained = world.leading.see(&of(code, "")).await;
        for field in ["value", "gap", "unit", "status", "year_on_year"] {
            assert_eq!(explained["figure"][field], indicator[field], "{code} {field}");
        }
        assert_eq!(explained["source"]["definition"], indicator["formula"], "{code}");
        assert_eq!(explained["parts"], indicator["operands"], "{code}");
        assert_eq!(own.get(&of(code, "")).await.status, 404, "{code} of the zone is not a park's");
    }
    let sharing = world.leading.see(&format!("/api/v1/sharing?month={}&span=year", world.month)).await;
    let given = world.leading.see(&of("SH-given", "")).await;
    assert_eq!(given["figure"]["value"], json!(sharing["total"]["count"].to_string()));
    // What a park's own pages say, its office may ask by code.
    for code in ["PO-1", "SH-given", "EN-qc13"] {
        let explained = own.see(&of(code, &park)).await;
        assert_eq!(explained["figure"]["subject"], json!({"park": park}), "{code}");
        assert!(explained["indicator"].is_null(), "{code}");
    }
}
