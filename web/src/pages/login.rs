//! Logging in: account, password, and plain words when it does not work.

use duoyuan_core::words::key;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError};
use crate::components::{Button, ErrorNote, Kind};
use crate::prefs::words;
use crate::session::session;

/// The login. Over a page whose session has ended, the account is the one of the page.
#[component]
pub fn LoginPage() -> impl IntoView {
    let (session, w) = (session(), words());
    let again = untrack(|| session.me()).map(|me| me.account.to_string());
    let is_again = again.is_some();
    let account = RwSignal::new(again.unwrap_or_default());
    let password = RwSignal::new(String::new());
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::log_in(account.get_untracked().trim(), &password.get_untracked()).await {
                Ok(me) => {
                    error.set(None);
                    session.enter(me).await;
                }
                Err(failed) => error.set(Some(failed)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <main class="lone login">
            <form on:submit=submit>
                <h1>{move || w.t(key::PRODUCT)}<span>{move || w.t(key::PRODUCT_LINE)}</span></h1>
                {is_again.then(|| view! { <p class="login-again">{move || w.t(key::SESSION_EXPIRED)}</p> })}
                <label>
                    <span>{move || w.t(key::ACCOUNT)}</span>
                    <input
                        name="account" type="text" autocomplete="username" autocapitalize="none" spellcheck="false"
                        required autofocus=!is_again prop:value=account
                        on:input=move |event| account.set(event_target_value(&event))
                    />
                </label>
                <label>
                    <span>{move || w.t(key::PASSWORD)}</span>
                    <input
                        name="password" type="password" autocomplete="current-password" required autofocus=is_again
                        prop:value=password on:input=move |event| password.set(event_target_value(&event))
                    />
                </label>
                <ErrorNote error/>
                <Button kind=Kind::Primary busy>{move || w.t(key::LOG_IN)}</Button>
            </form>
        </main>
    }
}
