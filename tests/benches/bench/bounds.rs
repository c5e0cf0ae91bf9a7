//! What one client can make the server hold: the most memory while it tries, and whether others are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use duoyuan_tests::load::{half_sent, socket};
use duoyuan_tests::report::Report;
use duoyuan_tests::workbook::with_numbers;
use duoyuan_tests::{Client, Server};

use crate::fanout::Corrections;
use crate::{Limit, line};

/// How long readers read and a writer writes.
const STRETCH: Duration = Duration::from_secs(12);

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        workbooks().await;
        half_uploads().await;
        half_heads().await;
        readers().await;
    });
}

/// A park's office that has yet to report, and its form.
async fn late(server: &Server) -> (Client, Report) {
    let office = server.client("office").await;
    let queue = office.see("/api/v1/queue").await;
    let park = queue["lines"][0]["park"].as_str().expect("a park");
    let own = server.login(&server.park_account(park).expect("its account")).await;
    let report = Report::new(&own, park, queue["collected"].as_str().expect("a month")).await;
    (own, report)
}

/// Sixteen workbooks at once: of 60 MB inside, and the largest that are read.
async fn workbooks() {
    let server = Server::demo().await;
    let (own, report) = late(&server).await;
    let book = report.workbook(&own).await.save();
    let path = report.path("/dry-run?file=a.xlsx");
    for (name, cells, peak) in [("60mb", 337_000, 400.0), ("largest", 140_000, 600.0)] {
        let book = with_numbers(&book, cells, if name == "60mb" { 187 } else { 165 });
        server.forget_peak();
        let before = server.memory("VmRSS");
        let start = Instant::now();
        let sent = (0..16).map(|_| {
            let (own, path, book) = (own.clone(), path.clone(), book.clone());
            tokio::spawn(async move { own.upload(&path, book).await.status })
        });
        let mut statuses = std::collections::BTreeMap::new();
        for task in sent.collect::<Vec<_>>() {
            *statuses.entry(task.await.expect("an answer")).or_insert(0) += 1;
        }
        eprintln!("{name}: {} KB, answered {statuses:?} in {:?}", book.len() / 1000, start.elapsed());
        line(&format!("bounds_16_workbooks_{name}"), server.memory("VmHWM") - before, "MB", Limit::Most(peak));
    }
}

/// Sixty uploads of which half has come.
async fn half_uploads() {
    let server = Server::demo().await;
    let (own, report) = late(&server).await;
    let path = report.path("/dry-run?file=a.xlsx");
    server.forget_peak();
    let before = server.memory("VmRSS");
    let mut held = Vec::new();
    for _ in 0..60 {
        held.push(half_sent(server.port(), &own, &path).await);
    }
    let start = Instant::now();
    server.client("leading").await.see("/api/v1/board").await;
    line("bounds_60_half_uploads", server.memory("VmHWM") - before, "MB", Limit::Most(100.0));
    line("bounds_answer_beside_them", start.elapsed().as_secs_f64() * 1e3, "ms", Limit::Most(2000.0));
}

/// Two hundred half heads and a server that may open two hundred files.
async fn half_heads() {
    let mut server = Server::stopped().await;
    server.limit("-n 200");
    server.start().await;
    let leading = server.client("leading").await;
    let before = server.memory("VmRSS");
    server.forget_peak();
    let mut held = Vec::new();
    for _ in 0..200 {
        held.push(socket(server.port(), b"GET /api/v1/board HTTP/1.1\r\nHost: x\r\nX-A: ").await);
    }
    let start = Instant::now();
    leading.see("/api/v1/board").await;
    line("bounds_answer_beside_200_half_heads", start.elapsed().as_secs_f64() * 1e3, "ms", Limit::Most(1000.0));
    line("bounds_200_half_heads", server.memory("VmHWM") - before, "MB", Limit::Most(60.0));
}

/// Three hundred people who read without a pause while a park keeps correcting.
async fn readers() {
    const PATHS: [&str; 8] =
        ["board", "zone", "sharing", "openness", "platforms", "enclaves", "sharing/transfers", "session"];
    let server = Server::demo().await;
    let office = server.client("office").await;
    let mut corrections = Corrections::new(&server, &office).await.apart();
    let mut people = Vec::new();
    // Who writes does not read beside it: requests are counted by account, and by address.
    let writer = server.park_account(corrections.place().0).expect("its account").name;
    for account in server.accounts().iter().filter(|account| account.role != "operator" && account.name != writer) {
        people.push(server.login(account).await);
    }
    let (end, answers) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    server.forget_peak();
    let before = server.memory("VmRSS");
    let mut readers = Vec::new();
    for number in 0..300 {
        let person = people[number % people.len()].clone();
        let (end, answers) = (end.clone(), answers.clone());
        readers.push(tokio::spawn(async move {
            // Every third has its screen open, the others ask again and again.
            if number % 3 == 0 {
                let request = person.request(reqwest::Method::GET, "/api/v1/live");
                let Ok(mut stream) = request.send().await else { return };
                while !end.load(Ordering::Relaxed) && matches!(stream.chunk().await, Ok(Some(_))) {}
                return;
            }
            let mut turn = number;
            // Who is told that it is too much asks again a little later.
            let mut pause = tokio::time::interval(Duration::from_millis(50));
            pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            while !end.load(Ordering::Relaxed) {
                turn += 1;
                match person.try_get(&format!("/api/v1/{}", PATHS[turn % PATHS.len()])).await {
                    Some(answer) if answer.status != 429 => answers.fetch_add(1, Ordering::Relaxed),
                    _ => {
                        pause.tick().await;
                        continue;
                    }
                };
            }
        }));
    }
    let (start, mut writes) = (Instant::now(), 0);
    let mut pace = tokio::time::interval(Duration::from_millis(25));
    while start.elapsed() < STRETCH {
        pace.tick().await;
        corrections.next().await;
        writes += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    let peak = server.memory("VmHWM");
    end.store(true, Ordering::Relaxed);
    line("bounds_300_readers_and_a_writer", peak - before, "MB", Limit::Most(250.0));
    line("bounds_their_answers", answers.load(Ordering::Relaxed) as f64 / seconds, "1/s", Limit::None);
    line("bounds_its_writes", f64::from(writes) / seconds, "1/s", Limit::None);
    readers.iter().for_each(tokio::task::JoinHandle::abort);
}
