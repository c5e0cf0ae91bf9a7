//! The map: every page with its path, and what all of them share.

mod theirs;

use duoyuan_core::access::Role;
use duoyuan_core::id::{ParkId, PlatformId};
use duoyuan_core::period::Month;
use duoyuan_core::words::key;
use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::api;
use crate::clock::Clock;
use crate::components::{ErrorNote, ExplainTarget, Explanation};
use crate::focus;
use crate::gate::{Gate, WayNote, by_router};
use crate::handover::{solo_is_here, solo_leaves};
use crate::live::{Live, Opening};
use crate::pages::{
    AccountsPage, BoardPage, BookingsPage, DeskPage, EnclavesPage, FreePage, LoginPage, MarketPage, OfficePage,
    OpennessPage, ParkPage, PasswordPage, PlatformPage, PlatformsPage, RankingPage, ReviewPage, SharingPage, SheetPage,
    WallPage, WorkPage,
};
use crate::place::Place;
use crate::prefs::{Prefs, words};
use crate::session::{Session, Standing, session};
use theirs::theirs;

/// A page. It alone knows paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/`: the board, a park's own page, or the wall: whatever the account is for.
    Home,
    /// `/ranking`: the parks in the order of one indicator.
    Ranking,
    /// `/parks/qinyang`: a park's page.
    Park(ParkId),
    /// `/wall`: the board for a large screen.
    Wall,
    /// `/password`: where a password is changed.
    Password,
    /// `/desk/qinyang`: what a park's office has to do.
    Desk(ParkId),
    /// `/desk/qinyang/2026-10`: one month's form.
    Sheet(ParkId, Month),
    /// `/office`: what waits for the leading group's office.
    Office,
    /// `/office/qinyang/2026-10`: one submission under review.
    Review(ParkId, Month),
    /// `/sharing`: what flows between the parks.
    Sharing,
    /// `/market`: what is offered and needed, and who is to do what.
    Market,
    /// `/enclaves`: projects of several parks.
    Enclaves,
    /// `/openness`: how open the platforms are, in numbers.
    Openness,
    /// `/platforms`: what there is to use.
    Platforms,
    /// `/platforms/free`: what is free when.
    Free,
    /// `/platforms/work`: what an owner has to answer and to record.
    Work,
    /// `/platforms/testing_lab`: one platform.
    Platform(PlatformId),
    /// `/bookings`: what a park has asked for.
    Bookings,
    /// `/accounts`: who may log in, for those who manage that.
    Accounts,
}

impl Page {
    /// The address of the page, as it stands behind the host: `/parks/qinyang`.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Ranking => "/ranking".to_owned(),
            Self::Park(park) => format!("/parks/{park}"),
            Self::Wall => "/wall".to_owned(),
            Self::Password => "/password".to_owned(),
            Self::Desk(park) => format!("/desk/{park}"),
            Self::Sheet(park, month) => format!("/desk/{park}/{month}"),
            Self::Office => "/office".to_owned(),
            Self::Review(park, month) => format!("/office/{park}/{month}"),
            Self::Sharing => "/sharing".to_owned(),
            Self::Market => "/market".to_owned(),
            Self::Enclaves => "/enclaves".to_owned(),
            Self::Openness => "/openness".to_owned(),
            Self::Platforms => "/platforms".to_owned(),
            Self::Free => "/platforms/free".to_owned(),
            Self::Work => "/platforms/work".to_owned(),
            Self::Platform(platform) => format!("/platforms/{platform}"),
            Self::Bookings => "/bookings".to_owned(),
            Self::Accounts => "/accounts".to_owned(),
        }
    }
}

impl Page {
    /// The park in the address of a park's page.
    pub fn park(path: &str) -> Option<ParkId> {
        let park = path.strip_prefix("/parks/")?.trim_end_matches('/');
        (!park.is_empty() && !park.contains('/')).then(|| ParkId::new(park))
    }

    /// Whether another page belongs to this one's way: the catalogue leads to platforms and bookings.
    pub fn leads_to(&self, path: &str) -> bool {
        match self {
            Self::Platforms => {
                let is_about_platforms = path.starts_with("/platforms/") || path == Self::Bookings.path();
                is_about_platforms && path != Self::Work.path()
            }
            Self::Sharing => path == Self::Market.path() || path == Self::Enclaves.path(),
            Self::Market => path == Self::Sharing.path() || path == Self::Enclaves.path(),
            _ => false,
        }
    }
}

/// The whole application: the frame, the pages by their addresses, and what they share.
#[component]
pub fn App() -> impl IntoView {
    Prefs::provide();
    let clock = Clock::provide();
    let session = Session::provide(api::zone);
    Live::provide(clock, session, Live::everything, Opening::WhenIdle);
    ExplainTarget::provide();
    focus::keep();
    crate::stops::keep();
    // Before the router: its links go through the gate.
    let gate = Gate::provide(|| window().location().pathname().unwrap_or_default());
    view! {
        <Router>
            <Standings/>
        </Router>
        <WayNote gate/>
    }
}

/// A stage of the session that shows something else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Failed,
    Out,
    MustChange,
    In,
}

