//! The measures as figures: value, unit, and what the gap to the values they are compared with means.

use duoyuan_core::format;
use duoyuan_core::openness::Measure;
use duoyuan_core::view::{OpenIndicator, OpennessPage};
use duoyuan_core::words::Message;
use leptos::prelude::*;

use super::Asked;
use crate::components::ToneLamp;
use crate::held::held;
use crate::prefs::words;

/// All measures of openness with their values.
#[component]
pub fn Indicators(page: Memo<Option<OpennessPage>>, explained: RwSignal<Option<Asked>>) -> impl IntoView {
    let measures = move || {
        page.with(|page| {
            page.iter()
                .flat_map(|page| &page.indicators)
                .filter(|it| it.concerns())
                .map(|it| it.measure)
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="measures one-stop">
            <For each=measures key=Clone::clone children=move |measure| view! { <Tile measure page explained/> }/>
        </div>
    }
}

/// One measure; a tap explains it. With nothing to compare it with, it says how it is computed.
#[component]
fn Tile(measure: Measure, page: Memo<Option<OpennessPage>>, explained: RwSignal<Option<Asked>>) -> impl IntoView {
    let w = words();
    let look = move || page.with(|page| page.as_ref()?.indicators.iter().find(|it| it.measure == measure).cloned());
    untrack(look).map(|first| {
        let indicator = held(first, look);
        view! {
            <button type="button" class="figure measure" aria-haspopup="dialog" on:click=move |_| explained.set(Some((measure, None)))>
                <MeasureName measure name=Signal::derive(move || indicator.with(|it| it.name.clone()))/>
                <MeasureValue indicator/>
                <Compared indicator/>
                {move || indicator.with(|it| format::platform::remarks(it).is_empty().then(|| w.say(&it.formula))).map(|formula| view! {
                    <span class="measure-formula">{formula}</span>
                })}
            </button>
        }
    })
}

/// The name of a measure with its number: `共享率 PO-5`.
#[component]
fn MeasureName(measure: Measure, name: Signal<Message>) -> impl IntoView {
    let w = words();
    view! {
        <span class="measure-name">{move || name.with(|name| w.say(name))}" "<span class="measure-id">{measure.id()}</span></span>
    }
}

/// The value, or why there is none.
#[component]
pub fn MeasureValue(#[prop(into)] indicator: Signal<OpenIndicator>) -> impl IntoView {
    let w = words();
    let text = Memo::new(move |_| indicator.with(|it| format::platform::measured(it, w.lang())));
    let has_value = Memo::new(move |_| indicator.with(|it| it.figure.value.is_some()));
    let unit = move || has_value.get().then(|| indicator.with(|it| it.figure.unit.name()));
    view! {
        <span class="number" class:absent=move || !has_value.get()>
            <span class="digits">{text}</span><span class="unit">{unit}</span>
        </span>
    }
}

/// What is missing in the value, and every value to compare with as a sentence of the gap.
#[component]
pub fn Compared(#[prop(into)] indicator: Signal<OpenIndicator>) -> impl IntoView {
    let gaps = Memo::new(move |_| indicator.with(format::platform::remarks));
    view! {
        <span class="measure-gaps">
            {move || gaps.get().into_iter().map(|gap| view! { <ToneLamp state=gap/> }).collect_view()}
        </span>
    }
}
