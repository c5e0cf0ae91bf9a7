//! A change: arrow, sign and amount; colour only repeats what the arrow says.

use std::cmp::Ordering;

use duoyuan_core::figure::{Change, Gap};
use duoyuan_core::format;
use duoyuan_core::words::key;
use leptos::prelude::*;

use crate::prefs::words;

/// `▲ +3.2%`, or the word for why there is no rate.
#[component]
pub fn ChangeMark(
    /// The change shown, with its sign and its colour: `+7.5%`.
    #[prop(into)]
    change: Signal<Change>,
    /// Words before it, such as 同比.
    #[prop(optional, into)]
    label: Signal<&'static str>,
    /// Whether there is little room: a reason is said in one word.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let w = words();
    let class = move || match (change.get(), format::direction(change.get())) {
        (Change::None(_), _) => "change none",
        (_, Ordering::Greater) => "change up",
        (_, Ordering::Less) => "change down",
        (_, Ordering::Equal) => "change flat",
    };
    let arrow = move || match (change.get(), format::direction(change.get())) {
        (Change::None(_), _) => "",
        (_, Ordering::Greater) => "▲",
        (_, Ordering::Less) => "▼",
        (_, Ordering::Equal) => "＝",
    };
    view! {
        <span class=class>
            <span class="change-label">{label}</span>
            <span class="arrow" aria-hidden="true">{arrow}</span>
            <span class="amount">
                {move || match change.get() {
                    Change::None(Gap::Break) if short => w.t(key::NOT_COMPARABLE).to_owned(),
                    Change::None(Gap::Adjusted | Gap::DifferentParks) if short => w.t(key::NOT_PUBLISHED).to_owned(),
                    change => format::change(change, w.lang()),
                }}
            </span>
        </span>
    }
}
