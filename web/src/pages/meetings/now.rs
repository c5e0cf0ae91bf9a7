//! What walls and tablets show now, and what the office can do about it: freeze, or release.

use duoyuan_core::format;
use duoyuan_core::view::{EditionLine, Editions};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::api;
use crate::components::{Button, ErrorNote, Kind};
use crate::pages::office::confirm::Confirm;
use crate::prefs::words;
use crate::underway::Underway;

/// The state, in words that a back row reads, with the one act that it allows.
#[component]
pub fn Now(page: Memo<Option<Editions>>, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let shown = Memo::new(move |_| {
        page.with(|page| page.as_ref()?.editions.first().filter(|edition| edition.released.is_none()).cloned())
    });
    let may_freeze = Memo::new(move |_| page.with(|page| page.as_ref().is_some_and(|page| page.may_freeze)));
    let underway = Underway::new();
    let error = Signal::derive(move || underway.error.get());
    view! {
        <section class="meeting-now" class:frozen=move || shown.with(Option::is_some) aria-live="polite">
            {move || match shown.get() {
                Some(edition) => view! { <Frozen edition may_release=may_freeze underway reload/> }.into_any(),
                None => view! {
                    <p class="meeting-state"><span class="meeting-shape" aria-hidden="true">"●"</span>{w.t(key::EDITION_LIVE)}</p>
                    <p>{w.t(key::EDITION_LIVE_HINT)}</p>
                    <Show when=move || may_freeze.get()><Freeze page underway reload/></Show>
                }
                .into_any(),
            }}
            <ErrorNote error/>
        </section>
    }
}

/// An edition is shown.
#[component]
fn Frozen(edition: EditionLine, may_release: Memo<bool>, underway: Underway, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let number = edition.number;
    let state = Message::new(key::EDITION_IN_USE).with("n", number.to_string()).with("title", &edition.title);
    let facts = Message::new(key::EDITION_FROZEN_BY)
        .with("by", &edition.frozen.by)
        .with("when", format::moment(edition.frozen.at));
    let release = Callback::new(move |()| {
        underway.send(async move { api::release(number).await }, move |_| reload.run(()));
    });
    view! {
        <p class="meeting-state">
            <span class="meeting-shape" aria-hidden="true">"◆"</span>{move || w.say(&state)}
        </p>
        <p>{move || w.say(&facts)}</p>
        <Show when=move || may_release.get()>
            <Confirm
                label=Signal::derive(move || w.t(key::EDITION_RELEASE).to_owned())
                question=Signal::derive(move || w.t(key::EDITION_RELEASE_ASK).to_owned())
                yes=Signal::derive(move || w.t(key::EDITION_RELEASE_YES).to_owned())
                on_yes=release
            />
        </Show>
    }
}

/// One field and one button.
#[component]
fn Freeze(page: Memo<Option<Editions>>, underway: Underway, reload: Callback<()>) -> impl IntoView {
    let w = words();
    let typed = RwSignal::new(None::<String>);
    let suggested =
        Memo::new(move |_| page.with(|page| page.as_ref().map(|it| it.suggested.clone()).unwrap_or_default()));
    let title = move || typed.get().unwrap_or_else(|| suggested.get());
    let month = move || {
        let month = page.with(|page| page.as_ref().and_then(|page| page.month));
        month.map(|month| w.with(key::EDITION_WOULD_SHOW, "month", format::month(month)))
    };
    let freeze = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let title = untrack(title);
        underway.send(async move { api::freeze(title).await }, move |stored| {
            if stored.is_some() {
                typed.set(None);
            }
            reload.run(());
        });
    };
    view! {
        <form class="freeze-form" on:submit=freeze>
            <label>
                <span>{move || w.t(key::EDITION_TITLE)}</span>
                <input type="text" maxlength="60" autocomplete="off" prop:value=title
                    on:input=move |event| typed.set(Some(event_target_value(&event)))/>
            </label>
            <Button kind=Kind::Primary busy=underway.busy>{move || w.t(key::EDITION_FREEZE)}</Button>
            <p class="quiet-text">{month}</p>
        </form>
    }
}
