//! 在地统计 beside 考核口径, item by item, park by park.

use duoyuan_core::format::{self, Scale};
use duoyuan_core::id::Code;
use duoyuan_core::view::{AssessedItem, AssessedLine, Enclaves};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::components::{StatusLegend, StatusMark};
use crate::place::place;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The table of one item, and the items to choose from.
#[component]
pub fn Assessed(shown: Memo<Option<Enclaves>>) -> impl IntoView {
    let (w, place) = (words(), place());
    let items = Memo::new(move |_| {
        shown.with(|it| {
            it.iter().flat_map(|it| &it.assessed).map(|it| (it.item.clone(), it.name.clone())).collect::<Vec<_>>()
        })
    });
    let code = Memo::new(move |_| {
        let named = place.asked("item").map(Code::new);
        items.with(|items| {
            let known = named.filter(|code| items.iter().any(|(item, _)| item == code));
            known.or_else(|| items.first().map(|(item, _)| item.clone()))
        })
    });
    let item = Memo::new(move |_| {
        let code = code.get()?;
        shown.with(|it| it.as_ref()?.assessed.iter().find(|it| it.item == code).cloned())
    });
    let is_lacking = move || item.with(|item| item.as_ref().is_some_and(|item| item.missing > 0));
    let period = move || shown.with(|it| it.as_ref().map(|it| format::period(it.month, it.basis, w.lang())));
    let button = move |(this, name): (Code, String)| {
        let pressed = {
            let this = this.clone();
            move || code.with(|code| code.as_ref() == Some(&this)).to_string()
        };
        view! { <button type="button" aria-pressed=pressed on:click=move |_| place.ask(&[("item", Some(this.as_str()))])>{name}</button> }
    };
    view! {
        <Show when=move || item.with(Option::is_some)>
            <section aria-labelledby="assessed-heading">
                <h2 id="assessed-heading">{move || w.t(key::ENCL_ASSESSED)}"（"{period}"）"</h2>
                <div class="segments wrap" role="group" aria-label=move || w.t(key::ENCL_ITEM)>
                    {move || items.get().into_iter().map(button).collect_view()}
                </div>
                {move || item.get().map(|item| view! { <Table item/> })}
                <p class="flow-hint">{move || w.t(key::ENCL_ASSESSED_NOTE)}</p>
                <Show when=is_lacking>
                    <p class="flow-hint">{move || w.t(key::ENCL_MISSING_NOTE)}</p>
                </Show>
                <StatusLegend/>
            </section>
        </Show>
    }
}

#[component]
fn Table(item: AssessedItem) -> impl IntoView {
    let w = words();
    // One scale for the whole table, so that its numbers can be compared.
    let largest = item.lines.iter().filter_map(|line| Some(line.own?.abs())).chain(item.zone).max();
    let scale = Scale::of(item.unit, largest.unwrap_or_default());
    let columns: [Key; 4] = [key::ENCL_OWN, key::ENCL_GIVEN, key::ENCL_RECEIVED, key::ENCL_BY_SHARE];
    let heads = columns.map(|key| {
        view! { <th scope="col" class="number-cell">{move || w.say(&Message::new(key::NAME_AND_UNIT).with("name", w.t(key)).with("unit", say::unit(scale.unit, w.lang())))}</th> }
    });
    let zone = item.zone.map(|zone| {
        let text = scale.number(zone);
        view! {
            <tr class="give-take-total">
                <th scope="row">{move || w.t(key::ENCL_ZONE)}</th>
                <td class="number-cell">{text.clone()}</td>
                <td class="number-cell">{}</td>
                <td class="number-cell">{}</td>
                <td class="number-cell">{text}<Lacking missing=item.missing/></td>
            </tr>
        }
    });
    let name = item.name.clone();
    let rows = item.lines.into_iter().map(|line| view! { <Row line scale/> }).collect_view();
    view! {
        <div class="sheet-scroll">
            <table class="work-table">
                <caption class="visually-hidden">{move || w.with(key::ENCL_ASSESSED_CAPTION, "item", name.clone())}</caption>
                <thead><tr><th scope="col">{move || w.t(key::PARK)}</th>{heads.collect_view()}</tr></thead>
                <tbody>{rows}{zone}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(line: AssessedLine, scale: Scale) -> impl IntoView {
    let (session, w) = (session(), words());
    let AssessedLine { park, own, gap, status, given, received, assessed, missing } = line;
    let moved = |value: Decimal, sign: &str| {
        if value.is_zero() { "—".to_owned() } else { format!("{sign}{}", scale.number(value)) }
    };
    let absent = move || gap.map_or("—", |gap| say::gap(gap, w.lang())).to_owned();
    let shown = move |value: Option<Decimal>| move || value.map_or_else(absent, |value| scale.number(value));
    view! {
        <tr>
            <th scope="row">{session.park_name(&park)}</th>
            <td class="number-cell">{shown(own)}<StatusMark status/></td>
            <td class="number-cell">{moved(given, "-")}</td>
            <td class="number-cell">{moved(received, "+")}</td>
            <td class="number-cell"><strong>{shown(assessed)}</strong><Lacking missing/></td>
        </tr>
    }
}

/// How many project months a figure is without.
#[component]
fn Lacking(missing: u32) -> impl IntoView {
    let w = words();
    let text = move || w.with(key::ENCL_MISSING, "n", missing.to_string());
    (missing > 0).then(|| view! { <span class="missing project-months">{text}</span> })
}
