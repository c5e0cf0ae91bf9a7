//! Giver by taker as a table: the same flows for eyes, ears and keys. A cell opens the transfers behind it.

use duoyuan_core::format::sharing::By;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::{Amount, Sharing};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::behind::opened;
use super::drawn::Unit;
use crate::prefs::words;
use crate::session::session;

/// The matrix of who gave how much to whom.
#[component]
pub fn Matrix(shown: Memo<Option<Sharing>>, by: Memo<By>) -> impl IntoView {
    let (session, w) = (session(), words());
    // Rows and columns stay while their numbers change.
    let parks = Memo::new(move |_| {
        shown.with(|shown| {
            let Some(shown) = shown else { return Vec::new() };
            let known = session.zone(|zone| zone.active(shown.month).map(|park| park.id.clone()).collect::<Vec<_>>());
            let mut parks = known.unwrap_or_default();
            for park in shown.flows.iter().flat_map(|flow| [&flow.giver, &flow.taker]) {
                if !parks.contains(park) {
                    parks.push(park.clone());
                }
            }
            parks
        })
    });
    let most = Memo::new(move |_| {
        let by = by.get();
        shown.with(|shown| {
            let flows = shown.iter().flat_map(|shown| &shown.flows);
            flows.map(|flow| by.of(&flow.amount)).max().unwrap_or_default()
        })
    });
    let head = move |park: ParkId| view! { <th scope="col">{session.park_name(&park)}</th> };
    let row = move |giver: ParkId| {
        let cells = parks.get().into_iter().map({
            let giver = giver.clone();
            move |taker| view! { <Cell shown by most giver=giver.clone() taker/> }
        });
        let name = session.park_name(&giver);
        view! {
            <tr>
                <th scope="row">
                    <span class="park-dot" style=dot(session.park_index(&giver)) aria-hidden="true"></span>{name}
                </th>
                {cells.collect_view()}
                <Sum shown by of=Of::Giver(giver)/>
            </tr>
        }
    };
    view! {
        <section class="flow-matrix" aria-labelledby="give-take-heading">
            <h2 id="give-take-heading">{move || w.t(key::FLOW_MATRIX)}<Unit by/></h2>
            <div class="give-take-scroll">
                <table class="give-take one-stop">
                    <caption class="visually-hidden">{move || w.t(key::FLOW_MATRIX_CAPTION)}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="give-take-corner">{move || w.t(key::FLOW_MATRIX_CORNER)}</th>
                            {move || parks.get().into_iter().map(head).collect_view()}
                            <th scope="col">{move || w.t(key::FLOW_GIVES_TOTAL)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || parks.get().into_iter().map(row).collect_view()}
                        <tr class="give-take-total">
                            <th scope="row">{move || w.t(key::FLOW_RECEIVES_TOTAL)}</th>
                            {move || parks.get().into_iter().map(|taker| view! { <Sum shown by of=Of::Taker(taker)/> }).collect_view()}
                            <Sum shown by of=Of::All/>
                        </tr>
                    </tbody>
                </table>
            </div>
            <p class="flow-hint">{move || w.t(key::FLOW_MATRIX_NONE)}</p>
        </section>
    }
}

/// The colour of a park as a dot beside its name.
pub fn dot(index: usize) -> String {
    format!("background: {}", crate::charts::park_colour(index))
}

/// The cell of one pair: what the park of the row gave to that of the column.
#[component]
fn Cell(
    shown: Memo<Option<Sharing>>,
    by: Memo<By>,
    most: Memo<Decimal>,
    giver: ParkId,
    taker: ParkId,
) -> impl IntoView {
    let (session, w, opened) = (session(), words(), opened());
    if giver == taker {
        return view! { <td class="give-take-self"><span class="visually-hidden">{move || w.t(key::FLOW_SELF)}</span></td> }
            .into_any();
    }
    let amount = {
        let (giver, taker) = (giver.clone(), taker.clone());
        Memo::new(move |_| {
            shown.with(|shown| {
                let flows = shown.iter().flat_map(|shown| &shown.flows);
                let mut of = flows.filter(|flow| flow.giver == giver && flow.taker == taker);
                of.next().map(|flow| flow.amount.clone()).filter(|amount| !is_nothing(amount))
            })
        })
    };
    let is_some = Memo::new(move |_| amount.with(Option::is_some));
    let text = move || amount.with(|amount| amount.as_ref().map(|amount| by.get().text(amount)));
    let shade = move || {
        let value = amount.with(|amount| amount.as_ref().map(|amount| by.get().of(amount))).unwrap_or_default();
        let share = value.checked_div(most.get()).and_then(|share| share.to_f64()).unwrap_or_default();
        format!("--share: {:.0}%", share.sqrt() * 55.0)
    };
    let label = {
        let names = (session.park_name(&giver), session.park_name(&taker));
        move || {
            let message = Message::new(key::FLOW_CELL).with("giver", &names.0).with("taker", &names.1);
            let amount = amount.get().unwrap_or_default();
            let message = message.with("count", amount.count.to_string()).with("landed", amount.landed.to_string());
            w.say(&message.with("effects", effects(&amount, w)))
        }
    };
    let label = StoredValue::new(label);
    let is_zero = move || amount.with(|amount| amount.as_ref().is_none_or(|amount| by.get().of(amount).is_zero()));
    let open = move |_| {
        let is_old = amount.with_untracked(|amount| amount.as_ref().is_some_and(|amount| amount.count == 0));
        if is_old { opened.pair_landed(&giver, &taker) } else { opened.pair(&giver, &taker) }
    };
    let open = StoredValue::new(open);
    view! {
        <td>
            <Show
                when=move || is_some.get()
                fallback=move || view! { <span class="give-take-none" aria-hidden="true">"·"</span><span class="visually-hidden">{move || w.t(key::FLOW_NO_TRANSFER)}</span> }
            >
                <button
                    type="button"
                    class="give-take-cell"
                    class:is-zero=is_zero
                    style=shade
                    aria-label=move || label.with_value(|label| label())
                    on:click=move |event: leptos::ev::MouseEvent| open.with_value(|open| open(event))
                >
                    {text}
                </button>
            </Show>
        </td>
    }
    .into_any()
}

/// Neither begun nor landed in the stretch.
fn is_nothing(amount: &Amount) -> bool {
    amount.count == 0 && amount.landed == 0
}

/// Effects in words, or that there are none yet.
pub fn effects(amount: &Amount, w: crate::prefs::Words) -> String {
    match &amount.effects[..] {
        [] => w.t(key::FLOW_NO_EFFECT).to_owned(),
        effects => duoyuan_core::format::sharing::quantities(effects, w.lang()),
    }
}

/// What a sum is over.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Giver(ParkId),
    Taker(ParkId),
    All,
}

/// The end of a row or a column.
#[component]
fn Sum(shown: Memo<Option<Sharing>>, by: Memo<By>, of: Of) -> impl IntoView {
    let text = move || {
        let by = by.get();
        shown.with(|shown| {
            let flows = shown.iter().flat_map(|shown| &shown.flows);
            let mut sum = Amount::default();
            for flow in flows.filter(|flow| match &of {
                Of::Giver(park) => flow.giver == *park,
                Of::Taker(park) => flow.taker == *park,
                Of::All => true,
            }) {
                sum.count += flow.amount.count;
                sum.money = sum.money.saturating_add(flow.amount.money);
            }
            by.text(&sum)
        })
    };
    view! { <td class="give-take-sum">{text}</td> }
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(
    clippy::unwrap_used,
    reason = "a panic in a test is a failure with a place; the lint does not know browser tests"
)]
mod tests;
