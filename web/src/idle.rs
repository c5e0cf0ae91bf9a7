//! What can wait until the browser has nothing better to do.

use std::time::Duration;

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use web_sys::IdleRequestOptions;

/// It waits no longer than this, in milliseconds, however busy the browser is.
const AT_MOST: u32 = 1_000;
/// Where the browser does not tell when it is idle (Safari): after the page has been shown, mostly.
const LATER: Duration = Duration::from_millis(200);

/// Runs it when nobody waits for anything.
pub fn when_idle(act: impl FnOnce() + 'static) {
    if !js_sys::Reflect::has(&window(), &JsValue::from_str("requestIdleCallback")).unwrap_or_default() {
        return set_timeout(act, LATER);
    }
    let options = IdleRequestOptions::new();
    options.set_timeout(AT_MOST);
    let act = Closure::once_into_js(act);
    let _ = window().request_idle_callback_with_options(act.unchecked_ref(), &options);
}
