//! What an act asks for.

use duoyuan_core::format;
use duoyuan_core::platform::Score;
use duoyuan_core::view::BookingAct;
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use super::Acting;
use crate::components::SlotFields;
use crate::prefs::words;

/// The fields of an act.
#[component]
pub fn Fields(acting: Acting, act: BookingAct) -> impl IntoView {
    let w = words();
    match act {
        BookingAct::Accept => view! { <Note value=acting.note label=key::PW_NOTE_FOR_PARK/> }.into_any(),
        BookingAct::Decline => view! { <Note value=acting.note label=key::PW_DECLINE_WHY/> }.into_any(),
        BookingAct::Cancel => view! { <Note value=acting.note label=key::PW_CANCEL_WHY/> }.into_any(),
        BookingAct::NoShow => view! { <p>{move || w.t(key::PW_NO_SHOW_SURE)}</p> }.into_any(),
        BookingAct::Propose => view! {
            <SlotFields draft=acting.slot/>
            <Note value=acting.note label=key::PW_PROPOSE_WHY/>
        }
        .into_any(),
        BookingAct::Use => view! { <Used acting/> }.into_any(),
        BookingAct::Repay => view! { <Repaid acting/> }.into_any(),
        BookingAct::Rate => view! { <Rated acting/><Note value=acting.note label=key::PW_RATE_NOTE/> }.into_any(),
        BookingAct::Agree | BookingAct::CheckIn => ().into_any(),
    }
}

/// The field for a note or a reason, in words.
#[component]
fn Note(value: RwSignal<String>, label: Key) -> impl IntoView {
    let w = words();
    view! {
        <label>
            <span>{move || w.t(label)}</span>
            <textarea rows="2" maxlength="2000" prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())></textarea>
        </label>
    }
}

/// What was really used.
#[component]
fn Used(acting: Acting) -> impl IntoView {
    let w = words();
    let names = [key::PW_USE_HOURS, key::PW_USE_SAMPLES, key::PW_USE_CREDIT, key::PW_USE_INCOME];
    let field = move |(name, value): (Key, RwSignal<String>)| {
        view! {
            <label>
                <span>{move || w.t(name)}</span>
                <input type="text" inputmode="decimal" autocomplete="off" prop:value=move || value.get()
                    on:input:target=move |ev| value.set(ev.target().value())/>
            </label>
        }
    };
    view! { <div class="use-fields">{names.into_iter().zip(acting.used).map(field).collect_view()}</div> }
}

/// How much was paid back.
#[component]
fn Repaid(acting: Acting) -> impl IntoView {
    let w = words();
    view! {
        <label>
            <span>{move || w.t(key::CW_REPAID_AMOUNT)}</span>
            <input type="text" inputmode="decimal" autocomplete="off" prop:value=move || acting.repaid.get()
                on:input:target=move |ev| acting.repaid.set(ev.target().value())/>
        </label>
    }
}

/// The field for how satisfied the park was (满意, 一般, 不满意).
#[component]
fn Rated(acting: Acting) -> impl IntoView {
    let w = words();
    let choice = move |score: Score| {
        view! {
            <button type="button" aria-pressed=move || (acting.score.get() == Some(score)).to_string()
                on:click=move |_| acting.score.set(Some(score))>
                {move || w.t(format::platform::score(score))}
            </button>
        }
    };
    let all = [Score::Satisfied, Score::Fair, Score::Unsatisfied];
    view! {
        <div class="segments" role="group" aria-label=move || w.t(key::PW_ACT_RATE)>{all.map(choice).collect_view()}</div>
    }
}
