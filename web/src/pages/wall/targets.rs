//! The policy's targets.

use duoyuan_core::view::{Board, Meter};
use duoyuan_core::words::key;
use leptos::prelude::*;

use super::month_of;
use crate::components::{Number, StatusBadge};
use crate::held::held;
use crate::pages::board::{Progress, share};
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The wall's page of the policy's targets.
#[component]
pub fn TargetsPage(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let month = month_of(board);
    let title = move || month.get().map(|month| w.with(key::WALL_TARGETS, "month", say::month(month, w.lang())));
    let all = Memo::new(move |_| board.with(|board| board.as_ref().map_or_else(Vec::new, |b| b.meters.clone())));
    let line = move |first: Meter| {
        let key = (first.figure.code.clone(), first.year);
        let meter = held(first, move || {
            all.with(|all| all.iter().find(|m| m.figure.code == key.0 && m.year == key.1).cloned())
        });
        view! { <Line meter/> }
    };
    view! {
        <section class="wall-targets">
            <h2>{title}</h2>
            <ul><For each=move || all.get() key=|m| (m.figure.code.clone(), m.year) children=line/></ul>
        </section>
    }
}

#[component]
fn Line(meter: Memo<Meter>) -> impl IntoView {
    let (session, w) = (session(), words());
    let figure = Memo::new(move |_| meter.with(|meter| meter.figure.clone()));
    view! {
        <li>
            <p class="wall-target-line">
                <span class="wall-name">{move || figure.with(|figure| session.source_name(&figure.code))}</span>
                <Number figure unit=true/>
                <StatusBadge status=Signal::derive(move || figure.with(|figure| figure.status))/>
            </p>
            <Progress percent=Signal::derive(move || meter.with(share))/>
            <p class="wall-goal">{move || meter.with(|meter| say::goal(meter, w.lang()))}</p>
        </li>
    }
}
