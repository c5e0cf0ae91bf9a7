//! What is free in a stretch of time, across all platforms a park may use.

use duoyuan_core::format;
use duoyuan_core::id::KindId;
use duoyuan_core::platform::{Class, Mode, Slot};
use duoyuan_core::view::{Free, PlatformCard, Search};
use duoyuan_core::words::{Key, key};
use jiff::ToSpan;
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::booking::{Asking, RequestPanel};
use super::bookings::where_new;
use super::platforms::{Kinds, PlatformWays};
use crate::api::platforms;
use crate::clock::Clock;
use crate::components::{ErrorNote, PageFrame, Skeleton, SlotDraft, SlotFields};
use crate::held::held;
use crate::live::live;
use crate::page::Page;
use crate::place::place;
use crate::prefs::words;
use crate::quiet::quiet;

/// Slots of a resource shown at once.
const SHOWN: usize = 8;

/// The page `/platforms/free`: what is free when.
#[component]
pub fn FreePage() -> impl IntoView {
    let (w, live, place) = (words(), live(), place());
    let now = untrack(|| expect_context::<Clock>().now());
    // From the next full hour on, for three days.
    let from = jiff::Timestamp::from_second((now.as_second() / 3600 + 1) * 3600).unwrap_or(now);
    let range = from.checked_add(72.hours()).ok().map(|to| Slot { from, to });
    let draft = SlotDraft::new(range);
    let kind = RwSignal::new(None::<KindId>);
    let class = RwSignal::new(None::<Class>);
    let amount = RwSignal::new("1".to_owned());
    let hours = RwSignal::new("1".to_owned());
    let search = Memo::new(move |_| {
        let half = hours.get().trim().parse::<Decimal>().ok()? * Decimal::from(60);
        Some(Search {
            range: draft.slot()?,
            platform: None,
            resource: None,
            kind: kind.get(),
            class: class.get(),
            amount: amount.get().trim().parse().ok()?,
            minutes: u32::try_from(half.round()).ok()?,
        })
    });
    let asked = quiet(
        move || {
            live.position.track();
            search.get()
        },
        |search| async move { platforms::free(&search).await },
    );
    asked.each_minute_for_a_park();
    let names = quiet(|| Some(()), |()| async { platforms::catalogue().await });
    let cards =
        Memo::new(move |_| names.data.with(|it| it.as_ref().map(|it| it.platforms.clone()).unwrap_or_default()));
    let found =
        Memo::new(move |_| asked.data.with(|it| it.as_ref().map(|it| it.resources.clone()).unwrap_or_default()));
    let which =
        move || found.with(|all| all.iter().map(|it| (it.platform.clone(), it.resource.clone())).collect::<Vec<_>>());
    let asking = RwSignal::new(None::<Asking>);
    let sent = Callback::new(move |position| place.go(&where_new(position)));
    let is_here = move || asked.data.with(Option::is_some) && names.data.with(Option::is_some);
    let number = move |label: Key, value: RwSignal<String>| {
        view! {
            <label class="short-field">
                <span>{move || w.t(label)}</span>
                <input type="text" inputmode="decimal" prop:value=move || value.get()
                    on:input:target=move |ev| value.set(ev.target().value())/>
            </label>
        }
    };
    view! {
        <PageFrame title=Signal::derive(move || w.t(key::PW_FIND_FREE).to_owned())>
            <PlatformWays/>
            <h1 class="visually-hidden">{move || w.t(key::PW_FIND_FREE)}</h1>
            <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
            <div class="search" role="search">
                <SlotFields draft/>
                {number(key::PW_AT_LEAST_HOURS, hours)}
                {number(key::PW_NEEDED, amount)}
                <Kinds kind/>
                <Classes class/>
            </div>
            <Show when=is_here fallback=move || view! { <Skeleton class="openness-skeleton"/> }>
                <p class="quiet-text" aria-live="polite">{move || w.with(key::PW_FOUND, "n", found.with(Vec::len).to_string())}</p>
                <ul class="found">
                    <For each=which key=Clone::clone children=move |(platform, resource)| {
                        let look = move || found.with(|all| all.iter().find(|it| it.platform == platform && it.resource == resource).cloned());
                        untrack(&look).map(|first| {
                            let free = held(first, look);
                            view! { <li class="found-row">{move || view! { <Found free=free.get() cards asking/> }}</li> }
                        })
                    }/>
                </ul>
            </Show>
            <RequestPanel asking sent/>
        </PageFrame>
    }
}

/// The classes, to look at one alone.
#[component]
fn Classes(class: RwSignal<Option<Class>>) -> impl IntoView {
    let w = words();
    let all = [None, Some(Class::Instrument), Some(Class::Place), Some(Class::Credit), Some(Class::Service)];
    let button = move |this: Option<Class>| {
        let word = this.map_or(key::PW_ALL, format::platform::class);
        view! {
            <button type="button" aria-pressed=move || (class.get() == this).to_string() on:click=move |_| class.set(this)>{move || w.t(word)}</button>
        }
    };
    view! { <div class="segments" role="group" aria-label=move || w.t(key::PW_CLASS)>{all.map(button).collect_view()}</div> }
}

/// A resource with what is free of it.
#[component]
fn Found(free: Free, cards: Memo<Vec<PlatformCard>>, asking: RwSignal<Option<Asking>>) -> impl IntoView {
    let w = words();
    let known = cards.with_untracked(|cards| {
        let card = cards.iter().find(|card| card.platform == free.platform)?;
        let resource = card.resources.iter().find(|it| it.resource.id == free.resource)?;
        Some((card.name.clone(), resource.clone()))
    });
    known.map(|(name, duoyuan_core::view::ResourceCard { resource, left, .. })| {
        let path = Page::Platform(free.platform.clone()).path();
        let title = format!("{name}，{}", resource.name);
        let price = format::platform::price(resource.price.as_ref());
        let base = Asking {
            platform: free.platform.clone(), name, resource: resource.clone(), left,
            condition: free.condition.clone(), slot: None,
        };
        let more = free.slots.len().saturating_sub(SHOWN);
        let button = {
            let base = base.clone();
            move |slot: Slot| {
                let asked = Asking { slot: Some(slot), ..base.clone() };
                view! {
                    <button type="button" class="button" on:click=move |_| asking.set(Some(asked.clone()))>
                        {move || format::platform::slot(slot, w.lang())}
                    </button>
                }
            }
        };
        let has_calendar = resource.mode == Mode::Calendar;
        let slots = free.slots.into_iter().take(SHOWN).map(button).collect_view();
        view! {
                <div>
                    <a class="card-name" href=path>{title}</a>
                    <p class="quiet-text">{move || w.t(format::platform::class(resource.class))}"，"{move || w.say(&price)}</p>
                    {free.condition.map(|text| view! { <p class="card-why">"◐ "{text}</p> })}
                </div>
                <div class="slot-buttons">
                    {slots}
                    {(more > 0).then(|| view! { <span class="quiet-text">{move || w.with(key::PW_MORE_SLOTS, "n", more.to_string())}</span> })}
                    {(!has_calendar).then(|| view! {
                        <button type="button" class="button" on:click=move |_| asking.set(Some(base.clone()))>{move || w.t(key::PW_ASK_SERVICE)}"…"</button>
                    })}
                </div>
        }
    })
}
