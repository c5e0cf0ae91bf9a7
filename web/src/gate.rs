//! The way to another page opens when the server answers: what is shown is not given up for a page that cannot be
//! had. A link that is tapped while the server is away is kept; its page opens by itself when the server is back.

use std::time::Duration;

use duoyuan_core::words::key;
use leptos::ev;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use crate::api;
use crate::areas::{ahead, area_of};
use crate::components::Button;
use crate::place::{Place, place};
use crate::prefs::words;
use crate::session::{Session, session};

/// How often a server that is away is asked whether it is back.
pub const AGAIN: Duration = Duration::from_secs(2);
/// A server that has not answered for so long is away, as far as anybody can tell.
const PATIENCE: Duration = Duration::from_secs(2);

/// Links of the page, and the one that waits for the server.
#[derive(Clone, Copy)]
pub struct Gate {
    /// Address of the page that was asked for last and is not open yet.
    wanted: RwSignal<Option<String>>,
    /// The server has been asked and does not answer.
    away: RwSignal<bool>,
    place: Place,
    session: Session,
}

impl Gate {
    /// Takes over the links of the page.
    pub fn provide() -> Self {
        let gate = Self { wanted: RwSignal::new(None), away: RwSignal::new(false), place: place(), session: session() };
        provide_context(gate);
        let listening = window_event_listener(ev::click, move |event: web_sys::MouseEvent| {
            let Some(link) = link_of(&event) else { return };
            event.prevent_default();
            let to = format!("{}{}{}", link.pathname(), link.search(), link.hash());
            if link.pathname() == gate.place.path.get_untracked() {
                gate.forget();
                // The same page again is nothing to go back from.
                let is_same = link.href() == window().location().href().unwrap_or_default();
                if is_same { gate.place.go(&to) } else { gate.place.open(&to) }
            } else {
                gate.ask(to);
            }
        });
        // Who points at a link is likely to tap it.
        let pointing = window_event_listener(ev::pointerover, move |event| {
            let link = event.target().and_then(link_around);
            if let Some(link) = link.filter(|link| link.pathname() != gate.place.path.get_untracked()) {
                ahead(area_of(&link.pathname(), untrack(|| gate.session.role()).as_ref()));
            }
        });
        // Who goes back does not want any more what was tapped before.
        let going_back = window_event_listener(ev::popstate, move |_| gate.forget());
        on_cleanup(move || {
            listening.remove();
            pointing.remove();
            going_back.remove();
        });
        gate
    }

    /// Opens a page as soon as the server answers; of several the one asked for last.
    fn ask(self, to: String) {
        self.away.set(false);
        self.wanted.set(Some(to.clone()));
        let waiting = to.clone();
        set_timeout(move || _ = self.is_wanted(&waiting).then(|| self.away.set(true)), PATIENCE);
        self.attempt(to);
    }

    fn attempt(self, to: String) {
        spawn_local(async move {
            let answer = api::reach().await;
            if !self.is_wanted(&to) {
                return;
            }
            let role = untrack(|| self.session.role());
            // The part of the program that draws the page is fetched before the page is left.
            let arrived = match answer {
                Ok(()) => {
                    area_of(to.split(['?', '#']).next().unwrap_or_default(), role.as_ref()).fetched().await.is_ok()
                }
                Err(_) => false,
            };
            if !self.is_wanted(&to) {
                return;
            }
            if !arrived {
                self.away.set(true);
                return set_timeout(move || self.attempt(to), AGAIN);
            }
            self.forget();
            self.place.open(&to);
        });
    }

    /// The page is not wanted any more: somebody has asked for something else since.
    pub fn forget(self) {
        self.wanted.set(None);
        self.away.set(false);
    }

    /// Whether it is still the page that waits; not when the program has gone.
    fn is_wanted(self, to: &str) -> bool {
        self.wanted.try_with_untracked(|wanted| wanted.as_deref() == Some(to)).unwrap_or_default()
    }
}

/// The link of a plain tap that leads to a page of ours.
fn link_of(event: &web_sys::MouseEvent) -> Option<HtmlAnchorElement> {
    let has_modifier = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || has_modifier {
        return None;
    }
    link_around(event.target()?)
}

/// The link to a page of ours that something lies in.
fn link_around(target: web_sys::EventTarget) -> Option<HtmlAnchorElement> {
    let target = target.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href^='/']").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_file = ["download", "target", "rel"].iter().any(|name| link.has_attribute(name));
    (!is_file && !link.pathname().starts_with("/api/")).then_some(link)
}

/// That a page waits for the server, over the foot of the one that is shown.
#[component]
pub fn WayNote(gate: Gate) -> impl IntoView {
    let w = words();
    view! {
        <Show when=move || gate.away.get() || gate.place.waits.get()>
            <div class="note failed note-over" role="status">
                <span class="note-shape" aria-hidden="true">"■"</span>
                <p>{move || w.t(key::AWAY_PAGE_WAITS)}</p>
                {move || gate.away.get().then(|| view! {
                    <Button on_press=Callback::new(move |()| gate.forget())>{move || w.t(key::CANCEL)}</Button>
                })}
            </div>
        </Show>
    }
}
