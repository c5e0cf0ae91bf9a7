//! What a person chose for this device: theme, colours of trends. Kept in the browser alone.

use duoyuan_core::words::{Key, Lang, Message};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Whether the page is light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Dark letters on light ground, as ink on paper.
    Light,
    /// For LED walls and evening tablets.
    Dark,
}

/// Which colour means growth. Shape and sign say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrendColours {
    /// 红涨绿跌, the usual one in China.
    #[default]
    RedUp,
    /// What rises is green and what falls is red (绿涨红跌).
    GreenUp,
}

/// The choices, as signals that write themselves to the page and to the browser's store.
#[derive(Clone, Copy)]
pub struct Prefs {
    /// The theme that was chosen on this device.
    pub theme: RwSignal<Theme>,
    /// A screen's own theme, stronger than the chosen one: the wall's address says it.
    pub forced: RwSignal<Option<Theme>>,
    /// The colours that say what rises and what falls.
    pub trends: RwSignal<TrendColours>,
    device_is_dark: RwSignal<bool>,
}

impl Prefs {
    /// Reads the choices and keeps the page in step with them.
    pub fn provide() -> Self {
        let prefs = Self {
            theme: RwSignal::new(match stored("theme").as_deref() {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::Auto,
            }),
            forced: RwSignal::new(None),
            trends: RwSignal::new(match stored("trends").as_deref() {
                Some("green-up") => TrendColours::GreenUp,
                _ => TrendColours::RedUp,
            }),
            device_is_dark: RwSignal::new(false),
        };
        prefs.follow_device();
        prefs.keep_in_step();
        provide_context(prefs);
        prefs
    }

    /// Whether the page is dark now.
    pub fn is_dark(self) -> bool {
        match self.forced.get().unwrap_or(self.theme.get()) {
            Theme::Light => false,
            Theme::Dark => true,
            Theme::Auto => self.device_is_dark.get(),
        }
    }

    fn keep_in_step(self) {
        Effect::new(move || set_on_html("data-theme", if self.is_dark() { "dark" } else { "light" }));
        Effect::new(move || {
            store(
                "theme",
                match self.theme.get() {
                    Theme::Auto => "auto",
                    Theme::Light => "light",
                    Theme::Dark => "dark",
                },
            );
        });
        Effect::new(move || {
            let name = if self.trends.get() == TrendColours::RedUp { "red-up" } else { "green-up" };
            set_on_html("data-trends", name);
            store("trends", name);
        });
    }

    fn follow_device(self) {
        let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") else { return };
        self.device_is_dark.set(query.matches());
        let changed = Closure::<dyn Fn()>::new({
            let query = query.clone();
            move || {
                self.device_is_dark.try_set(query.matches());
            }
        });
        let listening = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
        if listening.is_ok() {
            // The page's lifetime is the listener's.
            changed.forget();
        }
    }
}

/// Says keys and messages in the language of the page. There is one: what the zone names has no English names.
#[derive(Clone, Copy)]
pub struct Words;

/// The words of the page.
pub fn words() -> Words {
    Words
}

impl Words {
    /// The language of the page.
    pub fn lang(self) -> Lang {
        Lang::Chinese
    }

    /// A word or sentence without arguments.
    pub fn t(self, key: Key) -> &'static str {
        key.text(self.lang())
    }

    /// A sentence with its arguments.
    pub fn say(self, message: &Message) -> String {
        message.text(self.lang())
    }

    /// A sentence with one argument.
    pub fn with(self, key: Key, name: &str, value: impl Into<String>) -> String {
        self.say(&Message::new(key).with(name, value))
    }
}

fn set_on_html(name: &str, value: &str) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute(name, value);
    }
}

/// A value kept in this browser. Private windows may keep nothing; then the default holds.
pub fn stored(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(&format!("duoyuan.{name}")).ok()?
}

/// Keeps a value in this browser when it lets us.
pub fn store(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&format!("duoyuan.{name}"), value);
    }
}
