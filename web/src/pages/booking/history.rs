//! Everything that happened to a booking, opened by a tap.

use duoyuan_core::format;
use duoyuan_core::view::BookingLine;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::api::platforms;
use crate::components::ErrorNote;
use crate::prefs::words;
use crate::quiet::quiet;

/// Steps with who and when.
#[component]
pub fn History(line: Memo<BookingLine>) -> impl IntoView {
    let w = words();
    let is_open = RwSignal::new(false);
    let asked = quiet(
        move || is_open.get().then(|| line.with(|line| (line.booking, line.changed_at))),
        |(id, _)| async move { platforms::booking(id).await },
    );
    let steps = move || {
        let page = asked.data.get()?;
        let rows = page.steps.into_iter().map(|step| {
            let credit = step.credit.map(|credit| w.with(key::CW_REPAID_STEP, "amount", format::exact(credit)));
            let slot = step.slot.map(|slot| format::platform::slot(slot, w.lang()));
            view! {
                <li>
                    <span class="quiet-text">{format::moment(step.at)}</span>
                    <span><strong>{w.t(format::platform::step(step.kind))}</strong>" "{slot}{credit}" "{step.note}</span>
                    <span class="quiet-text">{step.by}"，"{w.with(key::EXPLAIN_ENTRY_N, "n", step.position.to_string())}</span>
                </li>
            }
        });
        Some(view! { <ol class="booking-steps">{rows.collect_view()}</ol> })
    };
    view! {
        <div class="booking-history">
            <button type="button" class="button quiet" aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)>
                {move || w.t(key::PW_STEPS)}
            </button>
            <Show when=move || is_open.get()>
                <ErrorNote error=asked.error retry=Callback::new(move |()| asked.retry())/>
                {steps}
            </Show>
        </div>
    }
}
