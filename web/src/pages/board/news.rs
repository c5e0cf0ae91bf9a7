//! What was approved last.

use duoyuan_core::format;
use duoyuan_core::view::{Board, News};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::clock::Clock;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// Entries that the side of the board has room for.
const SHOWN: usize = 4;

/// The latest approvals, newest first.
#[component]
pub fn Latest(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let all = Memo::new(move |_| {
        board.with(|b| b.as_ref().map_or_else(Vec::new, |b| b.news.iter().take(SHOWN).cloned().collect::<Vec<_>>()))
    });
    view! {
        <section class="card">
            <header><h2>{move || w.t(key::NEWS_TITLE)}</h2></header>
            <ol class="news">
                <For each=move || all.get() key=|n| (n.park.clone(), n.month, n.at) children=|news| view! { <Line news/> }/>
            </ol>
        </section>
    }
}

#[component]
fn Line(news: News) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    let at = news.at;
    let age = Memo::new(move |_| format::age(clock.now().duration_since(at).as_secs(), w.lang()));
    let text = move || {
        let key = if news.revised { key::NEWS_REVISED } else { key::NEWS_APPROVED };
        w.say(
            &Message::new(key)
                .with("park", session.park_name_in(&news.park, news.month))
                .with("month", say::month(news.month, w.lang())),
        )
    };
    view! { <li><span>{text}</span><time datetime=at.to_string()>{age}</time></li> }
}
