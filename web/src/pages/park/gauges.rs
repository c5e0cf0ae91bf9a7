//! How far the park is towards its targets: a bar, and a line where the year's path (序时进度) stands.

use duoyuan_core::format;
use duoyuan_core::view::{self, Gauge};
use duoyuan_core::words::{Lang, Message, key};
use duoyuan_core::zone::Verification;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::components::{Address, ExplainTarget, Lamp, Light, Number, StatusBadge};
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
    let gauge = move |first: Gauge| {
        let code = first.figure.code.clone();
        let gauge = held(first, move || all.with(|all| all.iter().find(|g| g.figure.code == code).cloned()));
        view! { <Line gauge/> }
    };
    let has_any = Memo::new(move |_| all.with(|all| !all.is_empty()));
    view! {
        <Show when=move || has_any.get()>
            <section class="card">
                <header><h2>{title}</h2></header>
                <ul class="gauges"><For each=move || all.get() key=|g| g.figure.code.clone() children=gauge/></ul>
            </section>
        </Show>
    }
}

#[component]
fn Line(gauge: Memo<Gauge>) -> impl IntoView {
    let (session, w, target) = (session(), words(), expect_context::<ExplainTarget>());
    let figure = Memo::new(move |_| gauge.with(|gauge| gauge.figure.clone()));
    let name = move || figure.with(|figure| session.indicator_name(&figure.code));
    let light = Memo::new(move |_| gauge.with(light_of));
    let standing = Signal::derive(move || gauge.with(|gauge| standing(gauge, w.lang())));
    let goal = move || gauge.with(|gauge| goal(gauge, w.lang()));
    let share = move |part: fn(&Gauge) -> Option<Decimal>| {
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

/// Behind its path by this share of the year's target and more, a figure is far behind (银川: 30 points).
const FAR: i64 = 30;

/// A lamp when there is a path to judge by.
fn light_of(gauge: &Gauge) -> Option<Light> {
    let ahead = gauge.ahead?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(gauge.target)?;
    Some(match ahead {
        ahead if ahead >= Decimal::ZERO => Light::Fine,
        ahead if ahead > Decimal::from(-FAR) => Light::Warning,
        _ => Light::Late,
    })
}

/// `超序时进度 12.30亿元`.
fn standing(gauge: &Gauge, lang: Lang) -> String {
    let Some(ahead) = gauge.ahead else { return String::new() };
    let key = if ahead.is_sign_negative() { key::BEHIND_PATH } else { key::AHEAD_OF_PATH };
    let amount = format::number(ahead.abs(), gauge.figure.decimals);
    Message::new(key).with("amount", amount).with("unit", say::unit(gauge.figure.unit, lang)).text(lang)
}

/// `全年目标420亿元，未核实，已完成78%，序时进度315亿元`.
fn goal(gauge: &Gauge, lang: Lang) -> String {
    let unit = say::unit(gauge.figure.unit, lang);
    let sum = |key, value| Message::new(key).with("value", value).with("unit", unit).text(lang);
    let doubt = (gauge.cited.verification == Verification::Unverified)
        .then(|| format::verification(Verification::Unverified).text(lang).to_owned());
    let parts = [
        Some(sum(key::YEARS_TARGET, format::exact(gauge.target))),
        doubt,
        gauge.percent.map(|p| Message::new(key::METER_DONE).with("percent", format::number(p, 0)).text(lang)),
        gauge.path.map(|path| sum(key::PATH_VALUE, format::number(path, gauge.figure.decimals))),
    ];
    say::clauses(parts.into_iter().flatten(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use duoyuan_core::figure::{Change, Gap, Status, Unit};
    use duoyuan_core::period::Basis;
    use duoyuan_core::series::Subject;
    use duoyuan_core::zone::Cited;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn gauge(value: i64, path: Option<i64>) -> Gauge {
        let value = Decimal::from(value);
        let figure = view::Figure {
            subject: Subject::Zone,
            code: "revenue".into(),
            month: "2026-09".parse().unwrap(),
            basis: Basis::Cumulative,
            value: Some(value),
            gap: None,
            unit: Unit::HundredMillionYuan,
            decimals: 0,
            status: Status::Final,
            year_on_year: Change::None(Gap::NoBase),
            comparable: None,
            missing: Vec::new(),
        };
        let path = path.map(Decimal::from);
        Gauge {
            figure,
            target: Decimal::from(100),
            path,
            percent: Some(value),
            ahead: path.map(|path| value - path),
            cited: Cited { source: String::new(), verification: Verification::Published },
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_path_decides_not_the_years_end() {
        let check = |value, path, expected| assert_eq!(light_of(&gauge(value, path)), expected, "{value} {path:?}");
        check(76, Some(75), Some(Light::Fine));
        check(75, Some(75), Some(Light::Fine));
        check(74, Some(75), Some(Light::Warning));
        check(45, Some(75), Some(Light::Late));
        check(99, None, None);
        assert_eq!(standing(&gauge(70, Some(75)), Lang::Chinese), "落后序时进度5亿元");
    }
}
