//! What every park gives, receives and waits for.

use duoyuan_core::format::sharing::By;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::{Balance, Sharing};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::behind::opened;
use super::drawn::Unit;
use super::matrix::dot;
use crate::prefs::words;
use crate::session::session;

/// The table of what each park gave and received.
#[component]
pub fn Balances(shown: Memo<Option<Sharing>>, by: Memo<By>) -> impl IntoView {
    let w = words();
    let parks = Memo::new(move |_| {
        shown.with(|shown| {
            shown.iter().flat_map(|it| &it.balances).map(|balance| balance.park.clone()).collect::<Vec<_>>()
        })
    });
    let columns: [Key; 6] =
        [key::FLOW_GIVES, key::FLOW_RECEIVES, key::FLOW_NET, key::FLOW_WAITS, key::TODO_ANSWER, key::TODO_CONFIRM];
    let heads = columns.map(|key| view! { <th scope="col" class="number-cell">{move || w.t(key)}</th> });
    view! {
        <section class="flow-balances" aria-labelledby="balances-heading">
            <h2 id="balances-heading">{move || w.t(key::FLOW_BALANCES)}<Unit by/></h2>
            <div class="sheet-scroll">
                <table class="work-table balances one-stop">
                    <caption class="visually-hidden">{move || w.t(key::FLOW_BALANCES_CAPTION)}</caption>
                    <thead><tr><th scope="col">{move || w.t(key::PARK)}</th>{heads.collect_view()}</tr></thead>
                    <tbody>
                        <For each=move || parks.get() key=ParkId::clone let:park><Line park shown by/></For>
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Line(park: ParkId, shown: Memo<Option<Sharing>>, by: Memo<By>) -> impl IntoView {
    let (session, w, opened) = (session(), words(), opened());
    let name = session.park_name(&park);
    let index = session.park_index(&park);
    let label = {
        let name = name.clone();
        move || w.with(key::FLOW_OF_PARK, "park", name.clone())
    };
    let open = {
        let park = park.clone();
        move |_| opened.park(&park)
    };
    let balance = Memo::new(move |_| {
        shown.with(|shown| shown.iter().flat_map(|it| &it.balances).find(|it| it.park == park).cloned())
    });
    let text = move |ask: fn(&Balance, By) -> String| {
        move || balance.with(|balance| balance.as_ref().map(|balance| ask(balance, by.get())))
    };
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="park-open" aria-label=label on:click=open>
                    <span class="park-dot" style=dot(index) aria-hidden="true"></span>{name}
                </button>
            </th>
            <td class="number-cell">{text(|it, by| by.text(&it.gives))}</td>
            <td class="number-cell">{text(|it, by| by.text(&it.receives))}</td>
            <td class="number-cell">{text(net)}</td>
            <td class="number-cell">{text(|it, _| it.waits.to_string())}</td>
            <td class="number-cell">{text(|it, _| it.to_answer.to_string())}</td>
            <td class="number-cell">{text(|it, _| it.to_confirm.to_string())}</td>
        </tr>
    }
}

/// Given less received, with its sign.
fn net(balance: &Balance, by: By) -> String {
    let net = by.of(&balance.gives) - by.of(&balance.receives);
    let text = duoyuan_core::format::number(net, 0);
    if net.is_sign_positive() && !net.is_zero() && text != "0" { format!("+{text}") } else { text }
}
