//! The focus never falls off the page. What has it may go away by itself: a line moves to another list, a form
//! closes, what opened a panel is no longer there. Then the nearest thing that still stands gets it, and the tab
//! key goes on from that place. It is never another button: a second Enter must not do something else.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;
use leptos::html::Form;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

/// What can take the focus in the place of something it held.
const HOLDERS: &str = "li, form, section, dialog, main";

/// Where the focus was last: the element with all it lay in, from the inside out.
#[derive(Default)]
struct Trail {
    page: Vec<Element>,
    /// The same in the panel that is open.
    panel: Vec<Element>,
}

impl Trail {
    fn note(&mut self, focused: Element) {
        let path = std::iter::successors(Some(focused), |it| it.parent_element()).collect::<Vec<_>>();
        if path.iter().any(|element| element.tag_name() == "DIALOG") {
            self.panel = path;
        } else {
            *self = Self { page: path, panel: Vec::new() };
        }
    }

    /// What is left of the place the focus was lost from, when it was lost.
    fn left(&self) -> Option<HtmlElement> {
        if document().active_element() != document().body().map(Element::from) {
            return None;
        }
        let panel = document().query_selector("dialog[open]").ok().flatten();
        let path = if panel.is_some() { &self.panel } else { &self.page };
        // Somebody touched the empty page: nothing was lost.
        path.first().filter(|focused| !focused.is_connected())?;
        let left = path.iter().find(|it| it.is_connected() && it.matches(HOLDERS).unwrap_or(false));
        left?.clone().dyn_into().ok()
    }
}

/// Gives the focus to something that is not meant to be come to by the tab key; the page does not move.
fn hold(element: &HtmlElement) {
    if !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Watches over the focus for as long as the program runs.
pub fn keep() {
    let trail = Rc::new(RefCell::new(Trail::default()));
    let noted = trail.clone();
    window_event_listener(ev::focusin, move |event| {
        if let Some(focused) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) {
            noted.borrow_mut().note(focused);
        }
    });
    let changed = move || {
        // The trail is let go first: what takes the focus is noted at once.
        let left = trail.borrow().left();
        left.iter().for_each(hold);
    };
    let changed = Closure::<dyn FnMut()>::new(changed).into_js_value();
    let Ok(observer) = MutationObserver::new(changed.unchecked_ref()) else { return };
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let Some(body) = document().body() {
        let _ = observer.observe_with_options(&body, &options);
    }
}

/// The focus goes to the field of a form that is to be filled in first.
pub fn into(form: &Element) {
    let field = form.query_selector("[autofocus]").ok().flatten();
    if let Some(field) = field.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}

/// A form that opens in the page has the focus in its first field; what opened it is gone.
pub fn begin_in(form: NodeRef<Form>) {
    Effect::new(move || {
        let first = form.get().and_then(|form| form.query_selector("input, select, textarea, button").ok().flatten());
        if let Some(first) = first.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
}
