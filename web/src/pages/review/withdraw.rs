//! Taking an approval back, until the month is closed, with a reason that the park reads.

use duoyuan_core::check::is_reason;
use duoyuan_core::format;
use duoyuan_core::view::Review;
use duoyuan_core::words::key;
use leptos::html::Textarea;
use leptos::prelude::*;

use super::Deciding;
use crate::api;
use crate::components::{Button, ErrorNote, Kind};
use crate::prefs::words;
use crate::underway::Underway;

/// The button, and the panel it opens.
#[component]
pub fn Withdraw(review: Memo<Option<Review>>, deciding: Deciding) -> impl IntoView {
    let w = words();
    let (open, reason) = (RwSignal::new(false), RwSignal::new(String::new()));
    let underway = Underway::new();
    let may = Memo::new(move |_| review.with(|review| review.as_ref().is_some_and(|review| review.may_withdraw)));
    let month = move || review.with(|it| it.as_ref().map(|it| format::month(it.month)).unwrap_or_default());
    let help = move || review.with(|it| it.as_ref().map_or(key::REVIEW_WITHDRAW_HELP, Review::withdraw_help));
    let writing: NodeRef<Textarea> = NodeRef::new();
    Effect::new(move || {
        if let Some(writing) = writing.get() {
            let _ = writing.focus();
        }
    });
    let withdraw = Callback::new(move |()| {
        let Some(review) = review.get_untracked() else { return };
        let (of, text) = (review.clone(), reason.get_untracked());
        let call = async move { api::withdraw_approval(&of.park, of.month, of.seen_revisions, &text).await };
        underway.send(call, move |done| {
            if done.is_some() {
                open.set(false);
                reason.set(String::new());
                deciding.tell(key::REVIEW_WITHDRAWN, &review);
            }
        });
    });
    let is_short = move || !reason.with(|reason| is_reason(reason));
    view! {
        <Show when=move || may.get()>
            <div class="review-decision">
                <Show
                    when=move || open.get()
                    fallback=move || view! {
                        <p class="notice-actions">
                            <Button on_press=Callback::new(move |()| open.set(true))>{move || w.t(key::REVIEW_WITHDRAW)}"…"</Button>
                        </p>
                    }
                >
                    <div class="return-panel" role="group" aria-label=move || w.t(key::REVIEW_WITHDRAW)>
                        <p>{move || w.with(help(), "month", month())}</p>
                        <ErrorNote error=underway.error/>
                        <label>
                            <span>{move || w.t(key::REVIEW_WITHDRAW_REASON)}</span>
                            <textarea
                                rows="3"
                                maxlength="2000"
                                node_ref=writing
                                prop:value=move || reason.get()
                                on:input:target=move |ev| reason.set(ev.target().value())
                            ></textarea>
                        </label>
                        <p class="notice-actions">
                            <Button on_press=Callback::new(move |()| open.set(false))>{move || w.t(key::CANCEL)}</Button>
                            <Button kind=Kind::Grave busy=underway.busy disabled=Signal::derive(is_short) on_press=withdraw>
                                {move || w.t(key::REVIEW_WITHDRAW_YES)}
                            </Button>
                        </p>
                    </div>
                </Show>
            </div>
        </Show>
    }
}
