//! The workbook: download it, drop it back, and see what it would do before anything is submitted.

use leptos::ev::DragEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use duoyuan_core::words::key;

use super::dry_run::DryRunResult;
use super::editing::Editing;
use super::sending::Sending;
use crate::api::{self, ApiError, Upload};
use crate::prefs::words;

/// The workbook's part of the page. `upload` is the workbook looked at, if any.
#[component]
pub fn Workbook(editing: Editing, sending: Sending, upload: RwSignal<Option<Upload>>) -> impl IntoView {
    let w = words();
    let reading = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let too_many = RwSignal::new(false);
    let dragged = RwSignal::new(false);
    let chooser: NodeRef<Input> = NodeRef::new();
    let look = move |file: web_sys::File| {
        let (park, month) = editing.sheet.with_untracked(|sheet| (sheet.park.clone(), sheet.month));
        reading.set(Some(file.name()));
        upload.set(None);
        error.set(None);
        too_many.set(false);
        spawn_local(async move {
            let answer = api::dry_run(&park, month, &file).await;
            if reading.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(answer) => upload.set(Some(answer)),
                Err(refused) => error.set(Some(refused)),
            }
        });
    };
    let take = move |files: Option<web_sys::FileList>| {
        let Some(files) = files else { return };
        match (files.length(), files.get(0)) {
            (1, Some(file)) => look(file),
            (0, _) | (_, None) => {}
            _ => too_many.set(true),
        }
    };
    let dropped = move |ev: DragEvent| {
        ev.prevent_default();
        dragged.set(false);
        take(ev.data_transfer().and_then(|data| data.files()));
    };
    let chosen = move |_| {
        let Some(input) = chooser.get_untracked() else { return };
        take(input.files());
        // The same file, mended, must be taken again.
        input.set_value("");
    };
    let address = move || editing.sheet.with(|sheet| api::template_address(&sheet.park, sheet.month));
    view! {
        <section class="sheet-workbook" aria-labelledby="sheet-workbook-heading">
            <h2 id="sheet-workbook-heading">{move || w.t(if editing.open.get() { key::SHEET_WORKBOOK_HEADING } else { key::SHEET_WORKBOOK_ONLY })}</h2>
            <div class="sheet-workbook-row">
                <a class="button" href=address download="" rel="external">
                    <span aria-hidden="true">"↓ "</span>{move || w.t(key::SHEET_DOWNLOAD)}
                </a>
                <Show when=move || editing.open.get()>
                    <div
                        class="dropzone"
                        class:is-over=move || dragged.get()
                        on:dragover=move |ev: DragEvent| { ev.prevent_default(); dragged.set(true); }
                        on:dragleave=move |_| dragged.set(false)
                        on:drop=dropped
                    >
                        <span>{move || match reading.get() {
                            Some(file) => w.with(key::SHEET_READING, "file", file),
                            None if dragged.get() => w.t(key::SHEET_DROP_NOW).to_owned(),
                            None => w.t(key::SHEET_DROP).to_owned(),
                        }}</span>
                        <label class="button">
                            {move || w.t(key::SHEET_CHOOSE)}
                            <input
                                node_ref=chooser
                                type="file"
                                class="visually-hidden"
                                accept=".xlsx,.xlsm,.xls,.ods,.csv"
                                disabled=move || reading.with(Option::is_some)
                                on:change=chosen
                            />
                        </label>
                    </div>
                </Show>
            </div>
            <Show when=move || editing.open.get()><p class="quiet-text">{move || w.t(key::SHEET_WORKBOOK_HELP)}</p></Show>
            <div aria-live="assertive">
                {move || error.get().map(|error| view! {
                    <p class="notice notice-error"><span aria-hidden="true">"■ "</span>{error.text(w.lang())}</p>
                })}
                <Show when=move || too_many.get()>
                    <p class="notice notice-error"><span aria-hidden="true">"■ "</span>{move || w.t(key::SHEET_ONE_FILE)}</p>
                </Show>
            </div>
            {move || upload.get().map(|looked| view! { <DryRunResult editing sending looked upload/> })}
        </section>
    }
}
