//! A park's own row and column: what it gave each of the others and took from it.

use duoyuan_core::format::sharing::By;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::{Amount, Sharing};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::behind::opened;
use super::drawn::{Unit, none};
use super::matrix::{dot, effects};
use crate::prefs::words;
use crate::session::session;

/// The table of the parks that the own park gave to and received from.
#[component]
pub fn Partners(shown: Memo<Option<Sharing>>, by: Memo<By>) -> impl IntoView {
    let (session, w) = (session(), words());
    let own = untrack(|| session.own_park());
    let own = StoredValue::new(own.unwrap_or_else(|| ParkId::new("")));
    let partners = Memo::new(move |_| {
        let mut all: Vec<ParkId> = Vec::new();
        shown.with(|shown| {
            for flow in shown.iter().flat_map(|it| &it.flows) {
                let other = if flow.giver == own.get_value() { &flow.taker } else { &flow.giver };
                if !all.contains(other) {
                    all.push(other.clone());
                }
            }
        });
        all.sort_by_key(|park| session.park_index(park));
        all
    });
    let row = move |park: ParkId| {
        view! {
            <tr>
                <th scope="row"><span class="park-dot" style=dot(session.park_index(&park)) aria-hidden="true"></span>{session.park_name(&park)}</th>
                <Cell shown by giver=own.get_value() taker=park.clone()/>
                <Cell shown by giver=park taker=own.get_value()/>
            </tr>
        }
    };
    view! {
        <section class="flow-matrix" aria-labelledby="partners-heading">
            <h2 id="partners-heading">{move || w.t(key::FLOW_PARTNERS)}<Unit by/></h2>
            <p class="quiet-text" class:hidden=move || !partners.with(Vec::is_empty)>{move || w.t(none(by.get()))}</p>
            <table class="give-take one-stop" class:hidden=move || partners.with(Vec::is_empty)>
                <caption class="visually-hidden">{move || w.t(key::FLOW_PARTNERS_CAPTION)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || w.t(key::FLOW_PARTNER)}</th>
                        <th scope="col">{move || w.t(key::FLOW_GIVEN_TO)}</th>
                        <th scope="col">{move || w.t(key::FLOW_FROM)}</th>
                    </tr>
                </thead>
                <tbody><For each=move || partners.get() key=ParkId::clone let:park>{row(park)}</For></tbody>
            </table>
        </section>
    }
}

#[component]
fn Cell(shown: Memo<Option<Sharing>>, by: Memo<By>, giver: ParkId, taker: ParkId) -> impl IntoView {
    let (session, w, opened) = (session(), words(), opened());
    let names = (session.park_name(&giver), session.park_name(&taker));
    let pair = StoredValue::new((giver, taker));
    let amount = Memo::new(move |_| {
        pair.with_value(|(giver, taker)| {
            shown.with(|shown| {
                let mut flows = shown.iter().flat_map(|it| &it.flows);
                flows.find(|flow| flow.giver == *giver && flow.taker == *taker).map(|flow| flow.amount.clone())
            })
        })
    });
    let label = move |amount: &Amount| {
        let message = Message::new(key::FLOW_CELL).with("giver", &names.0).with("taker", &names.1);
        let message = message.with("count", amount.count.to_string()).with("landed", amount.landed.to_string());
        w.say(&message.with("effects", effects(amount, w)))
    };
    let label = StoredValue::new(label);
    let is_some = Memo::new(move |_| amount.with(Option::is_some));
    view! {
        <td>
            <Show
                when=move || is_some.get()
                fallback=move || view! { <span class="give-take-none" aria-hidden="true">"·"</span><span class="visually-hidden">{move || w.t(key::FLOW_NO_TRANSFER)}</span> }
            >
                <button
                    type="button"
                    class="give-take-cell"
                    style="--share: 0%"
                    aria-label=move || amount.with(|it| it.as_ref().map(|it| label.with_value(|label| label(it))))
                    on:click=move |_| pair.with_value(|(giver, taker)| opened.pair(giver, taker))
                >
                    {move || amount.with(|it| it.as_ref().map(|it| by.get().text(it)))}
                </button>
            </Show>
        </td>
    }
}
