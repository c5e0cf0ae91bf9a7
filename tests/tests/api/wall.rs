//! The wall: what the driver shows reaches every screen, whoever comes late sees it too, and only the driver is heard.

use duoyuan_tests::{Client, Stream};
use serde_json::{Value, json};

use crate::common::World;

async fn take(client: &Client) -> u64 {
    client.post("/api/v1/wall/driver", json!({})).await.expect(201)["position"].as_u64().unwrap()
}

fn said(generation: u64, page: &str) -> Value {
    json!({"generation": generation, "page": page})
}

async fn shown(stream: &mut Stream) -> Value {
    stream.until("wall").await.data
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_ends_on_what_the_driver_said_last() {
    let mut world = World::new().await;
    let display = world.server.client("display").await;
    let mut wall = display.live(None).await;
    assert_eq!(shown(&mut wall).await["driver"], Value::Null, "it turns by itself");
    let generation = take(&world.office).await;
    let pages = ["headline", "ranking:revenue", "reporting", "targets", "park:xiuwu"];
    let mut last = 0;
    for index in 0..50 {
        let state = world.office.put("/api/v1/wall", said(generation, pages[index % pages.len()])).await.expect(200);
        let seq = state["seq"].as_u64().unwrap();
        assert!(seq > last);
        last = seq;
    }
    let mut before = 0;
    loop {
        let state = shown(&mut wall).await;
        let seq = state["seq"].as_u64().unwrap();
        assert!(seq > before, "never an older one after a newer one");
        before = seq;
        if seq == last {
            assert_eq!(state["page"], pages[49 % pages.len()]);
            break;
        }
    }
    let pointed = json!({"generation": generation, "page": "headline", "spotlight": {"code": "revenue"}});
    world.office.put("/api/v1/wall", pointed).await.expect(200);
    let mut late = display.live(None).await;
    let state = shown(&mut late).await;
    assert_eq!((&state["page"], &state["spotlight"]["code"]), (&json!("headline"), &json!("revenue")));
    assert_eq!(display.see("/api/v1/wall").await, state);

    // Who drives outlives the server, and its numbers go on growing; what it showed it says again with its next beat.
    world.server.kill().await;
    world.server.start().await;
    let state = world.leading.see("/api/v1/wall").await;
    assert!(state["seq"].as_u64().unwrap() > last);
    assert_eq!((&state["driver"]["generation"], &state["page"]), (&json!(generation), &Value::Null));
    world.office.put("/api/v1/wall", said(generation, "targets")).await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_driver_is_told_who_drives_and_a_stale_one_is_not_heard() {
    let world = World::new().await;
    let generation = take(&world.office).await;
    let refused = world.leading.post("/api/v1/wall/driver", json!({})).await;
    assert_eq!(refused.problem(409), "wall_driven_by");
    assert!(refused.text().contains("领导小组办公室正在控制大屏"), "{}", refused.text());
    assert_eq!(world.leading.put("/api/v1/wall", said(0, "headline")).await.problem(409), "wall_taken_by");
    world.office.put("/api/v1/wall", said(generation, "headline")).await.expect(200);
    world.office.post("/api/v1/wall/driver/leave", json!({"generation": generation})).await.expect(200);
    let now = take(&world.leading).await;
    assert_eq!(world.office.put("/api/v1/wall", said(generation, "targets")).await.problem(409), "wall_taken_by");
    let state = world.leading.put("/api/v1/wall", said(now, "reporting")).await.expect(200);
    assert_eq!((&state["page"], &state["driver"]["generation"]), (&json!("reporting"), &json!(now)));
    for (body, status) in [(said(now, "next"), 422), (json!({"generation": now, "page": "park:nowhere"}), 422)] {
        assert_eq!(world.leading.put("/api/v1/wall", body).await.status, status);
    }
    assert_eq!(world.leading.see("/api/v1/wall").await["page"], "reporting", "what was wrong changed nothing");
    let park = world.park(&world.parks[0].0).await;
    assert_eq!(park.get("/api/v1/wall").await.status, 404, "a park is told of no wall");
}
