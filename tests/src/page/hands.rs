//! What fingers, mouse and keys do to a page.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Element, Page};
use crate::wait::{DEADLINE, until, within};

/// Where to touch an element, when it can be touched; nothing when the page has put another in its place.
const PLACE: &str = "function () {
    if (!this.isConnected) { return null; }
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
    /// Waits until an element keeps still and nothing lies over it; its middle, or nothing when it left the page.
    async fn place(&self, element: &Element) -> Option<(f64, f64)> {
        let mut last = Value::Null;
        let place = within(DEADLINE, async || {
            let Ok(now) = self.try_on(element, PLACE, json!([])).await else { return Some(None) };
            let now = now["value"].clone();
            if now.is_null() {
                return Some(None);
            }
            let still = now == last && now["free"] == true;
            last = now;
            still.then(|| Some(Some((last["x"].as_f64()?, last["y"].as_f64()?))))?
        })
        .await;
        place.unwrap_or_else(|| panic!("{} “{}” cannot be touched: {last}", element.role, element.name))
    }

    /// Touches an element with a finger.
    pub async fn tap(&self, element: &Element) {
        assert!(self.tapped(element).await, "{} “{}” left the page before it was touched", element.role, element.name);
    }

    /// Touches an element with a finger, if it is still on the page: a list that news from the server draw anew
    /// may have put another in its place since it was found.
    pub async fn tapped(&self, element: &Element) -> bool {
        let Some((x, y)) = self.place(element).await else { return false };
        let down = json!({"type": "touchStart", "touchPoints": [{"x": x, "y": y}]});
        self.call("Input.dispatchTouchEvent", down).await;
        self.call("Input.dispatchTouchEvent", json!({"type": "touchEnd", "touchPoints": []})).await;
        true
    }

    /// Clicks an element with a mouse.
    pub async fn click(&self, element: &Element) {
        let place = self.place(element).await;
        let (x, y) = place.unwrap_or_else(|| panic!("{} “{}” left the page", element.role, element.name));
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Finds and touches.
    pub async fn tap_on(&self, role: &str, name: &str) {
        while !self.tapped(&self.find(role, name).await).await {}
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
            "Home" => (36, ""),
            "Backspace" => (8, ""),
            " " => (32, " "),
            other => panic!("the code of {other} is not known here"),
        };
        let mut event = json!({"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code});
        if !text.is_empty() {
            event["text"] = json!(text);
        }
        let mut up = event.clone();
        up["type"] = json!("keyUp");
        self.stroke(event, up).await;
    }

    /// Down and up; the browser takes both in this order, and need not answer between them.
    async fn stroke(&self, down: Value, up: Value) {
        let key = |event| self.call("Input.dispatchKeyEvent", event);
        tokio::join!(biased; key(down), key(up));
    }

    /// Types into whatever has the focus, one key after the other.
    pub async fn keys(&self, text: &str) {
        for character in text.chars() {
            let event = json!({"type": "keyDown", "text": character.to_string(), "key": character.to_string()});
            self.stroke(event, json!({"type": "keyUp", "key": character.to_string()})).await;
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
        let path = written(name, content);
        let field = until("the page takes a file", async || {
            let params = json!({"expression": "document.querySelector('input[type=file]')"});
            let found = self.try_call("Runtime.evaluate", params).await.ok()?;
            found["result"]["objectId"].as_str().map(str::to_owned)
        })
        .await;
        self.call("DOM.setFileInputFiles", json!({"files": [path], "objectId": field})).await;
        path
    }

    /// Chooses a file in the field of that name, where a page has several.
    pub async fn choose_file_for(&self, label: &str, name: &str, content: &[u8]) {
        let field = self.find("button", label).await;
        let params = json!({"files": [written(name, content)], "backendNodeId": field.node});
        self.call("DOM.setFileInputFiles", params).await;
    }
}

/// A file on the disk of whoever sits before the page.
fn written(name: &str, content: &[u8]) -> PathBuf {
    let folder = tempfile::tempdir().expect("a temporary folder can be made").keep();
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a temporary file can be written");
    path
}
