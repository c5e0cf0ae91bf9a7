//! Closing a month, which makes its figures final, and opening it again.

use duoyuan_core::check::is_reason;
use duoyuan_core::format;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::Month;
use duoyuan_core::view::{OpenPeriod, Queue};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError};
use crate::components::{Button, ErrorNote, Kind};
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// Months shown at first; the older ones are behind a button.
const SHOWN: usize = 6;

/// What is being done with a month.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Close(Month),
    Reopen(Month),
}

/// A change under way, and what came of the last one.
#[derive(Clone, Copy)]
struct Acting {
    /// The month whose question is open.
    asked: RwSignal<Option<Doing>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<Doing>>,
    reload: Callback<()>,
}

impl Acting {
    fn ask(self, doing: Option<Doing>) {
        self.error.set(None);
        self.done.set(None);
        self.asked.set(doing);
    }

    fn act(self, doing: Doing, reason: String) {
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = match doing {
                Doing::Close(month) => api::close(month).await,
                Doing::Reopen(month) => api::reopen(month, &reason).await,
            };
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    self.asked.set(None);
                    self.done.set(Some(doing));
                }
                Err(error) => self.error.set(Some(error)),
            }
            self.reload.run(());
        });
    }
}

/// Open and closed months.
#[component]
pub fn Periods(queue: Memo<Option<Queue>>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let acting = Acting {
        asked: RwSignal::new(None),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
        done: RwSignal::new(None),
        reload,
    };
    let open = Memo::new(move |_| queue.with(|queue| queue.as_ref().map(|q| q.open.clone()).unwrap_or_default()));
    let closed = Memo::new(move |_| queue.with(|queue| queue.as_ref().map(|q| q.closed.clone()).unwrap_or_default()));
    let (all_open, all_closed) = (RwSignal::new(false), RwSignal::new(false));
    let done = move || {
        acting.done.get().map(|doing| match doing {
            Doing::Close(month) => w.with(key::OFFICE_CLOSED_DONE, "month", format::month(month)),
            Doing::Reopen(month) => w.with(key::OFFICE_REOPENED_DONE, "month", format::month(month)),
        })
    };
    view! {
        <section class="office-periods" aria-labelledby="periods-heading">
            <h2 id="periods-heading">{move || w.t(key::OFFICE_PERIODS)}</h2>
            <p aria-live="polite" class="notice notice-done" class:hidden=move || acting.done.with(Option::is_none)>
                <span aria-hidden="true">"✓ "</span>{done}
            </p>
            <ErrorNote error=acting.error/>
            <h3>{move || w.t(key::OFFICE_PERIODS_OPEN)}</h3>
            <Show when=move || open.with(Vec::is_empty)><p class="quiet-text">{move || w.t(key::OFFICE_PERIODS_OPEN_NONE)}</p></Show>
            <ul class="period-list">
                <For each=move || first(open.get(), all_open.get()) key=|period: &OpenPeriod| (period.month, period.waiting.clone(), period.missing.clone()) let:period>
                    <OpenLine period acting/>
                </For>
            </ul>
            <More hidden=Signal::derive(move || hidden(open.with(Vec::len), all_open.get())) all=all_open/>
            <h3>{move || w.t(key::OFFICE_PERIODS_CLOSED)}</h3>
            <Show when=move || closed.with(Vec::is_empty)><p class="quiet-text">{move || w.t(key::OFFICE_PERIODS_CLOSED_NONE)}</p></Show>
            <ul class="period-list">
                <For each=move || first(closed.get(), all_closed.get()) key=|month| *month let:month>
                    <ClosedLine month acting/>
                </For>
            </ul>
            <More hidden=Signal::derive(move || hidden(closed.with(Vec::len), all_closed.get())) all=all_closed/>
        </section>
    }
}

/// Shows the months that are folded away.
#[component]
fn More(#[prop(into)] hidden: Signal<usize>, all: RwSignal<bool>) -> impl IntoView {
    let w = words();
    view! {
        <Show when=move || { hidden.get() > 0 }>
            <Button kind=Kind::Quiet on_press=Callback::new(move |()| all.set(true))>
                {move || w.with(key::OFFICE_MORE_MONTHS, "n", hidden.get().to_string())}
            </Button>
        </Show>
    }
}

