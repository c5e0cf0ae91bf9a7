//! The Sankey: who gives on the left, who receives on the right.

use std::collections::BTreeMap;

use duoyuan_core::format::sharing::By;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::Sharing;
use duoyuan_core::words::key;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::behind::{Opened, opened};
use crate::charts::{self, Band, End, NEAR, park_colour};
use crate::components::Chart;
use crate::prefs::words;
use crate::session::{Session, session};

/// The chart with its heading; the table beside it says the same to those who do not see it.
#[component]
pub fn Drawn(shown: Memo<Option<Sharing>>, by: Memo<By>) -> impl IntoView {
    let (session, w, opened) = (session(), words(), opened());
    let option = Memo::new(move |_| {
        shown.with(|shown| shown.as_ref().map(|shown| option(session, shown, by.get()))).unwrap_or_default()
    });
    let has_any = Memo::new(move |_| {
        shown.with(|shown| {
            shown.as_ref().is_some_and(|it| it.flows.iter().any(|flow| !by.get().of(&flow.amount).is_zero()))
        })
    });
    let press = Callback::new(move |part: String| press(opened, &part));
    view! {
        <section class="flow-drawn" aria-labelledby="drawn-heading">
            <h2 id="drawn-heading">{move || w.t(key::FLOW_DRAWN)}<Unit by/></h2>
            <Show
                when=move || has_any.get()
                fallback=move || view! { <p class="flow-chart quiet-text flow-none">{move || w.t(none(by.get()))}</p> }
            >
                <Chart
                    option
                    label=Signal::derive(move || w.t(key::FLOW_DRAWN_LABEL).to_owned())
                    class="flow-chart"
                    on_press=press
                />
            </Show>
            <p class="flow-hint">{move || w.t(key::FLOW_TAP)}</p>
        </section>
    }
}

/// What the numbers are of.
#[component]
pub fn Unit(by: Memo<By>) -> impl IntoView {
    let (session, w) = (session(), words());
    let text = move || match by.get() {
        By::Count => w.t(key::FLOW_UNIT_COUNT).to_owned(),
        By::Money => {
            let unit = session.sharing(|rules| rules.money.clone()).unwrap_or_default();
            w.with(key::FLOW_UNIT_MONEY, "unit", unit)
        }
    };
    view! { <span class="chart-unit">{text}</span> }
}

/// Why there is nothing to draw.
pub fn none(by: By) -> duoyuan_core::words::Key {
    match by {
        By::Count => key::FLOW_NONE_COUNT,
        By::Money => key::FLOW_NONE_MONEY,
    }
}

fn press(opened: Opened, part: &str) {
    match charts::pressed(part) {
        (Some(giver), Some(taker)) => opened.pair(&ParkId::new(giver), &ParkId::new(taker)),
        (Some(giver), None) => opened.giver(&ParkId::new(giver)),
        (None, Some(taker)) => opened.taker(&ParkId::new(taker)),
        (None, None) => {}
    }
}

fn option(session: Session, shown: &Sharing, by: By) -> String {
    let (mut gives, mut takes) = (BTreeMap::new(), BTreeMap::new());
    let mut bands = Vec::new();
    for flow in shown.flows.iter().filter(|flow| !by.of(&flow.amount).is_zero()) {
        let value = by.of(&flow.amount);
        *gives.entry(&flow.giver).or_insert(Decimal::ZERO) += value;
        *takes.entry(&flow.taker).or_insert(Decimal::ZERO) += value;
        bands.push(Band {
            giver: flow.giver.to_string(),
            taker: flow.taker.to_string(),
            value: value.to_f64().unwrap_or_default(),
        });
    }
    let end = |(park, value): (&&ParkId, &Decimal)| End {
        id: park.to_string(),
        name: session.park_name(park),
        text: duoyuan_core::format::number(*value, 0),
        colour: park_colour(session.park_index(park)),
    };
    // The order of the configuration, whatever the amounts: a change moves no park to another place.
    let ordered = |ends: &BTreeMap<&ParkId, Decimal>| {
        let mut all: Vec<_> = ends.iter().collect();
        all.sort_by_key(|(park, _)| session.park_index(park));
        all.into_iter().map(end).collect::<Vec<_>>()
    };
    charts::sankey(&ordered(&gives), &ordered(&takes), &bands, NEAR)
}
