//! Connections: how many there are, and how long a head, an idle one or an answer that nobody reads may last.
//!
//! ```text
//! accept ─ Room (is there a seat?) ─► hyper, one task a connection ─► router
//!            └─ full: whoever does nothing gives way
//! ```

mod room;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::cause::chain;
use room::{Room, Seat};

/// What connections may cost.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// How many may be open at once.
    pub most: usize,
    /// How long a connection may take to say its first head: what comes in drops is closed.
    pub first: Duration,
    /// How long each head may take, counted from when the connection is ready for it: what is idle longer is closed.
    pub head: Duration,
    /// How long an answer waits for a client that takes nothing of it.
    pub take: Duration,
}

impl Manners {
    /// What fits a limit of `descriptors` open files: some are kept for everything that is no connection.
    pub fn with_descriptors(descriptors: u64) -> Self {
        let kept = RESERVED.min(descriptors / 2);
        let most = usize::try_from(descriptors - kept).unwrap_or(usize::MAX).max(1);
        Self { most, first: Duration::from_secs(20), head: Duration::from_secs(75), take: Duration::from_secs(30) }
    }
}

/// Bytes of a head, and of an answer that waits for its client, kept for one connection.
const BUFFER: usize = 64 * 1024;

/// Descriptors kept for everything that is no connection: the database, uploads, files of the web app, logs.
const RESERVED: u64 = 64;

/// What a connection that finds no seat is told before it is closed.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// The address a request came from, as the socket has it: with a gateway in between it is the gateway's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Takes connections until `stopping` is true; then waits for the requests under way.
pub async fn run(listener: TcpListener, router: Router, manners: Manners, mut stopping: watch::Receiver<bool>) {
    let room = Arc::new(Room::new(manners.most));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            _ = stopping.wait_for(|stopping| *stopping) => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => match room.seat(address(peer)) {
                Some(seat) => {
                    connections.spawn(attend(stream, seat, router.clone(), manners, stopping.clone()));
                }
                None => refuse(&stream),
            },
            Err(error) => wait_after(&error, &room).await,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// The address without the port; an IPv4 address is the same one however it came.
fn address(peer: SocketAddr) -> IpAddr {
    peer.ip().to_canonical()
}

fn refuse(stream: &TcpStream) {
    // A new socket takes so little at once; and if not, it is closed all the same.
    let _ = stream.try_write(FULL);
    tracing::warn!("no seat for another connection");
}

/// Without descriptors accepting fails at once, again and again.
async fn wait_after(error: &io::Error, room: &Room) {
    if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) {
        return;
    }
    tracing::error!(cause = chain(error), "a connection cannot be taken");
    room.make_room();
    tokio::time::sleep(Duration::from_millis(100)).await;
}

/// One connection from its first byte to its end.
async fn attend(stream: TcpStream, seat: Seat, router: Router, manners: Manners, mut stopping: watch::Receiver<bool>) {
    // Events are small and must not wait for more to come.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(cause = chain(&error), "no delay cannot be set");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(manners.take));
    let seat = Arc::new(seat);
    let service = service_fn(|mut request: Request<Incoming>| {
        let stay = seat.clone().stay();
        request.extensions_mut().insert(Peer(seat.peer));
        let answer = router.clone().oneshot(request.map(Body::new));
        async move {
            // What is under way ends when the last byte of the answer has been handed over.
            answer.await.map(|response| {
                response.map(|body| {
                    body.map_err(move |error| {
                        let _ = &stay;
                        error
                    })
                })
            })
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(manners.head)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = pin!(connection);
    tokio::select! {
        biased;
        () = seat.given_up() => return,
        () = seat.says_nothing(manners.first) => return,
        _ = stopping.wait_for(|stopping| *stopping) => {
            if seat.is_idle() {
                return;
            }
            connection.as_mut().graceful_shutdown();
        }
        result = connection.as_mut() => return told(result),
    }
    told(connection.await);
}

/// Clients go as they please: that is no error of ours.
fn told(result: Result<(), hyper::Error>) {
    if let Err(error) = result {
        tracing::debug!(cause = chain(&error), "a connection broke off");
    }
}

#[cfg(test)]
mod tests;
