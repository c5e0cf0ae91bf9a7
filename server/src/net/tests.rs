//! Real sockets and a small room.

use std::net::Ipv4Addr;

use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

async fn serve(most: usize) -> (SocketAddr, watch::Sender<bool>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = watch::Sender::new(false);
    let forever = || async { Body::from_stream(futures_util::stream::pending::<Result<bytes::Bytes, io::Error>>()) };
    let router = Router::new().route("/", get(|| async { "here" })).route("/forever", get(forever));
    let (first, head) = (Duration::from_millis(200), Duration::from_millis(300));
    let manners = Manners { most, first, head, take: Duration::from_secs(30) };
    tokio::spawn(run(listener, router, manners, stop.subscribe()));
    (address, stop)
}

async fn connect(address: SocketAddr, first: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(first).await.unwrap();
    stream
}

async fn first_line(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 512];
    let count = stream.read(&mut buffer).await.unwrap_or(0);
    String::from_utf8_lossy(&buffer[..count]).lines().next().unwrap_or_default().to_owned()
}

/// What the other side has closed reads as its end.
async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut buffer = [0; 512];
    !matches!(stream.read(&mut buffer).await, Ok(count) if count > 0)
}

#[tokio::test]
async fn half_a_head_and_idle_connections_give_way_to_those_who_ask() {
    let (address, _stop) = serve(8).await;
    let mut idle = Vec::new();
    for number in 0..40 {
        idle.push(connect(address, if number % 2 == 0 { b"" } else { b"GET / HTT" }).await);
    }
    let mut asking = connect(address, GET).await;
    assert_eq!(first_line(&mut asking).await, "HTTP/1.1 200 OK");
    assert!(is_closed(&mut idle[0]).await, "the oldest one was closed");
}

#[tokio::test]
async fn who_is_being_served_keeps_the_seat_and_one_too_many_is_told() {
    let (address, _stop) = serve(2).await;
    let mut served = Vec::new();
    for _ in 0..2 {
        let mut stream = connect(address, b"GET /forever HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert_eq!(first_line(&mut stream).await, "HTTP/1.1 200 OK");
        served.push(stream);
    }
    let mut third = TcpStream::connect(address).await.unwrap();
    assert_eq!(first_line(&mut third).await, "HTTP/1.1 503 Service Unavailable");
    drop(served.pop());
    loop {
        let mut next = connect(address, GET).await;
        if first_line(&mut next).await == "HTTP/1.1 200 OK" {
            break;
        }
    }
}

#[tokio::test]
async fn heads_and_idle_connections_have_their_time() {
    let (address, _stop) = serve(8).await;
    let mut half = connect(address, b"GET / HTTP/1.1\r\nHos").await;
    let mut silent = connect(address, b"").await;
    let mut answered = connect(address, GET).await;
    assert_eq!(first_line(&mut answered).await, "HTTP/1.1 200 OK");
    for stream in [&mut half, &mut silent, &mut answered] {
        assert!(is_closed(stream).await);
    }
}

#[tokio::test]
async fn the_end_waits_for_nobody_who_is_idle() {
    let (address, stop) = serve(8).await;
    let mut idle = connect(address, b"GET / HT").await;
    let mut asking = connect(address, GET).await;
    assert_eq!(first_line(&mut asking).await, "HTTP/1.1 200 OK");
    stop.send_replace(true);
    assert!(is_closed(&mut idle).await && is_closed(&mut asking).await);
}

#[test]
fn some_descriptors_are_kept_for_files() {
    for (descriptors, connections) in [(200, 136), (20_000, 19_936), (20, 10), (0, 1)] {
        assert_eq!(Manners::with_descriptors(descriptors).most, connections);
    }
}
