//! What is under way, what came of it, and the password that is told once.

use duoyuan_core::access::{AccountDeedKind, AccountRequest};
use duoyuan_core::id::AccountName;
use duoyuan_core::view::OneTimePassword;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError};
use crate::components::ErrorNote;
use crate::prefs::words;

/// What is done to whom.
type Deed = (AccountName, AccountDeedKind);

/// What the page does.
#[derive(Clone, Copy)]
pub struct Acting {
    /// The form is open.
    pub adding: RwSignal<bool>,
    /// Something is under way.
    pub busy: RwSignal<bool>,
    /// Why the last thing was not done.
    pub error: RwSignal<Option<ApiError>>,
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
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
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
        self.error.set(None);
        self.done.set(None);
        self.unanswered.set(None);
    }

    /// The server has answered again: that it is away is not said any longer.
    pub fn is_back(self) {
        if self.error.with_untracked(|error| *error == Some(ApiError::Away)) {
            self.error.set(None);
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
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.forget();
        spawn_local(async move {
            let answer = call.await;
            // The page may be gone meanwhile; then there is nobody to tell.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(once) => {
                    self.adding.set(false);
                    self.once.set(once);
                    self.done.set(Some((account, kind)));
                }
                Err(error) => {
                    self.unanswered.set((error == ApiError::Away).then_some((account, kind)));
                    self.error.set(Some(error));
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
    let is_quiet = move || !acting.adding.get() && acting.error.with(Option::is_none);
    let unanswered = move || Some(say(key::ACCOUNTS_UNANSWERED, acting.unanswered.get().filter(|_| is_quiet())?));
    view! {
        <div class="outcome" aria-live="polite">
            <Show when=move || !acting.adding.get()><ErrorNote error=acting.error/></Show>
            {move || unanswered().map(|text| view! {
                <p class="notice notice-error"><span aria-hidden="true">"■ "</span>{text}</p>
            })}
            {move || done().map(|done| view! {
                <p class="notice notice-done"><span aria-hidden="true">"✓ "</span>{done}</p>
            })}
        </div>
    }
}
