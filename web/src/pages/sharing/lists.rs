//! What waits the longest, what is not confirmed, what landed this month, who never exchanged anything.

use duoyuan_core::access::Role;
use duoyuan_core::format::{self, sharing as say_sharing};
use duoyuan_core::period::day_of;
use duoyuan_core::view::{Landed, Pair, Sharing, UnconfirmedLine, WaitingNeed};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;

use super::behind::opened;
use crate::page::Page;
use crate::prefs::words;
use crate::session::session;

/// A list with its heading, its count and what stands in its place when it is empty.
#[component]
fn List(
    heading: Key,
    #[prop(into)] count: Signal<usize>,
    none: Key,
    #[prop(optional)] note: Option<Key>,
    children: Children,
) -> impl IntoView {
    let w = words();
    view! {
        <section class="flow-list">
            <h2>{move || w.t(heading)}" "<span class="segment-count">{count}</span></h2>
            {note.map(|note| view! { <p class="flow-hint">{move || w.t(note)}</p> })}
            <p class="quiet-text" class:hidden=move || { count.get() > 0 }>{move || w.t(none)}</p>
            <ul class="flow-lines one-stop">{children()}</ul>
        </section>
    }
}

/// Lines of a view, followed.
fn lines<T: Clone + PartialEq + Send + Sync + 'static>(
    shown: Memo<Option<Sharing>>,
    ask: fn(&Sharing) -> &Vec<T>,
) -> Memo<Vec<T>> {
    Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|it| ask(it).clone()).unwrap_or_default()))
}

/// Needs without an answer.
#[component]
pub fn WaitingList(shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let all = lines(shown, |it| &it.waiting);
    let count = Signal::derive(move || shown.with(|it| it.as_ref().map_or(0, |it| it.waiting_count as usize)));
    // The market is for those who act in it; the leading group has all there is to say here.
    let leads = matches!(untrack(|| session.role()), Some(Role::Park(_) | Role::Office));
    let line = move |need: WaitingNeed| {
        let facts = [session.park_name(&need.park), session.element_name(&need.element)];
        let quantity = need.quantity.as_ref().map(say_sharing::quantity);
        let inside = view! {
            <span class="line-number">{move || w.with(key::FLOW_WAITED, "n", need.days.to_string())}</span>
            <span class="line-title">{need.title.clone()}</span>
            <span class="line-facts">{facts.join("，")}{quantity.map(|it| format!("，{it}"))}</span>
        };
        let path = format!("{}?part=listings&listing={}", Page::Market.path(), need.listing);
        view! { <li>{if leads { view! { <a class="line-open" href=path>{inside}</a> }.into_any() } else { inside.into_any() }}</li> }
    };
    view! {
        <List heading=key::FLOW_LONGEST count none=key::FLOW_LONGEST_NONE>
            <For each=move || all.get() key=|need| (need.listing, need.days) let:need>{line(need)}</For>
        </List>
    }
}

/// Stages that one side says are reached.
#[component]
pub fn UnconfirmedList(shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (session, w, opened) = (session(), words(), opened());
    let all = lines(shown, |it| &it.unconfirmed.lines);
    let count = Signal::derive(move || shown.with(|it| it.as_ref().map_or(0, |it| it.unconfirmed.count as usize)));
    let line = move |it: UnconfirmedLine| {
        let message = Message::new(key::FLOW_PAIR)
            .with("giver", session.park_name(&it.giver))
            .with("taker", session.park_name(&it.taker));
        let stage = session.stage_name(&it.element, &it.stage);
        let effect = it.effect.as_ref().map(say_sharing::quantity);
        let awaits = session.park_name(&it.awaits);
        let since = day_of(it.since).to_string();
        let open = move |_| opened.unconfirmed(&it.giver, &it.taker, it.matched);
        view! {
            <li>
                <button type="button" class="line-open" on:click=open>
                    <span class="line-number lamp warning"><span aria-hidden="true">"▲"</span>{move || w.with(key::FLOW_AWAITS_PARK, "park", awaits.clone())}</span>
                    <span class="line-title">{it.title.clone()}</span>
                    <span class="line-facts">
                        {move || w.say(&message)}"，"{stage}{effect.map(|it| format!("，{it}"))}"，"
                        {move || w.with(key::FLOW_SINCE, "month", since.clone())}
                    </span>
                </button>
            </li>
        }
    };
    view! {
        <List heading=key::FLOW_UNCONFIRMED count none=key::FLOW_UNCONFIRMED_NONE note=key::FLOW_UNCONFIRMED_NOTE>
            <For each=move || all.get() key=|it| (it.matched, it.stage.clone()) let:it>{line(it)}</For>
        </List>
    }
}

/// What landed in the current month.
#[component]
pub fn LandedList(shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (session, w, opened) = (session(), words(), opened());
    let all = lines(shown, |it| &it.landed_this_month);
    let count =
        Signal::derive(move || shown.with(|it| it.as_ref().map_or(0, |it| it.landed_this_month_count as usize)));
    let line = move |it: Landed| {
        let message = Message::new(key::FLOW_PAIR)
            .with("giver", session.park_name(&it.giver))
            .with("taker", session.park_name(&it.taker));
        let element = session.element_name(&it.element);
        let open = move |_| opened.landed(&it.giver, &it.taker, it.matched);
        view! {
            <li>
                <button type="button" class="line-open" on:click=open>
                    <span class="line-number">{say_sharing::quantity(&it.effect)}</span>
                    <span class="line-title">{it.title.clone()}</span>
                    <span class="line-facts">{move || w.say(&message)}"，"{element}"，"{format::moment(it.at)}</span>
                </button>
            </li>
        }
    };
    view! {
        <List heading=key::FLOW_LANDED_LIST count none=key::FLOW_LANDED_NONE>
            <For each=move || all.get() key=|it| it.matched let:it>{line(it)}</For>
        </List>
    }
}

/// Pairs that have never exchanged anything.
#[component]
pub fn NeverList(shown: Memo<Option<Sharing>>) -> impl IntoView {
    let session = session();
    let all = lines(shown, |it| &it.never);
    let count = Signal::derive(move || all.with(Vec::len));
    let line = move |pair: Pair| {
        let text = format!("{} — {}", session.park_name(&pair.one), session.park_name(&pair.other));
        view! { <li class="never-pair">{text}</li> }
    };
    view! {
        <List heading=key::FLOW_NEVER count none=key::FLOW_NEVER_NONE>
            <For each=move || all.get() key=|pair| (pair.one.clone(), pair.other.clone()) let:pair>{line(pair)}</For>
        </List>
    }
}
