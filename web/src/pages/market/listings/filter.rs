//! Which offers and needs are shown. It is kept in the address: a link leads to the same list.

use duoyuan_core::format::sharing as say_sharing;
use duoyuan_core::sharing::ListingStatus;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::place::{Place, place};
use crate::prefs::words;
use crate::session::session;

/// What is asked of the server.
pub(super) fn asked(place: Place) -> Vec<(&'static str, String)> {
    let named = ["side", "element", "status", "park", "others", "listing", "count"];
    // One listing alone is shown whatever else was chosen before.
    let wanted = |name: &&str| place.asked("listing").is_none() || *name == "listing";
    let mut asked: Vec<_> =
        named.into_iter().filter(wanted).filter_map(|name| Some((name, place.asked(name)?))).collect();
    // What can still be taken up, unless something else is asked for.
    match place.asked("status").as_deref() {
        _ if place.asked("listing").is_some() => {}
        None => asked.push(("status", "active".to_owned())),
        Some("any") => asked.retain(|(name, _)| *name != "status"),
        Some(_) => {}
    }
    asked
}

/// Side, element, standing, and whose.
#[component]
pub(super) fn Filter(is_park: bool) -> impl IntoView {
    let (session, w, place) = (session(), words(), place());
    let side = Memo::new(move |_| place.asked("side"));
    let others = Memo::new(move |_| place.asked("others").is_some());
    let park = Memo::new(move |_| place.asked("park"));
    let side_button = move |this: Option<&'static str>, word: Key| {
        let pressed = move || (side.get().as_deref() == this).to_string();
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| place.ask(&[("side", this), ("count", None)])>{move || w.t(word)}</button>
        }
    };
    let own = untrack(|| session.own_park()).map(|park| park.to_string());
    let whose_button = move |to: (Option<String>, bool), word: Key| {
        let is_chosen = {
            let to = to.clone();
            move || (park.get(), others.get()) == to
        };
        let choose = move |_| {
            place.ask(&[("park", to.0.as_deref()), ("others", to.1.then_some("true")), ("count", None)]);
        };
        view! { <button type="button" aria-pressed=move || is_chosen().to_string() on:click=choose>{move || w.t(word)}</button> }
    };
    let choice = move |name: &'static str, label: Key, any: Key, options: Vec<(String, Signal<String>)>| {
        let chosen = Memo::new(move |_| place.asked(name));
        let option = move |(code, text): (String, Signal<String>)| {
            let id = code.clone();
            view! { <option value=code selected=move || chosen.with(|now| now.as_deref() == Some(id.as_str()))>{text}</option> }
        };
        view! {
            <select aria-label=move || w.t(label) on:change=move |event| {
                let chosen = event_target_value(&event);
                place.ask(&[(name, Some(chosen.as_str()).filter(|it| !it.is_empty())), ("count", None)]);
            }>
                <option value="" selected=move || chosen.with(Option::is_none)>{move || w.t(any)}</option>
                {options.into_iter().map(option).collect_view()}
            </select>
        }
    };
    let fixed = |text: String| Signal::derive(move || text.clone());
    let elements = session.sharing(|rules| rules.elements.clone()).unwrap_or_default();
    let elements = elements.into_iter().map(|it| (it.id.to_string(), fixed(it.name))).collect();
    let statuses = [
        ("expired", say_sharing::listing(ListingStatus::Expired)),
        ("withdrawn", say_sharing::listing(ListingStatus::Withdrawn)),
        ("any", key::GW_ANY_STATUS),
    ];
    let statuses = statuses.map(|(code, word)| (code.to_owned(), Signal::derive(move || w.t(word).to_owned())));
    let parks = session.zone(|zone| zone.parks.clone()).unwrap_or_default();
    let parks = parks.into_iter().map(|it| (it.id.to_string(), fixed(it.short))).collect();
    view! {
        <div class="market-filter">
            <div class="segments" role="group" aria-label=move || w.t(key::MARKET_SIDE)>
                {side_button(None, key::MARKET_ANY_SIDE)}
                {side_button(Some("offer"), key::SIDE_OFFER)}
                {side_button(Some("need"), key::SIDE_NEED)}
            </div>
            {choice("element", key::MARKET_ELEMENT, key::FLOW_ALL_ELEMENTS, elements)}
            {choice("status", key::MARKET_STATUS, say_sharing::listing(ListingStatus::Active), statuses.into())}
            {if is_park {
                view! {
                    <div class="segments" role="group" aria-label=move || w.t(key::MARKET_PARK)>
                        {whose_button((None, false), key::GW_ANY_PARK)}
                        {whose_button((own, false), key::GW_OWN_PARK)}
                        {whose_button((None, true), key::GW_OTHER_PARKS)}
                    </div>
                }.into_any()
            } else {
                choice("park", key::MARKET_PARK, key::GW_ANY_PARK, parks).into_any()
            }}
        </div>
    }
}
