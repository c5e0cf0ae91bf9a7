//! Logging in, being locked out, changing the first password, logging out.

use duoyuan_tests::Server;
use serde_json::json;

#[tokio::test]
async fn every_printed_account_logs_in_with_its_role() {
    let server = Server::demo().await;
    for account in server.accounts() {
        let client = server.login(account).await;
        let me = client.see("/api/v1/session").await;
        let kind = me["role"]["kind"].as_str().unwrap();
        assert!(account.role.starts_with(kind), "{account:?}: {me}");
        assert_eq!(me["account"], account.name.as_str());
        assert_eq!(me["must_change_password"], false);
    }
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let server = Server::demo().await;
    let account = server.account("leading");
    let answer = server.stranger().login(&account.name, &account.password).await;
    let cookie = answer.header("set-cookie");
    for part in ["duoyuan_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
}

#[tokio::test]
async fn a_wrong_password_leaves_the_open_session_as_it_is() {
    let server = Server::demo().await;
    let mut client = server.client("leading").await;
    client.login("nobody-at-all", "Wrong-password-1").await.problem(401);
    client.see("/api/v1/board").await;
}

#[tokio::test]
async fn who_exists_cannot_be_told_from_a_refusal() {
    let server = Server::demo().await;
    let mut client = server.stranger();
    let name = server.account("office").name;
    let known = client.login(&name, "Wrong-password-1").await;
    let unknown = client.login("nobody-at-all", "Wrong-password-1").await;
    assert_eq!(known.problem(401), "login_wrong");
    assert_eq!(known.json(), unknown.json());
    assert_eq!(client.get("/api/v1/board").await.status, 401);
}

#[tokio::test]
async fn five_failures_lock_the_account_and_no_other() {
    let server = Server::demo().await;
    let account = server.account("office");
    let mut client = server.stranger();
    for _ in 0..4 {
        client.login(&account.name, "Wrong-password-1").await.problem(401);
    }
    // The fifth may already say that there will be no sixth.
    let fifth = client.login(&account.name, "Wrong-password-1").await.status;
    assert!(matches!(fifth, 401 | 429), "{fifth}");
    assert_eq!(client.login(&account.name, &account.password).await.problem(429), "login_locked");
    server.client("leading").await;
}

#[tokio::test]
async fn a_lock_outlives_a_restart() {
    let mut server = Server::demo().await;
    let account = server.account("office");
    for _ in 0..5 {
        server.stranger().login(&account.name, "Wrong-password-1").await;
    }
    server.restart().await;
    server.stranger().login(&account.name, &account.password).await.problem(429);
}

#[tokio::test]
async fn logging_out_ends_the_session_and_a_restart_does_not() {
    let mut server = Server::demo().await;
    let (one, other) = (server.client("leading").await, server.client("leading").await);
    server.restart().await;
    one.see("/api/v1/board").await;
    assert_eq!(one.delete("/api/v1/session").await.status, 204);
    assert_eq!(one.get("/api/v1/board").await.problem(401), "session_needed");
    other.see("/api/v1/board").await;
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let server = Server::demo().await;
    let account = server.account("leading");
    let (one, other) = (server.login(&account).await, server.login(&account).await);
    let change = |current: &str, new: &str| json!({"current": current, "new": new});
    let path = "/api/v1/session/password";
    for weak in ["short", "allsmallletters", &format!("{}-Aa1x", account.name)] {
        one.post(path, change(&account.password, weak)).await.problem(422);
    }
    one.post(path, change("Wrong-password-1", "Quiet-River-2026")).await;
    server.login(&account).await;
    assert_eq!(one.post(path, change(&account.password, "Quiet-River-2026")).await.status, 204);
    one.see("/api/v1/board").await;
    assert_eq!(other.get("/api/v1/board").await.status, 401);
    assert_eq!(server.stranger().login(&account.name, &account.password).await.status, 401);
    assert_eq!(server.stranger().login(&account.name, "Quiet-River-2026").await.status, 200);
}

#[tokio::test]
async fn writes_that_another_site_could_send_are_refused() {
    let server = Server::demo().await;
    let office = server.client("office").await;
    let request = office.request(reqwest::Method::POST, "/api/v1/periods/2024-01/closing").json(&json!({}));
    let mut request = request.build().unwrap();
    request.headers_mut().remove("X-Duoyuan");
    let response = reqwest::Client::builder().no_proxy().build().unwrap().execute(request).await.unwrap();
    assert!((400..=415).contains(&response.status().as_u16()), "{response:?}");
}

#[tokio::test]
async fn sentences_come_in_the_language_asked_for() {
    let server = Server::demo().await;
    let mut client = server.stranger();
    let chinese = client.get("/api/v1/board").await.json();
    client.language = Some("en-GB,en;q=0.8");
    let english = client.get("/api/v1/board").await.json();
    assert_eq!(chinese["message"], english["message"]);
    assert!(chinese["detail"].as_str().unwrap().contains("登录"), "{chinese}");
    assert!(english["detail"].as_str().unwrap().is_ascii(), "{english}");
}

#[tokio::test]
async fn over_https_alone_the_cookie_is_this_host_s_and_browsers_stay_there() {
    let mut server = Server::stopped().await;
    server.extra.push("--secure-cookies".to_owned());
    server.start().await;
    let account = server.account("leading");
    let mut client = server.stranger();
    let answer = client.login(&account.name, &account.password).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-duoyuan_session=") && cookie.contains("; Secure"), "{cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    client.see("/api/v1/board").await;
    client.cookie = client.cookie.map(|cookie| cookie.replace("__Host-", ""));
    client.get("/api/v1/board").await.problem(401);
    let plain = Server::demo().await.stranger().get("/healthz").await;
    assert_eq!(plain.header("strict-transport-security"), "");
}

#[tokio::test]
async fn a_gateway_that_is_trusted_tells_who_is_locked() {
    let mut server = Server::stopped().await;
    server.extra.extend(["--trusted-proxy".to_owned(), "127.0.0.1".to_owned()]);
    server.start().await;
    let account = server.account("office");
    let from = async |address: &str, password: &str| {
        let client = server.stranger();
        let body = json!({"account": account.name, "password": password});
        let request = client.request(reqwest::Method::POST, "/api/v1/session").header("X-Forwarded-For", address);
        client.send(request.json(&body)).await.status
    };
    for _ in 0..5 {
        from("203.0.113.9", "Wrong-password-1").await;
    }
    assert_eq!(from("203.0.113.9", &account.password).await, 429);
    assert_eq!(from("203.0.113.9, 198.51.100.7", &account.password).await, 200);
}
