//! Under a line marked 口径调整: since which report the new definition holds, and what earlier months come to by it.

use duoyuan_core::draft::TypedAdjustment;
use duoyuan_core::format;
use duoyuan_core::period::Month;
use duoyuan_core::words::{Message, key};
use duoyuan_core::zone::Item;
use leptos::prelude::*;

use super::editing::Editing;
use crate::prefs::words;

/// How many months back the new definition may have begun.
const OFFERED: i32 = 12;

/// The month and the restated figures.
#[component]
pub fn Adjusting(editing: Editing, item: StoredValue<Item>) -> impl IntoView {
    let w = words();
    let code = item.with_value(|item| item.code.clone());
    let code = StoredValue::new(code);
    let month = editing.sheet.with_untracked(|sheet| sheet.month);
    let from = Memo::new(move |_| editing.draft.with(|draft| code.with_value(|code| draft.adjusted_from(code, month))));
    let months =
        Memo::new(move |_| editing.draft.with(|draft| code.with_value(|code| draft.restated_months(code, month))));
    let is_stated =
        editing.draft.with_untracked(|draft| code.with_value(|code| !draft.adjustment(code).restated.is_empty()));
    let edit = move |change: &dyn Fn(&mut TypedAdjustment)| {
        editing.edit(|draft| change(draft.adjustments.entry(code.get_value()).or_default()));
    };
    let choices = (0..OFFERED).map(|back| {
        let choice = month.plus(-back);
        view! { <option value=choice.to_string() selected=move || from.get() == choice>{format::month(choice)}</option> }
    });
    let of_item = move |key| w.with(key, "item", item.with_value(|item| item.name.clone()));
    let hint =
        move || w.with(key::SHEET_RESTATED_HINT, "basis", w.t(item.with_value(|item| format::basis(item.basis))));
    view! {
        <div class="adjusting">
            <label class="adjusting-from">
                <span>{move || w.t(key::SHEET_ADJUSTED_FROM)}</span>
                <select
                    aria-label=move || of_item(key::SHEET_ADJUSTED_FROM_LABEL)
                    disabled=move || !editing.open.get()
                    on:change:target=move |ev| {
                        let chosen: Option<Month> = ev.target().value().parse().ok();
                        edit(&|typed| typed.from = chosen);
                    }
                >
                    {choices.collect_view()}
                </select>
            </label>
            <details open=is_stated>
                <summary>{move || w.t(key::SHEET_RESTATED)}</summary>
                <p class="quiet-text">{hint}</p>
                <div class="adjusting-months">
                    <For each=move || months.get() key=|month| *month let:of>
                        <Restated editing item of/>
                    </For>
                </div>
            </details>
        </div>
    }
}

/// The field for one earlier month, restated on the new definition (同口径数).
#[component]
fn Restated(editing: Editing, item: StoredValue<Item>, of: Month) -> impl IntoView {
    let w = words();
    let text = move || {
        let typed = |item: &Item| editing.draft.with(|draft| draft.adjustment(&item.code));
        item.with_value(typed).restated.get(&of).cloned().unwrap_or_default()
    };
    let label = move || {
        let message = item.with_value(|item| {
            Message::new(key::SHEET_RESTATED_LABEL).with("item", &item.name).with("unit", item.unit.name())
        });
        w.say(&message.with("month", format::month(of)))
    };
    view! {
        <label>
            <span>{format::month(of)}</span>
            <input
                type="text"
                inputmode=if item.with_value(|item| item.negative) { "text" } else { "decimal" }
                autocomplete="off"
                maxlength="60"
                aria-label=label
                prop:value=text
                readonly=move || !editing.open.get()
                on:input:target=move |ev| {
                    let text = ev.target().value();
                    let code = item.with_value(|item| item.code.clone());
                    editing.edit(|draft| {
                        let typed = draft.adjustments.entry(code).or_default();
                        if text.trim().is_empty() {
                            typed.restated.remove(&of);
                        } else {
                            typed.restated.insert(of, text);
                        }
                    });
                }
            />
        </label>
    }
}
