//! What is free instead, when a request was refused.

use duoyuan_core::format;
use duoyuan_core::platform::Slot;
use duoyuan_core::view::Search;
use duoyuan_core::words::key;
use jiff::ToSpan;
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::Asking;
use crate::api::{ApiError, platforms};
use crate::clock::Clock;
use crate::components::SlotDraft;
use crate::prefs::words;
use crate::quiet::quiet;

/// Days after the slot that are looked at.
const DAYS: i64 = 7;
/// How many free slots are shown instead of one that is taken.
const SHOWN: usize = 6;

/// Free stretches of the same length, to be taken by a tap.
#[component]
pub fn Instead(
    error: RwSignal<Option<ApiError>>,
    asked: StoredValue<Asking>,
    wanted: SlotDraft,
    amount: RwSignal<String>,
) -> impl IntoView {
    let (w, clock) = (words(), expect_context::<Clock>());
    let found = quiet(
        move || {
            error.with(Option::is_some).then_some(())?;
            let slot = untrack(|| wanted.slot())?;
            let from = slot.from.max(untrack(|| clock.now()));
            let range = Slot { from, to: from.checked_add((DAYS * 24).hours()).ok()? };
            let (platform, resource) = asked.with_value(|it| (it.platform.clone(), it.resource.id.clone()));
            let amount = amount.with_untracked(|text| text.trim().parse().unwrap_or(Decimal::ONE));
            let minutes = u32::try_from(slot.length().as_mins()).unwrap_or_default();
            let (platform, resource) = (Some(platform), Some(resource));
            Some((Search { range, platform, resource, kind: None, class: None, amount, minutes }, slot))
        },
        |(search, asked)| async move {
            let free = platforms::free(&search).await?;
            let slots = free.resources.into_iter().flat_map(|it| it.slots);
            // As long as what was asked for, from where it is free.
            let cut =
                |free: Slot| Slot { from: free.from, to: free.from.saturating_add(asked.length()).unwrap_or(free.to) };
            Ok(slots.map(cut).take(SHOWN).collect::<Vec<_>>())
        },
    );
    let slots = move || found.data.get().filter(|_| error.with(Option::is_some));
    view! {
        {move || slots().map(|slots| {
            let is_empty = slots.is_empty();
            let button = |free: Slot| view! {
                <button type="button" class="button" on:click=move |_| { wanted.set(free); error.set(None) }>
                    {move || format::platform::slot(free, w.lang())}
                </button>
            };
            view! {
                <div class="instead" role="group" aria-label=w.t(key::PW_INSTEAD)>
                    <p>{w.t(if is_empty { key::PW_INSTEAD_NONE } else { key::PW_INSTEAD })}</p>
                    <p class="slot-buttons">{slots.into_iter().map(button).collect_view()}</p>
                </div>
            }
        })}
    }
}
