//! One `EventSource` at a time, and when to open the next.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use jiff::Timestamp;
use leptos::leptos_dom::helpers::{IntervalHandle, set_interval_with_handle, set_timeout};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventSource, EventTarget, MessageEvent};

use super::document::LiveDocument;
use super::{Link, Live, Opening};
use crate::api::{self, ApiError};
use crate::clock::Clock;
use crate::idle::when_idle;
use crate::reading::read_text;
use crate::session::Session;

const ADDRESS: &str = duoyuan_core::api::LIVE.path;
/// Longest wait before trying again, seconds.
const LONGEST_WAIT: u64 = 15;

/// What `event: beat` carries.
#[derive(Deserialize)]
struct Beat {
    now: Timestamp,
}

/// The stream of one session. Dropping it closes it.
pub struct Stream {
    inner: Rc<Inner>,
}

struct Inner {
    live: Live,
    clock: Clock,
    session: Session,
    source: RefCell<Option<Source>>,
    waits: RefCell<Vec<Listener>>,
    watch: Cell<Option<IntervalHandle>>,
    /// Failures in a row.
    failures: Cell<u32>,
    /// An opening is already planned.
    planned: Cell<bool>,
    /// The browser has put the page aside.
    aside: Cell<bool>,
}

/// An open source with its listeners.
struct Source {
    source: EventSource,
    _listeners: Vec<Listener>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// A listener that ends with its owner.
struct Listener {
    target: EventTarget,
    event: &'static str,
    closure: Closure<dyn Fn(web_sys::Event)>,
}

impl Listener {
    fn new(target: &EventTarget, event: &'static str, act: impl Fn(web_sys::Event) + 'static) -> Self {
        let closure = Closure::<dyn Fn(web_sys::Event)>::new(act);
        let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        Self { target: target.clone(), event, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
    }
}

impl Stream {
    /// Opens the stream and keeps it open.
    pub fn open(live: Live, clock: Clock, session: Session, opening: Opening) -> Self {
        let inner = Rc::new(Inner {
            live,
            clock,
            session,
            source: RefCell::new(None),
            waits: RefCell::default(),
            watch: Cell::new(None),
            failures: Cell::new(0),
            planned: Cell::new(false),
            aside: Cell::new(false),
        });
        match opening {
            Opening::AtOnce => inner.connect(),
            Opening::WhenIdle => {
                let weak = Rc::downgrade(&inner);
                when_idle(move || reconnect(&weak));
            }
        }
        inner.watch();
        Self { inner }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if let Some(watch) = self.inner.watch.take() {
            watch.clear();
        }
        self.inner.waits.borrow_mut().clear();
        self.inner.source.borrow_mut().take();
    }
}

impl Inner {
    fn connect(self: &Rc<Self>) {
        self.source.borrow_mut().take();
        if self.aside.get() {
            return;
        }
        let Ok(source) = EventSource::new(ADDRESS) else { return self.plan() };
        let listeners = vec![
            self.on(&source, "open", |inner, _| inner.live.hear()),
            self.on(&source, "error", |inner, _| inner.failed()),
            self.on(&source, "snapshot", |inner, text| inner.carried(|document| document.take(text))),
            self.on(&source, "patch", |inner, text| inner.carried(|document| document.patch(text))),
            self.on(&source, "wall", |inner, text| inner.live.wall.set(Some(text.to_owned()))),
            self.on(&source, "beat", |inner, text| inner.beat(text)),
            self.on(&source, "expired", |inner, _| inner.session.expire()),
        ];
        *self.source.borrow_mut() = Some(Source { source, _listeners: listeners });
    }

    fn on(self: &Rc<Self>, source: &EventSource, event: &'static str, act: fn(&Rc<Self>, &str)) -> Listener {
        let weak = Rc::downgrade(self);
        Listener::new(source, event, move |event| {
            let Some(inner) = weak.upgrade() else { return };
            let data = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
            act(&inner, data.as_deref().unwrap_or_default());
        })
    }

