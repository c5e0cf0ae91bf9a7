//! Shares being typed: item by item, each with its sum; and the form that changes a project's split.

use duoyuan_core::access::Role;
use duoyuan_core::enclave::{Agreement, Command, TypedSplit, read_split};
use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::sharing::Rehearsal;
use duoyuan_core::view::EnclaveProject;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::project::item_name;
use super::sending::{Open, Refused, Sending};
use crate::api;
use crate::clock::Clock;
use crate::components::{Button, DateInput, Kind, Panel};
use crate::prefs::words;
use crate::session::session;

/// The editor of shares.
#[component]
pub fn SplitEditor(split: RwSignal<Vec<TypedSplit>>, #[prop(into)] parks: Signal<Vec<ParkId>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let codes = Memo::new(move |_| split.with(|split| split.iter().map(|it| it.item.clone()).collect::<Vec<_>>()));
    let all =
        session.zone(|zone| zone.form.items.iter().map(|it| (it.code.clone(), it.name.clone())).collect::<Vec<_>>());
    let all = StoredValue::new(all.unwrap_or_default());
    let options = move || {
        let taken = codes.get();
        let left = all.get_value().into_iter().filter(|(code, _)| !taken.contains(code));
        left.map(|(code, name)| view! { <option value=code.to_string()>{name}</option> }).collect_view()
    };
    let chosen = RwSignal::new(String::new());
    // Choosing alone adds nothing: with the keyboard one passes through the whole list.
    let add = Callback::new(move |()| {
        let item = Code::new(chosen.get_untracked());
        chosen.set(String::new());
        let shares = parks.get_untracked().into_iter().map(|park| (park, String::new())).collect();
        split.update(|split| split.push(TypedSplit { item, shares }));
    });
    view! {
        <For each=move || codes.get() key=Code::clone let:code><Item code split/></For>
        <div class="field-row">
            <label>
                <span>{move || w.t(key::ENCL_ITEM)}</span>
                <select prop:value=move || chosen.get() on:change=move |event| chosen.set(event_target_value(&event))>
                    <option value="">{move || w.t(key::POST_CHOOSE)}</option>
                    {options}
                </select>
            </label>
            <Button on_press=add disabled=Signal::derive(move || chosen.with(String::is_empty))>
                {move || w.t(key::ENCL_ADD_ITEM)}
            </Button>
        </div>
    }
}

#[component]
fn Item(code: Code, split: RwSignal<Vec<TypedSplit>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let name = item_name(session, &code);
    let code = StoredValue::new(code);
    let look = move || code.with_value(|code| split.with(|all| all.iter().find(|it| it.item == *code).cloned()));
    let parks = Memo::new(move |_| {
        look().map(|it| it.shares.into_iter().map(|(park, _)| park).collect::<Vec<_>>()).unwrap_or_default()
    });
    let sum = Memo::new(move |_| look().map(|it| it.sum()).unwrap_or_default());
    let field = move |park: ParkId| {
        let name = session.park_name(&park);
        let read = park.clone();
        let value =
            move || look().and_then(|it| it.shares.into_iter().find(|(id, _)| *id == read)).map(|(_, text)| text);
        let write = move |event: leptos::ev::Event| {
            let text = event_target_value(&event);
            split.update(|all| {
                let item = code.with_value(|code| all.iter_mut().find(|it| it.item == *code));
                let share = item.and_then(|it| it.shares.iter_mut().find(|(id, _)| *id == park));
                share.into_iter().for_each(|(_, share)| share.clone_from(&text));
            });
        };
        view! {
            <label>
                <span>{name}" %"</span>
                <input type="text" inputmode="decimal" autocomplete="off" prop:value=value on:input=write/>
            </label>
        }
    };
    let remove = Callback::new(move |()| code.with_value(|code| split.update(|all| all.retain(|it| it.item != *code))));
    view! {
        <fieldset class="field">
            <legend>{name.clone()}</legend>
            <div class="field-shares"><For each=move || parks.get() key=ParkId::clone let:park>{field(park)}</For></div>
            <p class="form-acts">
                <span class="split-sum" class:is-wrong=move || sum.get() != Decimal::ONE_HUNDRED aria-live="polite">
                    {move || w.with(key::ENCL_SUM, "sum", duoyuan_core::format::exact(sum.get()))}
                </span>
                <Button kind=Kind::Quiet on_press=remove>
                    {move || w.t(key::ENCL_REMOVE_ITEM)}<span class="visually-hidden">{format!(" {name}")}</span>
                </Button>
            </p>
        </fieldset>
    }
}

