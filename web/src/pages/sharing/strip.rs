//! The few numbers that stand over everything: begun, landed, money, how long it takes; apart, what is not confirmed.

use duoyuan_core::format::{self, sharing::By};
use duoyuan_core::view::Sharing;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::prefs::words;
use crate::session::session;

/// The strip.
#[component]
pub fn Strip(shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let money = session.sharing(|rules| rules.money.clone()).unwrap_or_default();
    let look = move |ask: fn(&Sharing) -> String| move || shown.with(|it| it.as_ref().map(ask));
    let is_whole = Memo::new(move |_| shown.with(|it| it.as_ref().is_some_and(|it| it.pace.is_some())));
    let tile =
        move |word: Key, value: fn(&Sharing) -> String, unit: String, note: Option<(Key, fn(&Sharing) -> u32)>| {
            let value = look(value);
            let note = move || {
                let (key, count) = note?;
                shown.with(|it| it.as_ref().map(|it| w.with(key, "n", count(it).to_string())))
            };
            view! {
                <div class="strip-tile">
                    <dt>{move || w.t(word)}</dt>
                    <dd><strong>{value}</strong><span class="unit">{unit}</span></dd>
                    <dd class="strip-note">{note}</dd>
                </div>
            }
        };
    let days = move || w.t(key::FLOW_DAYS).to_owned();
    let pace = move || {
        is_whole.get().then(|| {
            view! {
                {tile(key::FLOW_TO_MATCH, |it| median(it, true), days(), Some((key::FLOW_PACE_MATCHES, |it| it.pace.as_ref().map_or(0, |p| p.matches))))}
                {tile(key::FLOW_TO_LANDED, |it| median(it, false), days(), Some((key::FLOW_PACE_LANDED, |it| it.pace.as_ref().map_or(0, |p| p.landed))))}
            }
        })
    };
    view! {
        <dl class="strip">
            {tile(key::FLOW_BEGUN, |it| it.total.count.to_string(), w.t(key::UNIT_PROJECT).to_owned(), None)}
            {tile(key::FLOW_LANDED, |it| it.total.landed.to_string(), w.t(key::UNIT_PROJECT).to_owned(), Some((key::FLOW_LANDED_NOW, |it| it.landed_this_month_count)))}
            {tile(key::FLOW_MONEY, |it| By::Money.text(&it.total), money, None)}
            {pace}
            {tile(key::FLOW_WAITING_NEEDS, |it| it.waiting_count.to_string(), w.t(key::UNIT_PROJECT).to_owned(), None)}
            <div class="strip-tile strip-apart">
                <dt>{move || w.t(key::FLOW_UNCONFIRMED)}</dt>
                <dd><strong>{look(|it| it.unconfirmed.count.to_string())}</strong><span class="unit">{w.t(key::UNIT_PROJECT)}</span></dd>
                <dd class="strip-note">{move || w.t(key::FLOW_NOT_COUNTED)}</dd>
            </div>
        </dl>
    }
}

/// Days, or that there are none to say it of.
fn median(shown: &Sharing, to_match: bool) -> String {
    let pace = shown.pace.as_ref();
    let days = pace.and_then(|pace| if to_match { pace.to_match } else { pace.to_landed });
    days.map_or_else(
        || "—".to_owned(),
        |days| format::number(days, u32::from(days != days.trunc() && days < Decimal::TEN)),
    )
}
