//! The interface as a client meets it, without a socket. Statuses and sentences; what the figures are is
//! `core`'s matter.

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use duoyuan_core::access::Role;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::accounts::NewAccount;
use crate::http::Options;
use crate::testing::{Fixture, noon};

const PASSWORD: &str = "Copper-Lantern-47";

struct Client<'a> {
    router: &'a Router,
    cookie: String,
}

impl Client<'_> {
    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Response {
        let request = request.header(COOKIE, &self.cookie).body(body).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        read(self.send(Request::get(path), Body::empty()).await).await
    }

    async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::post(path).header("x-duoyuan", "1").header(CONTENT_TYPE, "application/json");
        read(self.send(request, body.to_string().into()).await).await
    }
}

async fn read(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or_default())
}

fn with_accounts() -> (Fixture, Router) {
    let fixture = Fixture::new();
    let park = Role::Park(fixture.park());
    let accounts = [
        ("leading", Role::Leading),
        ("office", Role::Office),
        ("park", park),
        ("wall", Role::Display),
        ("root", Role::Operator),
    ];
    for (name, role) in accounts {
        let password = Some(PASSWORD.to_owned());
        let new =
            NewAccount { account: name.into(), name: name.to_owned(), role, password, must_change: name == "root" };
        fixture.app.accounts.create(new, None, crate::testing::noon()).unwrap();
    }
    let router = router(fixture.app.clone());
    (fixture, router)
}

async fn log_in<'a>(router: &'a Router, account: &str) -> Client<'a> {
    let anybody = Client { router, cookie: String::new() };
    let request = Request::post("/api/v1/session").header("x-duoyuan", "1").header(CONTENT_TYPE, "application/json");
    let response = anybody.send(request, json!({ "account": account, "password": PASSWORD }).to_string().into()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    Client { router, cookie: cookie.split(';').next().unwrap().to_owned() }
}

#[tokio::test]
async fn nobody_sees_anything_without_a_session() {
    let (_fixture, router) = with_accounts();
    let anybody = Client { router: &router, cookie: "duoyuan_session=0".to_owned() };
    for path in ["session", "zone", "board", "parks/gaoxin", "desk/gaoxin", "queue", "live", "workbooks/00"] {
        let (status, problem) = anybody.get(&format!("/api/v1/{path}")).await;
        assert_eq!(
            (status, &problem["message"]["key"]),
            (StatusCode::UNAUTHORIZED, &json!("session_needed")),
            "{path}"
        );
    }
    assert_eq!(anybody.get("/healthz").await.1["status"], "ok");
}

