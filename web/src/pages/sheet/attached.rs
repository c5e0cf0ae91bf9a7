//! Files that come with a report: an explanation, a table, a scan. They go with the form and with a workbook alike.

use duoyuan_core::document;
use duoyuan_core::report::{Attachment, MOST_ATTACHMENTS};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::editing::Editing;
use crate::api::{self, ApiError};
use crate::components::ErrorNote;
use crate::prefs::words;

/// The files, and the field to add one.
#[component]
pub fn Attached(editing: Editing) -> impl IntoView {
    let w = words();
    let error = RwSignal::new(None::<ApiError>);
    let wrong = RwSignal::new(None::<Message>);
    let now = move || editing.draft.with(|draft| editing.sheet.with(|sheet| draft.attachments(sheet)));
    let files = Memo::new(move |_| now());
    let put = move |change: &dyn Fn(&mut Vec<Attachment>)| {
        let mut files = untrack(now);
        change(&mut files);
        editing.edit(|draft| draft.attachments = Some(files));
    };
    let send = move |file: web_sys::File| {
        error.set(None);
        let full = files.with_untracked(Vec::len) >= MOST_ATTACHMENTS;
        let too_many = || Message::new(key::ATTACHMENT_COUNT).with("most", MOST_ATTACHMENTS.to_string());
        wrong.set(if full { Some(too_many()) } else { document::fits(&file.name(), file.size() as usize).err() });
        if wrong.with_untracked(Option::is_some) {
            return;
        }
        editing.attaching.set(Some(file.name()));
        spawn_local(async move {
            let answer = api::hand_in(&file).await;
            if editing.attaching.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(handed) => put(&|files| {
                    files.retain(|known| known.digest != handed.digest);
                    files.push(Attachment { file: handed.file.clone(), digest: handed.digest.clone() });
                }),
                Err(refused) => error.set(Some(refused)),
            }
        });
    };
    let chosen = move |ev: web_sys::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&ev);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            send(file);
        }
        // The same file, mended, must be taken again.
        input.set_value("");
    };
    let line = move |file: Attachment| {
        let (name, digest) = (file.file.clone(), file.digest.clone());
        let label = move || w.with(key::ATTACHMENT_REMOVE, "file", name.clone());
        let remove = move |_: leptos::ev::MouseEvent| put(&|files| files.retain(|known| known.digest != digest));
        view! {
            <li>
                <AttachmentLink file/>
                <Show when=move || editing.open.get()>
                    <button type="button" class="button quiet" aria-label=label.clone() on:click=remove.clone()>{move || w.t(key::DW_DETACH)}</button>
                </Show>
            </li>
        }
    };
    view! {
        <section class="sheet-attached" class:hidden=move || !editing.open.get() && files.with(Vec::is_empty) aria-labelledby="sheet-attached-heading">
            <h2 id="sheet-attached-heading">{move || w.t(key::ATTACHMENTS)}</h2>
            <ul class="attachment-list" class:hidden=move || files.with(Vec::is_empty)>
                <For each=move || files.get() key=|file| file.digest.clone() children=line/>
            </ul>
            <Show when=move || editing.open.get()>
                <div class="document-file">
                    <label class="button">
                        {move || w.t(key::ATTACHMENT_ADD)}"…"
                        <input type="file" class="visually-hidden" accept=".pdf,.png,.jpg,.jpeg,.xlsx" disabled=move || editing.attaching.with(Option::is_some) on:change=chosen/>
                    </label>
                    <span class="quiet-text" role="status">
                        {move || editing.attaching.get().map(|file| w.with(key::DW_SENDING, "file", file))}
                    </span>
                </div>
                <p class="quiet-text">{move || w.t(key::ATTACHMENTS_HELP)}</p>
            </Show>
            {move || wrong.get().map(|message| view! { <p class="notice notice-error" role="alert"><span aria-hidden="true">"■ "</span>{w.say(&message)}</p> })}
            <ErrorNote error/>
        </section>
    }
}

/// One file, to be saved.
#[component]
pub fn AttachmentLink(file: Attachment) -> impl IntoView {
    let w = words();
    let Attachment { file, digest } = file;
    let name = file.clone();
    view! {
        <a class="document-link" href=api::document_address(&digest) download="" rel="external"
            aria-label=move || w.with(key::DW_DOWNLOAD, "document", name.clone())>
            <span aria-hidden="true">"↓ "</span>{file}
        </a>
    }
}
