//! A program of one page: who is there, and that page for those it is for. Everything else is the whole
//! program's, which takes over in the same page.

use duoyuan_core::access::Role;
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::app::{LoginAgain, Page, Unreachable};
use crate::clock::Clock;
use crate::components::{ErrorNote, ExplainTarget, Explanation};
use crate::gate::{Gate, WayNote};
use crate::handover::{Handover, on_leaving};
use crate::idle::when_idle;
use crate::live::{Live, Opening, Publish};
use crate::pages::{BoardPage, LoginPage, ParkPage};
use crate::place::Place;
use crate::prefs::Prefs;
use crate::session::{Session, Standing};

/// What a first visit loads: the login and the board.
pub fn front() {
    Solo {
        is_for: |path, role| path == Page::Home.path() && matches!(role, Role::Leading | Role::Office),
        page: || view! { <BoardPage/> }.into_any(),
        publish: Live::board_alone,
        opening: Opening::AtOnce,
    }
    .show();
}

/// A park's page, for a link that leads to it.
pub fn park() {
    Solo {
        is_for: |path, role| Page::park(path).is_some() && matches!(role, Role::Leading | Role::Office),
        page: || view! { <ParkPage/> }.into_any(),
        publish: Live::counts_alone,
        opening: Opening::WhenIdle,
    }
    .show();
}

/// The one page, for whom it is, and what it needs of the live document.
#[derive(Clone, Copy)]
struct Solo {
    is_for: fn(&str, &Role) -> bool,
    page: fn() -> AnyView,
    publish: Publish,
    opening: Opening,
}

impl Solo {
    /// Shows the page, until the whole program shows its own.
    fn show(self) {
        let Some(body) = document().body() else { return };
        let mounted = leptos::mount::mount_to(body, move || view! { <Shell solo=self/> });
        on_leaving(move || drop(mounted));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Failed,
    Out,
    Here,
    Elsewhere,
}

#[component]
fn Shell(solo: Solo) -> impl IntoView {
    Prefs::provide();
    let clock = Clock::provide();
    let session = Session::provide(api::zone_of_figures);
    let place = Place::of_window();
    Live::provide(clock, session, solo.publish, solo.opening);
    ExplainTarget::provide();
    let handover = Handover::new();
    let stage = Memo::new(move |_| {
        session.standing.with(|standing| match standing {
            Standing::Unknown => Stage::Waiting,
            Standing::Failed(_) => Stage::Failed,
            Standing::Out => Stage::Out,
            Standing::In(me) if place.path.with(|path| (solo.is_for)(path, &me.role)) => Stage::Here,
            Standing::In(_) | Standing::MustChange(_) => Stage::Elsewhere,
        })
    });
    Effect::new(move || match stage.get() {
        Stage::Elsewhere => handover.start(),
        // Its turn comes when the browser has nothing better to do.
        Stage::Out | Stage::Here => when_idle(move || handover.prepare()),
        Stage::Waiting | Stage::Failed => {}
    });
    crate::stops::keep();
    // A link to another page is the whole program's affair. This page stays until that has come.
    let gate = Gate::provide(move || place.path.get_untracked());
    gate.leads(move |to| {
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(to));
        }
        handover.start();
    });
    // A browser would load the page again, and has none to show while the server is away.
    gate.stays(move |to| place.go(to));
    let failed = Signal::derive(move || handover.failed.get().then_some(ApiError::Away));
    let retry = Callback::new(move |()| handover.start());
    view! {
        <ErrorNote error=failed retry/>
        <WayNote gate/>
        {move || match stage.get() {
            Stage::Waiting | Stage::Elsewhere => ().into_any(),
            Stage::Failed => view! { <Unreachable/> }.into_any(),
            Stage::Out => view! { <LoginPage/> }.into_any(),
            Stage::Here => view! { {(solo.page)()}<Explanation/><LoginAgain/> }.into_any(),
        }}
    }
}
