//! How far the park is towards its targets: a bar, and a line where the year's path (序时进度) stands.

use duoyuan_core::view::{self, Meter};
use duoyuan_core::words::key;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::components::{Address, ExplainTarget, Lamp, Number, StatusBadge};
use crate::held::held;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// All gauges; nothing when the park has no targets in that year.
#[component]
pub fn Gauges(page: Memo<Option<view::ParkPage>>) -> impl IntoView {
    let w = words();
    let all = Memo::new(move |_| page.with(|page| page.as_ref().map_or_else(Vec::new, |page| page.gauges.clone())));
    let title = move || {
        let year = page.with(|page| page.as_ref().map(|page| page.month.year()));
        year.map(|year| w.with(key::GAUGES_TITLE, "year", year.to_string()))
    };
    let gauge = move |first: Meter| {
        let code = first.figure.code.clone();
        let gauge = held(first, move || all.with(|all| all.iter().find(|g| g.figure.code == code).cloned()));
        view! { <Line gauge/> }
    };
    let has_any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    view! {
        <Show when=move || has_any.get()>
            <section class="card">
                <header><h2>{title}</h2></header>
                <ul class="gauges one-stop"><For each=move || all.get() key=|g| g.figure.code.clone() children=gauge/></ul>
            </section>
        </Show>
    }
}

#[component]
fn Line(gauge: Memo<Meter>) -> impl IntoView {
    let (session, w, target) = (session(), words(), expect_context::<ExplainTarget>());
    let figure = Memo::new(move |_| gauge.with(|gauge| gauge.figure.clone()));
    let name = move || figure.with(|figure| session.source_name(&figure.code));
    let light = Memo::new(move |_| gauge.with(Meter::light));
    let standing = Signal::derive(move || gauge.with(|gauge| say::standing(gauge, w.lang())));
    let goal = move || gauge.with(|gauge| say::years_goal(gauge, w.lang()));
    let share = move |part: fn(&Meter) -> Option<Decimal>| {
        gauge.with(|g| part(g)?.checked_div(g.target)?.to_f64()).map(|share| (share * 100.0).clamp(0.0, 100.0))
    };
    let done = move || format!("{:.1}", share(|gauge| gauge.figure.value).unwrap_or_default());
    let path = move || share(|gauge| gauge.path);
    let sentence =
        move || format!("{} {} {}", figure.with(|f| say::sentence("", &name(), f, w.lang())), goal(), standing.get());
    let explain = move |_| target.open(figure.with_untracked(|figure| Address::from(figure)));
    view! {
        <li>
            <button type="button" class="figure gauge" on:click=explain>
                <span class="visually-hidden">{sentence}</span>
                <span class="seen" aria-hidden="true">
                    <span class="meter-line">
                        <span class="meter-name">{name}</span>
                        <Number figure unit=true/>
                        <StatusBadge status=Signal::derive(move || figure.with(|figure| figure.status))/>
                    </span>
                    <span class="gauge-bar">
                        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="progress-ground" width="100" height="10"/>
                            <rect class="progress-done" width=done height="10"/>
                        </svg>
                        {move || path().map(|x| view! {
                            <span class="gauge-path" style=format!("left:{x:.1}%")></span>
                        })}
                    </span>
                    <span class="gauge-foot">
                        <span class="meter-goal">{goal}</span>
                        {move || light.get().map(|light| view! { <Lamp light word=standing/> })}
                    </span>
                </span>
            </button>
        </li>
    }
}
