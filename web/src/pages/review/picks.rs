//! The items that a return can name: those with a finding at hand, the others in a fold.

use duoyuan_core::id::Code;
use duoyuan_core::view::Review;
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::Deciding;
use crate::prefs::words;
use crate::session::session;

/// All items of the report. The fold says how many are in it, and how many of them are marked.
#[component]
pub fn Picks(review: Memo<Option<Review>>, deciding: Deciding) -> impl IntoView {
    let w = words();
    let split = Memo::new(move |_| {
        review.with(|review| {
            let Some(review) = review else { return Default::default() };
            let flagged = review.flagged();
            let items = review.lines.iter().map(|line| line.row.item.clone());
            items.partition::<Vec<Code>, _>(|item| flagged.contains(item))
        })
    });
    let found = move || split.with(|(found, _)| found.clone());
    let others = move || split.with(|(_, others)| others.clone());
    let fold = move || {
        let count = split.with(|(_, others)| others.len()).to_string();
        let is_all = split.with(|(found, _)| found.is_empty());
        w.with(if is_all { key::REVIEW_RETURN_ALL } else { key::REVIEW_RETURN_OTHERS }, "n", count)
    };
    let marked = move || {
        let others = split.with(|(_, others)| others.iter().filter(|item| deciding.is_picked(item)).count());
        (others > 0).then(|| w.with(key::REVIEW_RETURN_MARKED, "n", others.to_string()))
    };
    view! {
        <fieldset>
            <legend>{move || w.t(key::REVIEW_RETURN_ITEMS)}</legend>
            <div class="item-picks">
                <For each=found key=Clone::clone let:item><Pick item deciding/></For>
            </div>
            <details class:hidden=move || split.with(|(_, others)| others.is_empty())>
                <summary>{fold} {marked}</summary>
                <div class="item-picks">
                    <For each=others key=Clone::clone let:item><Pick item deciding/></For>
                </div>
            </details>
        </fieldset>
    }
}

/// One item that can be marked.
#[component]
fn Pick(item: Code, deciding: Deciding) -> impl IntoView {
    let session = session();
    let name = {
        let item = item.clone();
        move || {
            session
                .zone(|zone| zone.item(&item).map(|item| item.name.clone()))
                .flatten()
                .unwrap_or_else(|| item.to_string())
        }
    };
    let is_picked = {
        let item = item.clone();
        Memo::new(move |_| deciding.is_picked(&item))
    };
    view! {
        <button
            type="button"
            class="pick"
            class:is-picked=is_picked
            aria-pressed=move || is_picked.get().to_string()
            on:click=move |_| deciding.toggle(&item)
        >
            <span aria-hidden="true">{move || if is_picked.get() { "☑ " } else { "☐ " }}</span>{name}
        </button>
    }
}
