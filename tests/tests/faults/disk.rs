//! A disk with no room left.

use std::path::PathBuf;

use duoyuan_tests::Server;
use duoyuan_tests::report::Report;
use serde_json::json;

/// Runs the server in a mount space of its own, where its data folder is a small disk in memory. Needs no
/// rights beyond those of an ordinary user, and nothing stays mounted.
const SMALL_DISK: &str = r#"
    cp -r "$DATA" "$DATA.copy"
    mount -t tmpfs -o size=24m none "$DATA"
    cp -r "$DATA.copy/." "$DATA"
    exec "$@"
"#;

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_lost() {
    let mut server = Server::stopped().await;
    let data = server.data().to_owned();
    let script = format!("DATA='{}'\n{SMALL_DISK}", data.display());
    server.wrapper =
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc", &script, "sh"].map(str::to_owned).to_vec();
    server.start().await;
    let office = server.client("office").await;
    let queue = office.see("/api/v1/queue").await;
    let month = queue["collected"].as_str().unwrap().to_owned();
    let late = queue["lines"].as_array().unwrap().iter().find(|line| line["stage"] == "awaited").expect("one is late");
    let park = late["park"].as_str().unwrap();
    let own = server.login(&server.park_account(park).unwrap()).await;
    let report = Report::new(&own, park, &month).await;
    let book = report.workbook(&own).await.save();
    let before = own.see("/api/v1/zone").await["position"].clone();

    // Seen from outside, the disk is under the process’s own root.
    let inside = PathBuf::from(format!("/proc/{}/root{}", server.pid(), data.display()));
    let filler = inside.join("filler");
    let mut file = std::fs::File::create(&filler).expect("the small disk is there");
    while std::io::Write::write_all(&mut file, &[0; 4096]).is_ok() {}
    drop(file);

    let refused = report.submit(&own).await;
    refused.problem(507);
    assert!(!refused.text().to_lowercase().contains("sqlite"), "causes are not told: {}", refused.text());
    own.upload(&report.path("/dry-run?file=a.xlsx"), book.clone()).await.problem(507);
    assert_eq!(own.see("/api/v1/zone").await["position"], before);
    assert_eq!(own.see(&report.path("")).await["seen_revisions"], json!(0));
    office.see("/api/v1/board").await;

    std::fs::remove_file(&filler).expect("own file");
    report.submitted(&own).await;
    own.upload(&report.path("/dry-run?file=a.xlsx"), book).await.expect(200);
}
