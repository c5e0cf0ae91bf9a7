//! The three pages of sharing, one beside the other.

use duoyuan_core::access::Role;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::session::session;

/// Links to them, as segments.
#[component]
pub fn SharingWays() -> impl IntoView {
    let (w, session, here) = (words(), session(), place().path);
    let all = match untrack(|| session.role()) {
        Some(Role::Leading) => vec![(Page::Sharing, key::SHARING_FLOWS), (Page::Enclaves, key::SHARING_ENCLAVES)],
        Some(Role::Park(_)) => vec![
            (Page::Market, key::SHARING_MARKET),
            (Page::Sharing, key::SHARING_OWN_FLOWS),
            (Page::Enclaves, key::SHARING_ENCLAVES),
        ],
        _ => vec![
            (Page::Sharing, key::SHARING_FLOWS),
            (Page::Market, key::SHARING_MARKET),
            (Page::Enclaves, key::SHARING_ENCLAVES),
        ],
    };
    let link = move |(page, word): (Page, duoyuan_core::words::Key)| {
        let path = page.path();
        let current = {
            let path = path.clone();
            move || here.with(|here| *here == path).then_some("page")
        };
        view! { <a href=path aria-current=current>{move || w.t(word)}</a> }
    };
    view! { <nav class="segments links" aria-label=move || w.t(key::SHARING_WAYS)>{all.into_iter().map(link).collect_view()}</nav> }
}
