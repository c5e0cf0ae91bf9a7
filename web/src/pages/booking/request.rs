//! Asking for a resource: for which enterprise, when, how much, what for. What is typed is kept on the device
//! until it is sent; a refusal is shown with what is free instead.

mod code;
mod instead;

use duoyuan_core::format;
use duoyuan_core::id::{ParkId, PlatformId};
use duoyuan_core::platform::{CreditCode, Enterprise, Mode, Request, Resource, Slot};
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::api::{ApiError, platforms};
use crate::components::{Button, ErrorNote, Kind, Panel, SlotDraft, SlotFields};
use crate::prefs::{store, stored, words};
use crate::session::session;
use code::CodeField;
use instead::Instead;

/// What is being asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// The platform that is asked for something.
    pub platform: PlatformId,
    /// The name of the platform.
    pub name: String,
    /// The resource that is asked for, by its id.
    pub resource: Resource,
    /// Of a credit line: what is left of it.
    pub left: Option<Decimal>,
    /// The condition it is open under.
    pub condition: Option<String>,
    /// When, as far as it was picked.
    pub slot: Option<Slot>,
}

/// All that is typed in the request.
#[derive(Clone, Copy)]
struct Draft {
    code: RwSignal<String>,
    enterprise: RwSignal<String>,
    amount: RwSignal<String>,
    purpose: RwSignal<String>,
    slot: SlotDraft,
}

impl Draft {
    /// What was typed before, on this device by this account; a slot just picked is newer.
    fn of(asking: &Asking, place: &str) -> Self {
        let kept: Value = stored(place).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let text = |name: &str, or: &str| RwSignal::new(kept[name].as_str().unwrap_or(or).to_owned());
        let draft = Self {
            code: text("code", ""),
            enterprise: text("enterprise", ""),
            amount: text("amount", "1"),
            purpose: text("purpose", ""),
            slot: SlotDraft { from: text("from", ""), to: text("to", "") },
        };
        if let Some(slot) = asking.slot {
            draft.slot.set(slot);
        }
        draft
    }

    fn written(self) -> String {
        json!({
            "code": self.code.get(), "enterprise": self.enterprise.get(), "amount": self.amount.get(),
            "purpose": self.purpose.get(), "from": self.slot.from.get(), "to": self.slot.to.get(),
        })
        .to_string()
    }

    /// The request, when nothing is missing. The server judges all the rest.
    fn request(self, asking: &Asking, park: ParkId) -> Option<Request> {
        let has_calendar = asking.resource.mode == Mode::Calendar;
        let slot = if has_calendar { Some(self.slot.slot()?) } else { None };
        let text = |value: RwSignal<String>| Some(value.get().trim().to_owned()).filter(|text| !text.is_empty());
        let code = CreditCode::parse(&self.code.get()).ok()?.as_str().to_owned();
        Some(Request {
            platform: asking.platform.clone(),
            resource: asking.resource.id.clone(),
            park,
            enterprise: Enterprise { code, name: text(self.enterprise)? },
            slot,
            amount: self.amount.get().trim().parse::<Decimal>().ok()?,
            purpose: text(self.purpose)?,
        })
    }
}

/// The panel; open while something is asked for.
#[component]
pub fn RequestPanel(asking: RwSignal<Option<Asking>>, sent: Callback<u64>) -> impl IntoView {
    let title = move || {
        asking.with(|it| it.as_ref().map(|it| format!("{}，{}", it.name, it.resource.name)).unwrap_or_default())
    };
    view! {
        <Panel
            open=Signal::derive(move || asking.with(Option::is_some))
            on_close=Callback::new(move |()| asking.set(None))
            title=Signal::derive(title)
        >
            {move || asking.get_untracked().map(|asked| view! { <Form asked asking sent/> })}
        </Panel>
    }
}

#[component]
fn Form(asked: Asking, asking: RwSignal<Option<Asking>>, sent: Callback<u64>) -> impl IntoView {
    let (w, session) = (words(), session());
    let account = untrack(|| session.me()).map(|me| me.account.to_string()).unwrap_or_default();
    let place = format!("request.{account}.{}.{}", asked.platform, asked.resource.id);
    let draft = Draft::of(&asked, &place);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let (has_calendar, condition) = (asked.resource.mode == Mode::Calendar, asked.condition.clone());
    let (price, unit) = (format::platform::price(asked.resource.price.as_ref()), asked.resource.unit.clone());
    let capacity = format!("{}{unit}", format::exact(asked.resource.capacity));
    let left =
        asked.left.map(|left| Message::new(key::CW_LEFT_OF).with("left", format::exact(left)).with("unit", &unit));
    let asked = StoredValue::new(asked);
    let place = StoredValue::new(place);
    Effect::new(move || store(&place.get_value(), &draft.written()));
    let request = Memo::new(move |_| {
        let park = session.own_park()?;
        asked.with_value(|asked| draft.request(asked, park))
    });
    let send = move |wait: bool| {
        let Some(request) = request.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = platforms::request(&request, wait).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(stored) => {
                    store(&place.get_value(), "");
                    asking.set(None);
                    sent.run(stored.position);
                }
                Err(refusal) => error.set(Some(refusal)),
            }
        });
    };
    let text = move |label: Key, value: RwSignal<String>, numeric: bool| {
        view! {
            <label>
                <span>{move || w.t(label)}</span>
                <input type="text" inputmode=if numeric { "decimal" } else { "text" } autocomplete="off" required=true
                    prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/>
            </label>
        }
    };
    view! {
        <form class="request" on:submit=move |ev| { ev.prevent_default(); send(false) }>
            <p class="quiet-text">{move || w.say(&price)}"，"{move || w.with(key::PW_CAPACITY_IS, "capacity", capacity.clone())}{move || left.as_ref().map(|left| format!("，{}", w.say(left)))}</p>
            {condition.map(|text| view! { <p class="notice notice-returned">{move || w.with(key::PW_CONDITION_IS, "text", text.clone())}</p> })}
            {has_calendar.then(|| view! { <SlotFields draft=draft.slot/> })}
            <CodeField value=draft.code/>
            {text(key::PW_ENTERPRISE, draft.enterprise, false)}
            <label>
                <span>{move || w.with(key::PW_AMOUNT_IN, "unit", unit.clone())}</span>
                <input type="text" inputmode="decimal" autocomplete="off" required=true
                    prop:value=move || draft.amount.get() on:input:target=move |ev| draft.amount.set(ev.target().value())/>
            </label>
            {text(key::PW_PURPOSE, draft.purpose, false)}
            <ErrorNote error/>
            {has_calendar.then(|| view! { <Instead error asked wanted=draft.slot amount=draft.amount/> })}
            <p class="notice-actions">
                <Button kind=Kind::Primary busy disabled=Signal::derive(move || request.with(Option::is_none))>{move || w.t(key::PW_SEND)}</Button>
                <Show when=move || has_calendar && error.with(Option::is_some)>
                    <Button busy on_press=Callback::new(move |()| send(true))>{move || w.t(key::PW_SEND_WAIT)}</Button>
                </Show>
            </p>
            <p class="quiet-text" aria-live="polite">
                {move || request.with(Option::is_none).then(|| w.t(key::PW_SEND_SHORT))}
            </p>
        </form>
    }
}
