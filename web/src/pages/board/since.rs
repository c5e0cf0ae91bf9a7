//! What has changed since the last visit, each line leading to its page; at the first visit, what was approved last.

use duoyuan_core::format;
use duoyuan_core::view::{Board, Since, SinceChange, SinceLine};
use duoyuan_core::words::key;
use jiff::Timestamp;
use leptos::prelude::*;

use super::news::Latest;
use crate::api;
use crate::clock::Clock;
use crate::live::live;
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::say;
use crate::session::session;
use crate::visit::last_visit;

/// Entries that the side of the board has room for.
const SHOWN: usize = 5;

/// The card of news.
#[component]
pub fn News(board: Memo<Option<Board>>) -> impl IntoView {
    let (session, place, clock) = (session(), place(), expect_context::<Clock>());
    let last = untrack(|| session.me()).and_then(|me| last_visit(me.account.as_str()));
    let past = Memo::new(move |_| place.as_of().and_then(|as_of| as_of.moment(untrack(|| clock.now()))));
    move || match (past.get(), last) {
        (Some(at), _) => view! { <Changes last=at is_past=true/> }.into_any(),
        (None, Some(last)) => view! { <Changes last is_past=false/> }.into_any(),
        (None, None) => view! { <Latest board/> }.into_any(),
    }
}

#[component]
fn Changes(last: Timestamp, is_past: bool) -> impl IntoView {
    let (w, live, clock) = (words(), live(), expect_context::<Clock>());
    let asked = quiet(
        move || {
            live.position.track();
            Some(last)
        },
        |last| async move { api::since(last).await },
    );
    let since = Memo::new(move |_| asked.data.get());
    let when = move || format::data_time(last, clock.now(), w.lang());
    let title = move || {
        let is_calm = since.with(|since| since.as_ref().is_some_and(|since| since.lines.is_empty()));
        let title = match (is_past, is_calm) {
            (true, true) => key::SINCE_PAST_NOTHING,
            (true, false) => key::SINCE_PAST,
            (false, true) => key::SINCE_NOTHING,
            (false, false) => key::SINCE_TITLE,
        };
        w.with(title, "when", when())
    };
    let lines =
        move || since.with(|it| it.iter().flat_map(|it| it.lines.iter().take(SHOWN).cloned()).collect::<Vec<_>>());
    let more = move || {
        let more = since.with(|it| it.as_ref().map_or(0, rest));
        (more > 0).then(|| w.with(key::SINCE_MORE, "n", more.to_string()))
    };
    view! {
        <section class="card">
            <header><h2>{title}</h2></header>
            <ol class="news since">
                <For each=lines key=|line| (line.at, address(&line.what)) let:line><Line line/></For>
            </ol>
            <p class="quiet-text">{more}</p>
        </section>
    }
}

/// How many changes there is no room for.
fn rest(since: &Since) -> usize {
    since.lines.len().saturating_sub(SHOWN) + since.more
}

#[component]
fn Line(line: SinceLine) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    let SinceLine { at, what } = line;
    let age = Memo::new(move |_| format::age(clock.now().duration_since(at).as_secs(), w.lang()));
    let text = session.zone(|zone| say::since(&what, zone, w.lang()));
    view! { <li><a href=address(&what)>{text}</a><time datetime=at.to_string()>{age}</time></li> }
}

/// The page a change leads to.
pub fn address(what: &SinceChange) -> String {
    match what {
        SinceChange::Approved { park, month, .. }
        | SinceChange::Revised { park, month, .. }
        | SinceChange::Withdrawn { park, month, .. } => format!("{}?month={month}", Page::Park(park.clone()).path()),
        SinceChange::Overdue { park, .. } => Page::Park(park.clone()).path(),
        SinceChange::Begun { .. } => Page::Sharing.path(),
    }
}