#[tokio::test]
async fn a_first_password_must_be_changed_before_anything_else() {
    let (_fixture, router) = with_accounts();
    let root = log_in(&router, "root").await;
    let (status, problem) = root.get("/api/v1/zone").await;
    assert_eq!((status, &problem["message"]["key"]), (StatusCode::FORBIDDEN, &json!("must_change_password")));
    assert_eq!(root.get("/api/v1/session").await.1["must_change_password"], true);
    let change = json!({ "current": PASSWORD, "new": "Velvet-Harbour-93" });
    assert_eq!(root.post("/api/v1/session/password", change).await.0, StatusCode::NO_CONTENT);
    assert_eq!(root.get("/api/v1/zone").await.0, StatusCode::OK);
    // The operator sees no figures.
    for path in ["board", "live", "queue"] {
        assert_eq!(root.get(&format!("/api/v1/{path}")).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_a_scope_may_not_see_is_not_there() {
    let (fixture, router) = with_accounts();
    let park = log_in(&router, "park").await;
    let own = fixture.park();
    let other = &fixture.engine.read().zone().unwrap().parks[2].id.clone();
    assert_eq!(park.get(&format!("/api/v1/parks/{own}")).await.0, StatusCode::OK);
    let nowhere = park.get("/api/v1/parks/atlantis").await;
    for path in [
        format!("parks/{other}"),
        format!("desk/{other}"),
        format!("reports/{other}/2026-10"),
        format!("reports/{other}/2026-10/workbook"),
        format!("reports/{own}/2026-10/review"),
        format!("explanation?park={other}&code=revenue&month=2026-10"),
        "board".to_owned(),
        "queue".to_owned(),
    ] {
        assert_eq!(park.get(&format!("/api/v1/{path}")).await, nowhere, "{path}");
    }
    let submit = json!({ "rows": [], "seen_revisions": 0 });
    let refused = park.post(&format!("/api/v1/reports/{other}/2026-10/submissions"), submit).await;
    assert_eq!(refused, nowhere);
}

#[tokio::test]
async fn a_report_goes_from_the_park_to_the_board() {
    let (fixture, router) = with_accounts();
    let (park, office, leading) =
        (log_in(&router, "park").await, log_in(&router, "office").await, log_in(&router, "leading").await);
    let at = format!("/api/v1/reports/{}/2026-10", fixture.park());
    let submissions = format!("{at}/submissions");
    let (status, problem) = park.post(&submissions, json!({ "rows": [], "seen_revisions": 0 })).await;
    assert_eq!((status, &problem["message"]["key"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("does_not_pass")));
    assert!(!problem["findings"].as_array().unwrap().is_empty());

    let sheet = park.get(&at).await.1;
    let row = |line: &Value| json!({ "item": line["item"], "value": "0" });
    let rows: Vec<Value> = sheet["lines"].as_array().unwrap().iter().map(row).collect();
    let mut body = json!({ "rows": rows, "seen_revisions": 0 });
    let (status, problem) = park.post(&submissions, body.clone()).await;
    if status != StatusCode::CREATED {
        let answer = |finding: &Value| json!({ "rule": finding["rule"], "reason": "本月尚未开工，各项均为零" });
        body["answers"] = problem["findings"].as_array().unwrap().iter().map(answer).collect();
        let (status, done) = park.post(&submissions, body.clone()).await;
        assert_eq!(status, StatusCode::CREATED, "{done}");
    }
    assert_eq!(park.post(&submissions, body).await.0, StatusCode::CONFLICT);

    // A leading group does not see what is not approved, and may not approve.
    assert_eq!(leading.get("/api/v1/board").await.1["months"], json!([]));
    let approval = json!({ "seen_revisions": 1 });
    assert_eq!(leading.post(&format!("{at}/approval"), approval.clone()).await.0, StatusCode::FORBIDDEN);
    assert_eq!(office.get("/api/v1/queue").await.1["waiting"].as_array().unwrap().len(), 1);
    assert_eq!(office.get(&format!("{at}/review")).await.0, StatusCode::OK);
    let (status, done) = office.post(&format!("{at}/approval"), approval.clone()).await;
    assert_eq!((status, &done["position"]), (StatusCode::OK, &json!(3)));
    assert_eq!(office.post(&format!("{at}/approval"), approval).await.0, StatusCode::CONFLICT);
    assert_eq!(leading.get("/api/v1/board").await.1["months"], json!(["2026-10"]));
}

#[tokio::test]
async fn a_file_that_is_no_workbook_is_refused_with_a_sentence() {
    let (fixture, router) = with_accounts();
    let park = log_in(&router, "park").await;
    let at = format!("/api/v1/reports/{}/2026-10", fixture.park());
    let upload = || Request::post(format!("{at}/dry-run?file=a.xlsx")).header("x-duoyuan", "1");
    for (bytes, expected) in [
        (vec![], StatusCode::UNPROCESSABLE_ENTITY),
        (b"hello".to_vec(), StatusCode::UNPROCESSABLE_ENTITY),
        (vec![0; 11 * 1024 * 1024], StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let (status, problem) = read(park.send(upload(), bytes.into()).await).await;
        assert_eq!(status, expected, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains("a.xlsx"), "{problem}");
    }
    let digest = "0".repeat(64);
    let gone = park.post(&format!("{at}/submissions"), json!({ "digest": digest, "seen_revisions": 0 })).await;
    assert_eq!(gone.1["message"]["key"], "not_staged");
    let office = log_in(&router, "office").await;
    assert_eq!(read(office.send(upload(), "x".into()).await).await.0, StatusCode::FORBIDDEN);
    assert_eq!(fixture.engine.position(), 1);
}

#[tokio::test]
async fn bad_requests_get_a_sentence_that_names_what_is_wrong() {
    let (_fixture, router) = with_accounts();
    let office = log_in(&router, "office").await;
    for (path, named) in [
        ("/api/v1/board?month=2026-13", "2026-13"),
        ("/api/v1/board?basis=weekly", "weekly"),
        ("/api/v1/explanation?code=revenue", "month"),
        ("/api/v1/reports/gaoxin/october", "october"),
    ] {
        let (status, problem) = office.get(path).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(problem["detail"].as_str().unwrap().contains(named), "{problem}");
    }
    let path = "/api/v1/reports/gaoxin/2026-10/return";
    for (body, named) in [(json!({ "seen_revisions": 1 }), "reason"), (json!({ "seen": 1 }), "seen")] {
        let (status, problem) = office.post(path, body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(problem["detail"].as_str().unwrap().contains(named), "{problem}");
    }
    // The last month there is does not make anything panic.
    for path in ["/api/v1/reports/gaoxin/9999-12", "/api/v1/board?month=9999-12", "/api/v1/board?month=1949-01"] {
        assert_ne!(office.get(path).await.0, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
    }
}

#[tokio::test]
async fn writes_from_other_sites_are_refused() {
    let (_fixture, router) = with_accounts();
    let office = log_in(&router, "office").await;
    for method in [Method::POST, Method::DELETE, Method::PUT] {
        let request = Request::builder().method(method).uri("/api/v1/session");
        let (status, problem) = read(office.send(request, Body::empty()).await).await;
        assert_eq!((status, &problem["message"]["key"]), (StatusCode::FORBIDDEN, &json!("write_header_missing")));
    }
}

#[tokio::test]
async fn unknown_addresses_are_problems_and_english_is_spoken() {
    let (_fixture, router) = with_accounts();
    let anybody = Client { router: &router, cookie: String::new() };
    for path in ["/api/v1/nothing", "/api", "/api/v2/board"] {
        let request = Request::get(path).header(ACCEPT, "text/html").header(ACCEPT_LANGUAGE, "en-GB, zh;q=0.5");
        let response = anybody.send(request, Body::empty()).await;
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        let (status, problem) = read(response).await;
        assert_eq!((status, &problem["detail"]), (StatusCode::NOT_FOUND, &json!("There is no such address.")));
    }
}

#[tokio::test]
async fn long_answers_are_compressed_for_those_who_can_read_it() {
    let (_fixture, router) = with_accounts();
    let office = log_in(&router, "office").await;
    let request = Request::get("/api/v1/zone").header(ACCEPT_ENCODING, "gzip, br");
    let response = office.send(request, Body::empty()).await;
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let plain = office.get("/api/v1/zone").await.1;
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let unpacked: Value = serde_json::from_reader(flate2::read::GzDecoder::new(&bytes[..])).unwrap();
    assert_eq!(unpacked, plain);
}

#[tokio::test]
async fn the_stream_ends_with_its_session_and_with_the_server() {
    let (fixture, router) = with_accounts();
    for ending in ["session", "server"] {
        let office = log_in(&router, "office").await;
        let response = office.send(Request::get("/api/v1/live"), Body::empty()).await;
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        let mut body = response.into_body();
        let mut text = String::new();
        while !text.contains("event: wall") {
            text.push_str(std::str::from_utf8(&body.frame().await.unwrap().unwrap().into_data().unwrap()).unwrap());
        }
        if ending == "session" {
            let key = crate::accounts::Token::sent(office.cookie.split_once('=').unwrap().1).unwrap().key();
            fixture.app.accounts.log_out(&key);
        } else {
            fixture.app.stop();
        }
        let rest = body.collect().await.unwrap().to_bytes();
        assert_eq!(rest.starts_with(b"event: expired"), ending == "session");
    }
}

#[tokio::test]
async fn the_description_names_every_route_and_resolves() {
    let (_fixture, router) = with_accounts();
    let anybody = Client { router: &router, cookie: String::new() };
    let (status, description) = anybody.get("/api/v1/openapi.json").await;
    assert_eq!(status, StatusCode::OK);
    let paths: std::collections::BTreeSet<_> = duoyuan_core::api::ALL.iter().map(|(_, path, _)| *path).collect();
    assert_eq!(description["paths"].as_object().unwrap().len(), paths.len());
    let text = description.to_string();
    for part in text.split("\"#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(description["components"]["schemas"].get(name).is_some(), "{name} is not described");
    }
}

#[tokio::test]
async fn the_web_app_is_served_with_a_policy_and_kept_by_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("index.html", "<html><script type=module>start()</script></html>");
    write("app-0123456789abcdef.js", "plain");
    write("app-0123456789abcdef.js.br", "brotli");
    write("icon.svg", "<svg/>");
    let fixture = Fixture::new();
    let options = Options { web: Some(folder.path().to_owned()), clock: noon, ..Options::default() };
    let app = App::new(fixture.engine.clone(), fixture.app.accounts.clone(), options);
    let router = router(app);
    let browser = Client { router: &router, cookie: String::new() };
    let get =
        |path: &str| Request::get(path.to_owned()).header(ACCEPT, "text/html").header(ACCEPT_ENCODING, "br, gzip");
    for path in ["/", "/parks/qinyang", "/index.html"] {
        let page = browser.send(get(path), Body::empty()).await;
        assert_eq!((page.status(), page.headers()["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-cache"));
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("'sha256-") && policy.contains("frame-ancestors 'none'"), "{policy}");
    }
    let script = browser.send(get("/app-0123456789abcdef.js"), Body::empty()).await;
    assert_eq!(script.headers()["content-encoding"], "br");
    assert!(script.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    assert_eq!(script.into_body().collect().await.unwrap().to_bytes(), "brotli");
    assert_eq!(browser.send(get("/icon.svg"), Body::empty()).await.headers()["cache-control"], "no-cache");
    for path in ["/missing.js", "/..%2fsecret.txt", "/%2e%2e/secret.txt"] {
        assert_eq!(browser.send(get(path), Body::empty()).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_panic_is_a_problem_without_detail() {
    let panicking = Router::new()
        .route("/", axum::routing::get(|| async { panic!("42 亿元") as () }))
        .layer(CatchPanicLayer::custom(guard::panicked));
    let (status, problem) =
        read(panicking.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap()).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!problem.to_string().contains("42"));
}

/// Method and path of every operation that is described.
async fn described(client: &Client<'_>) -> Vec<(String, String)> {
    let (_, document) = client.get("/api/v1/openapi.json").await;
    let of = |(path, operations): (&String, &Value)| {
        let methods = operations.as_object().unwrap().keys();
        methods.map(|method| (method.clone(), path.clone())).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = document["paths"].as_object().unwrap().iter().flat_map(of).collect();
    all.sort();
    all
}

#[tokio::test]
async fn what_is_mounted_is_the_contract() {
    let (_fixture, router) = with_accounts();
    let client = Client { router: &router, cookie: String::new() };
    let mut contract: Vec<_> =
        duoyuan_core::api::ALL.iter().map(|(method, path, _)| (method.name().to_owned(), (*path).to_owned())).collect();
    contract.sort();
    assert_eq!(described(&client).await, contract);
}

/// Of every write, whatever is sent: that it is nothing for a wall comes before what is wrong with it.
#[tokio::test]
async fn a_wall_writes_nothing_however_it_is_written() {
    let (_fixture, router) = with_accounts();
    let client = log_in(&router, "wall").await;
    let mut wrong = Vec::new();
    let writes = described(&client).await.into_iter().filter(|(method, _)| method != "get");
    let writes: Vec<_> = writes.filter(|(_, path)| !path.starts_with("/api/v1/session")).collect();
    assert!(writes.len() > 40, "{}", writes.len());
    for (method, path) in &writes {
        let filled = path.replace("{month}", "2026-10").replace("{id}", "1").replace("{booking}", "1");
        let filled = filled.replace("{maintenance}", "1").replace(['{', '}'], "");
        for (kind, body) in [("application/json", "{"), ("application/json", "[]"), ("text/plain", "x")] {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let request = Request::builder().method(method).uri(&filled).header("x-duoyuan", "1");
            let (status, told) = read(client.send(request.header(CONTENT_TYPE, kind), body.into()).await).await;
            if !matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
                wrong.push(format!("{path} {kind} {body}: {status} {}", told["message"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
