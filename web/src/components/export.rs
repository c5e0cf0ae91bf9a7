//! 导出: the table of a page as a workbook, asked for with what the page is asked for.

use duoyuan_core::api as contract;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::place::{Place, place};
use crate::prefs::words;

/// The link. The address of the page says which month, park and order are meant.
#[component]
pub fn Export(
    /// Which table: `board`, `openness-matrix`.
    #[prop(into)]
    name: Signal<&'static str>,
    /// What the address of the page does not say: the page's own month, the park it is of.
    #[prop(optional, into)]
    also: Signal<Vec<(&'static str, String)>>,
    /// Nothing of the page's address counts, but `also` alone.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let (w, place) = (words(), place());
    let said = move |also: &Vec<_>| match place.as_of().filter(|_| alone) {
        Some(as_of) => Place::said(&also.iter().cloned().chain([("as_of", as_of.to_string())]).collect::<Vec<_>>()),
        None if alone => Place::said(also),
        None => place.said_with(also),
    };
    let address = move || {
        also.with(|also| format!("{}{}", contract::TABLE.at(&format!("{}.xlsx", name.get())).address, said(also)))
    };
    view! { <a class="button export" href=address download="" rel="external">{move || w.t(key::EXPORT)}</a> }
}
