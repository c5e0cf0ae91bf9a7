//! Fields of days, months and moments: typed part by part, in whatever order the browser shows the parts.

use serde_json::json;

use super::{Hand, Person};
use crate::page::Element;

/// The roles of such fields.
const ROLES: [&str; 3] = ["DateTime", "Date", "InputTime"];

impl Person {
    /// Types `2026-11-23`, `2026-11` or `2026-11-23T09:30` into the field of that label.
    pub async fn date(&self, label: &str, value: &str) {
        let field = self.date_field(label).await;
        match self.hand {
            Hand::Finger => self.tap(&field).await,
            Hand::Keys => self.reach(&field).await,
        }
        let parts = self.all_in(&field, "spinbutton", "").await;
        // The first part, whichever was touched.
        for _ in &parts {
            self.press("ArrowLeft").await;
        }
        let mut seen_day = false;
        let hour: u32 = value.get(11..13).and_then(|text| text.parse().ok()).unwrap_or_default();
        let halves = parts.iter().any(|part| most(part) == 2);
        for (at, part) in parts.iter().enumerate() {
            let typed = match most(part) {
                31 => {
                    seen_day = true;
                    value[8..10].to_owned()
                }
                59 => value[14..16].to_owned(),
                2 => if hour < 12 { "A" } else { "P" }.to_owned(),
                12 | 23 if seen_day && at >= 3 => {
                    format!("{:02}", if halves { (hour + 11) % 12 + 1 } else { hour })
                }
                12 => value[5..7].to_owned(),
                _ => value[..4].to_owned(),
            };
            self.keys(&typed).await;
            // A year may have six digits, and a month alone is a word: nothing but an arrow ends them.
            if (typed.len() == 4 || parts.len() == 2) && at + 1 < parts.len() {
                self.press("ArrowRight").await;
            }
        }
        let written = self.on(&field, "function () { return this.value }", json!([])).await["value"].clone();
        assert_eq!(
            written,
            value,
            "“{label}” with the parts {:?}",
            parts.iter().map(|it| &it.name).collect::<Vec<_>>()
        );
    }

    async fn date_field(&self, label: &str) -> Element {
        let found = crate::wait::within(crate::wait::DEADLINE, async || {
            for role in ROLES {
                if let Some(field) = self.all(role, label).await.into_iter().next() {
                    return Some(field);
                }
            }
            None
        })
        .await;
        match found {
            Some(field) => field,
            None => panic!("no date “{label}”; there are {}", self.outline().await),
        }
    }
}

/// The largest number a part takes: it tells a month from a day.
fn most(part: &Element) -> i64 {
    let value = part.properties.iter().find(|(name, _)| name == "valuemax").map(|(_, value)| value);
    value
        .and_then(|value| value.as_f64().map(|it| it as i64).or_else(|| value.as_str()?.parse().ok()))
        .unwrap_or_default()
}
