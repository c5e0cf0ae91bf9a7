//! One person’s page: what they find, by role and accessible name, and what they do to it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use duoyuan_core::words::{Key, Lang, key};
use serde_json::{Value, json};

use crate::browser::{Connection, Log};
use crate::server::root;
use crate::wait::{DEADLINE, until, within};

/// A page.
pub struct Page {
    connection: Arc<Connection>,
    session: String,
    origin: String,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    node: u64,
    /// Its role.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// The value of a field, empty for what has none.
    pub value: String,
    /// Its state: `disabled`, `invalid`, `checked`, …
    pub properties: Vec<(String, Value)>,
}

/// What the product says for a key, in Chinese: tests find by the words that are on the screen.
pub fn zh(key: Key) -> &'static str {
    key.text(Lang::Chinese)
}

/// Where to touch an element, when it can be touched.
const PLACE: &str = "function () {
    let element = this.nodeType === 1 ? this : this.parentElement;
    element.scrollIntoViewIfNeeded(true);
    let box = element.getBoundingClientRect();
    if ((box.width < 2 || box.height < 2) && element.labels?.length) {
        element = element.labels[0];
        box = element.getBoundingClientRect();
    }
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const top = document.elementFromPoint(x, y);
    const free = !!top && (element.contains(top) || top.closest('label')?.control === element);
    return {x, y, width: box.width, height: box.height, free, over: top?.outerHTML.slice(0, 200)};
}";

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

    /// Everything of a role whose name contains `name`, in document order.
    pub async fn all(&self, role: &str, name: &str) -> Vec<Element> {
        let Ok(document) = self.try_call("DOM.getDocument", json!({"depth": 0})).await else { return Vec::new() };
        self.below(json!({"nodeId": document["root"]["nodeId"]}), role, name).await
    }

    /// Everything of a role below an element whose name contains `name`.
    pub async fn all_in(&self, element: &Element, role: &str, name: &str) -> Vec<Element> {
        self.below(json!({"backendNodeId": element.node}), role, name).await
    }

    async fn below(&self, mut query: Value, role: &str, name: &str) -> Vec<Element> {
        query["role"] = json!(role);
        let Ok(tree) = self.try_call("Accessibility.queryAXTree", query).await else { return Vec::new() };
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let mut found: Vec<Element> = nodes.iter().filter_map(Element::of).filter(|e| e.name.contains(name)).collect();
        // A name asked for in full comes before one that merely contains it.
        found.sort_by_key(|element| element.name != name);
        found
    }

    /// Waits for something of a role whose name contains `name` (best: is it).
    pub async fn find(&self, role: &str, name: &str) -> Element {
        let found = within(DEADLINE, async || self.all(role, name).await.into_iter().next()).await;
        match found {
            Some(element) => element,
            None => {
                let (path, outline) = (self.path().await, self.outline().await);
                let errors = self.log(|log| log.errors.clone());
                panic!("no {role} “{name}” on {path}; there are {outline}\nerrors: {errors:#?}")
            }
        }
    }

    /// Waits until nothing of that role and name is left.
    pub async fn gone(&self, role: &str, name: &str) {
        until(&format!("{role} “{name}” is gone"), async || self.all(role, name).await.is_empty().then_some(())).await;
    }

    /// Roles and names of everything on the page, for the message of a failed test.
    pub async fn outline(&self) -> String {
        let tree = self.call("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let plain = ["StaticText", "InlineTextBox", "generic", "none", "paragraph", "LayoutTableCell"];
        let lines = nodes.iter().filter_map(Element::of).filter(|e| !plain.contains(&e.role.as_str()));
        lines.map(|e| format!("\n  {} “{}” {}", e.role, e.name, e.value)).collect()
    }

    /// The element’s text as shown.
    pub async fn text_of(&self, element: &Element) -> String {
        let text = self.on(element, "function () { return this.innerText ?? this.textContent }", json!([])).await;
        text["value"].as_str().unwrap_or_default().to_owned()
    }

    /// An attribute of the element.
    pub async fn attribute(&self, element: &Element, name: &str) -> Option<String> {
        let value =
            self.on(element, "function (name) { return this.getAttribute(name) }", json!([{"value": name}])).await;
        value["value"].as_str().map(str::to_owned)
    }

    /// Calls a JavaScript function with the element as `this`.
    pub async fn on(&self, element: &Element, function: &str, arguments: Value) -> Value {
        self.try_on(element, function, arguments).await.unwrap_or_else(|error| panic!("{element:?}: {error}"))
    }

    async fn try_on(&self, element: &Element, function: &str, arguments: Value) -> Result<Value, String> {
        let object = self.try_call("DOM.resolveNode", json!({"backendNodeId": element.node})).await?;
        let params = json!({
            "objectId": object["object"]["objectId"], "functionDeclaration": function,
            "arguments": arguments, "returnByValue": true,
        });
        Ok(self.try_call("Runtime.callFunctionOn", params).await?["result"].clone())
    }

    /// Waits until an element keeps still and nothing lies over it; its middle.
    async fn place(&self, element: &Element) -> (f64, f64) {
        let mut last = Value::Null;
        let place = within(DEADLINE, async || {
            let now = self.try_on(element, PLACE, json!([])).await.ok()?["value"].clone();
            let still = now == last && now["free"] == true;
            last = now;
            still.then(|| Some((last["x"].as_f64()?, last["y"].as_f64()?)))?
        })
        .await;
        place.unwrap_or_else(|| panic!("{} “{}” cannot be touched: {last}", element.role, element.name))
    }

    /// Touches an element with a finger.
    pub async fn tap(&self, element: &Element) {
        let (x, y) = self.place(element).await;
        let down = json!({"type": "touchStart", "touchPoints": [{"x": x, "y": y}]});
        self.call("Input.dispatchTouchEvent", down).await;
        self.call("Input.dispatchTouchEvent", json!({"type": "touchEnd", "touchPoints": []})).await;
    }

    /// Clicks an element with a mouse.
    pub async fn click(&self, element: &Element) {
        let (x, y) = self.place(element).await;
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Finds and touches.
    pub async fn tap_on(&self, role: &str, name: &str) {
        let element = self.find(role, name).await;
        self.tap(&element).await;
    }

    /// Presses a key, such as `Tab`, `Enter` or `Escape`.
    pub async fn press(&self, key: &str) {
        let (code, text) = match key {
            "Enter" => (13, "\r"),
            "Tab" => (9, ""),
            "Escape" => (27, ""),
            "ArrowLeft" => (37, ""),
            "ArrowUp" => (38, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            "Backspace" => (8, ""),
            " " => (32, " "),
            other => panic!("the code of {other} is not known here"),
        };
        let mut event = json!({"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code});
        if !text.is_empty() {
            event["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", event.clone()).await;
        event["type"] = json!("keyUp");
        self.call("Input.dispatchKeyEvent", event).await;
    }

    /// Types into whatever has the focus, one key after the other.
    pub async fn keys(&self, text: &str) {
        for character in text.chars() {
            let event = json!({"type": "keyDown", "text": character.to_string(), "key": character.to_string()});
            self.call("Input.dispatchKeyEvent", event).await;
            self.call("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": character.to_string()})).await;
        }
    }

    /// Touches a field, selects what is in it and types over it.
    pub async fn write(&self, field: &Element, text: &str) {
        self.tap(field).await;
        self.on(field, "function () { this.focus(); this.select?.() }", json!([])).await;
        if text.is_empty() {
            self.press("Backspace").await;
        }
        self.keys(text).await;
    }

    /// Finds a field by its label and types into it.
    pub async fn write_in(&self, label: &str, text: &str) {
        let field = self.find("textbox", label).await;
        self.write(&field, text).await;
    }

    /// Chooses a file in the page’s file field.
    pub async fn choose_file(&self, name: &str, content: &[u8]) -> PathBuf {
        let folder = tempfile::tempdir().expect("a temporary folder can be made").keep();
        let path = folder.join(name);
        std::fs::write(&path, content).expect("a temporary file can be written");
        let field = until("the page takes a file", async || {
            let params = json!({"expression": "document.querySelector('input[type=file]')"});
            let found = self.try_call("Runtime.evaluate", params).await.ok()?;
            found["result"]["objectId"].as_str().map(str::to_owned)
        })
        .await;
        self.call("DOM.setFileInputFiles", json!({"files": [path], "objectId": field})).await;
        path
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

    /// Keeps a picture of the window in `target/screenshots`.
    pub async fn screenshot(&self, name: &str) {
        let picture = self.call("Page.captureScreenshot", json!({"format": "png"})).await;
        let data = picture["data"].as_str().expect("a picture");
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).expect("base64");
        let folder = root().join("target").join("screenshots");
        std::fs::create_dir_all(&folder).expect("target/ can be written");
        std::fs::write(folder.join(format!("{name}.png")), bytes).expect("target/ can be written");
    }

    /// Runs the accessibility checker on the page as it stands; what it holds against it.
    pub async fn accessibility(&self) -> Vec<String> {
        let path = root().join("web/node_modules/axe-core/axe.min.js");
        let script = std::fs::read_to_string(&path).expect("axe-core is installed: npm ci in web/");
        let params = json!({"expression": script});
        self.call("Runtime.evaluate", params).await;
        let result = self.eval("axe.run(document, {resultTypes: ['violations']})").await;
        let passes = result["passes"].as_array().map_or(0, Vec::len);
        assert!(passes > 0, "the checker looked at nothing");
        let violations = result["violations"].as_array().cloned().unwrap_or_default();
        let line = |violation: &Value| {
            let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
            let places: Vec<String> = nodes
                .iter()
                .take(4)
                .map(|node| format!("{} — {}", node["html"], node["failureSummary"].as_str().unwrap_or_default()))
                .collect();
            format!("{} ({} places): {}", violation["id"], nodes.len(), places.join("; "))
        };
        violations.iter().map(line).collect()
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

impl Element {
    fn of(node: &Value) -> Option<Self> {
        if node["ignored"] == true {
            return None;
        }
        let text = |field: &str| match &node[field]["value"] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let properties = node["properties"].as_array().into_iter().flatten();
        let properties =
            properties.map(|p| (p["name"].as_str().unwrap_or_default().to_owned(), p["value"]["value"].clone()));
        Some(Self {
            node: node["backendDOMNodeId"].as_u64()?,
            role: text("role"),
            name: text("name"),
            value: text("value"),
            properties: properties.collect(),
        })
    }

    /// Whether it has a state, such as `disabled` or `invalid`.
    pub fn is(&self, state: &str) -> bool {
        let value = self.properties.iter().find(|(name, _)| name == state).map(|(_, value)| value);
        value.is_some_and(|value| value == true || value == "true")
    }
}
