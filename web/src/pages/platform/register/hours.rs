//! When a resource may be used: the zone's hours, always, or hours of its own.

use duoyuan_core::format::platform::{clock_field, opening_of_fields, weekday};
use duoyuan_core::platform::{Hours, Opening};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::components::{Button, Kind};
use crate::prefs::words;

/// Which of the three.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Standard,
    Always,
    Own,
}

/// Opening hours that are being typed, a stretch of weekdays a line.
#[derive(Clone, Copy)]
pub struct HoursDraft {
    choice: RwSignal<Choice>,
    openings: RwSignal<Vec<OpeningDraft>>,
}

/// Daily hours being typed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct OpeningDraft {
    days: RwSignal<Vec<u8>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl OpeningDraft {
    fn of(it: &Opening) -> Self {
        let (from, to) = (clock_field(it.from), clock_field(it.to));
        Self { days: RwSignal::new(it.weekdays.clone()), from: RwSignal::new(from), to: RwSignal::new(to) }
    }

    fn workdays() -> Self {
        Self::of(&Opening { weekdays: (1..=5).collect(), from: 8 * 60 + 30, to: 18 * 60 })
    }
}

impl HoursDraft {
    /// Those that are there.
    pub fn of(hours: &Hours) -> Self {
        let (choice, openings) = match hours {
            Hours::Standard => (Choice::Standard, vec![OpeningDraft::workdays()]),
            Hours::Always => (Choice::Always, vec![OpeningDraft::workdays()]),
            Hours::Own(own) => (Choice::Own, own.iter().map(OpeningDraft::of).collect()),
        };
        Self { choice: RwSignal::new(choice), openings: RwSignal::new(openings) }
    }

    /// What is typed, when every field can be read.
    pub fn hours(self) -> Option<Hours> {
        match self.choice.get() {
            Choice::Standard => Some(Hours::Standard),
            Choice::Always => Some(Hours::Always),
            Choice::Own => {
                let read = |it: OpeningDraft| opening_of_fields(&it.days.get(), &it.from.get(), &it.to.get());
                let own = self.openings.get().into_iter().map(read).collect::<Option<Vec<_>>>()?;
                (!own.is_empty()).then_some(Hours::Own(own))
            }
        }
    }
}

/// The fields of the opening hours.
#[component]
pub fn HoursFields(draft: HoursDraft) -> impl IntoView {
    let w = words();
    let choice = move |this: Choice, word: Key| {
        view! {
            <button type="button" aria-pressed=move || (draft.choice.get() == this).to_string() on:click=move |_| draft.choice.set(this)>{move || w.t(word)}</button>
        }
    };
    let add = move |()| draft.openings.update(|all| all.push(OpeningDraft::workdays()));
    view! {
        <div class="hours-fields">
            <div class="segments" role="group" aria-label=move || w.t(key::PW_OPENING)>
                {choice(Choice::Standard, key::PW_HOURS_STANDARD)}
                {choice(Choice::Always, key::PW_HOURS_ALWAYS)}
                {choice(Choice::Own, key::GW_HOURS_OWN)}
            </div>
            <Show when=move || draft.choice.get() == Choice::Own>
                <For each=move || draft.openings.get() key=|it| it.from children=move |it| view! {
                    <OpeningFields it/>
                    <Button kind=Kind::Quiet on_press=Callback::new(move |()| draft.openings.update(|all| all.retain(|other| *other != it)))>{move || w.t(key::GW_HOURS_REMOVE)}</Button>
                }/>
                <Button on_press=Callback::new(add)>{move || w.t(key::GW_HOURS_ADD)}</Button>
            </Show>
        </div>
    }
}

#[component]
fn OpeningFields(it: OpeningDraft) -> impl IntoView {
    let w = words();
    let toggle = move |day: u8| {
        it.days.update(|days| match days.iter().position(|other| *other == day) {
            Some(place) => drop(days.remove(place)),
            None => days.push(day),
        });
    };
    let day = move |day: u8| {
        view! {
            <button type="button" aria-pressed=move || it.days.with(|days| days.contains(&day)).to_string() on:click=move |_| toggle(day)>{move || w.t(weekday(day))}</button>
        }
    };
    let time = move |label: Key, value: RwSignal<String>| {
        view! {
            <label class="short-field"><span>{move || w.t(label)}</span><input type="time" prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/></label>
        }
    };
    view! {
        <div class="opening-fields">
            <div class="segments" role="group" aria-label=move || w.t(key::GW_WEEKDAYS)>{(1..=7).map(day).collect_view()}</div>
            {time(key::GW_HOURS_FROM, it.from)}
            {time(key::GW_HOURS_TO, it.to)}
        </div>
    }
}
