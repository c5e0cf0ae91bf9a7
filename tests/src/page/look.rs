//! How a page looks: pictures, and what a checker holds against it.

use base64::Engine as _;
use serde_json::{Value, json};

use super::Page;
use crate::server::root;

impl Page {
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
        self.check("{resultTypes: ['violations']}").await
    }

    /// The same of what another colour scheme changes.
    pub async fn contrast(&self) -> Vec<String> {
        self.check("{resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']}").await
    }

    async fn check(&self, options: &str) -> Vec<String> {
        if self.eval("'axe' in window").await == false {
            let path = root().join("web/node_modules/axe-core/axe.min.js");
            let script = std::fs::read_to_string(&path).expect("axe-core is installed: npm ci in web/");
            self.call("Runtime.evaluate", json!({"expression": script})).await;
        }
        let result = self.eval(&format!("axe.run(document, {options})")).await;
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
}
