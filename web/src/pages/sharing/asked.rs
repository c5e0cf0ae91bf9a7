//! What the page is asked for, kept in its address, and the controls that change it.

use duoyuan_core::format::sharing::{self as say_sharing, By};
use duoyuan_core::id::ElementId;
use duoyuan_core::period::Month;
use duoyuan_core::sharing::Span;
use duoyuan_core::view::{Selection, Sharing};
use duoyuan_core::words::{Key, key};
use leptos::prelude::*;

use crate::gate::Gate;
use crate::place::{Place, place};
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The question in the address: `?element=talent&span=month&month=2026-09&by=money`.
#[derive(Clone, Copy)]
pub struct Asked {
    /// Which element, stretch of time and month are looked at.
    pub selection: Memo<Selection>,
    /// Whether transfers are counted (项数) or money is added up (金额).
    pub by: Memo<By>,
    place: Place,
    gate: Option<Gate>,
}

impl Asked {
    /// Asks for something else. The last word counts: a page that waits for the server is not wanted any more.
    fn ask(self, changes: &[(&str, Option<&str>)]) {
        if let Some(gate) = self.gate {
            gate.forget();
        }
        self.place.ask(changes);
    }
}

/// The question of this page.
pub fn use_asked() -> Asked {
    let (place, session) = (place(), session());
    let selection = Memo::new(move |_| {
        let known = |element: &ElementId| session.sharing(|rules| rules.element(element).is_some()).unwrap_or(false);
        let span = match place.asked("span").as_deref() {
            Some("month") => Span::Month,
            Some("all") => Span::All,
            _ => Span::Year,
        };
        Selection {
            element: place.asked("element").map(ElementId::new).filter(known),
            span,
            month: place.asked("month").and_then(|month| month.parse().ok()),
        }
    });
    let by = Memo::new(move |_| if place.asked("by").as_deref() == Some("money") { By::Money } else { By::Count });
    Asked { selection, by, place, gate: use_context() }
}

/// Element, stretch of time, what is compared.
#[component]
pub fn Controls(asked: Asked, shown: Memo<Option<Sharing>>) -> impl IntoView {
    let (w, session) = (words(), session());
    let elements = session.sharing(|rules| rules.elements.iter().map(|it| it.id.clone()).collect::<Vec<_>>());
    let count = move |element: Option<&ElementId>| {
        shown.with(|shown| {
            let shown = shown.as_ref().filter(|it| it.total.is_some())?;
            let total = shown.elements.iter();
            let fits = |it: &&duoyuan_core::view::ElementTotal| element.is_none_or(|element| it.element == *element);
            Some(total.filter(fits).map(|it| it.amount.count).sum::<u32>())
        })
    };
    let element_button = move |element: Option<ElementId>| {
        let name = element.as_ref().map(|element| session.element_name(element));
        let is_chosen = {
            let element = element.clone();
            move || asked.selection.with(|it| it.element == element)
        };
        let is_shown = {
            let (element, is_chosen) = (element.clone(), is_chosen.clone());
            move || shown.with(|it| it.as_ref().map_or_else(&is_chosen, |it| it.element == element))
        };
        let pressed = {
            let is_shown = is_shown.clone();
            move || is_shown().to_string()
        };
        let waits = move || is_chosen() && !is_shown();
        let counted = {
            let element = element.clone();
            move || count(element.as_ref())
        };
        let choose = move |_| asked.ask(&[("element", element.as_ref().map(ElementId::as_str))]);
        view! {
            <button type="button" aria-pressed=pressed class:waits=waits on:click=choose>
                {move || name.clone().unwrap_or_else(|| w.t(key::FLOW_ALL_ELEMENTS).to_owned())}
                <span class="segment-count">{counted}</span>
            </button>
        }
    };
    let all = std::iter::once(None).chain(elements.unwrap_or_default().into_iter().map(Some));
    view! {
        <div class="flow-controls">
            <div class="segments wrap one-stop" role="group" aria-label=move || w.t(key::FLOW_ELEMENT)>
                {all.map(element_button).collect_view()}
            </div>
            <ByButtons asked/>
        </div>
    }
}

/// The buttons that choose between 项数 and 金额.
#[component]
fn ByButtons(asked: Asked) -> impl IntoView {
    let w = words();
    let button = move |by: By, word: Key| {
        let pressed = move || (asked.by.get() == by).to_string();
        let choose = move |_| asked.place.ask(&[("by", (by == By::Money).then_some("money"))]);
        view! { <button type="button" aria-pressed=pressed on:click=choose>{move || w.t(word)}</button> }
    };
    view! {
        <div class="segments" role="group" aria-label=move || w.t(key::FLOW_BY)>
            {button(By::Count, key::FLOW_BY_COUNT)}
            {button(By::Money, key::FLOW_BY_MONEY)}
        </div>
    }
}

/// The stretch of time and its last month, in the head.
#[component]
pub fn StretchPicker(asked: Asked, shown: Memo<Option<Sharing>>) -> impl IntoView {
    let w = words();
    // The current month is the newest there can be; the server says which it is.
    let current = Memo::new(move |last: Option<&Option<Month>>| {
        let newest = shown.with(|shown| {
            shown.as_ref().filter(|_| asked.selection.with(|it| it.month.is_none())).map(|shown| shown.month)
        });
        newest.or_else(|| last.copied().flatten()).or_else(|| shown.with(|it| it.as_ref().map(|it| it.month)))
    });
    let months = Memo::new(move |_| {
        let first = shown.with(|shown| shown.as_ref().and_then(|shown| shown.first));
        current.get().map_or_else(Vec::new, |last| first.unwrap_or(last).to(last).rev().collect::<Vec<_>>())
    });
    let chosen = move || asked.selection.with(|it| it.month).or_else(|| current.get());
    let pick = move |event| {
        let month = event_target_value(&event).parse::<Month>().ok();
        let month = month.filter(|month| Some(*month) != current.get_untracked()).map(|month| month.to_string());
        asked.ask(&[("month", month.as_deref())]);
    };
    let option = move |month: Month| {
        let text = move || say::month(month, w.lang());
        view! { <option value=month.to_string() selected=move || chosen() == Some(month)>{text}</option> }
    };
    let button = move |span: Span, code: Option<&'static str>| {
        let is_chosen = move || asked.selection.with(|it| it.span == span);
        let is_shown = move || shown.with(|it| it.as_ref().map_or_else(is_chosen, |it| it.span == span));
        let pressed = move || is_shown().to_string();
        let choose = move |_| asked.ask(&[("span", code)]);
        view! {
            <button type="button" aria-pressed=pressed class:waits=move || is_chosen() && !is_shown() on:click=choose>
                {move || w.t(say_sharing::span(span))}
            </button>
        }
    };
    view! {
        <div class="period" class:idle=move || months.with(Vec::is_empty)>
            <select aria-label=move || w.t(key::MONTH) on:change=pick>
                {move || months.get().into_iter().map(option).collect_view()}
            </select>
            <div class="segments" role="group" aria-label=move || w.t(key::FLOW_STRETCH)>
                {button(Span::Month, Some("month"))}
                {button(Span::Year, None)}
                {button(Span::All, Some("all"))}
            </div>
        </div>
    }
}
