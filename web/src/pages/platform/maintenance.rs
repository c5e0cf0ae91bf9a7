//! Maintenance windows: what is set, and for the owner setting and lifting them.

use duoyuan_core::format;
use duoyuan_core::id::ResourceId;
use duoyuan_core::view::{Maintenance, PlatformPage};
use duoyuan_core::words::key;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, platforms};
use crate::components::{Button, ErrorNote, Kind, SlotDraft, SlotFields};
use crate::focus;
use crate::pages::office::confirm::Confirm;
use crate::prefs::words;

/// The windows, each with its way back.
#[component]
pub fn MaintenanceList(
    #[prop(into)] windows: Signal<Vec<Maintenance>>,
    #[prop(into)] may_lift: Signal<bool>,
    /// Whether the platform is named, where several are listed.
    #[prop(optional)]
    with_platform: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let w = words();
    let error = RwSignal::new(None::<ApiError>);
    let lift = move |id: u64| {
        error.set(None);
        spawn_local(async move {
            let answer = platforms::lift_maintenance(id).await;
            error.try_set(answer.err());
            reload.try_run(());
        });
    };
    view! {
        <ErrorNote error/>
        <p class="quiet-text" class:hidden=move || !windows.with(Vec::is_empty)>{move || w.t(key::PW_MAINTENANCE_NONE)}</p>
        <ul class="plain-list">
            <For each=move || windows.get() key=|it| it.id children=move |it| view! {
                <li class="window">
                    <span><strong>{move || format::platform::slot(it.slot, w.lang())}</strong>" "{if with_platform { format!("{}，{}", it.platform_name, it.resource_name) } else { it.resource_name }}</span>
                    <span class="quiet-text">{it.why}</span>
                    <Show when=move || may_lift.get()>
                        <Confirm
                            label=Signal::derive(move || w.t(key::PW_LIFT).to_owned())
                            about=Signal::derive(move || format::platform::slot(it.slot, w.lang()))
                            question=Signal::derive(move || w.t(key::PW_LIFT_SURE).to_owned())
                            yes=Signal::derive(move || w.t(key::PW_LIFT).to_owned())
                            on_yes=Callback::new(move |()| lift(it.id))
                        />
                    </Show>
                </li>
            }/>
        </ul>
    }
}

/// The windows of a platform with the form that sets one.
#[component]
pub fn MaintenanceSection(page: Memo<Option<PlatformPage>>, is_own: Memo<bool>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let windows = Memo::new(move |_| {
        page.with(|page| {
            let all = page.iter().flat_map(|page| &page.card.resources).flat_map(|it| it.maintenance.clone());
            all.collect::<Vec<_>>()
        })
    });
    let is_open = RwSignal::new(false);
    view! {
        <section class="bookings">
            <h2>{move || w.t(key::PW_MAINTENANCE)}</h2>
            <MaintenanceList windows may_lift=is_own reload/>
            <Show when=move || is_own.get() && !is_open.get()>
                <Button on_press=Callback::new(move |()| is_open.set(true))>{move || w.t(key::PW_SET_MAINTENANCE)}"…"</Button>
            </Show>
            <Show when=move || is_open.get()><Setting page is_open reload/></Show>
        </section>
    }
}

#[component]
fn Setting(page: Memo<Option<PlatformPage>>, is_open: RwSignal<bool>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let resources = page.with_untracked(|page| {
        let all = page.iter().flat_map(|page| &page.card.resources);
        all.map(|it| (it.resource.id.clone(), it.resource.name.clone())).collect::<Vec<_>>()
    });
    let resource = RwSignal::new(resources.first().map(|(id, _)| id.clone()));
    let draft = SlotDraft::new(None);
    let why = RwSignal::new(String::new());
    let cancel = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let form: NodeRef<html::Form> = NodeRef::new();
    focus::begin_in(form);
    let is_short = Signal::derive(move || draft.slot().is_none() || why.with(|why| why.trim().is_empty()));
    let send = move || {
        let found = untrack(|| Some((page.get()?.card.platform, resource.get()?, draft.slot()?)));
        let Some((platform, resource, slot)) = found.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        error.set(None);
        let (why, cancel) = (why.get_untracked(), cancel.get_untracked());
        spawn_local(async move {
            let answer = platforms::set_maintenance(&platform, &resource, slot, why.trim(), cancel).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => is_open.set(false),
                Err(refusal) => error.set(Some(refusal)),
            }
            reload.try_run(());
        });
    };
    view! {
        <form class="booking-form" node_ref=form on:submit=move |ev| { ev.prevent_default(); send() }>
            <label>
                <span>{move || w.t(key::PW_RESOURCE)}</span>
                <select on:change=move |ev| resource.set(Some(ResourceId::new(event_target_value(&ev))))>
                    {resources.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
                </select>
            </label>
            <SlotFields draft/>
            <label><span>{move || w.t(key::PW_REASON)}</span><input type="text" prop:value=move || why.get() on:input:target=move |ev| why.set(ev.target().value())/></label>
            <label class="check">
                <input type="checkbox" prop:checked=move || cancel.get() on:change:target=move |ev| cancel.set(ev.target().checked())/>
                <span>{move || w.t(key::PW_CANCEL_BOOKINGS)}</span>
            </label>
            <ErrorNote error/>
            <p class="notice-actions">
                <Button on_press=Callback::new(move |()| is_open.set(false))>{move || w.t(key::CANCEL)}</Button>
                <Button kind=Kind::Primary busy disabled=is_short>{move || w.t(key::PW_SAVE)}</Button>
            </p>
        </form>
    }
}
