//! The program: what all pages share, and which page is shown.

mod shown;

use duoyuan_core::words::key;
use leptos::leptos_dom::helpers::{request_animation_frame, set_timeout};
use leptos::prelude::*;

use crate::areas::{self, Area};
use crate::clock::Clock;
use crate::components::{ErrorNote, ExplainTarget};
use crate::focus;
use crate::gate::{AGAIN, Gate, WayNote};
use crate::idle::when_idle;
use crate::live::{Live, Opening};
use crate::page::Page;
use crate::pages::LoginPage;
use crate::pages::draw::Draw;
use crate::place::{Place, place};
use crate::prefs::{Prefs, words};
use crate::session::{Session, Standing, session};
use shown::{Drawn, Shown};

/// The whole application: the frame, the pages by their addresses, and what they share.
#[component]
pub fn App() -> impl IntoView {
    Prefs::provide();
    let clock = Clock::provide();
    let session = Session::provide();
    let place = Place::provide();
    // It was an address once.
    if untrack(|| place.path.with(|path| path == "/login")) {
        place.go(&Page::Home.path());
    }
    let is_home = untrack(|| place.path.with(|path| Page::at(path) == Some(Page::Home)));
    Live::provide(clock, session, if is_home { Opening::AtOnce } else { Opening::WhenIdle });
    ExplainTarget::provide();
    focus::keep();
    crate::stops::keep();
    let gate = Gate::provide();
    // What the address needs is fetched while the server is asked who is there.
    leptos::task::spawn_local(async move {
        _ = areas::area_of(&untrack(|| place.path.get()), None).fetched().await;
    });
    view! {
        <Standings/>
        <WayNote gate/>
    }
}

/// A stage of the session that shows something else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Failed,
    Out,
    In,
}

/// Shows the login or the pages, by where the session stands. The address stays, so that whoever logs in lands where
/// they wanted to go.
#[component]
fn Standings() -> impl IntoView {
    let session = session();
    let stage = Memo::new(move |_| {
        session.standing.with(|standing| match standing {
            Standing::Unknown => Stage::Waiting,
            Standing::Failed(_) => Stage::Failed,
            Standing::Out => Stage::Out,
            Standing::MustChange(_) | Standing::In(_) => Stage::In,
        })
    });
    Effect::new(move || {
        if matches!(stage.get(), Stage::Failed | Stage::Out) {
            take_frame_away();
        }
    });
    move || match stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Failed => view! { <Unreachable/> }.into_any(),
        Stage::Out => view! { <LoginPage/> }.into_any(),
        Stage::In => view! { <Pages/> }.into_any(),
    }
}

/// The head that the page has before the program: it goes when there is something to show. Effects run when the page
/// has been changed and before it is painted, so that nothing flickers.
fn take_frame_away() {
    if let Some(frame) = document().get_element_by_id("frame") {
        frame.remove();
    }
}

/// The first question got no answer.
#[component]
fn Unreachable() -> impl IntoView {
    let session = session();
    let error = move || match session.standing.get() {
        Standing::Failed(error) => Some(error),
        _ => None,
    };
    let retry = Callback::new(move |()| session.ask());
    view! { <main class="lone"><ErrorNote error=Signal::derive(error) retry/></main> }
}

/// The pages of somebody who is logged in.
#[component]
fn Pages() -> impl IntoView {
    let shown = Shown::follow(place(), session());
    let retry = Callback::new(move |()| shown.retry());
    Effect::new(move || {
        if shown.page.with(Option::is_some) || shown.failed.with(Option::is_some) {
            take_frame_away();
        }
    });
    view! {
        // A page that is drawn is not drawn anew for what becomes of the next one: something may be typed into it.
        {move || match shown.page.get() {
            Some(drawn) => drawn.draw(),
            None => view! {
                <Show when=move || shown.failed.with(Option::is_some)>
                    <main class="lone"><ErrorNote error=shown.failed retry/></main>
                </Show>
            }.into_any(),
        }}
        <Explained page=shown.page/>
        <LoginAgain/>
    }
}

/// The panel that explains a figure. Its part of the program is fetched while nobody waits on a page with figures, or
/// when one is asked for.
#[component]
fn Explained(page: Signal<Option<Drawn>>) -> impl IntoView {
    let target = expect_context::<ExplainTarget>();
    let drawn = RwSignal::new(Area::Explanation.here());
    Effect::new(move || {
        if page.with(|page| page.as_ref().is_some_and(Drawn::has_figures)) && drawn.get_untracked().is_none() {
            when_idle(move || fetch_explanation(drawn, target));
        }
    });
    Effect::new(move || {
        if target.address().is_some() && drawn.get_untracked().is_none() {
            fetch_explanation(drawn, target);
        }
    });
    move || drawn.get().map(|draw| draw(&Page::Home))
}

/// What cannot be fetched is tried again as long as somebody waits for it.
fn fetch_explanation(drawn: RwSignal<Option<Draw>>, target: ExplainTarget) {
    leptos::task::spawn_local(async move {
        match Area::Explanation.fetched().await {
            Ok(draw) if drawn.try_get_untracked() == Some(None) => drawn.set(Some(draw)),
            Err(_) if untrack(|| target.address()).is_some() => {
                set_timeout(move || fetch_explanation(drawn, target), AGAIN);
            }
            _ => {}
        }
    });
}

/// The login over a page whose session has ended: the page keeps what was typed into it. A dialog, because a
/// panel may be open.
#[component]
fn LoginAgain() -> impl IntoView {
    let session = session();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (session.ended.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
                // The fields come after the dialog has opened.
                request_animation_frame(move || focus::into(&dialog));
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="over-all" node_ref=dialog on:cancel=|event: leptos::ev::Event| event.prevent_default()>
            <Show when=move || session.ended.get()><LoginPage/></Show>
        </dialog>
    }
}

/// No page has this address.
fn not_found() -> AnyView {
    let w = words();
    view! {
        <main class="lone">
            <p>{move || w.t(key::NO_SUCH_PAGE)}</p>
            <a class="button" href="/">{move || w.t(key::GO_HOME)}</a>
        </main>
    }
    .into_any()
}
