//! Whether what is on the screen is live, stale (and how old), or not there yet.

use duoyuan_core::format;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::live::{Link, live};
use crate::prefs::words;

/// ● 实时, ■ 数据滞后 3分钟, ○ 连接中: shape, word and colour differ.
#[component]
pub fn LinkState() -> impl IntoView {
    let (live, w) = (live(), words());
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
    // Minutes and hours, so that it is not told anew every second.
    let text = Memo::new(move |_| match live.link() {
        Link::Connecting => w.t(key::LINK_CONNECTING).to_owned(),
        Link::Live => w.t(key::LINK_LIVE).to_owned(),
        Link::Stale(seconds) if seconds < 60 => w.t(key::LINK_STALE).to_owned(),
        Link::Stale(seconds) => w.with(key::LINK_STALE_SINCE, "age", format::age(seconds, w.lang())),
    });
    view! {
        <span class=class role="status">
            <span class="shape" aria-hidden="true">{shape}</span>
            <span>{text}</span>
        </span>
    }
}
