//! A page for those it is for. Somebody else who comes to its address is told so, and where their own page is.

use duoyuan_core::access::{Role, place_missing};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::components::{Empty, PageFrame};
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// The page for those it is for, and for others why it is none of theirs.
pub fn theirs(page: &Page, is_for: fn(&Role) -> bool, shown: fn() -> AnyView) -> AnyView {
    let (session, w) = (session(), words());
    let role = untrack(|| session.role());
    if role.as_ref().is_none_or(is_for) {
        let missing = role.and_then(|role| session.zone(|zone| place_missing(&role, zone)).flatten());
        return match missing {
            Some(missing) => view! {
                <PageFrame>
                    <Empty
                        text=Signal::derive(move || w.say(&missing))
                        hint=Signal::derive(move || w.t(key::ACCOUNT_MISSING_HINT).to_owned())
                    />
                </PageFrame>
            }
            .into_any(),
            None => shown(),
        };
    }
    let why = match page {
        Page::Market => key::NOT_YOURS_MARKET,
        Page::Bookings => key::NOT_YOURS_BOOKINGS,
        _ => key::NOT_YOURS,
    };
    let (own, word) = instead(page, role);
    view! { <NotYours why own word/> }.into_any()
}

/// Where what somebody looked for stands for them.
fn instead(page: &Page, role: Option<Role>) -> (Page, Key) {
    match (page, role) {
        (Page::Market, Some(Role::Leading)) => (Page::Sharing, key::WAY_SHARING),
        (Page::Bookings | Page::Work, Some(Role::Leading)) => (Page::Openness, key::WAY_OPENNESS),
        (Page::Work, Some(Role::Park(_))) => (Page::Bookings, key::PW_MY_BOOKINGS),
        (_, Some(Role::Owner(_))) => (Page::Work, key::WAY_WORK),
        (_, Some(Role::Park(_))) => (Page::Home, key::WAY_OWN_PARK),
        (_, Some(Role::Leading | Role::Office)) => (Page::Home, key::WAY_BOARD),
        _ => (Page::Home, key::GO_HOME),
    }
}

#[component]
fn NotYours(why: Key, own: Page, word: Key) -> impl IntoView {
    let w = words();
    view! {
        <PageFrame>
            <Empty
                text=Signal::derive(move || w.t(why).to_owned())
                hint=Signal::derive(move || w.with(key::NOT_YOURS_HINT, "page", w.t(word)))
            />
            <p class="to-own"><a class="button primary" href=own.path()>{move || w.t(word)}</a></p>
        </PageFrame>
    }
}
