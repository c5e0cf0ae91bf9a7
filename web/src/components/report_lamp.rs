//! Where a park's report stands, as a lamp.

use duoyuan_core::format;
use duoyuan_core::report::Stage;
use duoyuan_core::view::ReportingLine;
use duoyuan_core::words::key;
use jiff::Timestamp;
use leptos::prelude::*;

use super::lamp::{Lamp, Light};
use crate::clock::Clock;
use crate::prefs::words;

/// Days before the due moment from which an awaited report is 临期 (reminders usually start three days before).
const SOON_HOURS: i64 = 72;

/// The lamp of a reporting line at `now`.
pub fn light_of(line: &ReportingLine, due: Timestamp, now: Timestamp) -> Light {
    match line.stage {
        _ if line.overdue => Light::Late,
        Stage::Submitted | Stage::Approved => Light::Fine,
        Stage::Returned => Light::Warning,
        Stage::Awaited if due.duration_since(now).as_hours() < SOON_HOURS => Light::Warning,
        Stage::Awaited => Light::Idle,
    }
}

/// The lamp with its word: the stage, or for how long it is overdue.
#[component]
pub fn ReportLamp(
    /// The line.
    #[prop(into)]
    line: Signal<ReportingLine>,
    /// When the report is due.
    #[prop(into)]
    due: Signal<Timestamp>,
) -> impl IntoView {
    let (w, clock) = (words(), expect_context::<Clock>());
    // Changes a few times a month, not every second.
    let light = Memo::new(move |_| line.with(|line| light_of(line, due.get(), clock.now())));
    let word = move || {
        line.with(|line| match light.get() {
            Light::Late => w.with(key::OVERDUE_DAYS, "n", line.days_overdue.to_string()),
            Light::Warning if line.stage == Stage::Awaited => w.t(key::DUE_SOON).to_owned(),
            _ => w.t(format::stage(line.stage)).to_owned(),
        })
    };
    view! { <Lamp light word=Signal::derive(word)/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn lamps_follow_the_report_and_the_calendar() {
        let due: Timestamp = "2026-10-15T16:00:00Z".parse().unwrap();
        let line = |stage, overdue| ReportingLine {
            park: "a".into(),
            stage,
            submitted_at: None,
            submitted_late: false,
            overdue,
            days_overdue: u32::from(overdue),
        };
        let check = |stage, overdue, now: &str, expected| {
            assert_eq!(light_of(&line(stage, overdue), due, now.parse().unwrap()), expected, "{stage:?} {now}");
        };
        check(Stage::Awaited, false, "2026-10-05T00:00:00Z", Light::Idle);
        check(Stage::Awaited, false, "2026-10-13T00:00:00Z", Light::Warning);
        check(Stage::Awaited, true, "2026-10-16T00:00:00Z", Light::Late);
        check(Stage::Returned, false, "2026-10-05T00:00:00Z", Light::Warning);
        check(Stage::Submitted, false, "2026-10-20T00:00:00Z", Light::Fine);
        check(Stage::Approved, false, "2026-10-20T00:00:00Z", Light::Fine);
    }
}
