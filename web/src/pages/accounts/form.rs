//! The form of a new account, judged while it is typed.

use duoyuan_core::access::{RoleKind, TypedAccount};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::acting::Acting;
use crate::components::{Button, ErrorNote, Kind, Panel};
use crate::prefs::words;
use crate::session::session;

/// The panel in which an account is made.
#[component]
pub fn AddPanel(acting: Acting) -> impl IntoView {
    let w = words();
    let title = Signal::derive(move || w.t(key::ACCOUNTS_ADD).to_owned());
    view! {
        <Panel open=acting.adding on_close=Callback::new(move |()| acting.adding.set(false)) title>
            <Form acting/>
        </Panel>
    }
}

#[component]
fn Form(acting: Acting) -> impl IntoView {
    let (session, w) = (session(), words());
    let typed = RwSignal::new(TypedAccount::default());
    let info = untrack(|| session.info());
    let zone = StoredValue::new(info);
    let read = move || typed.with(|it| zone.with_value(|info| it.read(info.as_ref().map(|info| &info.zone))));
    let wrong = Memo::new(move |_| read().err());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Ok(request) = untrack(read) {
            acting.add(request);
        }
    };
    let text = move |word: Key, write: fn(&mut TypedAccount) -> &mut String| {
        let on_type = move |event| typed.update(|it| *write(it) = event_target_value(&event));
        view! {
            <label>
                <span>{move || w.t(word)}</span>
                <input type="text" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" on:input=on_type/>
            </label>
        }
    };
    let kinds = untrack(|| session.role()).map(|role| RoleKind::made_by(&role)).unwrap_or_default();
    let options: Vec<_> = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| view! { <option value=at.to_string()>{w.t(kind.word())}</option> })
        .collect();
    let choose_kind = move |event| {
        let kind = event_target_value(&event).parse::<usize>().ok().and_then(|at| kinds.get(at).copied());
        typed.update(|it| (it.kind, it.place) = (kind, String::new()));
    };
    let choose_place = move |event| typed.update(|it| it.place = event_target_value(&event));
    let kind = Memo::new(move |_| typed.with(|it| it.kind));
    let places = move || -> Vec<(String, String)> {
        let all = |kind| {
            session.zone(|zone| match kind {
                RoleKind::Park => zone.parks.iter().map(|it| (it.id.to_string(), it.short.clone())).collect(),
                RoleKind::Owner => zone.owners.iter().map(|it| (it.id.to_string(), it.short.clone())).collect(),
                RoleKind::Display | RoleKind::Office | RoleKind::Leading | RoleKind::Operator => Vec::new(),
            })
        };
        kind.get().and_then(all).unwrap_or_default()
    };
    view! {
        <form class="panel-form" on:submit=submit>
            {text(key::ACCOUNTS_LOGIN, |it| &mut it.account)}
            {text(key::ACCOUNTS_HOLDER, |it| &mut it.name)}
            <label>
                <span>{move || w.t(key::ACCOUNTS_ROLE)}</span>
                <select on:change=choose_kind>
                    <option value="">{move || w.t(key::ACCOUNTS_CHOOSE)}</option>
                    {options}
                </select>
            </label>
            {move || Some(places()).filter(|places| !places.is_empty()).map(|places| view! {
                <label>
                    <span>{w.t(key::ACCOUNTS_PLACE)}</span>
                    <select on:change=choose_place>
                        <option value="">{w.t(key::ACCOUNTS_CHOOSE)}</option>
                        {places.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}
                    </select>
                </label>
            })}
            <ErrorNote error=acting.underway.error/>
            <p class="form-problem is-hint" aria-live="polite">{move || wrong.get().map(|message| w.say(&message))}</p>
            <p class="form-acts">
                <Button kind=Kind::Primary busy=acting.underway.busy disabled=Signal::derive(move || wrong.with(Option::is_some))>
                    {move || w.t(key::ACCOUNTS_ADD)}
                </Button>
            </p>
        </form>
    }
}
