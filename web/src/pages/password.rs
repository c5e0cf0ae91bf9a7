//! Changing the own password: at the first login, and whenever one wants to.

use duoyuan_core::access::password_problem;
use duoyuan_core::words::key;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError};
use crate::components::{Button, ErrorNote, Kind};
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::session::{Session, session};

/// The page. `forced` when nothing else is answered before.
#[component]
pub fn PasswordPage(forced: bool) -> impl IntoView {
    let (session, w) = (session(), words());
    let account = untrack(|| session.me()).map(|me| me.account.to_string()).unwrap_or_default();
    let (current, new, again) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let problem = {
        let account = account.clone();
        // The same judgement as the server's, while typing.
        Memo::new(move |_| new.with(|new| if new.is_empty() { None } else { password_problem(&account, new) }))
    };
    let differs = move || again.with(|again| !again.is_empty() && new.with(|new| new != again));
    let is_ready = move || {
        problem.get().is_none()
            && !differs()
            && !current.with(String::is_empty)
            && again.with(|again| !again.is_empty())
    };
    let place = place();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !untrack(is_ready) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::change_password(&current.get_untracked(), &new.get_untracked()).await {
                Ok(()) => {
                    refresh(session).await;
                    // Who had to choose one first is where they wanted to go.
                    if !forced || untrack(|| place.path.with(|path| Page::at(path) == Some(Page::Password))) {
                        place.go(&Page::Home.path());
                    }
                }
                Err(failed) => error.set(Some(failed)),
            }
            busy.try_set(false);
        });
    };
    let field = move |label, value: RwSignal<String>, autocomplete: &'static str| {
        view! {
            <label>
                <span>{move || w.t(label)}</span>
                <input
                    type="password" required autocomplete=autocomplete prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </label>
        }
    };
    view! {
        <main class="lone login">
            <form on:submit=submit>
                <h1>{move || w.t(key::CHANGE_PASSWORD)}</h1>
                <p>{move || w.t(if forced { key::PASSWORD_MUST_CHANGE } else { key::PASSWORD_RULE })}</p>
                <input type="text" name="account" autocomplete="username" value=account hidden=true/>
                {field(key::PASSWORD_CURRENT, current, "current-password")}
                {field(key::PASSWORD_NEW, new, "new-password")}
                <p class="field-problem" role="status">{move || problem.get().map(|problem| w.t(problem))}</p>
                {field(key::PASSWORD_AGAIN, again, "new-password")}
                <p class="field-problem" role="status">{move || differs().then(|| w.t(key::PASSWORD_DIFFERS))}</p>
                <ErrorNote error/>
                <Button kind=Kind::Primary busy disabled=Signal::derive(move || !is_ready())>
                    {move || w.t(key::PASSWORD_SAVE)}
                </Button>
                {(!forced).then(|| view! { <a class="button quiet" href=Page::Home.path()>{move || w.t(key::CANCEL)}</a> })}
                {forced.then(|| view! {
                    <button type="button" class="button quiet" on:click=move |_| session.log_out(error)>
                        {move || w.t(key::LOG_OUT)}
                    </button>
                })}
            </form>
        </main>
    }
}

async fn refresh(session: Session) {
    if let Ok(me) = api::me().await {
        session.enter(me).await;
    }
}
