//! Three years of every compared indicator, small and alike, with the park's place on it.

use duoyuan_core::id::{Code, ParkId};
use duoyuan_core::view;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::charts::{self, NEAR, park_colour};
use crate::components::Chart;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// Small charts of one size, an indicator each, over the last months.
#[component]
pub fn Trends(park: ParkId, page: Memo<Option<view::ParkPage>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let index = session.park_index(&park);
    let codes = Memo::new(move |_| {
        page.with(|p| p.as_ref().map_or_else(Vec::new, |p| p.trends.iter().map(|t| t.code.clone()).collect::<Vec<_>>()))
    });
    view! {
        <section class="card">
            <header>
                <h2>{move || w.t(key::TRENDS_TITLE)}</h2>
                <p>{move || w.t(key::TRENDS_NOTE)}</p>
            </header>
            <div class="trends">
                <For each=move || codes.get() key=Code::clone children=move |code| view! { <One code page index/> }/>
            </div>
        </section>
    }
}

#[component]
fn One(code: Code, page: Memo<Option<view::ParkPage>>, index: usize) -> impl IntoView {
    let (session, w) = (session(), words());
    let name = session.source_name(&code);
    let unit = session.source(&code).map(|indicator| indicator.unit);
    let points = {
        let code = code.clone();
        Memo::new(move |_| {
            page.with(|p| p.as_ref()?.trends.iter().find(|trend| trend.code == code).map(|t| t.points.clone()))
                .unwrap_or_default()
        })
    };
    let option = {
        let name = name.clone();
        Memo::new(move |_| points.with(|points| charts::history(points, &park_colour(index), &name, NEAR)))
    };
    let has_any = Memo::new(move |_| points.with(|points| points.iter().any(|point| point.comparable().is_some())));
    let place = move || {
        page.with(|p| {
            let page = p.as_ref()?;
            let other = page.zone_month.filter(|month| *month != page.month);
            page.places.iter().find(|place| place.code == code).map(|place| say::place(place, other, w.lang()))
        })
    };
    let heading = {
        let name = name.clone();
        move || {
            let message = Message::new(key::NAME_AND_UNIT).with("name", name.clone());
            w.say(&message.with("unit", unit.map_or("", |unit| say::unit(unit, w.lang()))))
        }
    };
    let label = Signal::derive(move || w.with(key::TREND_LABEL, "name", name.clone()));
    view! {
        <figure>
            <figcaption><span>{heading}</span><span class="trend-place">{place}</span></figcaption>
            {move || if has_any.get() {
                view! { <Chart option label class="history-chart"/> }.into_any()
            } else {
                view! { <p class="history-chart quiet-text">{move || w.t(key::NO_FIGURES)}</p> }.into_any()
            }}
        </figure>
    }
}
