//! Accounts managed over the interface: who may do what to whose, what is told once, what is written down.

use duoyuan_tests::{Account, Answer, Client, Server};
use serde_json::{Value, json};

/// A password that somebody chooses after the first login.
const OWN: &str = "Marble-Lantern-5839";

async fn act(client: &Client, account: &str, deed: &str) -> Answer {
    client.post(&format!("/api/v1/accounts/{account}/{deed}"), json!({})).await
}

async fn add(client: &Client, account: &str, role: Value) -> Answer {
    client.post("/api/v1/accounts", json!({"account": account, "name": "试用账号", "role": role})).await
}

/// The one-time password in an answer.
fn told(answer: &Answer, status: u16) -> String {
    let body = answer.expect(status);
    assert_eq!(answer.header("cache-control"), "no-store");
    body["password"].as_str().unwrap().to_owned()
}

async fn names(client: &Client) -> Vec<String> {
    let page = client.see("/api/v1/accounts").await;
    page["accounts"].as_array().unwrap().iter().map(|it| it["account"].as_str().unwrap().to_owned()).collect()
}

async fn line(client: &Client, account: &str) -> Value {
    let page = client.see("/api/v1/accounts").await;
    page["accounts"].as_array().unwrap().iter().find(|it| it["account"] == account).unwrap().clone()
}

/// `by account kind` of the record, the newest first, as somebody is told it.
async fn deeds(client: &Client) -> Vec<String> {
    let page = client.see("/api/v1/accounts").await;
    let said = |it: &Value| {
        let by = it["by"].as_str().unwrap_or("-");
        format!("{by} {} {}", it["account"].as_str().unwrap(), it["kind"].as_str().unwrap())
    };
    page["deeds"].as_array().unwrap().iter().map(said).collect()
}

fn park() -> Value {
    json!({"kind": "park", "park": "qinyang"})
}

#[tokio::test]
async fn each_role_is_answered_on_each_route_as_it_manages() {
    let server = Server::demo().await;
    let admin = server.client("operator").await;
    let office = server.client("office").await;
    let qinyang = server.login(&server.park_account("qinyang").unwrap()).await;
    let nobodies =
        [server.client("leading").await, server.client("owner").await, server.client("display").await, qinyang];
    told(&add(&admin, "second", json!({"kind": "operator"})).await, 201);
    told(&add(&admin, "trial", park()).await, 201);
    let before = (names(&admin).await, deeds(&admin).await);
    for client in &nobodies {
        client.get("/api/v1/accounts").await.problem(404);
        add(client, "other", park()).await.problem(404);
        for account in ["trial", "admin", "nobody-here"] {
            for deed in ["password", "disable", "enable", "unlock"] {
                assert_eq!(act(client, account, deed).await.problem(404), "not_found", "{account} {deed}");
            }
        }
    }
    server.stranger().get("/api/v1/accounts").await.problem(401);
    act(&server.stranger(), "trial", "disable").await.problem(401);
    // What is not the office's is to it as if it were not there.
    for account in ["admin", "second", "leader", "office", "nobody-here"] {
        for deed in ["password", "disable", "enable", "unlock"] {
            assert_eq!(act(&office, account, deed).await.problem(404), "not_found", "{account} {deed}");
        }
    }
    for kind in ["operator", "leading", "office"] {
        add(&office, "climber", json!({"kind": kind})).await.problem(404);
        // Nor whether the name is taken.
        add(&office, "admin", json!({"kind": kind})).await.problem(404);
    }
    assert_eq!((names(&admin).await, deeds(&admin).await), before, "nothing of that was done");
    let own = names(&office).await;
    assert!(own.contains(&"qinyang".to_owned()) && own.contains(&"wall".to_owned()), "{own:?}");
    for not in ["admin", "second", "leader", "office"] {
        assert!(!own.contains(&not.to_owned()), "{not} in {own:?}");
    }
    // Both may do all of it to a park's account.
    for client in [&admin, &office] {
        told(&act(client, "trial", "password").await, 200);
        assert_eq!(act(client, "trial", "disable").await.status, 204);
        assert_eq!(act(client, "trial", "disable").await.problem(409), "account_unchanged");
        assert_eq!(act(client, "trial", "enable").await.status, 204);
        assert_eq!(act(client, "trial", "unlock").await.problem(409), "account_unchanged");
    }
    let told_office = deeds(&office).await;
    assert_eq!(told_office[..3], ["office trial enabled", "office trial disabled", "office trial password"]);
    assert!(told_office.contains(&"admin trial added".to_owned()), "{told_office:?}");
    assert!(!told_office.iter().any(|it| it.contains("second")), "{told_office:?}");
}

