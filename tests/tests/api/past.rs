//! Looking back: an answer as it was, the same to the byte whatever has come since, and to a park nothing but what it
//! was shown then.

use duoyuan_core::period::Month;
use duoyuan_tests::Client;
use duoyuan_tests::report::{Report, approve};
use serde_json::Value;

use crate::common::World;

async fn position(client: &Client) -> u64 {
    client.see("/api/v1/zone").await["position"].as_u64().unwrap()
}

/// An address as it was.
fn as_of(path: &str, at: impl std::fmt::Display) -> String {
    format!("{path}{}as_of={at}", if path.contains('?') { '&' } else { '?' })
}

/// Every page that can be looked back at by somebody who sees all parks.
fn pages(world: &World, park: &str) -> Vec<String> {
    let month = &world.month;
    vec![
        "/api/v1/board".to_owned(),
        format!("/api/v1/board?month={month}&basis=month"),
        format!("/api/v1/parks/{park}"),
        format!("/api/v1/desk/{park}"),
        "/api/v1/queue".to_owned(),
        "/api/v1/enclaves".to_owned(),
        "/api/v1/openness".to_owned(),
        "/api/v1/openness/PO-5".to_owned(),
        format!("/api/v1/bookings?park={park}"),
        "/api/v1/work?owner=testing".to_owned(),
        "/api/v1/sharing".to_owned(),
        "/api/v1/sharing/transfers?span=all".to_owned(),
        "/api/v1/market".to_owned(),
        "/api/v1/listings".to_owned(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_past_page_stays_as_it_was() {
    let world = World::new().await;
    let (late, own, _) = world.late_and_other().await;
    let before = position(&world.office).await;
    let mut then = Vec::new();
    for path in pages(&world, &late) {
        let past = world.office.get(&as_of(&path, before)).await;
        assert_eq!(past.status, 200, "{path}: {}", past.text());
        then.push((path, past.body));
    }
    Report::new(&own, &late, &world.month).await.submitted(&own).await;
    approve(&world.office, &late, &world.month).await;
    for (path, body) in then {
        let again = world.office.get(&as_of(&path, before)).await;
        assert!(again.body == body, "{path} is another than it was at entry {before}");
    }
    let waiting = |queue: &Value| queue["waiting"].as_array().unwrap().len();
    let stage = async |path: String| {
        let queue = world.office.see(&path).await;
        let lines = queue["lines"].as_array().unwrap().clone();
        (lines.iter().find(|line| line["park"] == late.as_str()).unwrap()["stage"].clone(), waiting(&queue))
    };
    let submitted = before + 1;
    let (awaited, waited) = stage(as_of("/api/v1/queue", before)).await;
    let (came, waits) = stage(as_of("/api/v1/queue", submitted)).await;
    assert_eq!((awaited.as_str(), came.as_str(), waits), (Some("awaited"), Some("submitted"), waited + 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_looked_back_at_is_said() {
    let world = World::new().await;
    let last = position(&world.leading).await;
    let check = async |at: &str, status: u16, key: &str| {
        let answer = world.leading.get(&as_of("/api/v1/board", at)).await;
        assert_eq!(answer.problem(status), key, "{at}");
    };
    check("yesterday", 400, "bad_as_of").await;
    check("2026-9-1", 400, "bad_as_of").await;
    check("0", 404, "no_such_entry").await;
    check(&(last + 1).to_string(), 404, "no_such_entry").await;
    let told = world.leading.get(&as_of("/api/v1/board", last + 1)).await.json()["message"]["args"].clone();
    assert_eq!((told["n"].as_str(), told["last"].as_str()), (Some(&*(last + 1).to_string()), Some(&*last.to_string())));
    check("1999-12-31", 404, "no_such_past").await;
    check("2999-12-31", 400, "as_of_ahead").await;
    check("2999-12-31T00:00:00Z", 400, "as_of_ahead").await;
    world.leading.get("/api/v1/board?as_of=").await.expect(200);
    // A month to come has no figures, nor has one that had not begun by then.
    let month: Month = world.month.parse().unwrap();
    let ahead = [
        ("board?month=2031-01".to_owned(), "month_ahead"),
        ("board?month=2031-13".to_owned(), "bad_month"),
        ("openness?month=2031-01".to_owned(), "month_ahead"),
        ("tables/board.xlsx?month=2031-01".to_owned(), "month_ahead"),
        ("explanation?code=revenue&month=2031-01".to_owned(), "month_ahead"),
        (format!("board?month={month}&as_of={}-15", month.plus(-1)), "month_ahead"),
    ];
    for (path, key) in ahead {
        assert_eq!(world.leading.get(&format!("/api/v1/{path}")).await.problem(400), key, "{path}");
    }
    world.leading.get(&format!("/api/v1/board?month={}", month.plus(1))).await.expect(200);
    // Where only what is so now is told, nothing else is taken for what was.
    for path in ["/api/v1/platforms", "/api/v1/platforms/testing_lab", "/api/v1/since?at=2026-11-01T00:00:00Z"] {
        assert_eq!(world.office.get(&as_of(path, last)).await.problem(400), "now_only", "{path}");
    }
}

/// Positions between two entries that a park may know of are those of others: looking at them tells nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_park_looks_back_at_its_own_course_alone() {
    let world = World::new().await;
    let (late, own, other) = world.late_and_other().await;
    let (mine, theirs) = (position(&own).await, position(&other).await);
    let submitted = Report::new(&own, &late, &world.month).await.submitted(&own).await;
    approve(&world.office, &late, &world.month).await;
    let newest = position(&world.office).await;
    assert_eq!(position(&other).await, theirs, "another park hears nothing of it");
    for at in [theirs + 1, submitted, newest, newest + 1000] {
        let answer = other.get(&as_of("/api/v1/market", at)).await;
        assert_eq!(answer.problem(404), "no_such_entry", "{at} of {theirs}");
        assert_eq!(answer.json()["message"]["args"]["last"], theirs.to_string(), "its own last one");
    }
    let park = other.see("/api/v1/session").await["role"]["park"].as_str().unwrap().to_owned();
    let mut paths =
        ["sharing", "market", "bookings", "openness", "openness/PO-1"].map(|it| format!("/api/v1/{it}")).to_vec();
    paths.extend([format!("/api/v1/parks/{park}"), format!("/api/v1/reports/{park}/{}", world.month)]);
    for path in paths {
        let mut heard: Option<(u64, Vec<u8>)> = None;
        for at in theirs.saturating_sub(40).max(1)..=theirs {
            let answer = other.get(&as_of(&path, at)).await;
            assert_eq!(answer.status, 200, "{path} at {at}: {}", answer.text());
            let told = answer.json()["position"].as_u64().unwrap();
            assert!(told <= at, "{path} at {at} tells of {told}");
            if let Some((before, body)) = &heard
                && *before == told
            {
                assert!(*body == answer.body, "{path} at {at} is another than at {before}, which is all it heard of");
            }
            heard = Some((told, answer.body));
        }
    }
    // Its own course is all there, the newest as what is so now.
    let (then, now) = (own.see(&as_of("/api/v1/market", mine)).await, position(&own).await);
    assert_eq!(then["position"], mine);
    assert_eq!(own.see(&as_of("/api/v1/market", now)).await["position"], now);
    assert_eq!(other.get(&as_of(&format!("/api/v1/parks/{late}"), theirs)).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_is_looked_back_at_as_it_ended() {
    let world = World::new().await;
    // In the middle of a month the one before is reported on.
    let month: Month = world.month.parse().unwrap();
    let past = world.leading.see(&format!("/api/v1/board?as_of={month}-15")).await;
    assert_eq!(past["reporting"]["month"], month.plus(-1).to_string(), "{}", past["reporting"]);
    let again = world.leading.get(&format!("/api/v1/board?as_of={month}-15T23:59:59.999999999%2B08:00")).await;
    assert_eq!(again.expect(200), past);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wall_is_shown_what_is_newest() {
    let world = World::new().await;
    let wall = world.server.client("display").await;
    let month: Month = world.month.parse().unwrap();
    let newest = wall.see("/api/v1/board").await;
    for query in [format!("month={}&basis=month", month.plus(-6)), "basis=month".to_owned()] {
        assert_eq!(wall.see(&format!("/api/v1/board?{query}")).await, newest, "{query}");
    }
    assert_eq!(wall.get("/api/v1/board?as_of=2026-06-30").await.problem(404), "no_such_past");
}

/// What rests on all that a platform does is told to no park, now or looked back at: it would tell what owners state.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_park_is_told_of_no_measure_of_all_that_a_platform_does() {
    let world = World::new().await;
    let (_, own, _) = world.late_and_other().await;
    for (measure, told) in [("PO-4", false), ("PO-5", false), ("PO-13b", false), ("PO-1", true), ("PO-12", true)] {
        let status = own.get(&format!("/api/v1/openness/{measure}")).await.status;
        assert_eq!(status, if told { 200 } else { 404 }, "{measure}");
        world.office.get(&format!("/api/v1/openness/{measure}")).await.expect(200);
    }
}