/// The form that changes a split.
#[component]
pub fn SplitPanel(sending: Sending) -> impl IntoView {
    let w = words();
    let project = move || match sending.open.get() {
        Some(Open::Split(project)) => Some(*project),
        _ => None,
    };
    let title = Signal::derive(move || {
        project().map(|it| w.with(key::ENCL_SPLIT_HEADING, "name", it.agreement.name)).unwrap_or_default()
    });
    view! {
        <Panel
            open=Signal::derive(move || project().is_some())
            on_close=Callback::new(move |()| if untrack(project).is_some() { sending.open.set(None) })
            title
            wide=true
        >
            {move || untrack(project).map(|project| view! { <Form project sending/> })}
        </Panel>
    }
}

#[component]
fn Form(project: EnclaveProject, sending: Sending) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    let parks = parties(&project.agreement);
    let now = project.versions.first().map(|version| version.split.clone()).unwrap_or_default();
    let split = RwSignal::new(now.iter().map(|it| TypedSplit::of(it, &parks)).collect::<Vec<_>>());
    let from = RwSignal::new(String::new());
    let id = project.id;
    let (first, last) = (project.agreement.first.to_string(), project.agreement.last.to_string());
    let agreement = StoredValue::new(project.agreement);
    let rehearsal = StoredValue::new(session.zone(|zone| Rehearsal::new(zone.clone())));
    let wrong = Memo::new(move |_| {
        let read = match split.with(|split| read_split(split)) {
            Ok(read) => read,
            Err(message) => return Some(message),
        };
        if from.with(|from| from.parse::<duoyuan_core::period::Month>().is_err()) {
            return Some(Message::new(key::TYPED_TERM));
        }
        // The same shares under the same agreement: what is wrong with them is wrong whenever they were agreed.
        let agreement = Agreement { split: read, ..agreement.get_value() };
        let command = Command::Agree(agreement);
        rehearsal.with_value(|it| it.as_ref()?.refuses_enclave(Role::Office, &command, untrack(|| clock.now())))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Ok(split), Ok(from)) = (split.with_untracked(|split| read_split(split)), from.get_untracked().parse())
        else {
            return;
        };
        sending.send(async move { api::change_split(id, from, &split).await }, || ());
    };
    view! {
        <form class="panel-form" on:submit=submit>
            <label>
                <span>{move || w.t(key::ENCL_SPLIT_FROM)}</span>
                <DateInput kind="month" value=from on_type=Callback::new(move |text| from.set(text)) attr:min=first attr:max=last/>
            </label>
            <SplitEditor split parks=Signal::stored(parks)/>
            <Refused sending/>
            <p class="form-problem" aria-live="polite">{move || wrong.get().map(|message| w.say(&message))}</p>
            <p class="form-acts">
                <Button kind=Kind::Primary busy=sending.underway.busy disabled=Signal::derive(move || wrong.with(Option::is_some))>
                    {move || w.t(key::ENCL_SAVE_SPLIT)}
                </Button>
            </p>
        </form>
    }
}

/// Who has a part in it, each once.
pub fn parties(agreement: &Agreement) -> Vec<ParkId> {
    let mut parks = Vec::new();
    for park in [&agreement.from, &agreement.to, &agreement.recruiter] {
        if !parks.contains(park) {
            parks.push(park.clone());
        }
    }
    parks
}
