//! Zones other than the one that ships: the starter serves, and a file in another encoding is told with its line.

use duoyuan_tests::Server;
use duoyuan_tests::server::{root, run};

fn text(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn the_starter_is_sound_and_can_be_served() {
    let starter = root().join("core/zones/starter");
    let checked = run(&["zone", "check", starter.to_str().unwrap()]).await;
    assert!(checked.status.success() && text(&checked).contains("园区2个"), "{}", text(&checked));

    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::without_data(folder.path());
    server.extra = vec!["--zone".to_owned(), starter.display().to_string()];
    let added = server.run(&["user", "add", "office", "--name", "办公室", "--role", "office"]).await;
    assert!(added.status.success(), "{}", text(&added));
    let printed = String::from_utf8_lossy(&added.stdout).into_owned();
    let password = printed.trim_end().rsplit(['\t', ' ', '\n']).next().unwrap().to_owned();
    server.start().await;
    let mut office = server.stranger();
    office.login("office", &password).await.expect(200);
    let change = serde_json::json!({"current": password, "new": "Quiet-River-2026"});
    assert_eq!(office.post("/api/v1/session/password", change).await.status, 204);
    let zone = office.get("/api/v1/zone").await.expect(200);
    assert_eq!(zone["zone"]["parks"].as_array().map(Vec::len), Some(2), "{zone}");
    assert_eq!(office.get("/api/v1/board").await.status, 200);
}

#[tokio::test]
async fn a_file_saved_as_gbk_is_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let starter = std::fs::read_to_string(root().join("core/zones/starter/zone.toml")).unwrap();
    let (first, rest) = starter.split_once("[[indicators]]").unwrap();
    std::fs::write(folder.path().join("zone.toml"), first).unwrap();
    let ascii: String = rest.replace("营业收入", "\u{0}").chars().filter(char::is_ascii).collect();
    let (before, after) = ascii.split_once('\u{0}').unwrap();
    let gbk = [0xD3, 0xAA, 0xD2, 0xB5, 0xCA, 0xD5, 0xC8, 0xEB];
    let bytes = [b"[[indicators]]", before.as_bytes(), &gbk, after.replace('\u{0}', "").as_bytes()].concat();
    std::fs::write(folder.path().join("indicators.toml"), bytes).unwrap();
    let output = run(&["zone", "check", folder.path().to_str().unwrap()]).await;
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains("indicators.toml:3:1: ") && text(&output).contains("GBK"), "{}", text(&output));
}
