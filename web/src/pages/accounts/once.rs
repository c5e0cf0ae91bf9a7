//! The password that is told once.

use duoyuan_core::words::key;
use leptos::prelude::*;

use super::acting::Acting;
use crate::components::{Button, Kind, Panel};
use crate::prefs::words;

/// The panel; closing it forgets the password.
#[component]
pub fn Once(acting: Acting) -> impl IntoView {
    let w = words();
    let open = Signal::derive(move || acting.once.with(Option::is_some));
    let close = Callback::new(move |()| acting.once.set(None));
    let title = Signal::derive(move || w.t(key::ACCOUNTS_PASSWORD_TITLE).to_owned());
    let of = move || {
        acting
            .once
            .with(|it| it.as_ref().map(|it| w.with(key::ACCOUNTS_PASSWORD_OF, "account", it.account.to_string())))
    };
    let password = move || acting.once.with(|it| it.as_ref().map(|it| it.password.clone()));
    view! {
        <Panel open on_close=close title>
            <div class="one-time">
                <p>{of}</p>
                <p><output class="one-time-password">{password}</output></p>
                <p class="notice">{move || w.t(key::ACCOUNTS_PASSWORD_ONCE)}</p>
                <Button kind=Kind::Primary on_press=close>{move || w.t(key::ACCOUNTS_PASSWORD_NOTED)}</Button>
            </div>
        </Panel>
    }
}
