//! How a state of a booking, a clock or an entitlement is shown: shape, word and colour together.

use duoyuan_core::format::platform::{Mark, Tone};
use duoyuan_core::words::Message;
use leptos::prelude::*;

use super::lamp::Lamp;
use crate::prefs::words;

/// A lamp of a state with its sentence.
#[component]
pub fn ToneLamp(
    /// How it is to be taken, and what it is called.
    #[prop(into)]
    state: Signal<(Tone, Message)>,
) -> impl IntoView {
    let w = words();
    let light = Memo::new(move |_| state.with(|(tone, _)| *tone));
    let word = Memo::new(move |_| state.with(|(_, message)| w.say(message)));
    view! { <Lamp light word/> }
}

/// How open something is: `● 开放`, `▲ 名义开放`.
#[component]
pub fn MarkWord(
    /// The mark to draw, with its colour and its shape.
    #[prop(into)]
    mark: Signal<Mark>,
) -> impl IntoView {
    let w = words();
    view! {
        <span class=move || class(mark.get())>
            <span class="mark-shape" aria-hidden="true">{move || mark.get().shape()}</span>
            <span class="mark-word">{move || w.t(mark.get().word())}</span>
        </span>
    }
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => "mark is-open",
        Mark::Conditional => "mark is-conditional",
        Mark::Nominal => "mark is-nominal",
        Mark::Closed => "mark is-closed",
        Mark::Unset => "mark is-unset",
    }
}
