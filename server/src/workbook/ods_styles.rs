//! Styles of an `.ods` in so far as they change what a cell says: formats that show another number, struck-out
//! letters or letters in the colour of the ground, worksheets that are hidden. They stand before the cells, in `styles.xml` and in `content.xml`.

use std::collections::HashMap;

use duoyuan_core::intake::NumberFormat;
use quick_xml::events::BytesStart;

use super::ink::are_alike;
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
    /// Colours of letters and of the ground, as red, green and blue; nothing inside when it is left to the program.
    ink: Option<Option<[u8; 3]>>,
    ground: Option<Option<[u8; 3]>>,
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
                let own = get("style:use-window-font-color").as_deref() != Some("true");
                let ink = get("fo:color").map(|text| color(&text).filter(|_| own));
                if let (Some(style), Some(ink)) = (self.styles.get_mut(name), ink) {
                    style.ink = Some(ink);
                }
            }
            ("style:table-cell-properties", Some(Open::Style(name))) => {
                let ground = get("fo:background-color").map(|text| color(&text));
                if let (Some(style), Some(ground)) = (self.styles.get_mut(name), ground) {
                    style.ground = Some(ground);
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

    /// Whether letters of that style have the colour of their ground. A program makes letters show that have no colour
    /// of their own.
    pub fn is_inkless(&self, style: &str) -> bool {
        let ink = self.inherited(style, |style| style.ink).flatten();
        let ground = self.inherited(style, |style| style.ground).flatten().unwrap_or([255; 3]);
        ink.is_some_and(|ink| are_alike(ink, ground))
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

/// `#ffffff` as red, green and blue; nothing for `transparent`.
fn color(text: &str) -> Option<[u8; 3]> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}
