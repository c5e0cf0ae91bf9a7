//! How firm a number is: a word where there is room, a mark with a legend where there is not.

use duoyuan_core::figure::Status;
use duoyuan_core::format;
use duoyuan_core::words::key;
use duoyuan_core::zone::ParkStatus;
use leptos::prelude::*;

use crate::prefs::words;
use crate::say;

/// Statuses that have a mark, in the order of the legend.
const MARKED: [Status; 5] = [Status::Provisional, Status::Revised, Status::Estimated, Status::Break, Status::Pending];

/// The word. An absent number has its reason in its place instead.
#[component]
pub fn StatusBadge(
    /// How firm the figure is, and what it is marked with.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    let w = words();
    move || {
        let status = Some(status.get()).filter(|status| *status != Status::Absent)?;
        Some(view! { <span class=class(status)>{w.t(format::status(status))}</span> })
    }
}

fn class(status: Status) -> &'static str {
    match status {
        Status::Final => "status final",
        Status::Revised => "status revised",
        Status::Provisional => "status provisional",
        Status::Estimated => "status estimated",
        Status::Break => "status break",
        Status::Pending => "status pending",
        Status::Absent => "status absent",
    }
}

/// One character; needs a [`StatusLegend`] near by.
#[component]
pub fn StatusMark(
    /// How firm the figure is, and what it is marked with.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    let w = words();
    view! { <span class="status-mark">{move || say::status_mark(status.get()).map(|mark| w.t(mark))}</span> }
}

/// What a park is to the zone, beside its name, such as 试点; nothing of a member.
#[component]
pub fn ParkMark(
    /// The status as the view says it.
    #[prop(into)]
    status: Signal<Option<ParkStatus>>,
) -> impl IntoView {
    let w = words();
    move || {
        status.get().map(|status| view! { <span class="status park-status">{w.t(format::park_status(status))}</span> })
    }
}

/// What the marks mean.
#[component]
pub fn StatusLegend() -> impl IntoView {
    let w = words();
    let entry = move |status: Status| {
        say::status_mark(status).map(|mark| {
            view! {
                <span class="legend-entry">
                    <span class="status-mark">{move || w.t(mark)}</span>
                    {move || w.t(format::status(status))}
                </span>
            }
        })
    };
    view! {
        <p class="legend">
            {MARKED.into_iter().map(entry).collect_view()}
            <span class="legend-entry">{move || w.t(key::LEGEND_NO_MARK)}</span>
        </p>
    }
}
