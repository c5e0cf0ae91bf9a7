//! What was returned, why, and how much has changed since: whoever returned it looks for this first.

use duoyuan_core::format;
use duoyuan_core::view::{Review, SubmissionKind};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::prefs::words;
use crate::session::session;

/// The return before, if there was one.
#[component]
pub fn Before(review: Memo<Option<Review>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let after_return = move |review: &Review| {
        let before = review.returned_before.as_ref().filter(|_| review.kind == SubmissionKind::AfterReturn)?;
        let returned = Message::new(key::REVIEW_RETURNED_BEFORE).with("who", &before.by);
        let returned = returned.with("when", format::moment(before.at)).with("reason", &before.reason);
        let name = |code: &duoyuan_core::id::Code| {
            session.zone(|zone| zone.item(code).map(|item| item.name.clone())).flatten()
        };
        let items: Vec<String> = before.items.iter().filter_map(name).collect();
        let changed = review.lines.iter().filter(|line| line.was.is_some()).count();
        let changed = match changed {
            0 => w.t(key::REVIEW_DIFFERS_NONE).to_owned(),
            count => w.with(key::REVIEW_DIFFERS, "n", count.to_string()),
        };
        Some(view! {
            <div class="notice notice-returned">
                <p class="notice-text">{w.say(&returned)}</p>
                {(!items.is_empty()).then(|| view! { <p>{w.t(key::REVIEW_RETURNED_ITEMS)}{items.join("、")}</p> })}
                <p>{changed}</p>
            </div>
        })
    };
    move || review.with(|review| review.as_ref().and_then(after_return))
}
