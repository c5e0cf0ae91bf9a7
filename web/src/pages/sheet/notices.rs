//! What must be known before typing: where the report stands, why it was returned, what changed meanwhile.

use duoyuan_core::format;
use duoyuan_core::id::Code;
use duoyuan_core::report::Stage;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::editing::{Editing, go_to};
use crate::clock::Clock;
use crate::prefs::words;
use crate::session::session;

/// The notices above the form.
#[component]
pub fn Notices(editing: Editing) -> impl IntoView {
    let (w, session, clock) = (words(), session(), expect_context::<Clock>());
    // Changes once, when the month is over.
    let is_open = Memo::new(move |_| editing.sheet.with(|sheet| sheet.opens) <= clock.now());
    // Changes once a day.
    let days_overdue = Memo::new(move |_| editing.sheet.with(|sheet| sheet.days_overdue(clock.now())));
    let standing = move || {
        editing.sheet.with(|sheet| {
            let (who, at) = sheet.last_submitted.clone().unzip();
            let when = at.map(format::moment).unwrap_or_default();
            let by = |key| Message::new(key).with("who", who.clone().unwrap_or_default()).with("when", when.clone());
            w.say(&match sheet.stage {
                _ if sheet.closed => Message::new(key::SHEET_IS_CLOSED).with("month", format::month(sheet.month)),
                Stage::Awaited if !is_open.get() => Message::new(key::SHEET_IS_NOT_YET)
                    .with("month", format::month(sheet.month))
                    .with("from", format::day(sheet.opens, w.lang()))
                    .with("until", format::due_date(sheet.due, w.lang())),
                Stage::Awaited if sheet.voluntary => Message::new(key::SHEET_IS_VOLUNTARY),
                Stage::Awaited => match days_overdue.get() {
                    0 => Message::new(key::SHEET_IS_AWAITED),
                    days => Message::new(key::SHEET_IS_OVERDUE).with("n", days.to_string()),
                }
                .with("when", format::due_date(sheet.due, w.lang())),
                Stage::Submitted => sheet.withdrawn_message().unwrap_or_else(|| by(key::SHEET_IS_SUBMITTED)),
                Stage::Returned => Message::new(key::SHEET_IS_RETURNED),
                Stage::Approved => by(key::SHEET_IS_APPROVED),
            })
        })
    };
    let is_others = move || session.own_park().is_none_or(|own| editing.sheet.with(|sheet| sheet.park != own));
    let others =
        move || editing.sheet.with(|sheet| w.with(key::SHEET_IS_OTHERS, "park", session.park_name(&sheet.park)));
    let returned = move || {
        editing.sheet.with(|sheet| {
            let reason = sheet.returned.clone()?;
            let name = |code: &Code| {
                Some((code.clone(), session.zone(|zone| zone.item(code).map(|item| item.name.clone())).flatten()?))
            };
            Some((reason, sheet.returned_items.iter().filter_map(name).collect::<Vec<_>>()))
        })
    };
    view! {
        <p class="sheet-standing">{standing}</p>
        <Show when=is_others><p class="notice">{others}</p></Show>
        {move || editing.sheet.with(|sheet| sheet.withdrawn.clone()).map(|it| view! {
            <div class="notice notice-returned">
                <p class="notice-title"><span aria-hidden="true">"▼ "</span>{move || w.t(key::DESK_WITHDRAWN_FOR)}</p>
                <p class="notice-text">{it.reason}</p>
            </div>
        })}
        {move || returned().map(|(reason, items)| view! {
            <div class="notice notice-returned">
                <p class="notice-title"><span aria-hidden="true">"▼ "</span>{move || w.t(key::DESK_RETURNED_FOR)}</p>
                <p class="notice-text">{reason}</p>
                {(!items.is_empty()).then(|| view! {
                    <p class="notice-actions">
                        <span>{w.t(key::SHEET_RETURNED_ITEMS)}</span>
                        {items.into_iter().map(|(code, name)| view! {
                            <button type="button" class="button" on:click=move |_| go_to(&code)>{name}</button>
                        }).collect_view()}
                    </p>
                })}
            </div>
        })}
        {move || editing.restored.get().filter(|_| editing.changed.get()).map(|at| view! {
            <p class="notice">{w.with(key::SHEET_RESTORED, "when", format::moment(at))}</p>
        })}
    }
}

/// Somebody submitted, or the office decided, after typing had begun.
#[component]
pub fn Conflict(editing: Editing) -> impl IntoView {
    let w = words();
    let sentence = move || {
        editing.sheet.with(|sheet| match &sheet.last_submitted {
            Some((who, at)) => {
                w.say(&Message::new(key::SHEET_CONFLICT).with("who", who).with("when", format::moment(*at)))
            }
            None => w.t(key::SHEET_CONFLICT_DECIDED).to_owned(),
        })
    };
    view! {
        <div class="notice notice-error sheet-conflict" role="alert">
            <p><span aria-hidden="true">"■ "</span>{sentence}</p>
            <p class="notice-actions">
                <button type="button" class="button" on:click=move |_| editing.rebase()>{move || w.t(key::SHEET_CONFLICT_KEEP)}</button>
                <button type="button" class="button" on:click=move |_| editing.discard()>{move || w.t(key::SHEET_CONFLICT_LOAD)}</button>
            </p>
        </div>
    }
}
