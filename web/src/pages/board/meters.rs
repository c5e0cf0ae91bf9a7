//! The policy's targets: how far along, from which article.

use duoyuan_core::view::{Board, Meter};
use duoyuan_core::words::key;
use leptos::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use crate::components::{Address, ExplainTarget, Number, StatusBadge};
use crate::held::held;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The targets; nothing when the configuration has none.
#[component]
pub fn Meters(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let all = Memo::new(move |_| board.with(|board| board.as_ref().map_or_else(Vec::new, |b| b.meters.clone())));
    let has_any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let meter = move |first: Meter| {
        let key = (first.figure.code.clone(), first.year);
        let meter = held(first, move || {
            all.with(|all| all.iter().find(|m| m.figure.code == key.0 && m.year == key.1).cloned())
        });
        view! { <Line meter/> }
    };
    view! {
        <Show when=move || has_any.get()>
            <section class="card">
                <header><h2>{move || w.t(key::METERS_TITLE)}</h2></header>
                <ul class="meters one-stop">
                    <For each=move || all.get() key=|m| (m.figure.code.clone(), m.year) children=meter/>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Line(meter: Memo<Meter>) -> impl IntoView {
    let (session, w, target) = (session(), words(), expect_context::<ExplainTarget>());
    let figure = Memo::new(move |_| meter.with(|meter| meter.figure.clone()));
    let name = move || figure.with(|figure| session.source_name(&figure.code));
    let goal = move || meter.with(|m| say::goal(m, w.lang()));
    let sentence = move || {
        let zone = session.zone(|zone| zone.short.clone()).unwrap_or_default();
        format!("{} {}", figure.with(|f| say::sentence(&zone, &name(), f, w.lang())), goal())
    };
    let explain = move |_| target.open(figure.with_untracked(|figure| Address::from(figure)));
    view! {
        <li>
            <button type="button" class="figure meter" on:click=explain>
                <span class="visually-hidden">{sentence}</span>
                <span class="seen" aria-hidden="true">
                    <span class="meter-line">
                        <span class="meter-name">{name}</span>
                        <Number figure unit=true/>
                        <StatusBadge status=Signal::derive(move || figure.with(|figure| figure.status))/>
                    </span>
                    <Progress percent=Signal::derive(move || meter.with(share))/>
                    <span class="meter-goal">{goal}</span>
                </span>
            </button>
        </li>
    }
}

/// A bar from nothing to the target.
#[component]
pub fn Progress(
    /// 0 to 100 and beyond; the bar ends at 100.
    #[prop(into)]
    percent: Signal<Option<f64>>,
) -> impl IntoView {
    let width = move || percent.get().unwrap_or_default().clamp(0.0, 100.0);
    view! {
        <svg class="progress" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="progress-ground" width="100" height="6"/>
            <rect class="progress-done" width=move || format!("{:.1}", width()) height="6"/>
        </svg>
    }
}

/// Percent reached, for the bar.
pub fn share(meter: &Meter) -> Option<f64> {
    meter.percent.and_then(|percent| percent.to_f64())
}
