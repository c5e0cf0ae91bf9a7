//! Meetings: which figures screens show now, and the editions that meetings were held on.

mod list;
mod now;

use duoyuan_core::view::Editions;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::api;
use crate::components::{Empty, ErrorNote, PageFrame, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::prefs::words;
use crate::quiet::quiet;
use list::List;
use now::Now;

/// The page `/meetings`.
#[component]
pub fn MeetingsPage() -> impl IntoView {
    let (w, live) = (words(), live());
    let asked = quiet(
        move || {
            live.position.track();
            Some(())
        },
        |()| async { api::editions().await },
    );
    let retry = Callback::new(move |()| asked.retry());
    let page = Memo::new(move |_| asked.data.get());
    let is_empty =
        Memo::new(move |_| page.with(|it: &Option<Editions>| it.as_ref().is_some_and(|it| it.editions.is_empty())));
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::MEETINGS_TITLE).to_owned())>
            <div class="board-top"><h1>{move || w.t(key::MEETINGS_TITLE)}</h1>
                <a class="button" href=Page::Drive.path()>{move || w.t(key::DRIVE_TITLE)}</a>
            </div>
            <ErrorNote error=asked.error retry/>
            <Show
                when=move || page.with(Option::is_some)
                fallback=move || asked.asking.get().then(|| view! { <Skeleton class="office-skeleton"/> })
            >
                <div class="meetings">
                    <Now page reload=retry/>
                    <Show when=move || is_empty.get() fallback=move || view! { <List page/> }>
                        <Empty
                            text=Signal::derive(move || w.t(key::EDITIONS_NONE).to_owned())
                            hint=Signal::derive(move || w.t(key::EDITIONS_NONE_HINT).to_owned())
                        />
                    </Show>
                </div>
            </Show>
        </PageFrame>
    }
}
