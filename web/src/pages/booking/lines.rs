//! Bookings in a list. A line lives as long as its booking is listed: what is typed into it stays when the
//! list is read anew.

use duoyuan_core::format;
use duoyuan_core::platform::BookingId;
use duoyuan_core::view::BookingLine;
use duoyuan_core::words::{Key, key};
use leptos::html::Li;
use leptos::prelude::*;

use super::acts::Acts;
use super::history::History;
use super::outcome::outcome;
use crate::clock::Clock;
use crate::components::{Call, ToneLamp};
use crate::held::held;
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// Whose list it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ring {
    /// A park's: the platform's owner is named.
    Park,
    /// An owner's: the park is named, and the response clock shown.
    Owner,
}

/// A list with its heading.
#[component]
pub fn Lines(
    /// The heading above the list.
    title: Key,
    /// What is said when there are none; without it the list is not shown then.
    #[prop(optional)]
    none: Option<Key>,
    /// So many are shown, the rest is folded.
    #[prop(optional)]
    first: Option<usize>,
    /// The bookings of the list, one a line.
    #[prop(into)]
    lines: Signal<Vec<BookingLine>>,
    /// Whose list it is.
    ring: Ring,
    /// Told that something was done with a booking, so that the list is read anew.
    reload: Callback<()>,
) -> impl IntoView {
    let w = words();
    let first = first.unwrap_or(usize::MAX);
    let ids = move |from: usize, most: usize| {
        lines.with(|lines| lines.iter().skip(from).take(most).map(|line| line.booking).collect::<Vec<_>>())
    };
    let count = Memo::new(move |_| lines.with(Vec::len));
    view! {
        <section class="bookings" aria-label=move || w.t(title) class:hidden=move || count.get() == 0 && none.is_none()>
            <h2>{move || w.t(title)}" "<span class="count-plain">{count}</span></h2>
            {none.map(|none| view! { <p class="quiet-text" class:hidden=move || count.get() != 0>{move || w.t(none)}</p> })}
            <ul class="booking-list">
                <For each=move || ids(0, first) key=Clone::clone children=move |id| view! { <Line id lines ring reload/> }/>
            </ul>
            <details class:hidden=move || count.get() <= first>
                <summary>{move || w.with(key::PW_REST, "n", count.get().saturating_sub(first).to_string())}</summary>
                <ul class="booking-list">
                    <For each=move || ids(first, usize::MAX) key=Clone::clone children=move |id| view! { <Line id lines ring reload/> }/>
                </ul>
            </details>
        </section>
    }
}

#[component]
fn Line(id: BookingId, lines: Signal<Vec<BookingLine>>, ring: Ring, reload: Callback<()>) -> impl IntoView {
    let look = move || lines.with(|lines| lines.iter().find(|line| line.booking == id).cloned());
    untrack(look).map(|first| {
        let line = held(first, look);
        let (told, node) = (outcome(), NodeRef::<Li>::new());
        let is_fresh = Memo::new(move |_| told.fresh.get() == Some(id));
        Effect::new(move || {
            if let Some(node) = node.get().filter(|_| is_fresh.get()) {
                node.scroll_into_view_with_bool(false);
            }
        });
        view! {
            <li class="booking" class:is-new=is_fresh node_ref=node>
                <Facts line ring/>
                <Acts line reload/>
                <History line/>
            </li>
        }
    })
}

/// Who, what, when, what for, and where it stands.
#[component]
fn Facts(line: Memo<BookingLine>, ring: Ring) -> impl IntoView {
    let (w, session, clock) = (words(), session(), expect_context::<Clock>());
    let what = move || line.with(|line| format!("{}，{}", line.platform_name, line.resource_name));
    let who = move || {
        line.with(|line| match ring {
            Ring::Park => session.owner_name(&line.owner),
            Ring::Owner => session.park_name(&line.request.park),
        })
    };
    let call = move || {
        let (name, contact) = line.with(|line| match ring {
            Ring::Park => (session.owner_name(&line.owner), session.owner_contact(&line.owner)),
            Ring::Owner => (session.park_name(&line.request.park), session.park_contact(&line.request.park)),
        });
        view! { <Call name contact/> }
    };
    let when = move || {
        line.with(|line| match line.request.slot {
            Some(slot) => format::platform::slot(slot, w.lang()),
            None => w.t(key::PW_NO_SLOT).to_owned(),
        })
    };
    let amount = move || line.with(|line| format!("{}{}", format::exact(line.request.amount), line.unit));
    let enterprise =
        move || line.with(|line| format!("{} {}", line.request.enterprise.name, line.request.enterprise.code));
    let purpose = move || line.with(|line| line.request.purpose.clone());
    let note = move || line.with(|line| line.note.clone());
    let asked = move || {
        let at = line.with(|line| line.requested_at);
        w.with(key::PW_ASKED_AT, "when", format::platform::moment_near(at, clock.now(), w.lang()))
    };
    // The clock tells minutes; the page is not touched every second.
    let ticking =
        Memo::new(move |_| line.with(|line| line.clock.as_ref().map(|it| format::platform::clock(it, clock.now()))));
    let has_clock = Memo::new(move |_| ring == Ring::Owner && ticking.with(Option::is_some));
    let standing = Memo::new(move |_| line.with(format::platform::standing));
    let usage = move || line.with(|line| line.usage.as_ref().map(|usage| format::platform::used(usage, w.lang())));
    let owed = move || line.with(|line| line.owed.map(format::exact));
    let path = move || line.with(|line| Page::Platform(line.request.platform.clone()).path());
    view! {
        <div class="booking-facts">
            <div class="booking-head">
                <p class="booking-what"><a href=path>{what}</a></p>
                <div class="booking-lamps">
                    {move || ticking.get().filter(|_| ring == Ring::Owner).map(|state| view! { <ToneLamp state/> })}
                    // While the clock runs it says all there is to say.
                    {move || (!has_clock.get()).then(|| view! { <ToneLamp state=standing/> })}
                </div>
            </div>
            <p class="booking-when"><strong>{when}</strong>"，"{amount}</p>
            <p>{who}"，"{enterprise}</p>
            <p class="booking-purpose">{purpose}</p>
            {move || note().map(|note| view! { <p class="booking-note">{move || w.t(key::PW_NOTE)}{note}</p> })}
            {move || usage().map(|usage| view! { <p class="quiet-text">{usage}</p> })}
            {move || owed().map(|owed| view! { <p><strong>{w.with(key::CW_OWED, "owed", owed)}</strong></p> })}
            <p class="quiet-text">{asked}</p>
            <p>{call}</p>
        </div>
    }
}
