//! Which month and which stretch of time a page shows: kept in its address, so that it can be passed on.

use duoyuan_core::period::{Basis, Month};
use duoyuan_core::words::key;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use crate::prefs::words;
use crate::say;

/// The position a page's address names.
#[derive(Clone, Copy)]
pub struct Position {
    /// `None` follows the newest month.
    pub month: Memo<Option<Month>>,
    /// 当月 or 累计.
    pub basis: Memo<Basis>,
    choose: StoredValue<Choose, LocalStorage>,
}

type Choose = Box<dyn Fn(Option<Month>, Basis)>;

impl Position {
    /// Whether it is what the live stream carries: the newest month, cumulative.
    pub fn is_newest(self) -> bool {
        self.month.get().is_none() && self.basis.get() == Basis::Cumulative
    }

    /// Goes there, keeping the rest of the address.
    pub fn choose(self, month: Option<Month>, basis: Basis) {
        self.choose.with_value(|choose| choose(month, basis));
    }
}

/// The position in this page's address: `?month=2026-09&basis=month`.
pub fn use_position() -> Position {
    let (query, navigate, path) = (use_query_map(), use_navigate(), use_location().pathname);
    let choose = move |month: Option<Month>, basis: Basis| {
        let mut query = query.get_untracked();
        query.remove("month");
        query.remove("basis");
        if let Some(month) = month {
            query.insert("month", month.to_string());
        }
        if basis == Basis::Month {
            query.insert("basis", "month".to_owned());
        }
        let to = format!("{}{}", path.get_untracked(), query.to_query_string());
        navigate(&to, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    Position {
        month: Memo::new(move |_| query.with(|query| query.get("month")?.parse().ok())),
        basis: Memo::new(move |_| match query.with(|query| query.get("basis")).as_deref() {
            Some("month") => Basis::Month,
            _ => Basis::Cumulative,
        }),
        choose: StoredValue::new_local(Box::new(choose) as Choose),
    }
}

/// Month and stretch of time, in the header.
#[component]
pub fn PeriodPicker(
    /// The page's position.
    position: Position,
    /// Months there are, oldest first.
    #[prop(into)]
    months: Signal<Vec<Month>>,
) -> impl IntoView {
    let w = words();
    let newest = move || months.with(|months| months.last().copied());
    let chosen = move || position.month.get().or_else(newest);
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
        let pressed = move || if position.basis.get() == basis { "true" } else { "false" };
        let press = move |_| position.choose(position.month.get_untracked(), basis);
        view! { <button type="button" aria-pressed=pressed on:click=press>{move || w.t(word)}</button> }
    };
    view! {
        <div class="period">
            <select aria-label=move || w.t(key::MONTH) on:change=pick>
                {move || months.get().into_iter().rev().map(option).collect_view()}
            </select>
            <div class="segments" role="group" aria-label=move || w.t(key::BASIS)>
                {segment(Basis::Cumulative, key::BASIS_CUMULATIVE)}
                {segment(Basis::Month, key::BASIS_MONTH)}
            </div>
        </div>
    }
}
