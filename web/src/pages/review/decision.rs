//! 通过 or 退回, and what comes next.

use duoyuan_core::check::is_reason;
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::period::Month;
use duoyuan_core::report::Stage;
use duoyuan_core::view::{QueueLine, Review};
use duoyuan_core::words::{Key, key};
use leptos::html::{A, Div, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::picks::Picks;
use crate::api;
use crate::components::{Button, ErrorNote, Kind};
use crate::page::Page;
use crate::pages::desk::about;
use crate::prefs::words;
use crate::session::session;
use crate::underway::Underway;

/// A decision being made, and what came of it.
#[derive(Clone, Copy)]
pub struct Deciding {
    /// It is asked once more whether to approve.
    approving: RwSignal<bool>,
    /// The panel for returning is open; lines can be picked.
    pub returning: RwSignal<bool>,
    /// Items picked for returning.
    picked: RwSignal<Vec<Code>>,
    /// A newer version came while this one was being looked at: it must be looked at before deciding.
    pub newer: RwSignal<bool>,
    reason: RwSignal<String>,
    underway: Underway,
    /// The sentence of what was decided, of which report.
    decided: RwSignal<Option<(Key, ParkId, Month)>>,
    /// What waits next; `None` until asked.
    next: RwSignal<Option<Option<QueueLine>>>,
    reload: Callback<()>,
}

impl Deciding {
    /// Nothing has been decided yet.
    pub fn new(reload: Callback<()>) -> Self {
        Self {
            approving: RwSignal::new(false),
            returning: RwSignal::new(false),
            picked: RwSignal::new(Vec::new()),
            newer: RwSignal::new(false),
            reason: RwSignal::new(String::new()),
            underway: Underway::new(),
            decided: RwSignal::new(None),
            next: RwSignal::new(None),
            reload,
        }
    }

    /// Another report is looked at.
    pub fn forget(self) {
        self.approving.set(false);
        self.returning.set(false);
        self.picked.set(Vec::new());
        self.newer.set(false);
        self.reason.set(String::new());
        self.underway.error.set(None);
        self.decided.set(None);
        self.next.set(None);
    }

    /// Picks an item for returning, or takes it back.
    pub fn toggle(self, item: &Code) {
        self.picked.update(|picked| match picked.iter().position(|code| code == item) {
            Some(index) => _ = picked.remove(index),
            None => picked.push(item.clone()),
        });
    }

    /// Whether an item is picked.
    pub fn is_picked(self, item: &Code) -> bool {
        self.picked.with(|picked| picked.contains(item))
    }

    /// Says that something else was done with the report, and what waits next.
    pub(super) fn tell(self, said: Key, review: &Review) {
        self.forget();
        self.decided.set(Some((said, review.park.clone(), review.month)));
        self.reload.run(());
    }

    fn decide(self, review: &Review, is_return: bool) {
        let (park, month, seen) = (review.park.clone(), review.month, review.seen_revisions);
        let (reason, items) = (self.reason.get_untracked(), self.picked.get_untracked());
        let of = park.clone();
        let call = async move {
            if is_return {
                api::send_back(&of, month, seen, &reason, &items).await.map(drop)
            } else {
                api::approve(&of, month, seen).await.map(drop)
            }
        };
        self.underway.send(call, move |done| {
            if done.is_some() {
                self.forget();
                let said = if is_return { key::REVIEW_RETURNED } else { key::REVIEW_APPROVED };
                self.decided.set(Some((said, park, month)));
                spawn_local(async move {
                    let waiting = api::queue().await.ok().map(|queue| queue.waiting.into_iter().next());
                    self.next.try_set(waiting);
                });
            }
            self.reload.try_run(());
        });
    }
}

/// The two buttons, and the panel for returning.
#[component]
pub fn Decision(review: Memo<Option<Review>>, deciding: Deciding) -> impl IntoView {
    let (w, session) = (words(), session());
    let waits = Memo::new(move |_| {
        review.with(|review| review.as_ref().is_some_and(|review| review.stage == Stage::Submitted))
    });
    let label = move |key: Key| {
        review.with(|review| {
            review
                .as_ref()
                .map(|review| w.say(&about(key, session.park_name(&review.park), review.month)))
                .unwrap_or_default()
        })
    };
    let decide = move |is_return| {
        review.with_untracked(|review| review.iter().for_each(|review| deciding.decide(review, is_return)));
    };
    let (panel, writing): (NodeRef<Div>, NodeRef<Textarea>) = (NodeRef::new(), NodeRef::new());
    Effect::new(move || {
        if let Some(writing) = writing.get() {
            let _ = writing.focus();
        }
        // Its button as well as its field.
        if let Some(panel) = panel.get() {
            panel.scroll_into_view_with_bool(false);
        }
    });
    let is_short = move || !deciding.reason.with(|reason| is_reason(reason));
    view! {
        <Show when=move || waits.get() && deciding.newer.get()>
            <div class="notice notice-error" role="alert">
                <p><span aria-hidden="true">"■ "</span>{move || w.t(key::REVIEW_NEWER)}</p>
                <p class="notice-actions">
                    <Button on_press=Callback::new(move |()| deciding.newer.set(false))>{move || w.t(key::REVIEW_NEWER_SEEN)}</Button>
                </p>
            </div>
        </Show>
        <Show when=move || waits.get() && !deciding.newer.get()>
            <div class="review-decision">
                <ErrorNote error=deciding.underway.error/>
                <Show
                    when=move || deciding.returning.get()
                    fallback=move || view! {
                        <p class="notice-actions">
                            <Show
                                when=move || deciding.approving.get()
                                fallback=move || view! {
                                    <Button kind=Kind::Primary on_press=Callback::new(move |()| deciding.approving.set(true))>
                                        {move || label(key::REVIEW_APPROVE_LONG)}
                                    </Button>
                                }
                            >
                                <span class="confirm" role="group" aria-label=move || label(key::REVIEW_APPROVE_ASK)>
                                    <span class="confirm-question" role="alert">{move || label(key::REVIEW_APPROVE_ASK)}</span>
                                    <Button disabled=deciding.underway.busy on_press=Callback::new(move |()| deciding.approving.set(false))>
                                        {move || w.t(key::CANCEL)}
                                    </Button>
                                    <Button kind=Kind::Primary busy=deciding.underway.busy on_press=Callback::new(move |()| decide(false))>
                                        {move || w.t(if deciding.underway.busy.get() { key::REVIEW_SENDING } else { key::REVIEW_APPROVE_YES })}
                                    </Button>
                                </span>
                            </Show>
                            <Button disabled=deciding.underway.busy on_press=Callback::new(move |()| deciding.returning.set(true))>
                                {move || w.t(key::REVIEW_RETURN)}"…"
                            </Button>
                        </p>
                    }
                >
                    <div class="return-panel" role="group" aria-labelledby="return-heading" node_ref=panel>
                        <h2 id="return-heading">{move || label(key::REVIEW_RETURN_HEADING)}</h2>
                        <label>
                            <span>{move || w.t(key::REVIEW_RETURN_REASON)}</span>
                            <textarea
                                rows="3"
                                maxlength="2000"
                                node_ref=writing
                                prop:value=move || deciding.reason.get()
                                on:input:target=move |ev| deciding.reason.set(ev.target().value())
                            ></textarea>
                        </label>
                        <Picks review deciding/>
                        <p class="notice-actions">
                            <span class="sheet-why-not" aria-live="polite">{move || is_short().then(|| w.t(key::REVIEW_RETURN_SHORT))}</span>
                            <Button on_press=Callback::new(move |()| deciding.returning.set(false))>{move || w.t(key::CANCEL)}</Button>
                            <Button
                                kind=Kind::Grave
                                busy=deciding.underway.busy
                                disabled=Signal::derive(is_short)
                                on_press=Callback::new(move |()| decide(true))
                            >
                                {move || w.t(key::REVIEW_RETURN_YES)}
                            </Button>
                        </p>
                    </div>
                </Show>
            </div>
        </Show>
    }
}

/// What was decided, and the way to the next one.
#[component]
pub fn Outcome(deciding: Deciding) -> impl IntoView {
    let (w, session) = (words(), session());
    let link: NodeRef<A> = NodeRef::new();
    Effect::new(move || {
        if let Some(link) = link.get() {
            let _ = link.focus();
        }
    });
    let next = move || match deciding.next.get()? {
        Some(line) => {
            let text = w.say(&about(key::REVIEW_NEXT, session.park_name(&line.park), line.month));
            let address = Page::Review(line.park, line.month).path();
            Some(view! { <a class="button primary" node_ref=link href=address>{text}</a> }.into_any())
        }
        None => Some(
            view! {
                <span>{w.t(key::REVIEW_NONE_LEFT)}</span>
                <a class="button primary" node_ref=link href=Page::Office.path()>{w.t(key::REVIEW_BACK)}</a>
            }
            .into_any(),
        ),
    };
    view! {
        <div aria-live="polite">
            {move || deciding.decided.get().map(|(said, park, month)| view! {
                <div class="notice notice-done">
                    <p><span aria-hidden="true">"✓ "</span>{w.say(&about(said, session.park_name(&park), month))}</p>
                    <p class="notice-actions">{next}</p>
                </div>
            })}
        </div>
    }
}
