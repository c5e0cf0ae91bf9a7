//! When: two fields of date and time, Beijing's whatever the device says.

use duoyuan_core::format::platform::{field, slot_of_fields};
use duoyuan_core::platform::Slot;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::DateInput;
use crate::prefs::words;

/// A stretch of time being typed.
#[derive(Clone, Copy)]
pub struct SlotDraft {
    /// The beginning as the field writes it, in Beijing: `2026-11-23T09:00`.
    pub from: RwSignal<String>,
    /// The end, written as the beginning is.
    pub to: RwSignal<String>,
}

impl SlotDraft {
    /// Begins with `slot`, or empty.
    pub fn new(slot: Option<Slot>) -> Self {
        let draft = Self { from: RwSignal::new(String::new()), to: RwSignal::new(String::new()) };
        if let Some(slot) = slot {
            draft.set(slot);
        }
        draft
    }

    /// Takes another stretch of time.
    pub fn set(self, slot: Slot) {
        self.from.set(field(slot.from));
        self.to.set(field(slot.to));
    }

    /// What is typed, when it is a stretch of time.
    pub fn slot(self) -> Option<Slot> {
        self.from.with(|from| self.to.with(|to| slot_of_fields(from, to)))
    }

    /// Whether both fields are filled and make no stretch of time.
    fn is_wrong(self) -> bool {
        let is_filled = self.from.with(|text| !text.is_empty()) && self.to.with(|text| !text.is_empty());
        is_filled && self.slot().is_none()
    }
}

/// The two fields with what is wrong with them.
#[component]
pub fn SlotFields(draft: SlotDraft) -> impl IntoView {
    let w = words();
    let input = move |label, value: RwSignal<String>| {
        view! {
            <label>
                <span>{move || w.t(label)}</span>
                <DateInput kind="datetime-local" value on_type=Callback::new(move |text| value.set(text)) attr:step="1800" attr:required=true/>
            </label>
        }
    };
    view! {
        <div class="slot-fields">
            {input(key::PW_FROM, draft.from)}
            {input(key::PW_TO, draft.to)}
            <p class="field-note" aria-live="polite">
                {move || if draft.is_wrong() { w.t(key::PW_SLOT_WRONG) } else { w.t(key::PW_BEIJING) }}
            </p>
        </div>
    }
}
