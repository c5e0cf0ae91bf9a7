//! Many who ask for much and finish nothing: the others are served as if they were not there.

use std::time::Duration;

use duoyuan_tests::load::{half_sent, head, socket};
use duoyuan_tests::report::Report;
use duoyuan_tests::{Server, until};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// What one answer may take on two busy cores.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_sockets_and_half_heads_do_not_use_up_the_descriptors() {
    let mut server = Server::stopped().await;
    server.limit("-n 200");
    server.start().await;
    let office = server.client("office").await;
    let mut held = Vec::new();
    for number in 0..250 {
        let first: &[u8] = if number % 2 == 0 { b"" } else { b"GET /api/v1/board HTTP/1.1\r\nHost: x\r\nCook" };
        held.push(socket(server.port(), first).await);
    }
    office.see("/api/v1/board").await;
    let mut live = office.live(None).await;
    live.until("snapshot").await;
    // What is being served is not closed for what is not.
    for _ in 0..250 {
        held.push(socket(server.port(), b"GET / HT").await);
    }
    live.until("beat").await;
    server.client("leading").await.see("/api/v1/sharing").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_are_never_finished_cost_neither_memory_nor_anybody_s_turn() {
    let server = Server::demo().await;
    let office = server.client("office").await;
    let queue = office.see("/api/v1/queue").await;
    let month = queue["collected"].as_str().unwrap().to_owned();
    let lines = queue["lines"].as_array().unwrap();
    let park = lines[0]["park"].as_str().unwrap();
    let own = server.login(&server.park_account(park).unwrap()).await;
    let path = format!("/api/v1/reports/{park}/{month}/dry-run?file=a.xlsx");
    // One too many is told in a sentence while the others are still waited for: it answers first.
    let mut sending = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let mut line = half_sent(server.port(), &own, &path).await;
        sending.spawn(async move {
            let mut buffer = vec![0; 4096];
            let count = line.read(&mut buffer).await.unwrap_or(0);
            String::from_utf8_lossy(&buffer[..count]).into_owned()
        });
    }
    let first = tokio::time::timeout(2 * SOON, sending.join_next()).await.expect("an answer").unwrap().unwrap();
    assert!(first.starts_with("HTTP/1.1 429") && first.contains("retry-after: 5"), "{first}");
    assert!(first.contains("too_many_uploads"), "{first}");
    // Another park's office is not held up.
    let other = lines.iter().map(|line| line["park"].as_str().unwrap()).find(|other| *other != park).unwrap();
    let neighbour = server.login(&server.park_account(other).unwrap()).await;
    let report = Report::new(&neighbour, other, &month).await;
    let book = report.workbook(&neighbour).await.save();
    neighbour.upload(&report.path("/dry-run?file=a.xlsx"), book).await.expect(200);
    let names: Vec<_> = std::fs::read_dir(server.data()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(
        names.iter().all(
            |name| ["lock"].contains(&&*name.to_string_lossy()) || name.to_string_lossy().starts_with("duoyuan.db")
        ),
        "{names:?}"
    );
    // Gone are those who hang up.
    drop(sending);
    until("the places are free again", async || {
        let answer = own.upload(&path, vec![b'x'; 1000]).await;
        (answer.status == 422).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_asks_without_end_is_told_to_wait_and_nobody_else_is() {
    let server = Server::demo().await;
    let (wild, calm) = (server.client("office").await, server.client("leading").await);
    let mut line = socket(server.port(), b"").await;
    let asked = head(&wild, "GET", "/api/v1/session", "");
    let mut told = None;
    // What is kept ready for one account is used up by asking faster than it comes back.
    for _ in 0..200_000 {
        line.write_all(&asked).await.unwrap();
        let mut buffer = [0; 4096];
        let count = tokio::time::timeout(SOON, line.read(&mut buffer)).await.unwrap().unwrap();
        let answer = String::from_utf8_lossy(&buffer[..count]).into_owned();
        if answer.starts_with("HTTP/1.1 429") {
            told = Some(answer);
            break;
        }
    }
    let told = told.expect("a limit");
    assert!(told.contains("retry-after: 1") && told.contains("too_many_requests"), "{told}");
    calm.see("/api/v1/board").await;
}
