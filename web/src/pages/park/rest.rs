//! Every indicator of the park beside the zone's.

use duoyuan_core::view::{Figure, ParkPage};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::components::{Export, FigureCell};
use crate::held::held;
use crate::prefs::{Words, words};
use crate::say;
use crate::session::session;

/// The table of the indicators that have no tile of their own.
#[component]
pub fn Rest(page: Memo<Option<ParkPage>>) -> impl IntoView {
    let w = words();
    let also = Signal::derive(move || {
        page.with(|page| page.iter().map(|page| ("park", page.park.to_string())).collect::<Vec<_>>())
    });
    view! {
        <section class="card">
            <header class="board-top">
                <h2>{move || w.t(key::ALL_INDICATORS)}</h2>
                <p>{move || zone_note(page, w)}</p>
                <Export name="park" also/>
            </header>
            <div class="rest-halves"><Half page second=false/><Half page second=true/></div>
        </section>
    }
}

/// Of which closing the zone's figures are.
pub fn zone_note(page: Memo<Option<ParkPage>>, w: Words) -> Option<String> {
    page.with(|page| Some(w.say(&page.as_ref()?.zone_note(w.lang())?)))
}

/// One half of them: two tables beside each other need no scrolling to and fro.
#[component]
fn Half(page: Memo<Option<ParkPage>>, second: bool) -> impl IntoView {
    let w = words();
    let half = move || {
        page.with(|page| {
            let all = page.as_ref().map_or(&[][..], |page| &page.figures);
            let (upper, lower) = all.split_at(all.len().div_ceil(2));
            if second { lower.to_vec() } else { upper.to_vec() }
        })
    };
    view! {
        <div class="sheet-scroll">
            <table class="rest one-stop">
                <thead>
                    <tr>
                        <th scope="col">{move || w.t(key::INDICATOR)}</th>
                        <th scope="col" class="right">
                            {move || page.with(|page| page.as_ref().map(|page| page.own_head(w.lang())))}
                        </th>
                        <th scope="col" class="right">
                            {move || page.with(|page| page.as_ref().map(|page| page.zone_head(w.lang())))}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each=half key=|figure| figure.code.clone() children=move |own| view! { <Row own page/> }/>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(own: Figure, page: Memo<Option<ParkPage>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let code = own.code.clone();
    let (name, unit) = (session.source_name(&code), own.unit);
    let find = move |of: fn(&ParkPage) -> &[Figure]| {
        page.with(|page| of(page.as_ref()?).iter().find(|figure| figure.code == code).cloned())
    };
    let zone = untrack(|| find(|page| &page.zone));
    let figure = held(own, {
        let find = find.clone();
        move || find(|page| &page.figures)
    });
    let zone = zone.map(|first| held(first, move || find(|page| &page.zone)));
    let heading = move || {
        w.say(&Message::new(key::NAME_AND_UNIT).with("name", name.clone()).with("unit", say::unit(unit, w.lang())))
    };
    view! {
        <tr>
            <th scope="row">{heading}</th>
            <td><FigureCell figure/></td>
            <td>{zone.map(|figure| view! { <FigureCell figure/> })}</td>
        </tr>
    }
}
