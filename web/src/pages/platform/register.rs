//! Registering a platform, or changing what it is: name, kind, rules, documents and resources.

mod hours;
mod resource;

use duoyuan_core::access::Role;
use duoyuan_core::id::{KindId, OwnerId, PlatformId};
use duoyuan_core::platform::Details;
use duoyuan_core::view::PlatformCard;
use duoyuan_core::words::key;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, platforms};
use crate::components::{Button, DocumentDraft, DocumentField, ErrorNote, Kind, Panel};
use crate::prefs::words;
use crate::session::session;
use resource::{ResourceDraft, ResourceFields};

/// What is being registered (`Some(None)`) or changed.
type Registering = RwSignal<Option<Option<PlatformCard>>>;

/// The panel in which a platform is registered or changed.
#[component]
pub fn RegisterPanel(registering: Registering, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let title = move || {
        registering
            .with(|it| w.t(if matches!(it, Some(Some(_))) { key::PW_CHANGE } else { key::PW_REGISTER }).to_owned())
    };
    view! {
        <Panel
            open=Signal::derive(move || registering.with(Option::is_some))
            on_close=Callback::new(move |()| registering.set(None))
            title=Signal::derive(title)
            wide=true
        >
            {move || registering.get_untracked().map(|card| view! { <Form card registering reload/> })}
        </Panel>
    }
}

#[component]
fn Form(card: Option<PlatformCard>, registering: Registering, reload: Callback<()>) -> impl IntoView {
    let (w, session) = (words(), session());
    let is_new = card.is_none();
    let text = |value: String| RwSignal::new(value);
    let of = |pick: fn(&PlatformCard) -> String| text(card.as_ref().map(pick).unwrap_or_default());
    let id = of(|it| it.platform.to_string());
    let name = of(|it| it.name.clone());
    let rules = of(|it| it.rules.clone());
    let old = card.iter().flat_map(|it| &it.evidence).map(|it| DocumentDraft::of(Some(it)));
    let documents = RwSignal::new(old.collect::<Vec<_>>());
    let kinds =
        session.zone(|zone| zone.openness.as_ref().map(|rules| rules.kinds.clone())).flatten().unwrap_or_default();
    let kind =
        RwSignal::new(card.as_ref().map(|it| it.kind.clone()).or_else(|| kinds.first().map(|kind| kind.id.clone())));
    let owners = session.zone(|zone| zone.owners.clone()).unwrap_or_default();
    let own = match untrack(|| session.role()) {
        Some(Role::Owner(owner)) => Some(owner),
        _ => None,
    };
    let owner = RwSignal::new(
        card.as_ref().map(|it| it.owner.clone()).or(own.clone()).or_else(|| owners.first().map(|it| it.id.clone())),
    );
    let old = card.iter().flat_map(|it| it.resources.clone()).map(ResourceDraft::of);
    let resources = RwSignal::new(old.collect::<Vec<_>>());
    if is_new {
        resources.update(|all| all.push(ResourceDraft::new(1)));
    }
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let details = move || {
        let documents = documents.get().into_iter().filter(|it| !it.is_empty());
        Some(Details {
            owner: owner.get()?,
            kind: kind.get()?,
            name: Some(name.get().trim().to_owned()).filter(|name| !name.is_empty())?,
            rules: rules.get().trim().to_owned(),
            evidence: documents.map(DocumentDraft::evidence).collect::<Option<Vec<_>>>()?,
            resources: resources.with(|all| all.iter().map(|it| it.resource()).collect::<Option<Vec<_>>>())?,
        })
    };
    let is_short = Signal::derive(move || details().is_none() || id.with(|id| id.trim().is_empty()));
    let send = move || {
        let Some(details) = untrack(details).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        error.set(None);
        let platform = PlatformId::new(id.get_untracked().trim());
        spawn_local(async move {
            let answer = if is_new {
                platforms::register(&platform, &details).await
            } else {
                platforms::change(&platform, &details).await
            };
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => registering.set(None),
                Err(refusal) => error.set(Some(refusal)),
            }
            reload.try_run(());
        });
    };
    let field = move |label, value: RwSignal<String>, fixed: bool| {
        view! {
            <label><span>{move || w.t(label)}</span><input type="text" disabled=fixed prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/></label>
        }
    };
    let area = move |label, value: RwSignal<String>| {
        view! {
            <label><span>{move || w.t(label)}</span><textarea rows="2" prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())></textarea></label>
        }
    };
    view! {
        <form class="request" on:submit=move |ev| { ev.prevent_default(); send() }>
            {field(key::PW_PLATFORM_ID, id, !is_new)}
            {field(key::PW_NAME, name, false)}
            {own.is_none().then(|| view! {
                <label><span>{move || w.t(key::PW_OWNER)}</span>
                    <select on:change=move |ev| owner.set(Some(OwnerId::new(event_target_value(&ev))))>
                        {owners.into_iter().map(|it| { let id = it.id.clone(); view! { <option value=it.id.to_string() selected=move || owner.with(|now| now.as_ref() == Some(&id))>{it.name}</option> } }).collect_view()}
                    </select>
                </label>
            })}
            <label><span>{move || w.t(key::PW_KIND)}</span>
                <select on:change=move |ev| kind.set(Some(KindId::new(event_target_value(&ev))))>
                    {kinds.into_iter().map(|it| { let id = it.id.clone(); view! { <option value=it.id.to_string() selected=move || kind.with(|now| now.as_ref() == Some(&id))>{it.name}</option> } }).collect_view()}
                </select>
            </label>
            {area(key::PW_RULES, rules)}
            <fieldset class="document-fields">
                <legend>{move || w.t(key::PW_EVIDENCE)}</legend>
                <p class="quiet-text">{move || w.t(key::DW_HELP)}</p>
                <For each=move || documents.get() key=|draft| draft.document children=move |draft| view! {
                    <div class="document-row">
                        <DocumentField draft label=key::DW_DOCUMENT/>
                        <Button kind=Kind::Quiet on_press=Callback::new(move |()| documents.update(|all| all.retain(|it| *it != draft)))>{move || w.t(key::DW_REMOVE)}</Button>
                    </div>
                }/>
                <Button on_press=Callback::new(move |()| documents.update(|all| all.push(DocumentDraft::of(None))))>{move || w.t(key::DW_ADD)}</Button>
            </fieldset>
            <h3>{move || w.t(key::PW_RESOURCES)}</h3>
            <For each=move || resources.get() key=|draft| draft.key() children=move |draft| {
                let remove = Callback::new(move |()| resources.update(|all| all.retain(|it| it.key() != draft.key())));
                view! { <ResourceFields draft remove/> }
            }/>
            <p class="notice-actions">
                <Button on_press=Callback::new(move |()| resources.update(|all| all.push(ResourceDraft::new(unused(all)))))>{move || w.t(key::PW_ADD_RESOURCE)}</Button>
            </p>
            <ErrorNote error/>
            <p class="notice-actions">
                <Button kind=Kind::Primary busy disabled=is_short>{move || w.t(key::PW_SAVE)}</Button>
                <span class="quiet-text" aria-live="polite">{move || is_short.get().then(|| w.t(key::PW_REGISTER_SHORT))}</span>
            </p>
        </form>
    }
}

/// A number that no resource's id has.
fn unused(all: &[ResourceDraft]) -> usize {
    let taken = |n: &usize| all.iter().any(|draft| draft.key().with_untracked(|id| *id == format!("r{n}")));
    (all.len() + 1..).find(|n| !taken(n)).unwrap_or_default()
}
