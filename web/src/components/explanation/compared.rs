//! What a 同比 compares: both sides, the parks it covers, and the others with the reason.

use duoyuan_core::format;
use duoyuan_core::period::Month;
use duoyuan_core::series::Subject;
use duoyuan_core::view::{Comparison, Figure};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The table of both sides.
#[component]
pub fn Compared(figure: Figure, comparison: Comparison) -> impl IntoView {
    let (w, session) = (words(), session());
    let Comparison { month, now, before, published, parks, left_out } = comparison;
    let is_zone = figure.subject == Subject::Zone;
    let (basis, decimals) = (figure.basis, figure.decimals);
    let number =
        move |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), |value| format::number(value, decimals));
    let period = move |month: Month| format::period(month, basis, w.lang());
    let row = move |head: String, now: Option<Decimal>, before: Option<Decimal>, note: String| {
        view! {
            <tr>
                <th scope="row">{head}</th>
                <td class="number-cell">{number(now)}</td>
                <td class="number-cell">{number(before)}</td>
                <td>{note}</td>
            </tr>
        }
    };
    let names: Vec<String> = parks.iter().map(|park| session.park_name(park)).collect();
    let change = format::change(figure.year_on_year, w.lang());
    let comparable = match is_zone {
        true => {
            let head = Message::new(key::EXPLAIN_COMPARABLE_PARKS).with("n", names.len().to_string());
            w.say(&head.with("parks", say::list(names, w.lang())))
        }
        false => w.t(key::EXPLAIN_COMPARABLE).to_owned(),
    };
    let compared = (!parks.is_empty()).then(|| row(comparable, now, before, change));
    let whole = w.t(if is_zone { key::EXPLAIN_WHOLE_ZONE } else { key::EXPLAIN_AS_PUBLISHED }).to_owned();
    let differs = published.is_some() && (published != before || figure.value != now);
    let published =
        (differs && (is_zone || !parks.is_empty())).then(|| row(whole, figure.value, published, String::new()));
    let others = left_out.into_iter().map(|left| {
        let reason = say::left_out(&left, w.lang());
        row(session.park_name(&left.park), left.now, left.before, reason)
    });
    let others = others.collect_view();
    view! {
        <section>
            <h3>{move || w.t(key::EXPLAIN_COMPARED)}</h3>
            <div class="sheet-scroll" tabindex="0" role="region" aria-label=move || w.t(key::EXPLAIN_COMPARED)>
                <table class="work-table compared">
                    <caption class="visually-hidden">{move || w.t(key::EXPLAIN_COMPARED_CAPTION)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{move || w.t(key::EXPLAIN_SCOPE)}</th>
                            <th scope="col" class="number-cell">{period(figure.month)}</th>
                            <th scope="col" class="number-cell">{period(month)}</th>
                            <th scope="col">{move || w.t(key::YEAR_ON_YEAR_SHORT)}</th>
                        </tr>
                    </thead>
                    <tbody>{compared}{published}{others}</tbody>
                </table>
            </div>
        </section>
    }
}
