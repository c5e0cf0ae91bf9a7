//! The web app's files: precompressed, hashed ones kept for good, the page itself never.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use duoyuan_core::words::{Lang, Message, key};
use sha2::{Digest, Sha256};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::{App, system};
use crate::cause::chain;

/// What the page may do; the hashes of its inline scripts come in between.
const POLICY: [&str; 2] = [
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    "; style-src 'self'; style-src-attr 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'; \
        manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
];

/// For files whose name changes with their content.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// For everything else: ask every time.
const ASK: &str = "no-cache";

/// Everything that is no route.
pub fn site(app: App) -> Router {
    Router::new().fallback(file).with_state(app)
}

async fn file(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path == "/api" || path.starts_with("/api/") {
        return system::unknown().await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return system::wrong_method().await;
    }
    let Some(folder) = &app.options.web else { return sentence(StatusCode::OK, &Message::new(key::NO_WEB_APP)) };
    if is_page(&path) && wants_html(request.headers()) {
        return page(folder, request.headers()).await;
    }
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    let Ok(response) = files.oneshot(request).await;
    let mut response = response.into_response();
    if response.status() == StatusCode::NOT_FOUND {
        return system::unknown().await;
    }
    let kept = if is_hashed(&path) { FOR_GOOD } else { ASK };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}

/// The page that starts the app. It is read anew each time: a new build changes the hashes of its scripts.
async fn page(folder: &Path, asked: &HeaderMap) -> Response {
    let path: PathBuf = folder.join("index.html");
    match tokio::fs::read_to_string(&path).await {
        Ok(html) => {
            let policy = HeaderValue::from_str(&policy(&html));
            let said = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, ASK), (VARY, "accept-encoding")];
            let packed =
                if takes_brotli(asked) { tokio::fs::read(folder.join("index.html.br")).await.ok() } else { None };
            let mut response = match packed {
                Some(packed) => (said, [(CONTENT_ENCODING, "br")], packed).into_response(),
                None => (said, html).into_response(),
            };
            if let Ok(policy) = policy {
                response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(error) => {
            tracing::error!(cause = chain(&error), "index.html cannot be read");
            sentence(StatusCode::SERVICE_UNAVAILABLE, &Message::new(key::NO_WEB_APP))
        }
    }
}

/// A page without the app: one sentence in both languages.
fn sentence(status: StatusCode, message: &Message) -> Response {
    let (chinese, english) = (message.text(Lang::Chinese), message.text(Lang::English));
    let html = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>多园</title>\
        <p>{chinese}</p><p lang=\"en\">{english}</p></html>"
    );
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")], html).into_response()
}

/// Content security policy for a page with these inline scripts.
fn policy(html: &str) -> String {
    let hashes: String = inline_scripts(html).map(|script| format!(" 'sha256-{}'", base64(script))).collect();
    format!("{}{hashes}{}", POLICY[0], POLICY[1])
}

/// The content of every `<script>` without `src`.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (content, _) = rest.split_once("</script")?;
        (!attributes.contains("src=") && !content.is_empty()).then_some(content)
    })
}

/// SHA-256 in base64, as a policy wants it.
fn base64(script: &str) -> String {
    STANDARD.encode(Sha256::digest(script))
}

/// Whether an address may be one of the app's own: no file has it.
fn is_page(path: &str) -> bool {
    path == "/index.html" || !path.rsplit('/').next().unwrap_or_default().contains('.')
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let taken = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut ways = taken.split(',').map(|way| way.split_once(';').map_or((way, ""), |(way, weight)| (way, weight)));
    ways.any(|(way, weight)| way.trim() == "br" && !matches!(weight.trim(), "q=0" | "q=0.0"))
}

fn wants_html(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_none_or(|accepted| accepted.contains("text/html") || accepted.contains("*/*"))
}

/// Whether a file's name carries the hash of its content: hexadecimal digits after a dash, 16 less zeros at the
/// beginning. The program's folder carries the hash of all that is in it; other folders' tell nothing of their files.
fn is_hashed(path: &str) -> bool {
    let hash = |part: &str| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if path.strip_prefix("/app-").and_then(|rest| rest.split_once('/')).is_some_and(|(folder, _)| hash(folder)) {
        return true;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['.', '_']).any(|part| part.rsplit_once('-').is_some_and(|(_, last)| hash(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_named_by_hash_and_others_by_origin() {
        let html = r#"<script type="module">alert(1)</script><script src="/a.js"></script><script>let b;</script>"#;
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["alert(1)", "let b;"]);
        assert_eq!(base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(policy(html).matches("sha256-").count(), 2);
    }

    #[test]
    fn the_page_is_sent_packed_to_those_who_take_it() {
        let check = |accepted: &str, expected: bool| {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_str(accepted).unwrap())]);
            assert_eq!(takes_brotli(&headers), expected, "{accepted}");
        };
        check("gzip, deflate, br, zstd", true);
        check("br;q=0.5", true);
        check("gzip, br;q=0", false);
        check("gzip", false);
        assert!(!takes_brotli(&HeaderMap::new()));
    }

    #[test]
    fn hashed_names_are_told_from_others() {
        for path in ["/app-1a2b3c4d5e6f7081/app_bg.wasm", "/style-1a2b3c4d5e6f7081.css", "/base-cd3e017fb5ae6f2.css"] {
            assert!(is_hashed(path), "{path}");
        }
        for path in [
            "/manifest.webmanifest",
            "/icon-192.png",
            "/echarts-6.1.0.js",
            "/snippets/w-1a2b3c4d5e6f7081/inline0.js",
            "/",
        ] {
            assert!(!is_hashed(path), "{path}");
        }
        assert!(is_page("/parks/qinyang") && is_page("/") && !is_page("/icon-192.png"));
    }
}
