//! A schematic map: parks where they lie to one another, flows as curved lines as wide as the amount.

use duoyuan_core::format::sharing::By;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::Sharing;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::behind::opened;
use super::drawn::{Unit, none};
use crate::charts::park_colour;
use crate::charts::places::{HEIGHT, WIDTH, curve, places};
use crate::prefs::words;
use crate::session::session;

/// The widest line, in the map's units.
const WIDEST: f64 = 22.0;
/// Half of a park's mark.
const MARK: f64 = 15.0;

/// A flow on the map.
#[derive(Clone, Debug, PartialEq)]
struct Arc {
    giver: ParkId,
    taker: ParkId,
    path: String,
    width: f64,
    label: String,
}

/// The map of the flows between the parks.
#[component]
pub fn Map(shown: Memo<Option<Sharing>>, by: Memo<By>) -> impl IntoView {
    let (session, w, opened) = (session(), words(), opened());
    // Parks do not move while the page is open.
    let parks = session.zone(|zone| {
        let at = |park: &duoyuan_core::zone::Park| {
            (park.longitude.to_f64().unwrap_or_default(), park.latitude.to_f64().unwrap_or_default())
        };
        let places = places(&zone.parks.iter().map(at).collect::<Vec<_>>());
        zone.parks.iter().map(|park| park.id.clone()).zip(places).collect::<Vec<_>>()
    });
    let parks = StoredValue::new(parks.unwrap_or_default());
    let arcs = Memo::new(move |_| {
        let by = by.get();
        let at = |park: &ParkId| parks.with_value(|all| all.iter().find(|(id, _)| id == park).map(|(_, at)| *at));
        shown.with(|shown| {
            let flows: Vec<_> =
                shown.iter().flat_map(|it| &it.flows).filter(|flow| !by.of(&flow.amount).is_zero()).collect();
            let value = |flow: &duoyuan_core::view::Flow| by.of(&flow.amount).to_f64().unwrap_or_default();
            let most = flows.iter().map(|flow| value(flow)).fold(0.0, f64::max);
            // In the order of the configuration: what has the focus is not moved when amounts change.
            flows
                .iter()
                .filter_map(|flow| {
                    let width = (value(flow) / most * WIDEST).max(1.5);
                    let label = Message::new(key::FLOW_ARC)
                        .with("giver", session.park_name(&flow.giver))
                        .with("taker", session.park_name(&flow.taker))
                        .with("value", by.text(&flow.amount));
                    Some(Arc {
                        giver: flow.giver.clone(),
                        taker: flow.taker.clone(),
                        path: curve(at(&flow.giver)?, at(&flow.taker)?, MARK + 7.0),
                        width,
                        label: w.say(&label),
                    })
                })
                .collect::<Vec<Arc>>()
        })
    });
    let has_none = move || arcs.with(Vec::is_empty);
    let arc = move |key: (ParkId, ParkId)| {
        let colour = park_colour(session.park_index(&key.0));
        let pair = key.clone();
        let look = Memo::new(move |last: Option<&Option<Arc>>| {
            let found =
                arcs.with(|arcs| arcs.iter().find(|arc| (&arc.giver, &arc.taker) == (&pair.0, &pair.1)).cloned());
            found.or_else(|| last.cloned().flatten())
        });
        let path = move || look.with(|arc| arc.as_ref().map(|arc| arc.path.clone()));
        let width = move || look.with(|arc| arc.as_ref().map(|arc| format!("{:.1}", arc.width)));
        let label = move || look.with(|arc| arc.as_ref().map(|arc| arc.label.clone()));
        let head = move || look.with(|arc| arc.as_ref().map(|arc| arrow(&arc.path, arc.width)));
        let by_key = key.clone();
        view! {
            <g
                class="map-flow"
                role="button"
                tabindex="0"
                aria-label=label
                style=format!("color: {colour}")
                on:click=move |_| opened.pair(&key.0, &key.1)
                on:keydown=move |event: leptos::ev::KeyboardEvent| {
                    if matches!(event.key().as_str(), "Enter" | " ") {
                        event.prevent_default();
                        opened.pair(&by_key.0, &by_key.1);
                    }
                }
            >
                <path class="map-hit" d=path/>
                <path class="map-line" d=path stroke-width=width/>
                <path class="map-head" d=head/>
            </g>
        }
    };
    let mark = move |(park, (x, y)): (ParkId, (f64, f64))| {
        let name = session.park_name(&park);
        let label = {
            let name = name.clone();
            move || w.with(key::FLOW_OF_PARK, "park", name.clone())
        };
        let style = format!("fill: {}", park_colour(session.park_index(&park)));
        let by_key = park.clone();
        view! {
            <g
                class="map-park"
                role="button"
                tabindex="0"
                aria-label=label
                on:click=move |_| opened.park(&park)
                on:keydown=move |event: leptos::ev::KeyboardEvent| {
                    if matches!(event.key().as_str(), "Enter" | " ") {
                        event.prevent_default();
                        opened.park(&by_key);
                    }
                }
            >
                <circle class="map-touch" cx=x cy=y r="44"/>
                <circle class="map-mark" cx=x cy=y r=MARK style=style/>
                <text x=x y=y + MARK + 27.0>{name}</text>
            </g>
        }
    };
    view! {
        <section class="flow-map" aria-labelledby="map-heading">
            <h2 id="map-heading">{move || w.t(key::FLOW_MAP)}<Unit by/></h2>
            <svg
                class="map one-stop"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                role="group"
                aria-labelledby="map-heading"
            >
                <For
                    each=move || arcs.with(|arcs| arcs.iter().map(|arc| (arc.giver.clone(), arc.taker.clone())).collect::<Vec<_>>())
                    key=Clone::clone
                    children=arc
                />
                {parks.get_value().into_iter().map(mark).collect_view()}
            </svg>
            <p class="flow-hint">
                {move || if has_none() { w.t(none(by.get())) } else { w.t(key::FLOW_MAP_NOTE) }}
            </p>
        </section>
    }
}

/// The head of a line, at the end of its path and in its direction.
fn arrow(path: &str, width: f64) -> String {
    let numbers: Vec<f64> = path.split(['M', 'Q', ' ']).filter_map(|part| part.parse().ok()).collect();
    let [_, _, mx, my, x, y] = numbers[..] else { return String::new() };
    let length = (x - mx).hypot(y - my).max(1.0);
    let (ux, uy) = ((x - mx) / length, (y - my) / length);
    let (long, half) = (width * 0.5 + 9.0, width * 0.5 + 6.0);
    let (tip_x, tip_y) = (x + ux * 6.0, y + uy * 6.0);
    let (base_x, base_y) = (tip_x - ux * long, tip_y - uy * long);
    format!(
        "M{tip_x:.1} {tip_y:.1} L{:.1} {:.1} L{:.1} {:.1} Z",
        base_x - uy * half,
        base_y + ux * half,
        base_x + uy * half,
        base_y - ux * half,
    )
}
