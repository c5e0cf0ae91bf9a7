//! The few numbers that stand over everything: begun, landed, money, how long it takes; apart, what is not confirmed.

use duoyuan_core::format::{self, sharing as say_sharing};
use duoyuan_core::view::Sharing;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::prefs::words;
use crate::session::session;

/// The strip of numbers above the map: what flowed, and what waits.
#[component]
pub fn Strip(shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let is_whole = Memo::new(move |_| shown.with(|it| it.as_ref().is_some_and(|it| it.pace.is_some())));
    let money = Memo::new(move |_| {
        let total = shown.with(|it| Some(it.as_ref()?.total.as_ref()?.money))?;
        session.sharing(|rules| say_sharing::money(total, rules))
    });
    let money_name = move || {
        let element = shown.with(|it| it.as_ref().and_then(|it| it.element.clone()));
        session.sharing(|rules| say_sharing::money_name(rules, element.as_ref(), w.lang()))
    };
    let money_note = Memo::new(move |_| {
        let note = |it: &Sharing| session.sharing(|rules| say_sharing::money_note(it, rules, w.lang())).flatten();
        shown.with(|it| Some(w.say(&note(it.as_ref()?)?)))
    });
    let money_value = move || money.with(|it| it.as_ref().map_or_else(none, |it| format::exact(it.value)));
    let money_unit = move || money.with(|it| it.as_ref().map(|it| it.unit.clone()));
    let project = key::UNIT_PROJECT;
    let pace = move || {
        is_whole.get().then(|| {
            view! {
                <Tile shown word=key::FLOW_TO_MATCH value=|it| median(it, true) unit=key::FLOW_DAYS
                    note=Some((key::FLOW_PACE_MATCHES, |it| it.pace.as_ref().map_or(0, |pace| pace.matches)))/>
                <Tile shown word=key::FLOW_TO_LANDED value=|it| median(it, false) unit=key::FLOW_DAYS
                    note=Some((key::FLOW_PACE_LANDED, |it| it.pace.as_ref().map_or(0, |pace| pace.landed)))/>
            }
        })
    };
    view! {
        <dl class="tally">
            <Tile shown word=key::FLOW_BEGUN value=|it| it.total.as_ref().map_or_else(none, |it| it.count.to_string()) unit=project note=None/>
            <Tile shown word=key::FLOW_LANDED value=|it| it.total.as_ref().map_or_else(none, |it| it.landed.to_string()) unit=project
                note=Some((key::FLOW_LANDED_NOW, |it| it.landed_this_month_count))/>
            <div class="tally-tile">
                <dt>{money_name}</dt>
                <dd><strong>{money_value}</strong><span class="unit">{money_unit}</span></dd>
            </div>
            {pace}
            <Tile shown word=key::FLOW_WAITING_NEEDS value=|it| it.waiting_count.to_string() unit=project note=None/>
            <div class="tally-tile tally-apart">
                <dt>{move || w.t(key::FLOW_UNCONFIRMED)}</dt>
                <dd>
                    <strong>{move || shown.with(|it| it.as_ref().map(|it| it.unconfirmed.count))}</strong>
                    <span class="unit">{move || w.t(project)}</span>
                </dd>
                <dd class="tally-note">{move || w.t(key::FLOW_NOT_COUNTED)}</dd>
            </div>
        </dl>
        <Show when=move || money_note.with(Option::is_some)>
            <p class="flow-hint">{move || money_note.get()}</p>
        </Show>
    }
}

/// Where there is no number: a month that is not there.
fn none() -> String {
    "—".to_owned()
}

/// A sentence with a count.
type Note = (Key, fn(&Sharing) -> u32);

/// A number with its unit, and a count under it.
#[component]
fn Tile(
    shown: Memo<Option<Sharing>>,
    word: Key,
    value: fn(&Sharing) -> String,
    unit: Key,
    note: Option<Note>,
) -> impl IntoView {
    let w = words();
    let text = Memo::new(move |_| shown.with(|it| it.as_ref().map(value)));
    let has_number = move || text.with(|text| text.as_deref().is_some_and(|text| text != none()));
    let note = move || {
        let (key, count) = note?;
        shown.with(|it| it.as_ref().map(|it| w.with(key, "n", count(it).to_string())))
    };
    view! {
        <div class="tally-tile">
            <dt>{move || w.t(word)}</dt>
            <dd><strong>{text}</strong><span class="unit">{move || has_number().then(|| w.t(unit))}</span></dd>
            <dd class="tally-note">{note}</dd>
        </div>
    }
}

/// Days, or that there are none to say it of.
fn median(shown: &Sharing, to_match: bool) -> String {
    let pace = shown.pace.as_ref();
    let days = pace.and_then(|pace| if to_match { pace.to_match } else { pace.to_landed });
    days.map_or_else(none, |days| format::number(days, u32::from(days != days.trunc() && days < Decimal::TEN)))
}
