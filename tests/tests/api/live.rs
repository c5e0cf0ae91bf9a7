//! The live stream: whole at first, then patches; the same as asking; resumed without gaps.

use duoyuan_tests::report::{Report, approve};
use serde_json::Value;

use crate::common::World;

/// What does not follow from the journal alone.
fn comparable(mut document: Value) -> Value {
    document["board"]["reporting"] = Value::Null;
    document
}

#[tokio::test]
async fn an_approval_reaches_every_audience_as_a_patch_equal_to_asking_again() {
    let world = World::new().await;
    let (park, own, other) = world.late_and_other().await;
    let people = [&world.leading, &world.office, &own, &other];
    let mut streams = Vec::new();
    for client in people {
        let mut stream = client.live(None).await;
        stream.until("snapshot").await;
        streams.push(stream);
    }
    assert!(streams[0].document["board"].is_object() && streams[0].document["park"].is_null());
    assert!(
        streams[2].document["park"].is_object() && streams[2].document["board"].is_null(),
        "a park has its own page"
    );
    assert_eq!(streams[0].document["waiting"], Value::Null, "what waits is the office’s");
    let waiting = streams[1].document["waiting"].as_u64().expect("the office sees what waits");

    let report = Report::new(&own, &park, &world.month).await;
    let submitted = report.submitted(&own).await;
    streams[1].at(submitted).await;
    assert_eq!(streams[1].document["waiting"], waiting + 1);
    let elsewhere = (streams[3].document.clone(), streams[3].position);
    let approved = approve(&world.office, &park, &world.month).await;
    for (stream, client) in streams.iter_mut().zip(people) {
        if client.cookie == other.cookie {
            let beat = stream.until("beat").await;
            assert_eq!((&stream.document, stream.position), (&elsewhere.0, elsewhere.1), "nothing moves for a third");
            assert_eq!(beat.data["position"], elsewhere.1);
        } else {
            stream.at(approved).await;
        }
        let mut fresh = client.live(None).await;
        fresh.until("snapshot").await;
        assert_eq!(comparable(stream.document.clone()), comparable(fresh.document));
    }
    let board = world.leading.see("/api/v1/board").await;
    assert_eq!(streams[0].document["board"], board, "the stream and the request agree");
    let page = own.see(&format!("/api/v1/parks/{park}")).await;
    assert_eq!(streams[2].document["park"], page);
}

#[tokio::test]
async fn a_resumed_stream_has_no_gap() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    let mut stream = world.leading.live(None).await;
    stream.until("snapshot").await;
    let (seen, document) = (stream.position, stream.document.clone());
    drop(stream);
    let report = Report::new(&own, &park, &world.month).await;
    report.submitted(&own).await;
    let approved = approve(&world.office, &park, &world.month).await;

    let mut resumed = world.leading.live(Some(seen)).await;
    resumed.document = document;
    resumed.position = seen;
    // `take` fails on a patch that does not start where the document stands.
    let first = resumed.next().await.expect("an event");
    assert_eq!(first.name, "patch", "what was missed is still kept: {first:?}");
    resumed.take(&first);
    resumed.at(approved).await;
    assert_eq!(resumed.document["board"], world.leading.see("/api/v1/board").await);
}

#[tokio::test]
async fn a_position_from_elsewhere_gets_a_snapshot() {
    let world = World::new().await;
    for last in [0, 1, u64::MAX, 999_999_999] {
        let mut stream = world.leading.live(Some(last)).await;
        let event = stream.until("snapshot").await;
        assert!(event.data["board"].is_object(), "after {last}");
    }
}

#[tokio::test]
async fn after_a_restart_the_stream_goes_on_from_the_same_position() {
    let mut world = World::new().await;
    let mut stream = world.leading.live(None).await;
    stream.until("snapshot").await;
    let seen = stream.position;
    let document = stream.document.clone();
    world.server.restart().await;
    let mut resumed = world.leading.live(Some(seen)).await;
    resumed.document = document;
    resumed.position = seen;
    let beat = resumed.until("beat").await;
    assert_eq!(beat.data["position"], seen);
    assert_eq!(resumed.document["board"], world.leading.see("/api/v1/board").await);
}

#[tokio::test]
async fn a_session_that_ends_ends_its_stream() {
    let world = World::new().await;
    let client = world.server.client("leading").await;
    let mut stream = client.live(None).await;
    stream.until("snapshot").await;
    assert_eq!(client.delete("/api/v1/session").await.status, 204);
    stream.until("expired").await;
    assert_eq!(stream.next().await, None, "nothing comes after");
    assert_eq!(client.get("/api/v1/live").await.status, 401);
}

#[tokio::test]
async fn a_beat_tells_the_servers_time() {
    let world = World::new().await;
    let mut stream = world.leading.live(None).await;
    let beat = stream.until("beat").await;
    let now: jiff::Timestamp = beat.data["now"].as_str().unwrap().parse().unwrap();
    assert!(jiff::Timestamp::now().duration_since(now).as_secs().abs() < 60, "{now}");
}

/// What happens after a session has ended is told to nobody who looked through it.
#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let world = World::new().await;
    let (park, own, _) = world.late_and_other().await;
    for round in 0..2 {
        let leading = world.server.client("leading").await;
        let mut stream = leading.live(None).await;
        stream.until("wall").await;
        leading.delete("/api/v1/session").await.expect(204);
        let mut report = Report::new(&own, &park, &world.month).await;
        let code = report.codes().next().unwrap().to_owned();
        let value = report.get(&code) + rust_decimal::Decimal::from(round);
        report.set(&code, &value.to_string()).submitted(&own).await;
        approve(&world.office, &park, &world.month).await;
        let told = loop {
            let Some(event) = stream.next().await else { break "nothing".to_owned() };
            if event.name != "beat" {
                break event.name;
            }
        };
        assert_eq!(told, "expired");
        assert!(stream.next().await.is_none(), "and nothing more");
    }
}
