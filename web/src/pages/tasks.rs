//! Supervised tasks: how many stand where, those that go on, those that are over, and for the office a new one.

mod assign;
mod list;

use duoyuan_core::view::Tasks;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::api;
use crate::components::{Button, Empty, ErrorNote, Kind, PageFrame, Skeleton};
use crate::live::live;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;
use assign::AssignPanel;
use list::List;

/// The page `/tasks`.
#[component]
pub fn TasksPage() -> impl IntoView {
    let (w, live) = (words(), live());
    let asked = quiet(
        move || {
            live.position.track();
            Some(())
        },
        |()| async { api::tasks().await },
    );
    let retry = Callback::new(move |()| asked.retry());
    let page = Memo::new(move |_| asked.data.get());
    let may_assign =
        Memo::new(move |_| page.with(|page: &Option<Tasks>| page.as_ref().is_some_and(|it| it.may_assign)));
    let is_empty =
        Memo::new(move |_| page.with(|it| it.as_ref().is_some_and(|it| it.open.is_empty() && it.over.is_empty())));
    let open = Memo::new(move |_| page.with(|it| it.as_ref().map(|it| it.open.clone()).unwrap_or_default()));
    let over = Memo::new(move |_| page.with(|it| it.as_ref().map(|it| it.over.clone()).unwrap_or_default()));
    // Whoever comes from a meeting's edition to assign what it decided.
    let assigning = RwSignal::new(untrack(|| place().asked("edition")).is_some());
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::TASKS_TITLE).to_owned())>
            <div class="board-top">
                <h1>{move || w.t(key::TASKS_TITLE)}</h1>
                <Show when=move || may_assign.get()>
                    <Button kind=Kind::Primary on_press=Callback::new(move |()| assigning.set(true))>{move || w.t(key::TASK_ASSIGN)}</Button>
                </Show>
            </div>
            <ErrorNote error=asked.error retry/>
            <Show
                when=move || page.with(Option::is_some)
                fallback=move || asked.asking.get().then(|| view! { <Skeleton class="office-skeleton"/> })
            >
                <div class="tasks">
                    <Tally page/>
                    <Show when=move || is_empty.get()>
                        <Empty
                            text=Signal::derive(move || w.t(key::TASKS_NONE).to_owned())
                            hint=Signal::derive(move || w.t(key::TASKS_NONE_HINT).to_owned())
                        />
                    </Show>
                    <Show when=move || open.with(|it| !it.is_empty())>
                        <List lines=open title=key::TASKS_OPEN/>
                    </Show>
                    <Show when=move || over.with(|it| !it.is_empty())>
                        <List lines=over title=key::TASKS_OVER/>
                    </Show>
                </div>
            </Show>
            <AssignPanel open=assigning reload=retry/>
        </PageFrame>
    }
}

/// How many stand where, in one row.
#[component]
fn Tally(page: Memo<Option<Tasks>>) -> impl IntoView {
    let w = words();
    let tally = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.tally).unwrap_or_default()));
    let cell = move |word: Key, class: &'static str, of: fn(&duoyuan_core::view::TaskTally) -> u32| {
        let count = move || tally.with(of);
        view! {
            <li class=class class:some=move || { count() > 0 }>
                <span class="number">{count}</span><span>{move || w.t(word)}</span>
            </li>
        }
    };
    view! {
        <ul class="task-tally">
            {cell(key::TASKS_COUNT_OPEN, "", |it| it.open)}
            {cell(key::TASKS_COUNT_LATE, "late", |it| it.late)}
            {cell(key::TASKS_COUNT_NEAR, "near", |it| it.near)}
            {cell(key::TASKS_COUNT_CHECKING, "checking", |it| it.checking)}
            {cell(key::TASKS_COUNT_CLOSED, "", |it| it.closed)}
        </ul>
    }
}
