//! The first program: who is there, and the board for those it is for. Everything else is the second's.

use duoyuan_core::access::Role;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::api::ApiError;
use crate::app::{LoginAgain, Page, Unreachable};
use crate::clock::Clock;
use crate::components::{ErrorNote, ExplainTarget, Explanation};
use crate::handover::{Handover, on_leaving};
use crate::live::Live;
use crate::pages::{BoardPage, LoginPage};
use crate::place::Place;
use crate::prefs::Prefs;
use crate::session::{Session, Standing};

/// Shows the page, until the second program shows its own.
pub fn front() {
    let Some(body) = document().body() else { return };
    let mounted = leptos::mount::mount_to(body, Front);
    on_leaving(move || drop(mounted));
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Failed,
    Out,
    Board,
    Elsewhere,
}

#[component]
fn Front() -> impl IntoView {
    Prefs::provide();
    let clock = Clock::provide();
    let session = Session::provide();
    let place = Place::of_window();
    Live::provide(clock, session, Live::board_alone);
    ExplainTarget::provide();
    let handover = Handover::new();
    let stage = Memo::new(move |_| {
        let is_home = place.path.with(|path| *path == Page::Home.path());
        session.standing.with(|standing| match standing {
            Standing::Unknown => Stage::Waiting,
            Standing::Failed(_) => Stage::Failed,
            Standing::Out => Stage::Out,
            Standing::In(me) if is_home && matches!(me.role, Role::Leading | Role::Office) => Stage::Board,
            Standing::In(_) | Standing::MustChange(_) => Stage::Elsewhere,
        })
    });
    Effect::new(move || match stage.get() {
        Stage::Elsewhere => handover.start(),
        // Its turn comes when the browser has nothing better to do.
        Stage::Out | Stage::Board => request_idle_callback(move || handover.prepare()),
        Stage::Waiting | Stage::Failed => {}
    });
    follow_links(handover);
    let failed = Signal::derive(move || handover.failed.get().then_some(ApiError::Away));
    let retry = Callback::new(move |()| handover.start());
    view! {
        <ErrorNote error=failed retry/>
        {move || match stage.get() {
            Stage::Waiting | Stage::Elsewhere => ().into_any(),
            Stage::Failed => view! { <Unreachable/> }.into_any(),
            Stage::Out => view! { <LoginPage/> }.into_any(),
            Stage::Board => view! { <BoardPage/><Explanation/><LoginAgain/> }.into_any(),
        }}
    }
}

/// A link to another page is the second program's affair. The board stays until that has come.
fn follow_links(handover: Handover) {
    let listening = window_event_listener(ev::click, move |event: web_sys::MouseEvent| {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || has_modifier {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
        let Ok(Some(link)) = target.closest("a[href^='/']") else { return };
        let Ok(link) = link.dyn_into::<web_sys::HtmlAnchorElement>() else { return };
        if link.has_attribute("download") || link.has_attribute("target") || link.pathname() == Page::Home.path() {
            return;
        }
        event.prevent_default();
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&link.href()));
        }
        handover.start();
    });
    on_cleanup(move || listening.remove());
}
