//! What is served to anybody: health, the web app, the description.

use duoyuan_tests::Server;

#[tokio::test]
async fn healthz_tells_the_version_and_nothing_that_moves() {
    let server = Server::demo().await;
    let answer = server.stranger().get("/healthz").await.expect(200);
    assert!(answer["position"].is_null(), "it would tell anybody that somebody acted: {answer}");
    assert!(answer["version"].is_string() && answer["status"].is_string(), "{answer}");
}

#[tokio::test]
async fn the_web_app_is_served_precompressed_and_locked_down() {
    let server = Server::demo().await;
    let client = server.stranger();
    let page = client.get("/").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("'self'"), "{policy}");
    assert!(!policy.contains("script-src 'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff");

    let packed = client.request(reqwest::Method::GET, "/").header("Accept-Encoding", "br");
    let packed = client.send(packed).await;
    assert_eq!((packed.status, packed.header("content-encoding")), (200, "br"));
    assert_eq!(packed.header("content-security-policy"), policy, "the same page");

    let html = page.text();
    let wasm = html.split(['"', '\'']).find(|part| part.ends_with(".wasm")).expect("the page names its wasm");
    let request = client.request(reqwest::Method::GET, wasm).header("Accept-Encoding", "br");
    let answer = client.send(request).await;
    assert_eq!((answer.status, answer.header("content-encoding")), (200, "br"));
    assert_eq!(answer.header("content-type"), "application/wasm");
    assert!(answer.header("cache-control").contains("immutable"), "hashed files are kept: {:?}", answer.headers);
    assert!(!page.header("cache-control").contains("immutable"), "the page is not: {:?}", page.headers);
}

#[tokio::test]
async fn deep_links_show_the_app_and_unknown_data_does_not() {
    let server = Server::demo().await;
    let client = server.stranger();
    let request = client.request(reqwest::Method::GET, "/park/anything").header("Accept", "text/html");
    let page = client.send(request).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"), "{:?}", page.headers);
    client.get("/api/v1/nothing").await.problem(404);
    assert_eq!(client.get("/..%2f..%2fetc/passwd").await.text().find("root:"), None);
}
