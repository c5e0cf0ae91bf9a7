//! Where a park's report stands, as a lamp.

use duoyuan_core::view::ReportingLine;
use jiff::Timestamp;
use leptos::prelude::*;

use super::lamp::Lamp;
use crate::clock::Clock;
use crate::prefs::words;

/// The lamp with its word: the stage, or for how long it is overdue.
#[component]
pub fn ReportLamp(
    /// The line of the reporting list whose state the lamp shows.
    #[prop(into)]
    line: Signal<ReportingLine>,
    /// When the report is due.
    #[prop(into)]
    due: Signal<Timestamp>,
) -> impl IntoView {
    let (w, clock) = (words(), expect_context::<Clock>());
    // Changes a few times a month, not every second.
    let light = Memo::new(move |_| line.with(|line| line.light(due.get(), clock.now())));
    let word = move || line.with(|line| line.word(light.get(), w.lang()));
    view! { <Lamp light word=Signal::derive(word)/> }
}
