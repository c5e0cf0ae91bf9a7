//! Where the page is: its address, whoever keeps it. The router does in the whole program; a program of one
//! page keeps the address by itself.

use duoyuan_core::as_of::AsOf;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsValue;

/// What is looked back at, in the address.
const AS_OF: &str = "as_of";

/// The first words of the paths of pages that can be looked back at.
const LOOK_BACK: [&str; 6] = ["", "ranking", "parks", "sharing", "enclaves", "openness"];

/// The address of the page, to be followed and changed.
#[derive(Clone, Copy)]
pub struct Place {
    /// The path of the address: `/parks/qinyang`.
    pub path: Signal<String>,
    query: Signal<Query>,
    go: StoredValue<Go, LocalStorage>,
}

type Go = Box<dyn Fn(&str)>;

impl Place {
    /// Kept by the router.
    pub fn of_router() -> Self {
        let (location, navigate) = (use_location(), use_navigate());
        let go = move |to: &str| navigate(to, NavigateOptions { replace: true, scroll: false, ..Default::default() });
        let search = location.search;
        Self::provide(location.pathname.into(), Signal::derive(move || search.with(|text| Query::read(text))), go)
    }

    /// The window's own address, kept by hand where there is no router.
    pub fn of_window() -> Self {
        let here = || window().location();
        let path = RwSignal::new(here().pathname().unwrap_or_default());
        let query = RwSignal::new(Query::read(&here().search().unwrap_or_default()));
        let go = move |to: &str| {
            if let Ok(history) = window().history() {
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(to));
            }
            path.set(here().pathname().unwrap_or_default());
            query.set(Query::read(&here().search().unwrap_or_default()));
        };
        Self::provide(path.into(), query.into(), go)
    }

    fn provide(path: Signal<String>, query: Signal<Query>, go: impl Fn(&str) + 'static) -> Self {
        let place = Self { path, query, go: StoredValue::new_local(Box::new(go) as Go) };
        provide_context(place);
        place
    }

    /// What the address says of `name`.
    pub fn asked(self, name: &str) -> Option<String> {
        self.query.with(|query| query.get(name).map(str::to_owned))
    }

    /// What is looked back at; nothing when the page shows what is so now, as pages on which something is done always do.
    pub fn as_of(self) -> Option<AsOf> {
        let looks_back = self.path.with(|path| LOOK_BACK.contains(&path.split('/').nth(1).unwrap_or_default()));
        self.asked(AS_OF).filter(|_| looks_back)?.parse().ok()
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

    /// Goes to a page, in the place of this one.
    pub fn go(self, to: &str) {
        self.go.try_with_value(|go| go(to));
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
