//! To whom a platform is open, since when and by which document; its owner changes it here.

use duoyuan_core::format::platform::Mark;
use duoyuan_core::id::ParkId;
use duoyuan_core::period::day_of;
use duoyuan_core::platform::Openness;
use duoyuan_core::view::{Entitled, PlatformPage};
use duoyuan_core::words::key;
use jiff::civil::Date;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, platforms};
use crate::clock::Clock;
use crate::components::{Button, DateInput, DocumentDraft, DocumentField, DocumentText, ErrorNote, Kind, MarkWord};
use crate::focus;
use crate::prefs::words;
use crate::session::session;

/// One entitlement: mark, day, text, document, entry.
#[component]
pub fn EntitledRow(line: Entitled) -> impl IntoView {
    let w = words();
    let mark = Mark::level(line.openness.as_ref());
    let text = match line.openness {
        Some(Openness::Conditional(text) | Openness::Closed(text)) => Some(text),
        _ => None,
    };
    let entry = line.position;
    view! {
        <div class="entitled">
            <MarkWord mark/>
            <span class="quiet-text">{line.since.map(|since| move || w.with(key::PW_SINCE_DAY, "day", since.to_string()))}</span>
            <span>{text}</span>
            <span class="quiet-text">
                {line.evidence.map(|evidence| view! { <DocumentText evidence/> })}
                {entry.map(|n| move || format!("，{}", w.with(key::EXPLAIN_ENTRY_N, "n", n.to_string())))}
            </span>
        </div>
    }
}

/// Every park's entitlement today.
#[component]
pub fn Entitlements(page: Memo<Option<PlatformPage>>, is_own: Memo<bool>, reload: Callback<()>) -> impl IntoView {
    let (w, session) = (words(), session());
    let lines =
        Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.card.openness.clone()).unwrap_or_default()));
    let opened = RwSignal::new(None::<ParkId>);
    let is_park = untrack(|| session.own_park()).is_some();
    let history = move || {
        let lines = page.with(|page| page.as_ref().map(|page| page.history.clone()).unwrap_or_default());
        lines.into_iter().map(|line| view! { <li><EntitledRow line/></li> }).collect_view()
    };
    let parks = move || lines.with(|lines| lines.iter().map(|line| line.park.clone()).collect::<Vec<_>>());
    view! {
        <section class="bookings">
            // A park knows what it may use; how that changed is told here.
            {is_park.then(|| view! { <h2>{move || w.t(key::PW_HISTORY)}</h2><ul class="plain-list">{history}</ul> })}
            {(!is_park).then(|| view! { <h2>{move || w.t(key::PW_OPENNESS_BY_PARK)}</h2> })}
            <ul class="plain-list" class:hidden=is_park>
                <For each=parks key=Clone::clone children=move |park| {
                    let name = StoredValue::new(session.park_name(&park));
                    let line = {
                        let park = park.clone();
                        Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.park == park).cloned()))
                    };
                    let id = StoredValue::new(park);
                    let is_open = Memo::new(move |_| opened.with(|opened| id.with_value(|id| opened.as_ref() == Some(id))));
                    view! {
                        <li>
                            <div class="entitled-head">
                                <strong>{name.get_value()}</strong>
                                <div class="entitled-now">{move || line.get().map(|line| view! { <EntitledRow line/> })}</div>
                                <Show when=move || is_own.get() && !is_open.get()>
                                    <Button kind=Kind::Quiet on_press=Callback::new(move |()| opened.set(Some(id.get_value())))>{move || w.t(key::PW_SET_OPENNESS)}"…"<span class="visually-hidden">{format!(" {}", name.get_value())}</span></Button>
                                </Show>
                            </div>
                            <Show when=move || is_open.get()><Setting page line opened reload/></Show>
                        </li>
                    }
                }/>
            </ul>
        </section>
    }
}

/// The form that changes one.
#[component]
fn Setting(
    page: Memo<Option<PlatformPage>>,
    line: Memo<Option<Entitled>>,
    opened: RwSignal<Option<ParkId>>,
    reload: Callback<()>,
) -> impl IntoView {
    let (w, clock) = (words(), expect_context::<Clock>());
    let level = RwSignal::new(Mark::Open);
    let text = RwSignal::new(String::new());
    let since = RwSignal::new(untrack(|| day_of(clock.now())).to_string());
    let document = DocumentDraft::of(None);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let openness = move || match level.get() {
        Mark::Open => Some(Openness::Open),
        Mark::Conditional => Some(text.get()).filter(|text| !text.trim().is_empty()).map(Openness::Conditional),
        _ => Some(text.get()).filter(|text| !text.trim().is_empty()).map(Openness::Closed),
    };
    let day = move || since.with(|since| since.parse::<Date>().ok());
    let is_short = Signal::derive(move || openness().is_none() || day().is_none() || document.evidence().is_none());
    let form: NodeRef<html::Form> = NodeRef::new();
    focus::begin_in(form);
    let send = move || {
        let found =
            untrack(|| Some((page.get()?.card.platform, line.get()?.park, openness()?, day()?, document.evidence()?)));
        let Some((platform, park, openness, day, evidence)) = found.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = platforms::set_openness(&platform, &park, &openness, day, &evidence).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => opened.set(None),
                Err(refusal) => error.set(Some(refusal)),
            }
            reload.try_run(());
        });
    };
    let choice = move |mark: Mark| {
        view! {
            <button type="button" aria-pressed=move || (level.get() == mark).to_string() on:click=move |_| level.set(mark)>{move || w.t(mark.word())}</button>
        }
    };
    let reason = move || w.t(if level.get() == Mark::Conditional { key::PW_CONDITIONS } else { key::PW_REASON });
    view! {
        <form class="booking-form" node_ref=form on:submit=move |ev| { ev.prevent_default(); send() }>
            <div class="segments" role="group" aria-label=move || w.t(key::PW_ENTITLEMENT)>
                {[Mark::Open, Mark::Conditional, Mark::Closed].map(choice).collect_view()}
            </div>
            <Show when=move || level.get() != Mark::Open>
                <label><span>{reason}</span><textarea rows="2" prop:value=move || text.get() on:input:target=move |ev| text.set(ev.target().value())></textarea></label>
            </Show>
            <label><span>{move || w.t(key::PW_SINCE)}</span><DateInput kind="date" value=since on_type=Callback::new(move |text| since.set(text))/></label>
            <DocumentField draft=document label=key::PW_EVIDENCE/>
            <p class="quiet-text">{move || w.t(key::DW_HELP)}</p>
            <ErrorNote error/>
            <p class="notice-actions">
                <Button on_press=Callback::new(move |()| opened.set(None))>{move || w.t(key::CANCEL)}</Button>
                <Button kind=Kind::Primary busy disabled=is_short>{move || w.t(key::PW_SAVE)}</Button>
            </p>
        </form>
    }
}
