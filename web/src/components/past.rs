//! Looking back: the day is chosen at a page's foot, and the page says of when it is.

use duoyuan_core::as_of::AsOf;
use duoyuan_core::period::day_of;
use duoyuan_core::say;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::{Button, DateInput};
use crate::clock::Clock;
use crate::place::place;
use crate::prefs::words;

/// That a page shows what was, with the way back; nothing on a page that shows what is so now.
#[component]
pub fn PastNote() -> impl IntoView {
    let (w, place) = (words(), place());
    let leave = Callback::new(move |()| place.look_back(None));
    let note = move |as_of| {
        view! {
            <div class="past-note" role="status">
                <span class="note-shape" aria-hidden="true">"◷"</span>
                <p>{move || say::as_of(as_of, w.lang())}</p>
                <Button on_press=leave>{move || w.t(key::PAST_LEAVE)}</Button>
            </div>
        }
    };
    move || place.as_of().map(note)
}

/// The day to look back at.
#[component]
pub fn PastPicker() -> impl IntoView {
    let (w, place, clock) = (words(), place(), expect_context::<Clock>());
    let value = Signal::derive(move || match place.as_of() {
        Some(AsOf::Day(day)) => day.to_string(),
        _ => String::new(),
    });
    let on_type = Callback::new(move |text: String| {
        if let Some(day) = AsOf::typed(&text, clock.now()) {
            place.look_back(Some(day));
        }
    });
    view! {
        <label class="past-picker">
            <span>{move || w.t(key::PAST_CHOOSE)}</span>
            <DateInput kind="date" value on_type attr:max=move || day_of(clock.now()).to_string()/>
        </label>
    }
}
