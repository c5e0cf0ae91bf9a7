//! What is under way, what came of it, and the password that is told once.

use duoyuan_core::access::{AccountDeedKind, AccountRequest};
use duoyuan_core::id::AccountName;
use duoyuan_core::view::OneTimePassword;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::components::ErrorNote;
use crate::prefs::words;
use crate::underway::Underway;

/// What is done to whom.
type Deed = (AccountName, AccountDeedKind);

/// What the page does.
#[derive(Clone, Copy)]
pub struct Acting {
    /// The form is open.
    pub adding: RwSignal<bool>,
    /// What is under way, and why the last thing was not done.
    pub underway: Underway,
    /// The password that is being told; nowhere else on this page, and gone when it is closed.
    pub once: RwSignal<Option<OneTimePassword>>,
    done: RwSignal<Option<Deed>>,
    /// What got no answer: whether it was done, nobody here knows.
    unanswered: RwSignal<Option<Deed>>,
    reload: Callback<()>,
}

impl Acting {
    /// Nothing has been done yet; `reload` reads the list anew once something was.
    pub fn new(reload: Callback<()>) -> Self {
        Self {
            adding: RwSignal::new(false),
            underway: Underway::new(),
            once: RwSignal::new(None),
            done: RwSignal::new(None),
            unanswered: RwSignal::new(None),
            reload,
        }
    }

    /// Opens the form for a new account.
    pub fn open(self) {
        self.forget();
        self.adding.set(true);
    }

    fn forget(self) {
        self.underway.error.set(None);
        self.done.set(None);
        self.unanswered.set(None);
    }

    /// The server has answered again: that it is away is not said any longer.
    pub fn is_back(self) {
        if self.underway.error.with_untracked(|error| *error == Some(ApiError::Away)) {
            self.underway.error.set(None);
        }
    }

    /// Makes an account and shows its one-time password.
    pub fn add(self, request: AccountRequest) {
        let account = request.account.clone();
        self.run(account, AccountDeedKind::Added, async move { api::add_account(&request).await.map(Some) });
    }

    /// Does something to an account.
    pub fn change(self, account: AccountName, kind: AccountDeedKind) {
        let name = account.clone();
        self.run(account, kind, async move { api::change_account(&name, kind).await });
    }

    fn run(
        self,
        account: AccountName,
        kind: AccountDeedKind,
        call: impl Future<Output = api::Answered<Option<OneTimePassword>>> + 'static,
    ) {
        self.forget();
        self.underway.send(call, move |answer| {
            match answer {
                Some(once) => {
                    self.adding.set(false);
                    self.once.set(once);
                    self.done.set(Some((account, kind)));
                }
                None => {
                    let is_away = self.underway.error.with_untracked(|error| *error == Some(ApiError::Away));
                    self.unanswered.set(is_away.then_some((account, kind)));
                }
            }
            self.reload.try_run(());
        });
    }
}

/// What came of the last thing; a form that is open says a refusal itself.
#[component]
pub fn Outcome(acting: Acting) -> impl IntoView {
    let w = words();
    let say = move |key, (account, kind): Deed| {
        w.say(&Message::new(key).with("deed", w.t(kind.word())).with("account", account.as_str()))
    };
    let done = move || acting.done.get().map(|deed| say(key::ACCOUNTS_DONE, deed));
    let is_quiet = move || !acting.adding.get() && acting.underway.error.with(Option::is_none);
    let unanswered = move || Some(say(key::ACCOUNTS_UNANSWERED, acting.unanswered.get().filter(|_| is_quiet())?));
    view! {
        <div class="outcome" aria-live="polite">
            <Show when=move || !acting.adding.get()><ErrorNote error=acting.underway.error/></Show>
            {move || unanswered().map(|text| view! {
                <p class="notice notice-error"><span aria-hidden="true">"■ "</span>{text}</p>
            })}
            {move || done().map(|done| view! {
                <p class="notice notice-done"><span aria-hidden="true">"✓ "</span>{done}</p>
            })}
        </div>
    }
}
