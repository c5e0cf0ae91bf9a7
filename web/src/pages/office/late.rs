//! Reports that should be here, for how long they are overdue or that they go round once more: whom to call, and 催报, which the park sees at once.

use std::collections::BTreeMap;

use duoyuan_core::format;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Month;
use duoyuan_core::view::{LateLine, Queue};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError};
use crate::components::{Button, ContactText, ErrorNote, Kind, ReportLamp};
use crate::pages::desk::about;
use crate::prefs::words;
use crate::session::session;

/// Asking, and what came of it.
#[derive(Clone, Copy)]
struct Asking {
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<usize>>,
    reload: Callback<()>,
}

impl Asking {
    /// Asks for reports, month by month; what has been asked for before one is refused stays asked for.
    fn ask(self, reports: Vec<(Month, ParkId)>) {
        if self.busy.get_untracked() || reports.is_empty() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        self.done.set(None);
        let count = reports.len();
        let mut months: BTreeMap<Month, Vec<ParkId>> = BTreeMap::new();
        for (month, park) in reports {
            months.entry(month).or_default().push(park);
        }
        spawn_local(async move {
            let mut failed = None;
            for (month, parks) in months {
                if let Err(error) = api::remind(month, &parks).await {
                    failed = Some(error);
                    break;
                }
            }
            if self.busy.try_set(false).is_some() {
                return;
            }
            match failed {
                None => self.done.set(Some(count)),
                error => self.error.set(error),
            }
            self.reload.try_run(());
        });
    }
}

/// The list, the longest overdue first.
#[component]
pub fn Late(queue: Memo<Option<Queue>>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let asking = Asking { busy: RwSignal::new(false), error: RwSignal::new(None), done: RwSignal::new(None), reload };
    let lines = Memo::new(move |_| queue.with(|queue| queue.as_ref().map(|it| it.late.clone()).unwrap_or_default()));
    let open = Memo::new(move |_| {
        let may_ask = |line: &LateLine| line.may_ask.then(|| (line.month, line.line.park.clone()));
        lines.with(|lines| lines.iter().filter_map(may_ask).collect::<Vec<_>>())
    });
    let columns: [(Key, &str); 6] = [
        (key::WORK_PARK, ""),
        (key::WORK_MONTH, ""),
        (key::OFFICE_LATE_DAYS, ""),
        (key::OFFICE_LATE_DUE, ""),
        (key::OFFICE_CONTACT, ""),
        (key::OFFICE_LATE_ASKED, ""),
    ];
    let heads = columns.map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> });
    let first = move || {
        let first = queue.with(|queue| queue.as_ref().and_then(|queue| queue.first))?;
        Some(w.with(key::OFFICE_FIRST_MONTH, "month", format::month(first)))
    };
    view! {
        <section class="office-late" aria-labelledby="late-heading">
            <h2 id="late-heading">{move || w.t(key::OFFICE_LATE)} " " <span class="count" aria-live="polite">{move || lines.with(Vec::len)}</span></h2>
            <p aria-live="polite" class="notice notice-done" class:hidden=move || asking.done.with(Option::is_none)>
                <span aria-hidden="true">"✓ "</span>
                {move || asking.done.get().map(|n| w.with(key::OFFICE_REMINDED_DONE, "n", n.to_string()))}
            </p>
            <ErrorNote error=asking.error/>
            <p class="quiet-text" class:hidden=move || !lines.with(Vec::is_empty)>{move || w.t(key::OFFICE_LATE_NONE)} {first}</p>
            <div class:hidden=move || lines.with(Vec::is_empty)>
                <div class="sheet-scroll">
                    <table class="work-table card-table">
                        <caption class="visually-hidden">{move || w.t(key::OFFICE_LATE)}</caption>
                        <thead><tr>{heads.collect_view()}<td></td></tr></thead>
                        <tbody>
                            <For
                                each=move || lines.get()
                                key=|it| (it.line.park.clone(), it.month, it.line.days_overdue, it.asked, it.may_ask)
                                let:line
                            >
                                <Line line asking/>
                            </For>
                        </tbody>
                    </table>
                </div>
                <Show when=move || open.with(|open| open.len() > 1)>
                    <p class="notice-actions">
                        <Button busy=asking.busy on_press=Callback::new(move |()| asking.ask(open.get_untracked()))>
                            {move || w.with(key::OFFICE_REMIND_ALL, "n", open.with(Vec::len).to_string())}
                        </Button>
                    </p>
                </Show>
            </div>
        </section>
    }
}

/// One report that is late, with how many days.
#[component]
fn Line(line: LateLine, asking: Asking) -> impl IntoView {
    let (w, session) = (words(), session());
    let LateLine { month, due, line, asked, may_ask } = line;
    let park = line.park.clone();
    let contact = session.park_contact(&park);
    let name = session.park_name(&park);
    let label = w.say(&about(key::OFFICE_REMIND, name.clone(), month));
    let told = match &line.reminded {
        Some(last) => w.say(
            &Message::new(key::OFFICE_LATE_ASKED_TIMES)
                .with("when", format::moment(last.at))
                .with("n", asked.to_string()),
        ),
        None => w.t(key::OFFICE_LATE_NEVER).to_owned(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-head=w.t(key::WORK_MONTH)>{format::month(month)}</td>
            <td data-head=w.t(key::OFFICE_LATE_DAYS)><ReportLamp line due/></td>
            <td data-head=w.t(key::OFFICE_LATE_DUE)>{format::due_day(due)}</td>
            <td data-head=w.t(key::OFFICE_CONTACT)><ContactText contact/></td>
            <td data-head=w.t(key::OFFICE_LATE_ASKED)>{told}</td>
            <td class="action-cell">
                {match may_ask {
                    true => view! {
                        <Button
                            kind=Kind::Primary
                            busy=asking.busy
                            on_press=Callback::new(move |()| asking.ask(vec![(month, park.clone())]))
                        >
                            <span aria-hidden="true">{w.t(key::OFFICE_REMIND_SHORT)}</span>
                            <span class="visually-hidden">{label}</span>
                        </Button>
                    }.into_any(),
                    false => view! { <span class="quiet-text">{w.t(key::OFFICE_REMINDED_TODAY)}</span> }.into_any(),
                }}
            </td>
        </tr>
    }
}
