//! The form in which the leading group's office registers what parks agreed on.

use duoyuan_core::access::Role;
use duoyuan_core::enclave::{Command, TypedAgreement, TypedSplit};
use duoyuan_core::id::ParkId;
use duoyuan_core::period::{Month, day_of};
use duoyuan_core::sharing::Rehearsal;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::sending::{Open, Refused, Sending};
use super::split::SplitEditor;
use crate::api;
use crate::clock::Clock;
use crate::components::{Button, DateInput, Kind, Panel};
use crate::prefs::{store, stored, words};
use crate::session::session;

/// The panel in which a project is registered or its shares are changed.
#[component]
pub fn AgreePanel(sending: Sending) -> impl IntoView {
    let w = words();
    let open = Signal::derive(move || sending.open.with(|it| *it == Some(Open::Agree)));
    let close = move |()| {
        if open.get_untracked() {
            sending.open.set(None);
        }
    };
    let title = Signal::derive(move || w.t(key::ENCL_REGISTER).to_owned());
    view! {
        <Panel open on_close=Callback::new(close) title wide=true><Form sending/></Panel>
    }
}

#[component]
fn Form(sending: Sending) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    let account = untrack(|| session.me()).map(|me| me.account.to_string()).unwrap_or_default();
    let place = StoredValue::new(format!("enclave.{account}"));
    let kept = stored(&place.get_value()).and_then(|text| crate::reading::read_text::<TypedAgreement>(&text));
    let typed = RwSignal::new(kept.unwrap_or_default());
    let split = RwSignal::new(typed.with_untracked(|it| it.split.clone()));
    let parks = Memo::new(move |_| {
        let mut parks: Vec<ParkId> = Vec::new();
        typed.with(|it| {
            for park in [&it.from, &it.to, &it.recruiter].into_iter().flatten() {
                if !parks.contains(park) {
                    parks.push(park.clone());
                }
            }
        });
        parks
    });
    // Another party needs room for its share.
    Effect::new(move || {
        let parks = parks.get();
        split.update(|split| {
            for TypedSplit { shares, .. } in split.iter_mut() {
                shares.retain(|(park, text)| parks.contains(park) || !text.trim().is_empty());
                for park in &parks {
                    if !shares.iter().any(|(id, _)| id == park) {
                        shares.push((park.clone(), String::new()));
                    }
                }
            }
        });
    });
    let whole = Memo::new(move |_| TypedAgreement { split: split.get(), ..typed.get() });
    Effect::new(move || {
        if let Ok(text) = whole.with(serde_json::to_string) {
            store(&place.get_value(), &text);
        }
    });
    let rehearsal = StoredValue::new(session.zone(|zone| Rehearsal::new(zone.clone())));
    let wrong = Memo::new(move |_| match whole.with(TypedAgreement::read) {
        Err(message) => Some(message),
        Ok(agreement) => {
            let command = Command::Agree(agreement);
            rehearsal.with_value(|it| it.as_ref()?.refuses_enclave(Role::Office, &command, untrack(|| clock.now())))
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(agreement) = whole.with_untracked(TypedAgreement::read) else { return };
        sending.send(async move { api::agree(&agreement).await }, move || store(&place.get_value(), ""));
    };
    let text = move |word: Key, read: fn(&TypedAgreement) -> &String, write: fn(&mut TypedAgreement) -> &mut String| {
        view! {
            <label>
                <span>{move || w.t(word)}</span>
                <input
                    type="text"
                    maxlength="60"
                    autocomplete="off"
                    prop:value=move || typed.with(|it| read(it).clone())
                    on:input:target=move |event| { let text = event.target().value(); typed.update(|it| *write(it) = text) }
                />
            </label>
        }
    };
    let month_field =
        move |word: Key, read: fn(&TypedAgreement) -> &String, write: fn(&mut TypedAgreement) -> &mut String| {
            let value = Signal::derive(move || typed.with(|it| read(it).clone()));
            let on_type = Callback::new(move |text| typed.update(|it| *write(it) = text));
            view! { <label><span>{move || w.t(word)}</span><DateInput kind="month" value on_type/></label> }
        };
    let month = Month::of(day_of(untrack(|| clock.now())));
    let members =
        session.zone(|zone| zone.active(month).map(|park| (park.id.clone(), park.short.clone())).collect::<Vec<_>>());
    let members = StoredValue::new(members.unwrap_or_default());
    let park = move |word: Key,
                     read: fn(&TypedAgreement) -> &Option<ParkId>,
                     write: fn(&mut TypedAgreement) -> &mut Option<ParkId>| {
        let option = move |(id, name): (ParkId, String)| {
            let value = id.to_string();
            view! { <option value=value selected=move || typed.with(|it| read(it).as_ref() == Some(&id))>{name}</option> }
        };
        let choose = move |event| {
            let chosen = Some(event_target_value(&event)).filter(|text| !text.is_empty()).map(ParkId::new);
            typed.update(|it| *write(it) = chosen);
        };
        view! {
            <label>
                <span>{move || w.t(word)}</span>
                <select on:change=choose>
                    <option value="" selected=move || typed.with(|it| read(it).is_none())>{move || w.t(key::POST_CHOOSE)}</option>
                    {members.get_value().into_iter().map(option).collect_view()}
                </select>
            </label>
        }
    };
    view! {
        <form class="panel-form" on:submit=submit>
            {text(key::ENCL_NAME, |it| &it.name, |it| &mut it.name)}
            <div class="field-shares">
                {park(key::ENCL_FROM, |it| &it.from, |it| &mut it.from)}
                {park(key::ENCL_TO, |it| &it.to, |it| &mut it.to)}
                {park(key::ENCL_RECRUITER, |it| &it.recruiter, |it| &mut it.recruiter)}
            </div>
            <div class="field-shares">
                {text(key::ENCL_CONTRACT, |it| &it.contract_no, |it| &mut it.contract_no)}
                {text(key::ENCL_START, |it| &it.start_event, |it| &mut it.start_event)}
            </div>
            <div class="field-shares">
                {month_field(key::ENCL_FIRST, |it| &it.first, |it| &mut it.first)}
                {month_field(key::ENCL_LAST, |it| &it.last, |it| &mut it.last)}
                {text(key::ENCL_INVESTMENT, |it| &it.investment, |it| &mut it.investment)}
            </div>
            <h3>{move || w.t(key::ENCL_VERSIONS)}</h3>
            <Show
                when=move || !parks.with(Vec::is_empty)
                fallback=move || view! { <p class="quiet-text">{move || w.t(key::ENCL_ONLY_FIRST_PARKS)}</p> }
            >
                <SplitEditor split parks/>
            </Show>
            <Refused sending/>
            <p class="form-problem is-hint" aria-live="polite">{move || wrong.get().map(|message| w.say(&message))}</p>
            <p class="form-acts">
                <Button kind=Kind::Primary busy=sending.underway.busy disabled=Signal::derive(move || wrong.with(Option::is_some))>
                    {move || w.t(key::ENCL_REGISTER)}
                </Button>
                <span class="quiet-text">{move || w.t(key::POST_KEPT)}</span>
            </p>
        </form>
    }
}
