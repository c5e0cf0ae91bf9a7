//! What was returned, why, and how much has changed since: whoever returned it looks for this first.

use duoyuan_core::format;
use duoyuan_core::id::Code;
use duoyuan_core::report::Stage;
use duoyuan_core::view::{ReturnedBefore, Review};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::prefs::words;
use crate::session::session;

/// The return it stands at, or the one that it answers; earlier ones below.
#[component]
pub fn Before(review: Memo<Option<Review>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let one = move |returned: &ReturnedBefore, changed: Option<String>| {
        let said = Message::new(key::REVIEW_RETURNED_BEFORE).with("who", &returned.by);
        let said = said.with("when", format::moment(returned.at)).with("reason", &returned.reason);
        let name = |code: &Code| session.zone(|zone| zone.item(code).map(|item| item.name.clone())).flatten();
        let items: Vec<String> = returned.items.iter().filter_map(name).collect();
        view! {
            <p class="notice-text">{w.say(&said)}</p>
            {(!items.is_empty()).then(|| view! { <p>{w.t(key::REVIEW_RETURNED_ITEMS)}{items.join("、")}</p> })}
            {changed.map(|changed| view! { <p>{changed}</p> })}
        }
    };
    let told = move |review: &Review| {
        let (is_returned, is_after) = (review.stage == Stage::Returned, review.returned_before.is_some());
        let (newest, earlier) = review.returns.split_first().filter(|_| is_returned || is_after)?;
        // What has changed since belongs to the return that the last submission answers.
        let changed = || match review.lines.iter().filter(|line| line.was.is_some()).count() {
            0 => w.t(key::REVIEW_DIFFERS_NONE).to_owned(),
            count => w.with(key::REVIEW_DIFFERS, "n", count.to_string()),
        };
        let first = one(newest, (is_after && !is_returned).then(changed));
        let others = earlier
            .iter()
            .enumerate()
            .map(|(index, returned)| one(returned, (is_after && is_returned && index == 0).then(changed)));
        let others = others.collect_view();
        Some(view! {
            <div class="notice notice-returned">
                {first}
                {(!earlier.is_empty()).then(|| view! { <details><summary>{w.t(key::REVIEW_RETURNED_EARLIER)}</summary>{others}</details> })}
            </div>
        })
    };
    move || review.with(|review| review.as_ref().and_then(told))
}
