//! The account's menu: what this device shows and how, the password, leaving.

use duoyuan_core::access::Role;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::{ErrorNote, Panel};
use crate::page::Page;
use crate::prefs::{Prefs, Theme, TrendColours, words};
use crate::session::session;

/// The button in the header and the panel it opens.
#[component]
pub fn Menu() -> impl IntoView {
    let (session, w) = (session(), words());
    let (open, failed) = (RwSignal::new(false), RwSignal::new(None));
    let name = move || session.me().map(|me| me.name).unwrap_or_default();
    // Who keeps nothing but accounts has them in the head.
    let manages = move || matches!(session.role(), Some(Role::Office));
    let may_show_wall = move || matches!(session.role(), Some(Role::Leading | Role::Office));
    view! {
        <button type="button" class="button quiet account" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {name}
            <span aria-hidden="true">"▾"</span>
        </button>
        <Panel open on_close=Callback::new(move |()| open.set(false)) title=Signal::derive(move || w.t(key::SETTINGS).to_owned())>
            <Choices/>
            <ErrorNote error=failed/>
            <div class="menu-ways">
                <Show when=may_show_wall>
                    <a class="button" href=Page::Wall.path()>{move || w.t(key::OPEN_WALL)}</a>
                </Show>
                <Show when=manages>
                    <a class="button" href=Page::Accounts.path() on:click=move |_| open.set(false)>{move || w.t(key::ACCOUNTS_TITLE)}</a>
                </Show>
                <a class="button" href=Page::Password.path() on:click=move |_| open.set(false)>
                    {move || w.t(key::CHANGE_PASSWORD)}
                </a>
                <button type="button" class="button" on:click=move |_| session.log_out(failed)>{move || w.t(key::LOG_OUT)}</button>
            </div>
        </Panel>
    }
}

/// Theme and colours of trends: kept on this device.
#[component]
fn Choices() -> impl IntoView {
    let prefs = expect_context::<Prefs>();
    view! {
        <Choice label=key::THEME chosen=prefs.theme of=vec![
            (Theme::Auto, key::THEME_AUTO), (Theme::Light, key::THEME_LIGHT), (Theme::Dark, key::THEME_DARK),
        ]/>
        <Choice label=key::TREND_COLOURS chosen=prefs.trends of=vec![
            (TrendColours::RedUp, key::TREND_RED_UP), (TrendColours::GreenUp, key::TREND_GREEN_UP),
        ]/>
    }
}

/// One of a few.
#[component]
fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    label: Key,
    chosen: RwSignal<T>,
    of: Vec<(T, Key)>,
) -> impl IntoView {
    let w = words();
    let options = of.into_iter().map(|(value, word)| {
        let pressed = move || if chosen.get() == value { "true" } else { "false" };
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| chosen.set(value)>{move || w.t(word)}</button>
        }
    });
    view! {
        <div class="choice">
            <span class="choice-label">{move || w.t(label)}</span>
            <div class="segments" role="group" aria-label=move || w.t(label)>{options.collect_view()}</div>
        </div>
    }
}
