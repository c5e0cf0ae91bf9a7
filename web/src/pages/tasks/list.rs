//! Tasks as a table; on a phone each is a card.

use duoyuan_core::say;
use duoyuan_core::view::TaskLine;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::components::Lamp;
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// Headings, in the order of the cells.
const COLUMNS: [Key; 5] =
    [key::TASK_HEAD_TITLE, key::TASK_HEAD_LEAD, key::TASK_HEAD_DUE, key::TASK_HEAD_STANDING, key::TASK_HEAD_PROGRESS];

/// The table, in the order given.
#[component]
pub fn List(lines: Memo<Vec<TaskLine>>, title: Key) -> impl IntoView {
    let w = words();
    let heads = COLUMNS.map(|word| view! { <th scope="col">{move || w.t(word)}</th> }).collect_view();
    view! {
        <section>
            <h2>{move || w.t(title)}" "<span class="quiet-text">{move || lines.with(Vec::len)}</span></h2>
            <div class="sheet-scroll">
                <table class="work-table card-table task-table">
                    <caption class="visually-hidden">{move || w.t(title)}</caption>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>
                        {move || lines.get().into_iter().map(|line| view! { <Line line/> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Line(line: TaskLine) -> impl IntoView {
    let (w, session) = (words(), session());
    let name = move |handler: &duoyuan_core::task::Handler| {
        session.zone(|zone| say::task_handler(handler, zone, w.lang())).unwrap_or_default()
    };
    let support: Vec<String> = line.support.iter().map(name).collect();
    let lead = name(&line.lead);
    let helped = (!support.is_empty()).then(|| w.with(key::TASK_HELPED, "names", support.join("、")));
    let number = say::task_number(&line, w.lang());
    let origin = say::task_origin(&line.source, w.lang());
    let head = move |word: Key| move || w.t(word);
    let standing = line.standing;
    view! {
        <tr class:todo=line.todo>
            <th scope="row">
                <a href=Page::Task(line.id).path()>{line.title}</a>
                <span class="quiet-text">{number}"　"{origin}</span>
            </th>
            <td data-head=head(key::TASK_HEAD_LEAD)>{lead}<span class="quiet-text">{helped}</span></td>
            <td class="one-line" data-head=head(key::TASK_HEAD_DUE)>{line.due.to_string()}</td>
            <td data-head=head(key::TASK_HEAD_STANDING)>
                <Lamp light=Signal::stored(standing.light()) word=Signal::derive(move || standing.word(w.lang()))/>
                {line.asks_until.map(|until| view! { <span class="quiet-text">{w.with(key::TASK_ASKS, "until", until.to_string())}</span> })}
            </td>
            <td data-head=head(key::TASK_HEAD_PROGRESS)>{line.progress.map(|step| step.text)}</td>
        </tr>
    }
}
