//! Styles of an `.ods` in so far as they change what a cell says: formats that show another number, struck-out
//! letters, worksheets that are hidden. They stand before the cells, in `styles.xml` and in `content.xml`.

use std::collections::HashMap;

use duoyuan_core::intake::NumberFormat;
use quick_xml::events::BytesStart;

use super::ods::attribute;

/// How often a style may be based on another one.
const DEEPEST: usize = 16;

/// All styles by name.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// Number formats, written as an `.xlsx` would write them.
    formats: HashMap<String, String>,
    open: Option<Open>,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    format: Option<String>,
    struck: Option<bool>,
    hidden: bool,
}

/// What is being read.
enum Open {
    Style(String),
    Format {
        name: String,
        code: String,
        /// Inside text that is shown as it is.
        says: bool,
    },
}

impl Styles {
    /// Takes a tag in.
    pub fn start(&mut self, tag: &BytesStart<'_>) {
        let get = |name| attribute(tag, name);
        match (tag.name().as_ref(), &mut self.open) {
            ("style:style", _) => {
                let Some(name) = get("style:name") else { return };
                let (parent, format) = (get("style:parent-style-name"), get("style:data-style-name"));
                self.styles.insert(name.clone(), Style { parent, format, ..Style::default() });
                self.open = Some(Open::Style(name));
            }
            ("style:text-properties", Some(Open::Style(name))) => {
                let line = ["style:text-line-through-style", "style:text-line-through-type"].into_iter().find_map(get);
                if let (Some(style), Some(line)) = (self.styles.get_mut(name), line) {
                    style.struck = Some(line != "none");
                }
            }
            ("style:table-properties", Some(Open::Style(name))) => {
                if let Some(style) = self.styles.get_mut(name) {
                    style.hidden = get("table:display").as_deref() == Some("false");
                }
            }
            ("number:number-style" | "number:currency-style", _) => {
                let name = get("style:name").unwrap_or_default();
                self.open = Some(Open::Format { name, code: String::new(), says: false });
            }
            ("number:number" | "number:scientific-number" | "number:fraction", Some(Open::Format { code, .. })) => {
                code.push('0');
                // Thousands that are left out, as commas.
                let factor: f64 = get("number:display-factor").and_then(|text| text.parse().ok()).unwrap_or(1.0);
                let thousands = (factor.max(1.0).log10() / 3.0).round() as usize;
                code.push_str(&",".repeat(thousands.min(5)));
            }
            (
                "number:text" | "number:currency-symbol" | "number:embedded-text",
                Some(Open::Format { code, says, .. }),
            ) => {
                code.push('"');
                *says = true;
            }
            _ => {}
        }
    }

    /// Takes text in that stands between tags.
    pub fn say(&mut self, text: &str) {
        if let Some(Open::Format { code, says: true, .. }) = &mut self.open {
            code.extend(text.chars().filter(|c| *c != '"').take(100));
        }
    }

    /// Takes the end of a tag in.
    pub fn end(&mut self, name: &str) {
        match (name, &mut self.open) {
            (
                "number:text" | "number:currency-symbol" | "number:embedded-text",
                Some(Open::Format { code, says, .. }),
            ) => {
                code.push('"');
                *says = false;
            }
            ("number:number-style" | "number:currency-style", Some(Open::Format { name, code, .. })) => {
                self.formats.insert(std::mem::take(name), std::mem::take(code));
                self.open = None;
            }
            ("style:style", _) => self.open = None,
            _ => {}
        }
    }

    /// Whether the worksheet of that style is hidden.
    pub fn hides(&self, style: &str) -> bool {
        self.styles.get(style).is_some_and(|style| style.hidden)
    }

    /// Whether letters of that style are struck out.
    pub fn strikes(&self, style: &str) -> bool {
        self.inherited(style, |style| style.struck).unwrap_or_default()
    }

    /// The number format of that style.
    pub fn format(&self, style: &str) -> NumberFormat {
        let code = self.inherited(style, |style| style.format.as_ref()).and_then(|name| self.formats.get(name));
        code.map_or_else(NumberFormat::default, |code| NumberFormat::of(code))
    }

    fn inherited<'a, T>(&'a self, name: &str, get: impl Fn(&'a Style) -> Option<T>) -> Option<T> {
        let mut style = self.styles.get(name)?;
        for _ in 0..DEEPEST {
            if let Some(found) = get(style) {
                return Some(found);
            }
            style = self.styles.get(style.parent.as_ref()?)?;
        }
        None
    }
}
