//! Whether a JSON value is what an OpenAPI document says it is. Covers what our document uses, and fails on
//! a keyword it does not know rather than passing it over.

use serde_json::{Map, Value};

/// Keywords that describe and do not restrict.
const SILENT: [&str; 10] = [
    "description",
    "title",
    "example",
    "examples",
    "default",
    "deprecated",
    "format",
    "$schema",
    "discriminator",
    "xml",
];

/// Checks values against the schemas of one document.
pub struct Schemas<'a> {
    document: &'a Value,
}

impl<'a> Schemas<'a> {
    /// The schemas of a document.
    pub fn new(document: &'a Value) -> Self {
        Self { document }
    }

    /// Everything that does not fit, each with its place.
    pub fn problems(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        self.check(schema, value, "$", &mut problems);
        problems
    }

    fn resolve<'b>(&self, schema: &'b Value) -> &'b Value
    where
        'a: 'b,
    {
        match schema["$ref"].as_str() {
            None => schema,
            Some(reference) => {
                let target = self.document.pointer(reference.trim_start_matches('#'));
                target.unwrap_or_else(|| panic!("{reference} is not in the document"))
            }
        }
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, problems: &mut Vec<String>) {
        let schema = self.resolve(schema);
        let Some(keywords) = schema.as_object() else { return };
        for (keyword, rule) in keywords {
            self.keyword(keywords, keyword, rule, value, place, problems);
        }
        // A field that is sent and not described makes the document untrue.
        let (Some(described), Some(sent)) = (keywords.get("properties"), value.as_object()) else { return };
        if keywords.contains_key("additionalProperties") || place.ends_with('&') {
            return;
        }
        let described = described.as_object().expect("properties is an object");
        for name in sent.keys().filter(|name| !described.contains_key(*name)) {
            problems.push(format!("{place}.{name} is not described"));
        }
    }

    fn keyword(
        &self,
        schema: &Map<String, Value>,
        keyword: &str,
        rule: &Value,
        value: &Value,
        place: &str,
        problems: &mut Vec<String>,
    ) {
        let mut say = |what: String| problems.push(format!("{place} {what}"));
        match keyword {
            "type" => {
                let types: Vec<&str> = match rule {
                    Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                if !types.iter().any(|kind| is(value, kind)) {
                    say(format!("is {value}, not {types:?}"));
                }
            }
            "enum" if !rule.as_array().is_some_and(|allowed| allowed.contains(value)) => {
                say(format!("is {value}, not one of {rule}"))
            }
            "const" if rule != value => say(format!("is {value}, not {rule}")),
            "minimum" if value.is_number() && value.as_f64() < rule.as_f64() => {
                say(format!("is {value}, below {rule}"))
            }
            "maximum" if value.is_number() && value.as_f64() > rule.as_f64() => {
                say(format!("is {value}, above {rule}"))
            }
            "minLength" | "maxLength" | "minItems" | "maxItems" => {
                let length = match value {
                    Value::String(text) if keyword.ends_with("Length") => text.chars().count(),
                    Value::Array(items) if keyword.ends_with("Items") => items.len(),
                    _ => return,
                };
                let limit = rule.as_u64().unwrap_or_else(|| panic!("`{keyword}` is {rule}")) as usize;
                if if keyword.starts_with("min") { length < limit } else { length > limit } {
                    say(format!("is {length} long, against {keyword} {limit}"));
                }
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flat_map(Map::keys) {
                    self.check(rule, &Value::String(name.clone()), &format!("{place}.{name}’s name"), problems);
                }
            }
            "enum" | "const" | "minimum" | "maximum" => {}
            "required" => {
                let Some(sent) = value.as_object() else { return };
                let names = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
                names.filter(|name| !sent.contains_key(*name)).for_each(|name| say(format!("lacks {name}")));
            }
            "properties" => {
                let (Some(described), Some(sent)) = (rule.as_object(), value.as_object()) else { return };
                for (name, schema) in described {
                    if let Some(value) = sent.get(name) {
                        self.check(schema, value, &format!("{place}.{name}"), problems);
                    }
                }
            }
            "additionalProperties" => {
                let Some(sent) = value.as_object() else { return };
                let described = schema.get("properties").and_then(Value::as_object);
                for (name, value) in sent.iter().filter(|(name, _)| described.is_none_or(|d| !d.contains_key(*name))) {
                    match rule {
                        Value::Bool(false) => problems.push(format!("{place}.{name} is not allowed")),
                        schema => self.check(schema, value, &format!("{place}.{name}"), problems),
                    }
                }
            }
            "items" => {
                let start = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                for (index, value) in value.as_array().into_iter().flatten().enumerate().skip(start) {
                    match rule {
                        Value::Bool(false) => problems.push(format!("{place}[{index}] is one too many")),
                        schema => self.check(schema, value, &format!("{place}[{index}]"), problems),
                    }
                }
            }
            "prefixItems" => {
                let pairs = rule.as_array().into_iter().flatten().zip(value.as_array().into_iter().flatten());
                for (index, (schema, value)) in pairs.enumerate() {
                    self.check(schema, value, &format!("{place}[{index}]"), problems);
                }
            }
            "allOf" => {
                for schema in rule.as_array().into_iter().flatten() {
                    // The parts describe one object together: none of them describes all of it.
                    self.check(schema, value, &format!("{place}&"), problems);
                }
            }
            "oneOf" | "anyOf" => {
                let tried: Vec<Vec<String>> =
                    rule.as_array().into_iter().flatten().map(|schema| self.problems(schema, value)).collect();
                let fitting = tried.iter().filter(|problems| problems.is_empty()).count();
                if fitting == 0 || (keyword == "oneOf" && fitting > 1) {
                    say(format!("fits {fitting} of the alternatives: {tried:?}"));
                }
            }
            "$ref" => {}
            silent if SILENT.contains(&silent) => {}
            other => panic!("the check does not know `{other}`"),
        }
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_restricted_is_judged() {
        let document = json!({});
        let check = |schema: Value, value: Value, fits: bool| {
            let problems = Schemas::new(&document).problems(&schema, &value);
            assert_eq!(problems.is_empty(), fits, "{schema} {value}: {problems:?}");
        };
        check(json!({"maxLength": 2}), json!("园区"), true);
        check(json!({"maxLength": 2}), json!("三园区"), false);
        check(json!({"minItems": 1}), json!([]), false);
        check(json!({"minItems": 1}), json!("no array"), true);
        check(json!({"propertyNames": {"enum": ["a"]}}), json!({"a": 1}), true);
        check(json!({"propertyNames": {"enum": ["a"]}}), json!({"b": 1}), false);
    }

    #[test]
    #[should_panic(expected = "does not know `pattern`")]
    fn a_keyword_that_is_not_known_is_refused() {
        Schemas::new(&json!({})).problems(&json!({"pattern": "^a"}), &json!("a"));
    }
}
