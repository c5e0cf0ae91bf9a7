//! The fields of the form.

use duoyuan_core::id::{ElementId, IndustryId, ParkId};
use duoyuan_core::period::Month;
use duoyuan_core::sharing::{Side, TypedPosting};
use duoyuan_core::view::Market;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::clock::Clock;
use crate::components::DateInput;
use crate::prefs::words;
use crate::session::session;

/// The field that says whether it is an offer or a need.
#[component]
pub fn Sides(typed: RwSignal<TypedPosting>) -> impl IntoView {
    let w = words();
    let button = move |side: Side, word: Key| {
        view! {
            <button
                type="button"
                aria-pressed=move || typed.with(|it| it.side == side).to_string()
                on:click=move |_| typed.update(|it| it.side = side)
            >
                {move || w.t(word)}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=move || w.t(key::MARKET_SIDE)>
            {button(Side::Need, key::SIDE_NEED)}
            {button(Side::Offer, key::SIDE_OFFER)}
        </div>
    }
}

/// The fields for the element, the industry and the title.
#[component]
pub fn What(typed: RwSignal<TypedPosting>) -> impl IntoView {
    let (session, w) = (session(), words());
    let (elements, industries) =
        session.sharing(|rules| (rules.elements.clone(), rules.industries.clone())).unwrap_or_default();
    let element_options = elements.into_iter().map(|it| {
        let id = it.id.clone();
        view! { <option value=it.id.to_string() selected=move || typed.with(|typed| typed.element.as_ref() == Some(&id))>{it.name}</option> }
    });
    let industry_options = industries.into_iter().map(|it| {
        let id = it.id.clone();
        view! { <option value=it.id.to_string() selected=move || typed.with(|typed| typed.industry.as_ref() == Some(&id))>{it.name}</option> }
    });
    let definition = move || {
        let element = typed.with(|it| it.element.clone())?;
        session.sharing(|rules| rules.element(&element).map(|it| it.definition.clone())).flatten()
    };
    let filled = |event: &leptos::ev::Event| Some(event_target_value(event)).filter(|text| !text.is_empty());
    let choose_element = move |event: leptos::ev::Event| {
        let chosen = filled(&event).map(ElementId::new);
        typed.update(|it| {
            it.element = chosen;
            // Another element is counted in other units.
            it.unit = String::new();
        });
    };
    view! {
        <div class="field-row">
            <label>
                <span>{move || w.t(key::MARKET_ELEMENT)}</span>
                <select on:change=choose_element>
                    <option value="" selected=move || typed.with(|it| it.element.is_none())>{move || w.t(key::POST_CHOOSE)}</option>
                    {element_options.collect_view()}
                </select>
            </label>
            <label>
                <span>{move || w.t(key::MARKET_INDUSTRY)}</span>
                <select on:change=move |event| { let chosen = filled(&event).map(IndustryId::new); typed.update(|it| it.industry = chosen) }>
                    <option value="" selected=move || typed.with(|it| it.industry.is_none())>{move || w.t(key::MARKET_ANY_INDUSTRY)}</option>
                    {industry_options.collect_view()}
                </select>
            </label>
        </div>
        <p class="quiet-text">{definition}</p>
        <label>
            <span>{move || w.t(key::POST_TITLE)}</span>
            <input
                type="text"
                maxlength="60"
                autocomplete="off"
                placeholder=move || w.t(key::POST_TITLE_HINT)
                prop:value=move || typed.with(|it| it.title.clone())
                on:input:target=move |event| { let text = event.target().value(); typed.update(|it| it.title = text) }
            />
        </label>
    }
}

/// The fields for how much it is, and in which unit.
#[component]
pub fn HowMuch(typed: RwSignal<TypedPosting>) -> impl IntoView {
    let (session, w) = (session(), words());
    let rules = Memo::new(move |_| {
        let element = typed.with(|it| it.element.clone())?;
        session.sharing(|rules| rules.element(&element).map(|it| (it.units.clone(), it.quantity))).flatten()
    });
    let label = move || {
        let needed = rules.with(|rules| rules.as_ref().is_none_or(|(_, needed)| *needed));
        w.t(if needed { key::POST_AMOUNT } else { key::POST_AMOUNT_OPTIONAL })
    };
    let options = move || {
        let units = rules.get().map(|(units, _)| units).unwrap_or_default();
        let option = |unit: String| {
            let this = unit.clone();
            view! { <option value=unit.clone() selected=move || typed.with(|it| it.unit == this)>{unit.clone()}</option> }
        };
        units.into_iter().map(option).collect_view()
    };
    view! {
        <div class="field-row">
            <label>
                <span>{label}</span>
                <input
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=move || typed.with(|it| it.amount.clone())
                    on:input:target=move |event| { let text = event.target().value(); typed.update(|it| it.amount = text) }
                />
            </label>
            <label>
                <span>{move || w.t(key::POST_UNIT)}</span>
                <select on:change=move |event| { let unit = event_target_value(&event); typed.update(|it| it.unit = unit) }>
                    <option value="" selected=move || typed.with(|it| it.unit.is_empty())>{move || w.t(key::POST_CHOOSE)}</option>
                    {options}
                </select>
            </label>
        </div>
    }
}

/// The field for the last day it holds, written `2026-12-31`.
#[component]
pub fn Until(typed: RwSignal<TypedPosting>, market: Memo<Option<Market>>) -> impl IntoView {
    let w = words();
    let today = move || market.with(|market| market.as_ref().map(|market| market.today.to_string()));
    view! {
        <label>
            <span>{move || w.t(key::MARKET_UNTIL)}</span>
            <DateInput
                kind="date"
                value=Signal::derive(move || typed.with(|it| it.until.clone()))
                on_type=Callback::new(move |text| typed.update(|it| it.until = text))
                attr:min=today
            />
        </label>
    }
}

/// Who may see it.
#[component]
pub fn Who(typed: RwSignal<TypedPosting>, own: ParkId) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    let month = Month::of(duoyuan_core::period::day_of(untrack(|| clock.now())));
    let others = session.zone(|zone| {
        let others = zone.active(month).map(|park| park.id.clone()).filter(|park| *park != own);
        others.collect::<Vec<_>>()
    });
    let others = StoredValue::new(others.unwrap_or_default());
    let is_some = Memo::new(move |_| typed.with(|it| it.parks.is_some()));
    let pick = move |park: ParkId| {
        let name = session.park_name(&park);
        let this = park.clone();
        let picked = Memo::new(move |_| typed.with(|it| it.parks.as_ref().is_some_and(|parks| parks.contains(&this))));
        let toggle = move |_| {
            typed.update(|it| {
                let parks = it.parks.get_or_insert_default();
                match parks.iter().position(|other| *other == park) {
                    Some(index) => _ = parks.remove(index),
                    None => parks.push(park.clone()),
                }
            });
        };
        view! {
            <button type="button" class="pick" class:is-picked=picked aria-pressed=move || picked.get().to_string() on:click=toggle>
                <span aria-hidden="true">{move || if picked.get() { "☑ " } else { "☐ " }}</span>{name}
            </button>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{move || w.t(key::POST_VISIBLE)}</legend>
            <div class="segments" role="group" aria-label=move || w.t(key::POST_VISIBLE)>
                <button type="button" aria-pressed=move || (!is_some.get()).to_string() on:click=move |_| typed.update(|it| it.parks = None)>
                    {move || w.t(key::POST_VISIBLE_ALL)}
                </button>
                <button type="button" aria-pressed=move || is_some.get().to_string() on:click=move |_| typed.update(|it| _ = it.parks.get_or_insert_default())>
                    {move || w.t(key::POST_VISIBLE_SOME)}
                </button>
            </div>
            <Show when=move || is_some.get()>
                <div class="item-picks">{others.get_value().into_iter().map(pick).collect_view()}</div>
            </Show>
        </fieldset>
    }
}
