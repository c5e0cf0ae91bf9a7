//! The numbers that went into a figure that no formula over the form computes: hours of use, transfers, shares.

use duoyuan_core::format;
use duoyuan_core::view::FigurePart;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::prefs::words;
use crate::say;

/// A line a number.
#[component]
pub fn Parts(parts: Vec<FigurePart>) -> impl IntoView {
    let w = words();
    let line = |part: FigurePart| {
        let FigurePart { name, value, unit } = part;
        view! {
            <tr>
                <th scope="row">{w.say(&name)}</th>
                <td class="number-cell digits">{format::platform::amount(value, unit)}</td>
                <td>{say::unit(unit, w.lang())}</td>
            </tr>
        }
    };
    view! {
        <section>
            <h3>{move || w.t(key::EXPLAIN_OPERANDS)}</h3>
            <table class="work-table operands">
                <caption class="visually-hidden">{move || w.t(key::EXPLAIN_OPERANDS)}</caption>
                <tbody>{parts.into_iter().map(line).collect_view()}</tbody>
            </table>
        </section>
    }
}