#[tokio::test]
async fn a_new_account_logs_in_once_with_what_was_told_once() {
    let server = Server::demo().await;
    let admin = server.client("operator").await;
    let first = told(&add(&admin, "trial", park()).await, 201);
    let new = line(&admin, "trial").await;
    assert_eq!((&new["must_change"], &new["last_login"]), (&json!(true), &json!(null)));
    let mut person = server.stranger();
    person.login("trial", &first).await.expect(200);
    assert_eq!(person.get("/api/v1/desk/qinyang").await.problem(403), "must_change_password");
    let change = json!({"current": first, "new": OWN});
    assert_eq!(person.post("/api/v1/session/password", change).await.status, 204);
    person.see("/api/v1/desk/qinyang").await;
    let came = line(&admin, "trial").await;
    assert_eq!(came["must_change"], false);
    assert!(came["last_login"].is_string(), "{came}");
    // Stopped, it is out at once and stays out.
    assert_eq!(act(&admin, "trial", "disable").await.status, 204);
    person.get("/api/v1/desk/qinyang").await.problem(401);
    server.stranger().login("trial", OWN).await.problem(401);
    let second = told(&act(&admin, "trial", "password").await, 200);
    server.stranger().login("trial", &second).await.problem(401);
    assert_eq!(act(&admin, "trial", "enable").await.status, 204);
    server.stranger().login("trial", &second).await.expect(200);
    for _ in 0..5 {
        server.stranger().login("trial", "Wrong-password-1").await;
    }
    server.stranger().login("trial", &second).await.problem(429);
    assert!(line(&admin, "trial").await["acts"].as_array().unwrap().contains(&json!("unlocked")));
    assert_eq!(act(&admin, "trial", "unlock").await.status, 204);
    server.stranger().login("trial", &second).await.expect(200);
    // Nothing that is listed or written down holds a password.
    let listed = admin.get("/api/v1/accounts").await.text();
    assert!(!listed.contains(&first) && !listed.contains(&second) && !listed.contains("argon2"), "{listed}");
    let expected = ["unlocked", "enabled", "password", "disabled", "added"].map(|kind| format!("admin trial {kind}"));
    assert_eq!(deeds(&admin).await[..5], expected);
}

#[tokio::test]
async fn nobody_shuts_himself_out_and_the_last_operator_stays() {
    let server = Server::demo().await;
    let admin = server.client("operator").await;
    for deed in ["disable", "password"] {
        assert_eq!(act(&admin, "admin", deed).await.problem(409), "account_own", "{deed}");
    }
    let first = told(&add(&admin, "second", json!({"kind": "operator"})).await, 201);
    let mut second = server.stranger();
    second.login("second", &first).await.expect(200);
    assert_eq!(act(&second, "admin", "disable").await.problem(403), "must_change_password");
    let change = json!({"current": first, "new": OWN});
    assert_eq!(second.post("/api/v1/session/password", change).await.status, 204);
    let (one, other) = tokio::join!(act(&admin, "second", "disable"), act(&second, "admin", "disable"));
    let done = [&one, &other].iter().filter(|it| it.status == 204).count();
    assert_eq!(done, 1, "{} {}", one.text(), other.text());
    let left = if one.status == 204 { &admin } else { &second };
    let page = left.see("/api/v1/accounts").await;
    let operators = page["accounts"].as_array().unwrap().iter().filter(|it| it["role"]["kind"] == "operator");
    assert_eq!(operators.filter(|it| it["disabled"] == false).count(), 1);
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused_with_a_sentence() {
    let server = Server::demo().await;
    let admin = server.client("operator").await;
    let before = names(&admin).await;
    let check = async |body: Value, status: u16, key: &str| {
        assert_eq!(admin.post("/api/v1/accounts", body.clone()).await.problem(status), key, "{body}");
    };
    let new = |account: &str, name: &str, role: Value| json!({"account": account, "name": name, "role": role});
    check(new("qinyang", "又一个", park()), 409, "account_taken").await;
    check(new("A", "王芳", park()), 422, "account_login_rule").await;
    check(new("wang fang", "王芳", park()), 422, "account_login_rule").await;
    check(new("wang", " ", park()), 422, "account_holder_rule").await;
    check(new("wang", &"字".repeat(65), park()), 422, "account_holder_rule").await;
    check(new("wang", "王芳", json!({"kind": "park", "park": "nowhere"})), 422, "account_unknown_park").await;
    check(new("wang", "王芳", json!({"kind": "owner", "owner": "qinyang"})), 422, "account_unknown_owner").await;
    check(json!({"account": "wang", "name": "王芳", "role": park(), "password": "x"}), 422, "bad_json").await;
    assert_eq!(names(&admin).await, before);
    // A write that another site could send.
    let request = admin.request(reqwest::Method::POST, "/api/v1/accounts/qinyang/disable").json(&json!({}));
    let mut request = request.build().unwrap();
    request.headers_mut().remove("X-Duoyuan");
    let plain = reqwest::Client::builder().no_proxy().build().unwrap();
    assert_eq!(plain.execute(request).await.unwrap().status().as_u16(), 403);
    assert_eq!(line(&admin, "qinyang").await["disabled"], false);
}

#[tokio::test]
async fn the_command_line_is_in_the_record_too() {
    let server = Server::demo().await;
    let admin = server.client("operator").await;
    let run = async |args: &[&str]| {
        let done = server.run(&[&["user"], args].concat()).await;
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["add", "trial", "--role", "park:qinyang"]).await;
    run(&["disable", "trial"]).await;
    // So already: nothing to be done, and nothing that failed.
    run(&["disable", "trial"]).await;
    run(&["enable", "trial"]).await;
    run(&["reset", "trial"]).await;
    let expected = ["password", "enabled", "disabled", "added"].map(|kind| format!("- trial {kind}"));
    assert_eq!(deeds(&admin).await[..4], expected);
    let account = Account { role: "park".to_owned(), ..server.park_account("qinyang").unwrap() };
    server.login(&account).await.get("/api/v1/accounts").await.problem(404);
}
