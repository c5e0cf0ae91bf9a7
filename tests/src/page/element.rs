//! What is on a page, found by role and accessible name, as people and their reading aids find it.

use serde_json::{Value, json};

use super::Page;
use crate::wait::{DEADLINE, until, within};

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    pub(super) node: u64,
    /// Its role.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// The value of a field, empty for what has none.
    pub value: String,
    /// Its state: `disabled`, `invalid`, `checked`, …
    pub properties: Vec<(String, Value)>,
}

/// A hold on an element of a page.
pub struct Held(Value);

impl Page {
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

    /// The same; nothing when the element has gone meanwhile.
    pub async fn try_text_of(&self, element: &Element) -> Option<String> {
        let text = self.try_on(element, "function () { return this.innerText ?? this.textContent }", json!([])).await;
        text.ok()?["value"].as_str().map(str::to_owned)
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

    /// The element that a JavaScript expression finds, where what is asked is cheaper to ask of all at once.
    pub async fn element(&self, role: &str, expression: &str) -> Option<Element> {
        let found = self.try_call("Runtime.evaluate", json!({"expression": expression})).await.ok()?;
        let object = found["result"]["objectId"].as_str()?;
        let node = self.try_call("DOM.describeNode", json!({"objectId": object})).await.ok()?;
        Some(Element {
            node: node["node"]["backendNodeId"].as_u64()?,
            role: role.to_owned(),
            name: String::new(),
            value: String::new(),
            properties: Vec::new(),
        })
    }

    /// A hold on the element, to ask it more than once; nothing when it has left the page.
    pub async fn held(&self, element: &Element) -> Option<Held> {
        let object = self.try_call("DOM.resolveNode", json!({"backendNodeId": element.node})).await.ok()?;
        Some(Held(object["object"]["objectId"].clone()))
    }

    /// Calls a JavaScript function without arguments with what is held as `this`.
    pub async fn of(&self, held: &Held, function: &str) -> Value {
        let params = json!({"objectId": held.0, "functionDeclaration": function, "returnByValue": true});
        self.call("Runtime.callFunctionOn", params).await["result"]["value"].clone()
    }

    pub(super) async fn try_on(&self, element: &Element, function: &str, arguments: Value) -> Result<Value, String> {
        let object = self.try_call("DOM.resolveNode", json!({"backendNodeId": element.node})).await?;
        let params = json!({
            "objectId": object["object"]["objectId"], "functionDeclaration": function,
            "arguments": arguments, "returnByValue": true,
        });
        Ok(self.try_call("Runtime.callFunctionOn", params).await?["result"].clone())
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
