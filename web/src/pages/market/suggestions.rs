//! What would fit, and why.

use duoyuan_core::view::{Market, Suggestion};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::acting::acting;
use super::doing::{Doing, Proposing};
use crate::components::{Button, Kind};
use crate::prefs::words;
use crate::session::session;

/// The suggestions, best first.
#[component]
pub fn Suggestions(market: Memo<Option<Market>>) -> impl IntoView {
    let w = words();
    let all = Memo::new(move |_| market.with(|it| it.as_ref().map(|it| it.suggestions.clone()).unwrap_or_default()));
    view! {
        <p class="quiet-text" class:hidden=move || !all.with(Vec::is_empty)>{move || w.t(key::MARKET_SUGGESTIONS_NONE)}</p>
        <ul class="cards">
            <For each=move || all.get() key=|it| (it.offer, it.need, it.score) let:it><Line it/></For>
        </ul>
    }
}

#[component]
fn Line(it: Suggestion) -> impl IntoView {
    let (session, w, acting) = (session(), words(), acting());
    let own = untrack(|| session.own_park());
    let pair = Message::new(key::FLOW_PAIR)
        .with("giver", session.park_name(&it.giver))
        .with("taker", session.park_name(&it.taker));
    let element = session.element_name(&it.element);
    let (offer, need) = (it.offer_title.clone(), it.need_title.clone());
    let title = it.need_title.clone();
    let reasons = it.why.clone();
    let why = move || {
        let line = |message: &Message| view! { <li class="tag">{w.say(message)}</li> };
        reasons.iter().map(line).collect_view()
    };
    let it = StoredValue::new(it);
    let press = Callback::new(move |()| {
        it.with_value(|it| {
            let why = it.why.iter().map(|message| w.say(message)).collect::<Vec<_>>().join(w.t(key::REASONS_BETWEEN));
            acting.open(Doing::Propose(Box::new(Proposing::suggested(it, own.as_ref(), why))));
        });
    });
    view! {
        <li class="card">
            <p class="card-facts"><strong>{move || w.say(&pair)}</strong><span>{element}</span></p>
            <p class="card-title"><span class="tag">{move || w.t(key::SIDE_NEED)}</span>" "{need}</p>
            <p class="card-title"><span class="tag">{move || w.t(key::SIDE_OFFER)}</span>" "{offer}</p>
            <ul class="why-list">{why}</ul>
            <p class="card-acts">
                <Button kind=Kind::Primary busy=acting.underway.busy on_press=press>
                    {move || w.t(key::ACT_PROPOSE)}<span class="visually-hidden">{format!(" {title}")}</span>
                </Button>
            </p>
        </li>
    }
}
