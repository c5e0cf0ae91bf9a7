//! Who has reported, who is late.

use duoyuan_core::format;
use duoyuan_core::view::{Board, Reporting, ReportingLine};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use super::park_name;
use crate::components::ReportLamp;
use crate::held::held;
use crate::prefs::words;
use crate::say;

/// The wall's page of who has reported for the month.
#[component]
pub fn ReportingPage(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let reporting = Memo::new(move |_| board.with(|board| board.as_ref().map(|b| b.reporting.clone())));
    let title = move || {
        reporting.with(|r| {
            r.as_ref().map(|r| {
                let (done, all) = r.tally();
                let message = Message::new(key::WALL_REPORTING).with("month", say::month(r.month, w.lang()));
                let message = message.with("done", done.to_string()).with("all", all.to_string());
                w.say(&message.with("when", format::due_date(r.due, w.lang())))
            })
        })
    };
    let is_first = Memo::new(move |_| board.with(|board| board.as_ref().is_some_and(|b| b.months.is_empty())));
    let lines = move || reporting.with(|r| r.as_ref().map_or_else(Vec::new, |r| r.urgent_first()));
    view! {
        <section class="wall-reporting">
            <h2>{title}</h2>
            {move || is_first.get().then(|| view! { <p class="wall-first">{w.t(key::WALL_FIRST)}</p> })}
            <ul>
                <For each=lines key=|line| line.park.clone() children=move |first| view! { <Line first reporting/> }/>
            </ul>
        </section>
    }
}

#[component]
fn Line(first: ReportingLine, reporting: Memo<Option<Reporting>>) -> impl IntoView {
    let park = first.park.clone();
    let name = park_name(&park);
    let due = Memo::new(move |_| reporting.with(|r| r.as_ref().map_or(jiff::Timestamp::MAX, |r| r.due)));
    let line =
        held(first, move || reporting.with(|r| r.as_ref()?.lines.iter().find(|line| line.park == park).cloned()));
    view! { <li><span class="wall-park">{name}</span><ReportLamp line due/></li> }
}
