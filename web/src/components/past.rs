//! Looking back: the day is chosen at a page's foot, and the page says of when it is.

use duoyuan_core::as_of::AsOf;
use duoyuan_core::period::day_of;
use duoyuan_core::say;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::{Button, DateInput, Empty};
use crate::api::ApiError;
use crate::clock::Clock;
use crate::place::place;
use crate::prefs::words;

/// That a page shows what was, with the way back; nothing on a page that shows what is so now.
#[component]
pub fn PastNote() -> impl IntoView {
    let (w, place, clock) = (words(), place(), expect_context::<Clock>());
    let leave = Callback::new(move |()| place.newest());
    // Told once a minute at most whether it is still to come.
    let ahead = Memo::new(move |_| place.as_of().is_some_and(|as_of| as_of.is_ahead(clock.now())));
    let note = move |text: String| {
        view! {
            <div class="past-note" role="status">
                <span class="note-shape" aria-hidden="true">"◷"</span>
                <p>{text}</p>
                <Button on_press=leave>{move || w.t(key::PAST_LEAVE)}</Button>
            </div>
        }
    };
    move || {
        let unread = place.unread().map(|message| format!("{}{}", w.say(&message), w.t(key::PAST_SHOWS_NEWEST)));
        // What is still to come the page itself refuses.
        let as_of = place.as_of().filter(|_| !ahead.get()).map(|as_of| say::as_of(as_of, w.lang()));
        unread.or(as_of).map(note)
    }
}

/// Room of the page's size while what is asked for is on its way; one sentence where nothing was there yet to look back at.
#[component]
pub fn PastRoom(
    /// Why nothing came.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// What keeps the page's room, such as a skeleton of its size.
    children: ChildrenFn,
) -> impl IntoView {
    let (w, place) = (words(), place());
    let is_before_all = Memo::new(move |_| error.with(|error| error.as_ref().is_some_and(ApiError::is_before_all)));
    let ahead = Memo::new(move |_| error.get().filter(ApiError::is_ahead));
    let leave = Callback::new(move |()| place.newest());
    let text =
        move || w.t(if matches!(place.as_of(), Some(AsOf::Day(_))) { key::PAST_NO_DAY } else { key::PAST_NO_MOMENT });
    move || {
        if let Some(error) = ahead.get() {
            let text = Signal::derive(move || error.text(w.lang()));
            view! {
                <Empty text/>
                <p class="notice-actions"><Button on_press=leave>{move || w.t(key::PAST_LEAVE)}</Button></p>
            }
            .into_any()
        } else if is_before_all.get() {
            let text = Signal::derive(move || text().to_owned());
            view! { <Empty text/> }.into_any()
        } else {
            children()
        }
    }
}

/// What is wrong with a page but for that there was nothing yet, or is nothing so far, which [`PastRoom`] says.
pub fn but_for_past(error: RwSignal<Option<ApiError>>) -> Signal<Option<ApiError>> {
    Signal::derive(move || error.get().filter(|error| !error.is_before_all() && !error.is_ahead()))
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
