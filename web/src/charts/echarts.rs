//! The chart library, as far as it is used: `window.echarts` of the bundle.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

#[wasm_bindgen]
extern "C" {
    type Instance;

    #[wasm_bindgen(catch, js_namespace = echarts)]
    fn init(node: &Element, theme: &JsValue, options: &JsValue) -> Result<Instance, JsValue>;

    #[wasm_bindgen(method, js_name = setOption)]
    fn set_option(this: &Instance, option: &JsValue, not_merge: bool);

    #[wasm_bindgen(method)]
    fn on(this: &Instance, event: &str, act: &js_sys::Function);

    #[wasm_bindgen(method)]
    fn resize(this: &Instance);

    #[wasm_bindgen(method)]
    fn dispose(this: &Instance);
}

/// A chart on the page. Dropping it frees what the library holds.
pub struct Drawing {
    instance: Option<Instance>,
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn Fn()>,
    pressed: Option<Closure<dyn Fn(JsValue)>>,
    shown: RefCell<String>,
}

impl Drawing {
    /// An empty chart in `node`, as SVG, which stays sharp on a wall and can be read by tools.
    pub fn new(node: &Element) -> Self {
        let options = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&options, &"renderer".into(), &"svg".into());
        let instance = init(node, &JsValue::NULL, &options).ok();
        let resized = Closure::<dyn Fn()>::new({
            let instance = instance.as_ref().map(|instance| JsValue::from(instance).unchecked_into::<Instance>());
            move || {
                if let Some(instance) = &instance {
                    instance.resize();
                }
            }
        });
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(node);
        }
        Self { instance, observer, _resized: resized, pressed: None, shown: RefCell::default() }
    }

    /// Acts when a part of the chart is pressed: an end by its name, a band as `from>to`.
    pub fn when_pressed(&mut self, act: impl Fn(String) + 'static) {
        let pressed = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let text = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok()?.as_string();
            let data = js_sys::Reflect::get(&event, &"data".into()).unwrap_or_default();
            let band = text(&data, "source").zip(text(&data, "target"));
            let part = band.map(|(from, to)| format!("{from}>{to}")).or_else(|| text(&data, "name"));
            part.into_iter().for_each(&act);
        });
        if let Some(instance) = &self.instance {
            instance.on("click", pressed.as_ref().unchecked_ref());
        }
        self.pressed = Some(pressed);
    }

    /// Shows an option; the one already shown costs nothing.
    pub fn show(&self, option: &str) {
        if *self.shown.borrow() == option {
            return;
        }
        let (Some(instance), Ok(value)) = (&self.instance, js_sys::JSON::parse(option)) else { return };
        instance.set_option(&value, true);
        option.clone_into(&mut self.shown.borrow_mut());
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if let Some(instance) = &self.instance {
            instance.dispose();
        }
    }
}

/// Acts when the library has come: at once, or when its script has loaded.
pub fn when_loaded(act: impl Fn() + 'static) {
    let is_here = js_sys::Reflect::has(&window(), &"echarts".into()).unwrap_or(false);
    if is_here {
        return act();
    }
    let Some(script) = document().get_element_by_id("echarts") else { return };
    let loaded = Closure::once_into_js(act);
    let _ = script.add_event_listener_with_callback("load", loaded.unchecked_ref());
}
