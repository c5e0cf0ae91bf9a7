//! A journal that is not what was written.

use duoyuan_tests::Server;
use duoyuan_tests::server::JOURNAL;

fn text(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn a_damaged_journal_is_not_served() {
    let mut server = Server::stopped().await;
    let database = server.open_database();
    let sql = format!("UPDATE {JOURNAL} SET text = replace(text, '\"n\":33,', '\"n\": 33,') WHERE position = 33");
    assert_eq!(database.execute(&sql, []).unwrap(), 1);
    drop(database);
    let output = server.start_refused().await;
    assert!(!output.status.success(), "{}", text(&output));
    assert!(text(&output).contains("33"), "names the entry: {}", text(&output));
    assert!(!text(&output).contains("panicked"), "{}", text(&output));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_not_served_and_not_touched() {
    let mut server = Server::stopped().await;
    let rubbish = vec![b'x'; 8192];
    for beside in ["duoyuan.db-wal", "duoyuan.db-shm"] {
        let _ = std::fs::remove_file(server.data().join(beside));
    }
    std::fs::write(server.database(), &rubbish).unwrap();
    let output = server.start_refused().await;
    assert!(!output.status.success() && !text(&output).contains("panicked"), "{}", text(&output));
    assert!(text(&output).trim().len() > 10, "a sentence: {}", text(&output));
    assert_eq!(std::fs::read(server.database()).unwrap(), rubbish);
}

#[tokio::test]
async fn a_cut_off_file_is_not_served() {
    let mut server = Server::stopped().await;
    let bytes = std::fs::read(server.database()).unwrap();
    for beside in ["duoyuan.db-wal", "duoyuan.db-shm"] {
        let _ = std::fs::remove_file(server.data().join(beside));
    }
    std::fs::write(server.database(), &bytes[..bytes.len() / 2 / 4096 * 4096]).unwrap();
    let output = server.start_refused().await;
    assert!(!output.status.success() && !text(&output).contains("panicked"), "{}", text(&output));
    let verified = server.run(&["verify"]).await;
    assert!(!verified.status.success() && !text(&verified).contains("panicked"), "{}", text(&verified));
}
