//! One person’s page: where it goes and what it says. What is on it is in `element`, what fingers and keys do to
//! it in `hands`, how it looks in `look`.

mod element;
mod hands;
mod look;

use std::sync::Arc;
use std::time::Duration;

use duoyuan_core::words::{Key, Lang, key};
use serde_json::{Value, json};

use crate::browser::{Connection, Log};
use crate::wait::{DEADLINE, until, within};

pub use element::Element;

/// A page.
pub struct Page {
    connection: Arc<Connection>,
    session: String,
    origin: String,
}

/// What the product says for a key, in Chinese: tests find by the words that are on the screen.
pub fn zh(key: Key) -> &'static str {
    key.text(Lang::Chinese)
}

impl Page {
    pub(crate) fn new(connection: Arc<Connection>, session: String, origin: String) -> Self {
        Self { connection, session, origin }
    }

    pub(crate) async fn prepare(&self, (width, height): (u32, u32)) {
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility"] {
            self.call(&format!("{domain}.enable"), json!({})).await;
        }
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", screen).await;
        self.call("Emulation.setTouchEmulationEnabled", json!({"enabled": true, "maxTouchPoints": 5})).await;
        // An installation of a headless browser speaks English; our readers’ browsers do not.
        self.call("Emulation.setLocaleOverride", json!({"locale": "zh-CN"})).await;
        let agent = self.eval("navigator.userAgent").await;
        self.call("Emulation.setUserAgentOverride", json!({"userAgent": agent, "acceptLanguage": "zh-CN,zh"})).await;
    }

    /// Calls a method of the protocol on this page.
    pub async fn call(&self, method: &str, params: Value) -> Value {
        self.connection.call(Some(&self.session), method, params).await
    }

    async fn try_call(&self, method: &str, params: Value) -> Result<Value, String> {
        self.connection.try_call(Some(&self.session), method, params).await
    }

    /// Goes to a path of the origin and waits until the document is loaded.
    pub async fn goto(&self, path: &str) {
        let result = self.call("Page.navigate", json!({"url": format!("{}{path}", self.origin)})).await;
        assert!(result.get("errorText").is_none(), "{path}: {result}");
        self.loaded().await;
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.eval("window.__before = true").await;
        self.call("Page.reload", json!({})).await;
        until("the page is loaded again", async || self.try_eval("!window.__before").await.filter(|new| new == true))
            .await;
        self.loaded().await;
    }

    async fn loaded(&self) {
        until("the document is loaded", async || {
            self.try_eval("document.readyState === 'complete'").await.filter(|ready| ready == true)
        })
        .await;
    }

    /// Evaluates an expression, awaiting it when it is a promise.
    pub async fn eval(&self, expression: &str) -> Value {
        let params = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let result = self.call("Runtime.evaluate", params).await;
        assert!(result.get("exceptionDetails").is_none(), "{expression}: {result}");
        result["result"]["value"].clone()
    }

    async fn try_eval(&self, expression: &str) -> Option<Value> {
        let params = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        Some(self.try_call("Runtime.evaluate", params).await.ok()?["result"]["value"].clone())
    }

    /// The path shown in the address bar.
    pub async fn path(&self) -> String {
        self.eval("location.pathname").await.as_str().expect("a path").to_owned()
    }

    /// Everything written on the page.
    pub async fn text(&self) -> String {
        self.eval("document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page says `text` somewhere.
    pub async fn says(&self, text: &str) {
        let mut last = String::new();
        let found = within(DEADLINE, async || {
            last = self.text().await;
            last.contains(text).then_some(())
        })
        .await;
        assert!(found.is_some(), "the page does not say “{text}” but:\n{last}");
    }

    /// Makes the page’s processor `rate` times slower.
    pub async fn slow_down(&self, rate: f64) {
        self.call("Emulation.setCPUThrottlingRate", json!({"rate": rate})).await;
    }

    /// What the person’s system prefers, such as `prefers-color-scheme`, `dark`.
    pub async fn prefers(&self, feature: &str, value: &str) {
        let params = json!({"features": [{"name": feature, "value": value}]});
        self.call("Emulation.setEmulatedMedia", params).await;
    }

    /// Forgets the session, as when it has expired.
    pub async fn lose_cookies(&self) {
        self.call("Network.clearBrowserCookies", json!({})).await;
    }

    /// Looks at what happened on the page so far.
    pub fn log<T>(&self, look: impl FnOnce(&mut Log) -> T) -> T {
        self.connection.log(&self.session, look)
    }

    /// Fails when the page had an error, or asked anybody but its own server for anything.
    pub fn assert_clean(&self) {
        self.log(|log| {
            assert!(log.errors.is_empty(), "errors on the page: {:#?}", log.errors);
            let own = |url: &str| url.starts_with(&self.origin) || url.starts_with("data:") || url.starts_with("blob:");
            let foreign: Vec<_> = log.requests.iter().filter(|url| !own(url)).collect();
            assert!(foreign.is_empty(), "requests that leave the machine: {foreign:?}");
            assert!(!log.requests.is_empty(), "no request was seen");
        });
    }

    /// Logs in on the login page, by touch and keys.
    pub async fn login(&self, account: &crate::server::Account) {
        self.goto("/").await;
        self.write_in(zh(key::ACCOUNT), &account.name).await;
        self.write_in(zh(key::PASSWORD), &account.password).await;
        self.press("Enter").await;
        self.gone("textbox", zh(key::PASSWORD)).await;
    }

    /// Waits until `look` answers something within a given time.
    pub async fn within<T>(&self, limit: Duration, look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
        within(limit, look).await
    }
}
