//! Which form is open, what is under way, what came of it.

use duoyuan_core::view::EnclaveProject;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::api::{Answered, Stored};
use crate::prefs::words;
use crate::underway::Underway;

/// The form that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Open {
    /// The form in which a project is registered.
    Agree,
    /// The form in which the shares of a project are changed.
    Split(Box<EnclaveProject>),
    /// The form in which the figures of a project are reported.
    Figures(Box<EnclaveProject>),
}

/// What the page does.
#[derive(Clone, Copy)]
pub struct Sending {
    /// The form that is open.
    pub open: RwSignal<Option<Open>>,
    /// What is under way, and why the last thing was not done.
    pub underway: Underway,
    done: RwSignal<Option<Stored>>,
}

/// What the page does.
pub fn sending() -> Sending {
    expect_context::<Sending>()
}

impl Sending {
    /// Gives the page a state in which no form is open and nothing was sent.
    pub fn provide() -> Self {
        let sending = Self { open: RwSignal::new(None), underway: Underway::new(), done: RwSignal::new(None) };
        provide_context(sending);
        sending
    }

    /// Opens a form and forgets what the last one was answered.
    pub fn open(self, form: Open) {
        self.underway.error.set(None);
        self.done.set(None);
        self.open.set(Some(form));
    }

    /// Does something; `then` runs when it is done, and only then.
    pub fn send(self, call: impl Future<Output = Answered<Stored>> + 'static, then: impl FnOnce() + 'static) {
        self.done.set(None);
        self.underway.send(call, move |stored| {
            let Some(stored) = stored else { return };
            then();
            self.open.set(None);
            self.done.set(Some(stored));
        });
    }
}

/// What came of the last thing; a form that is open says a refusal itself.
#[component]
pub fn Outcome(sending: Sending) -> impl IntoView {
    let w = words();
    let done = move || sending.done.get().map(|stored| w.with(key::ACT_DONE, "position", stored.position.to_string()));
    view! {
        <div class="outcome" aria-live="polite">
            <Show when=move || sending.open.with(Option::is_none)><Refused sending/></Show>
            {move || done().map(|done| view! {
                <p class="notice notice-done"><span aria-hidden="true">"✓ "</span>{done}</p>
            })}
        </div>
    }
}

/// Why it was not done.
#[component]
pub fn Refused(sending: Sending) -> impl IntoView {
    let w = words();
    move || {
        sending.underway.error.get().map(|error| {
            let why = w.with(key::ACT_REFUSED, "why", error.text(w.lang()));
            view! {
                <div class="notice notice-error" role="alert"><p><span aria-hidden="true">"■ "</span>{why}</p></div>
            }
        })
    }
}
