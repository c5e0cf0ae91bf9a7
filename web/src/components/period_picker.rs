//! Which month and which stretch of time a page shows: kept in its address, so that it can be passed on.

use duoyuan_core::as_of::AsOf;
use duoyuan_core::period::{Basis, Month};
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::gate::Gate;
use crate::held::kept_of;
use crate::place::{Place, place};
use crate::prefs::words;
use crate::say;

/// The position a page's address names.
#[derive(Clone, Copy)]
pub struct Position {
    /// `None` follows the newest month.
    pub month: Memo<Option<Month>>,
    /// Whether figures are of the month alone (当月) or from January (累计).
    pub basis: Memo<Basis>,
    /// What is looked back at; nothing when the page shows what is so now.
    pub as_of: Memo<Option<AsOf>>,
    place: Place,
    gate: Option<Gate>,
}

impl Position {
    /// Whether it is what the live stream carries: the newest month, cumulative, as it is now.
    pub fn is_newest(self) -> bool {
        self.month.get().is_none() && self.basis.get() == Basis::Cumulative && self.as_of.get().is_none()
    }

    /// Whether figures of that month and stretch of time are those asked for.
    pub fn is_at(self, month: Month, basis: Basis) -> bool {
        basis == self.basis.get() && self.month.get().is_none_or(|wanted| wanted == month)
    }

    /// What to show: what the stream carries where it carries this position, else the answer `asked` for, told with
    /// what it looked back at, if it `belongs` here. It stays while the next is on its way; what was so at another
    /// time is no answer.
    pub fn shown<T>(
        self,
        streamed: impl Fn() -> Option<RwSignal<Option<T>>> + Send + Sync + 'static,
        asked: RwSignal<Option<(Option<AsOf>, T)>>,
        belongs: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Memo<Option<T>>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let as_of = self.as_of;
        let answered = move || asked.get().filter(|(of, found)| *of == as_of.get() && belongs(found));
        let look = move || match streamed() {
            Some(streamed) => streamed.get(),
            None => answered().map(|(_, found)| found),
        };
        kept_of(move || as_of.get(), look)
    }

    /// Goes there, keeping the rest of the address.
    pub fn choose(self, month: Option<Month>, basis: Basis) {
        // The last word counts: a page that waits for the server is not wanted any more.
        if let Some(gate) = self.gate {
            gate.forget();
        }
        let month = month.map(|month| month.to_string());
        self.place.ask(&[("month", month.as_deref()), ("basis", (basis == Basis::Month).then_some("month"))]);
    }
}

/// The position in this page's address: `?month=2026-09&basis=month`.
pub fn use_position() -> Position {
    let place = place();
    Position {
        month: Memo::new(move |_| place.asked("month")?.parse().ok()),
        basis: Memo::new(move |_| match place.asked("basis").as_deref() {
            Some("month") => Basis::Month,
            _ => Basis::Cumulative,
        }),
        as_of: Memo::new(move |_| place.as_of()),
        place,
        gate: use_context(),
    }
}

/// Month and stretch of time, in the header.
#[component]
pub fn PeriodPicker(
    /// The position of the journal that the page was computed at.
    position: Position,
    /// Months there are, oldest first.
    #[prop(into)]
    months: Signal<Vec<Month>>,
    /// What the figures on the page are of. What is chosen and not here yet waits, and is shown as waiting.
    #[prop(into)]
    shown: Signal<Option<(Month, Basis)>>,
) -> impl IntoView {
    let w = words();
    // Looked back at, the newest month is that of then, which the page tells.
    let newest = move || match position.as_of.get() {
        Some(_) => shown.get().map(|(month, _)| month),
        None => months.with(|months| months.last().copied()),
    };
    let chosen = move || position.month.get().or_else(newest);
    // A page of a month that is none of those, as a park's own one that the zone's figures do not have yet, says which.
    let listed = move || {
        let mut all = months.get();
        if let Some(month) = chosen().filter(|month| !all.is_empty() && !all.contains(month)) {
            all.push(month);
            all.sort();
        }
        all
    };
    let pick = move |event| {
        let month = event_target_value(&event).parse::<Month>().ok();
        // The newest one is followed as it changes, not pinned.
        let month = month.filter(|month| Some(*month) != untrack(newest));
        position.choose(month, position.basis.get_untracked());
    };
    let option = move |month: Month| {
        let text = move || say::month(month, w.lang());
        view! { <option value=month.to_string() selected=move || chosen() == Some(month)>{text}</option> }
    };
    let segment = move |basis: Basis, word| {
        let is_chosen = move || position.basis.get() == basis;
        let is_shown = move || shown.get().map_or_else(is_chosen, |(_, of)| of == basis);
        let pressed = move || if is_shown() { "true" } else { "false" };
        let press = move |_| position.choose(position.month.get_untracked(), basis);
        view! {
            <button type="button" aria-pressed=pressed class:waits=move || is_chosen() && !is_shown() on:click=press>
                {move || w.t(word)}
            </button>
        }
    };
    let month_waits = move || shown.get().is_some_and(|(month, _)| chosen().is_some_and(|chosen| chosen != month));
    view! {
        // Its room is kept while nothing can be chosen.
        <div class="period" class:idle=move || months.with(Vec::is_empty)>
            <select aria-label=move || w.t(key::MONTH) class:waits=month_waits on:change=pick>
                {move || listed().into_iter().rev().map(option).collect_view()}
            </select>
            <div class="segments" role="group" aria-label=move || w.t(key::BASIS)>
                {segment(Basis::Cumulative, key::BASIS_CUMULATIVE)}
                {segment(Basis::Month, key::BASIS_MONTH)}
            </div>
        </div>
    }
}
