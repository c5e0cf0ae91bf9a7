//! Supervised tasks over the interface: from the office to a park and back, and everybody's screens follow.

use duoyuan_core::journal::Hash;
use serde_json::{Value, json};

use crate::common::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_goes_from_the_office_to_a_park_and_back() {
    let world = World::new().await;
    let (late, own, other) = world.late_and_other().await;
    let today = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::fixed(jiff::tz::offset(8))).date();
    let day = |days: i64| today.saturating_add(jiff::ToSpan::days(days)).to_string();
    let mut stream = own.live(None).await;
    stream.until("snapshot").await;
    let before = stream.document["tasks"]["todo"].as_u64().unwrap_or_default();
    let body = json!({
        "title": "报送招商线索共享情况", "detail": "按月报送。", "source": {"meeting": {"edition": 3}},
        "lead": {"park": late}, "support": ["office"], "sign_by": day(3), "due": day(20),
    });
    let task = world.office.post("/api/v1/tasks", body).await.expect(201)["position"].as_u64().unwrap();
    stream.at(task).await;
    assert_eq!(stream.document["tasks"]["todo"], before + 1, "it waits to be signed for");
    let path = format!("/api/v1/tasks/{task}");
    assert_eq!(other.get(&path).await.problem(404), "not_found");
    let act = async |client: &duoyuan_tests::Client, body: Value| client.post(&format!("{path}/acts"), body).await;
    let page = own.see(&path).await;
    assert_eq!((&page["line"]["standing"]["kind"], &page["acts"]), (&json!("unsigned"), &json!(["sign"])));
    act(&own, json!({"act": "sign"})).await.expect(200);
    assert_eq!(act(&own, json!({"act": "sign"})).await.problem(409), "task_not_now");
    let done = json!({"act": "ask_closing", "text": "本月线索已全部登记共享"});
    act(&own, done).await.expect(200);
    assert_eq!(act(&other, json!({"act": "remind"})).await.problem(404), "task_unknown");
    let checking = world.office.see("/api/v1/tasks").await;
    let line = checking["open"].as_array().unwrap().iter().find(|line| line["id"] == task).unwrap().clone();
    assert_eq!((&line["standing"]["kind"], &line["todo"]), (&json!("checking"), &json!(true)));
    act(&world.office, json!({"act": "answer_closing", "agreed": true})).await.expect(200);
    let page = own.see(&path).await;
    assert_eq!((&page["line"]["standing"]["kind"], page["history"].as_array().unwrap().len()), (&json!("closed"), 4));
    for wrong in [json!({"act": "fly"}), json!({"act": "sign", "more": 1}), json!({})] {
        assert_eq!(act(&own, wrong.clone()).await.status, 422, "{wrong}");
    }
}

/// The demonstration has tasks of every kind, and what a park is told of them is what its page lists.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_meetings_have_left_tasks_done_late_and_open() {
    let world = World::new().await;
    let page = world.leading.see("/api/v1/tasks").await;
    let tally = &page["tally"];
    for kind in ["open", "late", "closed", "in_time"] {
        assert!(tally[kind].as_u64().unwrap() > 0, "{kind}: {tally}");
    }
    assert_eq!(page["open"].as_array().unwrap().len() as u64, tally["open"].as_u64().unwrap());
    let mut told = Vec::new();
    for (id, account) in &world.parks {
        let park = world.server.login(account).await;
        let page = park.see("/api/v1/tasks").await;
        for line in page["open"].as_array().unwrap().iter().chain(page["over"].as_array().unwrap()) {
            let own = json!({"park": id});
            let concerned = line["lead"] == own || line["support"].as_array().unwrap().contains(&own);
            assert!(concerned, "{id} is told of {line}");
        }
        told.push(Hash::of(page.to_string().as_bytes()));
    }
    told.dedup();
    assert_eq!(told.len(), world.parks.len(), "each its own");
}
