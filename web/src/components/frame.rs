//! The frame of every page but the wall: who and where, what is shown, how fresh it is.

use duoyuan_core::access::Role;
use duoyuan_core::format;
use duoyuan_core::words::key;
use jiff::Timestamp;
use leptos::prelude::*;

use super::{AskedFor, LinkState, Menu, PastNote};
use crate::clock::Clock;
use crate::live::{Link, live};
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// Header, page, nothing else. `tools` stand in the header: what period is shown.
#[component]
pub fn PageFrame(
    /// What this page is, for the browser's tab.
    #[prop(optional, into)]
    title: Signal<String>,
    /// Controls of the page, in the header.
    #[prop(optional, into)]
    tools: ViewFn,
    /// When the figures shown last changed, on pages that say so.
    #[prop(optional, into)]
    changed: Signal<Option<Timestamp>>,
    /// The page that stands in the frame.
    children: Children,
) -> impl IntoView {
    let (session, w, place) = (session(), words(), crate::place::place());
    let zone = move || session.zone(|zone| zone.short.clone()).unwrap_or_default();
    let is_park = matches!(untrack(|| session.role()), Some(Role::Park(_)));
    // Who keeps accounts sees no figures, and so has no stream of them.
    let has_stream = untrack(|| session.role()).is_some_and(|role| role.scope().is_some());
    let is_edition = move || place.path.with(|path| matches!(Page::at(path), Some(Page::Edition(_))));
    Effect::new(move || {
        let parts = [title.get(), zone(), w.t(key::PRODUCT).to_owned()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        document().set_title(&parts.join(" · "));
    });
    view! {
        <a class="skip" href="#page">{move || w.t(key::SKIP_TO_PAGE)}</a>
        <header class="frame-head">
            <a class="brand" href=Page::Home.path()>
                <strong>{zone}</strong>
                <span>{move || w.t(key::PRODUCT_LINE)}</span>
            </a>
            <Ways/>
            <div class="tools">{tools.run()}</div>
            <DemoMark/>
            // What was does not move: nothing there is live.
            {move || (has_stream && place.as_of().is_none() && !is_edition()).then(|| view! { <LinkState/> })}
            <Menu/>
        </header>
        {is_park.then(|| view! { <AskedFor/> })}
        <main id="page" class="page"><PrintHead title changed/><PastNote/>{children()}</main>
    }
}

/// What a sheet of paper says of itself: the page, the zone, as of when, when it was printed, whether it is made up. The
/// period is in the page's own heading.
#[component]
fn PrintHead(title: Signal<String>, changed: Signal<Option<Timestamp>>) -> impl IntoView {
    let (session, w, live, clock) = (session(), words(), live(), expect_context::<Clock>());
    let place = crate::place::place();
    let zone = move || session.zone(|zone| zone.name.clone()).unwrap_or_default();
    // Where nothing says when it changed, what has stopped being live is as of the last word.
    let last_word = move || match live.link() {
        Link::Stale(seconds) => clock.now().checked_sub(jiff::SignedDuration::from_secs(seconds)).ok(),
        Link::Connecting | Link::Live => None,
    };
    // A page that shows what was says of when by itself.
    let as_of = Memo::new(move |_| {
        let at = if place.as_of().is_some() { None } else { changed.get().or_else(last_word) };
        at.map(format::moment)
    });
    // While an edition is shown, the sheet says of which the figures are.
    let looks_back = move || place.path.with(|path| Page::at(path).is_some_and(|page| page.looks_back()));
    let edition =
        Memo::new(move |_| live.edition().filter(|_| looks_back() && place.as_of().is_none()).map(|it| it.number));
    let printed = Memo::new(move |_| format::moment(clock.now()));
    view! {
        <div class="print-head" aria-hidden="true">
            <strong>{title}</strong>
            <span>{zone}</span>
            {move || edition.get().map(|n| view! { <strong>{w.with(key::EDITION_NTH, "n", n.to_string())}</strong> })}
            {move || as_of.get().map(|when| view! { <span>{w.with(key::PRINT_AS_OF, "when", when)}</span> })}
            <span>{move || w.with(key::PRINT_AT, "when", printed.get())}</span>
            {move || session.demo().then(|| view! { <strong>{w.t(key::DEMO_DATA)}</strong> })}
        </div>
    }
}

/// The pages of this account.
#[component]
fn Ways() -> impl IntoView {
    let (session, w, live) = (session(), words(), live());
    let ways = move || match session.role() {
        Some(Role::Leading) => vec![
            (Page::Home, key::WAY_BOARD),
            (Page::Ranking, key::WAY_RANKING),
            (Page::Sharing, key::WAY_SHARING),
            (Page::Openness, key::WAY_OPENNESS),
            (Page::Meetings, key::WAY_MEETINGS),
            (Page::Tasks, key::WAY_TASKS),
        ],
        Some(Role::Office) => vec![
            (Page::Home, key::WAY_BOARD),
            (Page::Ranking, key::WAY_RANKING),
            (Page::Sharing, key::WAY_SHARING),
            (Page::Openness, key::WAY_OPENNESS),
            (Page::Meetings, key::WAY_MEETINGS),
            (Page::Tasks, key::WAY_TASKS),
            (Page::Office, key::WAY_OFFICE),
        ],
        Some(Role::Park(park)) => vec![
            (Page::Home, key::WAY_OWN_PARK),
            (Page::Desk(park), key::WAY_DESK),
            (Page::Tasks, key::WAY_TASKS),
            (Page::Market, key::WAY_MARKET),
            (Page::Platforms, key::WAY_PLATFORMS),
            (Page::Openness, key::WAY_OPENNESS),
        ],
        Some(Role::Owner(_)) => {
            vec![
                (Page::Work, key::WAY_WORK),
                (Page::Platforms, key::WAY_PLATFORMS),
                (Page::Openness, key::WAY_OPENNESS),
            ]
        }
        Some(Role::Operator) => vec![(Page::Accounts, key::ACCOUNT)],
        Some(Role::Display) | None => Vec::new(),
    };
    let waiting = move |page: &Page| {
        let (word, count) = match page {
            Page::Desk(_) => (key::WAITING_RETURNED, live.returned()?),
            Page::Office => (key::WAITING_COUNT, live.waiting()?),
            Page::Tasks => (key::WAITING_TASKS, live.tasks()?),
            // Who has a list of things to do in the market is told of that; the leading group, of needs without an answer.
            Page::Sharing | Page::Market if live.todo().is_some() => (key::WAITING_TODO, live.todo()?),
            Page::Sharing => (key::WAITING_NEEDS, live.needs()?),
            Page::Work => (key::PW_WAITING_COUNT, live.to_answer()?),
            // What asks the park itself to do something.
            Page::Platforms => (key::PW_TO_AGREE_COUNT, live.to_agree()?),
            _ => return None,
        };
        (count > 0).then_some((word, count))
    };
    let way = move |(page, word): (Page, duoyuan_core::words::Key)| {
        let path = page.path();
        let here = crate::place::place().path;
        let current = {
            let path = path.clone();
            let page = page.clone();
            move || {
                if here.get() == path { Some("page") } else { here.with(|here| page.leads_to(here)).then_some("true") }
            }
        };
        view! {
            <a href=path aria-current=current>
                {move || w.t(word)}
                {move || waiting(&page).map(|(word, n)| view! {
                    <span class="count" aria-label=w.with(word, "n", n.to_string())>{n}</span>
                })}
            </a>
        }
    };
    view! { <nav class="ways" aria-label=move || w.t(key::WAYS)>{move || ways().into_iter().map(way).collect_view()}</nav> }
}

/// 演示数据, wherever figures are made up.
#[component]
pub fn DemoMark() -> impl IntoView {
    let (session, w) = (session(), words());
    view! { {move || session.demo().then(|| view! { <span class="demo-mark">{w.t(key::DEMO_DATA)}</span> })} }
}
