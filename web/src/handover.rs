//! From a program of one page to the whole one, in the same page of the browser: what is shown stays until the
//! whole one has something to show.

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use crate::gate::AGAIN;

#[wasm_bindgen(js_namespace = duoyuan)]
extern "C" {
    #[wasm_bindgen(catch, js_name = prepareWhole)]
    async fn prepare_whole() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = startWhole)]
    async fn start_whole() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = whenLeaving)]
    fn when_leaving(leave: &JsValue);

    /// Whether a program of one page is there and shows its page.
    #[wasm_bindgen(js_name = soloIsHere)]
    pub fn solo_is_here() -> bool;

    /// The program of one page, if it is there, takes its page away.
    #[wasm_bindgen(js_name = soloLeaves)]
    pub fn solo_leaves();
}

/// The way to the whole program.
#[derive(Clone, Copy)]
pub struct Handover {
    started: RwSignal<bool>,
    /// The whole program could not be fetched; asking again tries again.
    pub failed: RwSignal<bool>,
}

impl Handover {
    /// A handover that has not begun.
    pub fn new() -> Self {
        Self { started: RwSignal::new(false), failed: RwSignal::new(false) }
    }

    /// Fetches it while nobody waits.
    pub fn prepare(self) {
        // What fails now is tried again when it is needed.
        spawn_local(async { _ = prepare_whole().await });
    }

    /// Starts it; what was started is not started again.
    pub fn start(self) {
        if self.started.get_untracked() {
            return;
        }
        self.started.set(true);
        self.failed.set(false);
        spawn_local(async move {
            if start_whole().await.is_err() {
                self.started.try_set(false);
                if self.failed.try_set(true).is_none() {
                    set_timeout(move || self.start_if_failed(), AGAIN);
                }
            }
        });
    }

    /// What could not be fetched may be to be had by now.
    fn start_if_failed(self) {
        if self.failed.try_get_untracked().unwrap_or_default() {
            self.start();
        }
    }
}

/// What a program of one page does when the whole one shows its page.
pub fn on_leaving(leave: impl FnOnce() + 'static) {
    when_leaving(&Closure::once_into_js(leave));
}
