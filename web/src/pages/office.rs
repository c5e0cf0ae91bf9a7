//! The leading group's office: what waits for review, where every park stands, which months are closed.

pub mod confirm;
mod late;
mod periods;

use duoyuan_core::format;
use duoyuan_core::view::{Queue, QueueLine, SubmissionKind};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::desk::about;
use crate::api;
use crate::components::{ErrorNote, Export, PageFrame, ParkMark, ReportLamp, Skeleton};
use crate::live::live;
use crate::page::Page;
use crate::prefs::words;
use crate::quiet::quiet;
use crate::say;
use crate::session::session;

use late::Late;
use periods::Periods;

/// The page `/office`: what the leading office has to do.
#[component]
pub fn OfficePage() -> impl IntoView {
    let (w, live) = (words(), live());
    let asked = quiet(
        move || {
            live.waiting();
            live.position.track();
            Some(())
        },
        |()| async { api::queue().await },
    );
    let retry = Callback::new(move |()| asked.retry());
    let queue = Memo::new(move |_| asked.data.get());
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::OFFICE_TITLE).to_owned())>
            <div class="board-top"><h1>{move || w.t(key::OFFICE_TITLE)}</h1><Export name="queue"/></div>
            <ErrorNote error=asked.error retry/>
            <Show
                when=move || queue.with(Option::is_some)
                fallback=move || asked.asking.get().then(|| view! { <Skeleton class="office-skeleton"/> })
            >
                <div class="office">
                    <Waiting queue/>
                    <Late queue reload=retry/>
                    <Collected queue/>
                    <Periods queue reload=retry/>
                </div>
            </Show>
        </PageFrame>
    }
}

/// The submissions that wait.
#[component]
fn Waiting(queue: Memo<Option<Queue>>) -> impl IntoView {
    let w = words();
    let lines =
        Memo::new(move |_| queue.with(|queue| queue.as_ref().map(|queue| queue.waiting.clone()).unwrap_or_default()));
    let columns: [(Key, &str); 6] = [
        (key::WORK_PARK, ""),
        (key::WORK_MONTH, ""),
        (key::OFFICE_SUBMITTED_BY, ""),
        (key::OFFICE_SUBMITTED_AT, ""),
        (key::OFFICE_KIND, ""),
        (key::OFFICE_WARNINGS, "number-cell"),
    ];
    let heads =
        columns.map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> }).collect_view();
    let heads = StoredValue::new_local(Some(heads));
    view! {
        <section class="office-waiting" aria-labelledby="waiting-heading">
            <h2 id="waiting-heading">
                {move || w.t(key::OFFICE_WAITING)} " "
                <span class="count" aria-live="polite">{move || lines.with(Vec::len)}</span>
            </h2>
            <p class="quiet-text" class:hidden=move || !lines.with(Vec::is_empty)>{move || w.t(key::OFFICE_WAITING_NONE)}</p>
            <div class="sheet-scroll">
                <table class="work-table card-table" class:hidden=move || lines.with(Vec::is_empty)>
                    <caption class="visually-hidden">{move || w.t(key::OFFICE_WAITING_CAPTION)}</caption>
                    <thead><tr>{heads.try_update_value(Option::take).flatten()}<td></td></tr></thead>
                    <tbody>
                        <For each=move || lines.get() key=|line| (line.park.clone(), line.month, line.at) let:line>
                            <WaitingLine line/>
                        </For>
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// One submission that waits.
#[component]
fn WaitingLine(line: QueueLine) -> impl IntoView {
    let (w, session) = (words(), session());
    let QueueLine { park, month, by, at, kind, warnings } = line;
    let head = move |word: Key| move || w.t(word);
    let address = Page::Review(park.clone(), month).path();
    let name = {
        let park = park.clone();
        move || session.park_name(&park)
    };
    let label = {
        let name = name.clone();
        move || w.say(&about(key::OFFICE_REVIEW, name(), month))
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-head=head(key::WORK_MONTH)>{format::month(month)}</td>
            <td data-head=head(key::OFFICE_SUBMITTED_BY)>{by}</td>
            <td data-head=head(key::OFFICE_SUBMITTED_AT)>{format::moment(at)}</td>
            <td data-head=head(key::OFFICE_KIND)>
                <span class:tag=kind != SubmissionKind::First>{move || w.t(kind.words())}</span>
            </td>
            <td class="number-cell" data-head=head(key::OFFICE_WARNINGS)>{move || w.with(key::OFFICE_WARNINGS_COUNT, "n", warnings.to_string())}</td>
            <td class="action-cell"><a class="button primary" href=address aria-label=label>{move || w.t(key::OFFICE_REVIEW_SHORT)}</a></td>
        </tr>
    }
}

/// Where every park stands with the month being collected.
#[component]
fn Collected(queue: Memo<Option<Queue>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let month =
        move || queue.with(|queue| queue.as_ref().map(|queue| format::month(queue.collected)).unwrap_or_default());
    let summary = move || {
        queue.with(|queue| {
            let count = queue.as_ref().map(|queue| queue.summary(w.lang())).unwrap_or_default();
            let due = queue.as_ref().map(|queue| format::due_date(queue.due, w.lang())).unwrap_or_default();
            say::clauses([count, w.with(key::OFFICE_COLLECTED_DUE, "when", due)], w.lang())
        })
    };
    let lines = move || {
        let queue = queue.get()?;
        let (due, month) = (queue.due, queue.collected);
        let line = |line: duoyuan_core::view::ReportingLine| {
            let submitted = line.submitted_at.map(format::moment);
            view! {
                <li>
                    <span class="park-name">{session.park_name_in(&line.park, month)}<ParkMark status=line.status/></span>
                    <ReportLamp line due/>
                    <span class="quiet-text">{submitted}</span>
                </li>
            }
        };
        Some(queue.lines.into_iter().map(line).collect_view())
    };
    view! {
        <section class="office-collected" aria-labelledby="collected-heading">
            <h2 id="collected-heading">{move || w.with(key::OFFICE_COLLECTED, "month", month())}</h2>
            <p>{summary}</p>
            <ul class="park-states">{lines}</ul>
        </section>
    }
}
