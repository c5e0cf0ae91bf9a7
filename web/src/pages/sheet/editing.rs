//! What is being typed into a sheet: one edited draft, everything else follows from it and the sheet.

use std::sync::Arc;

use duoyuan_core::draft::{Draft, Judged, Typed};
use duoyuan_core::id::{AccountName, Code};
use duoyuan_core::report::Attachment;
use duoyuan_core::view::Sheet;
use jiff::Timestamp;
use leptos::prelude::*;

use super::keep::Place;
use crate::api::ZoneInfo;
use crate::clock::Clock;

/// Whether what is typed will still be there tomorrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing was typed that the system does not have.
    Nothing,
    /// Kept in this browser.
    At(Timestamp),
    /// The browser keeps nothing: a private window, or its store is full.
    Failed,
}

/// A sheet being typed into.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The sheet as the system has it now.
    pub sheet: Memo<Sheet>,
    /// The zone's configuration, with the form that is filled in.
    pub info: StoredValue<Arc<ZoneInfo>>,
    /// Whether this viewer may fill it in now.
    pub open: Memo<bool>,
    /// What stands in the cells.
    pub draft: Memo<Draft>,
    /// What the checks say of it.
    pub judged: Memo<Judged>,
    /// Whether it says something the system does not have.
    pub changed: Memo<bool>,
    /// Where it is kept.
    pub keeping: RwSignal<Keeping>,
    /// When the draft was kept that this visit began with.
    pub restored: RwSignal<Option<Timestamp>>,
    /// The cell being typed in.
    pub active: RwSignal<Option<Code>>,
    /// Name of the file that is on its way to become an attachment.
    pub attaching: RwSignal<Option<String>>,
    edited: RwSignal<Option<Draft>>,
    place: StoredValue<Place>,
    clock: Clock,
}

impl Editing {
    /// Begins with the draft kept here, if it still says something new.
    pub fn new(sheet: Memo<Sheet>, open: Memo<bool>, info: Arc<ZoneInfo>, account: &AccountName, clock: Clock) -> Self {
        let first = sheet.get_untracked();
        let place = Place::new(account, &first.park, first.month);
        let kept = place.read().filter(|kept| kept.draft.is_changed(&info.zone, &first));
        let kept_at = kept.as_ref().map(|kept| kept.at);
        let edited = RwSignal::new(kept.map(|kept| kept.draft));
        let info = StoredValue::new(info);
        let draft = Memo::new(move |_| edited.get().unwrap_or_else(|| sheet.with(Draft::of)));
        let judged = move |_: Option<&Judged>| {
            info.with_value(|info| draft.with(|draft| sheet.with(|sheet| draft.judge(&info.zone, sheet))))
        };
        let changed = move |_: Option<&bool>| {
            info.with_value(|info| draft.with(|draft| sheet.with(|sheet| draft.is_changed(&info.zone, sheet))))
        };
        Self {
            sheet,
            info,
            open,
            draft,
            judged: Memo::new(judged),
            changed: Memo::new(changed),
            keeping: RwSignal::new(kept_at.map_or(Keeping::Nothing, Keeping::At)),
            restored: RwSignal::new(kept_at),
            active: RwSignal::new(None),
            attaching: RwSignal::new(None),
            edited,
            place: StoredValue::new(place),
            clock,
        }
    }

    /// Changes the draft and keeps it.
    pub fn edit(self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.draft.get_untracked();
        change(&mut draft);
        let kept = draft.clone();
        self.edited.set(Some(draft));
        if !self.changed.get_untracked() {
            self.place.with_value(Place::clear);
            return self.keeping.set(Keeping::Nothing);
        }
        let now = untrack(|| self.clock.now());
        let is_kept = self.place.with_value(|place| place.keep(&kept, now));
        self.keeping.set(if is_kept { Keeping::At(now) } else { Keeping::Failed });
    }

    /// Changes what is typed for one item, and keeps the draft.
    pub fn edit_cell(self, item: &Code, change: impl FnOnce(&mut Typed)) {
        self.edit(|draft| change(draft.cells.entry(item.clone()).or_default()));
    }

    /// Forgets the draft: the cells show what the system has.
    pub fn discard(self) {
        self.place.with_value(Place::clear);
        self.edited.set(None);
        self.restored.set(None);
        self.keeping.set(Keeping::Nothing);
    }

    /// Files that come with it, as they would be sent.
    pub fn attachments(self) -> Vec<Attachment> {
        self.draft.with_untracked(|draft| self.sheet.with_untracked(|sheet| draft.attachments(sheet)))
    }

    /// Whether the report changed after typing had begun.
    pub fn conflicts(self) -> bool {
        let newer = self.sheet.with(|sheet| self.draft.with(|draft| draft.seen_revisions != sheet.seen_revisions));
        newer && self.changed.get()
    }

    /// Goes on with the draft on top of the newest revision.
    pub fn rebase(self) {
        let sheet = self.sheet.get_untracked();
        self.edit(|draft| *draft = std::mem::take(draft).onto(&sheet));
    }
}

/// The id of an item's cell in the page.
pub fn cell_id(item: &Code) -> String {
    format!("cell-{item}")
}

/// Puts the cursor into an item's cell.
pub fn go_to(item: &Code) {
    focus(&cell_id(item));
}

/// Gives the focus to the element of that id.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let cell = document().get_element_by_id(id);
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = cell.focus();
    }
}
