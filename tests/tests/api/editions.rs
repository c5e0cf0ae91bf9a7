//! Editions of meetings: while one is shown no screen of the meeting moves, whatever is approved; when it is released all
//! do; and it can be shown again, to the byte.

use duoyuan_core::journal::Hash;
use duoyuan_tests::report::{Report, approve};
use duoyuan_tests::{Client, workbook};
use serde_json::{Value, json};

use crate::common::World;

/// Freezes, and tells the number.
async fn freeze(office: &Client, title: &str) -> u64 {
    office.post("/api/v1/editions", json!({"title": title})).await.expect(201);
    office.see("/api/v1/editions").await["editions"][0]["number"].as_u64().unwrap()
}

async fn release(office: &Client, number: u64) -> u64 {
    let answer = office.post(&format!("/api/v1/editions/{number}/release"), json!({})).await;
    answer.expect(200)["position"].as_u64().unwrap()
}

/// What a meeting looks at.
fn figures(month: &str, park: &str) -> Vec<String> {
    vec![
        "/api/v1/board".to_owned(),
        format!("/api/v1/board?month={month}&basis=month"),
        format!("/api/v1/parks/{park}?month={month}"),
        format!("/api/v1/explanation?code=revenue&month={month}&basis=cumulative"),
        "/api/v1/sharing".to_owned(),
        "/api/v1/sharing/transfers?span=all".to_owned(),
        "/api/v1/openness".to_owned(),
        "/api/v1/openness/PO-4".to_owned(),
        "/api/v1/enclaves".to_owned(),
        "/api/v1/since?at=2026-01-01T00:00:00Z".to_owned(),
    ]
}

fn row(book: &[u8]) -> String {
    String::from_utf8_lossy(&workbook::unpack(book)).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_an_edition_is_shown_no_surface_moves_and_on_release_all_do() {
    let mut world = World::new().await;
    let (late, own, _) = world.late_and_other().await;
    let display = world.server.client("display").await;
    let number = freeze(&world.office, "领导小组专题会议").await;
    let mut streams = Vec::new();
    for client in [&world.leading, &world.office, &display] {
        let mut stream = client.live(None).await;
        stream.until("snapshot").await;
        assert_eq!(stream.document["edition"]["number"], number);
        streams.push(stream);
    }
    let shown: Vec<Value> = streams.iter().map(|stream| stream.document["board"].clone()).collect();
    let mut before = Vec::new();
    for client in [&world.leading, &world.office] {
        for path in figures(&world.month, &late) {
            before.push((client, client.get(&path).await, path));
        }
    }
    let told = own.see(&format!("/api/v1/parks/{late}")).await;

    Report::new(&own, &late, &world.month).await.submitted(&own).await;
    let waiting = world.office.see("/api/v1/queue").await["waiting"].as_array().unwrap().len();
    let approved = approve(&world.office, &late, &world.month).await;
    for (client, earlier, path) in &before {
        let now = client.get(path).await;
        assert!(now.status == 200 && now.body == earlier.body, "{path} moved: {}", now.text());
    }
    for (stream, shown) in streams.iter_mut().zip(&shown) {
        stream.at(approved).await;
        assert_eq!(&stream.document["board"], shown);
    }
    // The office works on, and the park is in no meeting.
    let queue = world.office.see("/api/v1/queue").await;
    assert_eq!(queue["waiting"].as_array().unwrap().len() + 1, waiting);
    assert_eq!(streams[1].document["waiting"], waiting - 1);
    assert_ne!(own.see(&format!("/api/v1/parks/{late}")).await, told);
    let table = world.leading.get("/api/v1/tables/board.xlsx").await;
    assert!(row(&table.body).contains(&format!("第{number}号会议版")), "a table says what it is of");
    assert!(!row(&world.office.get("/api/v1/tables/queue.xlsx").await.body).contains("会议版"));

    // Nor is it lost when the server goes.
    world.server.kill().await;
    world.server.start().await;
    for (client, earlier, path) in &before {
        assert!(client.get(path).await.body == earlier.body, "{path} moved");
    }
    let released = release(&world.office, number).await;
    let mut fresh = world.leading.live(None).await;
    fresh.until("snapshot").await;
    assert!(fresh.position >= released && fresh.document["edition"].is_null());
    let changed = before.iter().filter(|(client, ..)| client.cookie == world.leading.cookie);
    for (client, earlier, path) in
        changed.filter(|(.., path)| path.starts_with("/api/v1/board") || path.contains("since"))
    {
        assert!(client.get(path).await.body != earlier.body, "{path} shows what is so again");
    }
    // Shown again, to the byte.
    for (client, earlier, path) in before.iter().filter(|(.., path)| !path.contains("since")) {
        let again = format!("{path}{}as_of=edition-{number}", if path.contains('?') { '&' } else { '?' });
        assert!(client.get(&again).await.body == earlier.body, "{again}");
    }
    for outside in [&own, &display] {
        let answer = outside.get(&format!("/api/v1/board?as_of=edition-{number}")).await;
        assert_eq!(answer.status, 404, "{}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_freeze_at_once_one_does() {
    let world = World::new().await;
    let other = world.server.client("office").await;
    let freeze = |client: Client, title: &'static str| async move {
        client.post("/api/v1/editions", json!({"title": title})).await
    };
    let (one, two) = tokio::join!(freeze(world.office.clone(), "第一会场"), freeze(other, "第二会场"));
    let (won, lost) = if one.status == 201 { (one, two) } else { (two, one) };
    won.expect(201);
    assert_eq!(lost.problem(409), "edition_shown_already");
    let editions = world.leading.see("/api/v1/editions").await;
    assert_eq!(editions["editions"].as_array().unwrap().iter().filter(|it| it["released"].is_null()).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edition_says_what_changed_and_its_text_has_its_digest() {
    let world = World::new().await;
    let page = world.leading.see("/api/v1/editions").await;
    let newest = &page["editions"][0];
    let number = newest["number"].as_u64().unwrap();
    assert!(number >= 3 && page["may_freeze"] == false, "the demonstration has had three meetings: {page}");
    let edition = world.leading.see(&format!("/api/v1/editions/{number}")).await;
    assert_eq!((&edition["holds"], &edition["before"]["number"]), (&json!(true), &json!(number - 1)));
    let headline = edition["headline"].as_array().unwrap();
    assert!(
        headline.iter().all(|it| it["now"]["month"].as_str() > it["before"]["month"].as_str()),
        "a later month each: {headline:?}"
    );
    assert!(!edition["since"]["lines"].as_array().unwrap().is_empty());
    let text = world.leading.get(&format!("/api/v1/editions/{number}/figures")).await;
    let digest = Hash::of(&text.body).to_string();
    assert_eq!(newest["digest"], digest);
    // What the text says is what the edition's board says.
    let board = world.leading.see(&format!("/api/v1/board?as_of=edition-{number}")).await;
    let revenue = board["headline"].as_array().unwrap().iter().find(|it| it["code"] == "revenue").unwrap();
    let said = format!(r#"{{"subject":"zone","code":"revenue","basis":"cumulative","value":{}"#, revenue["value"]);
    assert!(text.text().contains(&said), "{said}");
    for wrong in ["/api/v1/editions/0", "/api/v1/editions/99", "/api/v1/editions/99/figures"] {
        assert_eq!(world.leading.get(wrong).await.problem(404), "edition_unknown", "{wrong}");
    }
    assert_eq!(world.leading.get("/api/v1/board?as_of=edition-99").await.problem(404), "edition_unknown");
    assert_eq!(world.leading.get("/api/v1/board?as_of=edition-x").await.problem(400), "bad_as_of");
}
