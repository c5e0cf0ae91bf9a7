//! The fields of one resource. One that is in the register already keeps its id: by that its bookings know it.

use duoyuan_core::format;
use duoyuan_core::id::{Code, ResourceId};
use duoyuan_core::platform::{Class, Hours, Mode, Price, Resource};
use duoyuan_core::view::ResourceCard;
use duoyuan_core::words::{Key, Message, key};
use leptos::prelude::*;
use rust_decimal::Decimal;

use super::hours::{HoursDraft, HoursFields};
use crate::components::{Button, Kind as ButtonKind};
use crate::prefs::words;
use crate::session::session;

/// A resource being typed.
#[derive(Clone, Copy)]
pub struct ResourceDraft {
    /// Its bookings, when it is in the register already.
    kept_by: StoredValue<Option<Message>>,
    is_old: bool,
    hours: HoursDraft,
    id: RwSignal<String>,
    name: RwSignal<String>,
    class: RwSignal<Class>,
    mode: RwSignal<Mode>,
    capacity: RwSignal<String>,
    unit: RwSignal<String>,
    rated: RwSignal<String>,
    value: RwSignal<String>,
    networked: RwSignal<bool>,
    longest: RwSignal<String>,
    price: RwSignal<String>,
    per: RwSignal<String>,
}

impl ResourceDraft {
    /// The n-th of a platform, empty.
    pub fn new(n: usize) -> Self {
        Self::made(
            Resource {
                id: ResourceId::new(format!("r{n}")),
                name: String::new(),
                class: Class::Instrument,
                capacity: Decimal::ONE,
                unit: "台".to_owned(),
                rated: None,
                value: None,
                networked: false,
                mode: Mode::Calendar,
                hours: Hours::Standard,
                longest_hours: None,
                price: None,
            },
            None,
            false,
        )
    }

    /// One that is there already.
    pub fn of(card: ResourceCard) -> Self {
        let kept_by = card.kept_by();
        Self::made(card.resource, kept_by, true)
    }

    fn made(it: Resource, kept_by: Option<Message>, is_old: bool) -> Self {
        let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
        let plain = |value: Decimal| value.normalize().to_string();
        Self {
            id: text(Some(it.id.to_string())),
            name: text(Some(it.name.clone())),
            class: RwSignal::new(it.class),
            mode: RwSignal::new(it.mode),
            capacity: text(Some(plain(it.capacity))),
            unit: text(Some(it.unit.clone())),
            rated: text(it.rated.as_ref().map(ToString::to_string)),
            value: text(it.value.map(plain)),
            networked: RwSignal::new(it.networked),
            longest: text(it.longest_hours.map(|n| n.to_string())),
            price: text(it.price.as_ref().map(|price| plain(price.amount))),
            per: text(it.price.as_ref().map(|price| price.per.clone())),
            kept_by: StoredValue::new(kept_by),
            is_old,
            hours: HoursDraft::of(&it.hours),
        }
    }

    /// Whose fields they are, among others of a form.
    pub fn key(self) -> RwSignal<String> {
        self.id
    }

    /// What is typed, when every field can be read.
    pub fn resource(self) -> Option<Resource> {
        let text = |value: RwSignal<String>| value.get().trim().to_owned();
        let needed = |value: RwSignal<String>| Some(text(value)).filter(|text| !text.is_empty());
        let optional = |value: RwSignal<String>| match text(value).as_str() {
            "" => Some(None),
            typed => typed.parse::<Decimal>().ok().map(Some),
        };
        let price = optional(self.price)?.map(|amount| Price { amount, per: text(self.per) });
        let longest = match text(self.longest).as_str() {
            "" => None,
            typed => Some(typed.parse().ok()?),
        };
        Some(Resource {
            id: ResourceId::new(needed(self.id)?),
            name: needed(self.name)?,
            class: self.class.get(),
            capacity: text(self.capacity).parse().ok()?,
            unit: needed(self.unit)?,
            rated: needed(self.rated).map(Code::new),
            value: optional(self.value)?,
            networked: self.networked.get(),
            mode: self.mode.get(),
            hours: self.hours.hours()?,
            longest_hours: longest,
            price,
        })
    }
}

/// The fields of a resource: its class, its mode, how many there are, its price and its hours.
#[component]
pub fn ResourceFields(draft: ResourceDraft, remove: Callback<()>) -> impl IntoView {
    let (w, session) = (words(), session());
    let asked = RwSignal::new(false);
    let kept_by = move || draft.kept_by.get_value().filter(|_| asked.get());
    let take_out = move |()| {
        asked.set(true);
        if draft.kept_by.with_value(Option::is_none) {
            remove.run(());
        }
    };
    let field = move |label: Key, value: RwSignal<String>| {
        let fixed = draft.is_old && value == draft.id;
        view! {
            <label><span>{move || w.t(label)}</span><input type="text" disabled=fixed prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/></label>
        }
    };
    let classes = [Class::Instrument, Class::Place, Class::Credit, Class::Service].map(|it| view! {
        <button type="button" aria-pressed=move || (draft.class.get() == it).to_string() on:click=move |_| draft.class.set(it)>{move || w.t(format::platform::class(it))}</button>
    });
    let modes = [Mode::Calendar, Mode::Request, Mode::Listed].map(|it| view! {
        <button type="button" aria-pressed=move || (draft.mode.get() == it).to_string() on:click=move |_| draft.mode.set(it)>{move || w.t(format::platform::mode(it))}</button>
    });
    let rated =
        session.zone(|zone| zone.openness.as_ref().map(|rules| rules.rated.clone())).flatten().unwrap_or_default();
    view! {
        <fieldset class="resource-fields">
            <legend class="visually-hidden">{move || draft.name.get()}</legend>
            {field(key::PW_RESOURCE_ID, draft.id)}
            {field(key::PW_NAME, draft.name)}
            <div class="segments" role="group" aria-label=move || w.t(key::PW_CLASS)>{classes.collect_view()}</div>
            <div class="segments" role="group" aria-label=move || w.t(key::PW_HOW_TO_ASK)>{modes.collect_view()}</div>
            {field(key::PW_CAPACITY, draft.capacity)}
            {field(key::PW_UNIT, draft.unit)}
            <label><span>{move || w.t(key::PW_RATED)}</span>
                <select on:change=move |ev| draft.rated.set(event_target_value(&ev))>
                    <option value="">"—"</option>
                    {rated.into_iter().map(|it| { let id = it.id.to_string(); view! { <option value=id.clone() selected=move || draft.rated.get() == id>{format!("{} {}", it.name, format::exact(it.hours))}</option> } }).collect_view()}
                </select>
            </label>
            {field(key::PW_VALUE, draft.value)}
            {field(key::PW_LONGEST_HOURS, draft.longest)}
            <Show when=move || draft.mode.get() == Mode::Calendar><HoursFields draft=draft.hours/></Show>
            {field(key::PW_PRICE_YUAN, draft.price)}
            {field(key::PW_PRICE_PER, draft.per)}
            <label class="check">
                <input type="checkbox" prop:checked=move || draft.networked.get() on:change:target=move |ev| draft.networked.set(ev.target().checked())/>
                <span>{move || w.t(key::PW_NETWORKED)}</span>
            </label>
            <p class="resource-out">
                <Button kind=ButtonKind::Quiet on_press=Callback::new(take_out)>{move || w.with(key::GW_REMOVE_RESOURCE, "name", draft.name.get())}</Button>
                <span role="alert">{move || kept_by().map(|message| format!("■ {}", w.say(&message)))}</span>
            </p>
        </fieldset>
    }
}
