//! A thousand open screens: one computation a change, and how long a change takes to reach all of them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use duoyuan_core::access::{Actor, Role, Scope};
use duoyuan_core::state::Command;
use duoyuan_server::engine::Engine;
use duoyuan_server::live::Live;
use duoyuan_server::store::sqlite::Sqlite;
use duoyuan_tests::report::Report;
use duoyuan_tests::{Client, Server};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use crate::{Limit, line, p95, synthetic};

const CLIENTS: usize = 1000;
const CHANGES: usize = 20;

pub fn run() {
    computations();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    runtime.block_on(delivery());
}

/// Counts what is computed for a thousand clients of one audience.
fn computations() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Arc::new(Sqlite::open(folder.path()).expect("a store"));
    let engine = Arc::new(Engine::open(store).expect("an empty journal"));
    let operator = Actor { account: "op".into(), name: "系统管理".to_owned(), role: Role::Operator };
    let office = Actor { account: "office".into(), name: "领导小组办公室".to_owned(), role: Role::Office };
    let now = duoyuan_server::clock::now();
    engine
        .carry_out(&operator, &Command::AdoptZone { zone: synthetic::zone(), demo: true, accepted: Vec::new() }, now)
        .expect("adopted");
    let live = Live::new(engine.clone());
    let clients: Vec<_> = (0..CLIENTS).map(|_| live.join(&Scope::Leading, None, now).expect("a zone")).collect();
    let before = live.computed();
    let first = "2026-01".parse::<duoyuan_core::period::Month>().expect("a month");
    for number in 0..5 {
        engine.carry_out(&office, &Command::Close { month: first.plus(number) }, now).expect("a month that is over");
        live.refresh(now);
    }
    let each = (live.computed() - before) as f64 / 5.0;
    assert!(clients.iter().all(|client| client.next.len() == 5), "every client has every change");
    line("fanout_computations_per_change", each, "for_1000_clients", Limit::Most(1.0));
}

/// Reads a stream and reports when the event of a position arrived.
async fn listen(mut socket: TcpStream, cookie: String, arrived: mpsc::UnboundedSender<(u64, Instant)>) {
    let request = format!("GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n");
    socket.write_all(request.as_bytes()).await.expect("connected");
    let mut buffer = vec![0; 16 * 1024];
    let mut unread: Vec<u8> = Vec::new();
    while let Ok(count) = socket.read(&mut buffer).await {
        if count == 0 {
            return;
        }
        let now = Instant::now();
        unread.extend_from_slice(&buffer[..count]);
        while let Some(end) = unread.windows(2).position(|pair| pair == b"\n\n") {
            let head = String::from_utf8_lossy(&unread[..end.min(200)]).into_owned();
            unread.drain(..end + 2);
            let id = head.lines().find_map(|line| line.strip_prefix("id:")?.trim().parse().ok());
            if let Some(id) = id {
                let _ = arrived.send((id, now));
            }
        }
    }
}

async fn delivery() {
    let server = Server::demo().await;
    let leading = server.client("leading").await;
    let office = server.client("office").await;
    let cookie = leading.cookie.clone().expect("logged in");
    let (sender, mut arrived) = mpsc::unbounded_channel();
    for _ in 0..CLIENTS {
        let socket = TcpStream::connect(("127.0.0.1", server.port())).await.expect("the server takes a thousand");
        tokio::spawn(listen(socket, cookie.clone(), sender.clone()));
    }
    for _ in 0..CLIENTS {
        arrived.recv().await.expect("a snapshot each");
    }
    let mut each = Vec::new();
    let mut all = Vec::new();
    let mut corrections = Corrections::new(&server, &office).await;
    for _ in 0..CHANGES {
        let start = Instant::now();
        let position = corrections.next().await;
        let mut count = 0;
        while count < CLIENTS {
            let event = tokio::time::timeout(Duration::from_secs(30), arrived.recv()).await;
            let (id, at) = event.expect("every client gets every change").expect("clients listen");
            if id == position {
                count += 1;
                each.push((at - start).as_secs_f64() * 1e3);
            }
        }
        all.push(start.elapsed().as_secs_f64() * 1e3);
    }
    line("fanout_submit_to_client_p95", p95(each), "ms", Limit::None);
    line("fanout_submit_to_all_1000_p95", p95(all), "ms", Limit::None);
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).expect("Linux");
    let kilobytes =
        status.lines().find(|line| line.starts_with("VmRSS:")).and_then(|line| line.split_whitespace().nth(1));
    line(
        "fanout_server_memory",
        kilobytes.expect("Linux tells").parse::<f64>().expect("a number") / 1e3,
        "MB",
        Limit::None,
    );
}

/// A park that keeps correcting its report.
pub struct Corrections {
    client: Client,
    report: Report,
    item: String,
    round: i64,
    seen: u64,
    answers: serde_json::Value,
}

impl Corrections {
    /// The first park that has reported.
    pub async fn new(server: &Server, office: &Client) -> Self {
        let queue = office.see("/api/v1/queue").await;
        let month = queue["collected"].as_str().expect("a month");
        let lines = queue["lines"].as_array().expect("parks");
        let line = lines.iter().find(|line| line["stage"] == "approved").expect("a park has reported");
        let park = line["park"].as_str().expect("a park");
        let client = server.login(&server.park_account(park).expect("its account")).await;
        let report = Report::new(&client, park, month).await;
        let zone = office.see("/api/v1/zone").await;
        let items = zone["zone"]["form"]["items"].as_array().expect("items");
        let item = items.iter().find(|item| item["name"] == "本年完成固定资产投资额").expect("the form has it");
        let item = item["code"].as_str().expect("a code").to_owned();
        let seen = report.seen_revisions();
        Self { client, report, item, round: 0, seen, answers: serde_json::json!([]) }
    }

    /// From an address of its own, which nobody else uses up.
    pub fn apart(self) -> Self {
        Self { client: self.client.at_address([127, 0, 0, 2].into()), ..self }
    }

    /// Park and month.
    pub fn place(&self) -> (&str, &str) {
        (&self.report.park, &self.report.month)
    }

    /// Submits another value; the position.
    pub async fn next(&mut self) -> u64 {
        self.round += 1;
        let base = self.report.get(&self.item);
        // A million yuan more each time: visible on the board, and no rule minds.
        let value = base + rust_decimal::Decimal::from(100_000);
        self.report.set(&self.item, &value.to_string());
        let mut body = self.report.body(self.answers.clone());
        body["seen_revisions"] = serde_json::json!(self.seen);
        let mut answer = self.client.post(&self.report.path("/submissions"), body.clone()).await;
        if answer.status == 422 {
            self.answers = duoyuan_tests::report::answers(&answer.json()["findings"]);
            body["answers"] = self.answers.clone();
            answer = self.client.post(&self.report.path("/submissions"), body).await;
        }
        self.seen += 1;
        answer.expect(201)["position"].as_u64().expect("a position")
    }
}
