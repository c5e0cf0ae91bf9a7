//! Where the page is: its address, followed and changed. What a page is drawn with stands here, not what the browser's
//! bar says: the address of a page changes when the part of the program that draws it is here.

use duoyuan_core::as_of::AsOf;
use duoyuan_core::period::Month;
use duoyuan_core::words::{Message, key};
use leptos::ev;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use crate::areas::area_of;
use crate::gate::AGAIN;
use crate::page::Page;
use crate::session::{Session, session};

/// What is looked back at, in the address.
const AS_OF: &str = "as_of";
/// The month shown, in the address.
const MONTH: &str = "month";

/// The address of the page, to be followed and changed.
#[derive(Clone, Copy)]
pub struct Place {
    /// The path of the address: `/parks/qinyang`.
    pub path: Signal<String>,
    query: Signal<Query>,
    address: RwSignal<Address>,
    session: Session,
    /// What the window's address needs could not be fetched, and is asked for again.
    pub waits: RwSignal<bool>,
    /// Counts changes of the window's address: only the last is followed.
    changes: RwSignal<u32>,
}

#[derive(Clone, Default)]
struct Address {
    path: String,
    query: Query,
}

impl Address {
    fn of_window() -> Self {
        let here = window().location();
        Self { path: here.pathname().unwrap_or_default(), query: Query::read(&here.search().unwrap_or_default()) }
    }
}

impl Place {
    /// The window's address, from now on followed when somebody goes back or forth.
    pub fn provide() -> Self {
        let address = RwSignal::new(Address::of_window());
        // What is the same is not told again.
        let path = Memo::new(move |_| address.with(|it| it.path.clone()));
        let query = Memo::new(move |_| address.with(|it| it.query.clone()));
        let place = Self {
            path: path.into(),
            query: query.into(),
            address,
            session: session(),
            waits: RwSignal::new(false),
            changes: RwSignal::new(0),
        };
        provide_context(place);
        let listening = window_event_listener(ev::popstate, move |_| place.arrive());
        on_cleanup(move || listening.remove());
        place
    }

    /// The page is what the window's address says as soon as the part of the program is here that draws it: what is
    /// shown stays until then.
    fn arrive(self) {
        let role = untrack(|| self.session.role());
        let area = area_of(&window().location().pathname().unwrap_or_default(), role.as_ref());
        self.changes.update_untracked(|count| *count += 1);
        if area.here().is_some() {
            self.waits.set(false);
            return self.address.set(Address::of_window());
        }
        let mine = self.changes.get_untracked();
        spawn_local(async move {
            let fetched = area.fetched().await;
            if self.changes.try_get_untracked() != Some(mine) {
                return;
            }
            if fetched.is_ok() {
                return self.arrive();
            }
            self.waits.set(true);
            set_timeout(move || self.arrive_if_nothing_else(mine), AGAIN);
        });
    }

    fn arrive_if_nothing_else(self, mine: u32) {
        if self.changes.try_get_untracked() == Some(mine) {
            self.arrive();
        }
    }

    /// What the address says of `name`.
    pub fn asked(self, name: &str) -> Option<String> {
        self.query.with(|query| query.get(name).map(str::to_owned))
    }

    /// What is looked back at; nothing when the page shows what is so now, as pages on which something is done always do.
    pub fn as_of(self) -> Option<AsOf> {
        let looks_back = self.path.with(|path| Page::at(path).is_some_and(|page| page.looks_back()));
        self.asked(AS_OF).filter(|_| looks_back)?.parse().ok()
    }

    /// What the address says of a month or of what is looked back at and nobody can read, as a sentence. The page then
    /// shows what is newest, and says why.
    pub fn unread(self) -> Option<Message> {
        let looks_back = self.path.with(|path| Page::at(path).is_some_and(|page| page.looks_back()));
        let as_of = self.asked(AS_OF).filter(|text| looks_back && text.parse::<AsOf>().is_err());
        let month = self.asked(MONTH).filter(|text| text.parse::<Month>().is_err());
        let said = |key, found: String| Message::new(key).with("found", found);
        let as_of = as_of.map(|found| said(key::BAD_AS_OF, found));
        as_of.or_else(|| month.map(|found| said(key::BAD_MONTH, found)))
    }

    /// The newest, as it is now: neither another month nor another time.
    pub fn newest(self) {
        self.ask(&[(AS_OF, None), (MONTH, None)]);
    }

    /// Looks back at something else, or shows what is so now.
    pub fn look_back(self, as_of: Option<AsOf>) {
        self.ask(&[(AS_OF, as_of.map(|it| it.to_string()).as_deref())]);
    }

    /// What stands behind the `?` of the address, with something said besides.
    pub fn said_with(self, also: &[(&'static str, String)]) -> String {
        let mut query = self.query.get();
        for (name, value) in also {
            query.set(name, Some(value));
        }
        query.written()
    }

    /// The same of nothing but `all`.
    pub fn said(all: &[(&'static str, String)]) -> String {
        Query(all.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()).written()
    }

    /// Opens a page, from which one can go back to this one.
    pub fn open(self, to: &str) {
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(to));
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
        self.arrive();
    }

    /// Goes to a page, in the place of this one.
    pub fn go(self, to: &str) {
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(to));
        }
        self.arrive();
    }

    /// Stays on the page and says something else of some names; the rest of the address is kept.
    pub fn ask(self, changes: &[(&str, Option<&str>)]) {
        let mut query = self.query.get_untracked();
        for (name, value) in changes {
            query.set(name, *value);
        }
        self.go(&format!("{}{}", self.path.get_untracked(), query.written()));
    }
}
/// The place of the page.
pub fn place() -> Place {
    expect_context::<Place>()
}

/// What stands behind the `?`. Our addresses carry ids, months and words of our own: nothing needs escaping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Query(Vec<(String, String)>);

impl Query {
    fn read(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn set(&mut self, name: &str, value: Option<&str>) {
        self.0.retain(|(known, _)| known != name);
        self.0.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    }

    fn written(&self) -> String {
        let pairs: Vec<_> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_change_keeps_the_rest_of_the_address() {
        let mut query = Query::read("?indicator=2.5&month=2026-09");
        query.set("month", None);
        query.set("basis", Some("month"));
        assert_eq!(query.written(), "?indicator=2.5&basis=month");
        assert_eq!((query.get("indicator"), query.get("month")), (Some("2.5"), None));
        assert_eq!(Query::read("").written(), "");
    }
}
