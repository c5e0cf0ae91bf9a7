//! What came of the last act, at the page's foot: its line is often in another list by then.

use duoyuan_core::format;
use duoyuan_core::platform::BookingId;
use duoyuan_core::view::BookingAct;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::prefs::words;

/// What came of the last act.
#[derive(Clone, Copy)]
pub struct Told {
    done: RwSignal<Option<Deed>>,
    refused: RwSignal<Option<ApiError>>,
    /// The booking just asked for: it stands out.
    pub(super) fresh: RwSignal<Option<BookingId>>,
}

#[derive(Clone)]
enum Deed {
    Act(BookingAct),
    /// Asked for: the platform and the resource.
    Sent(String),
}

/// What came of the last act.
pub fn outcome() -> Told {
    expect_context::<Told>()
}

impl Told {
    /// Gives the page an outcome in which nothing was done yet.
    pub fn provide() -> Self {
        let told = Self { done: RwSignal::new(None), refused: RwSignal::new(None), fresh: RwSignal::new(None) };
        provide_context(told);
        told
    }

    /// It was done. The page may be gone; then there is nobody to tell.
    pub fn done(self, act: BookingAct) {
        self.refused.try_set(None);
        self.done.try_set(Some(Deed::Act(act)));
    }

    /// It was asked for on the page before.
    pub fn sent(self, booking: BookingId, what: String) {
        self.fresh.set(Some(booking));
        self.done.set(Some(Deed::Sent(what)));
    }

    /// Tells that what was asked for was not done, and why.
    pub fn refused(self, error: ApiError) {
        self.done.try_set(None);
        self.refused.try_set(Some(error));
    }

    /// Forgets what was told: something else begins.
    pub fn forget(self) {
        self.done.try_set(None);
        self.refused.try_set(None);
    }
}

/// The words for it.
#[component]
pub fn Outcome(told: Told) -> impl IntoView {
    let w = words();
    let done = move || {
        told.done.get().map(|deed| match deed {
            Deed::Act(act) => w.with(key::PW_DONE, "act", w.t(format::platform::act(act))),
            Deed::Sent(what) => w.with(key::PW_SENT, "what", what),
        })
    };
    let refused = move || told.refused.get().map(|error| w.with(key::ACT_REFUSED, "why", error.text(w.lang())));
    view! {
        <div class="outcome" aria-live="polite">
            {move || refused().map(|why| view! { <p class="notice notice-error"><span aria-hidden="true">"■ "</span>{why}</p> })}
            {move || done().map(|done| view! { <p class="notice notice-done"><span aria-hidden="true">"✓ "</span>{done}</p> })}
        </div>
    }
}
