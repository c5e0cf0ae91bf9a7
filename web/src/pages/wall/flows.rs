//! The largest flows between parks this year: a bar each, in the giver's colour.

use duoyuan_core::format::sharing::{By, finding};
use duoyuan_core::id::ParkId;
use duoyuan_core::view::Sharing;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::charts::park_colour;
use crate::held::kept;
use crate::live::live;
use crate::prefs::words;
use crate::session::session;

/// Flows that a wall can show and a room can read.
const SHOWN: usize = 8;

/// The wall's page of what flows between the parks.
#[component]
pub fn FlowsPage() -> impl IntoView {
    let (session, w, live) = (session(), words(), live());
    let shown = kept(move || live.sharing().get());
    let title = move || {
        shown.with(|shown| {
            let shown = shown.as_ref()?;
            session.zone(|zone| w.say(&finding(shown, zone, By::Count, w.lang())))
        })
    };
    let largest = Memo::new(move |_| {
        shown.with(|shown| {
            let mut flows: Vec<_> = shown.iter().flat_map(|it| &it.flows).collect();
            flows.sort_by_key(|flow| std::cmp::Reverse(flow.amount.count));
            let pair = |flow: &&duoyuan_core::view::Flow| (flow.giver.clone(), flow.taker.clone());
            flows.iter().filter(|flow| flow.amount.count > 0).map(pair).take(SHOWN).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="wall-ranking wall-flows">
            <h2>{title}</h2>
            <ol><For each=move || largest.get() key=Clone::clone children=move |pair| view! { <Line pair shown/> }/></ol>
        </section>
    }
}

#[component]
fn Line(pair: (ParkId, ParkId), shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let name = {
        let message = Message::new(key::FLOW_PAIR)
            .with("giver", session.park_name(&pair.0))
            .with("taker", session.park_name(&pair.1));
        move || w.say(&message)
    };
    let style = format!("fill: {}", park_colour(session.park_index(&pair.0)));
    let count = Memo::new(move |_| {
        shown.with(|shown| {
            let mut flows = shown.iter().flat_map(|it| &it.flows);
            flows.find(|flow| (&flow.giver, &flow.taker) == (&pair.0, &pair.1)).map_or(0, |flow| flow.amount.count)
        })
    });
    let width = move || {
        let most = shown.with(|it| it.iter().flat_map(|it| &it.flows).map(|flow| flow.amount.count).max()).unwrap_or(1);
        format!("{:.2}", f64::from(count.get()) / f64::from(most.max(1)) * 100.0)
    };
    view! {
        <li>
            <span class="wall-park">{name}</span>
            <svg class="wall-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width=width height="10" style=style/>
            </svg>
            <span class="number">{count}<span class="unit">{move || w.t(key::UNIT_PROJECT)}</span></span>
        </li>
    }
}
