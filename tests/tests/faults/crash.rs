//! SIGKILL in the middle of a burst.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use duoyuan_tests::report::{Report, answers};
use duoyuan_tests::{Client, Server, until};
use rust_decimal::Decimal;
use serde_json::json;

/// Submits one correction after the other; the values that were acknowledged, in order.
async fn burst(client: Client, mut report: Report, item: String, done: Arc<AtomicUsize>) -> Vec<Decimal> {
    let mut acknowledged = Vec::new();
    let mut seen = report.seen_revisions();
    let mut answered = json!([]);
    let start = report.get(&item);
    for round in 1..500 {
        let value = start + Decimal::from(round);
        report.set(&item, &value.to_string());
        loop {
            let mut body = report.body(answered.clone());
            body["seen_revisions"] = json!(seen);
            let request = client.request(reqwest::Method::POST, &report.path("/submissions")).json(&body);
            let Ok(answer) = client.try_send(request).await else { return acknowledged };
            if answer.status == 422 {
                let asked = answers(&answer.json()["findings"]);
                assert_ne!(asked, answered, "{}", answer.text());
                answered = asked;
                continue;
            }
            assert_eq!(answer.status, 201, "{}", answer.text());
            break;
        }
        seen += 1;
        acknowledged.push(value);
        done.fetch_add(1, Ordering::SeqCst);
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_kill() {
    let mut server = Server::demo().await;
    let office = server.client("office").await;
    let queue = office.see("/api/v1/queue").await;
    let month = queue["collected"].as_str().unwrap().to_owned();
    let zone = office.see("/api/v1/zone").await;
    let items = zone["zone"]["form"]["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["name"] == "本年完成固定资产投资额").unwrap()["code"]
        .as_str()
        .unwrap()
        .to_owned();

    let mut counts = Vec::new();
    let mut bursts = Vec::new();
    for line in queue["lines"].as_array().unwrap().iter().take(4) {
        let park = line["park"].as_str().unwrap().to_owned();
        let client = server.login(&server.park_account(&park).expect("its account")).await;
        let report = Report::new(&client, &park, &month).await;
        let seen = report.seen_revisions();
        let done = Arc::new(AtomicUsize::new(0));
        counts.push(done.clone());
        let task = tokio::spawn(burst(client.clone(), report, item.clone(), done));
        bursts.push((park, client, seen, task));
    }
    until("every park has had several submissions acknowledged", async || {
        counts.iter().all(|count| count.load(Ordering::SeqCst) >= 10).then_some(())
    })
    .await;
    server.kill().await;
    let mut kept = Vec::new();
    for (park, client, seen, task) in bursts {
        kept.push((park, client, seen, task.await.expect("the burst ends with the server")));
    }
    let verified = server.run(&["verify"]).await;
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    server.start().await;
    for (park, client, seen, acknowledged) in kept {
        let sheet = client.see(&format!("/api/v1/reports/{park}/{month}")).await;
        let revisions = sheet["seen_revisions"].as_u64().unwrap() - seen;
        let count = acknowledged.len() as u64;
        // One more may have been written whose answer never arrived.
        assert!(revisions == count || revisions == count + 1, "{park}: {count} acknowledged, {revisions} kept");
        let line = sheet["lines"].as_array().unwrap().iter().find(|line| line["item"] == item.as_str()).unwrap();
        let value: Decimal = line["row"]["value"].as_str().unwrap().parse().unwrap();
        assert!(value >= *acknowledged.last().expect("each park got some"), "{park}: {value}");
    }
}
