//! Where drafts are kept: in this browser, one for each account, park and month.

use duoyuan_core::draft::{Draft, Kept};
use duoyuan_core::id::{AccountName, ParkId};
use duoyuan_core::period::Month;
use jiff::Timestamp;
use leptos::prelude::window;

/// The place of one draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(String);

impl Place {
    /// Another account at the same device must not find it.
    pub fn new(account: &AccountName, park: &ParkId, month: Month) -> Self {
        Self(format!("duoyuan.draft.{account}.{park}.{month}"))
    }

    /// What is kept here; what cannot be read is as good as nothing.
    pub fn read(&self) -> Option<Kept> {
        let text = window().local_storage().ok()??.get_item(&self.0).ok()??;
        crate::reading::read_text(&text)
    }

    /// Keeps a draft; whether the browser let us.
    pub fn keep(&self, draft: &Draft, at: Timestamp) -> bool {
        let kept = || {
            let text = serde_json::to_string(&Kept { at, draft: draft.clone() }).ok()?;
            window().local_storage().ok()??.set_item(&self.0, &text).ok()
        };
        kept().is_some()
    }

    /// Forgets the draft that was kept on this device.
    pub fn clear(&self) {
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.remove_item(&self.0);
        }
    }
}
