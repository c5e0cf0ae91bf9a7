//! Whether what is on the screen is live, an edition of a meeting, stale (and how old), or not there yet.

use duoyuan_core::format;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::clock::Clock;
use crate::live::{Link, live};
use crate::page::Page;
use crate::prefs::words;

/// ● 实时, ◆ 第3号会议版, ■ 连接中断，数据截至10:33, ○ 连接中: shape, word and colour differ.
#[component]
pub fn LinkState() -> impl IntoView {
    let (live, w, clock) = (live(), words(), expect_context::<Clock>());
    let place = crate::place::place();
    // Pages on which something is done show what is so, whatever the meeting looks at.
    let shows_figures = move || {
        let page = place.path.with(|path| Page::at(path));
        page.is_some_and(|page| page.looks_back() || matches!(page, Page::Wall | Page::Meetings | Page::Drive))
    };
    let edition = Memo::new(move |_| live.edition().filter(|_| shows_figures()).map(|it| it.number));
    let class = move || match live.link() {
        Link::Connecting => "link connecting",
        Link::Live if edition.get().is_some() => "link edition",
        Link::Live => "link live",
        Link::Stale(_) => "link stale",
    };
    let shape = move || match live.link() {
        Link::Connecting => "○",
        Link::Live if edition.get().is_some() => "◆",
        Link::Live => "●",
        Link::Stale(_) => "■",
    };
    // Of what time the data are, so that it is not told anew every second.
    let text = Memo::new(move |_| match live.link() {
        Link::Connecting => w.t(key::LINK_CONNECTING).to_owned(),
        Link::Live => match edition.get() {
            Some(number) => w.with(key::LINK_EDITION, "n", number.to_string()),
            None => w.t(key::LINK_LIVE).to_owned(),
        },
        Link::Stale(seconds) => {
            let now = clock.now();
            let heard = now.checked_sub(jiff::SignedDuration::from_secs(seconds)).unwrap_or(now);
            let when = format::data_time(heard, now, w.lang());
            match edition.get() {
                // The room is to know that it still looks at the edition.
                Some(number) => {
                    let message = Message::new(key::LINK_EDITION_STALE).with("n", number.to_string());
                    w.say(&message.with("when", when))
                }
                None => w.with(key::LINK_STALE, "when", when),
            }
        }
    });
    view! {
        <span class=class role="status">
            <span class="shape" aria-hidden="true">{shape}</span>
            <span>{text}</span>
        </span>
    }
}
