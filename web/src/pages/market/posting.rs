//! The form for an offer or a need: judged while it is typed by the rules that judge it when it is sent, kept on this
//! device until it is.

mod fields;

use duoyuan_core::id::ParkId;
use duoyuan_core::sharing::{Rehearsal, Side, TypedPosting};
use duoyuan_core::view::Market;
use duoyuan_core::words::{Message, key};
use jiff::ToSpan;
use leptos::prelude::*;

use super::Part;
use super::acting::Acting;
use crate::api;
use crate::clock::Clock;
use crate::components::{Button, Kind, Panel};
use crate::prefs::{store, stored, words};
use crate::session::session;
use fields::{HowMuch, Sides, Until, What, Who};

/// Days a new offer or need is good for when nothing else is said: a quarter.
const GOOD: i64 = 90;

/// The panel with the form.
#[component]
pub fn PostPanel(acting: Acting, market: Memo<Option<Market>>) -> impl IntoView {
    let w = words();
    let title = Signal::derive(move || w.t(key::POST_HEADING).to_owned());
    view! {
        <Panel open=acting.posting on_close=Callback::new(move |()| acting.posting.set(false)) title wide=true>
            <Form acting market/>
        </Panel>
    }
}

/// Where it is kept: another account at the same device must not find it.
fn place() -> String {
    let account = untrack(|| session().me()).map(|me| me.account.to_string()).unwrap_or_default();
    format!("listing.{account}")
}

#[component]
fn Form(acting: Acting, market: Memo<Option<Market>>) -> impl IntoView {
    let (session, w, clock) = (session(), words(), expect_context::<Clock>());
    let place = StoredValue::new(place());
    let address = crate::place::place();
    let fresh = move || {
        let today = market.with_untracked(|market| market.as_ref().map(|market| market.today));
        let until = today.map(|today| today.saturating_add(GOOD.days()).to_string()).unwrap_or_default();
        TypedPosting { until, ..TypedPosting::default() }
    };
    let kept = stored(&place.get_value()).and_then(|text| crate::reading::read_text::<TypedPosting>(&text));
    let typed = RwSignal::new(kept.unwrap_or_else(fresh));
    Effect::new(move || {
        if let Ok(text) = typed.with(serde_json::to_string) {
            store(&place.get_value(), &text);
        }
    });
    let own = untrack(|| session.own_park()).unwrap_or_else(|| ParkId::new(""));
    let rehearsal = StoredValue::new(session.zone(|zone| Rehearsal::new(zone.clone())));
    let judge = {
        let own = own.clone();
        move || {
            let now = untrack(|| clock.now());
            rehearsal
                .with_value(|it| it.as_ref().and_then(|it| typed.with(|typed| it.refuses_posting(&own, typed, now))))
        }
    };
    let wrong = Memo::new(move |_| judge());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(posting) = typed.with_untracked(TypedPosting::read) else { return };
        acting.about.set(posting.title.clone());
        acting.send(None, async move {
            let answer = api::post_listing(&posting).await;
            if answer.is_ok() {
                store(&place.get_value(), "");
                // What was posted is shown where it stands.
                address.ask(&[("part", Some(Part::Mine.code())), ("listing", None)]);
            }
            answer
        });
    };
    let refused = move || {
        acting.underway.error.get().map(|error| {
            let why = w.with(key::ACT_REFUSED, "why", error.text(w.lang()));
            view! {
                <div class="notice notice-error" role="alert">
                    <p><span aria-hidden="true">"■ "</span>{why}</p>
                    <p class="quiet-text">{w.t(key::ACT_KEPT)}</p>
                </div>
            }
        })
    };
    let is_hint = move || wrong.with(|wrong| wrong.as_ref().is_none_or(is_missing));
    let send_word =
        move || w.t(typed.with(|it| if it.side == Side::Offer { key::POST_SEND_OFFER } else { key::POST_SEND_NEED }));
    view! {
        <form class="panel-form" on:submit=send>
            <Sides typed/>
            <What typed/>
            <HowMuch typed/>
            <Until typed market/>
            <Who typed own/>
            {refused}
            <p class="form-problem" class:is-hint=is_hint aria-live="polite">
                {move || wrong.get().map(|message| w.say(&message))}
            </p>
            <p class="form-acts">
                <Button kind=Kind::Primary busy=acting.underway.busy disabled=Signal::derive(move || wrong.with(Option::is_some))>
                    {send_word}
                </Button>
                <Button kind=Kind::Quiet on_press=Callback::new(move |()| typed.set(fresh()))>{move || w.t(key::POST_DISCARD)}</Button>
                <span class="quiet-text">{move || w.t(key::POST_KEPT)}</span>
            </p>
        </form>
    }
}

/// Something is not there yet; that is no mistake.
fn is_missing(message: &Message) -> bool {
    [
        key::TYPED_ELEMENT,
        key::TYPED_UNTIL,
        key::SHARING_TITLE_NEEDED,
        key::SHARING_QUANTITY_NEEDED,
        key::SHARING_QUANTITY_NO_UNIT,
        key::SHARING_NOBODY_SEES,
    ]
    .contains(&message.key)
}
