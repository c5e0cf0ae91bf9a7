//! The form: every item a line, under its headings.

use duoyuan_core::words::{Message, key};
use duoyuan_core::{format, zone::Item};
use leptos::prelude::*;

use super::editing::Editing;
use super::line::Line;
use crate::prefs::words;
use crate::session::session;

/// The form to type into.
#[component]
pub fn FormTable(editing: Editing) -> impl IntoView {
    let w = words();
    let session = session();
    let pasted = RwSignal::new(0_usize);
    let caption = move || {
        editing.sheet.with(|sheet| {
            let message = Message::new(key::SHEET_FORM_CAPTION).with("park", session.park_name(&sheet.park));
            let message = message.with("month", format::month(sheet.month));
            w.say(&message.with("count", sheet.lines.len().to_string()))
        })
    };
    let columns = [
        (key::WORK_ITEM, "sheet-name"),
        (key::WORK_UNIT, "sheet-unit"),
        (key::WORK_BASIS, "sheet-basis"),
        (key::WORK_YEAR_AGO, "sheet-number"),
        (key::WORK_LAST_MONTH, "sheet-number"),
        (key::WORK_VALUE, "sheet-cell"),
        (key::WORK_MARK, "sheet-mark"),
        (key::WORK_YEAR_ON_YEAR, "sheet-change"),
    ];
    let heads = columns.map(|(key, class)| view! { <th scope="col" class=class>{move || w.t(key)}</th> });
    let on_pasted = Callback::new(move |count| pasted.set(count));
    let month = editing.sheet.with_untracked(|sheet| sheet.month);
    let sections = sections(&editing.info.with_value(|info| info.zone.items(month).cloned().collect::<Vec<_>>()));
    let bodies = sections.into_iter().map(|(title, items)| {
        let lines = items.into_iter().map(|item| view! { <Line editing item pasted=on_pasted/> });
        view! {
            <tbody>
                <tr class="sheet-section"><th scope="rowgroup" colspan="8">{title}</th></tr>
                {lines.collect_view()}
            </tbody>
        }
    });
    view! {
        <section class="sheet-form" aria-labelledby="sheet-form-heading">
            <h2 id="sheet-form-heading">{move || w.t(if editing.open.get() { key::SHEET_FORM_HEADING } else { key::SHEET_FORM_ONLY })}</h2>
            <Show when=move || editing.open.get()>
                <p class="quiet-text">{move || w.t(key::SHEET_FORM_HELP)}</p>
            </Show>
            <p class="visually-hidden" aria-live="polite">
                {move || match pasted.get() {
                    0 => String::new(),
                    count => w.with(key::SHEET_PASTED, "n", count.to_string()),
                }}
            </p>
            <div class="sheet-scroll">
                <table class="sheet-table">
                    <caption class="visually-hidden">{caption}</caption>
                    <thead><tr>{heads.collect_view()}</tr></thead>
                    {bodies.collect_view()}
                </table>
            </div>
        </section>
    }
}

/// Items under their headings, in the order of the form.
fn sections(items: &[Item]) -> Vec<(String, Vec<Item>)> {
    let mut all: Vec<(String, Vec<Item>)> = Vec::new();
    for item in items {
        match all.last_mut() {
            Some((title, items)) if *title == item.section => items.push(item.clone()),
            _ => all.push((item.section.clone(), vec![item.clone()])),
        }
    }
    all
}
