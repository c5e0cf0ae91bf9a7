//! Doing things: what is under way, what came of it, what is typed.

use std::collections::BTreeMap;

use duoyuan_core::id::MatchId;
use duoyuan_core::sharing::{Proposal, Quantity};
use duoyuan_core::view::MatchAct;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::doing::{Doing, Typed};
use crate::api::{self, ApiError, Stored};
use crate::prefs::words;
use crate::underway::Underway;

/// What the page does.
#[derive(Clone, Copy)]
pub struct Acting {
    /// The form that is open.
    pub doing: RwSignal<Option<Doing>>,
    /// The form for posting is open.
    pub posting: RwSignal<bool>,
    /// What is under way, and why the last thing was not done.
    pub underway: Underway,
    /// What was done last.
    pub done: RwSignal<Option<Stored>>,
    /// What that was about, in the words of the offer, the need or the match.
    pub about: RwSignal<String>,
    typed: RwSignal<BTreeMap<String, Typed>>,
}

/// What the page does.
pub fn acting() -> Acting {
    expect_context::<Acting>()
}

impl Acting {
    /// Gives the page a state in which no form is open and nothing was sent.
    pub fn provide() -> Self {
        let acting = Self {
            doing: RwSignal::new(None),
            posting: RwSignal::new(false),
            underway: Underway::new(),
            done: RwSignal::new(None),
            about: RwSignal::new(String::new()),
            typed: RwSignal::new(BTreeMap::new()),
        };
        provide_context(acting);
        acting
    }

    /// Opens a form and forgets what the last one was answered.
    pub fn open(self, doing: Doing) {
        self.forget();
        self.doing.set(Some(doing));
    }

    /// Opens or closes the form for posting.
    pub fn post(self, open: bool) {
        self.forget();
        self.posting.set(open);
    }

    fn forget(self) {
        self.underway.error.set(None);
        self.done.set(None);
    }

    /// What is typed for something.
    pub fn typed(self, doing: &Doing) -> Typed {
        self.typed.with(|typed| typed.get(&doing.name()).cloned()).unwrap_or_else(|| doing.blank())
    }

    /// Changes what is typed in a form.
    pub fn change(self, doing: &Doing, change: impl FnOnce(&mut Typed)) {
        self.typed.update(|typed| change(typed.entry(doing.name()).or_insert_with(|| doing.blank())));
    }

    /// Agrees or confirms: nothing to type.
    pub fn at_once(self, act: MatchAct, matched: MatchId, title: &str) {
        self.about.set(title.to_owned());
        self.send(None, async move {
            match act {
                MatchAct::Accept => api::accept(matched).await,
                _ => api::confirm(matched).await,
            }
        });
    }

    /// Sends what a form says.
    pub fn submit(self, doing: Doing, effect: Option<Quantity>) {
        let typed = self.typed(&doing);
        self.about.set(doing.title().to_owned());
        self.send(Some(doing.name()), async move {
            let text = &typed.text;
            match (&doing, doing.matched()) {
                (Doing::Withdraw(line), _) => api::withdraw(line.id, text).await,
                (Doing::Propose(it), _) => {
                    let own = typed.own;
                    let base = it.base.clone();
                    let proposal =
                        Proposal { offer: base.offer.or(own), need: base.need.or(own), why: text.clone(), ..base };
                    api::propose(&proposal).await
                }
                (Doing::Match(act, _), Some(matched)) => match act {
                    MatchAct::Decline => api::decline(matched, text).await,
                    MatchAct::Dispute => api::dispute(matched, text).await,
                    MatchAct::Nudge => api::nudge(matched, text).await,
                    MatchAct::Report => match &typed.stage {
                        Some(stage) => api::report_stage(matched, stage, effect.as_ref(), text).await,
                        None => Err(ApiError::Unreadable),
                    },
                    _ => api::end(matched, text).await,
                },
                (Doing::Match(..), None) => Err(ApiError::Unreadable),
            }
        });
    }

    /// Does something; what was typed for it is forgotten when it is done, and only then.
    pub fn send(self, name: Option<String>, call: impl Future<Output = api::Answered<Stored>> + 'static) {
        self.forget();
        self.underway.send(call, move |stored| {
            let Some(stored) = stored else { return };
            if let Some(name) = name {
                self.typed.update(|typed| _ = typed.remove(&name));
            }
            self.doing.set(None);
            self.posting.set(false);
            self.done.set(Some(stored));
        });
    }
}

/// What came of the last thing, at the page's foot; a form that is open says it itself.
#[component]
pub fn Outcome(acting: Acting) -> impl IntoView {
    let w = words();
    let has_form = move || acting.doing.with(Option::is_some) || acting.posting.get();
    let error = move || acting.underway.error.get().filter(|_| !has_form());
    let done = move || {
        let message = Message::new(key::ACT_DONE_OF).with("title", acting.about.get());
        acting.done.get().map(|stored| w.say(&message.with("position", stored.position.to_string())))
    };
    view! {
        <div class="outcome" aria-live="polite">
            {move || error().map(|error| view! {
                <p class="notice notice-error"><span aria-hidden="true">"■ "</span>{w.with(key::ACT_REFUSED, "why", error.text(w.lang()))}</p>
            })}
            {move || done().map(|done| view! {
                <p class="notice notice-done"><span aria-hidden="true">"✓ "</span>{done}</p>
            })}
        </div>
    }
}
