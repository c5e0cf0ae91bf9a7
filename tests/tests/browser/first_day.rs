//! An installation on its first day: nobody is late, and every first screen says what will come.

use duoyuan_core::words::key;
use duoyuan_tests::browser::TABLET;
use duoyuan_tests::page::zh;
use duoyuan_tests::{Account, Browser, Server};

/// An account of a new installation, with a password of its own.
async fn account(server: &Server, role: &str, name: &str) -> Account {
    let made = server.run(&["user", "add", name, "--role", role, "--name", name]).await;
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    let first = said.trim().split('\t').nth(1).expect("a first password");
    let mut client = server.stranger();
    client.login(name, first).await.expect(200);
    let password = "Erste-Anmeldung-2026".to_owned();
    let change = serde_json::json!({"current": first, "new": password});
    let changed = client.post("/api/v1/session/password", change).await;
    assert!(changed.status < 300, "{}", changed.text());
    Account { role: role.to_owned(), name: name.to_owned(), password }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_late_on_the_first_day_and_no_first_screen_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::empty(folder.path()).await;
    let browser = Browser::start().await;
    for (role, name, says) in [
        ("leading", "leader", zh(key::BOARD_EMPTY)),
        ("office", "office", zh(key::BOARD_EMPTY_OFFICE)),
        ("park:qinyang", "qinyang", zh(key::STAGE_NOT_YET)),
        ("owner:service_centre", "centre", zh(key::WORK_FIRST_TITLE)),
        ("display", "wall", zh(key::STAGE_NOT_YET)),
    ] {
        let account = account(&server, role, name).await;
        let page = browser.person(&server.origin(), TABLET).await;
        page.login(&account).await;
        page.says(says).await;
        let text = page.text().await;
        assert!(!text.contains("逾期"), "{role}: {text}");
        page.screenshot(&format!("first-day-{name}")).await;
        assert!(!text.contains("未报"), "{role}: nothing was to be reported: {text}");
        if role == "display" {
            assert!(text.contains(zh(key::WALL_FIRST)), "{text}");
        }
        if role.starts_with("park") {
            for told in ["起填报", "截止", "工作簿", "项指标"] {
                assert!(text.contains(told), "{told}: {text}");
            }
            page.tap_on("link", zh(key::WAY_DESK)).await;
            page.says("起填报").await;
            page.says(zh(key::STAGE_VOLUNTARY)).await;
            assert!(!page.text().await.contains("逾期9"), "the months before are never late");
            page.screenshot("first-day-desk").await;
        }
        page.assert_clean();
    }
}
