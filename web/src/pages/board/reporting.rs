//! Who has reported on the month being collected, and who is late: the late ones first.

use duoyuan_core::format;
use duoyuan_core::id::ParkId;
use duoyuan_core::view::{Board, Reporting, ReportingLine};
use duoyuan_core::words::{Message, key};
use leptos::prelude::*;

use crate::components::{ParkMark, ReportLamp};
use crate::held::held;
use crate::page::Page;
use crate::prefs::words;
use crate::say;
use crate::session::session;

/// The list of the parks with what each has reported for the month.
#[component]
pub fn ReportingList(board: Memo<Option<Board>>) -> impl IntoView {
    let w = words();
    let reporting = Memo::new(move |_| board.with(|board| board.as_ref().map(|b| b.reporting.clone())));
    let lines = move || reporting.with(|r| r.as_ref().map_or_else(Vec::new, |r| r.urgent_first()));
    let title = move || {
        reporting.with(|r| r.as_ref().map(|r| w.with(key::REPORTING_TITLE, "month", say::month(r.month, w.lang()))))
    };
    let count = move || {
        reporting.with(|r| {
            r.as_ref().map(|r| {
                let (done, all) = r.tally();
                let count = Message::new(key::REPORTING_COUNT).with("done", done.to_string());
                let count = w.say(&count.with("all", all.to_string()));
                let due = w.with(key::REPORTING_DUE, "when", format::due_date(r.due, w.lang()));
                say::clauses([count, due], w.lang())
            })
        })
    };
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
                <p>{count}</p>
            </header>
            <ul class="reporting one-stop">
                <For
                    each=lines
                    key=|line| line.park.clone()
                    children=move |first| view! { <Line first reporting/> }
                />
            </ul>
        </section>
    }
}

#[component]
fn Line(first: ReportingLine, reporting: Memo<Option<Reporting>>) -> impl IntoView {
    let session = session();
    let park = first.park.clone();
    let due = Memo::new(move |_| reporting.with(|r| r.as_ref().map_or(jiff::Timestamp::MAX, |r| r.due)));
    let line = held(first, {
        let park = park.clone();
        move || reporting.with(|r| line_of(r.as_ref()?, &park))
    });
    let status = Memo::new(move |_| line.with(|line| line.status));
    let name = {
        let park = park.clone();
        let month = Memo::new(move |_| reporting.with(|r| r.as_ref().map(|r| r.month)));
        move || month.get().map(|month| session.park_name_in(&park, month))
    };
    view! {
        <li>
            <a href=Page::Park(park.clone()).path()>
                <span class="reporting-park">{name}<ParkMark status/></span>
                <ReportLamp line due/>
            </a>
        </li>
    }
}

fn line_of(reporting: &Reporting, park: &ParkId) -> Option<ReportingLine> {
    reporting.lines.iter().find(|line| line.park == *park).cloned()
}
