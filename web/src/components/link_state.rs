//! Whether what is on the screen is live, stale (and how old), or not there yet.

use duoyuan_core::format;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::clock::Clock;
use crate::live::{Link, live};
use crate::prefs::words;

/// ● 实时, ■ 连接中断，数据截至10:33, ○ 连接中: shape, word and colour differ.
#[component]
pub fn LinkState() -> impl IntoView {
    let (live, w, clock) = (live(), words(), expect_context::<Clock>());
    let class = move || match live.link() {
        Link::Connecting => "link connecting",
        Link::Live => "link live",
        Link::Stale(_) => "link stale",
    };
    let shape = move || match live.link() {
        Link::Connecting => "○",
        Link::Live => "●",
        Link::Stale(_) => "■",
    };
    // Of what time the data are, so that it is not told anew every second.
    let text = Memo::new(move |_| match live.link() {
        Link::Connecting => w.t(key::LINK_CONNECTING).to_owned(),
        Link::Live => w.t(key::LINK_LIVE).to_owned(),
        Link::Stale(seconds) => {
            let now = clock.now();
            let heard = now.checked_sub(jiff::SignedDuration::from_secs(seconds)).unwrap_or(now);
            w.with(key::LINK_STALE, "when", format::data_time(heard, now, w.lang()))
        }
    });
    view! {
        <span class=class role="status">
            <span class="shape" aria-hidden="true">{shape}</span>
            <span>{text}</span>
        </span>
    }
}
