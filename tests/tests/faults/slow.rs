//! A screen that does not read.

use std::net::Ipv4Addr;

use duoyuan_tests::report::{Report, answers};
use duoyuan_tests::{Server, until};
use rust_decimal::Decimal;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

/// A connection that holds little under way: small segments and a small window. On loopback a megabyte would
/// otherwise fit between the two, and no reader be slow.
async fn poor_line(port: u16) -> TcpStream {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.set_tcp_mss(536).unwrap();
    socket.set_recv_buffer_size(2048).unwrap();
    socket.set_nonblocking(true).unwrap();
    let socket = TcpSocket::from_std_stream(socket.into());
    socket.connect((Ipv4Addr::LOCALHOST, port).into()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_that_does_not_read_is_dropped_and_the_others_are_served() {
    let server = Server::demo().await;
    let office = server.client("office").await;
    let mut healthy = office.live(None).await;
    healthy.until("snapshot").await;

    let mut slow = poor_line(server.port()).await;
    let request = format!(
        "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        office.cookie.as_deref().unwrap()
    );
    slow.write_all(request.as_bytes()).await.unwrap();

    let queue = office.see("/api/v1/queue").await;
    let month = queue["collected"].as_str().unwrap().to_owned();
    let park = queue["lines"][0]["park"].as_str().unwrap().to_owned();
    let own = server.login(&server.park_account(&park).unwrap()).await;
    let zone = office.see("/api/v1/zone").await;
    let items = zone["zone"]["form"]["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["name"] == "本年完成固定资产投资额").unwrap()["code"].as_str().unwrap();
    let mut report = Report::new(&own, &park, &month).await;
    let (start, mut seen, mut answered) = (report.get(item), report.seen_revisions(), json!([]));
    let mut last = 0;
    for round in 1..=300 {
        report.set(item, &(start + Decimal::from(round)).to_string());
        let mut body = report.body(answered.clone());
        body["seen_revisions"] = json!(seen);
        let mut answer = own.post(&report.path("/submissions"), body.clone()).await;
        if answer.status == 422 {
            answered = answers(&answer.json()["findings"]);
            body["answers"] = answered.clone();
            answer = own.post(&report.path("/submissions"), body).await;
        }
        last = answer.expect(201)["position"].as_u64().unwrap();
        seen += 1;
        // Changes that come faster than the server can tell of them are told together: each is waited for.
        healthy.at(last).await;
    }
    assert_eq!(healthy.document["position"], last, "who reads is up to date");

    let mut received = Vec::new();
    let mut buffer = vec![0; 65536];
    until("the server has hung up on the slow screen", async || {
        loop {
            match tokio::time::timeout(std::time::Duration::from_millis(20), slow.read(&mut buffer)).await {
                Ok(Ok(0) | Err(_)) => return Some(()),
                Ok(Ok(count)) => received.extend_from_slice(&buffer[..count]),
                Err(_) => return None,
            }
        }
    })
    .await;
    let text = String::from_utf8_lossy(&received);
    assert!(text.contains("event: snapshot") || text.contains("event:snapshot"), "{}", &text[..200.min(text.len())]);
    assert!(
        !text.contains(&format!("id: {last}\n")) && !text.contains(&format!("id:{last}\n")),
        "it was dropped before the end"
    );
    // It comes back like any screen that was away.
    let mut back = office.live(None).await;
    back.until("snapshot").await;
    assert_eq!(back.position, last);
}