/// Shows the login, the password page or the pages, by where the session stands. The address stays, so that
/// whoever logs in lands where they wanted to go.
#[component]
fn Standings() -> impl IntoView {
    let session = session();
    Place::of_router();
    by_router(expect_context::<Gate>());
    // A page that a program of one page shows is not given up for a failure.
    let is_beside = solo_is_here();
    let stage = Memo::new(move |_| {
        session.standing.with(|standing| match standing {
            Standing::Unknown => Stage::Waiting,
            Standing::Failed(_) => Stage::Failed,
            Standing::Out => Stage::Out,
            Standing::MustChange(_) => Stage::MustChange,
            Standing::In(_) => Stage::In,
        })
    });
    // Effects run when the page has been changed and before it is painted: nothing flickers.
    Effect::new(move || {
        if !matches!(stage.get(), Stage::Waiting | Stage::Failed) {
            solo_leaves();
        }
    });
    move || match stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Failed if is_beside => view! { <div class="note-over"><Failure/></div> }.into_any(),
        Stage::Failed => view! { <Unreachable/> }.into_any(),
        Stage::Out => view! { <LoginPage/> }.into_any(),
        Stage::MustChange => view! { <PasswordPage forced=true/> }.into_any(),
        Stage::In => view! { <Pages/> }.into_any(),
    }
}

/// The first question got no answer.
#[component]
pub fn Unreachable() -> impl IntoView {
    view! { <main class="lone"><Failure/></main> }
}

/// Why, and the way out; a server that is away is asked again by itself.
#[component]
fn Failure() -> impl IntoView {
    let session = session();
    let error = move || match session.standing.get() {
        Standing::Failed(error) => Some(error),
        _ => None,
    };
    view! { <ErrorNote error=Signal::derive(error) retry=Callback::new(move |()| session.ask())/> }
}

/// The pages of somebody who is logged in.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=Home/>
            <Route path=path!("/login") view=|| view! { <Redirect path="/"/> }/>
            <Route path=path!("/password") view=|| view! { <PasswordPage forced=false/> }/>
            <Route path=path!("/ranking") view=RankingPage/>
            <Route path=path!("/parks/:park") view=ParkPage/>
            <Route path=path!("/wall") view=WallPage/>
            <Route path=path!("/desk/:park") view=DeskPage/>
            <Route path=path!("/desk/:park/:month") view=SheetPage/>
            <Route path=path!("/office") view=|| theirs(&Page::Office, |role| matches!(role, Role::Office), || view! { <OfficePage/> }.into_any())/>
            <Route path=path!("/office/:park/:month") view=ReviewPage/>
            <Route path=path!("/sharing") view=SharingPage/>
            <Route path=path!("/market") view=|| theirs(&Page::Market, |role| matches!(role, Role::Park(_) | Role::Office), || view! { <MarketPage/> }.into_any())/>
            <Route path=path!("/enclaves") view=EnclavesPage/>
            <Route path=path!("/openness") view=OpennessPage/>
            <Route path=path!("/platforms") view=PlatformsPage/>
            <Route path=path!("/platforms/free") view=FreePage/>
            <Route path=path!("/platforms/work") view=|| theirs(&Page::Work, |role| matches!(role, Role::Owner(_) | Role::Office), || view! { <WorkPage/> }.into_any())/>
            <Route path=path!("/platforms/:platform") view=PlatformPage/>
            <Route path=path!("/bookings") view=|| theirs(&Page::Bookings, |role| matches!(role, Role::Park(_) | Role::Office), || view! { <BookingsPage/> }.into_any())/>
            <Route path=path!("/accounts") view=|| theirs(&Page::Accounts, |role| matches!(role, Role::Office | Role::Operator), || view! { <AccountsPage/> }.into_any())/>
        </Routes>
        <Explanation/>
        <LoginAgain/>
    }
}

/// The login over a page whose session has ended: the page keeps what was typed into it. A dialog, because a
/// panel may be open.
#[component]
pub fn LoginAgain() -> impl IntoView {
    let session = session();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (session.ended.get(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
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

/// What `/` is for this account.
#[component]
fn Home() -> impl IntoView {
    let session = session();
    move || match session.role() {
        Some(Role::Leading | Role::Office) => view! { <BoardPage/> }.into_any(),
        Some(Role::Park(_)) => view! { <ParkPage/> }.into_any(),
        Some(Role::Owner(_)) => view! { <Redirect path=Page::Work.path()/> }.into_any(),
        Some(Role::Display) => view! { <WallPage/> }.into_any(),
        Some(Role::Operator) => view! { <Redirect path=Page::Accounts.path()/> }.into_any(),
        None => ().into_any(),
    }
}

/// No page has this address.
#[component]
fn NotFound() -> impl IntoView {
    let w = words();
    view! {
        <main class="lone">
            <p>{move || w.t(key::NO_SUCH_PAGE)}</p>
            <a class="button" href="/">{move || w.t(key::GO_HOME)}</a>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_address_of_a_parks_page_names_the_park() {
        let check = |path: &str, park: Option<&str>| assert_eq!(Page::park(path), park.map(ParkId::new), "{path}");
        check(&Page::Park(ParkId::new("qinyang")).path(), Some("qinyang"));
        check("/parks/qinyang/", Some("qinyang"));
        check("/parks/", None);
        check("/parks/qinyang/more", None);
        check("/desk/qinyang", None);
    }
}
