//! The chart library, as far as it is used: `window.echarts` of the bundle.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Object, Reflect};
use leptos::ev;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

use crate::gate::AGAIN;

#[wasm_bindgen]
extern "C" {
    type Instance;

    #[wasm_bindgen(catch, js_namespace = echarts)]
    fn init(node: &Element, theme: &JsValue, options: &JsValue) -> Result<Instance, JsValue>;

    #[wasm_bindgen(catch, method, js_name = setOption)]
    fn set_option(this: &Instance, option: &JsValue, not_merge: bool) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn on(this: &Instance, event: &str, act: &js_sys::Function);

    #[wasm_bindgen(method)]
    fn resize(this: &Instance, options: &JsValue);

    #[wasm_bindgen(method, js_name = getZr)]
    fn painter(this: &Instance) -> Painter;

    #[wasm_bindgen(method)]
    fn dispose(this: &Instance);

    type Painter;

    #[wasm_bindgen(method)]
    fn flush(this: &Painter);
}

/// Width and height, CSS pixels.
type Extent = (f64, f64);

/// Width of what a sheet of A4 holds, CSS pixels: a chart drawn wider would be shrunk until its text is too small.
const PAPER: f64 = 720.0;

/// A chart on the page. Dropping it frees what the library holds.
///
/// It is drawn when the browser tells how large its box is, which it does before it paints: asking the box
/// itself would have the page laid out anew for every chart.
pub struct Drawing {
    inner: Rc<RefCell<Inner>>,
    observer: Option<ResizeObserver>,
    printing: Vec<WindowListenerHandle>,
    _measured: Closure<dyn Fn(js_sys::Array)>,
}

struct Inner {
    node: Element,
    on_paper: bool,
    drawn: Option<(Instance, Extent)>,
    shown: String,
    pressed: Option<Closure<dyn Fn(JsValue)>>,
}

impl Drawing {
    /// A chart in `node` that will show `option`. It acts when a part is pressed: an end by its name, a band as
    /// `from>to`.
    pub fn new(node: &Element, option: &str, on_press: Option<impl Fn(String) + 'static>) -> Self {
        let pressed = on_press
            .map(|act| Closure::<dyn Fn(JsValue)>::new(move |event| part_of(&event).into_iter().for_each(&act)));
        let inner = Inner { node: node.clone(), on_paper: false, drawn: None, shown: option.to_owned(), pressed };
        let inner = Rc::new(RefCell::new(inner));
        let measured = Closure::<dyn Fn(js_sys::Array)>::new({
            let inner = inner.clone();
            move |entries: js_sys::Array| {
                let newest = entries.pop().dyn_into::<ResizeObserverEntry>();
                let Ok(room) = newest.map(|entry| entry.content_rect()) else { return };
                inner.borrow_mut().fit((room.width(), room.height()));
            }
        });
        let observer = ResizeObserver::new(measured.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(node);
        }
        let (before, after) = (inner.clone(), inner.clone());
        let printing = vec![
            window_event_listener(ev::beforeprint, move |_| before.borrow_mut().print(true)),
            window_event_listener(ev::afterprint, move |_| after.borrow_mut().print(false)),
        ];
        Self { inner, observer, printing, _measured: measured }
    }

    /// Shows an option; the one already shown costs nothing.
    pub fn show(&self, option: &str) {
        let mut inner = self.inner.borrow_mut();
        if inner.shown != option {
            option.clone_into(&mut inner.shown);
            inner.draw();
        }
    }
}

impl Inner {
    /// Draws in the room there is now; without any, nothing.
    fn fit(&mut self, room: Extent) {
        let (width, height) = room;
        if width == 0.0 || height == 0.0 || self.on_paper {
            return;
        }
        match &mut self.drawn {
            Some((_, before)) if *before == room => {}
            Some((instance, before)) => {
                *before = room;
                resize(instance, &self.node, room);
            }
            None => {
                let options = extent(room);
                // SVG stays sharp on a wall and can be read by tools.
                set(&options, "renderer", &"svg".into());
                let Ok(instance) = init(&self.node, &JsValue::NULL, &options) else { return };
                if let Some(pressed) = &self.pressed {
                    instance.on("click", pressed.as_ref().unchecked_ref());
                }
                self.drawn = Some((instance, room));
                frame(&self.node, room);
                self.draw();
            }
        }
    }

    /// Draws for the paper, or for the screen again: the browser waits for no frame before it prints.
    fn print(&mut self, on_paper: bool) {
        self.on_paper = on_paper;
        if let Some((instance, (width, height))) = self.drawn.as_ref().filter(|(_, (width, _))| *width > PAPER) {
            resize(instance, &self.node, (if on_paper { PAPER } else { *width }, *height));
            instance.painter().flush();
        }
    }

    fn draw(&self) {
        let (Some((instance, _)), Ok(value)) = (&self.drawn, js_sys::JSON::parse(&self.shown)) else { return };
        if let Err(cause) = instance.set_option(&value, true) {
            leptos::logging::error!("a chart cannot be drawn: {cause:?}");
        }
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        self.printing.drain(..).for_each(WindowListenerHandle::remove);
        if let Some((instance, _)) = self.inner.borrow_mut().drawn.take() {
            instance.dispose();
        }
    }
}

fn extent((width, height): Extent) -> Object {
    let options = Object::new();
    set(&options, "width", &width.into());
    set(&options, "height", &height.into());
    options
}

fn resize(instance: &Instance, node: &Element, room: Extent) {
    instance.resize(&extent(room));
    frame(node, room);
}

/// Tells the drawing its own size, which the library does not: on paper it is shrunk to the width there is.
fn frame(node: &Element, (width, height): Extent) {
    if let Ok(Some(drawing)) = node.query_selector("svg") {
        let _ = drawing.set_attribute("viewBox", &format!("0 0 {width} {height}"));
    }
}

fn set(options: &Object, name: &str, value: &JsValue) {
    // A plain object takes every property.
    _ = Reflect::set(options, &name.into(), value);
}

/// What was pressed in the chart, by its name.
fn part_of(event: &JsValue) -> Option<String> {
    let text = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
    let data = Reflect::get(event, &"data".into()).unwrap_or_default();
    let band = text(&data, "source").zip(text(&data, "target"));
    band.map(|(from, to)| format!("{from}>{to}")).or_else(|| text(&data, "name"))
}

#[wasm_bindgen]
extern "C" {
    /// The script of the library, asked for when it has not been before.
    #[wasm_bindgen(catch, js_namespace = duoyuan, js_name = charts)]
    fn script() -> Result<web_sys::EventTarget, JsValue>;
}

/// Acts when the library has come: at once, or when its script has loaded.
///
/// A script that cannot be had is asked for again every two seconds.
pub fn when_loaded(act: impl Fn() + 'static) {
    load(Rc::new(act));
}

fn load(act: Rc<dyn Fn()>) {
    let is_here = js_sys::Reflect::has(&window(), &"echarts".into()).unwrap_or(false);
    if is_here {
        return act();
    }
    // Where the page was not started by `start.js`, as in tests, there is no such function.
    let Ok(script) = script() else { return };
    let again = act.clone();
    let loaded = Closure::once_into_js(move || act());
    let failed = Closure::once_into_js(move || set_timeout(move || load(again), AGAIN));
    let _ = script.add_event_listener_with_callback("load", loaded.unchecked_ref());
    let _ = script.add_event_listener_with_callback("error", failed.unchecked_ref());
}
