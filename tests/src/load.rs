//! Sockets that do no more than they must, and what they cost the server.

use std::net::Ipv4Addr;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::{Client, Server};

/// A connection that says `first` and nothing more.
pub async fn socket(port: u16, first: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.expect("the server takes connections");
    // A server that has hung up is what some tests wait for.
    let _ = socket.write_all(first).await;
    socket
}

/// The head of a request that somebody logged in makes.
pub fn head(client: &Client, method: &str, path: &str, more: &str) -> Vec<u8> {
    let cookie = client.cookie.as_deref().unwrap_or_default();
    format!("{method} {path} HTTP/1.1\r\nHost: x\r\nX-Duoyuan: 1\r\nCookie: {cookie}\r\n{more}\r\n").into_bytes()
}

/// An upload of a megabyte of which half is sent.
pub async fn half_sent(port: u16, client: &Client, path: &str) -> TcpStream {
    let head = head(client, "POST", path, "Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n");
    socket(port, &[head, vec![b'x'; 500_000]].concat()).await
}

impl Server {
    /// A line of `/proc/…/status` in megabytes (10^6): `VmRSS` now, `VmHWM` the most since [`Server::forget_peak`].
    pub fn memory(&self, line: &str) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("Linux");
        let found = text.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
        let kilobytes = found.and_then(|rest| rest.split_whitespace().next()).expect("Linux tells");
        kilobytes.parse::<f64>().expect("a number") * 1024.0 / 1e6
    }

    /// Measures the most memory from here on.
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.pid()), "5").expect("own process");
    }

    /// Lets the next start have this much of something: an option of the shell's `ulimit`, such as `-n 200`.
    pub fn limit(&mut self, ulimit: &str) {
        let script = format!("ulimit {ulimit}; exec \"$@\"");
        self.wrapper = ["sh", "-euc", &script, "sh"].map(str::to_owned).to_vec();
    }
}
