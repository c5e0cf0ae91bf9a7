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
    let leaving = server.client("leading").await;

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
    // Who leaves has left, and who comes may look.
    assert_eq!(leaving.delete("/api/v1/session").await.status, 204);
    leaving.get("/api/v1/board").await.problem(401);
    let newcomer = server.login(&server.park_account(park).unwrap()).await;
    newcomer.see(&report.path("")).await;
    report.submit(&newcomer).await.problem(507);

    std::fs::remove_file(&filler).expect("own file");
    report.submitted(&own).await;
    newcomer.see(&report.path("")).await;
    leaving.get("/api/v1/board").await.problem(401);
    own.upload(&report.path("/dry-run?file=a.xlsx"), book).await.expect(200);
}

/// A limit of file size is met by a signal that ends a process which does not expect it.
#[tokio::test]
async fn a_limit_of_file_size_is_a_full_disk_and_not_the_end() {
    let mut server = Server::stopped().await;
    server.limit("-f 2048");
    server.start().await;
    let owner = server.client("owner").await;
    let mut refused = None;
    for number in 0..20 {
        let document = [format!("%PDF-1.7 {number}").as_bytes(), &[b'x'; 200_000]].concat();
        let answer = owner.upload("/api/v1/documents?file=a.pdf", document).await;
        if answer.status == 507 {
            refused = Some(answer);
            break;
        }
        answer.expect(201);
    }
    refused.expect("four megabytes do not fit into one").problem(507);
    let office = server.client("office").await;
    office.see("/api/v1/board").await;
    assert_eq!(office.delete("/api/v1/session").await.status, 204);
    office.get("/api/v1/board").await.problem(401);
}
