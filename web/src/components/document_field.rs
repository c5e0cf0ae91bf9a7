//! A document of evidence: its number or name, and the file when there is one.

use duoyuan_core::document;
use duoyuan_core::platform::Evidence;
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Button, ErrorNote, Kind};
use crate::api::{self, ApiError};
use crate::prefs::words;

/// A document being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentDraft {
    /// Its number or name.
    pub document: RwSignal<String>,
    /// The file handed in.
    pub digest: RwSignal<Option<String>>,
    /// That file's name, when it was handed in just now.
    file: RwSignal<Option<String>>,
    is_sending: RwSignal<bool>,
}

impl DocumentDraft {
    /// One that is there already, or an empty one.
    pub fn of(evidence: Option<&Evidence>) -> Self {
        Self {
            document: RwSignal::new(evidence.map(|it| it.document.clone()).unwrap_or_default()),
            digest: RwSignal::new(evidence.and_then(|it| it.digest.clone())),
            file: RwSignal::new(None),
            is_sending: RwSignal::new(false),
        }
    }

    /// What is typed; nothing while a file is on its way, and without a name.
    pub fn evidence(self) -> Option<Evidence> {
        let document = Some(self.document.get().trim().to_owned()).filter(|document| !document.is_empty())?;
        (!self.is_sending.get()).then(|| Evidence { document, digest: self.digest.get() })
    }

    /// Whether there is nothing at all.
    pub fn is_empty(self) -> bool {
        self.document.with(|document| document.trim().is_empty()) && self.digest.with(Option::is_none)
    }
}

/// The fields of a document: which file, and what names it.
#[component]
pub fn DocumentField(draft: DocumentDraft, label: Key) -> impl IntoView {
    let w = words();
    let error = RwSignal::new(None::<ApiError>);
    let wrong = RwSignal::new(None::<Message>);
    let send = move |file: web_sys::File| {
        let name = file.name();
        error.set(None);
        wrong.set(document::fits(&name, file.size() as usize).err());
        if wrong.with_untracked(Option::is_some) {
            return;
        }
        draft.is_sending.set(true);
        draft.file.set(Some(name));
        spawn_local(async move {
            let answer = api::hand_in(&file).await;
            if draft.is_sending.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(handed) => {
                    if draft.document.with_untracked(|document| document.trim().is_empty()) {
                        let stem = handed.file.rsplit_once('.').map_or(handed.file.as_str(), |(stem, _)| stem);
                        draft.document.set(stem.to_owned());
                    }
                    draft.digest.set(Some(handed.digest));
                    draft.file.set(Some(handed.file));
                }
                Err(refused) => {
                    draft.file.set(None);
                    error.set(Some(refused));
                }
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
    let detach = move |()| {
        draft.digest.set(None);
        draft.file.set(None);
    };
    let status = move || {
        let file = draft.file.get().unwrap_or_else(|| draft.document.get());
        match (draft.is_sending.get(), draft.digest.with(Option::is_some)) {
            (true, _) => w.with(key::DW_SENDING, "file", file),
            (false, true) => format!("✓ {}", w.with(key::DW_ATTACHED, "file", file)),
            (false, false) => String::new(),
        }
    };
    view! {
        <div class="document-field">
            <label>
                <span>{move || w.t(label)}</span>
                <input type="text" prop:value=move || draft.document.get() on:input:target=move |ev| draft.document.set(ev.target().value())/>
            </label>
            <div class="document-file">
                <label class="button">
                    {move || w.t(key::DW_ATTACH)}"…"
                    <input type="file" class="visually-hidden" accept=".pdf,.png,.jpg,.jpeg,.xlsx" disabled=move || draft.is_sending.get() on:change=chosen/>
                </label>
                <span class="quiet-text" role="status">{status}</span>
                <Show when=move || draft.digest.with(Option::is_some)>
                    <Button kind=Kind::Quiet on_press=Callback::new(detach)>{move || w.t(key::DW_DETACH)}</Button>
                </Show>
            </div>
            {move || wrong.get().map(|message| view! { <p class="notice notice-error" role="alert"><span aria-hidden="true">"■ "</span>{w.say(&message)}</p> })}
            <ErrorNote error/>
        </div>
    }
}

/// A document as it is shown: a link when there is a file.
#[component]
pub fn DocumentText(evidence: Evidence) -> impl IntoView {
    let w = words();
    let Evidence { document, digest } = evidence;
    match digest {
        None => view! { <span>{document}</span> }.into_any(),
        Some(digest) => {
            let name = document.clone();
            view! {
                <a class="document-link" href=api::document_address(&digest) download="" rel="external"
                    aria-label=move || w.with(key::DW_DOWNLOAD, "document", name.clone())>
                    <span aria-hidden="true">"↓ "</span>{document}
                </a>
            }
            .into_any()
        }
    }
}
