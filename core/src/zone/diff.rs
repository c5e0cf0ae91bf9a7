//! What differs between two configurations, place by place.

use serde_json::Value;

use super::Zone;
use crate::period::Month;
use crate::words::{Message, key};

/// Longest value told, in characters.
const LONGEST: usize = 120;

/// One place in which two configurations differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, by the names of the configuration and the ids of what stands in a list: `indicators.revenue.formula`.
    pub path: String,
    /// What stands there in the first one, as JSON; nothing where only the second has it.
    pub before: Option<Value>,
    /// What stands there in the second one, as JSON; nothing where only the first has it.
    pub after: Option<Value>,
}

impl Difference {
    /// What to tell a person: 新增, 取消, or both values.
    pub fn message(&self) -> Message {
        let key = match (&self.before, &self.after) {
            (None, _) => key::ZONE_DIFF_ADDED,
            (_, None) => key::ZONE_DIFF_REMOVED,
            _ => key::ZONE_DIFF_CHANGED,
        };
        let said = |value: &Option<Value>| value.as_ref().map(said).unwrap_or_default();
        Message::new(key).with("path", &self.path).with("before", said(&self.before)).with("after", said(&self.after))
    }
}

/// Every place in which `new` differs from `old`, in the order of their names. What stands in a list is found by its id,
/// its code or the month it holds from or until, wherever it stands; lists of anything else are compared whole.
///
/// Example: a decimal more for the revenue is `indicators.revenue.decimals: 1 → 2`.
pub fn diff(old: &Zone, new: &Zone) -> Vec<Difference> {
    let value = |zone: &Zone| serde_json::to_value(zone).unwrap_or_default();
    let mut found = Vec::new();
    compare("", Some(&value(old)), Some(&value(new)), &mut found);
    found
}

fn compare(path: &str, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<Difference>) {
    if old == new {
        return;
    }
    match (old.and_then(parts), new.and_then(parts)) {
        (Some(before), Some(after)) => {
            let only_after = after.iter().filter(|(name, _)| !before.iter().any(|(known, _)| known == name));
            let names = before.iter().chain(only_after).map(|(name, _)| name);
            let get = |parts: &[(String, &'_ Value)], name: &str| -> Option<usize> {
                parts.iter().position(|(known, _)| known == name)
            };
            for name in names {
                let deeper = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let old = get(&before, name).map(|place| before[place].1);
                let new = get(&after, name).map(|place| after[place].1);
                compare(&deeper, old, new, found);
            }
        }
        _ => found.push(Difference { path: path.to_owned(), before: old.cloned(), after: new.cloned() }),
    }
}

/// The named parts of an object, or of a list all of whose elements have an id of their own.
fn parts(value: &Value) -> Option<Vec<(String, &Value)>> {
    match value {
        Value::Object(fields) => Some(fields.iter().map(|(name, value)| (name.clone(), value)).collect()),
        Value::Array(all) => {
            // What holds from a month on, or until one, is known by that month: `parks.xiuwu.statuses.2026-01`.
            let since = |value: &Value| {
                Some(value.get("from").or_else(|| value.get("until"))?.as_str()?.parse::<Month>().ok()?.to_string())
            };
            let id = |value: &Value| {
                value.get("id").or_else(|| value.get("code")).and_then(|id| Some(id.as_str()?.to_owned()))
            };
            all.iter().map(|value| Some((id(value).or_else(|| since(value))?, value))).collect()
        }
        _ => None,
    }
}

/// A value in one line: its name, or the sentence of a rule, where it has one.
fn said(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => match ["name", "text"].iter().find_map(|field| fields.get(*field)?.as_str()) {
            Some(name) => name.to_owned(),
            None => value.to_string(),
        },
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
