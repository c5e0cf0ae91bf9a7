//! Which park this is, what stretch of time is shown, and where its report stands.

use duoyuan_core::access::Role;
use duoyuan_core::format;
use duoyuan_core::id::ParkId;
use duoyuan_core::view;
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::components::{ParkMark, PastPicker, ReportLamp};
use crate::held::held;
use crate::page::Page;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The head of the page.
#[component]
pub fn Head(park: ParkId, page: Memo<Option<view::ParkPage>>) -> impl IntoView {
    let (session, w) = (session(), words());
    let definition = session.park(&park);
    let full_name = {
        let (definition, park) = (definition.clone(), park.clone());
        let month = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.month)));
        move || match (&definition, month.get()) {
            (Some(park), Some(month)) => park.name_in(month).to_owned(),
            (Some(park), None) => park.name.clone(),
            (None, _) => park.to_string(),
        }
    };
    let period = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| (page.month, page.basis))));
    let collected = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| (page.collected, page.due))));
    let first = page.with_untracked(|page| page.as_ref().map(|page| page.reporting.clone()));
    let line = first.map(|first| held(first, move || page.with(|page| page.as_ref().map(|p| p.reporting.clone()))));
    let due = Memo::new(move |_| collected.get().map_or(jiff::Timestamp::MAX, |(_, due)| due));
    let status = Memo::new(move |_| page.with(|page| page.as_ref().and_then(|page| page.status)));
    let report = move || {
        collected.get().map(|(month, due)| {
            let message = Message::new(key::PARK_REPORT).with("month", say::month(month, w.lang()));
            w.say(&message.with("when", format::due_date(due, w.lang())))
        })
    };
    let role = untrack(|| session.role());
    let may_look = role == Some(Role::Office);
    let may_fill = role == Some(Role::Park(park.clone()));
    let desk = (may_fill || may_look).then(|| {
        let word = if may_fill { key::WAY_DESK } else { key::LOOK_AT_REPORTS };
        view! { <a class="button" href=Page::Desk(park.clone()).path()>{move || w.t(word)}</a> }
    });
    view! {
        <header class="park-head-line">
            <div>
                <h1>
                    {full_name}
                    <ParkMark status/>
                    <span class="park-period">
                        {move || period.get().map(|(month, basis)| format::period(month, basis, w.lang()))}
                    </span>
                </h1>
                <p class="park-industries">
                    {move || definition.as_ref().map(|park| say::known_of(park, w.lang()))}
                </p>
            </div>
            <p class="park-report">
                <span>{report}</span>
                {line.map(|line| view! { <ReportLamp line due/> })}
            </p>
            <PastPicker/>
            {desk}
        </header>
    }
}