/// A month that can be closed. Closing says first whom it leaves out.
#[component]
fn OpenLine(period: OpenPeriod, acting: Acting) -> impl IntoView {
    let (w, session) = (words(), session());
    let OpenPeriod { month, waiting, missing } = period;
    let doing = Doing::Close(month);
    let label = move |key: Key| w.with(key, "month", format::month(month));
    let is_blocked = !waiting.is_empty();
    let named = move |key: Key, parks: &[ParkId]| {
        let names = parks.iter().map(|park| session.park_name(park));
        w.with(key, "parks", say::list(names, w.lang()))
    };
    let says = move || match (&waiting[..], &missing[..]) {
        ([], []) => w.t(key::OFFICE_CLOSE_COMPLETE).to_owned(),
        ([], missing) => named(key::OFFICE_CLOSE_MISSING, missing),
        (waiting, _) => named(key::OFFICE_CLOSE_WAITING, waiting),
    };
    let says = StoredValue::new(says);
    view! {
        <li>
            <span class="period-name">{format::month(month)}</span>
            <Show
                when=move || acting.asked.get() == Some(doing)
                fallback=move || view! {
                    <Button kind=Kind::Quiet on_press=Callback::new(move |()| acting.ask(Some(doing)))>{move || label(key::OFFICE_CLOSE)}</Button>
                }
            >
                <div class="period-question" role="group" aria-label=move || label(key::OFFICE_CLOSE)>
                    <p>{move || label(key::OFFICE_CLOSE_ASK)}</p>
                    <p>{move || says.with_value(|says| says())}</p>
                    <p class="notice-actions">
                        <Button on_press=Callback::new(move |()| acting.ask(None))>{move || w.t(key::CANCEL)}</Button>
                        <Button
                            kind=Kind::Primary
                            busy=acting.busy
                            disabled=is_blocked
                            on_press=Callback::new(move |()| acting.act(doing, String::new()))
                        >
                            {move || label(key::OFFICE_CLOSE_YES)}
                        </Button>
                    </p>
                </div>
            </Show>
        </li>
    }
}

/// A closed month. Opening it again needs a reason.
#[component]
fn ClosedLine(month: Month, acting: Acting) -> impl IntoView {
    let w = words();
    let doing = Doing::Reopen(month);
    let reason = RwSignal::new(String::new());
    let label = move |key: Key| w.with(key, "month", format::month(month));
    view! {
        <li>
            <span class="period-name">{format::month(month)}</span>
            <Show
                when=move || acting.asked.get() == Some(doing)
                fallback=move || view! {
                    <Button kind=Kind::Quiet on_press=Callback::new(move |()| acting.ask(Some(doing)))>{move || label(key::OFFICE_REOPEN)}</Button>
                }
            >
                <div class="period-question" role="group" aria-label=move || label(key::OFFICE_REOPEN)>
                    <label>
                        <span>{move || w.t(key::OFFICE_REOPEN_REASON)}</span>
                        <textarea rows="2" maxlength="2000" prop:value=move || reason.get()
                            on:input:target=move |ev| reason.set(ev.target().value())></textarea>
                    </label>
                    <p class="notice-actions">
                        <Button on_press=Callback::new(move |()| acting.ask(None))>{move || w.t(key::CANCEL)}</Button>
                        <Button
                            kind=Kind::Primary
                            busy=acting.busy
                            disabled=Signal::derive(move || !reason.with(|reason| is_reason(reason)))
                            on_press=Callback::new(move |()| acting.act(doing, reason.get_untracked()))
                        >
                            {move || label(key::OFFICE_REOPEN_YES)}
                        </Button>
                    </p>
                </div>
            </Show>
        </li>
    }
}

fn first<T>(mut all: Vec<T>, every: bool) -> Vec<T> {
    if !every {
        all.truncate(SHOWN);
    }
    all
}

fn hidden(count: usize, every: bool) -> usize {
    if every { 0 } else { count.saturating_sub(SHOWN) }
}