    fn carried(self: &Rc<Self>, take: impl FnOnce(&mut LiveDocument) -> Result<(), super::document::OutOfStep>) {
        self.failures.set(0);
        self.live.hear();
        if self.live.carry(take).is_ok() {
            api::forget_ahead();
        } else {
            // Ask for the whole document again.
            self.source.borrow_mut().take();
            self.plan();
        }
    }

    fn beat(self: &Rc<Self>, text: &str) {
        self.failures.set(0);
        self.live.hear();
        if let Some(beat) = read_text::<Beat>(text) {
            self.clock.set_right(beat.now);
        }
    }

    /// The browser tries again by itself unless the answer was final; then we do, after asking whether the
    /// session still is.
    fn failed(self: &Rc<Self>) {
        self.live.lost();
        let closed = self.source.borrow().as_ref().is_none_or(|s| s.source.ready_state() == EventSource::CLOSED);
        if !closed {
            return;
        }
        let weak = Rc::downgrade(self);
        spawn_local(async move {
            let session_ended = api::me().await == Err(ApiError::Expired);
            match weak.upgrade() {
                Some(inner) if !session_ended => inner.plan(),
                _ => {}
            }
        });
    }

    fn plan(self: &Rc<Self>) {
        if self.planned.replace(true) {
            return;
        }
        let failures = self.failures.get();
        self.failures.set(failures.saturating_add(1));
        let wait = (1_u64 << failures.min(4)).min(LONGEST_WAIT);
        let weak = Rc::downgrade(self);
        set_timeout(move || reconnect(&weak), Duration::from_secs(wait));
    }

    /// Looks every few seconds, and whenever the page is seen again, whether the line is really alive:
    /// a tablet that slept keeps a socket that says nothing.
    fn watch(self: &Rc<Self>) {
        let look = |weak: &Weak<Self>| {
            let Some(inner) = weak.upgrade() else { return };
            if matches!(untrack(|| inner.live.link()), Link::Stale(_)) && !inner.planned.get() {
                inner.connect();
            }
        };
        let weak = Rc::downgrade(self);
        let every = Duration::from_secs(LONGEST_WAIT);
        self.watch.set(set_interval_with_handle(move || look(&weak), every).ok());
        let listeners = [
            (EventTarget::from(document()), "visibilitychange"),
            (EventTarget::from(window()), "pageshow"),
            (EventTarget::from(window()), "online"),
        ];
        let waits = listeners.into_iter().map(|(target, event)| {
            let weak = Rc::downgrade(self);
            Listener::new(&target, event, move |_| look(&weak))
        });
        let mut waits: Vec<_> = waits.collect();
        waits.extend(self.put_aside());
        *self.waits.borrow_mut() = waits;
    }

    /// A browser keeps pages that were left, to go back to them, and their streams open with them. It opens six
    /// connections to a server: after some pages nothing more could be asked. So the stream ends with the page, and
    /// begins again when somebody comes back to it.
    fn put_aside(self: &Rc<Self>) -> [Listener; 2] {
        let window = EventTarget::from(window());
        let on = |event, act: fn(&Rc<Self>)| {
            let weak = Rc::downgrade(self);
            Listener::new(&window, event, move |_| {
                if let Some(inner) = weak.upgrade() {
                    act(&inner);
                }
            })
        };
        let leave = |inner: &Rc<Self>| {
            inner.aside.set(true);
            inner.source.borrow_mut().take();
        };
        let come_back = |inner: &Rc<Self>| {
            if inner.aside.replace(false) {
                inner.connect();
            }
        };
        [on("pagehide", leave), on("pageshow", come_back)]
    }
}

fn reconnect(weak: &Weak<Inner>) {
    let Some(inner) = weak.upgrade() else { return };
    inner.planned.set(false);
    // Not when the stream was dropped meanwhile: then nobody watches.
    inner.connect();
}
