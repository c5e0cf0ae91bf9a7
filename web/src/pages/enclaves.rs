//! Enclave projects: what was agreed, what each did, and every park's figures in both views.

mod agree;
mod assessed;
mod figures;
mod project;
mod sending;
mod split;

use duoyuan_core::access::Role;
use duoyuan_core::period::Month;
use duoyuan_core::view::Enclaves;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::api;
use crate::components::{
    Button, Empty, ErrorNote, Export, Kind, PageFrame, PastPicker, PastRoom, PeriodPicker, SharingWays, Skeleton,
    but_for_past, use_position,
};
use crate::live::live;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::session::session;
use agree::AgreePanel;
use assessed::Assessed;
use figures::FiguresPanel;
use project::Project;
use sending::{Open, Outcome, Sending};
use split::SplitPanel;

/// The page of the enclave projects.
#[component]
pub fn EnclavesPage() -> impl IntoView {
    let (w, session, live) = (words(), session(), live());
    let position = use_position();
    let asked = quiet(
        move || {
            live.position.track();
            Some((position.month.get(), position.basis.get(), position.as_of.get()))
        },
        |(month, basis, as_of)| async move { api::enclaves(month, basis, as_of).await.map(|it| (as_of, it)) },
    );
    let shown = position.shown(|| None, asked.data, move |it: &Enclaves| position.is_at(it.month, it.basis));
    // The months that have published figures, as the board or the park's page knows them.
    let months = Memo::new(move |_| {
        let board = live.board().with(|board| board.as_ref().map(|board| board.months.clone()));
        let months: Option<Vec<Month>> =
            board.or_else(|| live.park().with(|park| park.as_ref().map(|park| park.months.clone())));
        months.unwrap_or_default()
    });
    let sending = Sending::provide();
    let is_office = matches!(untrack(|| session.role()), Some(Role::Office));
    let shown_at = Memo::new(move |_| shown.with(|it| it.as_ref().map(|it| (it.month, it.basis))));
    let is_here = Memo::new(move |_| shown.with(Option::is_some));
    let is_empty = Memo::new(move |_| shown.with(|it| it.as_ref().is_some_and(|it| it.projects.is_empty())));
    let title = move || {
        shown.with(|it| {
            let it = it.as_ref()?;
            let count = |in_term: bool| it.projects.iter().filter(|it| !in_term || it.in_term).count().to_string();
            Some(w.say(&Message::new(key::ENCL_TITLE).with("n", count(false)).with("m", count(true))))
        })
    };
    let projects = Memo::new(move |_| shown.with(|it| it.as_ref().map(|it| it.projects.clone()).unwrap_or_default()));
    view! {
        <PageFrame
            title=Signal::derive(move || w.t(key::SHARING_ENCLAVES).to_owned())
            tools=move || view! { <PeriodPicker position months shown=shown_at/> }
        >
            <ErrorNote error=but_for_past(asked.error) retry=Callback::new(move |()| asked.retry())/>
            <Outcome sending/>
            <div class="enclaves">
                <div class="flow-top">
                    <h1 class="board-title">{move || title().unwrap_or_else(|| w.t(key::SHARING_ENCLAVES).to_owned())}</h1>
                    // Nothing is done to what was.
                    {move || (is_office && position.as_of.get().is_none()).then(|| view! {
                        <Button kind=Kind::Primary on_press=Callback::new(move |()| sending.open(Open::Agree))>
                            {move || w.t(key::ENCL_REGISTER)}
                        </Button>
                    })}
                    <SharingWays/>
                    <PastPicker/>
                    <Export name="enclaves"/>
                </div>
                <Show when=move || is_here.get() fallback=move || view! { <PastRoom error=asked.error><Skeleton/></PastRoom> }>
                    <Show when=move || is_empty.get()>
                        <Empty
                            text=Signal::derive(move || w.t(key::ENCL_NONE).to_owned())
                            hint=Signal::derive(move || w.t(key::ENCL_NONE_HINT).to_owned())
                        />
                    </Show>
                    <Assessed shown/>
                    <For each=move || projects.get() key=|it| it.id let:project><Project first=project projects/></For>
                </Show>
            </div>
            <AgreePanel sending/>
            <SplitPanel sending/>
            <FiguresPanel sending/>
        </PageFrame>
    }
}
