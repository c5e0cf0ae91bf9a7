//! One stop of the tab key for a table or a list of many buttons. What has the class `one-stop` has one: the tab
//! key comes to the button that had the focus last, arrows go to the next one in their direction as the page is
//! laid out, Home and End to the first and the last; in a drawing to the next one and the one before.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, KeyboardEvent, MutationObserver, MutationObserverInit};

/// The class of what holds the buttons.
const HOLDER: &str = "one-stop";

/// Tends every holder for as long as the page of the program is there.
pub fn keep() {
    let focusing = window_event_listener(ev::focusin, |event| {
        let Some(focused) = element(event.target()) else { return };
        if let Some((holder, stops)) = held(&focused)
            && stops.contains(&focused)
        {
            tend(&holder, Some(&focused));
        }
    });
    let walking = window_event_listener(ev::keydown, walk);
    on_cleanup(move || {
        focusing.remove();
        walking.remove();
    });
    let changed = move || {
        let holders = document().get_elements_by_class_name(HOLDER);
        (0..holders.length()).filter_map(|at| holders.item(at)).for_each(|holder| tend(&holder, None));
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

fn element(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

fn held(focused: &Element) -> Option<(Element, Vec<Element>)> {
    let holder = focused.closest(&format!(".{HOLDER}")).ok()??;
    let stops = stops(&holder);
    Some((holder, stops))
}

/// Links and buttons that can be pressed, in the order of the page; those of a drawing too.
fn stops(holder: &Element) -> Vec<Element> {
    let found = holder.query_selector_all("a, button:not([disabled]), [role=button]").ok();
    let found = found.iter().flat_map(|found| (0..found.length()).filter_map(|at| found.item(at)));
    found.filter_map(|it| it.dyn_into().ok()).collect()
}

/// Exactly one is come to by the tab key: the one named, else the one that was, else the first.
fn tend(holder: &Element, named: Option<&Element>) {
    let stops = stops(holder);
    let is_stop = |it: &&Element| it.get_attribute("tabindex").as_deref() == Some("0");
    let Some(stop) = named.or_else(|| stops.iter().find(is_stop)).or(stops.first()) else { return };
    for it in &stops {
        let wanted = if it == stop { "0" } else { "-1" };
        if it.get_attribute("tabindex").as_deref() != Some(wanted) {
            let _ = it.set_attribute("tabindex", wanted);
        }
    }
}

fn walk(event: KeyboardEvent) {
    let key = event.key();
    let is_walk = matches!(key.as_str(), "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End");
    if !is_walk || event.default_prevented() || event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let Some(from) = element(event.target()) else { return };
    let Some((holder, stops)) = held(&from) else { return };
    let Some(at) = stops.iter().position(|it| *it == from) else { return };
    let goal = match key.as_str() {
        "Home" => stops.first().cloned(),
        "End" => stops.last().cloned(),
        "ArrowRight" | "ArrowDown" if is_drawing(&holder) => stops.get(at + 1).cloned(),
        _ if is_drawing(&holder) => at.checked_sub(1).map(|before| stops[before].clone()),
        way => nearest(&from, stops, way),
    };
    event.prevent_default();
    if let Some(goal) = goal {
        // What is drawn takes the focus by the same call as a button.
        let _ = goal.unchecked_into::<HtmlElement>().focus();
    }
}

/// In a drawing lines lie across one another: nothing is beside anything, arrows go on and back.
fn is_drawing(holder: &Element) -> bool {
    holder.has_attribute("viewBox")
}

/// The stop that is next in a direction: beside or under this one, the nearest first.
fn nearest(from: &Element, stops: Vec<Element>, way: &str) -> Option<Element> {
    let here = from.get_bounding_client_rect();
    let beside = way == "ArrowLeft" || way == "ArrowRight";
    let distance = |it: &Element| {
        let there = it.get_bounding_client_rect();
        let (ahead, overlap) = match way {
            "ArrowRight" => {
                (there.left() - here.right(), overlap(here.top(), here.bottom(), there.top(), there.bottom()))
            }
            "ArrowLeft" => {
                (here.left() - there.right(), overlap(here.top(), here.bottom(), there.top(), there.bottom()))
            }
            "ArrowDown" => {
                (there.top() - here.bottom(), overlap(here.left(), here.right(), there.left(), there.right()))
            }
            _ => (here.top() - there.bottom(), overlap(here.left(), here.right(), there.left(), there.right())),
        };
        let is_shown = there.width() > 0.0;
        // Borders that lie over one another are no way back; beside means in the same line.
        let is_ahead = is_shown && ahead > -2.0 && (overlap > 0.0 || !beside);
        let aside = if overlap > 0.0 { 0.0 } else { (there.left() - here.left()).abs() };
        is_ahead.then_some(ahead + aside)
    };
    let measured = stops.into_iter().filter(|it| it != from).filter_map(|it| Some((distance(&it)?, it)));
    measured.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, it)| it)
}

/// How much two stretches have in common.
fn overlap(from: f64, to: f64, other_from: f64, other_to: f64) -> f64 {
    to.min(other_to) - from.max(other_from) - 1.0
}
